"""Searching and fetching publications: the use cases behind every face."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tokkyo.engine.cost import Cost, cost
from tokkyo.engine.port import RELEVANCE, Engine, Ids, PageRequest, SortKey
from tokkyo.errors import NotFound, QueryError
from tokkyo.fields.registry import PUBLICATIONS, RELEVANCE_NAMES, Collection
from tokkyo.model.numbers import query_forms
from tokkyo.query.check import Limits, check
from tokkyo.query.dsl import parse
from tokkyo.query.field_names import unknown_field
from tokkyo.query.tree import Analysis, CheckedQuery
from tokkyo.query.values import shown
from tokkyo.service.beyond.options import NOTHING, Beyond
from tokkyo.service.expanding import FamilyKind, expanded
from tokkyo.service.paging import Paging
from tokkyo.service.projection import EVERYTHING, Projection
from tokkyo.service.reading import measured, reader
from tokkyo.settings import Settings
from tokkyo.store.documents import Documents
from tokkyo.text.languages import LANGUAGES

DEFAULT_ANALYSIS = Analysis()
QUICK_TEXTS = 20
"""Records with their texts that are read in a few milliseconds."""
APPROXIMATE = "the total is an estimate: the hits are of very many families"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search: `query` is query text or a JSON query object; None finds everything.

    `min_score` leaves out hits of less relevance. `expand_by` adds all members of the hits' families, `group_by` keeps
    the first of each family; the former comes first.
    """

    query: Any = None
    sort: tuple[SortKey, ...] = (RELEVANCE,)
    size: int = 20
    offset: int = 0
    projection: Projection = EVERYTHING
    analysis: Analysis = DEFAULT_ANALYSIS
    regex: bool = False
    min_score: float | None = None
    group_by: FamilyKind | None = None
    expand_by: FamilyKind | None = None
    beyond: Beyond = NOTHING

    @property
    def shows_best_score(self) -> bool:
        """Whether the answer names the best score: only when there are records, by relevance and nothing else."""
        return self.size > 0 and self.sort == (RELEVANCE,)

    @property
    def page(self) -> PageRequest:
        """Return what the engine is asked for."""
        return PageRequest(
            self.size, self.offset, self.sort, self.min_score, self.group_by.value if self.group_by else None
        )


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer: exact number of hits, best score (0 unless by relevance), records as UTF-8 JSON objects.

    `ids` are the store's ids of the records.
    """

    total: int
    max_score: float
    records: Sequence[bytes]
    warnings: tuple[str, ...] = ()
    ids: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class PreparedSearch:
    """A search that is known to be allowed."""

    request: SearchRequest
    query: CheckedQuery

    def all_hits(self, engine: Engine) -> Ids:
        """Return the ids of all hits in order, equal ones by rising id; `expand_by` must be carried out."""
        return engine.ordered(self.query, self.request.sort, self.request.min_score)

    @property
    def quick(self) -> bool:
        """Whether it is sure to take no more than a few milliseconds, so that handing it to a thread costs more."""
        request = self.request
        long = request.size > QUICK_TEXTS and request.projection.needs_text
        more = request.expand_by or request.beyond.wanted
        return not (long or more) and cost(self.query, request.page) is Cost.QUICK


class PatentSearch:
    """Finds and fetches publications; safe to call from several threads."""

    def __init__(self, documents: Documents, engine: Engine, settings: Settings, today: Callable[[], date]) -> None:
        self._documents = documents
        self._engine = engine
        self._limits = Limits.of(settings)
        self._paging = Paging.of(settings)
        self._max_families = settings.number("max_expanded_families")
        self._max_bytes = settings.number("max_answer_bytes")
        self._today = today

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer a search. Raises `QueryError` for anything wrong with the request, `EngineError` for the index."""
        return self.answer(self.prepare(request))

    def prepare(self, request: SearchRequest, max_size: int | None = None) -> PreparedSearch:
        """Parse and check a search without running it. Raises `QueryError` for anything wrong with the request.

        `max_size` is the largest page of the caller, the setting `max_page_size` when None.
        """
        self._paging.check(request.size, request.offset, request.sort, max_size)
        tree = parse(request.query if request.query is not None else {"match_all": {}}, self._limits, request.regex)
        checked = check(tree, analysis=request.analysis, limits=self._limits, today=self._today(), lenient=True)
        return PreparedSearch(request, checked)

    def answer(self, prepared: PreparedSearch) -> SearchResult:
        """Run a prepared search. Raises `EngineError`, or `QueryError` for patterns the engine cannot run."""
        prepared = self.expanded(prepared)
        request = prepared.request
        page = self._engine.search(prepared.query, request.page)
        ids = [hit.id for hit in page.hits]
        records = self._fetch(ids, request.projection)
        best = page.max_score if request.shows_best_score else 0.0
        warnings = (*prepared.query.warnings, *((APPROXIMATE,) if page.approximate else ()))
        return SearchResult(page.total, best, records, warnings, ids)

    def expanded(self, prepared: PreparedSearch) -> PreparedSearch:
        """Carry out `expand_by`: return a search for the hits and the other members of their families.

        `min_score` has then done its work: it decides whose families count. Without `expand_by` nothing changes. Raises
        `QueryError` `too_many_families`, or what the engine raises.
        """
        request = prepared.request
        if request.expand_by is None:
            return prepared
        query = expanded(self._engine, prepared.query, request.expand_by, self._max_families, request.min_score)
        return PreparedSearch(replace(request, expand_by=None, min_score=None), query)

    def record(self, identifier: str, wanted: Projection = EVERYTHING) -> bytes:
        """Return one publication as JSON by Lens ID (old ones too) or any spelling of its number.

        Raises `NotFound`. A number without kind code finds the latest publication that has it.
        """
        found = self._documents.find(query_forms(identifier))
        if not found:
            raise NotFound(
                "not_found",
                f"no publication answers to {shown(identifier)}",
                fix="give a Lens ID or a publication number such as EP 2471949 A1",
            )
        return self._fetch(found[:1], wanted)[0]

    def _fetch(self, ids: Sequence[int], wanted: Projection) -> list[bytes]:
        found = measured(reader(self._documents, wanted), self._max_bytes)(ids)
        return [found[number] for number in ids if number in found]


def sort_key(name: str, direction: str, path: str, collection: Collection = PUBLICATIONS) -> SortKey:
    """Make one sort criterion of a field name and `asc` or `desc`. Raises `QueryError`."""
    if direction.lower() not in ("asc", "desc"):
        raise QueryError("bad_sort", f"{shown(direction)} is no sort direction", path=path, fix="use asc or desc")
    descending = direction.lower() == "desc"
    if name in RELEVANCE_NAMES:
        return SortKey("_score", descending)
    field = collection.resolve(name)
    if field is None:
        raise unknown_field(name, path=path, collection=collection)
    if not field.sortable:
        raise QueryError(
            "not_sortable",
            f"results cannot be sorted by {field.name}",
            path=path,
            fix=f"sort by relevance, {', '.join(field.name for field in collection.fields.values() if field.sortable)}",
        )
    return SortKey(field.name, descending)


def analysis(language: str | None, stemming: bool | None) -> Analysis:
    """Make the analysis of a request. Raises `QueryError` `unknown_language`."""
    code = (language or "EN").upper()
    if code not in LANGUAGES:
        known = ", ".join(sorted(LANGUAGES))
        raise QueryError(
            "unknown_language",
            f"{shown(language)} is no language of searches",
            path="language",
            fix=f"use one of {known}",
        )
    return Analysis(code, stemming is not False)
