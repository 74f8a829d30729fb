"""The aggregation tree: what to count, add up and group over the hits of a query.

As with `query.tree`, a parser builds it with names as the user wrote them and `query.check_aggregation` turns it into
one of registry names and checked queries, which is all that engines see. `inner` are the aggregations within each
bucket, by the name the user gave them.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from tokkyo.query.tree import NOWHERE, CheckedQuery, Node, Place


class Metric(Enum):
    """What one number is computed from the values of a field over all hits."""

    AVG = "avg"
    MAX = "max"
    MIN = "min"
    SUM = "sum"
    CARDINALITY = "cardinality"
    """The number of different values."""


class Interval(Enum):
    """Calendar intervals of a date histogram."""

    YEAR = "YEAR"
    QUARTER = "QUARTER"
    MONTH = "MONTH"


class OrderBy(Enum):
    """What buckets are sorted by, besides the name of a metric within them."""

    COUNT = "doc_count"
    KEY = "field_value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregation:
    """Base of all aggregations."""

    place: Place = dataclasses.field(default=NOWHERE, compare=False, repr=False)


Aggregations = Mapping[str, Aggregation]


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketAggregation(Aggregation):
    """Base of those that sort hits into buckets; `inner` holds for each bucket."""

    inner: Aggregations = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MetricAggregation(Aggregation):
    """One number; over no values 0 for cardinality and sum, else none."""

    metric: Metric
    field: str


@dataclass(frozen=True, slots=True)
class TermsAggregation(BucketAggregation):
    """The most frequent values; `order` names an `OrderBy` or a metric of `inner`, ties go by value, rising."""

    field: str
    size: int = 10
    order: OrderBy | str = OrderBy.COUNT
    descending: bool = True


@dataclass(frozen=True, slots=True)
class HistogramAggregation(BucketAggregation):
    """Buckets of equal width over a number: keys are multiples of `interval`, empty ones between stand too."""

    field: str
    interval: int


@dataclass(frozen=True, slots=True)
class DateHistogramAggregation(BucketAggregation):
    """Calendar years, quarters or months; empty ones between the first and the last stand too."""

    field: str
    interval: Interval = Interval.YEAR


@dataclass(frozen=True, slots=True)
class FilterAggregation(BucketAggregation):
    """One bucket: the hits that also fit a query."""

    query: Node | CheckedQuery


@dataclass(frozen=True, slots=True)
class FiltersAggregation(BucketAggregation):
    """One bucket for each of some named queries; a hit may be in several."""

    queries: Mapping[str, Node | CheckedQuery]
