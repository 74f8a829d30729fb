"""Aggregations over one snapshot of the index.

The buckets of an aggregation are found first. What stands in them and is small, metrics and lists of few values, comes
in one search for all buckets; whatever else is aggregated over the hits of each bucket in searches of its own. So no
more is ever held than the buckets of one level, and a filter is a narrower query.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tantivy import Occur, Query, Searcher

from tokkyo.engine.budget import Budget
from tokkyo.engine.calendar import period_of, start_of
from tokkyo.engine.embedded.compile import compiled
from tokkyo.engine.embedded.inside import Inside, metric_spec
from tokkyo.engine.embedded.layout import Layout
from tokkyo.engine.embedded.scope import CHUNK, Scope
from tokkyo.engine.embedded.top_values import Column, Found, Row, Specs, different, top_values
from tokkyo.engine.port import Bucket, Buckets, NamedBuckets, Number, Result
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

Step = HistogramAggregation | DateHistogramAggregation


def aggregated(
    layout: Layout,
    searcher: Searcher,
    query: CheckedQuery,
    wanted: Aggregations,
    budget: Budget,
    max_values: int,
) -> dict[str, Result]:
    """Return the result of each aggregation over the hits of a query.

    `max_values` is the most different values that are put in the order of a metric. Raises `QueryError`:
    `too_many_buckets`, `too_many_values`, or for patterns the engine cannot run.
    """
    return _Run(layout, searcher, budget, max_values).level(compiled(query, layout), wanted)


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
    layout: Layout
    searcher: Searcher
    budget: Budget
    max_values: int

    def level(self, query: Query, wanted: Aggregations) -> dict[str, Result]:
        """Return the results of one level over the hits of a query."""
        inside = Inside.of(self._metrics(wanted), self._column(query), 1)
        results: dict[str, Result] = {}
        if inside.specs:
            results = inside.results(self.searcher.aggregate(query, dict(inside.specs)), self.budget)
        for name, one in wanted.items():
            if name not in results:
                results[name] = _RESULTS[type(one)](self, query, one)
        return {name: results[name] for name in wanted}

    def _metrics(self, wanted: Aggregations) -> Aggregations:
        return {name: one for name, one in wanted.items() if isinstance(one, MetricAggregation)}

    def _column(self, query: Query) -> Callable[[str], Column]:
        fields = self.layout.collection.fields
        return lambda name: Column(self.searcher, query, name, flag=fields[name].type is FieldType.BOOLEAN)

    def cardinality(self, query: Query, one: MetricAggregation) -> Number:
        return Number(different(Column(self.searcher, query, one.field)))

    def terms(self, query: Query, one: TermsAggregation) -> Buckets:
        column = self._column(query)(one.field)
        order = one.order if not isinstance(one.order, str) else metric_spec(one.inner[one.order])
        found, others = top_values(column, order, one.descending, one.size, self.max_values)
        keys = [key for key, _ in found]
        hits = _Hits(query, lambda key: self._value(column, key), lambda inner: column.rows(keys, inner))
        made = self._buckets(one, found, hits)
        return Buckets(tuple(_as_flags(made) if column.flag else made), others)

    def histogram(self, query: Query, one: HistogramAggregation) -> Buckets:
        return self._steps(query, one, lambda value: value // one.interval, lambda step: step * one.interval)

    def dates(self, query: Query, one: DateHistogramAggregation) -> Buckets:
        return self._steps(
            query, one, lambda day: period_of(one.interval, day), lambda period: start_of(one.interval, period)
        )

    def _steps(self, query: Query, one: Step, step_of: Callable[[int], int], start: Callable[[int], int]) -> Buckets:
        """Sort hits into steps from that of the lowest value to that of the highest."""
        column = Column(self.searcher, query, one.field)
        bounds = column.ask("stats", {})
        if not bounds["count"]:
            return Buckets(())
        first, last = (step_of(int(bounds[end])) for end in ("min", "max"))
        self.budget.spend(last - first + 1)
        ends = dict(pairwise([start(step) for step in range(first, last + 2)]))
        found = [(int(row["from"]), int(row["doc_count"])) for row in _ranges(column, ends, {})]
        hits = _Hits(
            query,
            lambda low: self.layout.between(one.field, low, ends[low] - 1),
            lambda inner: _ranges(column, ends, inner),
        )
        return Buckets(tuple(self._buckets(one, found, hits, spent=True)))

    def filter(self, query: Query, one: FilterAggregation) -> Bucket:
        self.budget.spend(1)
        return self._filtered(query, one.query, one)

    def filters(self, query: Query, one: FiltersAggregation) -> NamedBuckets:
        self.budget.spend(len(one.queries))
        return NamedBuckets({name: self._filtered(query, wanted, one) for name, wanted in one.queries.items()})

    def _filtered(self, query: Query, wanted: Node | CheckedQuery, one: BucketAggregation) -> Bucket:
        assert isinstance(wanted, CheckedQuery)
        narrowed = _both(query, compiled(wanted, self.layout))
        count = Scope(self.layout, self.searcher, narrowed, CHUNK).count()
        return Bucket(None, count, self.level(narrowed, one.inner) if count else empty(one.inner, self.budget))

    def _value(self, column: Column, key: Any) -> Query:
        """Return the query for the hits of one key; a flag that is not set is not in the index."""
        if not column.flag:
            return self.layout.term(column.field, key)
        holds = self.layout.term(column.field, 1)
        return holds if key else Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, holds)])

    def _buckets(
        self, one: BucketAggregation, found: Sequence[Found], hits: "_Hits", *, spent: bool = False
    ) -> list[Bucket]:
        """Complete buckets by what stands in them."""
        if not spent:
            self.budget.spend(len(found))
        if not found or not one.inner:
            return [Bucket(key, count) for key, count in found]
        inside = Inside.of(one.inner, self._column(hits.query), len(found))
        rows: Iterable[Row] = hits.rows(inside.specs) if inside.specs else [{}] * len(found)
        rest = {name: inner for name, inner in one.inner.items() if name not in inside.wanted}
        buckets = []
        for (key, count), row in zip(found, rows, strict=True):
            results = inside.results(row, self.budget)
            if count:
                results |= self.level(_both(hits.query, hits.within(key)), rest) if rest else {}
            else:
                results |= empty(rest, self.budget)
            buckets.append(Bucket(key, count, {name: results[name] for name in one.inner}))
        return buckets


@dataclass(frozen=True, slots=True)
class _Hits:
    """The hits that are sorted into buckets: which of them are in one, and the rows of all with more inside."""

    query: Query
    within: Callable[[Any], Query]
    rows: Callable[[Specs], Sequence[Row]]


def _both(query: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(other, 0.0))])


def _as_flags(buckets: Iterable[Bucket]) -> list[Bucket]:
    return [Bucket(bool(bucket.key), bucket.count, bucket.inner) for bucket in buckets]


def _ranges(column: Column, ends: Mapping[int, int], inner: Specs) -> list[Row]:
    """Count hits between each start and its end; the engine adds ranges before and after by itself."""
    ranges = [{"from": low, "to": high} for low, high in ends.items()]
    rows = column.ask("range", {"ranges": ranges}, inner)["buckets"]
    return [row for row in rows if row.get("from") in ends]


_RESULTS: Mapping[type[Aggregation], Callable[[_Run, Query, Any], Result]] = {
    MetricAggregation: _Run.cardinality,
    TermsAggregation: _Run.terms,
    HistogramAggregation: _Run.histogram,
    DateHistogramAggregation: _Run.dates,
    FilterAggregation: _Run.filter,
    FiltersAggregation: _Run.filters,
}
