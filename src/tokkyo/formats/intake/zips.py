"""Zip archives: the central directory is believed only as far as the bytes agree with it.

Refused as a whole: members that overlap (the trick of flat zip bombs), a directory that does not hold the number of
entries it announces, more members than allowed. Refused one by one: encrypted members, members whose own header tells
another method or size than the directory, sizes or checksums that do not fit. A file that ends before its directory
(a broken download) is read forwards from its local headers up to the tear. Names are labels, never paths; links are
passed over.
"""

import lzma
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO

from tokkyo.formats.intake.sources import CHUNK, IntakeError, Limits, Source

OFFICE_FIRST_MEMBER = b"[Content_Types].xml"
MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_END = struct.Struct("<4sHHHHIIH")
_LOCATOR = struct.Struct("<4sIQI")
_END64 = struct.Struct("<4sQHHIIQQQQ")
_ENTRY_BYTES = 46 + 3 * 256  # generous average of a directory entry; hostile directories are far larger
_ENCRYPTED = 0x1
_DESCRIPTOR = 0x8
_LINK = 0o12
_FAILURES = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, struct.error)


@dataclass(slots=True)
class ZipMember:
    """A file inside a zip archive: name, unpacked size as announced, its bytes (opened when first read)."""

    name: str
    size: int
    source: Source


def is_zip(head: bytes) -> bool:
    """Tell whether the bytes begin a zip archive; office documents, which are zips too, are taken as documents."""
    return head.startswith(MAGIC) and OFFICE_FIRST_MEMBER not in head[: _LOCAL.size + len(OFFICE_FIRST_MEMBER)]


def members(file: BinaryIO, limits: Limits, share: float) -> Iterator[ZipMember | IntakeError]:
    """Yield members in directory order, errors in their place. Raises `IntakeError` when the whole is refused.

    `share` is how many bytes on disk stand for one byte of this archive: 1 for a file, less for an archive in another.
    """
    size = file.seek(0, 2)
    end = _end_record(file, size)
    if end is None:
        yield from _forwards(file, share)
        return
    _check_end(end, size, limits)
    try:
        archive = zipfile.ZipFile(file)
    except (*_FAILURES, NotImplementedError) as error:
        raise IntakeError("archive_damaged", f"not a sound zip: {error}", fix="fetch the file again") from error
    entries = archive.infolist()
    if len(entries) % 65536 != end[0] % 65536:
        raise _damaged(f"the zip announces {end[0]} members and lists {len(entries)}")
    _check_overlap(entries, archive.start_dir)
    for entry in entries:
        if entry.is_dir() or entry.external_attr >> 28 == _LINK:
            continue
        yield _refusal(file, entry) or ZipMember(entry.filename, entry.file_size, _Member(archive, entry, share))


def _end_record(file: BinaryIO, size: int) -> tuple[int, int] | None:
    """Return number of entries and size of the directory, or None when the file has no end record."""
    tail_size = min(size, 65535 + _END.size + _LOCATOR.size)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        return None
    fields = _END.unpack_from(tail, at)
    count, directory = fields[4], fields[5]
    if at >= _LOCATOR.size and tail[at - _LOCATOR.size : at - _LOCATOR.size + 4] == b"PK\x06\x07":
        offset = _LOCATOR.unpack_from(tail, at - _LOCATOR.size)[2]
        if offset + _END64.size <= size:
            file.seek(offset)
            large = _END64.unpack(file.read(_END64.size))
            if large[0] == b"PK\x06\x06":
                count, directory = large[7], large[8]
    return count, directory


def _check_end(end: tuple[int, int], size: int, limits: Limits) -> None:
    count, directory = end
    if count > limits.members or directory > limits.members * _ENTRY_BYTES:
        raise IntakeError(
            "archive_too_many_members",
            f"the archive holds {count} members, {limits.members} are allowed",
            fix="unpack it yourself, or raise max_archive_members",
        )
    if directory > size:
        raise _damaged("the zip directory is larger than the file")


def _check_overlap(entries: list[zipfile.ZipInfo], directory: int) -> None:
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            raise _overlap(f"at {label(entry.filename)}")
        end = entry.header_offset + _LOCAL.size + entry.compress_size
    if end > directory:
        raise _overlap("its directory")


def _refusal(file: BinaryIO, entry: zipfile.ZipInfo) -> IntakeError | None:
    """Return the reason to refuse a member before opening it, or None when local header and directory agree."""
    if entry.flag_bits & _ENCRYPTED:
        return IntakeError("member_encrypted", f"{label(entry.filename)} is encrypted", fix="decrypt it first")
    file.seek(entry.header_offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or header[:4] != MAGIC[0]:
        return _damaged(f"{label(entry.filename)} is not where the zip directory says")
    _, _, flags, method, _, _, _, packed, unpacked, _, _ = _LOCAL.unpack(header)
    sizes_known = not flags & _DESCRIPTOR and 0xFFFFFFFF not in (packed, unpacked)
    sizes_differ = sizes_known and (packed, unpacked) != (entry.compress_size, entry.file_size)
    return _lying(entry.filename) if sizes_differ or method != entry.compress_type else None


class _Member:
    """The bytes of a member as zipfile unpacks them, with its size checked at the end."""

    def __init__(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, share: float) -> None:
        self._archive = archive
        self._entry = entry
        self._origin = entry.compress_size * share
        self._file: IO[bytes] | None = None
        self._left = entry.file_size

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes. Raises `IntakeError` on damage."""
        try:
            if self._file is None:
                self._file = self._archive.open(self._entry)
            data = self._file.read(size)
        except (NotImplementedError, RuntimeError) as error:
            raise IntakeError("archive_method", f"cannot be unpacked: {error}", fix="repack it as deflate") from error
        except _FAILURES as error:
            raise IntakeError("archive_damaged", f"cannot be unpacked: {error}", fix="fetch the file again") from error
        self._left -= len(data)
        if not data and self._left:
            raise _lying(self._entry.filename)
        return data

    def origin(self) -> float:
        """Return the packed bytes of the whole member, as on disk."""
        return self._origin


def _forwards(file: BinaryIO, share: float) -> Iterator[ZipMember | IntakeError]:
    """Read local headers from the start of a zip without directory; the last thing yielded is the tear."""
    offset = 0
    while True:
        file.seek(offset)
        header = file.read(_LOCAL.size)
        if len(header) < _LOCAL.size or header[:4] != MAGIC[0]:
            yield _torn()
            return
        _, _, flags, method, _, _, _, packed, unpacked, name_size, extra_size = _LOCAL.unpack(header)
        name = file.read(name_size).decode("utf-8", "replace")
        start = offset + _LOCAL.size + name_size + extra_size
        if method not in (0, 8) or (method == 0 and flags & _DESCRIPTOR):
            yield _torn()
            return
        body = _Loose(file, start, None if flags & _DESCRIPTOR else packed, method == 8, share)
        if not name.endswith("/"):
            yield ZipMember(name, unpacked, body)
        if (tear := body.finish()) is not None:
            yield tear
            return
        offset = _next_header(file, body.at)


def _next_header(file: BinaryIO, at: int) -> int:
    """Return where the next local header begins: here, or behind a data descriptor of at most 24 bytes."""
    file.seek(at)
    return at + max(file.read(28).find(MAGIC[0]), 0)


class _Loose:
    """A member read without a directory: its end is its size, or where deflate says."""

    def __init__(self, file: BinaryIO, start: int, size: int | None, deflated: bool, share: float) -> None:
        self._file = file
        self._left = size
        self._engine = zlib.decompressobj(-15) if deflated else None
        self._start = self.at = start
        self._share = share
        self._tear: IntakeError | None = None

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes. Raises `IntakeError` where the file is torn."""
        if self._tear is not None:
            raise self._tear
        try:
            return self._packed() if self._engine is None else self._inflate(size)
        except zlib.error as error:
            self._tear = _damaged(f"cannot be unpacked: {error}")
            raise self._tear from error
        except IntakeError as error:
            self._tear = error
            raise

    def _inflate(self, size: int) -> bytes:
        assert self._engine is not None
        data, ended = b"", self._engine.eof
        while not (data or ended):
            packed = self._engine.unconsumed_tail or self._packed()
            if not packed:
                raise _torn()
            data = self._engine.decompress(packed, size)
            ended = self._engine.eof
            self.at -= len(self._engine.unused_data)
        return data

    def origin(self) -> float:
        """Return the packed bytes read so far, as on disk."""
        return (self.at - self._start) * self._share

    def finish(self) -> IntakeError | None:
        """Read to the end; return the tear met on the way."""
        try:
            while self.read(CHUNK):
                pass
        except IntakeError as tear:
            return tear
        return None

    def _packed(self) -> bytes:
        if self._left == 0:
            return b""
        self._file.seek(self.at)
        data = self._file.read(CHUNK if self._left is None else min(CHUNK, self._left))
        if not data:
            raise _torn()
        self.at += len(data)
        if self._left is not None:
            self._left -= len(data)
        return data


def label(name: str) -> str:
    """Return a member name fit for a message: printable and at most 200 characters."""
    clean = "".join(c if c.isprintable() else "\ufffd" for c in name[:201])
    return clean if len(clean) <= 200 else clean[:199] + "…"


def unique(name: str, seen: Counter[str]) -> str:
    """Return the label of a member, numbered when the archive has the name before."""
    clean = label(name)
    seen[clean] += 1
    return clean if seen[clean] == 1 else f"{clean} ({seen[clean]})"


def _damaged(message: str) -> IntakeError:
    return IntakeError("archive_damaged", message, fix="fetch the file again")


def _overlap(where: str) -> IntakeError:
    return IntakeError("archive_overlaps", f"members of the zip overlap {where}", fix="do not trust this file")


def _torn() -> IntakeError:
    return IntakeError("archive_torn", "the zip archive ends too early", fix="fetch the file again")


def _lying(name: str) -> IntakeError:
    return IntakeError("archive_lies", f"{label(name)} is not as large as announced", fix="do not trust this file")
