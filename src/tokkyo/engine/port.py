"""The engine port: what every search engine behind Tokkyo can do.

An engine indexes rows of registry values, answers checked queries with ids, scores and sort values, and remembers the
store sequence number it has reached. It is a cache: it can be deleted and rebuilt from the store.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tokkyo.query.aggregation import Aggregations
from tokkyo.query.tree import CheckedQuery

TextValue = tuple[str, str]  # (language code in lower case or "", text)
FieldValues = Sequence[str] | Sequence[int] | Sequence[bool] | Sequence[TextValue]
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One publication for the index.

    `id` is the store's integer id, `seq` the sequence number of this version. `values` maps registry field names to
    lists: strings for keyword, name and ids fields, (language, text) for language text, days since 1970-01-01 for
    dates, ints, bools. Absent fields are left out.
    """

    id: int
    seq: int
    values: dict[str, FieldValues]


@dataclass(frozen=True, slots=True)
class SortKey:
    """One sort criterion: a sortable registry field, or `_score`. Missing values come last in both directions."""

    field: str
    descending: bool = False


RELEVANCE = SortKey("_score", descending=True)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which hits to return: `size` from `offset` in the order of `sort` (relevance when empty).

    `min_score` leaves out hits whose relevance is below it, whatever the order. `group` names an integer field: of the
    hits that share a value only the first in order counts; hits without a value stand for themselves.
    """

    size: int = 20
    offset: int = 0
    sort: tuple[SortKey, ...] = (RELEVANCE,)
    min_score: float | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit; `score` is None when the order is not by relevance."""

    id: int
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The hits of one page, the number of all hits (of groups when grouped) and the best score.

    The number is exact but for groups of very many hits, where `approximate` is set. The best score is 0 when relevance
    is no sort key.
    """

    hits: tuple[Hit, ...]
    total: int
    max_score: float = 0.0
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Bucket:
    """Hits that share a key; `inner` are the results of the aggregations within.

    Keys are keywords as folded, whole numbers, days since 1970-01-01 for dates, booleans; None for filters.
    """

    key: str | int | bool | None
    count: int
    inner: "Mapping[str, Result]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Buckets:
    """Buckets in order; `others` counts the (hit, value) pairs of keys that did not make it into the list."""

    buckets: tuple[Bucket, ...]
    others: int = 0


@dataclass(frozen=True, slots=True)
class NamedBuckets:
    """One bucket for each named filter, in the order given."""

    buckets: Mapping[str, Bucket]


@dataclass(frozen=True, slots=True)
class Number:
    """A metric; None over no values where 0 would be wrong."""

    value: float | None


Result = Number | Bucket | Buckets | NamedBuckets


class Engine(Protocol):
    """Finds publication ids for a checked query."""

    def index(self, rows: Iterable[IndexRow], deleted: Iterable[int], upto: int) -> None:
        """Replace the given rows, drop the deleted ids and make all of it visible and durable at position `upto`."""
        ...

    def search(self, query: CheckedQuery, page: PageRequest) -> Page:
        """Return one page of hits. Raises `EngineError` when the index is damaged."""
        ...

    def ordered(
        self, query: CheckedQuery, sort: tuple[SortKey, ...] = (RELEVANCE,), min_score: float | None = None
    ) -> Ids:
        """Return the ids of all hits in order, equal ones by rising id; the snapshot a cursor walks through."""
        ...

    def distinct(
        self, query: CheckedQuery, name: str, limit: int, min_score: float | None = None
    ) -> Sequence[int] | None:
        """Return the different values of an integer field over all hits, rising; None when there are over `limit`.

        `min_score` leaves out hits whose relevance is below it.
        """
        ...

    def count(self, query: CheckedQuery) -> int:
        """Return the exact number of hits."""
        ...

    def aggregate(self, query: CheckedQuery, wanted: Aggregations) -> Mapping[str, Result]:
        """Return the result of each aggregation over all hits, in the order given.

        Raises `QueryError`: `too_many_buckets` before an answer of too many is made, `too_many_values` when too many
        different values would have to be put in the order of a metric.
        """
        ...

    def ids(self) -> Sequence[tuple[int, int]]:
        """Return (id, seq) of everything indexed, sorted by id; for `tokkyo doctor`."""
        ...

    def position(self) -> int:
        """Return the store sequence number up to which the index is complete (0 when empty)."""
        ...

    def close(self) -> None:
        """Release files and locks."""
        ...
