"""One stream: what it is, its slices, their records; every failure of a record becomes a problem in its place."""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from typing import Any

from tokkyo.errors import RecordError
from tokkyo.formats import text_slices
from tokkyo.formats.detect import HEAD, Formats, Kind, detect
from tokkyo.formats.intake import Stream
from tokkyo.formats.json_slices import json_slices
from tokkyo.formats.json_values import decode_object
from tokkyo.formats.outcomes import Found, Passed
from tokkyo.formats.parsing import XmlLimits, parse
from tokkyo.formats.port import Context, JsonFormat, Note, Problem, TextFormat
from tokkyo.formats.slices import Fault, Slice, Transcoded, Window, wide_encoding
from tokkyo.formats.sources import Peeked
from tokkyo.formats.xml_slices import xml_slices
from tokkyo.model.source import Provenance, SourceRecord
from tokkyo.settings import Settings

_UNKNOWN_OBJECTS = 20  # so many objects of no known kind at its beginning, and a JSON stream is passed over


class Contents:
    """The records of one stream; slices up to the offset `skip_to` are passed without being parsed."""

    def __init__(self, file: str, stream: Stream, settings: Settings, formats: Formats, skip_to: int) -> None:
        self._file = file
        self._member = stream.member
        self._size = stream.size
        self._source = stream.source
        self._formats = formats
        self._skip_to = skip_to
        self._xml_limits = XmlLimits.of(settings)
        self._limit = settings.number("max_record_bytes")
        self._anything = False

    def read(self) -> Iterator[Found | Problem | Passed]:
        """Yield what the stream holds. Raises `IntakeError` where the stream itself is torn."""
        head = self._source.peek(HEAD)
        wide = wide_encoding(head)
        if wide is not None:
            self._source = Peeked(Transcoded(self._source, wide))
            head = self._source.peek(HEAD)
        content = detect(head, self._formats)
        window = Window(self._source)
        if content.kind is Kind.XML:
            yield from self._xml(self._slices(window, xml_slices(window, self._formats.xml, self._limit)))
        elif content.kind is Kind.JSON:
            pieces = self._slices(window, json_slices(window, self._limit))
            yield from self._json(pieces, head.startswith(BOM_UTF8))
        elif content.text is not None:
            pieces = self._slices(window, text_slices.text_slices(window, content.text.starts, self._limit))
            yield from self._text(content.text, pieces)
        if window.tear is not None:
            raise window.tear
        if not self._anything:
            size = self._size if self._size is not None else window.base + len(window.data)
            yield Passed(self._file, self._member, content.what, size)

    def _slices(self, window: Window, pieces: Iterator[Slice | Fault]) -> Iterator[Slice | Problem]:
        """Yield what is still to be read; the record that a tear of the stream cuts is told with the tear."""
        for piece in pieces:
            if piece.offset <= self._skip_to:
                self._anything = True
            elif isinstance(piece, Fault):
                if window.tear is not None and piece.code == "record_torn":
                    continue
                yield self._problem(piece.offset, piece.code, piece.message, piece.fix)
            else:
                yield piece

    def _xml(self, pieces: Iterator[Slice | Problem]) -> Iterator[Found | Problem]:
        for piece in pieces:
            self._anything = True
            if isinstance(piece, Problem):
                yield piece
            else:
                yield from self._element(piece)

    def _element(self, piece: Slice) -> Iterator[Found | Problem]:
        row = self._formats.xml[piece.tag]

        def make(context: Context) -> Iterator[SourceRecord]:
            return row.read(parse(piece, self._xml_limits, context.note), context)

        return self._record(piece, row.name, make)

    def _text(self, row: TextFormat, pieces: Iterator[Slice | Problem]) -> Iterator[Found | Problem]:
        for piece in pieces:
            self._anything = True
            if isinstance(piece, Problem):
                yield piece
                continue
            lines, sound = text_slices.lines(piece.data)

            def make(context: Context, lines: list[str] = lines, sound: bool = sound) -> Iterator[SourceRecord]:
                if not sound:
                    context.note("wrong_encoding", "the text is not UTF-8", "check accented letters")
                return row.read(lines, context)

            yield from self._record(piece, row.name, make)

    def _json(self, pieces: Iterator[Slice | Problem], marked: bool) -> Iterator[Found | Problem]:
        """Read objects; a stream that begins with nothing but objects of no known kind is left alone."""
        mark = self._problem(0, "json_byte_order_mark", "a byte order mark precedes the JSON", "", lost=False)
        waiting = [mark] if marked else []
        known = self._skip_to >= 0
        for piece in pieces:
            if isinstance(piece, Problem):
                if known or piece.code != "json_garbage":
                    self._anything = True
                    yield piece
                else:
                    waiting.append(piece)
                continue
            outcome = self._object(piece)
            if isinstance(outcome, Problem) and outcome.code == "unknown_record" and not known:
                waiting.append(outcome)
                if len(waiting) >= _UNKNOWN_OBJECTS:
                    return
                continue
            known = self._anything = True
            yield from waiting
            waiting.clear()
            if isinstance(outcome, Problem):
                yield outcome
            else:
                yield from outcome

    def _object(self, piece: Slice) -> Problem | Iterator[Found | Problem]:
        notes: list[tuple[str, str, str]] = []
        try:
            value = decode_object(piece.data, lambda *told: notes.append(told))
            row = next((row for row in self._formats.json if row.matches(value)), None)
        except RecordError as error:
            return self._problem(piece.offset, error.code, error.message, error.fix, visible_number(piece.data))
        except Exception as error:
            return self._crash(piece, error)
        if row is None:
            return self._problem(
                piece.offset, "unknown_record", "a JSON object of an unknown kind", "", visible_number(piece.data)
            )
        return self._record(piece, row.name, _json_maker(row, value, notes))

    def _record(
        self, piece: Slice, name: str, make: Callable[[Context], Iterator[SourceRecord]]
    ) -> Iterator[Found | Problem]:
        """Yield the records of a slice; everything a reader raises becomes a problem."""
        notes: list[tuple[str, str, str]] = []
        note: Note = lambda code, message, fix: notes.append((code, message, fix))  # noqa: E731
        context = Context(Provenance(self._file, self._member, piece.offset), note)
        try:
            for record in make(context):
                yield self._checked(record, piece, name)
        except RecordError as error:
            yield self._problem(piece.offset, error.code, error.message, error.fix, visible_number(piece.data))
        except Exception as error:
            yield self._crash(piece, error)
        number = visible_number(piece.data) if notes else ""
        for code, message, fix in notes:
            yield self._problem(piece.offset, code, message, fix, number, lost=False)

    def _checked(self, record: SourceRecord, piece: Slice, name: str) -> Found | Problem:
        publication = record.publication
        if publication.jurisdiction and publication.doc_number:
            return Found(record, name, self._member, piece.offset, piece.end)
        message, fix = "the record has no publication number", "check the file"
        return self._problem(piece.offset, "number_missing", message, fix, visible_number(piece.data))

    def _crash(self, piece: Slice, error: Exception) -> Problem:
        """A reader failed in a way nobody foresaw."""
        code = "record_too_complex" if isinstance(error, RecursionError | MemoryError) else "reader_failed"
        text = f"the reader failed: {type(error).__name__}: {error}"
        return self._problem(piece.offset, code, text[:500], "report this with the record", visible_number(piece.data))

    def _problem(self, offset: int, code: str, message: str, fix: str, record: str = "", lost: bool = True) -> Problem:
        return Problem(code, message, fix, self._file, self._member, offset, record, lost)


def _json_maker(
    row: JsonFormat, value: dict[str, Any], notes: list[tuple[str, str, str]]
) -> Callable[[Context], Iterator[SourceRecord]]:
    def make(context: Context) -> Iterator[SourceRecord]:
        for told in notes:
            context.note(*told)
        return row.read(value, context)

    return make


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
