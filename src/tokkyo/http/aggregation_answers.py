"""Results of aggregations in the shape that Lens answers have, which is Elasticsearch's (lens.md §1.6)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from tokkyo.engine.port import Bucket, Buckets, NamedBuckets, Number, Result
from tokkyo.query.aggregation import (
    Aggregation,
    Aggregations,
    BucketAggregation,
    DateHistogramAggregation,
    FilterAggregation,
    FiltersAggregation,
    HistogramAggregation,
    Interval,
    Metric,
    MetricAggregation,
    TermsAggregation,
)
from tokkyo.query.dates import EPOCH, MILLISECONDS_OF_DAY

LOWER_CASE = frozenset({"legal_status.patent_status"})
"""Fields whose keys Lens writes in small letters; all others stand in capitals, as recorded answers show."""

_DAY_CHARS = {Interval.YEAR: 4, Interval.QUARTER: 7, Interval.MONTH: 7}
"""How much of the first day of a step names it: `1999` or `1999-04`."""

Json = dict[str, Any]


def aggregates(results: Mapping[str, Result], tree: Aggregations) -> Json:
    """Return the value of `aggregations`, in the order of the results."""
    return {name: _SHAPES[type(tree[name])](result, tree[name]) for name, result in results.items()}


def _number(result: Number, one: MetricAggregation) -> Json:
    """Return a metric; numbers of different values are whole."""
    value = result.value
    return {"value": int(value) if one.metric is Metric.CARDINALITY and value is not None else value}


def _terms(result: Buckets, one: TermsAggregation) -> Json:
    shape = _flag if result.buckets and isinstance(result.buckets[0].key, bool) else _keyword
    return {
        "doc_count_error_upper_bound": 0,
        "sum_other_doc_count": result.others,
        "buckets": _buckets(result.buckets, one, shape),
    }


def _keyword(key: Any, one: TermsAggregation) -> Json:
    return {"key": str(key).lower() if one.field in LOWER_CASE else key}


def _flag(key: Any, one: TermsAggregation) -> Json:
    return {"key": int(key), "key_as_string": "true" if key else "false"}


def _histogram(result: Buckets, one: HistogramAggregation) -> Json:
    return {"buckets": _buckets(result.buckets, one, lambda key, _: {"key": float(key)})}


def _dates(result: Buckets, one: DateHistogramAggregation) -> Json:
    return {"buckets": _buckets(result.buckets, one, _day)}


def _day(key: Any, one: DateHistogramAggregation) -> Json:
    text = (EPOCH + timedelta(days=key)).isoformat()
    return {"key_as_string": text[: _DAY_CHARS[one.interval]], "key": key * MILLISECONDS_OF_DAY}


def _buckets(buckets: Iterable[Bucket], one: Any, shape: Callable[[Any, Any], Json]) -> list[Json]:
    return [shape(bucket.key, one) | _bucket(bucket, one) for bucket in buckets]


def _bucket(bucket: Bucket, one: BucketAggregation) -> Json:
    return {"doc_count": bucket.count} | aggregates(bucket.inner, one.inner)


def _filters(result: NamedBuckets, one: FiltersAggregation) -> Json:
    return {"buckets": {name: _bucket(bucket, one) for name, bucket in result.buckets.items()}}


_SHAPES: Mapping[type[Aggregation], Callable[[Any, Any], Json]] = {
    MetricAggregation: _number,
    TermsAggregation: _terms,
    HistogramAggregation: _histogram,
    DateHistogramAggregation: _dates,
    FilterAggregation: _bucket,
    FiltersAggregation: _filters,
}
