"""The reading phase of an ingest: slices are cut here, prepared by worker processes, and come back in their order.

Small inputs are prepared in this process: starting workers takes longer than reading them.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from types import TracebackType

from tokkyo.formats.port import Problem
from tokkyo.formats.reading import Cut, Finished, Passed, Progress
from tokkyo.formats.records import Piece
from tokkyo.ingest.pool import Answer, Pool
from tokkyo.ingest.preparing import Delivered, Prepared, Preparer, Refused, Told
from tokkyo.settings import MIB, Settings
from tokkyo.store.fresh import PackedRecord

SERIAL_BYTES = 2 * MIB  # so much is prepared here before workers are started
CHUNK_BYTES = MIB // 2
CHUNK_ITEMS = 64
CHUNKS_AHEAD = 4  # chunks under way for each worker
BYTES_AHEAD = 8 * MIB  # of slices under way; a larger slice is prepared here

Item = PackedRecord | Delivered | Refused | Problem | Passed | Finished | Progress


@dataclass(slots=True)
class _Chunk:
    """Slices with whatever stands between them, and the answer to come where a worker has them."""

    items: list[Cut] = field(default_factory=list)
    bytes: int = 0
    answer: Future[Answer] | None = None

    def add(self, item: Cut) -> None:
        self.items.append(item)
        if isinstance(item, Piece):
            self.bytes += len(item.slice.data)

    def pieces(self) -> list[Piece]:
        return [item for item in self.items if isinstance(item, Piece)]

    def full(self) -> bool:
        return self.bytes >= CHUNK_BYTES or len(self.items) >= CHUNK_ITEMS


class Preparation:
    """Prepares slices with as many workers as `read_workers` says; to be used in a `with` block."""

    def __init__(self, settings: Settings, today: date) -> None:
        self._settings = settings
        self._today = today
        self._preparer = Preparer(settings, today)
        self._count = min(settings.number("read_workers"), os.cpu_count() or 1)
        self._pool: Pool | None = None
        self._records = self._problems = 0

    def __enter__(self) -> "Preparation":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.close()

    def run(self, items: Iterable[Cut]) -> Iterator[Item]:
        """Yield what was prepared and what else was met, in the order of `items`."""
        following = iter(items)
        if self._count > 1:
            yield from self._serial(following, SERIAL_BYTES)
            yield from self._parallel(following)
        else:
            yield from self._serial(following, 0)

    def _serial(self, items: Iterator[Cut], most: int) -> Iterator[Item]:
        """Prepare here, up to so many bytes (0: all)."""
        done = 0
        for item in items:
            yield from self._told(item, self._prepared(item))
            done += len(item.slice.data) if isinstance(item, Piece) else 0
            if 0 < most <= done:
                return

    def _parallel(self, items: Iterator[Cut]) -> Iterator[Item]:
        ahead: deque[_Chunk] = deque()
        for chunk in _chunks(items):
            self._begin(chunk)
            ahead.append(chunk)
            while self._enough(ahead):
                yield from self._finish(ahead.popleft())
        while ahead:
            yield from self._finish(ahead.popleft())

    def _begin(self, chunk: _Chunk) -> None:
        if 0 < chunk.bytes <= BYTES_AHEAD:
            self._pool = self._pool or Pool(self._count, self._settings, self._today)
            chunk.answer = self._pool.submit(chunk.pieces())

    def _enough(self, ahead: Sequence[_Chunk]) -> bool:
        """Tell whether the oldest chunk is to be waited for, or is there already."""
        if not ahead:
            return False
        first = ahead[0].answer
        many = len(ahead) >= CHUNKS_AHEAD * self._count or sum(chunk.bytes for chunk in ahead) > BYTES_AHEAD
        return many or first is None or first.done()

    def _finish(self, chunk: _Chunk) -> Iterator[Item]:
        answers = iter(chunk.answer.result() if chunk.answer else ())
        for item in chunk.items:
            found = next(answers, None) if isinstance(item, Piece) else ()
            yield from self._told(item, self._prepared(item) if found is None else found)

    def _prepared(self, item: Cut) -> Sequence[Prepared]:
        return self._preparer.prepare(item) if isinstance(item, Piece) else ()

    def _told(self, item: Cut, prepared: Sequence[Prepared]) -> Iterator[Item]:
        """Yield what a slice holds, or else the item itself; a file that is done gets its counts."""
        if isinstance(item, Finished):
            yield replace(item, records=self._records, problems=item.problems + self._problems)
            self._records = self._problems = 0
        elif not isinstance(item, Piece):
            yield item
        for found in prepared:
            if isinstance(found, Told):
                self._problems += 1
                yield found.problem
            else:
                self._records += found.count if isinstance(found, Delivered) else 1
                yield found


def _chunks(items: Iterator[Cut]) -> Iterator[_Chunk]:
    chunk = _Chunk()
    for item in items:
        chunk.add(item)
        if chunk.full():
            yield chunk
            chunk = _Chunk()
    yield chunk
