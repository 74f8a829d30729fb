"""Record slices: the bytes of one record cut out of a stream, with what its surroundings say about it.

The cutters (`xml_slices`, `json_slices`, `text_slices`) hold one record and one chunk in memory. A record that cannot
be cut (torn, too large) is a `Fault` in its place, and cutting goes on at the next record.
"""

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from re import Match, Pattern
from types import MappingProxyType

from tokkyo.formats.intake.sources import IntakeError, Source
from tokkyo.settings import MIB

_CHUNK = MIB
_OVERLAP = 4096
_ENOUGH = 4 * MIB
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands before an XML record: declared encoding, namespaces in scope, text entities of the DOCTYPE."""

    encoding: str | None = None
    namespaces: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    entities: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Slice:
    """One record: its bytes, where they begin and end in the stream, the local name of its element (XML only)."""

    data: bytes
    offset: int
    tag: str = ""
    around: Surroundings = field(default_factory=Surroundings)

    @property
    def end(self) -> int:
        """Return the offset behind the last byte."""
        return self.offset + len(self.data)


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that could not be cut."""

    code: str
    message: str
    fix: str
    offset: int


class Window:
    """The part of a stream held in memory; indexes count from its first byte, `base` is that byte's offset.

    A stream that tears simply ends; `tear` then holds the error, for whoever has cut what came before it.
    """

    def __init__(self, source: Source) -> None:
        self.data = bytearray()
        self.base = 0
        self.ended = False
        self.tear: IntakeError | None = None
        self._source = source

    def more(self, stuck_at: int | None = None) -> bool:
        """Read on; False at the end. Whoever is stuck in one long token gets ever larger pieces."""
        wanted = _CHUNK if stuck_at is None else max(_CHUNK, len(self.data) - stuck_at)
        before = len(self.data)
        while not self.ended and len(self.data) - before < wanted:
            piece = self._piece(wanted)
            self.ended = not piece
            self.data += piece
        return len(self.data) > before

    def drop(self, upto: int) -> int:
        """Forget the bytes before an index when there are enough of them; return by how much indexes moved."""
        if upto < _ENOUGH:
            return 0
        self._forget(upto)
        return upto

    def take(self, upto: int) -> bytes:
        """Return the bytes before an index and forget them."""
        taken = self.cut(0, upto)
        self._forget(upto)
        return taken

    def cut(self, start: int, end: int) -> bytes:
        """Return a copy of some bytes."""
        with memoryview(self.data) as view:
            return bytes(view[start:end])

    def search(self, pattern: Pattern[bytes], start: int, upto: int) -> Match[bytes] | None:
        """Return the first match from an index on, reading as far as needed; None at the end or beyond `upto`.

        A match must fit into 4 KiB when it lies across two pieces.
        """
        while True:
            found = pattern.search(self.data, start)
            if found is not None:
                return found if found.start() <= upto else None
            if len(self.data) > upto:
                return None
            start = max(start, len(self.data) - _OVERLAP)
            if not self.more():
                return None

    def seek(
        self, pattern: Pattern[bytes], start: int, skipped: Callable[[int, int], None] | None = None
    ) -> Match[bytes] | None:
        """Return the first match from an index on, forgetting what is passed; None at the end.

        Indexes from before are void afterwards. `skipped(from, to)` sees what lies before the match, some of it twice.
        """
        while True:
            found = pattern.search(self.data, start)
            if skipped is not None:
                skipped(start, found.start() if found else len(self.data))
            if found is not None:
                return found
            self._forget(max(start, len(self.data) - _OVERLAP))
            start = 0
            if not self.more():
                return None

    def find(self, needle: bytes, start: int, upto: int) -> int:
        """Return the index of a needle, reading as far as needed; -1 at the end or beyond `upto`."""
        while True:
            found = self.data.find(needle, start)
            if found >= 0:
                return found if found <= upto else -1
            if len(self.data) > upto:
                return -1
            start = max(start, len(self.data) - len(needle) + 1)
            if not self.more():
                return -1

    def pass_over(self, needle: bytes, start: int) -> int:
        """Forget everything up to a needle and return the index behind it; -1 when it never comes."""
        while True:
            found = self.data.find(needle, start)
            if found >= 0:
                return found + len(needle)
            self._forget(max(start, len(self.data) - len(needle) + 1))
            start = 0
            if not self.more():
                return -1

    def _piece(self, size: int) -> bytes:
        try:
            return self._source.read(size)
        except IntakeError as tear:
            self.tear = tear
            return b""

    def _forget(self, upto: int) -> None:
        self.base += upto
        del self.data[:upto]


_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
    (b"[\0", "utf-16-le"),
    (b"\0[", "utf-16-be"),
)


def wide_encoding(head: bytes) -> str | None:
    """Return the encoding of bytes that are no superset of ASCII, told by mark or by their zeros, or None."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


class Transcoded:
    """A wide stream (UTF-16, UTF-32, ISO-2022-JP) as UTF-8; offsets then count bytes of the UTF-8 form."""

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ended = False

    def read(self, size: int) -> bytes:
        """Return about `size` bytes; what cannot be decoded becomes U+FFFD."""
        while not self._ended:
            piece = self._source.read(size)
            self._ended = not piece
            text = self._decoder.decode(piece, final=self._ended)
            if text:
                return text.encode("utf-8", "replace")
        return b""

    def origin(self) -> float:
        """Return the origin of the source below."""
        return self._source.origin()
