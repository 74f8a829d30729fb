"""The files of a small ZIP archive that is an answer itself and therefore was not opened on the way in."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from tokkyo.errors import RecordError

MOST_MEMBERS = 10_000
MOST_RATIO = 200  # as max_archive_ratio; documents shrink to a half or a third
FREE_BYTES = 10 * 1024 * 1024
_FAILURES = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes in the order of the archive. Raises `RecordError` for a damaged, encrypted or lying one.

    Never more is unpacked than the directory announces, and what it announces is checked first.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _check(entries, len(data))
        for entry in entries:
            yield entry.filename, archive.read(entry)
    except _FAILURES as error:
        raise RecordError("archive_damaged", f"not a sound zip: {error}", fix="fetch the file again") from error


def _check(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_MEMBERS or unpacked > max(FREE_BYTES, MOST_RATIO * size):
        raise RecordError(
            "archive_ratio",
            f"{len(entries)} files that unpack to {unpacked} bytes, as in archive bombs",
            fix="check it",
        )
