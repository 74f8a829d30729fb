"""One stream: what it is, and its slices, each with its place; what cannot be cut becomes a problem in its place."""

from codecs import BOM_UTF8
from collections.abc import Iterator

from tokkyo.errors import RecordError
from tokkyo.formats.detect import HEAD, Formats, Kind, detect
from tokkyo.formats.intake.files import HEAD as WHOLE_HEAD
from tokkyo.formats.intake.files import Stream, path_of
from tokkyo.formats.intake.sources import Peeked
from tokkyo.formats.outcomes import Passed
from tokkyo.formats.port import Heading, Problem, TableFormat, WholeFormat
from tokkyo.formats.records import UNKNOWN, Piece, RecordReader
from tokkyo.formats.slicing import text_slices
from tokkyo.formats.slicing.json_slices import json_slices
from tokkyo.formats.slicing.line_slices import first_line, line_slices
from tokkyo.formats.slicing.slices import Fault, Slice, Transcoded, Window, wide_encoding
from tokkyo.formats.slicing.xml_slices import xml_slices
from tokkyo.settings import MIB, Settings

_UNKNOWN_OBJECTS = 20  # so many objects of no known kind at its beginning, and a JSON stream is passed over


class Contents:
    """The slices of one stream; those up to the offset `skip_to` are left out."""

    def __init__(self, file: str, stream: Stream, settings: Settings, formats: Formats, skip_to: int) -> None:
        self._file = file
        self._member = stream.member
        self._path = path_of(file, stream.member)
        self._size = stream.size
        self._source = stream.source
        self._formats = formats
        self._skip_to = skip_to
        self._reader = RecordReader(settings, formats)
        self._limit = settings.number("max_record_bytes")
        self._anything = False

    def cut(self) -> Iterator[Piece | Problem | Passed]:
        """Yield what the stream holds. Raises `IntakeError` where the stream itself is torn."""
        head = self._source.peek(HEAD)
        whole = self._formats.whole_for(self._path, head[:WHOLE_HEAD])
        if whole is not None:
            yield from self._whole(whole)
            return
        wide = wide_encoding(head)
        if wide is not None:
            self._source = Peeked(Transcoded(self._source, wide))
            head = self._source.peek(HEAD)
        table = next((row for row in self._formats.tables if row.matches(self._path, head)), None)
        if table is not None:
            yield from self._table(table, Window(self._source))
            return
        content = detect(head, self._formats)
        window = Window(self._source)
        if content.kind is Kind.XML:
            yield from self._all(self._pieces(window, Kind.XML, xml_slices(window, self._formats.xml, self._limit)))
        elif content.kind is Kind.JSON:
            pieces = self._pieces(window, Kind.JSON, json_slices(window, self._limit))
            yield from self._json(pieces, head.startswith(BOM_UTF8))
        elif content.text is not None:
            slices = text_slices.text_slices(window, content.text.starts, self._limit)
            yield from self._all(self._pieces(window, Kind.TEXT, slices, content.text.name))
        if window.tear is not None:
            raise window.tear
        if not self._anything:
            yield self._passed(content.what, window)

    def _passed(self, what: str, window: Window) -> Passed:
        size = self._size if self._size is not None else window.base + len(window.data)
        return Passed(self._file, self._member, what, size)

    def _whole(self, row: WholeFormat) -> Iterator[Piece | Problem]:
        """Yield a stream as one slice."""
        if self._skip_to >= 0:
            return
        data = bytearray()
        while (more := self._source.read(MIB)) and len(data) <= self._limit:
            data += more
        if len(data) > self._limit:
            message, fix = f"the file is larger than {self._limit} bytes", "raise max_record_bytes if the file is sound"
            yield self._problem(0, "record_too_large", message, fix)
        else:
            yield Piece(self._file, self._member, Kind.WHOLE, Slice(bytes(data), 0), row.name)

    def _table(self, row: TableFormat, window: Window) -> Iterator[Piece | Problem | Passed]:
        """Yield the rows of a table, many to a slice; a table that is not used is passed over."""
        try:
            heading = row.heading(self._path, first_line(window))
        except RecordError as error:
            yield self._problem(0, error.code, error.message, error.fix)
            return
        if heading is None:
            yield self._passed(row.what(self._path), window)
            return
        yield from self._rows(window, row.name, heading)
        if window.tear is not None:
            raise window.tear

    def _rows(self, window: Window, name: str, heading: Heading) -> Iterator[Piece | Problem]:
        line = 2
        for found in line_slices(window):
            if isinstance(found, Fault):
                yield self._problem(found.offset, found.code, f"line {line}: {found.message}", found.fix)
                line += 1
                continue
            if found.offset > self._skip_to:
                yield Piece(self._file, self._member, Kind.TABLE, found, name, heading, line)
            line += found.data.count(b"\n")

    def _pieces(
        self, window: Window, kind: Kind, slices: Iterator[Slice | Fault], name: str = ""
    ) -> Iterator[Piece | Problem]:
        """Yield what is still to be read; the record that a tear of the stream cuts is told with the tear."""
        for found in slices:
            if found.offset <= self._skip_to:
                self._anything = True
            elif isinstance(found, Fault):
                if window.tear is not None and found.code == "record_torn":
                    continue
                yield self._problem(found.offset, found.code, found.message, found.fix)
            else:
                yield Piece(self._file, self._member, kind, found, name)

    def _all(self, pieces: Iterator[Piece | Problem]) -> Iterator[Piece | Problem]:
        for piece in pieces:
            self._anything = True
            yield piece

    def _json(self, pieces: Iterator[Piece | Problem], marked: bool) -> Iterator[Piece | Problem]:
        """Yield objects; a stream that begins with nothing but objects of no known kind is left alone."""
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
            unknown = None if known else self._unknown(piece)
            if unknown is not None:
                waiting.append(unknown)
                if len(waiting) >= _UNKNOWN_OBJECTS:
                    return
                continue
            known = self._anything = True
            yield from waiting
            waiting.clear()
            yield piece

    def _unknown(self, piece: Piece) -> Problem | None:
        """Return the problem of an object that no reader knows, or None."""
        first = next(self._reader.read(piece), None)
        return first if isinstance(first, Problem) and first.code == UNKNOWN else None

    def _problem(self, offset: int, code: str, message: str, fix: str, lost: bool = True) -> Problem:
        return Problem(code, message, fix, self._file, self._member, offset, "", lost)
