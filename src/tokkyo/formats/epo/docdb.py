"""DOCDB: the EPO's worldwide bibliographic database, `exch:exchange-document` (v2.5.x).

The same element is the body of OPS bibliographic answers, there with `system="ops.epo.org"`. A slice may be a bare
fragment with or without prefix. A delete message (`status="D"`) has no body.
"""

from collections.abc import Iterator

from tokkyo.formats.epo.exchange import exchange_record
from tokkyo.formats.port import Context, XmlFormat
from tokkyo.formats.xml import Element
from tokkyo.model.source import SourceRecord

_DOCDB_ATTRIBUTES = ("doc-id", "date-of-last-exchange", "date-added-docdb", "originating-office", "status")


def read(element: Element, context: Context) -> Iterator[SourceRecord]:
    """Read one `exchange-document` as source `docdb`, or `ops-biblio` when OPS wrote it."""
    yield exchange_record(element, context, "docdb" if _is_docdb(element) else "ops-biblio")


def _is_docdb(element: Element) -> bool:
    """Say whether DOCDB wrote the element: only its files give identifiers and exchange dates."""
    return not element.get("system") and any(name in element.attrib for name in _DOCDB_ATTRIBUTES)


DOCDB = XmlFormat(
    name="docdb",
    title="EPO DOCDB exchange document (also OPS bibliographic data)",
    tags=frozenset({"exchange-document"}),
    read=read,
)
