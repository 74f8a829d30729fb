"""Tar archives read forwards: regular files only; links, devices and sparse files are passed over.

Covers the formats of POSIX (`ustar`, pax paths and sizes) and GNU (long names, binary sizes). Nothing is unpacked to
disk, so member names are labels and never paths.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tokkyo.formats.intake.sources import CHUNK, IntakeError, Source
from tokkyo.settings import MIB

BLOCK = 512
_REGULAR = (b"0", b"\0", b"7")
_EXTENSIONS = (b"x", b"g", b"L", b"K")
_EMPTY = (b"1", b"2", b"3", b"4", b"5", b"6")  # links, devices, folders, pipes
_MAX_EXTENSION = MIB
_PAX = re.compile(rb"\d+ (path|size)=([^\n]*)\n")


def is_tar(head: bytes) -> bool:
    """Tell whether the first block is a tar header (its checksum fits, which few other blocks do)."""
    return len(head) >= BLOCK and head[0] != 0 and _checksum_fits(head[:BLOCK])


@dataclass(slots=True)
class TarMember:
    """A regular file inside a tar archive: name, size, and its bytes, to be read before the next member."""

    name: str
    size: int
    source: "_Body"


class _Body:
    """The bytes of one member; what is left unread is skipped when the next member is asked for."""

    def __init__(self, source: Source, size: int) -> None:
        self._source = source
        self._left = size
        self._padding = -size % BLOCK
        self._tear: IntakeError | None = None

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes. Raises `IntakeError` when the archive ends inside the member."""
        if self._tear is not None:
            raise self._tear
        if not self._left:
            return b""
        data = self._source.read(min(size, self._left))
        if not data:
            self._tear = _torn()
            raise self._tear
        self._left -= len(data)
        return data

    def origin(self) -> float:
        """Return the origin of the archive."""
        return self._source.origin()

    def skip(self) -> None:
        """Read to the end of the member and of its last block."""
        self._left += self._padding
        self._padding = 0
        while self.read(CHUNK):
            pass


def members(source: Source) -> Iterator[TarMember]:
    """Yield the regular files in order. Raises `IntakeError` when the archive is torn or damaged."""
    name: str | None = None
    size: int | None = None
    while (header := _block(source)) is not None:
        if not _checksum_fits(header):
            raise IntakeError("archive_damaged", "a tar header is damaged", fix="fetch the file again")
        kind, length = header[156:157], _number(header[124:136])
        if kind in _EXTENSIONS:
            body = _Body(source, length)
            given = _extension(kind, body, length)
            name, size = given[0] or name, given[1] if given[1] is not None else size
        else:
            length = 0 if kind in _EMPTY else length if size is None else size
            body = _Body(source, length)
            if kind in _REGULAR:
                yield TarMember(name or _name(header), length, body)
            name = size = None
        body.skip()


def _extension(kind: bytes, body: _Body, length: int) -> tuple[str | None, int | None]:
    """Return name and size an extension header gives for the next member."""
    if length > _MAX_EXTENSION:
        raise IntakeError("archive_damaged", "a tar header is larger than 1 MiB", fix="do not trust this file")
    data = b""
    while more := body.read(CHUNK):
        data += more
    if kind == b"L":
        return data.rstrip(b"\0").decode("utf-8", "replace"), None
    if kind != b"x":
        return None, None
    found = dict(_PAX.findall(data))
    digits = found.get(b"size", b"")
    name = found[b"path"].decode("utf-8", "replace") if b"path" in found else None
    return name, int(digits) if digits.isdigit() and len(digits) < 20 else None


def _block(source: Source) -> bytes | None:
    """Return the next header, or None at the end mark or the end of the bytes."""
    data = b""
    while len(data) < BLOCK:
        more = source.read(BLOCK - len(data))
        if not more:
            break
        data += more
    if not data or not data.strip(b"\0"):
        return None
    if len(data) < BLOCK:
        raise _torn()
    return data


def _checksum_fits(header: bytes) -> bool:
    digits = header[148:156].strip(b" \0")
    if not digits or not re.fullmatch(rb"[0-7]+", digits):
        return False
    return int(digits, 8) == sum(header[:148]) + sum(header[156:]) + 8 * 32


def _number(field: bytes) -> int:
    if field[0] & 0x80:
        value = int.from_bytes(field[1:], "big") if field[0] == 0x80 else -1
    else:
        digits = field.strip(b" \0")
        value = int(digits, 8) if re.fullmatch(rb"[0-7]*", digits) and digits else (-1 if digits else 0)
    if value < 0:
        raise IntakeError("archive_damaged", "a tar header gives an impossible size", fix="fetch the file again")
    return value


def _name(header: bytes) -> str:
    name = header[:100].split(b"\0")[0]
    prefix = header[345:500].split(b"\0")[0] if header[257:263] == b"ustar\0" else b""
    return (prefix + b"/" + name if prefix else name).decode("utf-8", "replace")


def _torn() -> IntakeError:
    return IntakeError("archive_torn", "the tar archive ends too early", fix="fetch the file again")
