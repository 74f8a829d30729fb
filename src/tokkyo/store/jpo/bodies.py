"""Files of the documents of cases."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from tokkyo.model.jpo.sources import DocumentBody
from tokkyo.store.database import Database, errors_of
from tokkyo.store.jpo.cases import touch
from tokkyo.store.jpo.contents import Content, Kept, drop_unnamed, put_content

_LIST = (
    "SELECT number, name, code, media, digest, size, packed FROM jpo_body JOIN jpo_content ON digest = content "
    "WHERE law = ? AND application = ? ORDER BY number, name"
)
_CONTENT = "SELECT digest, size, crc, deflated FROM jpo_content WHERE digest = ?"
_KNOWN = "SELECT code, media, content FROM jpo_body WHERE law = ? AND application = ? AND number = ? AND name = ?"
_PUT = "INSERT OR REPLACE INTO jpo_body (law, application, number, name, code, media, content) VALUES (?,?,?,?,?,?,?)"


@dataclass(frozen=True, slots=True)
class BodyFile:
    """A file of a document without its bytes: `digest` names them, `size` is their length, `packed` deflated."""

    number: str
    name: str
    code: str
    media: str
    digest: bytes
    size: int
    packed: int


class Bodies:
    """The stored files; safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def files(self, law: str, application: str) -> list[BodyFile]:
        """Return all files of a case's documents, by document number and name."""
        if not self._database.holds_cases:
            return []
        with errors_of(self._database.path):
            rows = self._database.cursor().execute(_LIST, (law, application)).fetchall()
        return [BodyFile(*row) for row in rows]

    def content(self, digest: bytes) -> Content | None:
        """Return stored bytes; None when another process has replaced them since they were listed."""
        with errors_of(self._database.path):
            row = self._database.cursor().execute(_CONTENT, (digest,)).fetchone()
        return None if row is None else Content(*row)


def put_bodies(cursor: sqlite3.Cursor, bodies: Iterable[DocumentBody]) -> Kept:
    """Store files of documents in the caller's transaction; a case that gets another file counts as changed."""
    stored = unchanged = 0
    for body in bodies:
        place = (body.law, body.application, body.number, body.name)
        known = cursor.execute(_KNOWN, place).fetchone()
        digest = put_content(cursor, body.bytes)
        if known is not None and known[1:] == (body.media, digest) and body.code in ("", known[0]):
            unchanged += 1
            continue
        code = body.code or (known[0] if known is not None else "")
        cursor.execute(_PUT, (*place, code, body.media, digest))
        touch(cursor, [(body.law, body.application)])
        if known is not None:
            drop_unnamed(cursor, known[2])
        stored += 1
    return Kept(stored, unchanged)
