"""One page of hits, or of groups of hits."""

from tokkyo.engine.embedded.grouping import grouped
from tokkyo.engine.embedded.order import BY_RELEVANCE, in_order, shown
from tokkyo.engine.embedded.scope import Scope
from tokkyo.engine.embedded.threshold import passed, passing
from tokkyo.engine.port import Hit, Page, PageRequest, SortKey
from tokkyo.engine.sort_keys import check_group, check_sort, is_scored

NO_HITS = Page((), 0)


def page(scope: Scope, request: PageRequest, exact_groups: int) -> Page:
    """Return a page; groups are counted exactly up to `exact_groups` hits.

    Raises `QueryError`: `not_sortable`, `not_groupable`.
    """
    keys = request.sort or BY_RELEVANCE
    check_sort(keys, scope.layout.collection)
    if request.group is not None:
        check_group(request.group, scope.layout.collection)
    if not scope.searcher.num_docs:
        return NO_HITS
    if request.group is not None:
        return grouped(scope, request, request.group, keys, exact_groups)
    return _whole(scope, request, keys) if request.min_score is None else _cut(scope, request, keys, request.min_score)


def _cut(scope: Scope, request: PageRequest, keys: tuple[SortKey, ...], min_score: float) -> Page:
    """Return a page of the hits that score enough; in relevance order these are the first."""
    total = scope.count()
    number = passing(scope, min_score, total)
    if number == total:
        return _whole(scope, request, keys)
    if not number:
        return NO_HITS
    if keys == BY_RELEVANCE:
        return _by_relevance(scope, request.offset, min(request.size, max(0, number - request.offset)), number)
    hits = passed(scope, {key.field for key in keys}, min_score, number, total, scored=is_scored(keys))
    rows = hits.order(keys)[request.offset : request.offset + request.size]
    return hits.page(rows, len(hits.ids))


def _whole(scope: Scope, request: PageRequest, keys: tuple[SortKey, ...]) -> Page:
    if keys == BY_RELEVANCE:
        return _by_relevance(scope, request.offset, request.size)
    if len(keys) == 1 and not is_scored(keys):
        return _by_field(scope, request, keys[0])
    total = scope.count()
    ids = in_order(scope, keys, request.offset, min(request.offset + request.size, total))
    return Page(shown(scope, keys, ids), total, scope.best() if is_scored(keys) else 0.0)


def _by_relevance(scope: Scope, offset: int, size: int, total: int | None = None) -> Page:
    found, every = scope.top(max(1, size), offset)
    best = float(found[0][0]) if found and not offset else scope.best()
    ids = scope.ids(found[:size])
    hits = tuple([Hit(id, score) for (score, _), id in zip(found[:size], ids, strict=True)])
    return Page(hits, every if total is None else total, best)


def _by_field(scope: Scope, request: PageRequest, key: SortKey) -> Page:
    found, total = scope.by(key.field, key.descending, request.size, request.offset)
    return Page(tuple([Hit(id) for id in scope.ids(found)]), total)
