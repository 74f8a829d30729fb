"""Groups of hits, least scores, different values and whole orders, by hand, in both engines."""

from collections.abc import Iterator

import pytest

from tokkyo.engine.embedded import EmbeddedEngine
from tokkyo.engine.embedded import scope as scopes
from tokkyo.engine.embedded.scope import Scope
from tokkyo.engine.port import RELEVANCE, Engine, IndexRow, Page, PageRequest, SortKey
from tokkyo.errors import QueryError
from tokkyo.query.tree import Bool, CheckedQuery, Match, MatchAll, MatchNone, Term, Terms

EVERYTHING = CheckedQuery(MatchAll())
NOTHING = CheckedQuery(MatchNone())
SIMPLE, EXTENDED = "family.simple.id", "family.extended.id"
NEWEST = (SortKey("date_published", descending=True),)
OLDEST = (SortKey("date_published"),)
ROWS = tuple(
    IndexRow(
        id,
        id,
        {
            "date_published": [day],
            "title": [("en", title)],
            SIMPLE: simple,
            EXTENDED: [1],
        },
    )
    for id, day, simple, title in (
        (1, 10, [70], "solar cell"),
        (2, 20, [70], "solar"),
        (3, 30, [], "solar solar cell"),
        (4, 40, [-80], "cell"),
        (5, 50, [], "frame"),
        (6, 60, [70], "frame of a cell"),
        (7, 70, [-80], "solar frame"),
    )
)


def ids(page: Page) -> list[int]:
    return [hit.id for hit in page.hits]


@pytest.fixture
def engine(load) -> Engine:  # type: ignore[no-untyped-def]
    engine: Engine = load(ROWS)
    return engine


# --- groups


@pytest.mark.parametrize(
    ("sort", "group", "expected"),
    [
        (NEWEST, SIMPLE, [7, 6, 5, 3]),
        (OLDEST, SIMPLE, [1, 3, 4, 5]),
        (OLDEST, EXTENDED, [1]),
        (NEWEST, EXTENDED, [7]),
        ((*NEWEST, RELEVANCE), SIMPLE, [7, 6, 5, 3]),
    ],
)
def test_the_first_of_each_group_is_shown(
    engine: Engine, sort: tuple[SortKey, ...], group: str, expected: list[int]
) -> None:
    page = engine.search(EVERYTHING, PageRequest(sort=sort, group=group))
    assert (ids(page), page.total, page.approximate) == (expected, len(expected), False)
    for offset in range(5):
        part = engine.search(EVERYTHING, PageRequest(2, offset, sort, group=group))
        assert (ids(part), part.total) == (expected[offset : offset + 2], len(expected))


def test_the_best_of_each_group_comes_first_by_relevance(engine: Engine) -> None:
    query = CheckedQuery(Bool(should=(Match("title", "solar"), Match("title", "cell", boost=3.0))))
    plain = engine.search(query, PageRequest())
    page = engine.search(query, PageRequest(group=SIMPLE))
    assert page.max_score == plain.max_score == plain.hits[0].score
    best: dict[object, int] = {}
    for hit in plain.hits:
        best.setdefault(next(iter(ROWS[hit.id - 1].values[SIMPLE]), ("alone", hit.id)), hit.id)
    assert sorted(ids(page)) == sorted(best.values())
    assert [hit.score for hit in page.hits] == sorted((hit.score or 0 for hit in page.hits), reverse=True)


def test_groups_of_the_hits_only(engine: Engine) -> None:
    page = engine.search(CheckedQuery(Match("title", "frame")), PageRequest(sort=OLDEST, group=SIMPLE))
    assert (ids(page), page.total) == ([5, 6, 7], 3)
    assert engine.search(EVERYTHING, PageRequest(0, sort=OLDEST, group=SIMPLE)).total == 4
    assert engine.search(NOTHING, PageRequest(group=SIMPLE)) == Page((), 0)


@pytest.mark.parametrize("name", ["title", "lens_id", "nonsense", "date_published", "has_title"])
def test_not_groupable(engine: Engine, name: str) -> None:
    for call in (
        lambda: engine.search(EVERYTHING, PageRequest(group=name)),
        lambda: engine.distinct(EVERYTHING, name, 10),
    ):
        with pytest.raises(QueryError) as caught:
            call()
        assert caught.value.code == "not_groupable"


def test_beyond_a_limit_the_number_of_groups_is_estimated(tmp_path, small) -> None:  # type: ignore[no-untyped-def]
    rows = [IndexRow(id, id, {SIMPLE: [id // 2] if id % 10 else [], "date_published": [id]}) for id in range(2000)]
    request = PageRequest(300, 100, OLDEST, group=SIMPLE)
    pages = []
    for name, most in (("exact", 2000), ("estimated", 1999)):
        with EmbeddedEngine.open(tmp_path / name, small(exact_groups_up_to=most), write=True) as engine:
            engine.index(rows, (), 1)
            pages.append(engine.search(EVERYTHING, request))
            few = engine.search(CheckedQuery(Terms(SIMPLE, (3, 4))), request)
            assert (few.total, few.approximate) == (2, False)
    exact, estimated = pages
    assert (exact.total, exact.approximate) == (1200, False)
    assert estimated.hits == exact.hits
    assert estimated.approximate
    assert abs(estimated.total - exact.total) < 0.05 * exact.total


# --- least scores


def test_a_least_score_counts_what_passes(engine: Engine) -> None:
    query = CheckedQuery(Bool(should=(Match("title", "solar"), Match("title", "cell", boost=3.0))))
    scores = {hit.id: hit.score or 0.0 for hit in engine.search(query, PageRequest()).hits}
    for least in (*scores.values(), 0.0, 100.0):
        passing = {id for id, score in scores.items() if score >= least}
        for sort in ((), NEWEST, (*OLDEST, RELEVANCE), (SortKey("_score"),)):
            page = engine.search(query, PageRequest(sort=sort, min_score=least))
            assert (set(ids(page)), page.total) == (passing, len(passing))
            assert engine.search(query, PageRequest(0, 0, sort, least)).total == len(passing)
            assert engine.search(query, PageRequest(5, 99, sort, least)) == Page((), len(passing), page.max_score)
    assert ids(engine.search(query, PageRequest(sort=NEWEST, min_score=0.0))) == [7, 6, 4, 3, 2, 1]


def test_groups_of_hits_that_score_enough(engine: Engine) -> None:
    boosted = CheckedQuery(Bool(must=(MatchAll(),), should=(Terms("date_published", (20, 30, 40, 60)),)))
    page = engine.search(boosted, PageRequest(sort=NEWEST, min_score=1.5, group=SIMPLE))
    assert (ids(page), page.total) == ([6, 4, 3], 3)
    assert engine.distinct(boosted, SIMPLE, 9, 1.5) == [-80, 70]
    assert engine.distinct(boosted, SIMPLE, 1, 1.5) is None
    assert engine.distinct(boosted, SIMPLE, 9, 2.5) == []


# --- different values, counts and terms


def test_different_values_up_to_a_limit(engine: Engine) -> None:
    assert engine.distinct(EVERYTHING, SIMPLE, 2) == [-80, 70]
    assert engine.distinct(EVERYTHING, SIMPLE, 1) is None
    assert engine.distinct(NOTHING, SIMPLE, 0) == []
    assert engine.distinct(CheckedQuery(Term("date_published", 50)), SIMPLE, 0) == []
    assert [engine.count(query) for query in (EVERYTHING, NOTHING)] == [7, 0]


def test_very_many_numbers_are_looked_for_at_once(engine: Engine) -> None:
    family = Terms(SIMPLE, (70, *range(1000, 101_000)))
    assert engine.count(CheckedQuery(family)) == 3
    assert engine.count(CheckedQuery(Terms(SIMPLE, tuple(range(-100_000, 0))))) == 2
    found = engine.search(CheckedQuery(Bool(must=(Match("title", "solar"),), filter=(family,))), PageRequest())
    assert sorted(ids(found)) == [1, 2]


def test_numbers_at_and_beyond_64_bits(load) -> None:  # type: ignore[no-untyped-def]
    ends = (-(2**63), -1, 0, 2**63 - 1)
    engine = load(tuple(IndexRow(id, id, {SIMPLE: [value]}) for id, value in enumerate(ends)))
    for id, value in enumerate(ends):
        assert ids(engine.search(CheckedQuery(Terms(SIMPLE, (value, 12345))), PageRequest())) == [id]
    beyond = Terms(SIMPLE, (2**63, -(2**63) - 1, 10**30, 0.5))
    assert engine.count(CheckedQuery(beyond)) == 0
    assert engine.distinct(EVERYTHING, SIMPLE, 4) == list(ends)
    assert engine.search(EVERYTHING, PageRequest(group=SIMPLE)).total == 4


# --- whole orders


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (NEWEST, [7, 6, 5, 4, 3, 2, 1]),
        ((SortKey("kind"),), [1, 2, 3, 4, 5, 6, 7]),
        ((SortKey("kind"), *NEWEST), [7, 6, 5, 4, 3, 2, 1]),
        ((), [1, 2, 3, 4, 5, 6, 7]),
        ((RELEVANCE, *NEWEST), [7, 6, 5, 4, 3, 2, 1]),
    ],
)
def test_all_hits_in_order(engine: Engine, sort: tuple[SortKey, ...], expected: list[int]) -> None:
    found = engine.ordered(EVERYTHING, sort)
    assert (found.dtype, found.tolist()) == ("int64", expected)
    assert engine.ordered(NOTHING, sort).tolist() == []
    assert engine.ordered(EVERYTHING, sort, min_score=2.0).tolist() == []


def test_an_order_is_that_of_one_moment(tmp_path, small, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(scopes, "CHUNK", 2)
    cut = Scope.parts
    with EmbeddedEngine.open(tmp_path, small(), write=True) as engine:
        engine.index(ROWS, (), 1)

        def moving(self: Scope, total: int) -> Iterator[Scope]:
            for part in cut(self, total):
                yield part
                changed.append(part)
                new = IndexRow(100 + len(changed), 1, {"date_published": [-len(changed)]})
                engine.index([new], (8 - len(changed),), 2)

        changed: list[Scope] = []
        monkeypatch.setattr(Scope, "parts", moving)
        assert engine.ordered(EVERYTHING, NEWEST).tolist() == [7, 6, 5, 4, 3, 2, 1]
        assert len(changed) == 4
        monkeypatch.setattr(Scope, "parts", cut)
        assert engine.ordered(EVERYTHING, NEWEST).tolist() == [3, 2, 1, 101, 102, 103, 104]


def test_an_empty_folder_has_no_hits(tmp_path, small) -> None:  # type: ignore[no-untyped-def]
    with EmbeddedEngine.open(tmp_path, small(), write=False) as engine:
        assert engine.ordered(EVERYTHING).tolist() == []
        assert (engine.count(EVERYTHING), engine.distinct(EVERYTHING, SIMPLE, 0)) == (0, [])
    with EmbeddedEngine.open(tmp_path, small(), write=True) as engine:
        for request in (PageRequest(group=SIMPLE), PageRequest(min_score=1.0), PageRequest(sort=(*NEWEST, *OLDEST))):
            assert engine.search(EVERYTHING, request) == Page((), 0)
        assert engine.ordered(EVERYTHING, NEWEST).tolist() == []
        assert (engine.count(EVERYTHING), engine.distinct(EVERYTHING, SIMPLE, 0)) == (0, [])
