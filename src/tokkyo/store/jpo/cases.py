"""Cases of the Japan Patent Office as a whole: how many, which changed since when, and noting what an ingest touched.

While an ingest stores rows, what they tell of is only noted in `jpo_touched`, in the same transaction. When it has
stored everything, the cases get their new numbers at once: whoever follows the changes sees a delivery whole or not at
all, and an ingest that was killed before is made good by the next one.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from tokkyo.store.database import Database, Row, errors_of

Touched = tuple[str, str]
"""What a row tells of: a law and an application number, or one of the kinds of `_LEADING` and a number."""

RIGHTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "right-p": ("patent", "jpo_mgt_info_p"),
        "right-d": ("design", "jpo_mgt_info_d"),
        "right-t": ("trademark", "jpo_mgt_info_t"),
        "right-hague": ("design", "jpo_mgt_info_hague"),
    }
)
"""The kinds of registration numbers: the law, and the table that leads from them to the application of the right."""
TRIAL = "trial"
"""The kind of a trial's number: it leads to the case of the trial."""

LAW_OF_CODE: Mapping[str, str] = MappingProxyType({"1": "patent", "3": "design", "4": "trademark"})
"""The laws whose cases are told of, by their code in the standardized data; 2 is utility models."""

_LAW_OF_TRIAL = "CASE ynpu_kbn " + " ".join(f"WHEN '{code}' THEN '{law}'" for code, law in LAW_OF_CODE.items()) + " END"
# By kind: the cases that its numbers lead to, as law and application.
_LEADING: Mapping[str, str] = MappingProxyType(
    {
        **{
            kind: f"SELECT '{law}', app_num FROM jpo_touched CROSS JOIN {table} "
            f"ON reg_num = number AND reg_num <> '' WHERE kind = '{kind}' AND app_num <> ''"
            for kind, (law, table) in RIGHTS.items()
        },
        TRIAL: f"SELECT {_LAW_OF_TRIAL}, sytgn_bngu FROM jpo_touched CROSS JOIN jpo_snpn_zkn ON snpn_bngu = number "
        f"WHERE kind = '{TRIAL}' AND ynpu_kbn IN ('1', '3', '4') AND sytgn_bngu <> ''",
    }
)
_NUMBERED = (
    "INSERT INTO jpo_case (law, application, seq, changed) "
    "SELECT kind, number, ? + row_number() OVER (ORDER BY kind, number), ? FROM jpo_touched "
    "WHERE kind IN ('patent', 'design', 'trademark') AND number <> '' "
    "ON CONFLICT (law, application) DO UPDATE SET seq = excluded.seq, changed = excluded.changed"
)


LAST_LAW = "~"
"""Behind the name of every law."""


class CaseChange(NamedTuple):
    """A case and when it last changed: `seq` rises over the store, `changed` is the day in Japan, YYYYMMDD."""

    law: str
    application: str
    seq: int
    changed: str


class Cases:
    """The cases of a store; safe to share between threads. A store from before there were cases has none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, law: str = "") -> int:
        """Return how many cases there are, of one law or of all."""
        where, values = ("WHERE law = ?", (law,)) if law else ("", ())
        found = self._select(f"SELECT count(*) FROM jpo_case {where}", *values)
        return int(found[0][0]) if found else 0

    def sequence(self) -> int:
        """Return the number of the latest change, 0 for none."""
        found = self._select("SELECT coalesce(max(seq), 0) FROM jpo_case")
        return int(found[0][0]) if found else 0

    def changes(self, after: int, limit: int) -> list[CaseChange]:
        """Return the cases that changed after a number, in the order of their last change, at most `limit`."""
        return self._changes("WHERE seq > ? ORDER BY seq LIMIT ?", after, limit)

    def count_changes(self, after: int) -> int:
        """Return how many cases changed after a number."""
        found = self._select("SELECT count(*) FROM jpo_case WHERE seq > ?", after)
        return int(found[0][0]) if found else 0

    def changed(self, first: str, last: str, after: int, limit: int, law: str = "") -> list[CaseChange]:
        """Return the cases that last changed between two days in Japan (YYYYMMDD, both included), of one law or of all.

        They come in the order of their last change, those behind `after` (0: all), at most `limit`.
        """
        # The signs keep SQLite to the index of seq: all cases of a first load have one day, and would all be sorted.
        where = "WHERE +changed BETWEEN ? AND ? AND seq > ? AND +law BETWEEN ? AND ? ORDER BY seq LIMIT ?"
        return self._changes(where, first, last, after, law, law or LAST_LAW, limit)

    def get(self, law: str, application: str) -> CaseChange | None:
        """Return when a case last changed, None for an unknown one."""
        found = self._changes("WHERE law = ? AND application = ?", law, application)
        return found[0] if found else None

    def _changes(self, where: str, *values: object) -> list[CaseChange]:
        query = f"SELECT law, application, seq, changed FROM jpo_case {where}"
        return [CaseChange(*row) for row in self._select(query, *values)]

    def _select(self, query: str, *values: object) -> list[Row]:
        if not self._database.holds_cases:
            return []
        with errors_of(self._database.path):
            return self._database.cursor().execute(query, values).fetchall()


def touch(cursor: sqlite3.Cursor, touched: Iterable[Touched]) -> None:
    """Note what changed, in the caller's transaction."""
    cursor.executemany("INSERT OR IGNORE INTO jpo_touched (kind, number) VALUES (?, ?)", touched)


def number_touched(cursor: sqlite3.Cursor, today: str) -> int:
    """Give every case that was touched its new number, in the caller's transaction; return how many there were.

    `today` is the day in Japan, YYYYMMDD. Afterwards nothing is noted as touched.
    """
    for query in _LEADING.values():
        cursor.execute(f"INSERT OR IGNORE INTO jpo_touched (kind, number) {query}")
    (last,) = cursor.execute("SELECT coalesce(max(seq), 0) FROM jpo_case").fetchone()
    numbered = cursor.execute(_NUMBERED, (last, today)).rowcount
    cursor.execute("DELETE FROM jpo_touched")
    return numbered
