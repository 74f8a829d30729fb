"""Document numbers: normal forms, formats, reading what users write, and the tokens documents are found by.

The one module others import from; the parts live beside it (`number_normal`, `number_formats`, `number_parsing`,
`number_matching`).
"""

from tokkyo.model.number_formats import display, doc_key, docdb, epodoc
from tokkyo.model.number_matching import (
    application_index_forms,
    application_query_forms,
    index_forms,
    query_forms,
)
from tokkyo.model.number_normal import compact, normal_application, normal_publication, normal_us_application
from tokkyo.model.number_parsing import Reading, parse

__all__ = [
    "Reading",
    "application_index_forms",
    "application_query_forms",
    "compact",
    "display",
    "doc_key",
    "docdb",
    "epodoc",
    "index_forms",
    "normal_application",
    "normal_publication",
    "normal_us_application",
    "parse",
    "query_forms",
]
