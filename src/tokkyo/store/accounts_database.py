"""The file of the accounts, which every serving process writes while an ingest holds the store.

One connection, used by one thread at a time: what is done here takes microseconds. Where another process holds the
file, a thread waits with the connection free for others, and an event loop (`without_waiting`) does not wait at all.
SQLite in WAL mode with `synchronous=NORMAL`: a killed process loses nothing that was granted; a power cut may lose the
counts of the last moments. What people change (tokens, plans) is opened with `durable` and survives that too.
"""

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import sqlalchemy as sa

from tokkyo.errors import StoreError, Unavailable
from tokkyo.patience import may_wait
from tokkyo.store import accounts_schema as schema
from tokkyo.store.accounts_legacy import legacy_tokens
from tokkyo.store.accounts_migration import migrate, stand_in, version_of
from tokkyo.store.database import errors_of, store_path

APPLICATION_ID = 0x746F6B61  # "toka", in the header of the file
PAUSES = (0.001, 0.002, 0.005, 0.01, 0.02, *(0.05,) * 100)
"""Seconds between tries while another process holds the file: about five in all."""
BUSY = "accounts_busy"
PRINCIPAL_CHARS = 16
"""How much of a token's digest stands for it: 64 bits tell any number of tokens apart and lead nowhere."""

MEMORY = sa.URL.create("sqlite", database=":memory:")

Rows = list[tuple[Any, ...]]
Identity = tuple[int, int]
T = TypeVar("T")


def principal_of(digest: str) -> str:
    """Return what stands for the token with this digest."""
    return digest[:PRINCIPAL_CHARS]


def accounts_path(folder: Path) -> Path:
    """Return the path of the accounts in a data folder."""
    return folder / schema.FILE_NAME


class AccountsDatabase:
    """The open file; safe to share between threads."""

    def __init__(self, folder: Path, *, durable: bool = False, sleep: Callable[[float], None] = time.sleep) -> None:
        """Open the accounts of a data folder; made, with the tokens of an older store, where there are none.

        A folder that cannot be written is read, with nothing counted. Raises `StoreError`: `accounts_unknown` for a
        foreign file, `accounts_newer` for one of a later Tokkyo. Whatever is done with the accounts raises
        `Unavailable` `accounts_busy` when another process holds them for longer than a few seconds.
        """
        self.path = accounts_path(folder)
        self._synchronous = "FULL" if durable else "NORMAL"
        self._sleep = sleep
        self._guard = threading.RLock()
        self.writable = _writable(folder, self.path)
        with errors_of(self.path):
            if self.writable and not self.path.exists():
                _make(folder, self.path)
        self._waiting(self._connect)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Run a block that only reads; it never waits for a writer."""
        with self._guard, _errors(self.path):
            yield self._connection

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Run a block in one write transaction; rolled back when it raises."""
        with self._waiting(self._begun), _errors(self.path):
            try:
                yield self._connection
                self._driver.execute("COMMIT")
            except BaseException:
                if self._driver.in_transaction:
                    self._driver.execute("ROLLBACK")
                raise

    def run(self, statement: str, parameters: Mapping[str, Any]) -> Rows:
        """Run one statement by itself, past SQLAlchemy: it is what every request of a limited caller waits for."""

        def ran() -> Rows:
            with self._guard, _errors(self.path):
                return self._driver.execute(statement, parameters).fetchall()

        return self._waiting(ran)

    def tidy(self) -> None:
        """Carry the log over into the file and empty it, so that what was removed stands in neither; best effort."""
        with self._guard, _errors(self.path):
            self._driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def renew(self) -> None:
        """Open the file anew if another one has taken its place, such as a backup.

        Raises `StoreError` `accounts_missing` when it is gone: what is counted goes on for as long as it is open here,
        and is lost with it.
        """
        found = _identity(self.path)
        if found == self._identity:
            return
        if found is None:
            message = f"{self.path} was removed; its tokens work until the server stops"
            raise StoreError(
                "accounts_missing", message, fix="put it back, or make tokens anew with: tokkyo token create"
            )
        with self._guard:
            old = self._engine, self._connection
            self._connect()
            _close(*old)

    def close(self) -> None:
        """Close the connection."""
        with self._guard:
            _close(self._engine, self._connection)

    def _waiting(self, step: Callable[[], T]) -> T:
        """Return what a step returns, trying again while another process holds the file."""
        for pause in PAUSES:
            try:
                return step()
            except Unavailable:
                if not may_wait():
                    raise
            self._sleep(pause)
        return step()

    def _begun(self) -> contextlib.ExitStack:
        """Begin a transaction; return what holds the connection until it is over."""
        with contextlib.ExitStack() as held, _errors(self.path):
            held.enter_context(self._guard)
            self._driver.execute("BEGIN IMMEDIATE")
            return held.pop_all()

    def _connect(self) -> None:
        identity = _identity(self.path)
        with _errors(self.path):
            url = MEMORY if identity is None else _address(self.path, self.writable)
            engine, connection, driver = _opened(url)
            try:
                driver.execute(f"PRAGMA synchronous={self._synchronous}")
                driver.execute("PRAGMA secure_delete=ON")  # what is removed of persons is overwritten
                if identity is None:
                    _fill(connection, driver, self.path.parent, alone=True)
                self._check(connection, driver)
            except BaseException:
                _close(engine, connection)
                raise
        self._engine, self._connection, self._driver, self._identity = engine, connection, driver, identity

    def _check(self, connection: sa.Connection, driver: sqlite3.Connection) -> None:
        (application,) = driver.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            message = f"{self.path} does not hold the accounts of a Tokkyo"
            raise StoreError("accounts_unknown", message, fix="move it away; then tokens and plans can be made anew")
        version = version_of(driver)
        if version > schema.VERSION:
            raise StoreError(
                "accounts_newer",
                f"{self.path} has schema version {version}, this Tokkyo knows versions up to {schema.VERSION}",
                fix="use the newer Tokkyo that wrote it",
            )
        if version < schema.VERSION:
            (migrate if self.writable else stand_in)(connection, driver)


def _writable(folder: Path, path: Path) -> bool:
    if not folder.exists():
        return True
    return os.access(folder, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _identity(path: Path) -> Identity | None:
    """Return what tells a file from another one of its name, None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def _errors(path: Path) -> Iterator[None]:
    """Turn errors of the database into `StoreError`; that another process holds it into `Unavailable`."""
    try:
        with errors_of(path):
            yield
    except StoreError as error:
        if error.code != "store_locked":
            raise
        raise Unavailable(BUSY, "the accounts are held by another process", fix="try again") from error


def _close(engine: sa.Engine, connection: sa.Connection) -> None:
    connection.close()
    engine.dispose()


def _opened(url: sa.URL) -> tuple[sa.Engine, sa.Connection, sqlite3.Connection]:
    """Open one connection that begins no transactions by itself and waits for nobody."""
    arguments = {"check_same_thread": False, "timeout": 0}
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

    It holds what users registered and the hashes of their passwords, so its owner alone may read it (P4); what SQLite
    puts beside it follows. Of several processes that do so at once the first one wins, and the others use its file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{schema.FILE_NAME}.{os.getpid()}.{threading.get_ident()}"
    _remove(draft)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    engine, connection, driver = _opened(sa.URL.create("sqlite", database=str(draft)))
    try:
        _fill(connection, driver, folder, alone=False)
        driver.execute("PRAGMA journal_mode=WAL")
        _close(engine, connection)
        _publish(draft, path)
    finally:
        _close(engine, connection)
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
