"""The first values of a column in some order, with the exact number of hits of each.

The engine counts each segment of the index by itself and passes on only its most frequent values, so a sum over
segments may fall short. `doc_count_error_upper_bound` says by how much at most. Values are taken from a short list when
that proves them to be the first ones, else counted again from complete lists. Equal ones come by rising value, which
the engine cannot do beside another order; it can list values in rising order that have at least so many hits, though.

An order by a metric, or rarest first, needs every value: up to `SURVEYED` of them at once, more in pages, for a bucket
with a metric takes the engine about 1 KiB in each segment.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tantivy import Query, Searcher

from tokkyo.errors import QueryError
from tokkyo.query.aggregation import OrderBy

LISTED = 1000
"""Values that a first, short list has at least."""

SEGMENT_LISTED = 10_000
"""Values that each segment passes on for it."""

SURVEYED, ROOM = 40_000, 60_000
"""Different values (estimated) that are listed at once, and the room for them; the engine refuses above 65,000."""

PAGE = 10_000
"""Values of one page of a longer survey."""

COUNTED = 10_000
"""Different values (estimated) that are counted one by one; above, the estimate stands, within about 1 %."""

ALL = 2**31 - 1

Spec = dict[str, Any]
Found = tuple[Any, int, Mapping[str, Any]]  # key, hits, the engine's row of it
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one field over the hits of a query; a `flag` counts as false where it is absent."""

    searcher: Searcher
    query: Query
    field: str
    flag: bool = False

    def ask(self, kind: str, spec: Spec, inner: Spec | None = None) -> dict[str, Any]:
        """Return what the engine says of this column."""
        wanted = {kind: {"field": self.field, **spec}, "aggs": inner or {}}
        answer: dict[str, Any] = self.searcher.aggregate(self.query, {"x": wanted})["x"]
        return answer

    def terms(self, spec: Spec, inner: Spec | None = None) -> dict[str, Any]:
        """Return an answer with the rows of some values."""
        return self.ask("terms", spec, inner)

    def estimate(self) -> float:
        """Return about how many different values there are."""
        return float(self.ask("cardinality", {})["value"])


def found_of(key: Any, row: Mapping[str, Any]) -> Found:
    """Return a bucket of the engine's under its key."""
    return key, int(row["doc_count"]), row


def different(column: Column) -> float:
    """Return the number of different values: exact up to `COUNTED`, above an estimate."""
    estimate = round(column.estimate())
    if estimate > COUNTED:
        return float(estimate)
    return float(len(column.terms({"size": 2 * COUNTED, "segment_size": 2 * COUNTED})["buckets"]))


def top_values(
    column: Column, order: OrderBy | Spec, descending: bool, size: int, max_values: int, metrics: dict[str, Spec]
) -> tuple[list[Found], int]:
    """Return the first `size` values with their hits and metrics, and the number of (hit, value) pairs of all others.

    `order` is by hits, by value or by a metric, given as the engine takes it. Raises `QueryError` (`too_many_values`)
    when more than `max_values` would have to be put in order.
    """
    if column.flag:
        rows, total = _flags(column, order, descending)
    elif order is OrderBy.KEY:
        rows, total = _by_key(column, size, descending)
    elif order is OrderBy.COUNT and descending:
        rows, total = _by_count(column, size)
    else:
        rows, total = _surveyed(column, order, descending, max_values)
    rows = rows[:size]
    if rows and metrics:
        rows = _again(column, [row["key"] for row in rows], metrics)
    shown = sum(row["doc_count"] for row in rows)
    return [found_of(bool(row["key"]) if column.flag else row["key"], row) for row in rows], total - shown


def _again(column: Column, keys: Sequence[Any], metrics: dict[str, Spec] | None = None) -> Rows:
    """Return complete rows of some values, in the order given."""
    spec: Spec = {"size": len(keys), "segment_size": len(keys)}
    spec |= {"missing": 0, "size": 2, "segment_size": 2} if column.flag else {"include": list(keys)}
    rows = {row["key"]: row for row in column.terms(spec, metrics)["buckets"]}
    return [rows[key] for key in keys]


def _total(answer: Mapping[str, Any]) -> int:
    listed = sum(int(row["doc_count"]) for row in answer["buckets"])
    return listed + int(answer["sum_other_doc_count"])


def _by_key(column: Column, size: int, descending: bool) -> tuple[Rows, int]:
    """Return the first values: each segment's first ones are enough to know them and to count them."""
    order = {"_key": "desc" if descending else "asc"}
    answer = column.terms({"size": size, "segment_size": size, "order": order})
    return answer["buckets"], _total(answer)


def _by_count(column: Column, size: int) -> tuple[Rows, int]:
    listed = max(LISTED, 2 * size)
    answer = column.terms({"size": listed, "segment_size": max(SEGMENT_LISTED, listed)})
    rows, short = answer["buckets"], int(answer.get("doc_count_error_upper_bound", 0))
    total = _total(answer)
    if len(rows) < listed and not short:
        return sorted(rows, key=_frequent), total
    least = rows[size - 1]["doc_count"]
    if short >= least or rows[-1]["doc_count"] + short >= least:
        return _all_by_count(column, size), total
    candidates = [row for row in rows if row["doc_count"] + short >= least]
    if short:
        candidates = _again(column, [row["key"] for row in candidates])
    return sorted(candidates, key=_frequent), total


def _all_by_count(column: Column, size: int) -> Rows:
    """Return the most frequent values from complete lists."""
    rows: Rows = column.terms({"size": size + 1, "segment_size": ALL})["buckets"]
    if len(rows) > size and rows[size]["doc_count"] == rows[size - 1]["doc_count"]:
        least = rows[size]["doc_count"]
        spec = {"size": size, "segment_size": ALL, "order": {"_key": "asc"}, "min_doc_count": least}
        equal = [row for row in column.terms(spec)["buckets"] if row["doc_count"] == least]
        rows = [row for row in rows if row["doc_count"] > least] + equal
    return sorted(rows, key=_frequent)


def _frequent(row: Mapping[str, Any]) -> tuple[int, Any]:
    return -row["doc_count"], row["key"]


def _flags(column: Column, order: OrderBy | Spec, descending: bool) -> tuple[Rows, int]:
    spec = {"size": 2, "segment_size": 2, "missing": 0, "order": {"_key": "asc"}}
    answer = column.terms(spec, {"order": order} if isinstance(order, dict) else None)
    return _ordered(answer["buckets"], order, descending), _total(answer)


def _surveyed(column: Column, order: OrderBy | Spec, descending: bool, max_values: int) -> tuple[Rows, int]:
    """Return all values in order."""
    estimate = round(column.estimate())
    if estimate > max_values:
        raise QueryError(
            "too_many_values",
            f"about {estimate} different values of {column.field} would have to be put in order; the limit is"
            f" {max_values}",
            path="aggregations",
            fix="narrow the query, or order by doc_count desc or field_value",
        )
    inner = {"order": order} if isinstance(order, dict) else {}
    rows: Rows | None = None
    if estimate <= SURVEYED:
        spec = {"size": ROOM, "segment_size": ROOM, "order": {"_key": "asc"}}
        rows = column.terms(spec, inner)["buckets"]
    if rows is None or len(rows) >= ROOM:
        rows = list(_paged(column, inner))
    return _ordered(rows, order, descending), sum(row["doc_count"] for row in rows)


def _ordered(rows: Rows, order: OrderBy | Spec, descending: bool) -> Rows:
    """Sort rows that come by rising key; those without a metric come last in both directions."""
    if order is OrderBy.KEY:
        return rows[::-1] if descending else rows

    def rank(row: Mapping[str, Any]) -> tuple[bool, float]:
        value = row["doc_count"] if order is OrderBy.COUNT else row["order"]["value"]
        return (True, 0.0) if value is None else (False, -value if descending else value)

    return sorted(rows, key=rank)


def _paged(column: Column, inner: Spec) -> Iterator[dict[str, Any]]:
    """Yield the rows of all values by rising key."""
    source = {"key": {"terms": {"field": column.field}}}
    after: dict[str, Any] = {}
    while True:
        wanted = {"composite": {"sources": [source], "size": PAGE, **after}, "aggs": inner}
        answer = column.searcher.aggregate(column.query, {"x": wanted})["x"]
        for row in answer["buckets"]:
            yield {**row, "key": row["key"]["key"]}
        if len(answer["buckets"]) < PAGE:
            return
        after = {"after": answer["after_key"]}
