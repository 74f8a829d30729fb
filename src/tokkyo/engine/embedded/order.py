"""Hits in the wished order: some of them, or all.

Relevance alone and a single field are sorted by the engine, equal hits in the order of the index; several keys by
`narrowing`, equal hits by id. All hits, and the hits of a least score by anything but relevance, are read in parts and
sorted by numpy (`table`), equal hits by id.
"""

from collections.abc import Sequence

from tantivy import Order, Query, Searcher

from tokkyo.engine.embedded.layout import ID
from tokkyo.engine.embedded.narrowing import first
from tokkyo.engine.embedded.scope import Scope
from tokkyo.engine.embedded.table import chosen
from tokkyo.engine.embedded.threshold import selected
from tokkyo.engine.port import RELEVANCE, Hit, Ids, SortKey
from tokkyo.engine.sort_keys import is_scored

BY_RELEVANCE = (RELEVANCE,)


def in_order(scope: Scope, keys: tuple[SortKey, ...], start: int, stop: int) -> list[int]:
    """Return the ids of the hits from place `start` to before `stop`."""
    if keys == BY_RELEVANCE:
        return scope.ids(scope.top(stop - start, start)[0])
    if len(keys) == 1 and not is_scored(keys):
        return scope.ids(scope.by(keys[0].field, keys[0].descending, stop - start, start)[0])
    return first(scope, keys, start, stop)


def ordered(scope: Scope, keys: Sequence[SortKey], min_score: float | None) -> Ids:
    """Return the ids of all hits in order, equal ones by rising id."""
    hits = selected(scope, {key.field for key in keys}, min_score, scored=is_scored(keys))
    return hits.ids[hits.order(keys)]


def shown(scope: Scope, keys: Sequence[SortKey], ids: Sequence[int]) -> tuple[Hit, ...]:
    """Return the hits with these ids, with scores if relevance is a key."""
    if not is_scored(keys):
        return tuple([Hit(id) for id in ids])
    found = chosen(scope, ids, (), scored=True)
    scores = dict(zip(found.ids.tolist(), found.score_list(), strict=True))
    return tuple([Hit(id, scores[id]) for id in ids])


def everything(searcher: Searcher, column: str) -> list[tuple[int, int]]:
    """Return (id, value of a number column) of every row, sorted by id."""
    if not searcher.num_docs:
        return []
    hits = searcher.search(
        Query.all_query(), limit=searcher.num_docs, count=False, order_by_field=ID, order=Order.Asc
    ).hits
    values = searcher.fast_field_values(column, [address for _, address in hits])
    return [(int(id), int(value or 0)) for (id, _), value in zip(hits, values, strict=True)]


def highest_id(searcher: Searcher) -> int:
    """Return the highest id indexed, or -1."""
    if not searcher.num_docs:
        return -1
    hits = searcher.search(Query.all_query(), limit=1, count=False, order_by_field=ID).hits
    return int(hits[0][0]) if hits else -1
