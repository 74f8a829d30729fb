"""The connection to the store's database: one file in the data folder, one connection per thread.

SQLite in WAL mode: one writing process, any number of readers that never wait for it.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from tokkyo.errors import StoreError
from tokkyo.settings import Settings
from tokkyo.store import schema
from tokkyo.store.accounts_legacy import forget_legacy_tokens
from tokkyo.store.accounts_schema import FILE_NAME as ACCOUNTS_NAME
from tokkyo.store.jpo.schema import CASES_SINCE

FILE_NAME = "store.sqlite"
APPLICATION_ID = 0x746F6B6B  # "tokk", in the header of the file
BUSY_MILLISECONDS = 30_000
# A page holds a few heads: with 4 KiB a fifth more is wasted at the ends of pages and overflow chains are longer.
PAGE_BYTES = 8_192
# Pages the write-ahead log may grow to before it is copied back (32 MiB).
CHECKPOINT_PAGES = 4_096
WRITER_CACHE_KIB = 65_536
# Readers look at the file through memory that they share, up to this much of it, and keep little apart from that: there
# may be many of them.
READER_CACHE_KIB = 8_192

Row = tuple[Any, ...]


def store_path(folder: Path) -> Path:
    """Return the path of the database in a data folder."""
    return folder / FILE_NAME


class Database:
    """Connections to the store; safe to share between threads."""

    def __init__(self, folder: Path, settings: Settings, *, write: bool) -> None:
        self.path = store_path(folder)
        self._write = write
        self._read_only = False
        self._version = schema.VERSION
        self._mapped = settings.number("store_mapped_bytes")
        self._synchronous = settings.text("store_synchronous").upper()
        self._local = threading.local()
        self._opened: list[sa.Connection] = []
        self._guard = threading.Lock()
        with errors_of(self.path):
            self._prepare(folder)

    @property
    def holds_cases(self) -> bool:
        """Whether there are tables for cases of the Japan Patent Office; an older store that is only read has none."""
        return self._version >= CASES_SINCE

    def connection(self) -> sa.Connection:
        """Return this thread's connection, in autocommit mode between `transaction` blocks."""
        found: sa.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._engine.connect()
            self._local.connection = found
            with self._guard:
                self._opened.append(found)
        return found

    def cursor(self) -> sqlite3.Cursor:
        """Return a cursor of this thread's driver connection, for the hot paths."""
        driver: sqlite3.Connection | None = getattr(self._local, "driver", None)
        if driver is None:
            found = self.connection().connection.driver_connection
            assert isinstance(found, sqlite3.Connection)
            driver = self._local.driver = found
        return driver.cursor()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Cursor]:
        """Run a block in one write transaction; rolled back when it raises."""
        with errors_of(self.path):
            cursor = self.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                _roll_back(cursor)
                raise

    def snapshot(self) -> "_Snapshot":
        """Return a block in which this thread reads one state of the store, whatever is written meanwhile."""
        return _Snapshot(self)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
        self._engine.dispose()
        self._local = threading.local()

    def _prepare(self, folder: Path) -> None:
        if folder.exists() and not folder.is_dir():
            raise StoreError("store_unreadable", f"{folder} is a file, not a folder", fix="choose a data folder")
        fresh = not self.path.exists() or self.path.stat().st_size == 0
        if fresh:
            folder.mkdir(parents=True, exist_ok=True)
        url = _address(self.path, self._write)
        self._engine = sa.create_engine(url, poolclass=sa.NullPool, connect_args={"check_same_thread": False})
        sa.event.listen(self._engine, "connect", self._configure)
        try:
            self._check(fresh)
        except BaseException:
            self.close()
            raise

    def _check(self, fresh: bool) -> None:
        cursor = self.cursor()
        if fresh:
            self._create(cursor)
        (application,) = cursor.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise StoreError("store_unknown", f"{self.path} is not a Tokkyo store", fix="choose another data folder")
        (version,) = cursor.execute("PRAGMA user_version").fetchone()
        if version > schema.VERSION:
            raise StoreError(
                "store_newer",
                f"{self.path} has schema version {version}, this Tokkyo knows versions up to {schema.VERSION}",
                fix="use the newer Tokkyo that wrote it",
            )
        if version < schema.VERSION:
            self._bring_up(cursor, version)
        if self._write and (self.path.parent / ACCOUNTS_NAME).exists():
            forget_legacy_tokens(cursor)
        self._read_only = not self._write
        self._limit(cursor)

    def _bring_up(self, cursor: sqlite3.Cursor, version: int) -> None:
        """Add what later versions have; a store that is read only and cannot be written stays as it is."""
        try:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                self._make(cursor)
                cursor.execute("COMMIT")
            except BaseException:
                _roll_back(cursor)
                raise
        except (sqlite3.OperationalError, sa.exc.OperationalError) as error:
            if self._write or "readonly" not in str(error):
                raise
            self._version = version

    def _make(self, cursor: sqlite3.Cursor) -> None:
        """Make the tables that are not there, in the caller's transaction."""
        schema.metadata.create_all(self.connection())
        cursor.execute(f"PRAGMA user_version={schema.VERSION}")

    def _limit(self, cursor: sqlite3.Cursor) -> None:
        if self._read_only:
            cursor.execute("PRAGMA query_only=ON")

    def _create(self, cursor: sqlite3.Cursor) -> None:
        cursor.execute(f"PRAGMA page_size={PAGE_BYTES}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("BEGIN IMMEDIATE")
        try:
            if not cursor.execute("SELECT 1 FROM sqlite_master WHERE name='meta'").fetchone():
                self._make(cursor)
                cursor.execute(f"PRAGMA application_id={APPLICATION_ID}")
            cursor.execute("COMMIT")
        except BaseException:
            _roll_back(cursor)
            raise

    def _configure(self, connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions are begun by `transaction` alone
        for pragma in (
            f"busy_timeout={BUSY_MILLISECONDS}",
            f"synchronous={self._synchronous}",
            f"cache_size=-{WRITER_CACHE_KIB if self._write else READER_CACHE_KIB}",
            f"mmap_size={0 if self._write else self._mapped}",
            f"wal_autocheckpoint={CHECKPOINT_PAGES}",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        self._limit(connection.cursor())


def _address(path: Path, write: bool) -> sa.URL:
    """Return where the database is; in a folder that cannot be written it is read as it stands, without a log."""
    if write or not path.exists() or os.access(path.parent, os.W_OK):
        return sa.URL.create("sqlite", database=str(path))
    query = {"mode": "ro", "immutable": "1", "uri": "true"}
    return sa.URL.create("sqlite", database=f"file:{quote(str(path.absolute()))}", query=query)


def _roll_back(cursor: sqlite3.Cursor) -> None:
    if cursor.connection.in_transaction:
        cursor.execute("ROLLBACK")


# What SQLite says, the code we give it, and what to do.
_FAILURES: tuple[tuple[str, str, str], ...] = (
    ("disk is full", "store_full", "free some space and run the same command again"),
    ("disk I/O error", "store_unreadable", "check the disk; then run tokkyo doctor"),
    ("is locked", "store_locked", "wait for the other process to finish"),
    ("readonly", "store_readonly", "make the data folder writable"),
    ("malformed", "store_damaged", "restore a backup or ingest again into a new folder"),
    ("not a database", "store_unknown", "choose another data folder"),
    ("unable to open", "store_unreadable", "check that the data folder exists and is readable"),
)


class _Snapshot:
    """A read transaction; within another transaction of the thread it changes nothing."""

    __slots__ = ("_cursor", "_database")

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cursor: sqlite3.Cursor | None = None

    def __enter__(self) -> None:
        cursor = self._database.cursor()
        if not cursor.connection.in_transaction:
            cursor.execute("BEGIN")
            self._cursor = cursor

    def __exit__(self, *_: object) -> None:
        if self._cursor is not None and self._cursor.connection.in_transaction:
            self._cursor.execute("COMMIT")


class _Errors:
    """Turns errors within a block into `StoreError`; a class, because every look-up of the hot paths enters one."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if error is None:
            return
        if isinstance(error, sqlite3.DatabaseError | sa.exc.DatabaseError):
            text = str(getattr(error, "orig", None) or error)
            for words, code, fix in _FAILURES:
                if words in text:
                    raise StoreError(code, f"{self._path}: {text}", fix=fix) from error
        elif isinstance(error, OSError):
            code = "store_full" if error.errno == 28 else "store_unreadable"
            message = f"{self._path}: {error.strerror or error}"
            raise StoreError(code, message, fix="check the disk and the folder") from error


def errors_of(path: Path) -> _Errors:
    """Turn errors of the database and of the file system within a block into `StoreError`."""
    return _Errors(path)
