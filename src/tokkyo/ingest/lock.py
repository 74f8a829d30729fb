"""One ingest at a time: a lock on a file of the data folder that the system gives back when a process dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tokkyo.errors import StoreError

FILE_NAME = "ingest.lock"


@contextmanager
def ingest_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of a data folder. Raises `StoreError` `store_locked` when another process has it."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / FILE_NAME, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(
                "store_locked", f"another ingest is writing to {folder}", fix="wait until it is done"
            ) from None
        yield
    finally:
        os.close(handle)
