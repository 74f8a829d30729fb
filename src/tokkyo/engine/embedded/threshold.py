"""How many hits have at least some score, without looking at all of them.

Hits come in the order of their scores, so it is the place at which these fall below. Single hits at far places cost the
engine a search but no Python objects.
"""

from collections.abc import Iterable

from tokkyo.engine.embedded.scope import Scope
from tokkyo.engine.embedded.table import Table, chosen, table

WINDOW = 1_000
"""Hits whose scores are looked at together."""


def passing(scope: Scope, min_score: float, total: int) -> int:
    """Return how many of the `total` hits score at least `min_score`: one search when that is few, some 20 at most.

    Places are probed at growing distances from the start and halved from the end, whichever is nearer.
    """
    low, high = 0, total  # hits before `low` pass, those from `high` on do not
    if total > WINDOW and _score(scope, WINDOW - 1) >= min_score:
        low = WINDOW
        if _score(scope, total - 1) >= min_score:
            return total
    while high - low > WINDOW:
        middle = min(WINDOW + 4 * low, (low + high) // 2)
        if _score(scope, middle) >= min_score:
            low = middle + 1
        else:
            high = middle
    found, _ = scope.top(high - low, low)
    return low + sum(float(score) >= min_score for score, _ in found)


def _score(scope: Scope, place: int) -> float:
    found, _ = scope.top(1, place)
    return float(found[0][0])


def selected(
    scope: Scope, fields: Iterable[str], min_score: float | None, *, scored: bool, total: int | None = None
) -> Table:
    """Read all hits that score at least `min_score`, with scores when `scored` and the columns of some fields."""
    total = scope.count() if total is None else total
    number = total if min_score is None else passing(scope, min_score, total)
    return passed(scope, fields, min_score, number, total, scored=scored)


def passed(
    scope: Scope, fields: Iterable[str], min_score: float | None, number: int, total: int, *, scored: bool
) -> Table:
    """Read the `number` of hits, of `total`, that score at least `min_score`; when these are few, only these."""
    if number == total:
        return table(scope, fields, scored=scored, total=total)
    if number > scope.chunk:
        return table(scope, fields, scored=scored, min_score=min_score, total=total)
    return chosen(scope, scope.ids(scope.top(number)[0]), fields, scored=scored)
