"""Cutting what is read into batches that can be stored whole: records, their problems, and the place reached."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tokkyo.formats.port import Problem
from tokkyo.formats.reading import Finished, Passed, Position, Progress
from tokkyo.ingest.preparation import Item
from tokkyo.ingest.preparing import Delivered, Refused
from tokkyo.store.fresh import PackedRecord

Other = Problem | Passed | Finished | Progress


@dataclass(slots=True)
class Batch:
    """Records to be stored in one transaction with the problems met among them.

    `delivered` is what comes from files of the Japan Patent Office, in the order in which it is to be applied.
    `refused` are the problems of records that were read but cannot be stored.
    Everything up to and including the slice at `place` is in this batch or an earlier one.
    """

    records: list[PackedRecord] = field(default_factory=list)
    delivered: list[Delivered] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    place: Position | None = None
    rows: int = 0

    def count(self) -> int:
        """Return how many records it holds; rows of tables are counted apart, in `rows`."""
        return len(self.records) + len(self.delivered) + len(self.refused)


class Batches:
    """Collects found records and problems; `others` passes everything else on.

    A slice may give several records: a batch never ends inside one, since reading resumes at whole slices. Problems
    after the last record wait for the next batch: a resumed job meets them again.
    """

    def __init__(self, size: int, rows: int) -> None:
        """Batches of `size` records, or `rows` rows of tables."""
        self._size = size
        self._rows = rows
        self._batch = Batch()
        self._held: list[Problem] = []

    def cut(self, items: Iterable[Item]) -> Iterator[Batch | Other]:
        """Yield full batches among the items that are neither record nor problem; the rest at the end."""
        for item in items:
            if isinstance(item, PackedRecord | Delivered | Refused):
                yield from self._found(item)
            elif isinstance(item, Problem):
                same = Position(item.file, item.member, item.offset) == self._batch.place
                (self._batch.problems if same else self._held).append(item)
                yield item
            else:
                yield item
        self._batch.problems += self._held
        yield self._batch

    def _found(self, item: PackedRecord | Delivered | Refused) -> Iterator[Batch]:
        place = _place(item)
        full = self._batch.count() >= self._size or self._batch.rows >= self._rows
        if full and place != self._batch.place:
            yield self._batch
            self._batch = Batch()
        if isinstance(item, Refused):
            self._batch.refused.append(item.problem)
        elif isinstance(item, Delivered):
            self._batch.delivered.append(item)
            self._batch.rows += item.count
        else:
            self._batch.records.append(item)
        self._batch.problems += self._held
        self._held = []
        self._batch.place = place


def _place(item: PackedRecord | Delivered | Refused) -> Position:
    if isinstance(item, Refused):
        return Position(item.problem.file, item.problem.member, item.problem.offset)
    return Position(item.file, item.member, item.position)
