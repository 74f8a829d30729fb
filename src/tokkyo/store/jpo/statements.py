"""The statements that write a table of standardized data, made from the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tokkyo.model.jpo.table import Table
from tokkyo.model.jpo.tables import BY_NAME
from tokkyo.store.jpo.schema import stored_name

VARIABLES = 10_000
"""Values given to one statement at most; SQLite takes 32,766."""


@dataclass(frozen=True, slots=True)
class Statements:
    """`insert` a row that is new, `put` one that may be there, `delete` one by key; `chunk` keys are found at once."""

    table: Table
    insert: str
    put: str
    delete: str
    chunk: int

    def find(self, keys: int) -> str:
        """Return what finds the rows of so many keys."""
        return _find(self.table.name, keys)

    def find_of_case(self) -> str:
        """Return what finds the rows of a case where that is a look-up."""
        return f"{_select(self.table, 't')} WHERE {self.table.case} = ? AND {self.table.case} <> ''"

    def find_beside(self) -> str:
        """Return what finds the rows of a key of the file specification, where ours is longer."""
        key = self.table.key[: -len(self.table.beside)]
        return f"{_select(self.table, 't')} WHERE {' AND '.join(f'{column} = ?' for column in key)}"


@cache
def statements(table: str) -> Statements:
    """Return the statements of a table of the catalogue."""
    described = BY_NAME[table]
    name, columns = stored_name(table), ", ".join(described.columns)
    insert = f"INSERT INTO {name} ({columns}) VALUES ({_marks(described.columns)})"
    changes = ", ".join(f"{column} = excluded.{column}" for column in described.values)
    put = f"{insert} ON CONFLICT ({', '.join(described.key)}) DO {f'UPDATE SET {changes}' if changes else 'NOTHING'}"
    delete = f"DELETE FROM {name} WHERE {' AND '.join(f'{column} = ?' for column in described.key)}"
    return Statements(described, insert, put, delete, VARIABLES // len(described.key))


@cache
def _find(table: str, keys: int) -> str:
    described = BY_NAME[table]
    rows = ", ".join([f"({_marks(described.key)})"] * keys)
    on = " AND ".join(f"t.{column} = asked.column{place}" for place, column in enumerate(described.key, 1))
    return f"WITH asked AS (VALUES {rows}) {_select(described, 't', 'asked CROSS JOIN')} ON {on}"


def _select(table: Table, alias: str, before: str = "") -> str:
    columns = ", ".join(f"{alias}.{column}" for column in table.columns)
    return f"SELECT {columns} FROM {before} {stored_name(table.name)} {alias}"


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
