"""The content codings of answers: zstd, br and gzip, whole or piece by piece."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import brotli
import zstandard

from tokkyo.settings import Settings

GZIP_WINDOW = 31
"""zlib's largest window with the frame of gzip around it."""


class Encoder(Protocol):
    """Codes one answer that comes in pieces."""

    def piece(self, data: bytes) -> bytes:
        """Return all that the client needs to read everything so far."""

    def end(self, data: bytes) -> bytes:
        """Return the coded last piece with the end of the stream."""


@dataclass(frozen=True, slots=True)
class Coding:
    """One content coding by its registered name, which makes a new encoder for each answer."""

    name: str
    encoder: Callable[[], Encoder]


class _Zlib:
    def __init__(self, level: int) -> None:
        self._stream = zlib.compressobj(level, zlib.DEFLATED, GZIP_WINDOW)

    def piece(self, data: bytes) -> bytes:
        return self._stream.compress(data) + self._stream.flush(zlib.Z_SYNC_FLUSH)

    def end(self, data: bytes) -> bytes:
        return self._stream.compress(data) + self._stream.flush(zlib.Z_FINISH)


class _Brotli:
    def __init__(self, level: int) -> None:
        self._stream = brotli.Compressor(quality=level)

    def piece(self, data: bytes) -> bytes:
        return bytes(self._stream.process(data) + self._stream.flush())

    def end(self, data: bytes) -> bytes:
        return bytes(self._stream.process(data) + self._stream.finish())


class _Zstandard:
    def __init__(self, level: int) -> None:
        self._stream = zstandard.ZstdCompressor(level=level).compressobj()

    def piece(self, data: bytes) -> bytes:
        return self._stream.compress(data) + self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def end(self, data: bytes) -> bytes:
        return self._stream.compress(data) + self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_FINISH)


def codings(settings: Settings) -> tuple[Coding, ...]:
    """Return the codings that are switched on, the cheapest for its size first; level 0 switches one off."""
    zstd, brotli_level, gzip = map(settings.number, ("zstd_level", "brotli_level", "gzip_level"))
    rows = (
        (zstd, Coding("zstd", lambda: _Zstandard(zstd))),
        (brotli_level, Coding("br", lambda: _Brotli(brotli_level))),
        (gzip, Coding("gzip", lambda: _Zlib(gzip))),
    )
    return tuple(coding for level, coding in rows if level > 0)
