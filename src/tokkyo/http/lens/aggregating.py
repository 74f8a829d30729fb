"""`POST /patent/aggregate`: aggregations over the hits of a search, a subscription of its own (lens.md §1.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from tokkyo.errors import QueryError
from tokkyo.http.aggregation_answers import aggregates
from tokkyo.http.json_bodies import decode_body
from tokkyo.http.lens import wire
from tokkyo.http.lens.answers import answer, envelope
from tokkyo.http.lens.gate import Call, Gate
from tokkyo.http.wire_values import ABSENT
from tokkyo.query.dsl_aggregation import INNER
from tokkyo.service.aggregating import AggregationRequest, PatentAggregation

SCOPE = "aggregate"
OF_SEARCH = frozenset(
    {"_source", "exclude", "from", "include", "language", "query", "regex", "size", "sort", "stemming", "token"}
)
# Options of a search that would change what is aggregated, or how the answer goes on.
REFUSED = ("scroll", "scroll_id", "group_by", "expand_by", "min_score")

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Aggregating:
    """The aggregation endpoint."""

    aggregation: PatentAggregation
    gate: Gate

    def routes(self) -> list[Route]:
        """Return the route."""
        return [Route("/patent/aggregate", self.gate.endpoint(SCOPE, self.post), methods=["POST"])]

    async def post(self, call: Call) -> Response:
        """Answer a JSON body, always on a search thread: all hits count."""
        data = await self.gate.json_body(call)
        return await self.gate.run(lambda: self._answered(call, data))

    def _answered(self, call: Call, data: bytes) -> Response:
        body, warnings = decode_body(data)
        size = min(self.gate.settings.number("default_page_size"), call.page_limit)
        request = request_of_body(body, size)
        prepared = self.aggregation.prepare(request, call.page_limit)
        self.gate.reserve(call, request.search.size)
        result = self.aggregation.answer(prepared)
        call.records = len(result.search.records)
        shaped = msgspec.json.encode(aggregates(result.results, result.tree))
        return answer(
            envelope(result.search, [("aggregations", shaped)]),
            (*warnings, *wire.unknown_keys(body, OF_SEARCH.union(INNER)), *result.warnings),
        )


def request_of_body(body: Body, default_size: int) -> AggregationRequest:
    """Read a body: a search with `aggregations` or, as Elasticsearch has it, `aggs`. Raises `QueryError`."""
    for name in REFUSED:
        if body.get(name) not in ABSENT:
            message = f"{name} has no meaning beside aggregations"
            raise QueryError("option_not_available", message, path=name, fix="leave it out")
    given = [name for name in INNER if body.get(name) is not None]
    if len(given) != 1:
        message = "aggregations and aggs are both given" if given else "aggregations is missing"
        fix = 'send {"query": …, "aggregations": {"offices": {"terms": {"field": "jurisdiction"}}}}'
        raise QueryError("missing_option" if not given else "bad_option", message, path=INNER[0], fix=fix)
    search = wire.request_of_body({name: body[name] for name in OF_SEARCH & body.keys()}, default_size)
    return AggregationRequest(search, body[given[0]], given[0])
