"""Bringing the index in line with the store: from the version it has reached to the latest one."""

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from tokkyo.engine.port import Engine, FieldValues, IndexRow
from tokkyo.errors import StoreError
from tokkyo.fields.extract import field_values
from tokkyo.ingest.failpoints import reach
from tokkyo.store.documents import Change, Documents

DECODED_AT_ONCE = 100


def index_changes(
    documents: Documents, engine: Engine, batch: int, on_progress: Callable[[int, int], None] = lambda done, of: None
) -> int:
    """Index everything stored since the engine's position, `batch` publications to a commit; return their number.

    Raises `StoreError` `index_ahead` when the index belongs to a later state of the store.
    """
    position, latest = engine.position(), documents.sequence()
    if position > latest:
        raise StoreError("index_ahead", "the index is newer than the store", fix="run tokkyo reindex")
    done, of = 0, documents.count_changes(position)

    def fed(rows: int) -> None:
        on_progress(done + rows, of)

    while changes := documents.changes(position, batch):
        live = [change for change in changes if not change.deleted]
        gone = [change.id for change in changes if change.deleted]
        position = changes[-1].seq
        engine.index(_rows(documents, live, fed), gone, position)
        reach("index-commit-after")
        done += len(changes)
        on_progress(done, of)
    return done


def _rows(documents: Documents, changes: Sequence[Change], fed: Callable[[int], None]) -> Iterator[IndexRow]:
    for start in range(0, len(changes), DECODED_AT_ONCE):
        some = changes[start : start + DECODED_AT_ONCE]
        found = documents.publications([change.id for change in some])
        for change in some:
            if change.id in found:
                reach("index-add")
                values = cast(dict[str, FieldValues], field_values(*found[change.id]))
                yield IndexRow(change.id, change.seq, values)
        fed(start + len(some))
    reach("index-commit-before")
