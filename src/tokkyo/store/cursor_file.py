"""One list of hits as a file, and how far a client has come in it.

A fixed head (`HEAD`: mark and version of the format, bytes of details, number of hits), the state (`STATE`: position,
end of life, pages given, with a checksum), the details (bytes of whoever made it), then 8 bytes per hit, little-endian.
The list never changes but for hits that turned out to be deleted: they become `GONE`. Only the state is written again,
in place and under a lock of the file, so that any number of processes and threads may serve the same cursor.
"""

import contextlib
import errno
import fcntl
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tokkyo.errors import StoreError

Ids = NDArray[np.int64]

HEAD = struct.Struct("<8sQQ")
STATE = struct.Struct("<QdQI")
MARK = b"TOKCUR01"
STATE_AT = HEAD.size
DETAILS_AT = HEAD.size + STATE.size
ID_BYTES = 8
GONE = -1
# Publications are numbered from 1; zeros are what a file system leaves when the power fails before data is written.
UNWRITTEN = 0


@dataclass(frozen=True, slots=True)
class CursorState:
    """How far a cursor has come: hits given or passed over, seconds since 1970 when it dies, pages given."""

    position: int
    expires: float
    pages: int = 0

    def packed(self) -> bytes:
        """Return the state as it is written."""
        plain = STATE.pack(self.position, self.expires, self.pages, 0)
        return STATE.pack(self.position, self.expires, self.pages, zlib.crc32(plain))


class CursorFile:
    """An open cursor; use as a context manager or call `close`."""

    def __init__(self, descriptor: int, details: bytes, count: int, ids_at: int) -> None:
        """Use `open` instead; `write_cursor` makes new ones."""
        self._descriptor = descriptor
        self._ids_at = ids_at
        self.details = details
        self.count = count

    @classmethod
    def open(cls, path: Path) -> Self | None:
        """Open a cursor; None when there is none, or none that is whole."""
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            return None
        try:
            found = cls._read(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        if found is None:
            os.close(descriptor)
        return found

    @classmethod
    def _read(cls, descriptor: int) -> Self | None:
        head = os.pread(descriptor, HEAD.size, 0)
        if len(head) < HEAD.size:
            return None
        mark, length, count = HEAD.unpack(head)
        size = os.fstat(descriptor).st_size
        ids_at = _ids_at(length)
        if mark != MARK or size != ids_at + count * ID_BYTES:
            return None
        return cls(descriptor, os.pread(descriptor, length, DETAILS_AT), count, ids_at)

    @contextlib.contextmanager
    def locked(self) -> Iterator[CursorState | None]:
        """Hold the cursor against everybody else and give its state; None when it was removed or is damaged."""
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        try:
            yield self.state() if os.fstat(self._descriptor).st_nlink else None
        finally:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def state(self) -> CursorState | None:
        """Return the state; None when it is damaged."""
        data = os.pread(self._descriptor, STATE.size, STATE_AT)
        if len(data) < STATE.size:
            return None
        position, expires, pages, _ = STATE.unpack(data)
        state = CursorState(position, expires, pages)
        return state if state.packed() == data else None

    def move(self, state: CursorState) -> None:
        """Write the state. The time of the file becomes the end of life, a hint for whoever looks for dead ones."""
        with file_errors():
            os.pwrite(self._descriptor, state.packed(), STATE_AT)
            os.utime(self._descriptor, (state.expires, state.expires))

    def ids(self, start: int, count: int) -> Ids:
        """Return up to `count` ids from a position on. Raises `StoreError` `cursor_damaged`."""
        count = max(0, min(count, self.count - start))
        with file_errors():
            data = os.pread(self._descriptor, count * ID_BYTES, self._ids_at + start * ID_BYTES)
        ids = np.frombuffer(data, dtype="<i8").astype(np.int64, copy=False)
        if len(ids) < count or bool((ids == UNWRITTEN).any()):
            raise StoreError(
                "cursor_damaged", "the list of hits was not written to its end", fix="search anew to get a new one"
            )
        return ids

    def drop(self, places: Iterable[int]) -> None:
        """Mark the hits at these positions as gone for good."""
        gone = GONE.to_bytes(ID_BYTES, "little", signed=True)
        with file_errors():
            for place in places:
                os.pwrite(self._descriptor, gone, self._ids_at + place * ID_BYTES)

    def close(self) -> None:
        """Release the file."""
        os.close(self._descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def write_cursor(descriptor: int, details: bytes, ids: Ids, state: CursorState) -> None:
    """Write a whole cursor into an empty file. Raises `OSError`, e.g. for a full disk."""
    padding = bytes(_ids_at(len(details)) - DETAILS_AT - len(details))
    with os.fdopen(descriptor, "wb", closefd=False) as file:
        file.write(HEAD.pack(MARK, len(details), len(ids)) + state.packed() + details + padding)
        file.write(np.ascontiguousarray(ids, dtype="<i8").data)
    os.utime(descriptor, (state.expires, state.expires))


def _ids_at(details: int) -> int:
    """Return where the ids begin: at a multiple of their size."""
    return -(-(DETAILS_AT + details) // ID_BYTES) * ID_BYTES


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextlib.contextmanager
def file_errors() -> Iterator[None]:
    """Turn errors of the file system into `StoreError` `cursor_disk_full` or `cursor_unwritable`."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            message = "there is no room on the disk for the list of hits"
            raise StoreError("cursor_disk_full", message, fix="free some space and try again") from error
        message = f"the list of hits cannot be kept: {error}"
        raise StoreError("cursor_unwritable", message, fix="make its folder writable") from error
