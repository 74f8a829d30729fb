"""The first values of a column in some order, with the exact number of hits of each.

The engine counts each segment of the index by itself and passes on only its first values, so a sum over segments may
fall short; `doc_count_error_upper_bound` says by how much at most. The most frequent values are taken from a short list
when that proves them to be the first ones, then from a longer one, last from complete lists. Equal ones come by rising
value, which the engine cannot do beside another order.

By rising or falling value, each segment's first ones are enough to know the first of all and to count them. Two such
lists, from both ends, hold every value of columns with up to twice `ROOM`: an order by a metric, or rarest first, needs
that. Metrics are asked for `CHUNK` values at a time: the engine takes about 1 KiB for each in each segment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tantivy import Query, Searcher

from tokkyo.errors import QueryError
from tokkyo.query.aggregation import OrderBy

LISTS = ((30, 100), (100, 1000))
"""Short lists of the most frequent values: their length and what each segment passes on, as multiples of the size."""

TIED = 10_000
"""Values of the list that is made of complete ones, and the most of a short one."""

ROOM = 60_000
"""Values of one list; the engine refuses above 65,000."""

CHUNK = 20_000
"""Values whose metrics are computed at once."""

COUNTED = 10_000
"""Different values (estimated) that are counted one by one; above, the estimate stands, within about 1 %."""

ALL = 2**31 - 1

Spec = dict[str, Any]
Specs = Mapping[str, Spec]
Row = Mapping[str, Any]
Found = tuple[Any, int]  # key, hits


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one field over the hits of a query; a `flag` counts as false where it is absent."""

    searcher: Searcher
    query: Query
    field: str
    flag: bool = False

    def ask(self, kind: str, spec: Spec, inner: Specs | None = None) -> dict[str, Any]:
        """Return what the engine says of this column."""
        wanted = {kind: {"field": self.field, **spec}, "aggs": dict(inner or {})}
        answer: dict[str, Any] = self.searcher.aggregate(self.query, {"x": wanted})["x"]
        return answer

    def listed(self, size: int, segment: int, **spec: Any) -> dict[str, Any]:
        """Return a list of `size` values, of which each segment passes on `segment`."""
        return self.ask("terms", {"size": size, "segment_size": segment, **spec})

    def by_key(self, size: int, descending: bool = False) -> dict[str, Any]:
        """Return the first values."""
        return self.listed(size, size, order={"_key": "desc" if descending else "asc"})

    def estimate(self) -> int:
        """Return about how many different values there are."""
        return 2 if self.flag else round(self.ask("cardinality", {})["value"])

    def rows(self, keys: Sequence[Any], inner: Specs) -> list[Row]:
        """Return complete rows of some values in the order given, with aggregations inside."""
        spec = self.all_values(len(keys)) if self.flag else {**self.all_values(len(keys)), "include": list(keys)}
        rows = {row["key"]: row for row in self.ask("terms", spec, inner)["buckets"]}
        return [rows[key] for key in keys]

    def all_values(self, number: int) -> Spec:
        """Return the request for all values of which there are not more than a number."""
        spec = {"size": number, "segment_size": number}
        return {**spec, "size": 2, "segment_size": 2, "missing": 0} if self.flag else spec


def different(column: Column) -> float:
    """Return the number of different values: exact up to `COUNTED`, above an estimate."""
    estimate = column.estimate()
    if estimate > COUNTED:
        return float(estimate)
    return float(len(column.ask("terms", column.all_values(2 * COUNTED))["buckets"]))


def top_values(
    column: Column, order: OrderBy | Spec, descending: bool, size: int, max_values: int
) -> tuple[list[Found], int]:
    """Return the first `size` values with their hits, and the number of (hit, value) pairs of all others.

    `order` is by hits, by value or by a metric, given as the engine takes it. Raises `QueryError` (`too_many_values`)
    when more than `max_values` would have to be put in order.
    """
    if column.flag:
        rows, total = _flags(column, order, descending)
    elif order is OrderBy.KEY:
        answer = column.by_key(size, descending)
        rows, total = answer["buckets"], _total(answer)
    elif order is OrderBy.COUNT and descending:
        rows, total = _most_frequent(column, size)
    else:
        every = _every(column, max_values)
        rows, total = _in_order(column, every, order, descending), _sum(every)
    return [(row["key"], int(row["doc_count"])) for row in rows[:size]], total - _sum(rows[:size])


def in_order(rows: Sequence[Row], order: OrderBy | str, descending: bool) -> list[Row]:
    """Sort complete rows by hits, value or the metric of a name: equal ones by value, those without a metric last."""
    rows = sorted(rows, key=lambda row: row["key"])
    if order is OrderBy.KEY:
        return rows[::-1] if descending else rows

    def rank(row: Row) -> tuple[bool, float]:
        value = row["doc_count"] if order is OrderBy.COUNT else row[str(order)]["value"]
        return (True, 0.0) if value is None else (False, -value if descending else value)

    return sorted(rows, key=rank)


def _sum(rows: Sequence[Row]) -> int:
    return sum(int(row["doc_count"]) for row in rows)


def _total(answer: Mapping[str, Any]) -> int:
    return _sum(answer["buckets"]) + int(answer["sum_other_doc_count"])


def _most_frequent(column: Column, size: int) -> tuple[list[Row], int]:
    for times, passed_on in LISTS:
        listed = max(min(times * size, TIED), size + 1)
        answer = column.listed(listed, max(passed_on * size, listed))
        rows = _proven(column, answer, size, listed)
        if rows is not None:
            break
    else:
        rows = _from_complete_lists(column, size)
    return in_order(rows, OrderBy.COUNT, descending=True), _total(answer)


def _proven(column: Column, answer: Mapping[str, Any], size: int, listed: int) -> list[Row] | None:
    """Return rows that surely hold the most frequent values, counted exactly, or None when a list proves nothing."""
    rows: list[Row] = answer["buckets"]
    short = int(answer.get("doc_count_error_upper_bound", 0))
    if len(rows) < listed and not short:
        return rows
    least = rows[size - 1]["doc_count"]
    unlisted = short if len(rows) < listed else rows[-1]["doc_count"] + short
    if unlisted >= least:
        return None
    candidates = [row for row in rows if row["doc_count"] + short >= least]
    return column.rows([row["key"] for row in candidates], {}) if short else candidates


def _from_complete_lists(column: Column, size: int) -> list[Row]:
    listed = max(TIED, 2 * size)
    rows: list[Row] = column.listed(listed, ALL)["buckets"]
    if len(rows) < listed or rows[-1]["doc_count"] < rows[size - 1]["doc_count"]:
        return rows
    least = rows[-1]["doc_count"]
    more = [row for row in rows if row["doc_count"] > least]
    for answer in (column.by_key(ROOM), column.listed(size, ALL, order={"_key": "asc"}, min_doc_count=least)):
        equal = [row for row in answer["buckets"] if row["doc_count"] == least]
        if len(more) + len(equal) >= size:
            break
    return more + equal


def _flags(column: Column, order: OrderBy | Spec, descending: bool) -> tuple[list[Row], int]:
    inner = {"order": order} if isinstance(order, dict) else {}
    answer = column.ask("terms", column.all_values(2), inner)
    by = order if isinstance(order, OrderBy) else "order"
    return in_order(answer["buckets"], by, descending), _total(answer)


def _every(column: Column, max_values: int) -> list[Row]:
    """Return all values with their hits, by rising value."""
    first: list[Row] = column.by_key(ROOM)["buckets"]
    if len(first) == ROOM:
        seen = {row["key"] for row in first}
        last = column.by_key(ROOM, descending=True)["buckets"]
        rest = [row for row in last if row["key"] not in seen]
        first += rest[::-1]
    if len(first) > max_values or len(first) == 2 * ROOM:
        raise QueryError(
            "too_many_values",
            f"more than {min(max_values, len(first) - 1)} different values of {column.field} would have to be put in"
            " order",
            path="aggregations",
            fix="narrow the query, or order by doc_count desc or field_value",
        )
    return first


def _in_order(column: Column, rows: list[Row], order: OrderBy | Spec, descending: bool) -> list[Row]:
    if isinstance(order, OrderBy):
        return in_order(rows, order, descending)
    measured: list[Row] = []
    for start in range(0, len(rows), CHUNK):
        measured += column.rows([row["key"] for row in rows[start : start + CHUNK]], {"order": order})
    return in_order(measured, "order", descending)
