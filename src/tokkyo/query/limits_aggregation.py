"""How large a tree of aggregations may be."""

from dataclasses import dataclass
from typing import Self

from tokkyo.errors import SettingError
from tokkyo.query.limits import DEEPEST, exceeded
from tokkyo.query.tree import Place
from tokkyo.settings import Settings, defaults

NAME_CHARS = 200
"""Longest name of an aggregation or a filter: an answer repeats it in every bucket around."""


@dataclass(frozen=True, slots=True)
class AggregationLimits:
    """The limits of the aggregations of one request; each carries the name of its setting.

    Buckets of the answer and ordered values are counted by the engines.
    """

    max_aggregations: int
    max_aggregation_depth: int
    max_terms_buckets: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Read the limits. Raises `SettingError` when `max_aggregation_depth` is above `limits.DEEPEST`."""
        depth = settings.number("max_aggregation_depth")
        if depth > DEEPEST:
            message = f"max_aggregation_depth is above {DEEPEST}"
            raise SettingError("bad_setting", message, fix=f"give {DEEPEST} or less")
        return cls(
            max_aggregations=settings.number("max_aggregations"),
            max_aggregation_depth=depth,
            max_terms_buckets=settings.number("max_terms_buckets"),
        )

    def check_depth(self, depth: int, place: Place) -> None:
        """Raise `aggregations_too_deep` for aggregations inside more others than allowed."""
        if depth > self.max_aggregation_depth:
            what = f"aggregations stand {depth} levels deep"
            fix = "ask for the inner ones in a request of their own, with a filter"
            raise exceeded("aggregations_too_deep", what, self.max_aggregation_depth, place, fix)

    def check_count(self, count: int, place: Place) -> None:
        """Raise `too_many_aggregations` for a number above the limit; each filter of `filters` counts."""
        if count > self.max_aggregations:
            what = f"the request has more than {self.max_aggregations} aggregations and named filters"
            raise exceeded("too_many_aggregations", what, self.max_aggregations, place, "split the request")


DEFAULT_AGGREGATION_LIMITS = AggregationLimits.of(defaults())
