"""The tables of standardized data: layout, reading, how they come into older stores; the cases and their order."""

import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tokkyo.errors import StoreError
from tokkyo.model.jpo.days import day_in_japan
from tokkyo.model.jpo.tables import BY_NAME, TABLES
from tokkyo.settings import defaults
from tokkyo.store import schema
from tokkyo.store.database import Database
from tokkyo.store.jpo.answers import Answers
from tokkyo.store.jpo.cases import CaseChange, Cases, number_touched, touch
from tokkyo.store.jpo.schema import stored_name
from tokkyo.store.jpo.tables import JpoTables
from tokkyo.store.store import Store

SETTINGS = defaults(store_synchronous="OFF")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data", SETTINGS, write=True) as store:
        yield store


def insert(store: Store, table: str, **values: str) -> None:
    columns = BY_NAME[table].columns
    assert values.keys() <= set(columns)
    marks = ", ".join("?" * len(columns))
    with store.transaction() as cursor:
        cursor.execute(
            f"INSERT INTO {stored_name(table)} ({', '.join(columns)}) VALUES ({marks})",
            [values.get(name, "") for name in columns],
        )


def test_every_table_of_the_catalogue_is_stored_by_its_key_and_found_by_its_look_ups(store: Store) -> None:
    cursor = store.database.cursor()
    for table in TABLES:
        where = " AND ".join(f"{name} = ?" for name in table.key)
        (plan,) = cursor.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {stored_name(table.name)} WHERE {where}", table.key)
        assert "USING PRIMARY KEY" in plan[3], table.name
        for name in table.lookups:
            assert JpoTables(store.database).looked_up(table.name, name, "x") == []
            query = f"SELECT * FROM {stored_name(table.name)} WHERE {name} = ? AND {name} <> ''"
            (plan,) = cursor.execute(f"EXPLAIN QUERY PLAN {query}", "x")
            assert f"INDEX {stored_name(table.name)}_by_{name}" in plan[3]


def test_rows_come_by_leading_key_columns_in_the_order_of_the_key(store: Store) -> None:
    for number in ("2", "10", "1"):
        insert(
            store, "pmap_g_app_doc", law_cd="1", app_num="2020123456", storing_seq_num=number, apad_intrmd_doc_cd="A63"
        )
    insert(store, "pmap_g_app_doc", law_cd="1", app_num="2020123457", storing_seq_num="1")
    tables = JpoTables(store.database)
    assert [row["storing_seq_num"] for row in tables.rows("pmap_g_app_doc", "1", "2020123456")] == ["1", "10", "2"]
    (row,) = tables.rows("pmap_g_app_doc", "1", "2020123456", "10")
    assert set(row) == set(BY_NAME["pmap_g_app_doc"].columns)
    assert (row["apad_intrmd_doc_cd"], row["apdd_dsptch_dt"]) == ("A63", "")
    assert tables.rows("pmap_g_app_doc", "2", "2020123456") == []


def test_absent_values_are_not_looked_up(store: Store) -> None:
    insert(store, "pmac_g_app_case", law_cd="1", app_num="2020123456", acrg_reg_num="7654321")
    insert(store, "pmac_g_app_case", law_cd="1", app_num="2020123457")
    tables = JpoTables(store.database)
    assert [row["app_num"] for row in tables.looked_up("pmac_g_app_case", "acrg_reg_num", "7654321")] == ["2020123456"]
    assert tables.looked_up("pmac_g_app_case", "acrg_reg_num", "") == []


def test_asking_for_what_is_not_in_the_catalogue_is_an_error_of_the_program(store: Store) -> None:
    tables = JpoTables(store.database)
    with pytest.raises(KeyError):
        tables.rows("gugkn", "1")
    with pytest.raises(ValueError, match="not looked up by"):
        tables.looked_up("pmac_g_app_case", "acai_app_dt", "1")
    with pytest.raises(ValueError, match="2 key columns, 3 values"):
        tables.rows("pmac_g_app_case", "1", "2", "3")
    with pytest.raises(ValueError, match="0 values"):
        tables.rows("pmac_g_app_case")


# --- cases


def test_cases_get_rising_numbers_when_all_is_stored(store: Store) -> None:
    cases = Cases(store.database)
    with store.transaction() as cursor:
        touch(cursor, [("trademark", "2024123456"), ("patent", "2020123456"), ("patent", "2020123456")])
    assert (cases.count(), cases.sequence()) == (0, 0)
    with store.transaction() as cursor:
        assert number_touched(cursor, "20260102") == 2
        assert number_touched(cursor, "20260103") == 0
    first, second = cases.changes(0, 10)
    assert first == CaseChange("patent", "2020123456", 1, "20260102")
    assert second == CaseChange("trademark", "2024123456", 2, "20260102")
    with store.transaction() as cursor:
        touch(cursor, [("patent", "2020123456")])
        number_touched(cursor, "20260104")
    assert cases.changes(1, 10) == [second, CaseChange("patent", "2020123456", 3, "20260104")]
    assert (cases.count(), cases.count("patent"), cases.count_changes(2), cases.sequence()) == (2, 1, 1, 3)
    assert cases.changed("20260101", "20260103", 0, 10) == [second]
    assert [one.seq for one in cases.changed("20260101", "20260104", 2, 10)] == [3]
    assert cases.changes(0, 1) == [second]
    assert cases.get("patent", "2020123456") == CaseChange("patent", "2020123456", 3, "20260104")
    assert cases.get("design", "2020123456") is None


def test_rights_and_trials_lead_to_their_cases(store: Store) -> None:
    zeros = "0" * 31
    insert(store, "mgt_info_p", app_num="2019000001", law_cd="1", reg_num="6691280", split_num=zeros)
    insert(store, "mgt_info_hague", app_num="2018500001", law_cd="3", reg_num="1600001", split_num=zeros)
    insert(store, "snpn_zkn", snpn_bngu="2021000001", sytgn_bngu="2018000002", ynpu_kbn="4")
    insert(store, "snpn_zkn", snpn_bngu="2021000002", sytgn_bngu="2018000003", ynpu_kbn="2")
    with store.transaction() as cursor:
        touch(cursor, [("right-p", "6691280"), ("right-hague", "1600001"), ("right-d", "9999999"), ("right-t", "")])
        touch(cursor, [("trial", "2021000001"), ("trial", "2021000002"), ("trial", "2029999999")])
        number_touched(cursor, "20260102")
    found = {(one.law, one.application) for one in Cases(store.database).changes(0, 10)}
    assert found == {("patent", "2019000001"), ("design", "2018500001"), ("trademark", "2018000002")}


# --- stores of version 1


def age(folder: Path) -> None:
    """Make a store as version 1 left it."""
    with Store.open(folder, SETTINGS, write=True):
        pass
    connection = sqlite3.connect(folder / "store.sqlite")
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'jpo%'").fetchall()
    assert len(names) > len(TABLES)
    for (name,) in names:
        connection.execute(f"DROP TABLE {name}")
    connection.execute("INSERT INTO meta (name, value) VALUES ('kept', '7')")
    connection.execute("PRAGMA user_version=1")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("write", [True, False])
def test_version_1_is_brought_up_when_it_is_opened(tmp_path: Path, write: bool) -> None:
    age(tmp_path)
    with Store.open(tmp_path, SETTINGS, write=write) as store:
        assert store.database.holds_cases
        assert store.note("kept") == 7
        assert Cases(store.database).count() == 0
        assert JpoTables(store.database).rows("appl_reg_info", "1") == []
        (version,) = store.database.cursor().execute("PRAGMA user_version").fetchone()
        assert version == schema.VERSION == 2
    with Store.open(tmp_path, SETTINGS, write=True) as store:
        insert(store, "appl_reg_info", appl_cd="000003207", appl_name="トヨタ自動車株式会社")


def test_version_1_in_a_folder_that_cannot_be_written_has_no_cases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    age(tmp_path)
    before = (tmp_path / "store.sqlite").read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Store.open(tmp_path, SETTINGS) as store:
        assert not store.database.holds_cases
        assert store.note("kept") == 7
        cases = Cases(store.database)
        assert (cases.count(), cases.sequence(), cases.count_changes(0), cases.changes(0, 1)) == (0, 0, 0, [])
        assert cases.get("patent", "2020123456") is None
        assert JpoTables(store.database).rows("appl_reg_info", "1") == []
        assert JpoTables(store.database).looked_up("appl_reg_info", "appl_name", "x") == []
        assert Answers(store.database).find("patent", "app_progress", "2020123456") is None
    assert (tmp_path / "store.sqlite").read_bytes() == before


def test_version_1_brought_up_by_many_at_once(tmp_path: Path) -> None:
    age(tmp_path)
    databases = [Database(tmp_path, SETTINGS, write=False) for _ in range(4)]
    assert all(database.holds_cases for database in databases)
    for database in databases:
        database.close()


def test_newer_store_is_refused(tmp_path: Path) -> None:
    with Store.open(tmp_path, SETTINGS, write=True) as store:
        store.database.cursor().execute(f"PRAGMA user_version={schema.VERSION + 1}")
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path, SETTINGS)
    assert caught.value.code == "store_newer"


def test_days_change_at_midnight_in_japan() -> None:
    assert day_in_japan(datetime(2026, 5, 7, 14, 59, 59, tzinfo=UTC)) == "20260507"
    assert day_in_japan(datetime(2026, 5, 7, 15, 0, tzinfo=UTC)) == "20260508"
