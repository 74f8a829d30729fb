"""Searching cases before the Japan Patent Office: the same query language and engines as for publications."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tokkyo.engine.port import RELEVANCE, Engine, PageRequest, Result, SortKey
from tokkyo.errors import Unavailable
from tokkyo.fields.registry import CASES
from tokkyo.model.jpo.record import CaseRecord
from tokkyo.model.jpo.row_ids import case_of
from tokkyo.patience import checkpoint
from tokkyo.query.aggregation import Aggregations
from tokkyo.query.check import Limits, check
from tokkyo.query.check_aggregation import CheckedAggregations, check_aggregations
from tokkyo.query.dsl import parse
from tokkyo.query.dsl_aggregation import parse_aggregations
from tokkyo.query.limits_aggregation import AggregationLimits
from tokkyo.query.tree import Analysis, CheckedQuery, Terms
from tokkyo.service.jpo.record import CaseRecords
from tokkyo.service.paging import Paging
from tokkyo.settings import Settings

DEFAULT_ANALYSIS = Analysis()
MOST_NUMBERED = 20
"""Cases that one number leads to at most."""
EVERYTHING: Mapping[str, Any] = {"match_all": {}}


@dataclass(frozen=True, slots=True)
class CaseSearchRequest:
    """One search: `query` is query text or a JSON query object, None finds everything; `aggregations` is JSON."""

    query: Any = None
    sort: tuple[SortKey, ...] = (RELEVANCE,)
    size: int = 20
    offset: int = 0
    analysis: Analysis = DEFAULT_ANALYSIS
    regex: bool = False
    aggregations: Any = None
    aggregations_path: str = "aggregations"


@dataclass(frozen=True, slots=True)
class FoundCase:
    """One hit; `score` is None when the order is not by relevance."""

    record: CaseRecord
    score: float | None


@dataclass(frozen=True, slots=True)
class CaseSearchResult:
    """The answer: exact number of hits, the records of the page, aggregations with their results."""

    total: int
    cases: Sequence[FoundCase]
    tree: Aggregations
    results: Mapping[str, Result]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreparedCaseSearch:
    """A search that is known to be allowed."""

    request: CaseSearchRequest
    query: CheckedQuery
    aggregations: CheckedAggregations


class CaseSearch:
    """Finds cases; safe to call from several threads."""

    def __init__(
        self, records: CaseRecords, engine: Engine | None, settings: Settings, today: Callable[[], date]
    ) -> None:
        """`engine` holds the collection of cases; None where cases are not indexed."""
        self._records = records
        self._engine = engine
        self._limits = Limits.of(settings)
        self._most = AggregationLimits.of(settings)
        self._paging = Paging.of(settings)
        self._today = today

    def search(self, request: CaseSearchRequest) -> CaseSearchResult:
        """Answer a search. Raises what `prepare` and `answer` raise."""
        return self.answer(self.prepare(request))

    def prepare(self, request: CaseSearchRequest) -> PreparedCaseSearch:
        """Parse and check a search without running it. Raises `QueryError` for anything wrong with it."""
        self._paging.check(request.size, request.offset, request.sort)
        query = EVERYTHING if request.query is None else request.query
        tree = parse(query, self._limits, request.regex, collection=CASES)
        checked = check(tree, analysis=request.analysis, limits=self._limits, today=self._today(), collection=CASES)
        return PreparedCaseSearch(request, checked, self._aggregations(request))

    def _aggregations(self, request: CaseSearchRequest) -> CheckedAggregations:
        if request.aggregations is None:
            return CheckedAggregations({})
        tree = parse_aggregations(
            request.aggregations,
            self._limits,
            self._most,
            request.regex,
            path=request.aggregations_path,
            collection=CASES,
        )
        return check_aggregations(
            tree, analysis=request.analysis, limits=self._limits, today=self._today(), collection=CASES
        )

    def answer(self, prepared: PreparedCaseSearch) -> CaseSearchResult:
        """Run a prepared search. Raises `EngineError`, `Unavailable` where cases are not indexed, `QueryError`."""
        engine = self._indexed()
        request, tree = prepared.request, prepared.aggregations.tree
        results = engine.aggregate(prepared.query, tree) if tree else {}
        page = engine.search(prepared.query, PageRequest(request.size, request.offset, request.sort))
        found = [FoundCase(record, hit.score) for hit in page.hits if (record := self._record(hit.id))]
        warnings = dict.fromkeys((*prepared.query.warnings, *prepared.aggregations.warnings))
        return CaseSearchResult(page.total, found, tree, results, tuple(warnings))

    def numbered(self, form: str) -> Iterator[str]:
        """Yield the applications of the cases that have a number, in its form of the index; none without an index."""
        if self._engine is not None:
            query = CheckedQuery(Terms("ids", (form,)))
            yield from (case_of(hit.id)[1] for hit in self._engine.search(query, PageRequest(MOST_NUMBERED)).hits)

    def _record(self, number: int) -> CaseRecord | None:
        checkpoint()
        return self._records.record(*case_of(number))

    def _indexed(self) -> Engine:
        if self._engine is None:
            raise Unavailable(
                "cases_not_indexed",
                "this server has no index of cases",
                fix="ask the operator to set index_cases and to run tokkyo reindex",
            )
        return self._engine
