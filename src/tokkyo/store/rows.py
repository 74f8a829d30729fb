"""Writing rows of the document tables in bulk."""

import sqlite3
from collections.abc import Sized
from typing import Any

Rows = list[tuple[Any, ...]]

INSERTS = {
    "publication": (
        "id, key, lens_id, lens_given, jurisdiction, doc_number, kind, date_published, seq, deleted, stale, created, "
        "digest"
    ),
    "document": "publication_id, head, publication_type, facts, text_id",
    "source_record": (
        "publication_id, source, digest, former, exchanged, deleted, head, parts, text_id, file, member, position"
    ),
    "text": "id, digest, body",
    "relation": "publication_id, names, ties, simple, docdb, application, cites",
    "number": "spelling, publication_id",
}


_ON_CONFLICT = {
    "source_record": " ON CONFLICT (publication_id, source) DO UPDATE SET digest=excluded.digest, "
    "former=excluded.former, exchanged=excluded.exchanged, deleted=excluded.deleted, head=excluded.head, "
    "parts=excluded.parts, "
    "text_id=excluded.text_id, file=excluded.file, member=excluded.member, position=excluded.position",
    "document": " ON CONFLICT (publication_id) DO UPDATE SET head=excluded.head, "
    "publication_type=excluded.publication_type, facts=excluded.facts, text_id=excluded.text_id",
    "number": " ON CONFLICT DO NOTHING",
}


def marks(values: Sized) -> str:
    """Return the place holders of a list of values in a statement."""
    return ",".join("?" * len(values))


def insert(cursor: sqlite3.Cursor, table: str, rows: Rows) -> None:
    """Insert rows of one of the document tables; a source's row and a document replace the one before."""
    if rows:
        columns = INSERTS[table]
        marks = ",".join("?" * len(columns.split(",")))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks}){_ON_CONFLICT.get(table, '')}", rows)
