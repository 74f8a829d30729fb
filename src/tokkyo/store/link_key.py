"""The key that links to archives are signed with: a file of the data folder that all server processes share."""

import contextlib
import os
import secrets
from pathlib import Path

from tokkyo.errors import StoreError

FILE_NAME = "links.key"
KEY_BYTES = 32


def link_key(folder: Path) -> bytes:
    """Return the key of a data folder, made where there is none yet.

    Of processes that make it at once the first one wins. In a folder that cannot be written it lasts as long as this
    process. Raises `StoreError` `link_key_damaged` for a file of another length.
    """
    path = folder / FILE_NAME
    if not path.exists():
        fresh = secrets.token_bytes(KEY_BYTES)
        try:
            _make(path, fresh)
        except OSError:
            return fresh
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise StoreError("link_key_damaged", f"{path} is no key", fix="remove it; a new one is made")
    return key


def _make(path: Path, key: bytes) -> None:
    """Write the file under another name first, so that nobody reads half of it."""
    draft = path.with_name(f"{FILE_NAME}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
