"""Accounts of version 1 come to the version of today by themselves, whatever happens on the way; nothing is lost."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tokkyo.errors import StoreError
from tokkyo.store import accounts_migration
from tokkyo.store.accounts import PlanTable, TokenTable
from tokkyo.store.accounts_database import APPLICATION_ID, AccountsDatabase, accounts_path
from tokkyo.store.accounts_schema import VERSION, metadata
from tokkyo.store.accounts_usage import UsageTable
from tokkyo.store.users import add_user, all_users
from tokkyo.store.users_sessions import SessionTable

# The file as version 1 wrote it.
VERSION_1 = f"""
CREATE TABLE token (
    digest TEXT NOT NULL, principal TEXT NOT NULL, name TEXT NOT NULL, scopes TEXT NOT NULL, "plan" TEXT,
    created TEXT NOT NULL, expires TEXT, used TEXT, revoked TEXT, PRIMARY KEY (digest), UNIQUE (principal)
);
CREATE INDEX ix_token_name ON token (name);
CREATE TABLE "plan" (
    name TEXT NOT NULL, requests_per_minute INTEGER, requests_per_month INTEGER, records_per_month INTEGER,
    records_per_request INTEGER, PRIMARY KEY (name)
);
CREATE TABLE usage (
    principal TEXT NOT NULL, api TEXT NOT NULL, month INTEGER NOT NULL, requests BIGINT NOT NULL,
    records BIGINT NOT NULL, due BIGINT NOT NULL, PRIMARY KEY (principal, api)
) WITHOUT ROWID;
INSERT INTO token VALUES ('d', 'd', 'me', 'search', 'trial', '2024-01-01', NULL, NULL, NULL);
INSERT INTO "plan" VALUES ('unlimited', NULL, NULL, NULL, NULL), ('trial', 10, NULL, NULL, NULL);
INSERT INTO usage VALUES ('d', 'patent_api', 24288, 7, 70, 0);
PRAGMA application_id={APPLICATION_ID};
PRAGMA user_version=1;
PRAGMA journal_mode=WAL;
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with accounts of version 1."""
    with closing(sqlite3.connect(accounts_path(tmp_path))) as connection:
        connection.executescript(VERSION_1)
    return tmp_path


def version(folder: Path) -> int:
    with closing(sqlite3.connect(accounts_path(folder))) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check(database: AccountsDatabase) -> None:
    """Check that everything of version 1 is there, and the tables of today."""
    assert TokenTable(database).find("d").plan == "trial"
    assert [row.name for row in PlanTable(database).all()] == ["trial", "unlimited"]
    assert UsageTable(database).find("d", "patent_api").records == 70
    with database.reading() as connection:
        assert all_users(connection) == []
        assert {table.name for table in metadata.sorted_tables} <= set(sa.inspect(connection).get_table_names())


def test_version_1_comes_to_today(old: Path) -> None:
    for _ in range(2):
        database = AccountsDatabase(old)
        check(database)
        database.close()
    assert version(old) == VERSION == 2


def test_a_migrated_file_is_that_of_a_new_folder(old: Path, tmp_path: Path) -> None:
    def tables(folder: Path) -> dict[str, Any]:
        AccountsDatabase(folder).close()
        with closing(sqlite3.connect(accounts_path(folder))) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: connection.execute(f'PRAGMA table_info("{name}")').fetchall() for name in names}

    assert tables(old) == tables(tmp_path / "new")


def test_users_are_added_to_a_migrated_file(old: Path) -> None:
    database = AccountsDatabase(old, durable=True)
    with database.transaction() as connection:
        assert add_user(connection, "firm-2026", "corporation", 1)
    assert SessionTable(database).count(0) == 0
    database.close()


def test_servers_that_start_together_migrate_once(old: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        opened = list(threads.map(lambda _: AccountsDatabase(old), range(8)))
    for database in opened:
        check(database)
        database.close()


def test_a_server_of_version_1_that_still_runs_is_no_hindrance(old: Path) -> None:
    with closing(sqlite3.connect(accounts_path(old))) as running:
        running.execute("SELECT * FROM token").fetchall()
        database = AccountsDatabase(old)
        check(database)
        running.execute("UPDATE usage SET requests = requests + 1")
        running.commit()
        assert UsageTable(database).find("d", "patent_api").requests == 8
        database.close()


def test_a_migration_that_is_killed_leaves_the_old_version(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        metadata.sorted_tables[0].create(*_, checkfirst=True)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(accounts_migration.schema.metadata, "create_all", killed)
        with pytest.raises(KeyboardInterrupt):
            AccountsDatabase(old)
    assert version(old) == 1
    database = AccountsDatabase(old)
    check(database)
    database.close()


def test_version_1_in_a_folder_that_cannot_be_written_has_no_users(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = accounts_path(old).read_bytes()
    monkeypatch.setattr("tokkyo.store.accounts_database.os.access", lambda *_: False)
    database = AccountsDatabase(old)
    assert TokenTable(database).find("d").plan == "trial"
    assert SessionTable(database).find_access("x") is None
    with database.reading() as connection:
        assert all_users(connection) == []
    with pytest.raises(StoreError, match="store_readonly"), database.transaction() as connection:
        add_user(connection, "firm-2026", "corporation", 1)
    database.close()
    assert accounts_path(old).read_bytes() == before
