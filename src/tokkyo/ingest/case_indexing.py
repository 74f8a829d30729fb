"""Bringing the index of cases in line with the store: from the change it has reached to the latest one.

A case has no number of its own in the store; that of the index is made of its law and its application number, so that
hits lead back to cases without a look-up.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from tokkyo.engine.port import Engine, FieldValues, IndexRow
from tokkyo.errors import StoreError
from tokkyo.fields.case_values import case_values
from tokkyo.ingest.failpoints import reach
from tokkyo.model.jpo.record import CaseRecord
from tokkyo.model.jpo.row_ids import has_row_id, row_id
from tokkyo.store.jpo.cases import CaseChange, Cases

Recorded = Callable[[Sequence[CaseChange]], Iterator[CaseRecord | None]]
"""Puts cases together, one after another; None for one of which nothing is left."""

REPORTED_EVERY = 500


def index_cases(
    cases: Cases,
    engine: Engine,
    recorded: Recorded,
    batch: int,
    on_progress: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Index every case that changed since the engine's position, `batch` of them to a commit; return their number.

    Raises `StoreError` `index_ahead` when the index belongs to a later state of the store.
    """
    position, latest = engine.position(), cases.sequence()
    if position > latest:
        raise StoreError("index_ahead", "the index of cases is newer than the store", fix="run tokkyo reindex")
    done, of = 0, cases.count_changes(position)
    while changes := cases.changes(position, batch):
        position = changes[-1].seq
        numbered = [change for change in changes if has_row_id(change.application)]
        gone: list[int] = []
        engine.index(_rows(numbered, recorded, gone, done, of, on_progress), gone, position)
        reach("case-index-commit-after")
        done += len(changes)
        on_progress(done, of)
    return done


def _rows(
    changes: Sequence[CaseChange],
    recorded: Recorded,
    gone: list[int],
    done: int,
    of: int,
    on_progress: Callable[[int, int], None],
) -> Iterator[IndexRow]:
    """Yield the rows of cases; those of which nothing is left go to `gone`, which engines read after the rows."""
    for place, (change, record) in enumerate(zip(changes, recorded(changes), strict=True), 1):
        number = row_id(change.law, change.application)
        if record is None:
            gone.append(number)
        else:
            reach("case-index-add")
            yield IndexRow(number, change.seq, cast(dict[str, FieldValues], case_values(record)))
        if place % REPORTED_EVERY == 0:
            on_progress(done + place, of)
    reach("case-index-commit-before")
