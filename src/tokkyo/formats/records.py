"""One slice of a stream into its records; every failure of a record becomes a problem in its place.

A slice holds all that is needed, so slices may be read by any process and in any order.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tokkyo.errors import RecordError
from tokkyo.formats.detect import Formats, Kind
from tokkyo.formats.intake.files import path_of
from tokkyo.formats.outcomes import Found
from tokkyo.formats.parsing.elements import XmlLimits, parse
from tokkyo.formats.parsing.json_values import decode_object
from tokkyo.formats.port import Context, Heading, Problem
from tokkyo.formats.slicing import text_slices
from tokkyo.formats.slicing.slices import Slice
from tokkyo.model.jpo.sources import JpoRecord
from tokkyo.model.source import Provenance, SourceRecord
from tokkyo.settings import Settings

UNKNOWN = "unknown_record"
_Told = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice with where it stands; `format` is the name of its reader where the stream says it (not XML and JSON).

    Lines of a table come with its heading and the number of the first of them.
    """

    file: str
    member: str
    kind: Kind
    slice: Slice
    format: str = ""
    heading: Heading | None = None
    line: int = 0

    def problem(self, code: str, message: str, fix: str, record: str = "", lost: bool = True) -> Problem:
        """Return a problem in the place of this slice."""
        return Problem(code, message, fix, self.file, self.member, self.slice.offset, record, lost)


class RecordReader:
    """Reads slices with the given readers and limits."""

    def __init__(self, settings: Settings, formats: Formats) -> None:
        self._formats = formats
        self._xml_limits = XmlLimits.of(settings)
        self._deleting = frozenset(one.strip() for one in settings.text("jpo_deleting_types").split(",")) - {""}

    def read(self, piece: Piece) -> Iterator[Found | Problem]:
        """Yield the records of a slice and what went wrong, in order; nothing is ever raised."""
        notes: list[_Told] = []
        refused: list[_Told] = []
        context = Context(
            Provenance(piece.file, piece.member, piece.slice.offset),
            lambda *told: notes.append(told),
            lambda *told: refused.append(told),
            self._deleting,
        )
        try:
            name, records = _OPENERS[piece.kind](self, piece, context)
            for record in records:
                yield _checked(record, piece, name)
        except RecordError as error:
            number = visible_number(piece.slice.data)
            yield piece.problem(error.code, error.message, error.fix, number)
        except Exception as error:
            yield _crash(piece, error)
        for told in refused:
            yield piece.problem(*told)
        number = visible_number(piece.slice.data) if notes else ""
        for code, message, fix in notes:
            yield piece.problem(code, message, fix, number, lost=False)

    def _xml(self, piece: Piece, context: Context) -> tuple[str, Iterator[SourceRecord]]:
        row = self._formats.xml[piece.slice.tag]
        return row.name, row.read(parse(piece.slice, self._xml_limits, context.note), context)

    def _text(self, piece: Piece, context: Context) -> tuple[str, Iterator[SourceRecord]]:
        row = next(row for row in self._formats.text if row.name == piece.format)
        lines, sound = text_slices.lines(piece.slice.data)
        if not sound:
            context.note("wrong_encoding", "the text is not UTF-8", "check accented letters")
        return row.name, row.read(lines, context)

    def _json(self, piece: Piece, context: Context) -> tuple[str, Iterator[SourceRecord]]:
        notes: list[_Told] = []
        value = decode_object(piece.slice.data, lambda *told: notes.append(told))
        row = next((row for row in self._formats.json if row.matches(value)), None)
        if row is None:
            raise RecordError(UNKNOWN, "a JSON object of an unknown kind", fix="")
        for told in notes:
            context.note(*told)
        return row.name, row.read(value, context)

    def _table(self, piece: Piece, context: Context) -> tuple[str, Iterator[JpoRecord]]:
        row = next(row for row in self._formats.tables if row.name == piece.format)
        assert piece.heading is not None
        return row.name, row.read(piece.heading, piece.slice.data, piece.line, context)

    def _whole(self, piece: Piece, context: Context) -> tuple[str, Iterator[JpoRecord]]:
        row = next(row for row in self._formats.whole if row.name == piece.format)
        return row.name, row.read(path_of(piece.file, piece.member), piece.slice.data, context)


_Opener = Callable[[RecordReader, Piece, Context], tuple[str, Iterator[SourceRecord | JpoRecord]]]
_OPENERS: dict[Kind, _Opener] = {
    Kind.XML: RecordReader._xml,
    Kind.TEXT: RecordReader._text,
    Kind.JSON: RecordReader._json,
    Kind.TABLE: RecordReader._table,
    Kind.WHOLE: RecordReader._whole,
}


def _checked(record: SourceRecord | JpoRecord, piece: Piece, name: str) -> Found | Problem:
    if not isinstance(record, SourceRecord) or (record.publication.jurisdiction and record.publication.doc_number):
        return Found(record, name, piece.member, piece.slice.offset, piece.slice.end)
    message, fix = "the record has no publication number", "check the file"
    return piece.problem("number_missing", message, fix, visible_number(piece.slice.data))


def _crash(piece: Piece, error: Exception) -> Problem:
    """A reader failed in a way nobody foresaw."""
    code = "record_too_complex" if isinstance(error, RecursionError | MemoryError) else "reader_failed"
    text = f"the reader failed: {type(error).__name__}: {error}"
    return piece.problem(code, text[:500], "report this with the record", visible_number(piece.slice.data))


_NUMBERS: tuple[re.Pattern[bytes], ...] = (
    re.compile(rb"\bucid=\"([^\"]{1,40})\""),
    re.compile(rb"<(?:us-patent-\w+|[\w:]*exchange-document|ep-patent-document)\b[^>]*?\bdoc-number=\"([^\"]{1,40})\""),
    re.compile(rb"<B110>\s*(?:<DNUM>\s*<PDAT>)?\s*([\w]{1,20})"),
    re.compile(rb"<doc-number[^>]*>\s*([^<]{1,40}?)\s*<"),
    re.compile(rb"^WKU\s+(\S{1,20})", re.MULTILINE),
    re.compile(rb"\"(?:lens_id|publicationKey|publication_number|doc_key)\"\s*:\s*\"([^\"]{1,60})\""),
)


def visible_number(data: bytes) -> str:
    """Return the number of a record as far as it can be seen in its first 16 KiB without parsing, or ""."""
    head = data[:16384]
    found = next((match for pattern in _NUMBERS if (match := pattern.search(head))), None)
    return found[1].decode("utf-8", "replace") if found else ""
