"""The `aggregations` of a request to a tree of aggregations.

Inner aggregations stand inside the body of their parent, next to `field`, or beside its type, under `aggregations` or
`aggs`. A filter is any query of `query.dsl`, query text included.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tokkyo.fields.registry import PUBLICATIONS, Collection
from tokkyo.query import values
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
from tokkyo.query.dsl import parse_at
from tokkyo.query.dsl_options import SILENT, Where, closest, count, mapping, name, one_field, options
from tokkyo.query.limits import DEFAULT_LIMITS, Limits, exceeded
from tokkyo.query.limits_aggregation import DEFAULT_AGGREGATION_LIMITS, NAME_CHARS, AggregationLimits

INNER = ("aggregations", "aggs")
BUCKETS = 10
"""Buckets of a terms aggregation that names no size, as in Elasticsearch."""

TAKEN = frozenset({"key", "key_as_string", "doc_count"})
"""Keys of a bucket in an answer, which no aggregation within may be named."""

_BESIDE = frozenset({*INNER, "meta"})
_TUNING = frozenset({"shard_size", "show_term_doc_count_error", "execution_hint", "collect_mode"})
_ORDERS: Mapping[str, OrderBy] = {
    "doc_count": OrderBy.COUNT,
    "_count": OrderBy.COUNT,
    "field_value": OrderBy.KEY,
    "_key": OrderBy.KEY,
    "_term": OrderBy.KEY,
}
_INTERVALS: Mapping[str, Interval] = {
    **{interval.value.lower(): interval for interval in Interval},
    "1y": Interval.YEAR,
    "1q": Interval.QUARTER,
    "1m": Interval.MONTH,
}
_DIRECTIONS = {"asc": False, "desc": True}


@dataclass(slots=True)
class _Reader:
    """What holds for all aggregations of a request, and how many were read."""

    limits: AggregationLimits
    read: int = 0
    depth: int = 0

    def count(self, where: Where) -> None:
        self.read += 1
        self.limits.check_count(self.read, where.place)

    def level(self, found: Any, where: Where) -> dict[str, Aggregation]:
        """Read named aggregations of one level; the depth limit bounds the recursion."""
        self.depth += 1
        self.limits.check_depth(self.depth, where.place)
        made = {}
        for key, value in mapping(found, where).items():
            if self.depth > 1 and key in TAKEN:
                raise where.at(key).error("bad_option", f"{key} already means something in a bucket", "rename it")
            made[_name(key, where)] = self.one(value, where.at(key))
        self.depth -= 1
        return made

    def one(self, body: Any, where: Where) -> Aggregation:
        """Read one aggregation: its type, and inner ones that stand beside it."""
        self.count(where)
        kinds = [key for key in mapping(body, where) if key not in _BESIDE]
        if len(kinds) != 1:
            message = "the aggregation has no type" if not kinds else f"{len(kinds)} types stand where one is due"
            fix = 'write {"terms": {"field": "jurisdiction"}}; give each aggregation a name of its own'
            raise where.error("one_aggregation_expected", message, fix)
        kind = str(kinds[0])
        here = where.at(kind)
        if kind not in _TYPES:
            message = f"no aggregation type is named {values.shown(kind)}"
            raise here.error("unknown_aggregation_type", message, closest(kind, _TYPES))
        text = kind == "filter" and isinstance(body[kind], str)
        return _TYPES[kind](self, kind, _Body({} if text else mapping(body[kind], here), body, here, where))

    def inner(self, body: "_Body") -> Aggregations:
        """Read the inner aggregations of both places."""
        made: dict[str, Aggregation] = {}
        for found, where in body.inner():
            level = self.level(found, where)
            if twice := made.keys() & level.keys():
                raise where.error("bad_option", f"two inner aggregations are named {values.shown(min(twice))}")
            made.update(level)
        return made


@dataclass(frozen=True, slots=True)
class _Body:
    """The body of one aggregation, what stands beside its type, and where both are."""

    found: Mapping[str, Any]
    outer: Mapping[str, Any]
    where: Where
    around: Where

    def inner(self) -> Iterator[tuple[Any, Where]]:
        for found, where in ((self.found, self.where), (self.outer, self.around)):
            for key in INNER:
                if found.get(key) is not None:
                    yield found[key], where.at(key)

    def options(self, *known: str) -> Mapping[str, Any]:
        return options(self.found, self.where, frozenset({*known, *INNER}), _TUNING)

    def field(self) -> str:
        if "field" not in self.found:
            raise self.where.error("missing_option", "field is missing", 'write {"field": "jurisdiction"}')
        return name(self.found["field"], self.where.at("field"))


def parse_aggregations(
    body: Any,
    limits: Limits = DEFAULT_LIMITS,
    most: AggregationLimits = DEFAULT_AGGREGATION_LIMITS,
    regex: bool = False,
    *,
    path: str = "aggregations",
    collection: Collection = PUBLICATIONS,
) -> Aggregations:
    """Parse the value of `aggregations`: an object of names and aggregations, at least one.

    `regex` allows regular expressions in the query text of filters; `path` is where the value stands in the request
    and `collection` what is searched. Raises `QueryError` with a path.
    """
    where = Where(path, limits, regex, collection=collection)
    made = _Reader(most).level(body, where)
    if not made:
        fix = 'write {"name": {"terms": {"field": "jurisdiction"}}}'
        raise where.error("missing_option", "no aggregation is asked for", fix)
    return made


def _name(key: str, where: Where) -> str:
    """Return the name of an aggregation or filter, which the answer repeats. Raises `bad_option`."""
    if len(key) > NAME_CHARS:
        raise exceeded("bad_option", f"a name has {len(key)} characters", NAME_CHARS, where.place, "shorten it")
    try:
        return values.text(key)
    except ValueError:
        raise where.error("bad_option", "a name holds half a character") from None


def _metric(reader: _Reader, kind: str, body: _Body) -> Aggregation:
    for _, where in body.inner():
        raise where.error("bad_option", f"{kind} is one number and holds no aggregations", "put them beside it")
    options(body.found, body.where, frozenset({"field"}), _TUNING | {"precision_threshold"})
    return MetricAggregation(Metric(kind), body.field(), place=body.where.place)


def _terms(reader: _Reader, kind: str, body: _Body) -> Aggregation:
    found = body.options("field", "size", "order")
    inner = reader.inner(body)
    order, descending = _order(found.get("order"), inner, body.where.at("order"))
    size = _size(found, reader.limits, body.where)
    return TermsAggregation(body.field(), size, order, descending, inner=inner, place=body.where.place)


def _size(found: Mapping[str, Any], limits: AggregationLimits, where: Where) -> int:
    if found.get("size") is None:
        return min(BUCKETS, limits.max_terms_buckets)
    size, here = count(found, "size", where), where.at("size")
    if size > limits.max_terms_buckets:
        fix = "ask for fewer, or narrow the query"
        raise exceeded("too_many_buckets", f"{size} buckets are asked for", limits.max_terms_buckets, here.place, fix)
    if size < 1:
        raise here.error("bad_option", "size is 0", "ask for at least one bucket")
    return size


def _order(given: Any, inner: Aggregations, where: Where) -> tuple[OrderBy | str, bool]:
    """Read one criterion, alone or as the first of a list whose second is the rising value."""
    if given is None:
        return OrderBy.COUNT, True
    orders = [_criterion(row, inner, where) for row in (given if isinstance(given, list) else [given])]
    if len(orders) == 1 or (len(orders) == 2 and orders[1] == (OrderBy.KEY, False)):
        return orders[0]
    raise where.error("bad_option", f"{len(orders)} orders stand where one is due", "equal buckets come by their value")


def _criterion(row: Any, inner: Aggregations, where: Where) -> tuple[OrderBy | str, bool]:
    key, direction = one_field(row, where)
    if isinstance(direction, dict):
        direction = direction.get("order")
    if not isinstance(direction, str) or direction.strip().lower() not in _DIRECTIONS:
        raise where.at(key).error("bad_option", f"{values.shown(direction)} is no direction", "use asc or desc")
    return _order_by(key, inner, where), _DIRECTIONS[direction.strip().lower()]


def _order_by(key: str, inner: Aggregations, where: Where) -> OrderBy | str:
    metrics = [known for known, one in inner.items() if isinstance(one, MetricAggregation)]
    for written in (key, key.removesuffix(".value")):
        if written in metrics:
            return written
    if key in _ORDERS:
        return _ORDERS[key]
    message = f"buckets cannot be ordered by {values.shown(key)}"
    raise where.at(key).error("bad_order", message, f"use doc_count, field_value or {_listed(metrics)}")


def _listed(metrics: list[str]) -> str:
    known = ", ".join(values.shown(metric, 40) for metric in metrics[:5])
    return f"a metric inside it: {known}" if known else "the name of a metric inside it"


def _histogram(reader: _Reader, kind: str, body: _Body) -> Aggregation:
    found = body.options("field", "interval")
    if found.get("interval") is None:
        raise body.where.error("missing_option", "interval is missing", 'write {"interval": 10}')
    written = found["interval"]
    whole = int(written) if isinstance(written, float) and written.is_integer() else written
    interval = count({"interval": whole}, "interval", body.where)
    if interval < 1:
        raise body.where.at("interval").error("bad_option", "interval is 0", "give a whole number such as 10")
    return HistogramAggregation(body.field(), interval, inner=reader.inner(body), place=body.where.place)


def _date_histogram(reader: _Reader, kind: str, body: _Body) -> Aggregation:
    found = body.options("field", "interval", "calendar_interval")
    given = [key for key in ("interval", "calendar_interval") if found.get(key) is not None]
    if len(given) > 1:
        raise body.where.error("bad_option", "interval and calendar_interval are both given", "give one of them")
    interval = _interval(found[given[0]], body.where.at(given[0])) if given else Interval.YEAR
    return DateHistogramAggregation(body.field(), interval, inner=reader.inner(body), place=body.where.place)


def _interval(written: Any, where: Where) -> Interval:
    known = _INTERVALS.get(written.strip().lower()) if isinstance(written, str) else None
    if known is None:
        raise where.error("bad_option", f"{values.shown(written)} is no interval", "use YEAR, QUARTER or MONTH")
    return known


def _filter(reader: _Reader, kind: str, body: _Body) -> Aggregation:
    given = body.outer[kind]
    query = given if isinstance(given, str) else {key: value for key, value in given.items() if key not in INNER}
    return FilterAggregation(parse_at(query, body.where), inner=reader.inner(body), place=body.where.place)


def _filters(reader: _Reader, kind: str, body: _Body) -> Aggregation:
    listed = "filters" in body.found
    where = body.where.at("filters") if listed else body.where
    given = mapping(body.found["filters"] if listed else body.found, where)
    if listed:
        options(body.found, body.where, frozenset({"filters", *INNER}))
    queries = {}
    for key, query in given.items():
        if listed or key not in (*INNER, *SILENT):
            reader.count(where)
            queries[_name(key, where)] = parse_at(query, where.at(key))
    if not queries:
        raise where.error("missing_option", "no filter is given", 'write {"filters": {"name": {"term": {…}}}}')
    return FiltersAggregation(queries, inner=reader.inner(body), place=body.where.place)


_TYPES: Mapping[str, Callable[[_Reader, str, _Body], Aggregation]] = {
    **{metric.value: _metric for metric in Metric},
    "terms": _terms,
    "histogram": _histogram,
    "date_histogram": _date_histogram,
    "filter": _filter,
    "filters": _filters,
}
