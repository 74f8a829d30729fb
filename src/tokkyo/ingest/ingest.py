"""Ingesting files as a resumable job: read and store, derive, index.

Each batch of records or rows, the place it was read up to and the problems met are stored in one transaction. Whatever
happens after that can be interrupted at any moment: the next ingest continues an unfinished job of the same paths, and
derives and indexes whatever was left.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from tokkyo.engine.port import Engine
from tokkyo.errors import TokkyoError
from tokkyo.formats import reading
from tokkyo.formats.reading import Finished, Passed, Position
from tokkyo.ingest.batches import Batch, Batches, Other
from tokkyo.ingest.derivation import Derivation
from tokkyo.ingest.failpoints import reach
from tokkyo.ingest.indexing import index_changes
from tokkyo.ingest.lock import ingest_lock
from tokkyo.ingest.preparation import Preparation
from tokkyo.ingest.storing import Storing
from tokkyo.ingest.summary import Event, Progress, Summary
from tokkyo.model.jpo.days import day_in_japan
from tokkyo.settings import Settings
from tokkyo.store import jobs
from tokkyo.store.jpo.cases import number_touched
from tokkyo.store.store import Store

_STDIN = "-"
_position = msgspec.json.Decoder(Position)


class Ingest:
    """Ingests into one store and one index."""

    def __init__(self, store: Store, engine: Engine, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._engine = engine
        self._settings = settings
        self._clock = clock

    def run(
        self,
        paths: Sequence[str | Path],
        on_event: Callable[[Event], None] = lambda event: None,
        stdin: BinaryIO | None = None,
    ) -> Summary:
        """Ingest everything the paths hold and finish what earlier ingests left; return what was done.

        Raises `StoreError` (`store_locked`, `store_full`, …) or `EngineError`; everything stored until then stays.
        """
        started = self._clock()
        with ingest_lock(self._store.database.path.parent):
            run = _Run(self._store, self._engine, self._settings, started, on_event)
            names = [str(path) for path in paths]
            if names:
                run.read(names, stdin)
            run.finish(self._clock)
        run.summary.seconds = (self._clock() - started).total_seconds()
        return run.summary


class _Run:
    """One run of an ingest."""

    def __init__(
        self, store: Store, engine: Engine, settings: Settings, started: datetime, on_event: Callable[[Event], None]
    ) -> None:
        self.summary = Summary()
        self._store = store
        self._engine = engine
        self._settings = settings
        self._started = started
        self._on_event = on_event
        self._level = settings.number("compression_level")
        self._reading = Preparation(settings, started.date())
        self._batches = Batches(settings.number("batch_records"), settings.number("batch_rows"))
        self._storing = Storing()
        self._job: jobs.Job | None = None
        self._bytes = self._total = 0

    # --- read and store

    def read(self, paths: Sequence[str], stdin: BinaryIO | None) -> None:
        """Store everything the paths hold."""
        job = self._job = self._begin(paths)
        resume = _position.decode(job.position) if job.position else None
        self._total = sum(size for _, size in reading.survey(paths) if size)
        cut = reading.cut(paths, self._settings, stdin=stdin, resume=resume)
        with self._reading:
            for item in self._batches.cut(self._reading.run(cut)):
                if isinstance(item, Batch):
                    self._put(job, item)
                else:
                    self._note(item)

    def _begin(self, paths: Sequence[str]) -> jobs.Job:
        found = None if _STDIN in paths else self._store.jobs.unfinished(paths)
        if found is None:
            return self._store.jobs.begin(paths, self._started.isoformat())
        self.summary.continue_from(found.counts)
        return found

    def _note(self, item: Other) -> None:
        if isinstance(item, reading.Progress):
            self._bytes = item.bytes_done
            self._progress("read", self.summary.read)
            return
        if isinstance(item, Finished):
            self.summary.files += 1
            self.summary.bytes += item.bytes
            self._bytes = max(self._bytes, self.summary.bytes)
        elif isinstance(item, Passed):
            self.summary.passed.append(item)
        self._on_event(item)

    def _put(self, job: jobs.Job, batch: Batch) -> None:
        """Store a batch, its problems and the place reached in one transaction."""
        summary = self.summary
        before = summary.read, summary.stored, summary.unchanged, summary.problems.copy()
        try:
            with self._store.transaction() as cursor:
                outcome, refused = self._storing.put(cursor, batch)
                refused = batch.refused + refused
                problems = batch.problems + refused
                summary.read += len(batch.records) + len(batch.refused) + sum(item.count for item in batch.delivered)
                summary.stored += outcome.stored
                summary.unchanged += outcome.unchanged
                summary.problems.update(problem.code for problem in problems)
                rows = [(problem.code, msgspec.json.encode(problem)) for problem in problems]
                jobs.add_problems(cursor, job.id, rows)
                place = msgspec.json.encode(batch.place) if batch.place else job.position
                jobs.advance(cursor, job.id, place, summary.counts())
                reach("store-commit-before")
        except TokkyoError:
            summary.read, summary.stored, summary.unchanged, summary.problems = before
            raise
        reach("store-commit-after")
        for problem in refused:
            self._on_event(problem)
        self._progress("read", summary.read)

    # --- derive and index

    def finish(self, clock: Callable[[], datetime]) -> None:
        """Number the cases that were touched, derive and index whatever is pending, and close the job."""
        self._number_cases()
        derivation = Derivation(self._store, self._level, self._started.date(), self._reporting("derive"))
        self.summary.derived = derivation.run()
        batch = self._settings.number("index_batch")
        self.summary.indexed = index_changes(self._store.documents, self._engine, batch, self._reporting("index"))
        if self._job is not None:
            with self._store.transaction() as cursor:
                jobs.finish(cursor, self._job.id, clock().isoformat(), self.summary.counts())
        reach("job-done")

    def _number_cases(self) -> None:
        """Give the cases that rows told of their place in the order of changes."""
        with self._store.transaction() as cursor:
            self.summary.cases = number_touched(cursor, day_in_japan(self._started))
            reach("cases-numbered-before")
        reach("cases-numbered")

    def _reporting(self, phase: str) -> Callable[[int, int], None]:
        return lambda done, of: self._progress(phase, done, of)

    def _progress(self, phase: str, documents: int, of: int = 0) -> None:
        problems = self.summary.problems.total()
        self._on_event(Progress(phase, documents, of, self._bytes, self._total, problems))
