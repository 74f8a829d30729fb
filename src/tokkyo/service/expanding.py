"""`expand_by`: the hits of a search and all other members of their families."""

from dataclasses import replace
from enum import Enum

from tokkyo.engine.port import Engine
from tokkyo.errors import QueryError
from tokkyo.query.tree import Bool, CheckedQuery, Terms


class FamilyKind(Enum):
    """Which families count; the value is the field that holds their number."""

    SIMPLE_FAMILY = "family.simple.id"
    EXTENDED_FAMILY = "family.extended.id"


def expanded(
    engine: Engine, query: CheckedQuery, kind: FamilyKind, limit: int, min_score: float | None = None
) -> CheckedQuery:
    """Return a query for the hits, with their own scores, and for the other members of their families, which score 0.

    Only families of hits that score at least `min_score` count. Raises `QueryError` `too_many_families` when the hits
    are of more than `limit` families.
    """
    families = engine.distinct(query, kind.value, limit, min_score)
    if families is None:
        raise QueryError(
            "too_many_families",
            f"the hits are of more than {limit} families",
            path="expand_by",
            fix="narrow the query, or leave expand_by out",
        )
    root = Bool(should=(query.root,), filter=(Terms(kind.value, tuple(families)),), minimum_should_match=0)
    return replace(query, root=root)
