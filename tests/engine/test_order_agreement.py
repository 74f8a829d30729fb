"""Sort keys, least scores, groups and pages in all combinations: the embedded engine does what the reference does.

Scores differ between the engines, so whatever depends on them is compared with the scores of the same engine. Every
order here ends in a key of its own for each row or has several keys, so that ids decide. The embedded engine is tried
as it is and with tiny limits, so that hits come in many parts, keys are narrowed one by one and groups are looked for
in windows.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tokkyo.engine.embedded import EmbeddedEngine
from tokkyo.engine.port import RELEVANCE, Engine, IndexRow, PageRequest, SortKey
from tokkyo.engine.reference import ReferenceEngine
from tokkyo.query.tree import Bool, CheckedQuery, Match, MatchAll, Node, Prefix, Range, Regex, Term, Terms
from tokkyo.settings import defaults

GROUP = "family.simple.id"
UNIQUE = SortKey("lens_id")
ALL = 1000
TINY = {
    "scope.CHUNK": 20,
    "scope.COSTLY_CHUNK": 29,
    "narrowing.FEW": 3,
    "table.MANY_VALUES": 20,
    "threshold.WINDOW": 4,
    "grouping.WINDOW": 3,
    "grouping.FEW": 30,
}
WORDS = ("cell", "solar", "frame", "module", "glass")
KINDS = ("A1", "B1", "b1", "É", "")

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
leaves: st.SearchStrategy[Node] = st.one_of(
    st.just(MatchAll()),
    st.builds(Match, st.just("title"), words, boost=st.sampled_from((1.0, 2.5))),
    st.builds(Match, st.sampled_from(("title", "claim", "full_text")), words),
    st.builds(Term, st.just("kind"), st.sampled_from(KINDS)),
    st.builds(Terms, st.just(GROUP), st.lists(st.integers(-3, 12), max_size=6).map(tuple)),
    st.builds(Range, st.just("year_published"), st.integers(-3, 3)),
    st.builds(Prefix, st.just("title"), st.sampled_from(("c", "s", "g"))),
    st.builds(Regex, st.just("title"), st.sampled_from((".*l.*", "[cm].*"))),
)


def _bools(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(inner, max_size=2).map(tuple)
    return st.builds(Bool, some, some, some, st.just(()), st.none(), boost=st.sampled_from((1.0, 0.5)))


queries = st.recursive(leaves, _bools, max_leaves=5).map(CheckedQuery)
fields = st.builds(
    SortKey, st.sampled_from(("kind", "jurisdiction", "year_published", "date_published")), st.booleans()
)
by_field = st.lists(fields, max_size=3).map(lambda keys: (*keys, UNIQUE)) | st.lists(
    fields, min_size=2, max_size=3
).map(tuple)
by_anything = st.lists(fields | st.builds(SortKey, st.just("_score"), st.booleans()), max_size=3).map(
    lambda keys: (*keys, UNIQUE)
)
places = st.integers(0, 40)
groups = st.sampled_from((None, GROUP))


def _row(id: int, chance: random.Random) -> IndexRow:
    def text() -> list[tuple[str, str]]:
        return [("en", " ".join(chance.choices(WORDS, (9, 4, 2, 1, 1), k=chance.randint(1, 5))))]

    def perhaps(values: tuple[str, ...] | range) -> list[int] | list[str]:
        return [chance.choice(values)] if chance.random() < 0.8 else []

    return IndexRow(
        id,
        id,
        {
            "title": text(),
            "claim": text(),
            "kind": perhaps(KINDS),
            "jurisdiction": perhaps(("EP", "US")),
            "year_published": perhaps(range(-2, 3)),
            "date_published": perhaps((-(2**40), -1, 0, 7, 2**62)),
            GROUP: perhaps((*range(9), -(2**40), 2**40)),
            "lens_id": [f"{chance.random():.9f}{'0' * chance.choice((0, 30))}{id}"],
        },
    )


@dataclass(frozen=True, slots=True)
class Engines:
    """Both engines with the same rows; `counting` estimates the number of groups."""

    oracle: ReferenceEngine
    engine: EmbeddedEngine
    counting: EmbeddedEngine
    rows: dict[int, IndexRow]

    def group(self, id: int) -> object:
        values = self.rows[id].values[GROUP]
        return values[0] if values else ("alone", id)

    def firsts(self, ids: list[int]) -> list[int]:
        """The first id of each group."""
        found: dict[object, int] = {}
        for id in ids:
            found.setdefault(self.group(id), id)
        return list(found.values())


@pytest.fixture(params=["as it is", "tiny limits"], scope="module")
def engines(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """Engines after the same history; ids are near each other and far apart."""
    chance = random.Random(7)
    folder = tmp_path_factory.mktemp("index")
    batches = [[*range(1, 30)], [*range(30, 80, 3)], [10**6, 10**6 + 1, *range(10**9, 10**9 + 20), *range(3, 9)]]
    oracle = ReferenceEngine()
    rows: dict[int, IndexRow] = {}
    small = defaults(index_heap_bytes=15_000_000, index_threads=1)
    with (
        pytest.MonkeyPatch.context() as patch,
        EmbeddedEngine.open(folder, small, write=True) as engine,
        EmbeddedEngine.open(folder, small.replace(exact_groups_up_to=0), write=False) as counting,
    ):
        for name, value in TINY.items() if request.param == "tiny limits" else ():
            patch.setattr(f"tokkyo.engine.embedded.{name}", value)
        for step, batch in enumerate(batches):
            made = [_row(id, chance) for id in batch]
            rows.update((row.id, row) for row in made)
            oracle.index(made, (2, 33), step)
            engine.index(made, (2, 33), step)
        yield Engines(oracle, engine, counting, rows)


check = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
walk = settings(check, max_examples=15)


def _ids(engine: Engine, query: CheckedQuery, request: PageRequest) -> list[int]:
    return [hit.id for hit in engine.search(query, request).hits]


def _scores(engine: Engine, query: CheckedQuery) -> dict[int, float]:
    return {hit.id: hit.score or 0.0 for hit in engine.search(query, PageRequest(ALL)).hits}


@check
@given(queries, by_field, places, places, groups)
def test_pages_are_the_same(
    engines: Engines, query: CheckedQuery, sort: tuple[SortKey, ...], size: int, offset: int, group: str | None
) -> None:
    request = PageRequest(size, offset, sort, group=group)
    assert engines.engine.search(query, request) == engines.oracle.search(query, request)


@check
@given(queries, by_anything, places, places)
def test_windows_find_the_same_groups_and_estimate_their_number(
    engines: Engines, query: CheckedQuery, sort: tuple[SortKey, ...], size: int, offset: int
) -> None:
    request = PageRequest(size, offset, sort, group=GROUP)
    exact, estimated = engines.engine.search(query, request), engines.counting.search(query, request)
    assert estimated.hits == exact.hits
    assert estimated.max_score == exact.max_score
    assert abs(estimated.total - exact.total) <= 1 if estimated.approximate else estimated.total == exact.total
    assert not exact.approximate


@check
@given(queries, by_anything, places, places, groups, st.integers(0, 30), st.sampled_from((-1e-6, 0.0, 1e-6)))
def test_a_least_score_leaves_out_the_hits_below(
    engines: Engines,
    query: CheckedQuery,
    sort: tuple[SortKey, ...],
    size: int,
    offset: int,
    group: str | None,
    place: int,
    shift: float,
) -> None:
    for engine in (engines.oracle, engines.engine):
        scores = _scores(engine, query)
        ranked = sorted(scores.values(), reverse=True)
        least = (ranked[min(place, len(ranked) - 1)] if ranked else 1.0) + shift
        expected = [id for id in _ids(engine, query, PageRequest(ALL, 0, sort)) if scores[id] >= least]
        assert engine.ordered(query, sort, least).tolist() == expected
        shown = engines.firsts(expected) if group else expected
        page = engine.search(query, PageRequest(size, offset, sort, least, group))
        assert [hit.id for hit in page.hits] == shown[offset : offset + size]
        assert page.total == len(shown)
        scored = RELEVANCE.field in {key.field for key in sort}
        assert [hit.score for hit in page.hits] == [scores[hit.id] if scored else None for hit in page.hits]
        assert page.max_score == (max((scores[id] for id in expected), default=0.0) if scored else 0.0)


@check
@given(queries, places, places, st.integers(0, 30))
def test_a_least_score_ends_the_order_by_relevance(
    engines: Engines, query: CheckedQuery, size: int, offset: int, place: int
) -> None:
    for engine in (engines.oracle, engines.engine):
        everything = engine.search(query, PageRequest(ALL)).hits
        least = everything[min(place, len(everything) - 1)].score or 0.0 if everything else 0.0
        passing = [hit for hit in everything if (hit.score or 0.0) >= least]
        page = engine.search(query, PageRequest(size, offset, min_score=least))
        assert list(page.hits) == passing[offset : offset + size]
        assert (page.total, page.max_score) == (len(passing), passing[0].score if passing else 0.0)


@walk
@given(queries, by_anything, st.integers(7, 30), groups)
def test_pages_make_up_the_whole_order(
    engines: Engines, query: CheckedQuery, sort: tuple[SortKey, ...], size: int, group: str | None
) -> None:
    for engine in (engines.oracle, engines.engine, engines.counting):
        whole = engine.ordered(query, sort).tolist()
        starts = range(0, len(whole) + 1, size)
        paged = [id for start in starts for id in _ids(engine, query, PageRequest(size, start, sort, group=group))]
        assert paged == (engines.firsts(whole) if group else whole)


@walk
@given(queries, st.one_of(fields, st.just(RELEVANCE)), st.integers(7, 30))
def test_groups_of_an_order_with_ties_come_once(engines: Engines, query: CheckedQuery, key: SortKey, size: int) -> None:
    for engine in (engines.engine, engines.counting):
        found = engine.ordered(query, (key,)).tolist()
        starts = range(0, len(found) + 1, size)
        paged = [id for start in starts for id in _ids(engine, query, PageRequest(size, start, (key,), group=GROUP))]
        assert sorted(map(str, map(engines.group, paged))) == sorted({str(engines.group(id)) for id in found})


@check
@given(queries, st.lists(fields, max_size=3).map(tuple))
def test_equal_hits_come_by_id(engines: Engines, query: CheckedQuery, sort: tuple[SortKey, ...]) -> None:
    sort = sort or (SortKey("kind"),)
    assert engines.engine.ordered(query, sort).tolist() == engines.oracle.ordered(query, sort).tolist()
    scores = _scores(engines.engine, query)
    assert engines.engine.ordered(query).tolist() == sorted(scores, key=lambda id: (-scores[id], id))


@check
@given(queries, st.sampled_from((GROUP, "year_published")), st.integers(0, 12), st.none() | st.floats(0, 3))
def test_different_values_and_counts(
    engines: Engines, query: CheckedQuery, name: str, limit: int, least: float | None
) -> None:
    assert engines.engine.count(query) == engines.oracle.count(query)
    if least is None:
        assert engines.engine.distinct(query, name, limit) == engines.oracle.distinct(query, name, limit)
        return
    passing = engines.engine.ordered(query, min_score=least).tolist()
    values = sorted({value for id in passing for value in engines.rows[id].values[name]})
    assert engines.engine.distinct(query, name, limit, least) == (values if len(values) <= limit else None)
