"""Which reader a stream is for, told by its content; what else it seems to be when no reader wants it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from types import MappingProxyType

from tokkyo.formats.port import JsonFormat, TableFormat, TextFormat, WholeFormat, XmlFormat

HEAD = 64 * 1024

AnyFormat = XmlFormat | JsonFormat | TextFormat | TableFormat | WholeFormat

# Every reader: module and attribute. Readers are loaded when the first file is read, so that starting is quick.
FORMATS: tuple[tuple[str, str], ...] = (
    ("tokkyo.formats.uspto.ice", "GRANT"),
    ("tokkyo.formats.uspto.ice", "APPLICATION"),
    ("tokkyo.formats.uspto.st32", "ST32"),
    ("tokkyo.formats.uspto.pap", "PAP"),
    ("tokkyo.formats.uspto.aps", "APS"),
    ("tokkyo.formats.uspto.sequences", "SEQUENCES"),
    ("tokkyo.formats.epo.docdb", "DOCDB"),
    ("tokkyo.formats.epo.ops", "OPS_FAMILY"),
    ("tokkyo.formats.epo.st36", "EP_FULLTEXT"),
    ("tokkyo.formats.marec.documents", "MAREC"),
    ("tokkyo.formats.epo.ftm", "FTM"),
    ("tokkyo.formats.lens.records", "LENS"),
    ("tokkyo.formats.lens.exports", "LENS_EXPORT"),
    ("tokkyo.formats.google", "GOOGLE"),
    ("tokkyo.formats.jpo.tsv", "STANDARDIZED"),
    ("tokkyo.formats.jpo.recorded", "RECORDED"),
    ("tokkyo.formats.jpo.bodies", "BODIES"),
)


@dataclass(frozen=True, slots=True)
class Formats:
    """All readers, by kind of content."""

    xml: Mapping[str, XmlFormat]
    json: tuple[JsonFormat, ...]
    text: tuple[TextFormat, ...]
    tables: tuple[TableFormat, ...] = ()
    whole: tuple[WholeFormat, ...] = ()

    @classmethod
    def of(cls, rows: Sequence[AnyFormat]) -> "Formats":
        """Sort readers by kind; of two that want the same element the first has it."""
        tags = {tag: row for row in reversed(rows) if isinstance(row, XmlFormat) for tag in row.tags}
        return cls(
            MappingProxyType(tags),
            tuple(row for row in rows if isinstance(row, JsonFormat)),
            tuple(row for row in rows if isinstance(row, TextFormat)),
            tuple(row for row in rows if isinstance(row, TableFormat)),
            tuple(row for row in rows if isinstance(row, WholeFormat)),
        )

    def whole_for(self, path: str, head: bytes) -> WholeFormat | None:
        """Return the format that wants a file whole, told by its path and first KiB."""
        return next((row for row in self.whole if row.matches(path, head)), None)


@cache
def all_formats() -> Formats:
    """Load every reader of `FORMATS`."""
    return Formats.of([getattr(import_module(module), name) for module, name in FORMATS])


class Kind(Enum):
    """How a stream is cut."""

    XML = "xml"
    JSON = "json"
    TEXT = "text"
    TABLE = "table"
    WHOLE = "whole"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Content:
    """What a stream is; `what` is its name for people, used when nothing in it is read."""

    kind: Kind
    what: str
    text: TextFormat | None = None


_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"II*\0", "TIFF image"),
    (b"MM\0*", "TIFF image"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\xd0\xcf\x11\xe0", "office document"),
    (b"PK\x03\x04", "office document"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive, not supported"),
    (b"Rar!", "RAR archive, not supported"),
    (b"\x28\xb5\x2f\xfd", "zstd file, not supported"),
    (b"\x1f\x9d", "compress (.Z) file, not supported"),
    (b"{\\rtf", "RTF document"),
    (b"SQLite format 3\0", "SQLite database"),
    (b"PAR1", "Parquet file"),
)

# Roots of XML that is no publication, as a person would call them.
_ROOTS: Mapping[str, str] = MappingProxyType(
    {
        "register-documents": "EPO register answer",
        "world-patent-data": "OPS answer without publications",
        "fault": "error answer",
        "error": "error answer",
        "class-scheme": "CPC scheme",
        "cpc-master-classification-file": "CPC master classification file",
        "package-data": "index of a package",
        "bdds-delivery": "index of a delivery",
        "cn-application-body": "CNIPA application part",
        "dpma-patent-document": "DPMA register document",
        "us-patent-assignments": "USPTO assignments",
        "ST26SequenceListing": "sequence listing ST.26",
        "html": "HTML page",
        "schema": "XML schema",
        "worksheet": "office document",
    }
)

_BLANK = b" \t\r\n\f\v"
_MARKUP = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*<(?P<sign>!?)(?P<name>[A-Za-z_][\w:.\-]*)",
    re.DOTALL,
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_JSON = re.compile(rb"\s*(?:\{\s*(?:\"|\}|\Z)|\[\s*(?:[{\[\"\]0-9tfn\-]|\Z))")


def detect(head: bytes, formats: Formats) -> Content:
    """Tell what a stream is from its first bytes (64 KiB are plenty), given as UTF-8 when it is UTF-16 or the like."""
    text = next((row for row in formats.text if row.matches(head)), None)
    if text is not None:
        return Content(Kind.TEXT, text.title, text)
    named = next((name for magic, name in _MAGIC if head.startswith(magic)), None)
    if named is not None or not head:
        return Content(Kind.UNKNOWN, named or "empty file")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.lstrip(_BLANK).startswith(b"<"):
        return _xml(head)
    if _JSON.match(head):
        return Content(Kind.JSON, "JSON of an unknown kind")
    return Content(Kind.UNKNOWN, _plain(head))


def _xml(head: bytes) -> Content:
    if _HTML.match(head):
        return Content(Kind.UNKNOWN, "HTML page")
    found = _MARKUP.match(head)
    if found is None:
        return Content(Kind.XML, "XML without a known record")
    if found["sign"] and found["name"] != b"DOCTYPE":  # a DOCTYPE longer than what is seen begins a document
        return Content(Kind.UNKNOWN, "DTD")
    name = found["name"].decode("ascii", "replace").rpartition(":")[2]
    return Content(Kind.XML, _ROOTS.get(name, f"XML <{name}>"))


def _plain(head: bytes) -> str:
    """Name a stream that is neither mark-up nor JSON."""
    if b"\0" in head:
        return "binary data"
    line = re.split(rb"[\r\n]", head.lstrip(_BLANK), maxsplit=1)[0]
    if max(line.count(sign) for sign in (b",", b"\t", b";")) >= 1:
        return "table (CSV or TSV)"
    return "text of an unknown kind"
