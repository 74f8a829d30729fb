"""Aggregations: what each type means, and both engines agree on random trees of them over several segments."""

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tokkyo.engine.embedded import EmbeddedEngine, inside, top_values
from tokkyo.engine.port import Bucket, Buckets, Engine, IndexRow, NamedBuckets, Number, Result
from tokkyo.engine.reference import ReferenceEngine
from tokkyo.errors import QueryError
from tokkyo.query.aggregation import (
    Aggregation,
    Aggregations,
    DateHistogramAggregation,
    FilterAggregation,
    FiltersAggregation,
    HistogramAggregation,
    Interval,
    Metric,
    MetricAggregation,
    OrderBy,
    TermsAggregation,
)
from tokkyo.query.tree import Bool, CheckedQuery, Exists, MatchAll, MatchNone, Node, Range, Term, Wildcard
from tokkyo.settings import defaults

EVERYTHING = CheckedQuery(MatchAll())
Pair = tuple[ReferenceEngine, EmbeddedEngine]


def one(engine: Engine, aggregation: Aggregation, query: Node | None = None) -> Any:
    return engine.aggregate(CheckedQuery(query or MatchAll()), {"x": aggregation})["x"]


def keys(result: Buckets) -> list[tuple[Any, int]]:
    return [(bucket.key, bucket.count) for bucket in result.buckets]


# --- each type, over the corpus of the behaviour suite


def test_terms_are_the_most_frequent_values_folded_and_equal_ones_come_by_value(loaded: Engine) -> None:
    found = one(loaded, TermsAggregation("jurisdiction"))
    assert keys(found) == [("EP", 2), ("CN", 1), ("JP", 1), ("US", 1)]
    assert found.others == 0
    assert keys(one(loaded, TermsAggregation("jurisdiction", 2))) == [("EP", 2), ("CN", 1)]
    assert one(loaded, TermsAggregation("jurisdiction", 2)).others == 2
    assert keys(one(loaded, TermsAggregation("applicant.name.exact"))) == [
        ("MÜLLER GMBH", 1),
        ("TOYOTA MOTOR CORP", 1),
        ("トヨタ自動車株式会社", 1),
    ]


@pytest.mark.parametrize(
    ("order", "descending", "wanted"),
    [
        (OrderBy.COUNT, True, ["EP", "CN", "JP"]),
        (OrderBy.COUNT, False, ["CN", "JP", "US"]),
        (OrderBy.KEY, True, ["US", "JP", "EP"]),
        (OrderBy.KEY, False, ["CN", "EP", "JP"]),
        ("most", True, ["EP", "CN", "JP"]),
        ("most", False, ["EP", "CN", "JP"]),
        ("total", True, ["EP", "CN", "JP"]),
        ("total", False, ["CN", "JP", "US"]),
        ("different", False, ["CN", "JP", "US"]),
    ],
)
def test_terms_in_every_order(loaded: Engine, order: OrderBy | str, descending: bool, wanted: list[str]) -> None:
    inner = {
        "most": MetricAggregation(Metric.MAX, "applicant_count"),
        "total": MetricAggregation(Metric.SUM, "applicant_count"),
        "different": MetricAggregation(Metric.CARDINALITY, "applicant_count"),
    }
    found = one(loaded, TermsAggregation("jurisdiction", 3, order, descending, inner=inner))
    assert [bucket.key for bucket in found.buckets] == wanted
    by_key = {bucket.key: bucket.inner for bucket in found.buckets}
    assert by_key["JP"] == {"most": Number(None), "total": Number(0), "different": Number(0)}


def test_flags_are_false_where_they_are_absent(loaded: Engine) -> None:
    assert keys(one(loaded, TermsAggregation("legal_status.granted"))) == [(False, 3), (True, 2)]
    assert keys(one(loaded, TermsAggregation("has_title"))) == [(True, 4), (False, 1)]
    inner = {"kinds": TermsAggregation("kind")}
    found = one(loaded, TermsAggregation("legal_status.granted", inner=inner))
    assert [keys(bucket.inner["kinds"]) for bucket in found.buckets] == [[("A1", 1), ("U", 1)], [("B1", 1), ("B2", 1)]]


@pytest.mark.parametrize(
    ("metric", "some", "none"),
    [
        (Metric.AVG, 5.5, None),
        (Metric.MAX, 9, None),
        (Metric.MIN, 2, None),
        (Metric.SUM, 11, 0),
        (Metric.CARDINALITY, 2, 0),
    ],
)
def test_metrics(loaded: Engine, metric: Metric, some: float, none: float | None) -> None:
    aggregation = MetricAggregation(metric, "applicant_count")
    assert one(loaded, aggregation) == Number(some)
    assert one(loaded, aggregation, MatchNone()) == Number(none)


def test_different_values_of_keywords(loaded: Engine) -> None:
    assert one(loaded, MetricAggregation(Metric.CARDINALITY, "class_cpc.symbol")) == Number(4)


def test_histograms_have_all_steps_between_the_first_and_the_last(loaded: Engine) -> None:
    found = one(loaded, HistogramAggregation("applicant_count", 3))
    assert keys(found) == [(0, 1), (3, 0), (6, 0), (9, 1)]
    assert one(loaded, HistogramAggregation("applicant_count", 3), MatchNone()) == Buckets(())


@pytest.mark.parametrize(
    ("interval", "first", "last", "number"),
    [
        (Interval.YEAR, (-731, 1), (18993, 1), 55),
        (Interval.QUARTER, (-457, 1), (18993, 1), 214),
        (Interval.MONTH, (-426, 1), (18993, 1), 639),
    ],
)
def test_calendar_steps_begin_before_1970_too(
    loaded: Engine, interval: Interval, first: tuple[int, int], last: tuple[int, int], number: int
) -> None:
    found = keys(one(loaded, DateHistogramAggregation("date_published", interval)))
    assert (found[0], found[-1], len(found)) == (first, last, number)
    assert sum(count for _, count in found) == 4


def test_filters_and_what_is_in_them(loaded: Engine) -> None:
    granted = CheckedQuery(Term("legal_status.granted", True))
    inner = {"offices": TermsAggregation("jurisdiction")}
    assert one(loaded, FilterAggregation(granted, inner=inner)) == Bucket(
        None, 2, {"offices": Buckets((Bucket("EP", 1), Bucket("JP", 1)))}
    )
    found = one(loaded, FiltersAggregation({"granted": granted, "none": CheckedQuery(MatchNone())}, inner=inner))
    assert isinstance(found, NamedBuckets)
    assert {name: bucket.count for name, bucket in found.buckets.items()} == {"granted": 2, "none": 0}
    assert found.buckets["none"].inner == {"offices": Buckets(())}


def test_results_come_in_the_order_of_the_request(loaded: Engine) -> None:
    metric, terms = MetricAggregation(Metric.SUM, "applicant_count"), TermsAggregation("kind")
    assert list(loaded.aggregate(EVERYTHING, {"b": terms, "a": metric})) == ["b", "a"]
    inner = {"z": terms, "y": metric, "x": MetricAggregation(Metric.CARDINALITY, "kind")}
    found = one(loaded, TermsAggregation("jurisdiction", inner=inner))
    assert [list(bucket.inner) for bucket in found.buckets] == [["z", "y", "x"]] * 4


def test_an_empty_index_has_no_buckets(load: Callable[..., Engine]) -> None:
    engine = load()
    inner: Aggregations = {"m": MetricAggregation(Metric.AVG, "applicant_count")}
    wanted = {
        "terms": TermsAggregation("kind", inner=inner),
        "flag": TermsAggregation("has_title"),
        "dates": DateHistogramAggregation("date_published"),
        "filter": FilterAggregation(EVERYTHING, inner=inner),
        "sum": MetricAggregation(Metric.SUM, "applicant_count"),
    }
    nothing = Buckets(())
    assert engine.aggregate(EVERYTHING, wanted) == {
        "terms": nothing,
        "flag": nothing,
        "dates": nothing,
        "filter": Bucket(None, 0, {"m": Number(None)}),
        "sum": Number(0),
    }


# --- limits


def test_the_limit_of_buckets_holds_for_all_levels_together(small: Callable[..., Any], tmp_path: Any) -> None:
    rows = [IndexRow(id, id, {"kind": [f"A{id % 3}"], "jurisdiction": [f"J{id % 4}"]}) for id in range(12)]
    wanted = {"x": TermsAggregation("kind", inner={"y": TermsAggregation("jurisdiction")})}
    filters: Aggregations = {"x": FiltersAggregation({str(n): EVERYTHING for n in range(15)})}
    for limit in (15, 14):
        reference = ReferenceEngine(max_buckets=limit)
        with EmbeddedEngine.open(tmp_path / str(limit), small(max_aggregation_buckets=limit), write=True) as engine:
            for each in (reference, engine):
                each.index(rows, (), 1)
                for tree in (wanted, filters):
                    if limit == 15:
                        each.aggregate(EVERYTHING, tree)
                        continue
                    with pytest.raises(QueryError, match="too_many_buckets"):
                        each.aggregate(EVERYTHING, tree)


def test_steps_are_counted_before_they_are_made(loaded: Engine, load: Callable[..., Engine]) -> None:
    engine = load((IndexRow(1, 1, {"applicant_count": [0]}), IndexRow(2, 2, {"applicant_count": [10**12]})))
    with pytest.raises(QueryError, match="too_many_buckets"):
        one(engine, HistogramAggregation("applicant_count", 1))
    assert len(one(engine, HistogramAggregation("applicant_count", 10**9)).buckets) == 1001


def test_only_so_many_values_are_put_in_the_order_of_a_metric(small: Callable[..., Any], tmp_path: Any) -> None:
    rows = [IndexRow(id, id, {"class_cpc.symbol": [f"S{id}"]}) for id in range(30)]
    metric = {"m": MetricAggregation(Metric.SUM, "applicant_count")}
    with EmbeddedEngine.open(tmp_path / "i", small(max_ordered_values=20), write=True) as engine:
        engine.index(rows, (), 1)
        for order, descending in (("m", True), (OrderBy.COUNT, False)):
            with pytest.raises(QueryError, match="too_many_values"):
                one(engine, TermsAggregation("class_cpc.symbol", 5, order, descending, inner=metric))
        assert len(one(engine, TermsAggregation("class_cpc.symbol", 5, inner=metric)).buckets) == 5


# --- agreement

NAMES = ("a", "B", "b", "É", "電池", "", "z z", "A", "\U0001f600", "\uffff")
QUERIES: tuple[Node, ...] = (
    MatchAll(),
    MatchNone(),
    Term("kind", "A1"),
    Term("legal_status.granted", True),
    Term("has_title", False),
    Range("applicant_count", gte=2),
    Exists("family.simple.size"),
    Wildcard("applicant.name.exact", "*b*"),
    Bool(should=(Term("kind", "A2"), Range("date_published", lt=0))),
)
KEYWORDS = ("jurisdiction", "kind", "applicant.name.exact", "class_cpc.symbol")
NUMBERS = ("applicant_count", "family.simple.size", "cited_by.patent_count")
DATES = ("date_published", "legal_status.grant_date")

queries = st.sampled_from(QUERIES)
metrics = st.one_of(
    st.builds(MetricAggregation, st.sampled_from(Metric), st.sampled_from(NUMBERS)),
    st.builds(MetricAggregation, st.just(Metric.CARDINALITY), st.sampled_from(KEYWORDS)),
)


@st.composite
def levels(draw: st.DrawFn, depth: int = 3) -> Aggregations:
    return {f"x.{n}>": draw(aggregations(depth)) for n in range(draw(st.integers(1, 3 if depth == 3 else 2)))}


@st.composite
def aggregations(draw: st.DrawFn, depth: int) -> Aggregation:
    kind = draw(st.integers(0, 6))
    if kind < 2:
        return draw(metrics)
    inner = draw(levels(depth - 1)) if depth > 1 and draw(st.booleans()) else {}
    if kind == 2:
        return FilterAggregation(CheckedQuery(draw(queries)), inner=inner)
    if kind == 3:
        named = {
            f"f{n}": CheckedQuery(query) for n, query in enumerate(draw(st.lists(queries, min_size=1, max_size=3)))
        }
        return FiltersAggregation(named, inner=inner)
    if kind == 4:
        return DateHistogramAggregation(draw(st.sampled_from(DATES)), draw(st.sampled_from(Interval)), inner=inner)
    if kind == 5:
        return HistogramAggregation(draw(st.sampled_from(NUMBERS)), draw(st.integers(1, 4)), inner=inner)
    orders: list[OrderBy | str] = [*OrderBy, *(n for n, m in inner.items() if isinstance(m, MetricAggregation))]
    field = draw(st.sampled_from((*KEYWORDS, "has_title")))
    return TermsAggregation(
        field, draw(st.integers(1, 12)), draw(st.sampled_from(orders)), draw(st.booleans()), inner=inner
    )


def _row(id: int, chance: random.Random) -> IndexRow:
    def some(values: Sequence[Any], most: int) -> list[Any]:
        return [chance.choice(values) for _ in range(chance.randint(0, most))]

    values = {
        "jurisdiction": some(("US", "ep", "EP", "JP"), 1),
        "kind": some(("A1", "A2", "B"), 1),
        "applicant.name.exact": some(NAMES, 4),
        "class_cpc.symbol": some([f"S{n}" for n in range(40)], 5),
        "applicant_count": some(range(4), 1),
        "family.simple.size": some(range(-2, 12), 1),
        "cited_by.patent_count": some((0, 1, 1, 7), 1),
        "date_published": some(range(-500, 500), 1),
        "legal_status.grant_date": some(range(-3, 70), 1),
        "has_title": [chance.random() < 0.5],
        "legal_status.granted": some((True, False), 1),
    }
    return IndexRow(id, id, values)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Both engines after the same history: several segments, replacements and deletions."""
    small = defaults(index_heap_bytes=15_000_000, index_threads=1, index_batch=25)
    chance = random.Random(7)
    oracle = ReferenceEngine()
    with EmbeddedEngine.open(tmp_path_factory.mktemp("index"), small, write=True) as engine:
        for step, (first, last) in enumerate(itertools.pairwise((0, 40, 70, 100))):
            rows = [_row(id, chance) for id in (*range(first, last), *chance.sample(range(100), 5))]
            deleted = chance.sample(range(100), 3)
            oracle.index(rows, deleted, step)
            engine.index(rows, deleted, step)
        yield oracle, engine


def outcome(engine: Engine, query: CheckedQuery, wanted: Aggregations) -> Any:
    try:
        return {name: plain(result) for name, result in engine.aggregate(query, wanted).items()}
    except QueryError as error:
        return error.code


def plain(result: Result) -> Any:
    """A result as lists, so that differences are easy to read; averages to 12 digits."""
    match result:
        case Number(value):
            return value if value is None else round(value, 9)
        case Bucket(key, count, inner):
            return [key, count, {name: plain(each) for name, each in inner.items()}]
        case Buckets(buckets, others):
            return [others, *map(plain, buckets)]
        case NamedBuckets(buckets):
            return {name: plain(bucket) for name, bucket in buckets.items()}


agreement = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@agreement
@given(queries, levels())
def test_engines_agree(pair: Pair, query: Node, wanted: Aggregations) -> None:
    oracle, engine = pair
    assert outcome(engine, CheckedQuery(query), wanted) == outcome(oracle, CheckedQuery(query), wanted)


@pytest.mark.parametrize("few", [1, 3])
@agreement
@given(queries, levels())
def test_engines_agree_on_the_ways_for_many_values(pair: Pair, few: int, query: Node, wanted: Aggregations) -> None:
    """Those ways taken with few values: lists that prove nothing, metrics in chunks, a search for each bucket."""
    oracle, engine = pair
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(top_values, "LISTS", ((1, few), (few, 2 * few)))
        for name, value in {"TIED": few, "ROOM": 30, "CHUNK": 2 * few, "COUNTED": 1000}.items():
            patch.setattr(top_values, name, value)
        patch.setattr(inside, "MOST", 0)
        found = outcome(engine, CheckedQuery(query), wanted)
    assert found == outcome(oracle, CheckedQuery(query), wanted)
