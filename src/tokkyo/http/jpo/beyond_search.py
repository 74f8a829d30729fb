"""Searching cases, the payments that fall due next, and the fields both go by.

    POST /api/cases/v1/search       {"query": …, "size", "from", "sort", "aggregations", …}
    GET  /api/cases/v1/search       ?query=…&size=…
    GET  /api/cases/v1/annuities    ?from=now&to=now+3M&query=holder.code:000003207
    GET  /api/cases/v1/fields

A search and a list of payments count as one call of API C-1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from tokkyo.fields.registry import CASES
from tokkyo.fields.types import Field
from tokkyo.http import wire_values as values
from tokkyo.http.aggregation_answers import aggregates
from tokkyo.http.jpo.case_wire import OF_SEARCH, days_of, parameters, search_request
from tokkyo.http.jpo.cases_gate import CaseCall, CasesGate, counted
from tokkyo.http.json_bodies import decode_body
from tokkyo.query.dsl_aggregation import INNER
from tokkyo.service.jpo.annuities import due
from tokkyo.service.jpo.lines import CaseLine, case_line
from tokkyo.service.jpo.search import CaseSearch, CaseSearchRequest, CaseSearchResult

BASE = "/api/cases/v1"
JSON = "application/json"
OF_ANNUITIES = frozenset({"from", "to", "query", "size", "offset"})
SOON = "now+3M"
_OF_GET = OF_SEARCH - {*INNER}


class SearchAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """An answer: all hits, those of the page, what was aggregated, and how many calls of C-1 are left today."""

    total: int
    cases: list[CaseLine]
    remaining: int
    aggregations: dict[str, Any] | None = None
    warnings: tuple[str, ...] = ()


class ListedField(msgspec.Struct, frozen=True, omit_defaults=True):
    """A field that cases are searched by."""

    name: str
    type: str
    group: str
    description: str
    sortable: bool = False
    aggregations: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BeyondSearch:
    """The endpoints of the search; `today` is the day in Japan."""

    search: CaseSearch
    gate: CasesGate
    today: Callable[[], date]

    def routes(self) -> list[Route]:
        """Return their routes."""
        return [
            Route(f"{BASE}/search", self.gate.endpoint(self.post), methods=["POST"], name="search_cases_with_body"),
            Route(f"{BASE}/search", self.gate.endpoint(self.get), methods=["GET"], name="search_cases"),
            Route(f"{BASE}/annuities", self.gate.endpoint(self.annuities), methods=["GET"], name="next_annuities"),
            Route(f"{BASE}/fields", self.gate.endpoint(self.fields), methods=["GET"], name="fields_of_cases"),
        ]

    async def post(self, call: CaseCall) -> Response:
        """Answer a JSON body."""
        data = await self.gate.json_body(call)
        return await self._answered(call, lambda: search_request(*self._read(data)))

    def _read(self, data: bytes) -> tuple[Mapping[str, Any], int]:
        return decode_body(data)[0], self._size

    async def get(self, call: CaseCall) -> Response:
        """Answer `?query=…&size=…`."""
        given = dict(call.request.query_params)
        return await self._answered(call, lambda: search_request(parameters(given, _OF_GET), self._size))

    async def annuities(self, call: CaseCall) -> Response:
        """Return the rights in force whose next payment is due within some days, the next one first."""
        given = dict(call.request.query_params)
        return await self._answered(call, lambda: self._due(given))

    def _due(self, given: Mapping[str, str]) -> CaseSearchRequest:
        asked, today = parameters(given, OF_ANNUITIES), self.today()
        first, _ = days_of(asked.get("from", "now"), "from", today)
        _, last = days_of(asked.get("to", SOON), "to", today)
        size, offset = (
            values.whole(asked.get(name, usual), name) for name, usual in (("size", self._size), ("offset", 0))
        )
        return due(first, last, asked.get("query"), size, offset)

    async def _answered(self, call: CaseCall, read: Callable[[], CaseSearchRequest]) -> Response:
        """Count a search, and run it on a thread: it reads a dozen rows for each case of the page."""
        async with counted(self.gate, call) as taken:
            body = await self.gate.run(lambda: self._found(self.search.search(read()), taken.remaining))
        return Response(body, media_type=JSON)

    def _found(self, result: CaseSearchResult, remaining: int) -> bytes:
        lines = [case_line(found.record, found.score) for found in result.cases]
        shaped = aggregates(result.results, result.tree) if result.tree else None
        return msgspec.json.encode(SearchAnswer(result.total, lines, remaining, shaped, result.warnings))

    async def fields(self, call: CaseCall) -> Response:
        """Return what cases are searched by; counts nothing."""
        return Response(msgspec.json.encode([_listed(field) for field in CASES.fields.values()]), media_type=JSON)

    @property
    def _size(self) -> int:
        return self.gate.settings.number("default_page_size")


def _listed(field: Field) -> ListedField:
    return ListedField(
        field.name,
        field.type.value,
        field.group,
        field.description,
        field.sortable,
        tuple(sorted(field.aggregations)),
        field.values,
        field.parts,
    )
