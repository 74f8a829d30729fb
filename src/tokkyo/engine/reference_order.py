"""Order and groups of the reference engine: plain sorting, one key after another from the last to the first."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tokkyo.engine.port import RELEVANCE, Hit, Page, PageRequest, SortKey
from tokkyo.engine.sort_keys import is_scored

Scores = Mapping[int, float]
First = Callable[[int, str], Any]
"""Gives the first value of a field of the row with an id, folded; None when it has none."""


def page(scores: Scores, first: First, request: PageRequest) -> Page:
    """Return a page of the hits, whose scores by id are given."""
    keys = request.sort or (RELEVANCE,)
    found = passing(scores, request.min_score)
    order = sorted_ids(found, first, keys)
    if request.group is not None:
        order = _grouped(order, first, request.group)
    shown = order[request.offset : request.offset + request.size]
    if not is_scored(keys):
        return Page(tuple(Hit(id) for id in shown), len(order))
    return Page(tuple(Hit(id, found[id]) for id in shown), len(order), max(found.values(), default=0.0))


def passing(scores: Scores, min_score: float | None) -> Scores:
    """Return the hits that score enough."""
    return {id: score for id, score in scores.items() if min_score is None or score >= min_score}


def sorted_ids(scores: Scores, first: First, keys: Sequence[SortKey]) -> list[int]:
    """Return ids sorted by all keys, missing values last, equal hits by rising id."""
    order = sorted(scores)
    for key in reversed(keys):
        order = _sorted(order, scores, first, key)
    return order


def _sorted(order: list[int], scores: Scores, first: First, key: SortKey) -> list[int]:
    if key.field == RELEVANCE.field:
        return sorted(order, key=scores.__getitem__, reverse=key.descending)
    values = {id: first(id, key.field) for id in order}
    having = sorted((id for id in order if values[id] is not None), key=values.__getitem__, reverse=key.descending)
    return having + [id for id in order if values[id] is None]


def _grouped(order: list[int], first: First, group: str) -> list[int]:
    """Return the first id of each group, and all without one."""
    seen = set()
    kept = []
    for id in order:
        value = first(id, group)
        if value is None or value not in seen:
            kept.append(id)
        seen.add(value)
    return kept
