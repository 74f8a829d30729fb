"""Aggregations of the reference engine: rows sorted into buckets one by one, as each type is defined."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tokkyo.engine.budget import Budget
from tokkyo.engine.calendar import period_of, start_of
from tokkyo.engine.port import Bucket, Buckets, IndexRow, NamedBuckets, Number, Result
from tokkyo.fields.registry import Collection
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
    OrderBy,
    TermsAggregation,
)
from tokkyo.query.tree import CheckedQuery, Node
from tokkyo.text.normalise import bounded

Rows = Sequence[IndexRow]
Fits = Callable[[CheckedQuery, IndexRow], bool]

_METRICS: Mapping[Metric, Callable[[Sequence[Any]], float | None]] = {
    Metric.AVG: lambda values: sum(values) / len(values) if values else None,
    Metric.MAX: lambda values: max(values, default=None),
    Metric.MIN: lambda values: min(values, default=None),
    Metric.SUM: sum,
    Metric.CARDINALITY: lambda values: len(set(values)),
}


def aggregated(
    rows: Rows, wanted: Aggregations, budget: Budget, fits: Fits, collection: Collection
) -> dict[str, Result]:
    """Return the result of each aggregation over some rows; `fits` tells whether a row matches a filter."""
    return _Run(budget, fits, collection).level(rows, wanted)


@dataclass(frozen=True, slots=True)
class _Run:
    budget: Budget
    fits: Fits
    collection: Collection

    def level(self, rows: Rows, wanted: Aggregations) -> dict[str, Result]:
        return {name: _RESULTS[type(one)](self, rows, one) for name, one in wanted.items()}

    def metric(self, rows: Rows, one: MetricAggregation) -> Number:
        values = [value for row in rows for value in self.values(row, one.field)]
        return Number(_METRICS[one.metric](values))

    def terms(self, rows: Rows, one: TermsAggregation) -> Buckets:
        sorted_in = _sorted_in(rows, lambda row: self.values(row, one.field))
        keys = sorted(sorted_in)
        if one.order is OrderBy.KEY:
            keys.sort(reverse=one.descending)
        else:
            ranks = {key: self._rank(sorted_in[key], one) for key in keys}
            keys.sort(key=lambda key: ranks[key])
        shown = keys[: one.size]
        others = sum(len(sorted_in[key]) for key in keys[one.size :])
        self.budget.spend(len(shown))
        return Buckets(tuple(self._bucket(key, sorted_in[key], one) for key in shown), others)

    def _rank(self, rows: Rows, one: TermsAggregation) -> tuple[bool, float]:
        """Return what buckets are sorted by; those without a metric come last in both directions."""
        value: float | None = len(rows)
        if isinstance(one.order, str):
            metric = one.inner[one.order]
            assert isinstance(metric, MetricAggregation)
            value = self.metric(rows, metric).value
        return (True, 0) if value is None else (False, -value if one.descending else value)

    def histogram(self, rows: Rows, one: HistogramAggregation) -> Buckets:
        return self._steps(rows, one, lambda value: value // one.interval, lambda step: step * one.interval)

    def dates(self, rows: Rows, one: DateHistogramAggregation) -> Buckets:
        return self._steps(
            rows, one, lambda day: period_of(one.interval, day), lambda period: start_of(one.interval, period)
        )

    def _steps(
        self,
        rows: Rows,
        one: HistogramAggregation | DateHistogramAggregation,
        step_of: Callable[[int], int],
        key_of: Callable[[int], int],
    ) -> Buckets:
        sorted_in = _sorted_in(rows, lambda row: map(step_of, self.values(row, one.field)))
        if not sorted_in:
            return Buckets(())
        steps = range(min(sorted_in), max(sorted_in) + 1)
        self.budget.spend(len(steps))
        return Buckets(tuple(self._bucket(key_of(step), sorted_in.get(step, []), one) for step in steps))

    def filter(self, rows: Rows, one: FilterAggregation) -> Bucket:
        self.budget.spend(1)
        return self._filtered(rows, one.query, one)

    def filters(self, rows: Rows, one: FiltersAggregation) -> NamedBuckets:
        self.budget.spend(len(one.queries))
        return NamedBuckets({name: self._filtered(rows, query, one) for name, query in one.queries.items()})

    def _filtered(self, rows: Rows, query: Node | CheckedQuery, one: BucketAggregation) -> Bucket:
        assert isinstance(query, CheckedQuery)
        return self._bucket(None, [row for row in rows if self.fits(query, row)], one)

    def _bucket(self, key: Any, rows: Rows, one: BucketAggregation) -> Bucket:
        return Bucket(key, len(rows), self.level(rows, one.inner))

    def values(self, row: IndexRow, name: str) -> Sequence[Any]:
        """Return the values of a field as buckets have them: keywords folded, a boolean always there."""
        field, values = self.collection.fields[name], row.values.get(name, ())
        if field.type is FieldType.BOOLEAN:
            return (any(values),)
        if field.type is FieldType.KEYWORD:
            return list(dict.fromkeys(bounded(field.fold.apply(str(value))) for value in values))
        return values


def _sorted_in(rows: Rows, keys: Callable[[IndexRow], Any]) -> dict[Any, list[IndexRow]]:
    """Return the rows of each key; a row that has a key several times is in it once."""
    found: dict[Any, list[IndexRow]] = {}
    for row in rows:
        for key in dict.fromkeys(keys(row)):
            found.setdefault(key, []).append(row)
    return found


_RESULTS: Mapping[type[Aggregation], Callable[[_Run, Rows, Any], Result]] = {
    MetricAggregation: _Run.metric,
    TermsAggregation: _Run.terms,
    HistogramAggregation: _Run.histogram,
    DateHistogramAggregation: _Run.dates,
    FilterAggregation: _Run.filter,
    FiltersAggregation: _Run.filters,
}
