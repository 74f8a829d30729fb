"""One page of hits in the wished order.

Relevance alone and a single field are sorted by the engine. Several keys fetch every hit's columns and sort them
together, about 0.5 µs a hit and key. Hits with equal keys come in the order of the index, with several keys by id.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from tantivy import DocAddress, Order, Query, Searcher

from tokkyo.engine.embedded.layout import ID, WHOLE
from tokkyo.engine.port import RELEVANCE, Hit, Page, PageRequest, SortKey
from tokkyo.errors import QueryError
from tokkyo.fields.registry import FIELDS

Found = list[tuple[Any, DocAddress]]
Ids = NDArray[np.int64]

NO_HITS = Page((), 0)


def page(searcher: Searcher, query: Query, request: PageRequest) -> Page:
    """Return a page. Raises `QueryError` (`not_sortable`) for a key that is no sortable field."""
    keys = request.sort or (RELEVANCE,)
    for key in keys:
        _check(key)
    if not searcher.num_docs:
        return NO_HITS
    if keys == (RELEVANCE,):
        return _by_relevance(searcher, query, request)
    if len(keys) == 1 and keys[0].field != RELEVANCE.field:
        return _by_field(searcher, query, request, keys[0])
    return _by_keys(searcher, query, request, keys)


def _check(key: SortKey) -> None:
    field = FIELDS.get(key.field)
    if key.field != RELEVANCE.field and (field is None or not field.sortable):
        raise QueryError("not_sortable", f"hits cannot be sorted by {key.field}", fix="sort by a date or a number")


def _limit(searcher: Searcher, request: PageRequest) -> int:
    """Return how many hits to ask for: the engine panics at 0 and sets room aside for as many as it is asked for."""
    return max(1, min(request.size, searcher.num_docs - request.offset))


def _by_relevance(searcher: Searcher, query: Query, request: PageRequest) -> Page:
    offset = min(request.offset, searcher.num_docs)
    found = searcher.search(query, limit=_limit(searcher, request), offset=offset)
    hits = found.hits
    total = _total(found)
    best = hits[0][0] if hits and not offset else _best(searcher, query) if total else 0.0
    shown = hits[: request.size]
    ids = _ids(searcher, shown)
    return Page(tuple([Hit(id, score) for (score, _), id in zip(shown, ids, strict=True)]), total, best)


def _best(searcher: Searcher, query: Query) -> float:
    return float(searcher.search(query, limit=1, count=False).hits[0][0])


def _total(found: Any) -> int:
    return int(found.count)


def _by_field(searcher: Searcher, query: Query, request: PageRequest, key: SortKey) -> Page:
    offset = min(request.offset, searcher.num_docs)
    limit = _limit(searcher, request)
    order = Order.Desc if key.descending else Order.Asc
    found = searcher.search(query, limit=limit, offset=offset, order_by_field=key.field, order=order)
    return Page(tuple([Hit(id) for id in _ids(searcher, found.hits[: request.size])]), _total(found))


def _by_keys(searcher: Searcher, query: Query, request: PageRequest, keys: Sequence[SortKey]) -> Page:
    found = searcher.search(query, limit=searcher.num_docs)
    hits: Found = found.hits
    if not hits:
        return NO_HITS
    addresses = [address for _, address in hits]
    ids = np.array(_ids(searcher, hits), dtype=np.int64)
    scores = np.array([score for score, _ in hits])
    columns: list[NDArray[Any]] = [ids]
    for key in reversed(keys):
        columns += _column(searcher, query, key, addresses, ids, scores)
    rows = np.lexsort(columns)[request.offset : request.offset + request.size].tolist()
    scored = any(key.field == RELEVANCE.field for key in keys)
    shown = tuple([Hit(int(ids[row]), float(scores[row]) if scored else None) for row in rows])
    return Page(shown, len(hits), float(scores.max()) if scored else 0.0)


def _column(
    searcher: Searcher, query: Query, key: SortKey, addresses: list[DocAddress], ids: Ids, scores: NDArray[Any]
) -> list[NDArray[Any]]:
    """Return the values of a key, turned so that ascending order is the wished one, and which are missing."""
    if key.field == RELEVANCE.field:
        return [-scores if key.descending else scores]
    if FIELDS[key.field].type in WHOLE:
        return _ranks(searcher, query, key, ids)
    values = searcher.fast_field_values(key.field, addresses)
    missing = np.array([value is None for value in values])
    numbers = np.array([0 if value is None else value for value in values], dtype=np.int64)
    return [~numbers if key.descending else numbers, missing]


def _ranks(searcher: Searcher, query: Query, key: SortKey, ids: Ids) -> list[NDArray[Any]]:
    """Return the rank of each hit's keyword, from a search the engine sorts: keyword columns cannot be fetched."""
    order = Order.Desc if key.descending else Order.Asc
    hits: Found = searcher.search(query, limit=searcher.num_docs, order_by_field=key.field, order=order).hits
    sorted_ids = np.array(_ids(searcher, hits), dtype=np.int64)
    values = [value for value, _ in hits]
    changed = [False, *(one != other for one, other in pairwise(values))]
    ranks = np.cumsum(changed)
    places = np.argsort(sorted_ids)
    return [ranks[places[np.searchsorted(sorted_ids, ids, sorter=places)]]]


def _ids(searcher: Searcher, hits: Found) -> list[int]:
    return cast(list[int], searcher.fast_field_values(ID, [address for _, address in hits]))


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
