"""`POST /patent/search` and `GET /patent/search`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tokkyo.http.json_bodies import decode_body
from tokkyo.http.lens import wire
from tokkyo.http.lens.answers import answer, envelope
from tokkyo.http.lens.gate import Call, Gate
from tokkyo.http.lens.scrolling import Scrolls, is_scroll, refuse_scroll
from tokkyo.service.beyond.extras import Extras
from tokkyo.service.search import PatentSearch, PreparedSearch, SearchRequest

SCOPE = "search"
# Larger bodies are read, checked and searched on a thread: long lists of values take more than a few milliseconds.
QUICK_BYTES = 8192

Body = Mapping[str, Any]
Asked = tuple[SearchRequest, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Searching:
    """The search endpoint."""

    search: PatentSearch
    extras: Extras
    scrolls: Scrolls
    gate: Gate

    def routes(self) -> list[Route]:
        """One route for both methods, so that a refusal of other methods names both."""
        post, get = self.gate.endpoint(SCOPE, self.post), self.gate.endpoint(SCOPE, self.get)

        async def any_method(request: Request) -> Response:
            return await (post if request.method == "POST" else get)(request)

        return [Route("/patent/search", any_method, methods=["GET", "POST"])]

    async def post(self, call: Call) -> Response:
        """Answer a JSON body."""
        data = await self.gate.json_body(call)
        if len(data) > QUICK_BYTES:
            return await self.gate.run(lambda: self._posted(call, *decode_body(data)))
        body, warnings = decode_body(data)
        if is_scroll(body):
            return await self.gate.run(lambda: self.scrolls.answer(call, body, warnings))
        return await self._search(call, lambda: self._read(call, body, warnings), small=True)

    def _posted(self, call: Call, body: Body, warnings: tuple[str, ...]) -> Response:
        if is_scroll(body):
            return self.scrolls.answer(call, body, warnings)
        return self._reserved(call, *self._prepared(call, lambda: self._read(call, body, warnings)))

    def _read(self, call: Call, body: Body, warnings: tuple[str, ...]) -> Asked:
        return wire.request_of_body(body, self._page_size(call)), (*warnings, *wire.unknown_keys(body))

    async def get(self, call: Call) -> Response:
        """Answer `?query=…&size=…`."""
        parameters = dict(call.request.query_params)
        refuse_scroll(parameters)

        def read() -> Asked:
            return wire.request_of_parameters(parameters, self._page_size(call)), wire.unknown_keys(parameters)

        return await self._search(call, read, small=len(call.request.scope["query_string"]) <= QUICK_BYTES)

    def _page_size(self, call: Call) -> int:
        return min(self.gate.settings.number("default_page_size"), call.page_limit)

    async def _search(self, call: Call, read: Callable[[], Asked], *, small: bool) -> Response:
        """Answer a search here when it is sure to be quick, else on a search thread."""
        if not small:
            return await self.gate.run(lambda: self._reserved(call, *self._prepared(call, read)))
        prepared, warnings = self._prepared(call, read)
        if prepared.quick:
            await self.gate.reserve_here(call, prepared.request.size)
            return self._found(call, prepared, warnings)
        return await self.gate.run(lambda: self._reserved(call, prepared, warnings))

    def _prepared(self, call: Call, read: Callable[[], Asked]) -> tuple[PreparedSearch, tuple[str, ...]]:
        wanted, warnings = read()
        self.extras.check(wanted)
        return self.search.prepare(wanted, call.page_limit), warnings

    def _reserved(self, call: Call, prepared: PreparedSearch, warnings: tuple[str, ...]) -> Response:
        self.gate.reserve(call, prepared.request.size)
        return self._found(call, prepared, warnings)

    def _found(self, call: Call, prepared: PreparedSearch, warnings: tuple[str, ...]) -> Response:
        result = self.search.answer(prepared)
        call.records = len(result.records)
        return answer(envelope(result, self.extras.of(prepared, result)), (*warnings, *result.warnings))
