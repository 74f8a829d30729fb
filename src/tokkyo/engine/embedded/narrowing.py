"""The first hits by several keys, without looking at the others.

The engine sorts by one key. Its first hits end in one with some value: those with better values are certainly among the
first by all keys; of the hits with just that value the remaining keys decide, and so on. Each key costs a search, and
Python sees no more hits than are asked for. Relevance as the first of several keys cannot be a filter: there, all hits
down to the score that ends the page are read.
"""

from collections.abc import Sequence

from tokkyo.engine.embedded.layout import ID
from tokkyo.engine.embedded.scope import Found, Scope, equal
from tokkyo.engine.embedded.table import Table, chosen, table
from tokkyo.engine.embedded.threshold import passed, passing
from tokkyo.engine.port import RELEVANCE, SortKey
from tokkyo.engine.sort_keys import is_scored

FEW = 500
"""So many hits are sorted at once rather than looked for key by key."""

Keys = Sequence[SortKey]


def first(scope: Scope, keys: Keys, start: int, stop: int) -> list[int]:
    """Return the ids of the hits from place `start` to before `stop` in the order of the keys, then by rising id."""
    total = scope.count()
    stop = min(stop, total)
    if start >= stop:
        return []
    if total <= max(stop, FEW) or stop > scope.chunk:
        return _sorted(table(scope, _fields(keys), scored=is_scored(keys), total=total), keys)[start:stop]
    if not keys:
        found, _ = scope.by(ID, False, stop - start, start)
        return [int(id) for id, _ in found]
    by = _by_score if keys[0].field == RELEVANCE.field else _by_column
    return by(scope, keys, start, stop, total)


def _by_column(scope: Scope, keys: Keys, start: int, stop: int, total: int) -> list[int]:
    """As `first`, when the first key is a field."""
    found, _ = scope.by(keys[0].field, keys[0].descending, stop)
    last = found[-1][0]
    better = next(place for place, (value, _) in enumerate(found) if value == last)
    head = _head(scope, keys, found[:better], start)
    tail = first(equal(scope, keys[0].field, last), keys[1:], max(0, start - better), stop - better)
    return head + tail


def _head(scope: Scope, keys: Keys, better: Found, start: int) -> list[int]:
    """Return the ids of the hits from place `start` on, all of those places being known but for later keys."""
    if start >= len(better):
        return []
    begin = start
    while begin and better[begin - 1][0] == better[start][0]:
        begin -= 1
    ids = scope.ids(better[begin:])
    return _sorted(chosen(scope, ids, _fields(keys), scored=is_scored(keys)), keys)[start - begin :]


def _by_score(scope: Scope, keys: Keys, start: int, stop: int, total: int) -> list[int]:
    """As `first`, when the first key is relevance. When all hits score the same, it is as if it were not there."""
    best = scope.best()
    last = float(scope.top(1, stop - 1 if keys[0].descending else total - 1)[0][0][0])
    enough = passing(scope, last, total) if keys[0].descending else total
    if last == best and enough == total:
        return first(scope, keys[1:], start, stop)
    return _sorted(passed(scope, _fields(keys), last, enough, total, scored=True), keys)[start:stop]


def _fields(keys: Keys) -> set[str]:
    return {key.field for key in keys}


def _sorted(hits: Table, keys: Keys) -> list[int]:
    ids: list[int] = hits.ids[hits.order(keys)].tolist()
    return ids
