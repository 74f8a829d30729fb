"""A query over one snapshot of the index, and what can be asked of it.

Searches run without the interpreter lock; making Python objects of hits and reading columns hold it, about 0.3 µs a
hit, and cannot be interrupted. So whatever may concern many hits looks at them in parts of at most `CHUNK`, cut by
ranges of ids.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from tantivy import DocAddress, Occur, Order, Query, Searcher

from tokkyo.engine.embedded.compile import compiled
from tokkyo.engine.embedded.layout import ID, NUMBERS, Layout
from tokkyo.query.tree import CheckedQuery, Fuzzy, PhrasePrefix, Prefix, Regex, Wildcard
from tokkyo.query.visit import leaves

CHUNK = 32_768
"""Hits whose objects are made at once: 5 to 15 ms with the interpreter lock held."""

COSTLY_CHUNK = 8 * CHUNK
"""The same for queries that walk the dictionary of words at every search, where parts cost more than waiting."""

MOST_COUNTED = 60_000
"""Values that the engine counts at once, of the 65,000 it can at most."""

_COSTLY = (Fuzzy, PhrasePrefix, Prefix, Regex, Wildcard)

Found = list[tuple[Any, DocAddress]]


@dataclass(frozen=True, slots=True)
class Scope:
    """A query over a snapshot of an index; `chunk` is the most hits that are made objects of at once."""

    layout: Layout
    searcher: Searcher
    query: Query
    chunk: int

    def within(self, wanted: Query) -> "Scope":
        """Return the hits that match another query too; scores stay as they are."""
        return self._with(Occur.Must, Query.const_score_query(wanted, 0.0))

    def without(self, unwanted: Query) -> "Scope":
        """Return the hits that do not match another query; scores stay as they are."""
        return self._with(Occur.MustNot, unwanted)

    def _with(self, occur: Occur, other: Query) -> "Scope":
        return replace(self, query=Query.boolean_query([(Occur.Must, self.query), (occur, other)]))

    def finer(self) -> "Scope":
        """Return the same hits in parts for which more objects can be made."""
        return replace(self, chunk=min(self.chunk // 2, MOST_COUNTED))

    def count(self) -> int:
        """Return the exact number of hits."""
        return _total(self.searcher.search(self.query, limit=1, order_by_field=ID))

    def top(self, limit: int, offset: int = 0) -> tuple[Found, int]:
        """Return (score, address) of the best hits, ties in the order of the index, and the number of all hits.

        Always counts: without, the engine skips hits and may add up scores in another order.
        """
        room = self._room(limit, offset)
        found = self.searcher.search(self.query, limit=room, offset=min(offset, self.searcher.num_docs))
        return found.hits[: max(0, limit)], _total(found)

    def by(self, field: str, descending: bool, limit: int, offset: int = 0) -> tuple[Found, int]:
        """Return (value, address) in the order of a column, ties in the order of the index, and the number of hits."""
        found = self.searcher.search(
            self.query,
            limit=self._room(limit, offset),
            offset=min(offset, self.searcher.num_docs),
            order_by_field=field,
            order=Order.Desc if descending else Order.Asc,
        )
        return found.hits[: max(0, limit)], _total(found)

    def _room(self, limit: int, offset: int) -> int:
        """Return how many hits to ask for: the engine panics at 0 and sets room aside for as many as asked for."""
        return max(1, min(limit, self.searcher.num_docs - offset))

    def best(self) -> float:
        """Return the best score, 0 without hits."""
        found, _ = self.top(1)
        return float(found[0][0]) if found else 0.0

    def ids(self, found: Found) -> list[int]:
        """Return the id of each hit."""
        return cast(list[int], self.values(ID, found))

    def values(self, field: str, found: Found) -> list[int | None]:
        """Return the number a column holds for each hit (the first of several); None where there is none."""
        values = self.searcher.fast_field_values(field, [address for _, address in found])
        return cast(list[int | None], values)

    def parts(self, total: int) -> Iterator["Scope"]:
        """Cut `total` hits into scopes of at most `chunk`, by rising id.

        As ids are unique, a range as wide as a chunk is safe; where hits are sparse, ranges get wider.
        """
        if total <= self.chunk:
            yield from (self,) if total else ()
            return
        low, last = (int(self.by(ID, descending, 1)[0][0][0]) for descending in (False, True))
        wide = max(self.chunk, (last - low + 1) * self.chunk * 7 // (8 * total))
        while low <= last:
            part = self.within(self.layout.between(ID, low, min(low + wide - 1, last)))
            number = part.count()
            if number > self.chunk:
                wide = max(self.chunk, wide * 2 // 3)
                continue
            if number:
                yield part
            low += wide
            if number <= self.chunk // 2:
                wide = wide * 3 // 2


def scope(layout: Layout, searcher: Searcher, query: CheckedQuery) -> Scope:
    """Return the hits of a query. Raises `QueryError` for patterns the engine cannot run."""
    costly = any(isinstance(node, _COSTLY) for node in leaves(query.root))
    return Scope(layout, searcher, compiled(query, layout), COSTLY_CHUNK if costly else CHUNK)


def _total(found: Any) -> int:
    """Return the number of all hits, which the engine's type hints do not know."""
    return int(found.count)


def equal(scope: Scope, field: str, value: Any) -> Scope:
    """Return the hits that have a value, as sorting by the field gives it, or none at all."""
    if value is None:
        return scope.without(Query.exists_query(field))
    if scope.layout.collection.fields[field].type in NUMBERS:
        return scope.within(scope.layout.between(field, value, value))
    return scope.within(scope.layout.term(field, value))
