"""The embedded engine: a tantivy index in a folder, one process that writes it and any number that read."""

import contextlib
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import tantivy

from tokkyo.engine.budget import Budget
from tokkyo.engine.embedded import state as states
from tokkyo.engine.embedded.aggregate import aggregated, empty
from tokkyo.engine.embedded.faults import READING
from tokkyo.engine.embedded.grouping import distinct
from tokkyo.engine.embedded.layout import SEQ, Layout, layout_of, register
from tokkyo.engine.embedded.order import BY_RELEVANCE, everything, ordered
from tokkyo.engine.embedded.paging import NO_HITS, page
from tokkyo.engine.embedded.scope import scope
from tokkyo.engine.embedded.state import Lock, Stamp, State
from tokkyo.engine.embedded.unwritable import place_to_open
from tokkyo.engine.embedded.writer import Writer
from tokkyo.engine.port import Ids, IndexRow, Page, PageRequest, Result, SortKey
from tokkyo.engine.sort_keys import check_group, check_sort
from tokkyo.errors import EngineError
from tokkyo.fields.registry import PUBLICATIONS, Collection
from tokkyo.query.aggregation import Aggregations
from tokkyo.query.tree import CheckedQuery
from tokkyo.settings import Settings


@dataclass(frozen=True, slots=True)
class View:
    """What one search sees: a snapshot of the index and the state it belongs to."""

    state: State
    index: tantivy.Index
    searcher: tantivy.Searcher


class EmbeddedEngine:
    """An engine in a folder. Searches run in any thread and without the interpreter lock; one thread feeds.

    Readers see a commit of the writing process at their next search.
    """

    def __init__(
        self, folder: Path, settings: Settings, layout: Layout, lock: Lock | None, target: State | None = None
    ) -> None:
        """Use `open` or `rebuild` instead."""
        self._folder = folder
        self._layout = layout
        self._state_file = str(folder / states.FILE)
        self._settings = settings
        self._lock = lock
        self._target = target
        self._view: View | None = None
        self._stamp: Stamp | None = None
        self._turn = threading.Lock()
        self._writer: Writer | None = None

    @classmethod
    def open(cls, folder: Path, settings: Settings, *, write: bool, collection: Collection = PUBLICATIONS) -> Self:
        """Open the index of a collection in a folder; to write, make it when there is none.

        A reader of an empty folder finds nothing until an index appears. Raises `EngineError`: `index_outdated` when
        another version of the fields made it, `index_damaged`, `index_locked` when another process writes.
        """
        lock = Lock(folder) if write else None
        try:
            engine = cls(folder, settings, layout_of(collection), lock)
            if write:
                engine._prepare()
            engine._current()
        except BaseException:
            if lock:
                lock.release()
            raise
        return engine

    def _prepare(self) -> None:
        """Start an index where there is none, clear what a killed rebuild left and take the writer."""
        state = states.load(self._folder)
        if state is None:
            state = State(self._layout.fingerprint, states.new_generation(self._folder))
            _open_index(self._folder / state.generation, self._layout, new=True)
            states.save(self._folder, state)
        states.sweep(self._folder, state.generation)
        self._current()
        self._writer = self._new_writer()

    def _new_writer(self) -> Writer:
        return Writer(self._snapshot().index, self._settings, self._layout.collection)

    # --- reading

    def _current(self) -> View | None:
        """Return the view of the newest commit, opening or reloading the index when `index.json` has changed."""
        if self._target is not None:
            return self._view
        stamp = states.stamp(self._state_file)
        if stamp == self._stamp:
            return self._view
        with self._turn:
            if stamp != self._stamp:
                self._view = self._newest()
                self._stamp = stamp
        return self._view

    def _newest(self) -> View | None:
        """Open what `index.json` tells of; once more if that was replaced, and removed, between the two looks."""
        state = states.load(self._folder)
        try:
            return self._load(state)
        except EngineError:
            newer = states.load(self._folder)
            if newer == state:
                raise
            return self._load(newer)

    def _load(self, state: State | None) -> View | None:
        if state is None:
            return None
        if state.layout != self._layout.fingerprint:
            raise EngineError(
                "index_outdated",
                "the index was made by another version of Tokkyo or its fields",
                fix="rebuild it with: tokkyo reindex",
            )
        folder, old = self._folder / state.generation, self._view
        with READING, place_to_open(folder) as place:
            known = old.index if old and old.state.generation == state.generation and place == folder else None
            index = known or _open_index(place, self._layout, new=False)
            index.reload()
            return View(state, index, index.searcher())

    def _snapshot(self) -> View:
        view = self._current()
        if view is None:
            raise EngineError("index_missing", f"{self._folder} holds no index", fix="build it with: tokkyo reindex")
        return view

    def search(self, query: CheckedQuery, page_request: PageRequest) -> Page:
        """Return one page of hits with the exact total (of groups: up to `exact_groups_up_to` hits).

        Raises `EngineError` when the index is damaged or outdated, `QueryError` for patterns it cannot run.
        """
        view = self._current()
        if view is None:
            return NO_HITS
        with READING:
            return page(
                scope(self._layout, view.searcher, query), page_request, self._settings.number("exact_groups_up_to")
            )

    def ordered(
        self, query: CheckedQuery, sort: tuple[SortKey, ...] = BY_RELEVANCE, min_score: float | None = None
    ) -> Ids:
        """Return the ids of all hits of one snapshot in order, equal ones by rising id.

        Holds the interpreter lock for one chunk of hits at a time, and takes up to 100 bytes a hit while it sorts.
        Raises as `search` does.
        """
        keys = sort or BY_RELEVANCE
        check_sort(keys, self._layout.collection)
        view = self._current()
        if view is None:
            return np.empty(0, dtype=np.int64)
        with READING:
            return ordered(scope(self._layout, view.searcher, query), keys, min_score)

    def distinct(
        self, query: CheckedQuery, name: str, limit: int, min_score: float | None = None
    ) -> Sequence[int] | None:
        """Return the different values of an integer field over all hits, rising; None when there are over `limit`.

        Reads the column of all hits, about 0.2 µs each, but for numbers far over the limit. Raises as `search` does.
        """
        check_group(name, self._layout.collection)
        view = self._current()
        if view is None:
            return []
        with READING:
            values = distinct(scope(self._layout, view.searcher, query), name, limit, min_score)
        return None if values is None else values.tolist()

    def count(self, query: CheckedQuery) -> int:
        """Return the exact number of hits."""
        view = self._current()
        if view is None:
            return 0
        with READING:
            return scope(self._layout, view.searcher, query).count()

    def aggregate(self, query: CheckedQuery, wanted: Aggregations) -> Mapping[str, Result]:
        """Return the result of each aggregation over all hits of one snapshot, in the order given.

        Raises as `search` does, and `QueryError`: `too_many_buckets` above `max_aggregation_buckets`,
        `too_many_values` above `max_ordered_values`.
        """
        budget = Budget(self._settings.number("max_aggregation_buckets"))
        view = self._current()
        if view is None:
            return empty(wanted, budget)
        with READING:
            most = self._settings.number("max_ordered_values")
            return aggregated(self._layout, view.searcher, query, wanted, budget, most)

    def ids(self) -> Sequence[tuple[int, int]]:
        """Return (id, seq) of everything indexed, sorted by id."""
        view = self._current()
        if view is None:
            return []
        with READING:
            return everything(view.searcher, SEQ)

    def position(self) -> int:
        """Return the store sequence number up to which the index is complete; 0 when there is none."""
        view = self._current()
        return view.state.position if view else 0

    # --- writing

    def index(self, rows: Iterable[IndexRow], deleted: Iterable[int], upto: int) -> None:
        """Replace the given rows, drop the deleted ids (also those just given) and note position `upto`.

        Commits every `index_batch` rows and at the end; readers see each commit, the position only moves at the end.
        Indexing the same rows again changes nothing. Raises `EngineError`: `index_write_failed` or `index_disk_full`,
        what was committed before being safe; `index_read_only` without the right to write.
        """
        if self._lock is None:
            raise EngineError("index_read_only", "this engine only reads", fix="open the index for writing")
        if self._writer is None:
            self._writer = self._new_writer()
        try:
            self._writer.feed(rows, deleted, self._committed)
        except BaseException:
            self._abandon_writer()
            raise
        self._committed(upto)

    def _committed(self, position: int | None = None) -> None:
        """Make the commit just done visible, and the position durable when one is reached."""
        view = self._snapshot()
        state = view.state.next(position)
        if self._target is None:
            states.save(self._folder, state)
            self._current()
            return
        with READING:
            view.index.reload()
            self._view = View(state, view.index, view.index.searcher())

    def _abandon_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.abandon()

    def close(self) -> None:
        """Wait for merges and release files and locks; a second time does nothing."""
        writer, self._writer = self._writer, None
        try:
            if writer is not None:
                writer.close()
        finally:
            self._view = None
            self._stamp = None
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- rebuilding

    @classmethod
    @contextlib.contextmanager
    def rebuild(cls, folder: Path, settings: Settings, collection: Collection = PUBLICATIONS) -> Iterator[Self]:
        """Give an empty engine that takes the place of the folder's index when the block ends well.

        Until then searches go on in the old index; afterwards they turn to the new one by themselves. Works on damaged
        and outdated indexes alike. Raises `EngineError` (`index_locked`).
        """
        lock = Lock(folder)
        try:
            layout = layout_of(collection)
            state = State(layout.fingerprint, states.new_generation(folder))
            engine = cls(folder, settings, layout, lock, state)
            try:
                engine._view = _fresh_view(folder, layout, state)
                yield engine
                final = engine._snapshot().state
            except BaseException:
                engine._abandon_writer()
                shutil.rmtree(folder / state.generation, ignore_errors=True)
                raise
            engine._finish()
            states.save(folder, final)
            states.sweep(folder, final.generation)
        finally:
            lock.release()

    def _finish(self) -> None:
        """Close without giving the lock back: the new index has yet to be made current."""
        self._lock = None
        self.close()


def _open_index(folder: Path, layout: Layout, *, new: bool) -> tantivy.Index:
    with READING:
        index = tantivy.Index(layout.schema, path=str(folder)) if new else tantivy.Index.open(str(folder))
        register(index)
        index.config_reader("manual")
        return index


def _fresh_view(folder: Path, layout: Layout, state: State) -> View:
    index = _open_index(folder / state.generation, layout, new=True)
    return View(state, index, index.searcher())
