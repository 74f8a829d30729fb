"""Aggregations of a request: every type and form is read, what is not allowed is named."""

from datetime import date
from typing import Any

import pytest

from tokkyo.errors import QueryError
from tokkyo.fields.registry import FIELDS
from tokkyo.query.aggregation import (
    Aggregation,
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
from tokkyo.query.check_aggregation import CheckedAggregations, check_aggregations
from tokkyo.query.dsl import parse
from tokkyo.query.dsl_aggregation import parse_aggregations
from tokkyo.query.limits import DEFAULT_LIMITS, Limits
from tokkyo.query.limits_aggregation import AggregationLimits
from tokkyo.query.tree import Analysis, CheckedQuery, Match, MatchNone, Range, Term
from tokkyo.settings import defaults

TODAY = date(2026, 11, 21)
CITED = "cited_by.patent_count"


def one(body: Any) -> Aggregation:
    return parse_aggregations({"x": body})["x"]


def checked(body: Any, **how: Any) -> CheckedAggregations:
    return check_aggregations(parse_aggregations(body), today=TODAY, **how)


def refusal(body: Any, **settings: int) -> QueryError:
    limits = defaults(**settings)
    with pytest.raises(QueryError) as caught:
        check_aggregations(
            parse_aggregations(body, Limits.of(limits), AggregationLimits.of(limits)), limits=Limits.of(limits)
        )
    return caught.value


# --- forms


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ({"avg": {"field": CITED}}, MetricAggregation(Metric.AVG, CITED)),
        ({"cardinality": {"field": "kind", "precision_threshold": 100}}, MetricAggregation(Metric.CARDINALITY, "kind")),
        ({"terms": {"field": "kind"}}, TermsAggregation("kind", 10)),
        ({"terms": {"field": "kind", "size": "20", "shard_size": 100}}, TermsAggregation("kind", 20)),
        ({"histogram": {"field": CITED, "interval": 10}}, HistogramAggregation(CITED, 10)),
        ({"histogram": {"field": CITED, "interval": 10.0}}, HistogramAggregation(CITED, 10)),
        ({"date_histogram": {"field": "date_published"}}, DateHistogramAggregation("date_published")),
        (
            {"date_histogram": {"field": "date_published", "interval": "Quarter"}},
            DateHistogramAggregation("date_published", Interval.QUARTER),
        ),
        (
            {"date_histogram": {"field": "date_published", "calendar_interval": "1M"}},
            DateHistogramAggregation("date_published", Interval.MONTH),
        ),
        (
            {"date_histogram": {"field": "date_published", "calendar_interval": "1y"}},
            DateHistogramAggregation("date_published", Interval.YEAR),
        ),
        ({"filter": {"term": {"kind": "A1"}}}, FilterAggregation(Term("kind", "A1"))),
        ({"filter": "kind:A1"}, FilterAggregation(parse("kind:A1"))),
        ({"filters": {"filters": {"a": {"term": {"kind": "A1"}}}}}, FiltersAggregation({"a": Term("kind", "A1")})),
        ({"filters": {"a": {"term": {"kind": "A1"}}}}, FiltersAggregation({"a": Term("kind", "A1")})),
        (
            {"filters": {"a": {"range": {CITED: {"gte": 1}}}, "b": "kind:A1"}},
            FiltersAggregation({"a": Range(CITED, gte=1), "b": parse("kind:A1")}),
        ),
        ({"terms": {"field": "kind"}, "meta": {"color": "red"}}, TermsAggregation("kind", 10)),
    ],
)
def test_types(body: Any, meant: Aggregation) -> None:
    assert one(body) == meant


@pytest.mark.parametrize(
    ("order", "by", "descending"),
    [
        ({"doc_count": "asc"}, OrderBy.COUNT, False),
        ({"_count": "DESC"}, OrderBy.COUNT, True),
        ({"field_value": "asc"}, OrderBy.KEY, False),
        ({"_key": "desc"}, OrderBy.KEY, True),
        ({"_term": {"order": "asc"}}, OrderBy.KEY, False),
        ({"m": "asc"}, "m", False),
        ({"m.value": "asc"}, "m", False),
        ([{"m": "desc"}], "m", True),
        ([{"doc_count": "desc"}, {"_key": "asc"}], OrderBy.COUNT, True),
    ],
)
def test_orders(order: Any, by: OrderBy | str, descending: bool) -> None:
    inner = {"m": {"sum": {"field": CITED}}}
    found = one({"terms": {"field": "kind", "order": order, "aggregations": inner}})
    assert found == TermsAggregation("kind", 10, by, descending, inner={"m": MetricAggregation(Metric.SUM, CITED)})


@pytest.mark.parametrize("key", ["aggregations", "aggs"])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("terms", {"field": "kind"}),
        ("histogram", {"field": CITED, "interval": 5}),
        ("date_histogram", {"field": "date_published"}),
        ("filter", {"term": {"kind": "A1"}}),
        ("filters", {"filters": {"a": {"term": {"kind": "A1"}}}}),
        ("filters", {"a": {"term": {"kind": "A1"}}}),
    ],
)
def test_inner_aggregations_inside_the_body_and_beside_the_type(key: str, kind: str, body: dict[str, Any]) -> None:
    inner = {"m": {"max": {"field": CITED}}}
    inside, beside = one({kind: {**body, key: inner}}), one({kind: body, key: inner})
    assert inside == beside
    assert inside.inner == {"m": MetricAggregation(Metric.MAX, CITED)}  # type: ignore[attr-defined]
    both = one({kind: {**body, key: inner}, key: {"n": {"min": {"field": CITED}}}})
    assert list(both.inner) == ["m", "n"]  # type: ignore[attr-defined]


# --- fields


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("owner.name.exact", "owner_all.name.exact"),
        ("applicant.name", "applicant.name.exact"),
        ("biblio.parties.inventors.extracted_name.value", "inventor.name.exact"),
        ("publication_type", "publication_type"),
        ("JURISDICTION", "jurisdiction"),
        ("biblio.classifications_cpc.classifications.symbol", "class_cpc.symbol"),
        ("reference_cited.npl.record_lens_id", "reference_cited.npl.lens_id"),
    ],
)
def test_fields_by_any_name(written: str, meant: str) -> None:
    found = checked({"x": {"cardinality": {"field": written}}}).tree["x"]
    assert found == MetricAggregation(Metric.CARDINALITY, meant)


def test_an_unknown_field_is_an_error_with_the_right_name() -> None:
    error = refusal({"x": {"terms": {"field": "jurisdicton"}}})
    assert (error.code, error.path) == ("unknown_field", "aggregations.x.terms")
    assert "jurisdiction" in error.fix


def test_a_type_the_field_does_not_allow_is_an_error_with_both_ways_out() -> None:
    error = refusal({"x": {"avg": {"field": "jurisdiction"}}})
    assert error.code == "aggregation_not_allowed"
    assert "jurisdiction allows cardinality, terms" in error.fix
    assert "avg works on family.extended.size" in error.fix


def test_booleans_allow_terms() -> None:
    assert all(FIELDS[name].aggregations == {"terms"} for name in ("has_title", "legal_status.granted"))
    assert checked({"x": {"terms": {"field": "cites_patent"}}}).tree["x"] == TermsAggregation("cites_patent", 10)


# --- filters


def test_filters_are_checked_as_the_query_is() -> None:
    analysis = Analysis("DE", stemming=False)
    body = {"x": {"filter": {"match": {"has_title": "true"}}}, "y": {"filters": {"a": {"match": {"title": "Zelle"}}}}}
    tree = checked(body, analysis=analysis).tree
    assert tree["x"] == FilterAggregation(CheckedQuery(Term("has_title", True), analysis))
    assert tree["y"] == FiltersAggregation({"a": CheckedQuery(Match("title", "Zelle"), analysis)})


def test_unknown_fields_of_filters_find_nothing_and_warn_where_queries_do() -> None:
    body = {"x": {"filter": {"term": {"titel": "x"}}}, "y": {"filter": {"term": {"titel": "y"}}}}
    lenient = checked(body, lenient=True)
    assert lenient.tree["x"] == FilterAggregation(CheckedQuery(MatchNone()))
    assert len(lenient.warnings) == 1
    assert "title" in lenient.warnings[0]
    assert refusal(body).code == "unknown_field"


# --- errors


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        ([], "bad_option", "aggregations"),
        ({}, "missing_option", "aggregations"),
        ({"x": {}}, "one_aggregation_expected", "aggregations.x"),
        ({"x": {"avg": {"field": CITED}, "max": {"field": CITED}}}, "one_aggregation_expected", "aggregations.x"),
        ({"x": {"term": {"field": "kind"}}}, "unknown_aggregation_type", "aggregations.x.term"),
        ({"x": {"top_hits": {}}}, "unknown_aggregation_type", "aggregations.x.top_hits"),
        ({"x": {"terms": {}}}, "missing_option", "aggregations.x.terms"),
        ({"x": {"terms": {"field": 1}}}, "bad_option", "aggregations.x.terms.field"),
        ({"x": {"terms": {"field": "kind", "sizes": 1}}}, "unknown_option", "aggregations.x.terms.sizes"),
        ({"x": {"terms": {"field": "kind", "size": 0}}}, "bad_option", "aggregations.x.terms.size"),
        ({"x": {"terms": {"field": "kind", "size": -1}}}, "bad_option", "aggregations.x.terms.size"),
        ({"x": {"terms": {"field": "kind", "size": 1.5}}}, "bad_option", "aggregations.x.terms.size"),
        ({"x": {"terms": {"field": "kind", "order": {"m": "asc"}}}}, "bad_order", "aggregations.x.terms.order.m"),
        ({"x": {"terms": {"field": "kind", "order": "_key"}}}, "bad_option", "aggregations.x.terms.order"),
        ({"x": {"terms": {"field": "kind", "order": {"_key": "up"}}}}, "bad_option", "aggregations.x.terms.order._key"),
        (
            {"x": {"terms": {"field": "kind", "order": [{"_key": "asc"}, {"_count": "asc"}]}}},
            "bad_option",
            "aggregations.x.terms.order",
        ),
        ({"x": {"avg": {"field": CITED, "aggs": {}}}}, "bad_option", "aggregations.x.avg.aggs"),
        ({"x": {"avg": {"field": CITED}, "aggs": {"y": {}}}}, "bad_option", "aggregations.x.aggs"),
        ({"x": {"histogram": {"field": CITED}}}, "missing_option", "aggregations.x.histogram"),
        ({"x": {"histogram": {"field": CITED, "interval": 0}}}, "bad_option", "aggregations.x.histogram.interval"),
        ({"x": {"histogram": {"field": CITED, "interval": 0.5}}}, "bad_option", "aggregations.x.histogram.interval"),
        (
            {"x": {"date_histogram": {"field": "date_published", "interval": "DAY"}}},
            "bad_option",
            "aggregations.x.date_histogram.interval",
        ),
        (
            {"x": {"date_histogram": {"field": "date_published", "interval": "YEAR", "calendar_interval": "1y"}}},
            "bad_option",
            "aggregations.x.date_histogram",
        ),
        ({"x": {"filter": {}}}, "one_query_expected", "aggregations.x.filter"),
        ({"x": {"filter": {"bool": {"must": {"x": 1}}}}}, "unknown_query_type", "aggregations.x.filter.bool.must.x"),
        ({"x": {"filters": {}}}, "missing_option", "aggregations.x.filters"),
        ({"x": {"filters": {"filters": [{"match_all": {}}]}}}, "bad_option", "aggregations.x.filters.filters"),
        ({"x": {"filters": {"filters": {}, "other": True}}}, "unknown_option", "aggregations.x.filters.other"),
        (
            {"x": {"terms": {"field": "kind", "aggs": {"doc_count": {"avg": {"field": CITED}}}}}},
            "bad_option",
            "aggregations.x.terms.aggs.doc_count",
        ),
        (
            {"x": {"terms": {"field": "kind", "aggs": {"m": {"avg": {"field": CITED}}}},
                   "aggs": {"m": {"avg": {"field": CITED}}}}},
            "bad_option",
            "aggregations.x.aggs",
        ),
        ({"\ud800": {"avg": {"field": CITED}}}, "bad_option", "aggregations"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(body: Any, code: str, path: str) -> None:
    error = refusal(body)
    assert (error.code, error.path) == (code, path)
    assert error.message


# --- limits: at, above and far above


def nested(depth: int) -> dict[str, Any]:
    body: dict[str, Any] = {"m": {"avg": {"field": CITED}}}
    for _ in range(depth - 1):
        body = {"x": {"terms": {"field": "kind", "aggs": body}}}
    return body


def test_max_aggregation_depth() -> None:
    checked(nested(3))
    for depth in (4, 300):
        assert refusal(nested(depth)).code == "aggregations_too_deep"
    assert refusal(nested(2), max_aggregation_depth=1).code == "aggregations_too_deep"


def many(count: int) -> dict[str, Any]:
    return {f"x{n}": {"avg": {"field": CITED}} for n in range(count)}


def test_max_aggregations_counts_inner_ones_and_named_filters() -> None:
    checked(many(50))
    for count in (51, 5000):
        assert refusal(many(count)).code == "too_many_aggregations"
    filters = {str(n): "x" for n in range(30)}
    assert refusal({"x": {"filters": filters, "aggs": many(20)}}).code == "too_many_aggregations"
    assert (
        refusal({"x": {"terms": {"field": "kind", "aggs": many(2)}}}, max_aggregations=2).code
        == "too_many_aggregations"
    )


def test_max_terms_buckets() -> None:
    body = {"x": {"terms": {"field": "kind", "size": 100}}}
    checked(body)
    for size in (101, 10_000):
        assert refusal({"x": {"terms": {"field": "kind", "size": size}}}).code == "too_many_buckets"
    assert refusal(body, max_terms_buckets=99).code == "too_many_buckets"
    assert parse_aggregations(
        {"x": {"terms": {"field": "kind"}}}, most=AggregationLimits.of(defaults(max_terms_buckets=5))
    )["x"] == TermsAggregation("kind", 5)


def test_the_limits_of_queries_hold_for_all_filters_together() -> None:
    words = " ".join(f"w{n}" for n in range(300))
    body = {name: {"filter": {"match": {"title": words}}} for name in "abcd"}
    assert refusal(body).code == "too_many_clauses"
    patterns = {name: {"filters": {str(n): {"prefix": {"title": f"p{name}{n}"}} for n in range(4)}} for name in "abc"}
    assert refusal(patterns).code == "too_many_wildcards"
    deep: dict[str, Any] = {"match_all": {}}
    for _ in range(DEFAULT_LIMITS.max_query_depth):
        deep = {"bool": {"must": [deep]}}
    checked({"x": {"filter": deep}})
    assert refusal({"x": {"filter": {"bool": {"must": deep}}}}).code == "query_too_deep"


def test_names_have_a_length() -> None:
    checked({"x" * 200: {"avg": {"field": CITED}}})
    assert refusal({"x" * 201: {"avg": {"field": CITED}}}).code == "bad_option"
    assert refusal({"x": {"filters": {"x" * 201: "a"}}}).code == "bad_option"
