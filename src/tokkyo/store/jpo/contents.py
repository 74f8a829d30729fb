"""Bytes stored once however often they are named: by their SHA-256, deflated as ZIP archives hold them.

Deflating with zlib's usual level gives the very bytes the real service sends, so an archive put together from stored
contents is as long as the real one.
"""

import hashlib
import sqlite3
import zlib
from dataclasses import dataclass

from tokkyo.errors import StoreError

LEVEL = 6


@dataclass(frozen=True, slots=True)
class Content:
    """Stored bytes: SHA-256, length and CRC-32 of what they unpack to, raw deflate data."""

    digest: bytes
    size: int
    crc: int
    deflated: bytes

    def unpacked(self) -> bytes:
        """Return the bytes. Raises `StoreError` `store_damaged` when they are not those that were stored."""
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = engine.decompress(self.deflated, max(self.size, 1))
        except zlib.error as error:
            raise _damaged() from error
        if len(data) != self.size or zlib.crc32(data) != self.crc:
            raise _damaged()
        return data


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a batch: how many were new or different, and how many were stored already."""

    stored: int
    unchanged: int


def put_content(cursor: sqlite3.Cursor, data: bytes) -> bytes:
    """Store bytes in the caller's transaction if they are new; return their digest."""
    digest = hashlib.sha256(data).digest()
    if cursor.execute("SELECT 1 FROM jpo_content WHERE digest = ?", (digest,)).fetchone() is None:
        engine = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        deflated = engine.compress(data) + engine.flush()
        row = (digest, len(data), len(deflated), zlib.crc32(data), deflated)
        cursor.execute("INSERT INTO jpo_content (digest, size, packed, crc, deflated) VALUES (?, ?, ?, ?, ?)", row)
    return digest


def drop_unnamed(cursor: sqlite3.Cursor, digest: bytes) -> None:
    """Remove bytes that no answer and no document names any more."""
    cursor.execute(
        "DELETE FROM jpo_content WHERE digest = :digest"
        " AND NOT EXISTS (SELECT 1 FROM jpo_answer WHERE content = :digest)"
        " AND NOT EXISTS (SELECT 1 FROM jpo_body WHERE content = :digest)",
        {"digest": digest},
    )


def _damaged() -> StoreError:
    return StoreError("store_damaged", "a stored document does not unpack", fix="ingest the documents again")
