"""ZIP archives put together from bytes that are stored deflated, laid out as the real service lays them out.

Recorded archives show: entries made under Unix (folders 755, files 644), version 2.0, no extra fields, no data
descriptors, deflate for files, and the time of the request in Japan on every entry.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_MADE_BY = 3 << 8 | _VERSION
_STORED, _DEFLATED = 0, 8
_UTF8_NAME = 0x800
_FILE = 0o100644 << 16
_FOLDER = 0o040755 << 16 | 0x10
_FIRST_YEAR, _LAST_YEAR = 1980, 2107


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of an archive, or a folder: its name ends in `/` and it has no content. `deflated` is raw deflate data."""

    name: str
    size: int = 0
    crc: int = 0
    deflated: bytes = b""

    @property
    def is_folder(self) -> bool:
        """Return whether this is a folder."""
        return self.name.endswith("/")


def archive_size(names_and_packed: Sequence[tuple[str, int]]) -> int:
    """Return how long an archive of entries with these names and deflated lengths is, in bytes."""
    heads = _LOCAL.size + _CENTRAL.size
    return _END.size + sum(heads + 2 * len(name.encode()) + packed for name, packed in names_and_packed)


def archive(entries: Sequence[Entry], at: datetime) -> bytes:
    """Return the archive; every entry bears the time `at`, as it is shown (no zone is converted)."""
    stamp = _stamp(at)
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        name = entry.name.encode()
        common = _common(entry, name, stamp)
        local = _LOCAL.pack(b"PK\x03\x04", _VERSION, *common, len(name), 0)
        attributes = _FOLDER if entry.is_folder else _FILE
        directory.append(
            _CENTRAL.pack(b"PK\x01\x02", _MADE_BY, _VERSION, *common, len(name), 0, 0, 0, 0, attributes, offset) + name
        )
        pieces += (local, name, entry.deflated)
        offset += len(local) + len(name) + len(entry.deflated)
    listed = b"".join(directory)
    count = len(directory)
    return b"".join((*pieces, listed, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listed), offset, 0)))


def _common(entry: Entry, name: bytes, stamp: tuple[int, int]) -> tuple[int, ...]:
    """Return the fields that local header and directory share."""
    flags = 0 if name.isascii() else _UTF8_NAME
    method = _STORED if entry.is_folder else _DEFLATED
    return flags, method, *stamp, entry.crc, len(entry.deflated), entry.size


def _stamp(at: datetime) -> tuple[int, int]:
    """Return time and date as DOS has them: two-second steps, years 1980 to 2107."""
    year = min(max(at.year, _FIRST_YEAR), _LAST_YEAR)
    time = at.hour << 11 | at.minute << 5 | at.second // 2
    return time, (year - _FIRST_YEAR) << 9 | at.month << 5 | at.day
