"""Lens ids of publications: those of Lens records are kept, others derived from the key, collisions resolved."""

import sqlite3
from collections.abc import Iterable

from tokkyo.derive.lens_ids import lens_id
from tokkyo.model.lens_ids import normalise
from tokkyo.model.source import SourceRecord

LENS_SOURCES = frozenset({"lens", "lens-export"})


def given_id(record: SourceRecord) -> str | None:
    """Return the Lens id that a Lens record brings, None for other sources."""
    wanted = record.publication.lens_id
    return normalise(wanted) if wanted and record.source in LENS_SOURCES else None


class Identities:
    """Gives Lens ids to the publications of one batch."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor
        self.moved: list[int] = []  # publications that had to give their derived id up
        self._holders: dict[str, tuple[int, bool]] = {}  # lens id → publication, whether the id is a given one

    def expect(self, wanted: Iterable[str]) -> None:
        """Read who holds these ids, in one go."""
        ids = list(wanted)
        marks = ",".join("?" * len(ids))
        given = self._cursor.execute(f"SELECT lens_id, id, lens_given FROM publication WHERE lens_id IN ({marks})", ids)
        self._holders.update((held, (holder, bool(flag))) for held, holder, flag in given)
        former = self._cursor.execute(f"SELECT lens_id, publication_id FROM alias WHERE lens_id IN ({marks})", ids)
        self._holders.update((held, (holder, True)) for held, holder in former)

    def take(self, publication: int, key: str, given: str | None, wanted: str) -> tuple[str, bool]:
        """Return the id of a new publication, and whether it is its Lens record's own.

        `wanted` is `given` or else what `lens_id` makes of the key; `expect` has been told of it.
        """
        if given and self._free_for(publication, given):
            self._holders[given] = (publication, True)
            return given, True
        found = self._derived(key, "" if given else wanted)
        self._holders[found] = (publication, False)
        return found, False

    def change(self, publication: int, present: str, given: str) -> bool:
        """Let a stored publication take the id of its Lens record; the present one becomes an alias.

        False when another publication was given that id by Lens before.
        """
        self.expect((given,))
        if not self._free_for(publication, given):
            return False
        self._holders[given] = (publication, True)
        run = self._cursor.execute
        run("DELETE FROM alias WHERE lens_id = ?", (given,))
        run("INSERT INTO alias (lens_id, publication_id) VALUES (?, ?)", (present, publication))
        run("UPDATE publication SET lens_id = ?, lens_given = 1 WHERE id = ?", (given, publication))
        return True

    def _free_for(self, publication: int, given: str) -> bool:
        """Say whether an id may be taken; whoever holds it by derivation gives it up for another."""
        holder, is_given = self._holders.get(given, (publication, True))
        if holder == publication:
            return True
        if is_given:
            return False
        row = self._cursor.execute("SELECT key FROM publication WHERE id = ?", (holder,)).fetchone()
        if row is None:  # taken a moment ago in this very batch and not written yet
            return False
        moved = self._derived(row[0])
        self._holders[moved] = (holder, False)
        self._cursor.execute("UPDATE publication SET lens_id = ? WHERE id = ?", (moved, holder))
        self.moved.append(holder)
        return True

    def _derived(self, key: str, first: str = "") -> str:
        found, attempt = first or lens_id(key), 0
        if not first:
            self.expect((found,))
        while found in self._holders:
            attempt += 1
            found = lens_id(key, attempt)
            self.expect((found,))
        return found
