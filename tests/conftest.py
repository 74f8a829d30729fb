"""Fixtures for all tests."""

import csv
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis
import pytest

from tokkyo.errors import QueryError
from tokkyo.formats.jpo.row_rules import rules_of
from tokkyo.model.jpo.tables import BY_NAME

# How long an example takes says more of the machine than of the code.
hypothesis.settings.register_profile("tokkyo", deadline=None)
hypothesis.settings.load_profile("tokkyo")

SHARED = Path(__file__).resolve().parents[2] / "shared"
STANDARD_DATA = Path(__file__).parent / "fixtures" / "jpo" / "standard_data"


@dataclass
class FolderRows:
    """The standardized data of some folders, in memory: what the store is to a service, `CaseRows`."""

    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Each look-up, so that a test can count them."""

    def add(self, folder: Path) -> None:
        for path in sorted(folder.glob("upd_*.tsv")):
            table = BY_NAME[path.stem.removeprefix("upd_")]
            with path.open(encoding="utf-8-sig", newline="") as file:
                read = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                lines = [tuple(row.get(name) or "" for name in table.columns) for row in read]
            rules = rules_of(table)
            cleaned = (rules.clean(line, "\t".join(line)) for line in lines)
            rows = [dict(zip(table.columns, row, strict=True)) for row in cleaned if row and not rules.deleted(row)]
            kept = [*self.tables.get(table.name, []), *rows]  # later rows of a key win, as in the store
            keyed = {tuple(row[name] for name in table.key): row for row in kept}
            self.tables[table.name] = [keyed[key] for key in sorted(keyed)]

    def rows(self, table: str, *key: str) -> list[dict[str, str]]:
        self.asked.append(table)
        names = BY_NAME[table].key[: len(key)]
        return [row for row in self.tables.get(table, []) if tuple(row[name] for name in names) == key]

    def looked_up(self, table: str, column: str, value: str) -> list[dict[str, str]]:
        assert column in BY_NAME[table].lookups
        self.asked.append(table)
        return [row for row in self.tables.get(table, []) if row[column] == value]


@pytest.fixture(scope="session")
def standard_rows() -> Callable[..., FolderRows]:
    """Reads folders below tests/fixtures/jpo/standard_data by name; all of them where none is named."""

    def read(*names: str) -> FolderRows:
        rows = FolderRows()
        for name in names or sorted(path.name for path in STANDARD_DATA.iterdir()):
            rows.add(STANDARD_DATA / name)
        return rows

    return read


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real patent data beside the project; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no shared data beside the project")
    return SHARED


@pytest.fixture(scope="session")
def calls() -> Callable[[Callable[[], object]], int]:
    """Counts the calls of Python and C functions an action makes, refused as a query or not."""

    def counted(action: Callable[[], object]) -> int:
        count = 0

        def profile(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        sys.setprofile(profile)
        try:
            with suppress(QueryError):
                action()
        finally:
            sys.setprofile(None)
        return count

    return counted
