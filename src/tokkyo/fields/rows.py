"""The rows of the field registry in the order of the Lens request page.

Sources of each row: the request page (fields and filters), the additions of API 2.12.0 to 2.19.3, and the aggregation
table of the vendor's documentation.
"""

from tokkyo.fields.rows_citations import CITED
from tokkyo.fields.rows_documents import APPLICATION, GENERAL, PRIORITY, TEXTS, family
from tokkyo.fields.rows_parties import PEOPLE
from tokkyo.fields.rows_status import CLASSES, FILTERS, LEGAL, SEQUENCES
from tokkyo.fields.types import Field

ROWS: tuple[Field, ...] = (
    *GENERAL,
    *APPLICATION,
    *PRIORITY,
    *TEXTS,
    *(row for kind in ("extended", "simple") for row in family(kind)),
    *PEOPLE,
    *CITED,
    *LEGAL,
    *CLASSES,
    *SEQUENCES,
    *FILTERS,
)
