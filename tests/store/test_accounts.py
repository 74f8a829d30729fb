"""The file of the accounts: made once, taken over from older stores, read where it cannot be written."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tokkyo.errors import StoreError, Unavailable
from tokkyo.patience import without_waiting
from tokkyo.settings import defaults
from tokkyo.store import accounts_database
from tokkyo.store.accounts import PlanRow, PlanTable, TokenRow, TokenTable
from tokkyo.store.accounts_database import AccountsDatabase, accounts_path
from tokkyo.store.accounts_usage import Addition, Return, UsageTable
from tokkyo.store.database import store_path
from tokkyo.store.store import Store

# The table as stores had it until there was a file for accounts.
OLD_TABLE = """
CREATE TABLE token (
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created TEXT NOT NULL,
    revoked TEXT,
    PRIMARY KEY (digest)
)
"""
OLD_TOKENS = [
    ("a" * 64, "site", "search aggregate", "2024-01-02", None),
    ("b" * 64, "site", "search", "2024-01-01", "2024-02-01"),
]
TAKEN_OVER = [
    TokenRow("site", "b" * 64, "b" * 16, ("search",), "2024-01-01", revoked="2024-02-01"),
    TokenRow("site", "a" * 64, "a" * 16, ("search", "aggregate"), "2024-01-02"),
]


@pytest.fixture
def old_store(tmp_path: Path) -> Path:
    """A folder with a store that keeps its tokens itself."""
    Store.open(tmp_path, defaults(), write=True).close()
    with closing(sqlite3.connect(store_path(tmp_path))) as connection, connection:
        connection.execute(OLD_TABLE)
        connection.executemany("INSERT INTO token VALUES (?, ?, ?, ?, ?)", OLD_TOKENS)
    return tmp_path


def tokens_of(folder: Path) -> list[TokenRow]:
    database = AccountsDatabase(folder)
    try:
        return list(TokenTable(database).all())
    finally:
        database.close()


def has_old_table(folder: Path) -> bool:
    with closing(sqlite3.connect(store_path(folder))) as connection:
        return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'token'").fetchone())


def test_rows_are_kept(tmp_path: Path) -> None:
    database = AccountsDatabase(tmp_path, durable=True)
    tokens, plans = TokenTable(database), PlanTable(database)
    assert plans.add(PlanRow("trial", 10, 1000, 100_000, 100))
    row = TokenRow("me", "d" * 64, "d", ("search",), "2024-01-01", "trial", "2025-01-01")
    assert tokens.add(row)
    assert not tokens.add(TokenRow("me", "e" * 64, "e", ("search",), "2024-01-01", "nowhere"))
    tokens.mark_used({"d": "2024-01-01T12:00:00Z", "nobody": "2024-01-01T12:00:00Z"})
    database.close()
    again = AccountsDatabase(tmp_path)
    assert TokenTable(again).find("d" * 64).used == "2024-01-01T12:00:00Z"
    assert TokenTable(again).find("e" * 64) is None
    assert PlanTable(again).all() == [PlanRow("trial", 10, 1000, 100_000, 100), PlanRow("unlimited")]
    again.close()


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = AccountsDatabase(tmp_path)
    additions = [Addition("p", "api", 1, 1), Addition("p", None, 1, 1)]  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        UsageTable(database).add(additions, 1)
    assert UsageTable(database).find("p", "api").requests == 0
    database.close()


def test_tokens_of_an_older_store_are_taken_over_once(old_store: Path) -> None:
    assert tokens_of(old_store) == TAKEN_OVER
    with closing(sqlite3.connect(store_path(old_store))) as connection, connection:
        connection.execute("INSERT INTO token VALUES ('c', 'late', 'search', '2024-03-01', NULL)")
    assert tokens_of(old_store) == TAKEN_OVER


def test_tokens_are_taken_over_while_an_ingest_holds_the_store(old_store: Path) -> None:
    with Store.open(old_store, defaults(), write=True) as store, store.transaction():
        assert tokens_of(old_store) == TAKEN_OVER


def test_an_older_store_still_opens_and_gives_its_tokens_up_once_they_are_safe(old_store: Path) -> None:
    Store.open(old_store, defaults(), write=True).close()
    assert has_old_table(old_store)
    assert tokens_of(old_store) == TAKEN_OVER
    Store.open(old_store, defaults()).close()
    assert has_old_table(old_store)
    Store.open(old_store, defaults(), write=True).close()
    assert not has_old_table(old_store)
    accounts_path(old_store).unlink()
    assert tokens_of(old_store) == []  # deleting the accounts brings no old token back


def test_a_new_store_has_no_tokens(tmp_path: Path) -> None:
    Store.open(tmp_path, defaults(), write=True).close()
    assert not has_old_table(tmp_path)
    assert tokens_of(tmp_path) == []


def test_nothing_is_left_of_the_making(tmp_path: Path) -> None:
    database = AccountsDatabase(tmp_path / "new" / "folder")
    assert [path.name for path in database.path.parent.glob("*") if "-" not in path.name] == ["accounts.sqlite"]
    database.close()
    assert [path.name for path in database.path.parent.iterdir()] == ["accounts.sqlite"]


def test_anybody_on_the_machine_could_read_who_is_registered(tmp_path: Path) -> None:
    """P4: names, telephone numbers and hashes of passwords are for the owner's eyes, and so is the log beside them."""
    folder = tmp_path / "data"
    before = os.umask(0o022)
    try:
        with closing(AccountsDatabase(folder)) as accounts, accounts.transaction() as connection:
            connection.execute(sa.text("SELECT 1"))
            found = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    finally:
        os.umask(before)
    assert set(found.values()) == {0o600}, found
    assert "accounts.sqlite" in found


def test_what_a_killed_maker_left_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(accounts_database, "_publish", killed)
        patched.setattr(accounts_database, "_remove", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            AccountsDatabase(tmp_path)
    assert not accounts_path(tmp_path).exists()
    assert tokens_of(tmp_path) == []


def test_file_systems_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("tokkyo.store.accounts_database.os.link", unable)
    assert tokens_of(tmp_path) == []
    assert [path.name for path in tmp_path.iterdir()] == ["accounts.sqlite"]


def test_foreign_and_later_files_are_refused(tmp_path: Path) -> None:
    accounts_path(tmp_path).write_bytes(b"x" * 4096)
    with pytest.raises(StoreError, match="store_unknown"):
        AccountsDatabase(tmp_path)
    accounts_path(tmp_path).write_bytes(b"")
    with pytest.raises(StoreError, match="accounts_unknown"):
        AccountsDatabase(tmp_path)
    accounts_path(tmp_path).unlink()
    AccountsDatabase(tmp_path).close()
    with closing(sqlite3.connect(accounts_path(tmp_path))) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(StoreError, match="accounts_newer"):
        AccountsDatabase(tmp_path)


def unwritable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tokkyo.store.accounts_database.os.access", lambda *_: False)


def test_a_folder_that_cannot_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = AccountsDatabase(tmp_path)
    TokenTable(database).add(TokenRow("me", "d", "d", ("search",), "2024-01-01"))
    database.close()
    unwritable(monkeypatch)
    database = AccountsDatabase(tmp_path)
    assert TokenTable(database).find("d")
    assert not database.writable
    with pytest.raises(StoreError, match="store_readonly"):
        TokenTable(database).revoke("me", "2024-01-02")
    with pytest.raises(StoreError, match="store_readonly"):
        UsageTable(database).take("d", "api", month=1, now=1, step=1, window=1, most=1)
    database.close()


def test_tokens_of_an_older_store_that_cannot_be_written(old_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unwritable(monkeypatch)
    assert tokens_of(old_store) == TAKEN_OVER
    assert not accounts_path(old_store).exists()


def test_readers_follow_a_writer_of_a_folder_they_cannot_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = AccountsDatabase(tmp_path)
    TokenTable(writer).add(TokenRow("me", "d", "d", ("search",), "2024-01-01"))
    unwritable(monkeypatch)
    reader = AccountsDatabase(tmp_path)
    assert TokenTable(reader).find("d").revoked is None
    TokenTable(writer).revoke("me", "2024-01-02")
    assert TokenTable(reader).find("d").revoked == "2024-01-02"
    reader.close()
    writer.close()


@contextmanager
def held(folder: Path) -> Iterator[sqlite3.Connection]:
    """Hold the accounts as another process would."""
    with closing(sqlite3.connect(accounts_path(folder), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other


def add_one(database: AccountsDatabase) -> None:
    UsageTable(database).add([Addition("p", "api", 1, 0)], 1)


def take_one(database: AccountsDatabase) -> None:
    assert UsageTable(database).take("p", "api", month=1, now=1, step=1, window=9, most=9)


@pytest.mark.parametrize("write", [add_one, take_one])
def test_accounts_that_another_process_holds(tmp_path: Path, write: Any) -> None:
    slept: list[float] = []
    database = AccountsDatabase(tmp_path, sleep=slept.append)
    with held(tmp_path):
        with pytest.raises(Unavailable, match="accounts_busy"):
            write(database)
        assert 4 < sum(slept) < 6
        slept.clear()
        with without_waiting(), pytest.raises(Unavailable, match="accounts_busy"):
            write(database)
        assert not slept
        assert UsageTable(database).find("p", "api").requests == 0  # who reads never waits
    write(database)
    assert UsageTable(database).find("p", "api").requests == 1
    database.close()


def test_who_waits_goes_on_when_the_accounts_are_free_and_holds_up_no_other_thread(tmp_path: Path) -> None:
    AccountsDatabase(tmp_path).close()
    found: list[int] = []
    with ThreadPoolExecutor(1) as thread, held(tmp_path) as other:

        def sleep(_: float) -> None:
            found.append(thread.submit(lambda: UsageTable(database).find("p", "api").requests).result())
            other.execute("ROLLBACK")

        database = AccountsDatabase(tmp_path, sleep=sleep)
        add_one(database)
    assert found == [0]
    assert UsageTable(database).find("p", "api").requests == 1
    database.close()


def test_another_file_in_its_place_is_opened(tmp_path: Path) -> None:
    first, backup = tmp_path / "first", tmp_path / "backup"
    for folder, name in ((first, "me"), (backup, "you")):
        database = AccountsDatabase(folder)
        TokenTable(database).add(TokenRow(name, name, name, ("search",), "2024-01-01"))
        database.close()
    database = AccountsDatabase(first)
    database.renew()
    assert TokenTable(database).find("me")
    for path in first.glob("accounts.sqlite*"):
        path.unlink()
    with pytest.raises(StoreError, match="accounts_missing"):
        database.renew()
    add_one(database)
    assert TokenTable(database).find("me")
    shutil.copy(accounts_path(backup), first)
    database.renew()
    assert [row.name for row in TokenTable(database).all()] == ["you"]
    add_one(database)
    database.close()
    assert [row.name for row in tokens_of(first)] == ["you"]


def test_a_file_that_is_no_accounts_is_not_opened_in_their_place(tmp_path: Path) -> None:
    database = AccountsDatabase(tmp_path)
    add_one(database)
    for path in tmp_path.glob("accounts.sqlite*"):
        path.unlink()
    accounts_path(tmp_path).write_bytes(b"x" * 4096)
    with pytest.raises(StoreError, match="store_unknown"):
        database.renew()
    assert UsageTable(database).find("p", "api").requests == 1
    database.close()


def test_counts_never_fall_below_nothing(tmp_path: Path) -> None:
    database = AccountsDatabase(tmp_path)
    usage = UsageTable(database)
    for month in (1, 2):
        usage.add([Addition("p", "api", -1, -5)], month)
        usage.give_back(Return("p", "api", month, 3, 3))
        row = usage.find("p", "api")
        assert (row.month, row.requests, row.records) == (month, 0, 0)
    database.close()
