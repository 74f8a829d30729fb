"""The engine port: what every search engine behind Tokkyo can do.

An engine indexes rows of registry values, answers checked queries with ids, scores and sort values, and remembers the
store sequence number it has reached. It is a cache: it can be deleted and rebuilt from the store.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tokkyo.query.tree import CheckedQuery

TextValue = tuple[str, str]  # (language code in lower case or "", text)
FieldValues = Sequence[str] | Sequence[int] | Sequence[bool] | Sequence[TextValue]


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
    """Which hits to return: `size` from `offset` in the order of `sort` (relevance when empty)."""

    size: int = 20
    offset: int = 0
    sort: tuple[SortKey, ...] = (RELEVANCE,)


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit; `score` is None when the order is not by relevance."""

    id: int
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The hits of one page, the exact number of all hits and the best score (0 when not sorted by relevance)."""

    hits: tuple[Hit, ...]
    total: int
    max_score: float = 0.0


class Engine(Protocol):
    """Finds publication ids for a checked query."""

    def index(self, rows: Iterable[IndexRow], deleted: Iterable[int], upto: int) -> None:
        """Replace the given rows, drop the deleted ids and make all of it visible and durable at position `upto`."""
        ...

    def search(self, query: CheckedQuery, page: PageRequest) -> Page:
        """Return one page of hits. Raises `EngineError` when the index is damaged."""
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
