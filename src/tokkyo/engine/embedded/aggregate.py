"""Aggregations over one snapshot of the index.

One search finds the buckets of an aggregation and the plain metrics within them; whatever else stands in a bucket is
aggregated over the hits of that bucket in searches of its own. So no more is ever held than the buckets of one level,
and a filter is a narrower query. The engine counts buckets by hits, exactly, except where `top_values` says otherwise.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tantivy import Occur, Query, Searcher

from tokkyo.engine.budget import Budget
from tokkyo.engine.calendar import period_of, start_of
from tokkyo.engine.embedded.compile import compiled
from tokkyo.engine.embedded.layout import schema
from tokkyo.engine.embedded.scope import CHUNK, Scope, between
from tokkyo.engine.embedded.top_values import Column, Found, Spec, different, found_of, top_values
from tokkyo.engine.port import Bucket, Buckets, NamedBuckets, Number, Result
from tokkyo.fields.registry import FIELDS
from tokkyo.fields.types import FieldType
from tokkyo.query.aggregation import (
    Aggregation,
    Aggregations,
    BucketAggregation,
    DateHistogramAggregation,
    FilterAggregation,
    FiltersAggregation,
    HistogramAggregation,
    Metric,
    MetricAggregation,
    TermsAggregation,
)
from tokkyo.query.tree import CheckedQuery, Node

Metrics = Mapping[str, MetricAggregation]
Step = HistogramAggregation | DateHistogramAggregation


def aggregated(
    searcher: Searcher, query: CheckedQuery, wanted: Aggregations, budget: Budget, max_values: int
) -> dict[str, Result]:
    """Return the result of each aggregation over the hits of a query.

    `max_values` is the most different values that are put in the order of a metric. Raises `QueryError`:
    `too_many_buckets`, `too_many_values`, or for patterns the engine cannot run.
    """
    return _Run(searcher, budget, max_values).level(compiled(query), wanted)


def empty(wanted: Aggregations, budget: Budget) -> dict[str, Result]:
    """Return the results of aggregations over no hits."""
    return {name: _empty(one, budget) for name, one in wanted.items()}


def _empty(one: Aggregation, budget: Budget) -> Result:
    match one:
        case MetricAggregation():
            return Number(0.0 if one.metric in (Metric.SUM, Metric.CARDINALITY) else None)
        case FilterAggregation():
            budget.spend(1)
            return Bucket(None, 0, empty(one.inner, budget))
        case FiltersAggregation():
            budget.spend(len(one.queries))
            return NamedBuckets({name: Bucket(None, 0, empty(one.inner, budget)) for name in one.queries})
        case _:
            return Buckets(())


@dataclass(frozen=True, slots=True)
class _Run:
    searcher: Searcher
    budget: Budget
    max_values: int

    def level(self, query: Query, wanted: Aggregations) -> dict[str, Result]:
        """Return the results of one level over the hits of a query."""
        numbers: dict[str, Result] = dict(self._numbers(query, _plain_metrics(wanted)))
        return {
            name: numbers[name] if name in numbers else _RESULTS[type(one)](self, query, one)
            for name, one in wanted.items()
        }

    def _numbers(self, query: Query, metrics: Metrics) -> Mapping[str, Number]:
        if not metrics:
            return {}
        return _read(metrics, self.searcher.aggregate(query, _specs(metrics)))

    def cardinality(self, query: Query, one: MetricAggregation) -> Number:
        return Number(different(Column(self.searcher, query, one.field)))

    def terms(self, query: Query, one: TermsAggregation) -> Buckets:
        column = Column(self.searcher, query, one.field, flag=FIELDS[one.field].type is FieldType.BOOLEAN)
        metrics = _plain_metrics(one.inner)
        order = one.order if not isinstance(one.order, str) else _spec(one.inner[one.order])
        found, others = top_values(column, order, one.descending, one.size, self.max_values, _specs(metrics))
        self.budget.spend(len(found))
        return Buckets(tuple(self._buckets(query, one, found, lambda key: _value_query(column, key))), others)

    def histogram(self, query: Query, one: HistogramAggregation) -> Buckets:
        return self._steps(query, one, lambda value: value // one.interval, lambda step: step * one.interval)

    def dates(self, query: Query, one: DateHistogramAggregation) -> Buckets:
        return self._steps(
            query, one, lambda day: period_of(one.interval, day), lambda period: start_of(one.interval, period)
        )

    def _steps(self, query: Query, one: Step, step_of: Callable[[int], int], start: Callable[[int], int]) -> Buckets:
        """Sort hits into steps from that of the lowest value to that of the highest."""
        bounds = self.searcher.aggregate(query, {"x": {"stats": {"field": one.field}}})["x"]
        if not bounds["count"]:
            return Buckets(())
        first, last = (step_of(int(bounds[end])) for end in ("min", "max"))
        self.budget.spend(last - first + 1)
        starts = [start(step) for step in range(first, last + 2)]
        ends = dict(pairwise(starts))
        found = self._ranges(query, one, ends)
        return Buckets(tuple(self._buckets(query, one, found, lambda low: between(one.field, low, ends[low] - 1))))

    def _ranges(self, query: Query, one: Step, ends: Mapping[int, int]) -> list[Found]:
        """Count hits between each start and its end; the engine adds ranges before and after by itself."""
        ranges = [{"from": low, "to": high} for low, high in ends.items()]
        spec = {"range": {"field": one.field, "ranges": ranges}, "aggs": _specs(_plain_metrics(one.inner))}
        rows = self.searcher.aggregate(query, {"x": spec})["x"]["buckets"]
        return [found_of(int(row["from"]), row) for row in rows if row.get("from") in ends]

    def filter(self, query: Query, one: FilterAggregation) -> Bucket:
        self.budget.spend(1)
        return self._filtered(query, one.query, one)

    def filters(self, query: Query, one: FiltersAggregation) -> NamedBuckets:
        self.budget.spend(len(one.queries))
        return NamedBuckets({name: self._filtered(query, wanted, one) for name, wanted in one.queries.items()})

    def _filtered(self, query: Query, wanted: Node | CheckedQuery, one: BucketAggregation) -> Bucket:
        assert isinstance(wanted, CheckedQuery)
        narrowed = _both(query, compiled(wanted))
        count = Scope(self.searcher, narrowed, CHUNK).count()
        return Bucket(None, count, self.level(narrowed, one.inner) if count else empty(one.inner, self.budget))

    def _buckets(
        self, query: Query, one: BucketAggregation, found: Iterable[Found], within: Callable[[Any], Query]
    ) -> Iterable[Bucket]:
        """Complete buckets by what stands in them besides plain metrics."""
        metrics = _plain_metrics(one.inner)
        others = {name: inner for name, inner in one.inner.items() if name not in metrics}
        for key, count, row in found:
            results: dict[str, Result] = dict(_read(metrics, row))
            if others and count:
                results.update(self.level(_both(query, within(key)), others))
            elif others:
                results.update(empty(others, self.budget))
            yield Bucket(key, count, {name: results[name] for name in one.inner})


def _both(query: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(other, 0.0))])


def _value_query(column: Column, key: Any) -> Query:
    """Return the query for the hits of one key; a flag that is not set is not in the index."""
    if not column.flag:
        return Query.term_query(schema(), column.field, key)
    holds = Query.term_query(schema(), column.field, 1)
    return holds if key else Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, holds)])


def _plain_metrics(wanted: Aggregations) -> Metrics:
    """Return the metrics that the engine computes for many buckets at once; different values take much memory."""
    return {
        name: one
        for name, one in wanted.items()
        if isinstance(one, MetricAggregation) and one.metric is not Metric.CARDINALITY
    }


def _specs(metrics: Metrics) -> dict[str, Spec]:
    """Return what to ask the engine for, under names of ours: its own paths give dots and brackets a meaning."""
    return {f"m{number}": _spec(one) for number, one in enumerate(metrics.values())}


def _spec(one: Aggregation) -> Spec:
    assert isinstance(one, MetricAggregation)
    return {one.metric.value: {"field": one.field}}


def _read(metrics: Metrics, row: Mapping[str, Any]) -> Mapping[str, Number]:
    """Return the metrics of a row; the engine leaves them out of ranges that no hit is in."""
    found = {}
    for number, (name, one) in enumerate(metrics.items()):
        value = row.get(f"m{number}", {}).get("value")
        found[name] = Number(0.0 if value is None and one.metric is Metric.SUM else value)
    return found


_RESULTS: Mapping[type[Aggregation], Callable[[_Run, Query, Any], Result]] = {
    MetricAggregation: _Run.cardinality,
    TermsAggregation: _Run.terms,
    HistogramAggregation: _Run.histogram,
    DateHistogramAggregation: _Run.dates,
    FilterAggregation: _Run.filter,
    FiltersAggregation: _Run.filters,
}
