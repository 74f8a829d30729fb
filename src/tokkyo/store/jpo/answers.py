"""Recorded answers of the real service, by law, API and key."""

import sqlite3
from collections.abc import Iterable

from tokkyo.model.jpo.sources import RecordedAnswer
from tokkyo.store.database import Database, errors_of
from tokkyo.store.jpo.contents import Content, Kept, drop_unnamed, put_content

_FIND = (
    "SELECT media, digest, size, crc, deflated FROM jpo_answer JOIN jpo_content ON digest = content "
    "WHERE law = ? AND api = ? AND key = ?"
)
_KNOWN = "SELECT media, content FROM jpo_answer WHERE law = ? AND api = ? AND key = ?"
_PUT = "INSERT OR REPLACE INTO jpo_answer (law, api, key, media, content) VALUES (?, ?, ?, ?, ?)"


class Answers:
    """The stored answers; safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, law: str, api: str, key: str) -> RecordedAnswer | None:
        """Return the recorded answer to a call; `key` as in `RecordedAnswer`."""
        if not self._database.holds_cases:
            return None
        with errors_of(self._database.path):
            row = self._database.cursor().execute(_FIND, (law, api, key)).fetchone()
        return None if row is None else RecordedAnswer(law, api, key, row[0], Content(*row[1:]).unpacked())


def put_answers(cursor: sqlite3.Cursor, answers: Iterable[RecordedAnswer]) -> Kept:
    """Store answers in the caller's transaction; a later answer to the same call replaces the earlier one."""
    stored = unchanged = 0
    for answer in answers:
        call = (answer.law, answer.api, answer.key)
        known = cursor.execute(_KNOWN, call).fetchone()
        digest = put_content(cursor, answer.body)
        if known == (answer.media, digest):
            unchanged += 1
            continue
        cursor.execute(_PUT, (*call, answer.media, digest))
        if known is not None:
            drop_unnamed(cursor, known[1])
        stored += 1
    return Kept(stored, unchanged)
