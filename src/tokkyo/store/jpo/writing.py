"""Storing rows of standardized data: what is new or different is written and its case noted as touched.

Rows of a first load are inserted without a look at what is there; as soon as one is met that is, the rows of a batch
are compared with the stored ones. All is done inside the caller's transaction.
"""

import sqlite3
from collections.abc import Mapping, Sequence

from tokkyo.model.jpo.sources import TableRows
from tokkyo.store.jpo.cases import touch
from tokkyo.store.jpo.contents import Kept
from tokkyo.store.jpo.statements import Statements, statements
from tokkyo.store.jpo.telling import Row, touched

Key = tuple[str, ...]

_NOTHING = frozenset(("", "0"))


class TableWriter:
    """Writes rows into the tables of one store."""

    def __init__(self) -> None:
        self._known: set[str] = set()  # tables in which rows were met that were stored before

    def put(self, cursor: sqlite3.Cursor, given: TableRows) -> Kept:
        """Store or delete rows, and note which cases that touches."""
        written = statements(given.table)
        if given.delete:
            return _delete(cursor, written, given.rows)
        count = len(written.table.key)
        rows = {row[:count]: row for row in given.rows}
        if given.table not in self._known:
            if _insert(cursor, written, list(rows.values())):
                return Kept(len(rows), len(given.rows) - len(rows))
            self._known.add(given.table)
        stored = _merge(cursor, written, rows)
        if stored == len(rows):
            self._known.discard(given.table)
        return Kept(stored, len(given.rows) - stored)


def _insert(cursor: sqlite3.Cursor, written: Statements, rows: Sequence[Row]) -> bool:
    """Insert rows that ought to be new; False, with nothing changed, when one is there."""
    cursor.execute("SAVEPOINT rows")
    try:
        cursor.executemany(written.insert, rows)
    except sqlite3.IntegrityError:
        cursor.execute("ROLLBACK TO rows")
        cursor.execute("RELEASE rows")
        return False
    cursor.execute("RELEASE rows")
    touch(cursor, touched(written.table, rows))
    return True


def _merge(cursor: sqlite3.Cursor, written: Statements, rows: Mapping[Key, Row]) -> int:
    """Write the rows that are new or differ from what is stored; return their number."""
    found = _stored(cursor, written, list(rows))
    changed = [row for key, row in rows.items() if found.get(key) != row]
    before = [found[key] for row in changed if (key := row[: len(written.table.key)]) in found]
    cursor.executemany(written.put, changed)
    touch(cursor, touched(written.table, (*changed, *before)))
    return len(changed)


def _delete(cursor: sqlite3.Cursor, written: Statements, rows: Sequence[Row]) -> Kept:
    count = len(written.table.key)
    gone = _stored(cursor, written, [row[:count] for row in rows if not _NOTHING.issuperset(row[:count])])
    beside = len(written.table.beside)
    for row in rows:
        if _NOTHING.issuperset(row[:count]):
            gone.update(_of_case(cursor, written, row))
        elif beside and not any(row[count - beside : count]):
            gone.update(_keyed(cursor, written, written.find_beside(), row[: count - beside]))
    cursor.executemany(written.delete, list(gone))
    touch(cursor, touched(written.table, gone.values()))
    return Kept(len(gone), max(len(rows) - len(gone), 0))


def _of_case(cursor: sqlite3.Cursor, written: Statements, row: Row) -> dict[Key, Row]:
    """Return the stored rows of the case that a row without a key names; none where cases cannot be looked up."""
    table = written.table
    if table.case not in table.lookups:
        return {}
    return _keyed(cursor, written, written.find_of_case(), (row[table.columns.index(table.case)],))


def _keyed(cursor: sqlite3.Cursor, written: Statements, query: str, values: Row) -> dict[Key, Row]:
    """Return the rows a query finds by their key."""
    count = len(written.table.key)
    return {tuple(row[:count]): tuple(row) for row in cursor.execute(query, values)}


def _stored(cursor: sqlite3.Cursor, written: Statements, keys: Sequence[Key]) -> dict[Key, Row]:
    """Return the stored rows that have these keys."""
    found: dict[Key, Row] = {}
    count = len(written.table.key)
    for start in range(0, len(keys), written.chunk):
        some = keys[start : start + written.chunk]
        values = [value for key in some for value in key]
        found.update((row[:count], row) for row in cursor.execute(written.find(len(some)), values))
    return found
