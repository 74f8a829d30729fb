"""Tokens of stores that kept them in a table of their own, before there was a file for accounts."""

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

COLUMNS = "digest, name, scopes, created, revoked"
LegacyToken = tuple[str, str, str, str, str | None]


def legacy_tokens(store: Path, *, alone: bool) -> Sequence[LegacyToken]:
    """Return digest, name, scopes, created and revoked of the tokens in a store's file, oldest first.

    `alone`: the folder cannot be written, so the file is read without its log. Raises `sqlite3.DatabaseError` when
    there is a store that cannot be read.
    """
    if not store.exists() or not store.stat().st_size:
        return []
    mode = "mode=ro&immutable=1" if alone else "mode=ro"
    connection = sqlite3.connect(f"file:{quote(str(store.absolute()))}?{mode}", uri=True)
    with contextlib.closing(connection):
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'token'").fetchone():
            return []
        return connection.execute(f"SELECT {COLUMNS} FROM token ORDER BY created, rowid").fetchall()


def forget_legacy_tokens(store: sqlite3.Cursor) -> None:
    """Remove the old table from an open store, once its tokens were taken over.

    Otherwise whoever deletes the file of the accounts to be rid of all tokens would have the old ones back.
    """
    store.execute("DROP TABLE IF EXISTS token")
