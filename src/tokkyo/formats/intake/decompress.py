"""Streams of gzip, xz and bzip2, recognised by their first bytes; several may stand one after another.

Output is asked for in bounded pieces, so a bomb is met by the limits of `sources` before it takes memory.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from tokkyo.formats.intake.sources import IntakeError, Source
from tokkyo.settings import MIB

# The strongest xz preset needs 65 MiB; more than this only a hostile file asks for.
_XZ_MEMORY = 160 * MIB

# Small, because what is left of a piece is copied at every end of a stream and a hostile file has many of them.
_PIECE = 32 * 1024


class _Engine(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Inflate:
    """zlib with the interface of bz2 and lzma: input that did not fit in the output is kept for the next call."""

    def __init__(self) -> None:
        self._engine = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._engine.eof

    @property
    def unused_data(self) -> bytes:
        return self._engine.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._engine.decompress(self._engine.unconsumed_tail + data, max_length)


def _xz() -> _Engine:
    return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


ENGINES: Mapping[bytes, Callable[[], _Engine]] = MappingProxyType(
    {b"\x1f\x8b\x08": _Inflate, b"\xfd7zXZ\x00": _xz, b"BZh": bz2.BZ2Decompressor}
)


def magic(head: bytes) -> bytes | None:
    """Return the signature of a compressed stream the bytes begin with, or None.

    >>> magic(b"BZh91AY&SY..."), magic(b"BZhistory")
    (b'BZh', None)
    """
    found = next((signature for signature in ENGINES if head.startswith(signature)), None)
    if found == b"BZh" and head[4:10] not in (b"1AY&SY", b"\x17rE8P\x90"):
        return None
    return found


class Decompressed:
    """The unpacked bytes of a compressed source."""

    def __init__(self, source: Source, signature: bytes) -> None:
        self._source = source
        self._signature = signature
        self._engine = ENGINES[signature]()
        self._fed = False
        self._done = False

    def read(self, size: int) -> bytes:
        """Return up to `size` unpacked bytes. Raises `IntakeError` when the stream is torn or damaged."""
        while not self._done:
            if self._engine.eof and not self._next_stream():
                break
            data = self._unpack(size)
            if data:
                return data
        return b""

    def origin(self) -> float:
        """Return the origin of the packed bytes."""
        return self._source.origin()

    def _unpack(self, size: int) -> bytes:
        packed = b"" if self._fed else self._source.read(_PIECE)
        if not packed and not self._fed:
            raise IntakeError("archive_torn", "the compressed file ends too early", fix="fetch the file again")
        try:
            data = self._engine.decompress(packed, size)
        except (zlib.error, lzma.LZMAError, OSError, EOFError) as error:
            raise IntakeError("archive_damaged", f"cannot be unpacked: {error}", fix="fetch the file again") from error
        self._fed = bool(data)
        return data

    def _next_stream(self) -> bool:
        rest = self._engine.unused_data.lstrip(b"\0")
        while len(rest) < len(self._signature):
            more = self._source.read(_PIECE)
            if not more:
                break
            rest = (rest + more).lstrip(b"\0")
        if not rest.startswith(self._signature):
            self._done = True
            return False
        self._engine = ENGINES[self._signature]()
        self._source = _Prefixed(rest, self._source)
        self._fed = False
        return True


class _Prefixed:
    """Bytes read too far, put back in front of their source."""

    def __init__(self, head: bytes, source: Source) -> None:
        self._head = head
        self._source = source.rest if isinstance(source, _Prefixed) and not source.pending else source

    @property
    def pending(self) -> bool:
        return bool(self._head)

    @property
    def rest(self) -> Source:
        return self._source

    def read(self, size: int) -> bytes:
        data, self._head = self._head[:size], self._head[size:]
        return data or self._source.read(size)

    def origin(self) -> float:
        return self._source.origin()
