"""Walking through a kept list of hits: the next records from a position on, those deleted since passed over."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tokkyo.service.reading import Read
from tokkyo.store.cursor_file import GONE, CursorFile
from tokkyo.store.documents import IDS_AT_ONCE, Documents

Admit = Callable[[int], None]
"""Told a number of records before they are given out; refuses by raising."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Records as UTF-8 JSON objects, the position behind them, the positions of hits that are stored no more."""

    records: list[bytes]
    position: int
    gone: list[int]


def take(hits: CursorFile, documents: Documents, start: int, size: int, read: Read) -> Batch:
    """Return the next `size` records from a position on, fewer only at the end of the list.

    `read` gives what is stored of some ids. Costs the reading of so many records, however deep the position and long
    the list. Raises `StoreError`.
    """
    records: list[bytes] = []
    gone: list[int] = []
    place = start
    while len(records) < size and place < hits.count:
        ids = hits.ids(place, size - len(records)).tolist()
        found = read([number for number in ids if number != GONE])
        records += [found[number] for number in ids if number in found]
        gone += [place + offset for offset, number in enumerate(ids) if number not in found]
        place += len(ids)
        if not found:
            place = _next_stored(hits, documents, place, gone)
    return Batch(records, place, gone)


def _next_stored(hits: CursorFile, documents: Documents, place: int, gone: list[int]) -> int:
    """Pass over a long stretch of deleted records and return where it ends."""
    while place < hits.count:
        ids = hits.ids(place, IDS_AT_ONCE).tolist()
        stored = documents.stored([number for number in ids if number != GONE])
        first = next((offset for offset, number in enumerate(ids) if number in stored), None)
        missing = len(ids) if first is None else first
        gone += range(place, place + missing)
        place += missing
        if first is not None:
            break
    return place


def position_after(hits: CursorFile, records: int) -> int:
    """Return the position behind so many records of a list whose missing ones were dropped as they were met."""
    place = 0
    while place < hits.count:
        there = hits.ids(place, IDS_AT_ONCE) != GONE
        given = int(there.sum())
        if given >= records:
            return place + (int(np.flatnonzero(there)[records - 1]) + 1 if records else 0)
        records -= given
        place += len(there)
    return place
