"""What ties the stored publications together: as numpy columns for any set of them, and by key for small sets."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tokkyo.derive.families import Ints
from tokkyo.derive.links import unpack
from tokkyo.store.database import Row

COLUMNS = "publication_id, names, ties, simple, docdb, application, cites"
AT_ONCE = 10_000
_BYTES = 8
# Cited names stand in `link` with this bit turned, apart from the names that publications have themselves.
CITED = -(1 << 63)


@dataclass(frozen=True, slots=True)
class Column:
    """A list of keys for each publication, end to end; publication i has `counts[i]` of them."""

    keys: Ints
    counts: Ints

    def owners(self) -> Ints:
        """Return for each key the position of its publication."""
        return np.repeat(np.arange(len(self.counts), dtype=np.int64), self.counts)


@dataclass(frozen=True, slots=True)
class RelationTable:
    """Relations of a set of publications, aligned by position, ids ascending."""

    ids: Ints
    names: Column
    ties: Column
    simple: Ints
    docdb: Ints
    has_docdb: np.typing.NDArray[np.bool_]
    application: Ints
    cites: Column


def read_all(cursor: sqlite3.Cursor) -> RelationTable:
    """Return the relations of every stored publication."""
    return _table(cursor.execute(f"SELECT {COLUMNS} FROM relation ORDER BY publication_id"))


def read_some(cursor: sqlite3.Cursor, ids: Iterable[int]) -> RelationTable:
    """Return the relations of those of the publications that are stored."""
    return _table(row for some in _slices(sorted(ids)) for row in _rows_of(cursor, some))


def _rows_of(cursor: sqlite3.Cursor, ids: Sequence[int]) -> Iterator[Row]:
    marks = ",".join("?" * len(ids))
    query = f"SELECT {COLUMNS} FROM relation WHERE publication_id IN ({marks}) ORDER BY publication_id"
    return iter(cursor.execute(query, ids).fetchall())


def _table(rows: Iterable[Row]) -> RelationTable:
    columns: tuple[list[Any], ...] = tuple([] for _ in range(7))
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    ids, names, ties, simple, docdb, application, cites = columns
    return RelationTable(
        ids=np.array(ids, np.int64),
        names=_column(names),
        ties=_column(ties),
        simple=np.array(simple, np.int64),
        docdb=np.array([value or 0 for value in docdb], np.int64),
        has_docdb=np.array([value is not None for value in docdb], bool),
        # a publication whose application is unknown shares it with nobody
        application=np.array(
            [number if key is None else key for key, number in zip(application, ids, strict=True)], np.int64
        ),
        cites=_column(cites),
    )


def _column(blobs: list[bytes]) -> Column:
    counts = np.array([len(blob) // _BYTES for blob in blobs], np.int64)
    return Column(np.frombuffer(b"".join(blobs), "<i8").astype(np.int64, copy=False), counts)


# --- by key


def keys_of(cursor: sqlite3.Cursor, ids: Sequence[int]) -> dict[int, set[int]]:
    """Return the keys under which publications stand in `link`."""
    found: dict[int, set[int]] = {}
    for some in _slices(ids):
        for number, names, ties, _, _, _, cites in _rows_of(cursor, some):
            found[number] = {*unpack(names), *unpack(ties), *(key ^ CITED for key in unpack(cites))}
    return found


def link(cursor: sqlite3.Cursor, ids: Sequence[int]) -> None:
    """Enter publications in `link`; those that are there already stay."""
    rows = sorted((key, number) for number, keys in keys_of(cursor, ids).items() for key in keys)
    cursor.executemany("INSERT INTO link (key, publication_id) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)


def unlink(cursor: sqlite3.Cursor, ids: Sequence[int]) -> None:
    """Take publications out of `link`, by the relations they now have."""
    rows = [(key, number) for number, keys in keys_of(cursor, ids).items() for key in keys]
    cursor.executemany("DELETE FROM link WHERE key = ? AND publication_id = ?", rows)


def all_links(table: RelationTable) -> tuple[Ints, Ints]:
    """Return keys and publication ids of all of `link`, in its order, each pair once."""
    keys = np.concatenate((table.names.keys, table.ties.keys, table.cites.keys ^ np.int64(CITED)))
    owners = np.concatenate((table.names.owners(), table.ties.owners(), table.cites.owners()))
    ids = table.ids[owners]
    order = np.lexsort((ids, keys))
    keys, ids = keys[order], ids[order]
    first = np.ones(len(keys), bool)
    first[1:] = (keys[1:] != keys[:-1]) | (ids[1:] != ids[:-1])
    return keys[first], ids[first]


def having(cursor: sqlite3.Cursor, keys: Iterable[int]) -> set[int]:
    """Return the publications that have one of these keys."""
    found: set[int] = set()
    for some in _slices(list(keys)):
        query = f"SELECT publication_id FROM link WHERE key IN ({','.join('?' * len(some))})"
        found.update(number for (number,) in cursor.execute(query, some))
    return found


def _slices(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
