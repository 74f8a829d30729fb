"""One stream: what it is, and its slices, each with its place; what cannot be cut becomes a problem in its place."""

from codecs import BOM_UTF8
from collections.abc import Iterator

from tokkyo.formats.detect import HEAD, Formats, Kind, detect
from tokkyo.formats.intake.files import Stream
from tokkyo.formats.intake.sources import Peeked
from tokkyo.formats.outcomes import Passed
from tokkyo.formats.port import Problem
from tokkyo.formats.records import UNKNOWN, Piece, RecordReader
from tokkyo.formats.slicing import text_slices
from tokkyo.formats.slicing.json_slices import json_slices
from tokkyo.formats.slicing.slices import Fault, Slice, Transcoded, Window, wide_encoding
from tokkyo.formats.slicing.xml_slices import xml_slices
from tokkyo.settings import Settings

_UNKNOWN_OBJECTS = 20  # so many objects of no known kind at its beginning, and a JSON stream is passed over


class Contents:
    """The slices of one stream; those up to the offset `skip_to` are left out."""

    def __init__(self, file: str, stream: Stream, settings: Settings, formats: Formats, skip_to: int) -> None:
        self._file = file
        self._member = stream.member
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
        wide = wide_encoding(head)
        if wide is not None:
            self._source = Peeked(Transcoded(self._source, wide))
            head = self._source.peek(HEAD)
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
            size = self._size if self._size is not None else window.base + len(window.data)
            yield Passed(self._file, self._member, content.what, size)

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
