"""The catalogue of tables against the office's file specification: names, keys, and what look-ups need."""

import json
from pathlib import Path

import pytest

from tokkyo.model.jpo.table import Table
from tokkyo.model.jpo.tables import BY_NAME, TABLES

OWN_COLUMNS = {"tokkyo_size"}


@pytest.fixture(scope="module")
def specified(shared: Path) -> dict[str, dict]:
    file = shared / "samples" / "jpo" / "standard_data" / "file_spec_v1.13.json"
    return {one["physical_name"]: one for one in json.loads(file.read_text(encoding="utf-8"))["tables"]}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_names_and_keys_are_those_of_the_file_specification(table: Table, specified: dict[str, dict]) -> None:
    columns = {name: key for _, _, name, key, *_ in specified[table.name]["columns"]}
    assert set(table.columns) - OWN_COLUMNS <= set(columns)
    keys = {name for name, key in columns.items() if key}
    assert set(table.key) - set(table.beside) == keys
    assert table.japanese == specified[table.name]["logical_name"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_columns_stand_once_and_look_ups_and_cases_are_columns(table: Table) -> None:
    assert len(set(table.columns)) == len(table.columns)
    assert set(table.lookups) <= set(table.columns)
    assert bool(table.law) == bool(table.case)
    assert not table.case or table.case in table.columns


def test_every_table_stands_once() -> None:
    assert len(BY_NAME) == len(TABLES)
