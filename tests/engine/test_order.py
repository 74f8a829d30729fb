"""The order of hits and pages of them, in both engines."""

import pytest

from tokkyo.engine.port import RELEVANCE, Engine, IndexRow, Page, PageRequest, SortKey
from tokkyo.errors import QueryError
from tokkyo.query.tree import Bool, CheckedQuery, Match, MatchAll, MatchNone, Term

EVERYTHING = CheckedQuery(MatchAll())


def ids(page: Page) -> list[int]:
    return [hit.id for hit in page.hits]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (SortKey("year_published"), [[2], [1], [3], [4, 5]]),
        (SortKey("year_published", descending=True), [[3], [1], [2], [4, 5]]),
        (SortKey("date_published"), [[2], [1, 4], [3], [5]]),
        (SortKey("date_published", descending=True), [[3], [1, 4], [2], [5]]),
        (SortKey("lens_id"), [[1], [4], [3], [2], [5]]),
        (SortKey("lens_id", descending=True), [[2], [3], [4], [1], [5]]),
        (SortKey("jurisdiction"), [[3], [1, 4], [2], [5]]),
        (SortKey("doc_number", descending=True), [[5], [2], [1], [3, 4]]),
    ],
)
def test_one_key_with_missing_values_last(loaded: Engine, key: SortKey, expected: list[list[int]]) -> None:
    page = loaded.search(EVERYTHING, PageRequest(sort=(key,)))
    got = iter(ids(page))
    assert [sorted(next(got) for _ in group) for group in expected] == expected
    assert [hit.score for hit in page.hits] == [None] * 5
    assert (page.total, page.max_score) == (5, 0.0)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((SortKey("jurisdiction"), SortKey("kind")), [3, 1, 4, 2, 5]),
        ((SortKey("jurisdiction"), SortKey("kind", True)), [3, 4, 1, 2, 5]),
        ((SortKey("jurisdiction", True), SortKey("kind")), [5, 2, 1, 4, 3]),
        ((SortKey("date_published"), SortKey("applicant_count", True)), [2, 4, 1, 3, 5]),
        ((SortKey("date_published", True), SortKey("applicant_count")), [3, 1, 4, 2, 5]),
        ((SortKey("applicant_count", True), SortKey("year_published")), [4, 1, 2, 3, 5]),
        ((SortKey("date_published"), SortKey("lens_id")), [2, 1, 4, 3, 5]),
        ((SortKey("date_published"), SortKey("lens_id", True)), [2, 4, 1, 3, 5]),
        ((SortKey("date_published"), RELEVANCE, SortKey("kind", True)), [2, 4, 1, 3, 5]),
        ((RELEVANCE, SortKey("year_published", True)), [3, 1, 2, 4, 5]),
    ],
)
def test_several_keys(loaded: Engine, keys: tuple[SortKey, ...], expected: list[int]) -> None:
    assert ids(loaded.search(EVERYTHING, PageRequest(sort=keys))) == expected
    pages = [loaded.search(EVERYTHING, PageRequest(2, offset, keys)) for offset in (0, 2, 4)]
    assert [id for page in pages for id in ids(page)] == expected


def test_relevance_as_a_key_shows_scores(loaded: Engine) -> None:
    query = CheckedQuery(Bool(should=(Term("jurisdiction", "EP"), Term("kind", "B1"), Term("kind", "U"))))
    for keys in ((), (RELEVANCE,), (RELEVANCE, SortKey("lens_id"))):
        page = loaded.search(query, PageRequest(sort=keys))
        scores = [hit.score or 0.0 for hit in page.hits]
        assert page.hits[0].id == 4
        assert scores == sorted(scores, reverse=True)
        assert page.max_score == scores[0] > 0
    least_first = loaded.search(query, PageRequest(sort=(SortKey("_score"),)))
    assert ids(least_first)[-1] == 4


def test_max_score_is_the_same_on_every_page(loaded: Engine) -> None:
    query = CheckedQuery(Match("title", "solar battery"))
    first, second, beyond = (loaded.search(query, PageRequest(1, offset)) for offset in (0, 1, 100))
    assert first.max_score == second.max_score == beyond.max_score == first.hits[0].score
    assert (len(second.hits), len(beyond.hits)) == (1, 0)
    assert first.total == second.total == beyond.total == 3


@pytest.mark.parametrize("sort", [(), (SortKey("date_published"),), (SortKey("kind"), SortKey("lens_id"))])
def test_size_zero_counts(loaded: Engine, sort: tuple[SortKey, ...]) -> None:
    page = loaded.search(EVERYTHING, PageRequest(0, 0, sort))
    assert (page.hits, page.total) == ((), 5)
    nothing = loaded.search(CheckedQuery(MatchNone()), PageRequest(10, 0, sort))
    assert (nothing.hits, nothing.total, nothing.max_score) == ((), 0, 0.0)


def test_a_huge_window_costs_no_more_than_the_hits(loaded: Engine) -> None:
    assert len(loaded.search(EVERYTHING, PageRequest(2**62)).hits) == 5
    assert loaded.search(EVERYTHING, PageRequest(2**62, 2**62, (SortKey("kind"),))).hits == ()


@pytest.mark.parametrize("name", ["applicant.name", "has_title", "nonsense", "title"])
def test_not_sortable(loaded: Engine, name: str) -> None:
    with pytest.raises(QueryError) as caught:
        loaded.search(EVERYTHING, PageRequest(sort=(SortKey(name),)))
    assert caught.value.code == "not_sortable"


def test_keywords_sort_across_segments(load) -> None:  # type: ignore[no-untyped-def]
    engine = load()
    for id, kind in enumerate(["B1", "A2", "U", "A1", "b0"]):
        engine.index([IndexRow(id, id, {"kind": [kind], "year_published": [2000]})], (), id)
    both = (SortKey("year_published"), SortKey("kind"))
    assert ids(engine.search(EVERYTHING, PageRequest(sort=(SortKey("kind"),)))) == [3, 1, 4, 0, 2]
    assert ids(engine.search(EVERYTHING, PageRequest(sort=both))) == [3, 1, 4, 0, 2]
