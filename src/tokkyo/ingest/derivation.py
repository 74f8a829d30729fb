"""Bringing derived data in line with what is stored: incrementally after a small batch, in one pass after a large one.

Everything is worked out from the relations of publications, the versions not derived yet and the keys that changed
publications had before. All three are in the store, so an interrupted derivation simply starts again.
"""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from tokkyo.derive.families import Ints
from tokkyo.ingest.completing import CHUNK, Completing, chunks, together
from tokkyo.ingest.failpoints import reach
from tokkyo.ingest.neighbourhood import Neighbourhood, affected, neighbourhood
from tokkyo.store import relations
from tokkyo.store.merging import Merger
from tokkyo.store.relations import CITED
from tokkyo.store.store import Store, set_note

LINKS_AT_ONCE = 500_000
# Beyond this share of the corpus one pass over all relations is cheaper than looking neighbours up by key.
LARGE_SHARE = 0.05

Progress = Callable[[int, int], None]


class Derivation:
    """Derives what depends on other publications."""

    def __init__(self, store: Store, level: int, today: date, on_progress: Progress = lambda done, of: None) -> None:
        self._store = store
        self._cursor = store.database.cursor()
        self._merger = Merger(level)
        self._today = today
        self._on_progress = on_progress

    def run(self, *, everything: bool = False) -> int:
        """Derive what is pending, or `everything` anew; return how many documents changed."""
        derived, last = self._store.note("derived_seq"), self._store.documents.sequence()
        if derived == last and not everything:
            return 0
        pending = [
            n for (n,) in self._cursor.execute("SELECT id FROM publication WHERE seq > ? ORDER BY id", (derived,))
        ]
        self._refresh(pending)
        whole = everything or len(pending) >= LARGE_SHARE * self._store.documents.count()
        near, wanted = self._everywhere(pending, everything) if whole else self._around(pending)
        changed = self._complete(near, wanted)
        with self._store.transaction() as cursor:
            set_note(cursor, "derived_seq", self._store.documents.sequence())
            cursor.execute("DELETE FROM touched")
        reach("derive-done")
        return changed

    # --- which publications

    def _refresh(self, pending: Sequence[int]) -> None:
        """Merge publications whose sources changed."""
        stale = (
            {n for (n,) in self._cursor.execute("SELECT id FROM publication WHERE stale = 1 AND seq > 0")}
            if pending
            else set()
        )
        ids = [number for number in pending if number in stale]
        for chunk in chunks(ids):
            with self._store.transaction() as cursor:
                self._merger.refresh(cursor, chunk, linked=bool(self._store.note("linked")))
            reach("derive-batch")

    def _everywhere(self, pending: Sequence[int], everything: bool) -> tuple[Neighbourhood, Ints]:
        """Look at the whole corpus; `link` is given up until a small batch needs it."""
        with self._store.transaction() as cursor:
            set_note(cursor, "linked", 0)
            cursor.execute("DELETE FROM link")
        near = neighbourhood(relations.read_all(self._cursor))
        if everything:
            return near, np.arange(len(near.table.ids), dtype=np.int64)
        return near, np.flatnonzero(affected(near, pending, self._touched()))

    def _around(self, pending: Sequence[int]) -> tuple[Neighbourhood, Ints]:
        """Look at the publications connected with the pending ones."""
        self._link(pending)
        touched = self._touched()
        start = set(pending) | relations.having(self._cursor, touched.tolist())
        changed = relations.read_some(self._cursor, pending)
        names = np.unique(changed.names.keys)
        cited = np.unique(changed.cites.keys)
        beside = np.concatenate((names, names ^ np.int64(CITED), cited, touched ^ np.int64(CITED))).tolist()
        wanted = self._connected(start) | relations.having(self._cursor, beside)
        universe = self._connected(wanted)
        table = relations.read_some(self._cursor, wanted)
        mine = np.unique(table.names.keys)
        asked = np.concatenate((mine, mine ^ np.int64(CITED), np.unique(table.cites.keys))).tolist()
        near = neighbourhood(relations.read_some(self._cursor, universe | relations.having(self._cursor, asked)))
        return near, np.flatnonzero(np.isin(near.table.ids, np.array(sorted(wanted), np.int64)))

    def _connected(self, start: set[int]) -> set[int]:
        """Return everything that is reached from these publications over shared ties."""
        found, seen = set(start), set[int]()
        edge = set(start)
        while edge:
            ties = set(relations.read_some(self._cursor, edge).ties.keys.tolist()) - seen
            seen |= ties
            edge = relations.having(self._cursor, ties) - found
            found |= edge
        return found

    def _touched(self) -> Ints:
        return np.array([key for (key,) in self._cursor.execute("SELECT key FROM touched")], np.int64)

    # --- links

    def _link(self, pending: Sequence[int]) -> None:
        if not self._store.note("linked"):
            self._link_all()
        for chunk in chunks(pending):
            with self._store.transaction() as cursor:
                relations.link(cursor, chunk)

    def _link_all(self) -> None:
        with self._store.transaction() as cursor:
            cursor.execute("DELETE FROM link")
        keys, ids = relations.all_links(relations.read_all(self._cursor))
        for start in range(0, len(keys), LINKS_AT_ONCE):
            some = slice(start, start + LINKS_AT_ONCE)
            with self._store.transaction() as cursor:
                rows = zip(keys[some].tolist(), ids[some].tolist(), strict=True)
                cursor.executemany("INSERT INTO link (key, publication_id) VALUES (?, ?)", rows)
        with self._store.transaction() as cursor:
            set_note(cursor, "linked", 1)

    # --- documents

    def _complete(self, near: Neighbourhood, wanted: Ints) -> int:
        changed = done = 0
        wanted = together(near, wanted)
        completing = Completing(self._cursor, near, self._today)
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            items = completing.derive(chunk)
            with self._store.transaction() as cursor:
                changed += self._merger.put(cursor, items)
            done += len(chunk)
            self._on_progress(done, len(wanted))
            reach("derive-batch")
        return changed
