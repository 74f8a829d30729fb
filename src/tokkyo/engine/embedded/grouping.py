"""Groups of hits that share a number, each shown by its first hit; and the different numbers of all hits.

Up to a number of hits, all are read, sorted and stripped of those whose group was seen before, which also counts the
groups. Above it, the first hits are looked at in growing windows, each of them without the groups found before, so that
every window brings new groups and none holds more than a chunk; the number of groups is estimated.
"""

import numpy as np
from tantivy import Query

from tokkyo.engine.embedded.layout import ID, WHOLE
from tokkyo.engine.embedded.order import in_order, shown
from tokkyo.engine.embedded.scope import Scope
from tokkyo.engine.embedded.table import Column, Rows, chosen, table
from tokkyo.engine.embedded.threshold import selected
from tokkyo.engine.port import Ids, Page, PageRequest, SortKey
from tokkyo.engine.sort_keys import is_scored

WINDOW = 100
"""Hits of the first window at least."""

FEW = 2_000
"""Hits that are read together whatever the keys are."""

Keys = tuple[SortKey, ...]


def grouped(scope: Scope, request: PageRequest, group: str, keys: Keys, exact: int) -> Page:
    """Return a page of the first hits of each group.

    With a least score, the groups of all hits that pass are counted however many these are.
    """
    total = scope.count()
    if request.min_score is None and (total > exact or (total > FEW and _by_keyword(scope, keys))):
        return _in_windows(scope, request, group, keys, total, exact=total <= exact)
    fields = {group, *(key.field for key in keys)}
    hits = selected(scope, fields, request.min_score, scored=is_scored(keys), total=total)
    firsts = _firsts(hits.columns[group], hits.order(keys))
    return hits.page(firsts[request.offset : request.offset + request.size], len(firsts))


def _by_keyword(scope: Scope, keys: Keys) -> bool:
    """Whether a keyword is a key: those of many values take the engine some µs a hit."""
    fields = scope.layout.collection.fields
    return any(key.field in fields and fields[key.field].type in WHOLE for key in keys)


def _firsts(column: Column, order: Rows) -> Rows:
    """Return the rows of an order that come first in their group or have none."""
    kept = column.missing[order]
    having = np.flatnonzero(~kept)
    _, firsts = np.unique(column.values[order[having]], return_index=True)
    kept[having[firsts]] = True
    return order[kept]


def _in_windows(scope: Scope, request: PageRequest, group: str, keys: Keys, total: int, *, exact: bool) -> Page:
    stop = min(request.offset + request.size, total)
    ids, complete = _windows(scope, group, keys, stop)
    hits = shown(scope, keys, ids[request.offset : stop])
    best = scope.best() if is_scored(keys) else 0.0
    if complete:
        return Page(hits, len(ids), best)
    if exact:
        column = table(scope, (group,), scored=False, total=total).columns[group]
        return Page(hits, len(_firsts(column, np.arange(total))), best)
    return Page(hits, max(len(ids), _estimate(scope, group)), best, approximate=True)


def _windows(scope: Scope, group: str, keys: Keys, stop: int) -> tuple[list[int], bool]:
    """Return the ids of the first hits of at least `stop` groups, and whether there are no more."""
    ids: list[int] = []
    seen: set[int] = set()
    alone: list[int] = []
    window = min(max(WINDOW, 2 * stop), scope.chunk)
    while len(ids) < stop:
        batch = in_order(_other(scope, group, seen, alone), keys, 0, window)
        values = _values(scope, batch, group)
        for id in batch:
            value = values.get(id)
            if value is None:
                alone.append(id)
            elif value in seen:
                continue
            else:
                seen.add(value)
            ids.append(id)
        if len(batch) < window:
            return ids, True
        window = min(2 * window, scope.chunk)
    return ids, False


def _other(scope: Scope, group: str, seen: set[int], alone: list[int]) -> Scope:
    """Return the hits of groups not seen yet."""
    if seen:
        scope = scope.without(scope.layout.one_of(group, sorted(seen)))
    return scope.without(scope.layout.one_of(ID, alone)) if alone else scope


def _values(scope: Scope, ids: list[int], group: str) -> dict[int, int]:
    """Return the group of each hit that has one, by id."""
    hits = chosen(scope, ids, (group,), scored=False)
    column = hits.columns[group]
    return dict(zip(hits.ids[~column.missing].tolist(), column.values[~column.missing].tolist(), strict=True))


def _estimate(scope: Scope, group: str) -> int:
    """Return about how many groups there are (some 2 % off); hits without group are counted exactly."""
    alone = scope.without(Query.exists_query(group)).count()
    return round(scope.searcher.cardinality(scope.query, group)) + alone


def distinct(scope: Scope, name: str, limit: int, min_score: float | None) -> Ids | None:
    """Return the different values of an integer field over all hits, rising, or None when there are over `limit`.

    Reads the column in parts and stops at the limit; far above it (the estimate being some 2 % off) not even that.
    """
    if min_score is not None:
        column = selected(scope, (name,), min_score, scored=False).columns[name]
        values = _different([column.values[~column.missing]])
        return values if len(values) <= limit else None
    if scope.searcher.cardinality(scope.query, name) > 2 * limit + WINDOW:
        return None
    having = scope.within(Query.exists_query(name))
    values, waiting = _different([]), list[Ids]()
    for part in having.parts(having.count()):
        found, _ = part.by(name, False, part.chunk)
        waiting.append(np.array([value for value, _ in found], dtype=np.int64))
        if sum(map(len, waiting)) > len(values):  # so that merging takes no more time than reading
            values, waiting = _different([values, *waiting]), []
            if len(values) > limit:
                return None
    values = _different([values, *waiting])
    return values if len(values) <= limit else None


def _different(parts: list[Ids]) -> Ids:
    """Return the different numbers of some arrays, rising; `numpy.unique` takes ten times as long for millions."""
    if not parts:
        return np.empty(0, dtype=np.int64)
    values = np.sort(np.concatenate(parts)).astype(np.int64)
    kept = np.ones(len(values), dtype=bool)
    kept[1:] = values[1:] != values[:-1]
    return values[kept]
