"""Reading the stored tables of standardized data: rows of a case by key, and rows by the columns that are looked up."""

from collections.abc import Mapping, Sequence
from functools import cache

from tokkyo.model.jpo.tables import BY_NAME
from tokkyo.store.database import Database, errors_of
from tokkyo.store.jpo.schema import stored_name

Row = Mapping[str, str]


class JpoTables:
    """The stored tables; safe to share between threads.

    A store that was written before there were such tables and cannot be brought up to date has no rows.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self, table: str, *key: str) -> list[Row]:
        """Return the rows whose first key columns have these values, in the order of the key as text.

        Raises `KeyError` for a table that is not in the catalogue, `ValueError` for more values than it has keys.
        """
        return self._select(table, _by_key(table, len(key)), key)

    def looked_up(self, table: str, column: str, value: str) -> list[Row]:
        """Return the rows with a value in a column that is looked up, in the order of the key as text.

        Raises `KeyError` for a table that is not in the catalogue, `ValueError` for a column that is no look-up.
        """
        return self._select(table, _by_column(table, column), (value,)) if value else []

    def among(self, table: str, fixed: Mapping[str, str], column: str, values: Sequence[str]) -> list[Row]:
        """Return the rows with one of some values in a column and fixed values in others, in the order of the key.

        The columns are to be the first of the key, or the column a look-up. Raises `KeyError` as `rows`.
        """
        described = BY_NAME[table]
        where = [f"{name} = ?" for name in fixed]
        where.append(f"{column} IN ({','.join('?' * len(values))})")
        if column in described.lookups:
            where.append(f"{column} <> ''")
        query = f"{_select(table)} WHERE {' AND '.join(where)} ORDER BY {', '.join(described.key)}"
        return self._select(table, query, (*fixed.values(), *values)) if values else []

    def _select(self, table: str, query: str, values: tuple[str, ...]) -> list[Row]:
        if not self._database.holds_cases:
            return []
        columns = BY_NAME[table].columns
        with errors_of(self._database.path):
            found = self._database.cursor().execute(query, values).fetchall()
        return [dict(zip(columns, row, strict=True)) for row in found]


@cache
def _by_key(table: str, given: int) -> str:
    described = BY_NAME[table]
    if not 0 < given <= len(described.key):
        raise ValueError(f"{table} has {len(described.key)} key columns, {given} values are given")
    where = " AND ".join(f"{name} = ?" for name in described.key[:given])
    return f"{_select(table)} WHERE {where} ORDER BY {', '.join(described.key)}"


@cache
def _by_column(table: str, column: str) -> str:
    described = BY_NAME[table]
    if column not in described.lookups:
        raise ValueError(f"{table} is not looked up by {column}")
    # the second condition lets SQLite use the index, which leaves out absent values
    return f"{_select(table)} WHERE {column} = ? AND {column} <> '' ORDER BY {', '.join(described.key)}"


def _select(table: str) -> str:
    return f"SELECT {', '.join(BY_NAME[table].columns)} FROM {stored_name(table)}"
