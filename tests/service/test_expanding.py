"""`expand_by` over the reference engine: who joins the hits, their scores, the limit."""

import pytest

from tokkyo.engine.port import IndexRow, PageRequest, SortKey
from tokkyo.engine.reference import ReferenceEngine
from tokkyo.errors import QueryError
from tokkyo.query.check import check
from tokkyo.query.dsl import parse
from tokkyo.query.tree import CheckedQuery
from tokkyo.service.expanding import FamilyKind, expanded

SIMPLE, EXTENDED = FamilyKind.SIMPLE_FAMILY, FamilyKind.EXTENDED_FAMILY


def row(id: int, title: str, simple: int, extended: int) -> IndexRow:
    values = {"title": [("en", title)], "family.simple.id": [simple], "family.extended.id": [extended]}
    return IndexRow(id, id, values)


@pytest.fixture
def engine() -> ReferenceEngine:
    engine = ReferenceEngine()
    rows = (
        row(1, "red kite", 10, 100),
        row(2, "kite", 10, 100),
        row(3, "string", 11, 100),
        row(4, "red string", 12, 101),
        row(5, "spool", 12, 101),
    )
    engine.index(rows, (), 1)
    return engine


def query(text: str) -> CheckedQuery:
    return check(parse(text))


def found(engine: ReferenceEngine, wanted: CheckedQuery) -> list[tuple[int, float | None]]:
    return [(hit.id, hit.score) for hit in engine.search(wanted, PageRequest()).hits]


def test_members_follow_the_hits_without_a_score(engine: ReferenceEngine) -> None:
    assert found(engine, expanded(engine, query("title:red"), SIMPLE, 9)) == [(1, 1.0), (4, 1.0), (2, 0.0), (5, 0.0)]
    assert found(engine, expanded(engine, query("title:spool"), EXTENDED, 9)) == [(5, 1.0), (4, 0.0)]
    assert [id for id, _ in found(engine, expanded(engine, query("title:string"), EXTENDED, 9))] == [3, 4, 1, 2, 5]
    assert found(engine, expanded(engine, query("title:nothing"), SIMPLE, 9)) == []


def test_hits_below_the_least_score_bring_no_family(engine: ReferenceEngine) -> None:
    both = query("title:red OR title:kite")
    assert [id for id, _ in found(engine, expanded(engine, both, SIMPLE, 9))] == [1, 2, 4, 5]
    assert [id for id, _ in found(engine, expanded(engine, both, SIMPLE, 9, min_score=2.0))] == [1, 2]
    assert found(engine, expanded(engine, both, SIMPLE, 9, min_score=3.0)) == []


def test_expanded_hits_are_sorted_and_grouped_like_others(engine: ReferenceEngine) -> None:
    wanted = expanded(engine, query("title:red"), SIMPLE, 9)
    page = engine.search(wanted, PageRequest(group="family.extended.id"))
    assert ([hit.id for hit in page.hits], page.total) == ([1, 4], 2)
    page = engine.search(wanted, PageRequest(sort=(SortKey("family.simple.size"),), size=2, offset=1))
    assert (len(page.hits), page.total) == (2, 4)


def test_too_many_families_are_refused(engine: ReferenceEngine) -> None:
    assert len(found(engine, expanded(engine, query("title:red"), SIMPLE, 2))) == 4
    with pytest.raises(QueryError, match="too_many_families") as caught:
        expanded(engine, query("title:red"), SIMPLE, 1)
    assert caught.value.path == "expand_by"
    assert caught.value.fix
