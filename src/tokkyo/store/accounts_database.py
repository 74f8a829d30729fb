"""The file of the accounts, which every serving process writes while an ingest holds the store.

One connection, used by one thread at a time: what is done here takes microseconds. SQLite in WAL mode with
`synchronous=NORMAL`: a killed process loses nothing that was granted; a power cut may lose the counts of the last
moments. What people change (tokens, plans) is opened with `durable` and survives that too.
"""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from tokkyo.errors import StoreError
from tokkyo.store import accounts_schema as schema
from tokkyo.store.accounts_legacy import ACCOUNTS_NAME, legacy_tokens
from tokkyo.store.database import errors_of, store_path

APPLICATION_ID = 0x746F6B61  # "toka", in the header of the file
BUSY_MILLISECONDS = 5_000
PRINCIPAL_CHARS = 16
"""How much of a token's digest stands for it: 64 bits tell any number of tokens apart and lead nowhere."""

MEMORY = sa.URL.create("sqlite", database=":memory:")

Rows = list[tuple[Any, ...]]


def principal_of(digest: str) -> str:
    """Return what stands for the token with this digest."""
    return digest[:PRINCIPAL_CHARS]


def accounts_path(folder: Path) -> Path:
    """Return the path of the accounts in a data folder."""
    return folder / ACCOUNTS_NAME


class AccountsDatabase:
    """The open file; safe to share between threads."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        """Open the accounts of a data folder; made, with the tokens of an older store, where there are none.

        A folder that cannot be written is read, with nothing counted. Raises `StoreError`: `accounts_unknown` for a
        foreign file, `accounts_newer` for one of a later Tokkyo.
        """
        self.path = accounts_path(folder)
        self._guard = threading.RLock()
        self.writable = _writable(folder, self.path)
        with errors_of(self.path):
            if self.writable and not self.path.exists():
                _make(folder, self.path)
            self._connect(folder, "FULL" if durable else "NORMAL")

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Run a block that only reads."""
        with self._guard, errors_of(self.path):
            yield self._connection

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Run a block in one write transaction; rolled back when it raises."""
        with self._guard, errors_of(self.path):
            self._driver.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._driver.execute("COMMIT")
            except BaseException:
                if self._driver.in_transaction:
                    self._driver.execute("ROLLBACK")
                raise

    def run(self, statement: str, parameters: Mapping[str, Any]) -> Rows:
        """Run one statement by itself, past SQLAlchemy: it is what every request of a limited caller waits for."""
        with self._guard, errors_of(self.path):
            return self._driver.execute(statement, parameters).fetchall()

    def close(self) -> None:
        """Close the connection."""
        with self._guard:
            self._connection.close()
            self._engine.dispose()

    def _connect(self, folder: Path, synchronous: str) -> None:
        stored = self.path.exists()
        self._engine, self._connection, self._driver = _opened(_address(self.path, self.writable) if stored else MEMORY)
        try:
            self._driver.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
            self._driver.execute(f"PRAGMA synchronous={synchronous}")
            if not stored:
                _fill(self._connection, self._driver, folder, alone=True)
            self._check()
        except BaseException:
            self.close()
            raise

    def _check(self) -> None:
        (application,) = self._driver.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            message = f"{self.path} does not hold the accounts of a Tokkyo"
            raise StoreError("accounts_unknown", message, fix="move it away; then tokens and plans can be made anew")
        (version,) = self._driver.execute("PRAGMA user_version").fetchone()
        if version > schema.VERSION:
            raise StoreError(
                "accounts_newer",
                f"{self.path} has schema version {version}, this Tokkyo knows versions up to {schema.VERSION}",
                fix="use the newer Tokkyo that wrote it",
            )


def _writable(folder: Path, path: Path) -> bool:
    if not folder.exists():
        return True
    return os.access(folder, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _opened(url: sa.URL) -> tuple[sa.Engine, sa.Connection, sqlite3.Connection]:
    """Open one connection that begins no transactions by itself."""
    arguments = {"check_same_thread": False}
    engine = sa.create_engine(url, poolclass=sa.StaticPool, isolation_level="AUTOCOMMIT", connect_args=arguments)
    connection = engine.connect()
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return engine, connection, driver


def _address(path: Path, writable: bool) -> sa.URL:
    """Return how to open the file.

    One that cannot be written is read with the log of whoever writes it, so that what is revoked stays out; without a
    writer there is no log, and the file is read as it stands.
    """
    if writable:
        return sa.URL.create("sqlite", database=str(path))
    name = f"file:{quote(str(path.absolute()))}"
    shared = {"mode": "ro", "uri": "true"}
    try:
        with contextlib.closing(sqlite3.connect(f"{name}?mode=ro", uri=True)) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return sa.URL.create("sqlite", database=name, query={**shared, "immutable": "1"})
    return sa.URL.create("sqlite", database=name, query=shared)


def _make(folder: Path, path: Path) -> None:
    """Make the file under another name and then give it its own, so that nobody ever sees half of it.

    Of several processes that do so at once the first one wins, and the others use its file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{ACCOUNTS_NAME}.{os.getpid()}.{threading.get_ident()}"
    _remove(draft)
    engine, connection, driver = _opened(sa.URL.create("sqlite", database=str(draft)))
    try:
        _fill(connection, driver, folder, alone=False)
        driver.execute("PRAGMA journal_mode=WAL")
        connection.close()
        engine.dispose()
        _publish(draft, path)
    finally:
        connection.close()
        engine.dispose()
        _remove(draft)


def _publish(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not path.exists():
            draft.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove(path: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _fill(connection: sa.Connection, driver: sqlite3.Connection, folder: Path, *, alone: bool) -> None:
    """Make the tables and take over the tokens of an older store."""
    columns = ("digest", "name", "scopes", "created", "revoked")
    old = [dict(zip(columns, row, strict=True)) for row in legacy_tokens(store_path(folder), alone=alone)]
    driver.execute("BEGIN IMMEDIATE")
    schema.metadata.create_all(connection)
    connection.execute(sa.insert(schema.plan).values(name=schema.UNLIMITED))
    if old:
        rows = [{**row, "principal": principal_of(str(row["digest"]))} for row in old]
        connection.execute(sa.insert(schema.token), rows)
    driver.execute(f"PRAGMA application_id={APPLICATION_ID}")
    driver.execute(f"PRAGMA user_version={schema.VERSION}")
    driver.execute("COMMIT")
