"""From parsed aggregations to what engines take: registry fields that allow the type, checked filters, limits kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tokkyo.errors import QueryError
from tokkyo.fields.registry import PUBLICATIONS, Collection
from tokkyo.fields.types import Field
from tokkyo.query.aggregation import (
    Aggregation,
    Aggregations,
    BucketAggregation,
    DateHistogramAggregation,
    FilterAggregation,
    FiltersAggregation,
    HistogramAggregation,
    MetricAggregation,
    TermsAggregation,
)
from tokkyo.query.check import check
from tokkyo.query.field_names import unknown_field
from tokkyo.query.limits import DEFAULT_LIMITS, Limits, enforce
from tokkyo.query.tree import Analysis, Bool, CheckedQuery, Node

DEFAULT_ANALYSIS = Analysis()
WHOLE = ".exact"
"""What the name of a field that holds whole names ends with; its words alone cannot be aggregated."""

_BUCKETED = {TermsAggregation: "terms", HistogramAggregation: "histogram", DateHistogramAggregation: "date_histogram"}


@dataclass(frozen=True, slots=True)
class CheckedAggregations:
    """Aggregations that have passed `check_aggregations`, and what the user should know about their filters."""

    tree: Aggregations
    warnings: tuple[str, ...] = ()


def check_aggregations(
    aggregations: Aggregations,
    *,
    analysis: Analysis = DEFAULT_ANALYSIS,
    limits: Limits = DEFAULT_LIMITS,
    lenient: bool = False,
    today: date | None = None,
    collection: Collection = PUBLICATIONS,
) -> CheckedAggregations:
    """Check aggregations and return what engines take. Raises `QueryError`.

    A field that does not exist (`unknown_field`) or does not allow the type (`aggregation_not_allowed`) is an error.
    Filters are queries as `check` takes them, `lenient` and `today` being for them; the limits of queries hold for all
    filters together.
    """
    queries = tuple(_queries(aggregations))
    enforce(Bool(should=queries), replace(limits, max_query_depth=limits.max_query_depth + 1))
    how = {"analysis": analysis, "limits": limits, "lenient": lenient, "today": today, "collection": collection}
    checker = _Checker(how, collection, [])
    tree = checker.level(aggregations)
    return CheckedAggregations(tree, tuple(dict.fromkeys(checker.warnings)))


def _queries(aggregations: Aggregations) -> Iterator[Node]:
    """Yield every query inside aggregations, in reading order; the parser has bounded the depth."""
    for one in aggregations.values():
        found: tuple[Node | CheckedQuery, ...] = ()
        if isinstance(one, FilterAggregation):
            found = (one.query,)
        elif isinstance(one, FiltersAggregation):
            found = tuple(one.queries.values())
        yield from (query.root if isinstance(query, CheckedQuery) else query for query in found)
        if isinstance(one, BucketAggregation):
            yield from _queries(one.inner)


@dataclass(slots=True)
class _Checker:
    how: Mapping[str, Any]
    collection: Collection
    warnings: list[str]

    def level(self, aggregations: Aggregations) -> Aggregations:
        return {name: self.one(aggregation) for name, aggregation in aggregations.items()}

    def one(self, aggregation: Aggregation) -> Aggregation:
        match aggregation:
            case MetricAggregation():
                field = self.field(aggregation.field, aggregation.metric.value, aggregation)
                return replace(aggregation, field=field.name)
            case TermsAggregation() | HistogramAggregation() | DateHistogramAggregation():
                field = self.field(aggregation.field, _BUCKETED[type(aggregation)], aggregation)
                return replace(aggregation, field=field.name, inner=self.level(aggregation.inner))
            case FilterAggregation():
                return replace(aggregation, query=self.query(aggregation.query), inner=self.level(aggregation.inner))
            case FiltersAggregation():
                queries = {name: self.query(query) for name, query in aggregation.queries.items()}
                return replace(aggregation, queries=queries, inner=self.level(aggregation.inner))
            case _:
                raise TypeError(aggregation)

    def query(self, query: Node | CheckedQuery) -> CheckedQuery:
        checked = query if isinstance(query, CheckedQuery) else check(query, **self.how)
        self.warnings += checked.warnings
        return checked

    def field(self, name: str, kind: str, aggregation: Aggregation) -> Field:
        """Return the field a name means for one type of aggregation; the name of a party is its whole name."""
        row, place = self.collection.resolve(name), aggregation.place
        if row is None:
            raise unknown_field(name, path=place.path, otherwise=self.allowing(kind), collection=self.collection)
        if not row.aggregations:
            row = self.collection.fields.get(row.name + WHOLE, row)
        if kind not in row.aggregations:
            allowed = f"{row.name} allows {', '.join(sorted(row.aggregations)) or 'no aggregation'}"
            message = f"{kind} does not work on {row.name}"
            fix = f"{allowed}; {self.allowing(kind)}"
            raise QueryError("aggregation_not_allowed", message, fix=fix, path=place.path)
        return row

    def allowing(self, kind: str) -> str:
        names = [field.name for field in self.collection.searchable() if kind in field.aggregations]
        return f"{kind} works on {', '.join(names)}"
