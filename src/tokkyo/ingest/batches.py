"""Cutting what is read into batches that can be stored whole: records, their problems, and the place reached."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tokkyo.formats.port import Problem
from tokkyo.formats.reading import Finished, Passed, Position, Progress
from tokkyo.ingest.preparation import Item
from tokkyo.ingest.preparing import Refused
from tokkyo.store.fresh import PackedRecord

Other = Problem | Passed | Finished | Progress


@dataclass(slots=True)
class Batch:
    """Records to be stored in one transaction with the problems met among them.

    `refused` are the problems of records that were read but cannot be stored.
    Everything up to and including the slice at `place` is in this batch or an earlier one.
    """

    records: list[PackedRecord] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    place: Position | None = None


class Batches:
    """Collects found records and problems; `others` passes everything else on.

    A slice may give several records: a batch never ends inside one, since reading resumes at whole slices. Problems
    after the last record wait for the next batch: a resumed job meets them again.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._batch = Batch()
        self._held: list[Problem] = []

    def cut(self, items: Iterable[Item]) -> Iterator[Batch | Other]:
        """Yield full batches among the items that are neither record nor problem; the rest at the end."""
        for item in items:
            if isinstance(item, PackedRecord | Refused):
                yield from self._found(item)
            elif isinstance(item, Problem):
                same = Position(item.file, item.member, item.offset) == self._batch.place
                (self._batch.problems if same else self._held).append(item)
                yield item
            else:
                yield item
        self._batch.problems += self._held
        yield self._batch

    def _found(self, item: PackedRecord | Refused) -> Iterator[Batch]:
        place = _place(item)
        if len(self._batch.records) + len(self._batch.refused) >= self._size and place != self._batch.place:
            yield self._batch
            self._batch = Batch()
        if isinstance(item, Refused):
            self._batch.refused.append(item.problem)
        else:
            self._batch.records.append(item)
        self._batch.problems += self._held
        self._held = []
        self._batch.place = place


def _place(item: PackedRecord | Refused) -> Position:
    if isinstance(item, Refused):
        return Position(item.problem.file, item.problem.member, item.problem.offset)
    return Position(item.file, item.member, item.position)
