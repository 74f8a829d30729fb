"""Documents of a neighbourhood, completed a chunk at a time.

What publications share is worked out once for all of them: a family's members, an application's legal status.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

import numpy as np

from tokkyo.derive.completion import Kin, Neighbours, complete
from tokkyo.derive.families import Grouping, Ints
from tokkyo.derive.status import status_of
from tokkyo.ingest.neighbourhood import Neighbourhood
from tokkyo.store import merging
from tokkyo.store.merging import Derived
from tokkyo.store.packing import packed

CHUNK = 500
T = TypeVar("T")
Ids = tuple[int, ...]


def chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut ids into what one statement asks for."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def together(near: Neighbourhood, wanted: Ints) -> Ints:
    """Return the wanted positions in an order that keeps the publications of an application beside each other."""
    groups = near.applications
    return wanted[np.argsort(groups.order[groups.starts[groups.group[wanted]]], kind="stable")]


class Completing:
    """Completes publications of one neighbourhood."""

    def __init__(self, cursor: sqlite3.Cursor, near: Neighbourhood, today: date) -> None:
        self._cursor = cursor
        self._near = near
        self._today = today

    def derive(self, positions: Ints) -> list[Derived]:
        """Return the publications at these positions as they are to be stored."""
        near = self._near
        ids = near.ids(positions)
        applications = self._members(near.applications, positions)
        simple, extended = self._members(near.simple, positions), self._members(near.extended, positions)
        cited, citing = self._cited(positions), self._citing(positions)
        cards = self._read(merging.cards, _all(extended, citing, cited))
        merged = self._read(merging.merged, _all(applications))
        aliases = merging.aliases(self._cursor, ids)
        kin = {some: Kin.of([cards[number] for number in some]) for some in {*simple, *extended}}
        status = {some: status_of([merged[number] for number in some], self._today) for some in set(applications)}
        return [
            Derived(
                number,
                packed(
                    *complete(
                        merged[number],
                        cards[number],
                        Neighbours(
                            kin[simple[place]],
                            kin[extended[place]],
                            [cards[other] for other in citing[place]],
                            [cards.get(other) for other in cited[place]],
                        ),
                        status[applications[place]],
                        aliases.get(number, ()),
                    )
                ),
            )
            for place, number in enumerate(ids)
        ]

    def _members(self, groups: Grouping, positions: Ints) -> list[Ids]:
        """Return for each position the ids of its whole group."""
        numbers = groups.group[positions].tolist()
        found = {group: tuple(self._near.ids(groups.of_group(group))) for group in set(numbers)}
        return [found[group] for group in numbers]

    def _citing(self, positions: Ints) -> list[Sequence[int]]:
        """Return for each position the ids of the stored publications that cite it."""
        citations = self._near.citations
        bounds = zip(*_bounds(citations.cited_starts, positions), strict=True)
        return [self._near.ids(citations.citing[start:end]) if start < end else () for start, end in bounds]

    def _cited(self, positions: Ints) -> list[Sequence[int]]:
        """Return for each position the ids of what it cites, 0 where that is not stored; empty when none is."""
        near, citations = self._near, self._near.citations
        found: list[Sequence[int]] = []
        for start, end in zip(*_bounds(citations.starts, positions), strict=True):
            places = citations.cited[start:end]
            if start == end or places.max() < 0:
                found.append(())
            else:
                found.append(np.where(places >= 0, near.table.ids[places], 0).tolist())
        return found

    def _read(
        self, read: Callable[[sqlite3.Cursor, Sequence[int]], dict[int, T]], wanted: Iterable[int]
    ) -> dict[int, T]:
        found: dict[int, T] = {}
        for some in chunks(sorted(wanted)):
            found.update(read(self._cursor, some))
        return found


def _all(*columns: Iterable[Sequence[int]]) -> set[int]:
    """Return every id in these lists of ids."""
    return {number for column in columns for ids in column for number in ids if number}


def _bounds(starts: Ints, positions: Ints) -> tuple[list[int], list[int]]:
    return starts[positions].tolist(), starts[positions + 1].tolist()
