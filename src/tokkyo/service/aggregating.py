"""Aggregations over the hits of a search, beside its first records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tokkyo.engine.port import Engine, Result
from tokkyo.query.aggregation import Aggregations
from tokkyo.query.check import Limits
from tokkyo.query.check_aggregation import CheckedAggregations, check_aggregations
from tokkyo.query.dsl_aggregation import parse_aggregations
from tokkyo.query.limits_aggregation import AggregationLimits
from tokkyo.service.search import PatentSearch, PreparedSearch, SearchRequest, SearchResult
from tokkyo.settings import Settings


@dataclass(frozen=True, slots=True)
class AggregationRequest:
    """A search and what to count, add up and group over all its hits; `path` is where that stood in the request."""

    search: SearchRequest
    aggregations: Any
    path: str = "aggregations"


@dataclass(frozen=True, slots=True)
class PreparedAggregation:
    """A request that is known to be allowed."""

    search: PreparedSearch
    aggregations: CheckedAggregations


@dataclass(frozen=True, slots=True)
class AggregationResult:
    """The answer to the search, and each aggregation, in the order given, with its result."""

    search: SearchResult
    tree: Aggregations
    results: Mapping[str, Result]
    warnings: tuple[str, ...] = ()


class PatentAggregation:
    """Aggregates publications; safe to call from several threads."""

    def __init__(self, search: PatentSearch, engine: Engine, settings: Settings, today: Callable[[], date]) -> None:
        self._search = search
        self._engine = engine
        self._limits = Limits.of(settings)
        self._most = AggregationLimits.of(settings)
        self._today = today

    def prepare(self, request: AggregationRequest, max_size: int | None = None) -> PreparedAggregation:
        """Parse and check a request without running it. Raises `QueryError` for anything wrong with it."""
        wanted = request.search
        search = self._search.prepare(wanted, max_size)
        tree = parse_aggregations(request.aggregations, self._limits, self._most, wanted.regex, path=request.path)
        checked = check_aggregations(
            tree, analysis=wanted.analysis, limits=self._limits, lenient=True, today=self._today()
        )
        return PreparedAggregation(search, checked)

    def answer(self, prepared: PreparedAggregation) -> AggregationResult:
        """Run a prepared request. Raises `EngineError`, or `QueryError` for answers of too many buckets or values."""
        tree = prepared.aggregations.tree
        results = self._engine.aggregate(prepared.search.query, tree)
        found = self._search.answer(prepared.search)
        warnings = tuple(dict.fromkeys((*found.warnings, *prepared.aggregations.warnings)))
        return AggregationResult(found, tree, results, warnings)
