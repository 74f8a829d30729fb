"""The store as a whole: opened on a data folder, for reading by any number of processes or writing by one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from tokkyo.settings import Settings
from tokkyo.store.database import Database
from tokkyo.store.documents import Documents
from tokkyo.store.jobs import Jobs


class Store:
    """Everything that is kept: documents and jobs."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.documents = Documents(database)
        self.jobs = Jobs(database)

    @classmethod
    def open(cls, folder: Path, settings: Settings, *, write: bool = False) -> "Store":
        """Open the store in a data folder; an empty one is made where there is none.

        Raises `StoreError`: `store_unknown` for a foreign file, `store_newer` for a store of a later Tokkyo.
        """
        return cls(Database(folder, settings, write=write))

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Cursor]:
        """Run a block in one write transaction."""
        with self.database.transaction() as cursor:
            yield cursor

    def note(self, name: str) -> int:
        """Return a number kept under a name (how far derivation has come, and the like), 0 when there is none."""
        row = self.database.cursor().execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Close all connections."""
        self.database.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def set_note(cursor: sqlite3.Cursor, name: str, value: int) -> None:
    """Keep a number under a name, in the caller's transaction."""
    query = "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    cursor.execute(query, (name, str(value)))
