"""What the engine aggregates inside many buckets at once: metrics, and lists of fields that hold few values.

Such lists are complete, so that each bucket's can be sorted as asked for. Numbers of different values are left out:
they are not exact that way.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tokkyo.engine.budget import Budget
from tokkyo.engine.embedded.top_values import Column, Row, Spec, in_order
from tokkyo.engine.port import Bucket, Buckets, Number, Result
from tokkyo.query.aggregation import (
    Aggregation,
    Aggregations,
    Metric,
    MetricAggregation,
    TermsAggregation,
)

MOST = 60_000
"""Values, estimated, in all buckets together; the engine refuses above 65,000."""

WEIGHT = 4
"""How much more memory a value takes that has metrics inside."""


@dataclass(frozen=True, slots=True)
class Inside:
    """The aggregations that can be asked for at once, what to ask, and which columns hold flags."""

    wanted: Aggregations
    specs: Mapping[str, Spec]
    flags: frozenset[str]

    @classmethod
    def of(cls, inner: Aggregations, column: Callable[[str], Column], buckets: int) -> "Inside":
        """Choose from the aggregations inside so many buckets of the hits that `column` gives columns of."""
        specs: dict[str, Spec] = {}
        flags: set[str] = set()
        room = MOST
        for name, one in inner.items():
            if _is_plain(one):
                specs[name] = metric_spec(one)
            elif isinstance(one, TermsAggregation) and all(map(_is_plain, one.inner.values())):
                values = column(one.field)
                most = _room(values.estimate()) * buckets * (WEIGHT if one.inner else 1)
                if most <= room:
                    room -= most
                    specs[name] = _terms_spec(values, one)
                    flags |= {name} if values.flag else set()
        wanted = {name: one for name, one in inner.items() if name in specs}
        return cls(wanted, {_named(number): specs[name] for number, name in enumerate(wanted)}, frozenset(flags))

    def results(self, row: Row, budget: Budget) -> dict[str, Result]:
        """Return the results in one bucket."""
        return {
            name: self._result(name, one, row.get(_named(number), {}), budget)
            for number, (name, one) in enumerate(self.wanted.items())
        }

    def _result(self, name: str, one: Aggregation, answer: Mapping[str, Any], budget: Budget) -> Result:
        if isinstance(one, MetricAggregation):
            return _number(one, answer)
        assert isinstance(one, TermsAggregation)
        return _terms(one, answer.get("buckets", ()), name in self.flags, budget)


def _room(estimate: int) -> int:
    """Return how many values there may be: estimates of a thousand are off by less than this."""
    return estimate + estimate // 16 + 2


def _named(number: int) -> str:
    """Name aggregations for the engine: its own paths give dots and brackets a meaning."""
    return f"a{number}"


def _is_plain(one: Aggregation) -> bool:
    return isinstance(one, MetricAggregation) and one.metric is not Metric.CARDINALITY


def metric_spec(one: Aggregation) -> Spec:
    """Return what to ask the engine for a metric."""
    assert isinstance(one, MetricAggregation)
    return {one.metric.value: {"field": one.field}}


def _terms_spec(values: Column, one: TermsAggregation) -> Spec:
    inner = {_named(number): metric_spec(metric) for number, metric in enumerate(one.inner.values())}
    return {"terms": {"field": one.field, **values.all_values(MOST)}, "aggs": inner}


def _number(one: Aggregation, answer: Mapping[str, Any]) -> Number:
    """Return a metric; the engine leaves it out of ranges that no hit is in."""
    assert isinstance(one, MetricAggregation)
    value = answer.get("value")
    return Number(0.0 if value is None and one.metric is Metric.SUM else value)


def _terms(one: TermsAggregation, rows: Any, flag: bool, budget: Budget) -> Buckets:
    names = {name: _named(number) for number, name in enumerate(one.inner)}
    order = one.order if not isinstance(one.order, str) else names[one.order]
    ordered = in_order(rows, order, one.descending)
    budget.spend(len(ordered[: one.size]))
    buckets = [
        Bucket(
            bool(row["key"]) if flag else row["key"],
            int(row["doc_count"]),
            {name: _number(one.inner[name], row[names[name]]) for name in names},
        )
        for row in ordered[: one.size]
    ]
    return Buckets(tuple(buckets), sum(int(row["doc_count"]) for row in ordered[one.size :]))
