"""The endpoints of the Lens face that this version serves."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from tokkyo.accounts.tokens import Tokens
from tokkyo.errors import TokkyoError
from tokkyo.http.lens import wire
from tokkyo.http.lens.answers import answer, envelope, problem, problem_of
from tokkyo.http.lens.authorisation import token_of
from tokkyo.service.projection import projection
from tokkyo.service.search import PatentSearch, PreparedSearch, SearchRequest
from tokkyo.settings import Settings

SCOPE = "search"
UNAUTHORISED = "Unable to authorize user to this resource."
JSON_TYPES = ("application/json", "text/json")
# Larger bodies are read, checked and searched on a thread: long lists of values take more than a few milliseconds.
QUICK_BYTES = 8192

Asked = tuple[SearchRequest, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LensFace:
    """The Lens endpoints over one search service."""

    search: PatentSearch
    tokens: Tokens
    settings: Settings
    executor: Executor

    def routes(self) -> list[Route]:
        """Return the routes, most specific first."""
        return [
            Route("/patent/search", self.any_search, methods=["GET", "POST"]),
            Route("/patent/{lens_id:path}", self.get_record, methods=["GET"]),
        ]

    async def any_search(self, request: Request) -> Response:
        """One route for both methods, so that a refusal of other methods names both."""
        return await (self.post_search if request.method == "POST" else self.get_search)(request)

    async def post_search(self, request: Request) -> Response:
        """`POST /patent/search` with a JSON body."""
        if (refused := self._refuse(request)) is not None:
            return refused
        if request.headers.get("content-type", "application/json").split(";")[0].strip().lower() not in JSON_TYPES:
            return problem(415, "send the body as application/json [unsupported_media_type]")
        if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            return problem(415, "the body is compressed [unsupported_content_encoding]; send it as plain JSON")
        try:
            data = await self._body(request)
        except ClientDisconnect:
            return problem(400, "the client went away before the end of the body [client_gone]")
        if data is None:
            limit = self.settings.number("max_body_bytes")
            return problem(413, f"the body is larger than {limit} bytes [body_too_large]; send a smaller query")

        def read() -> Asked:
            body, warnings = wire.decode_body(data)
            return wire.request_of_body(body, self._page_size), (*warnings, *wire.unknown_keys(body))

        return await self._search(read, small=len(data) <= QUICK_BYTES)

    async def get_search(self, request: Request) -> Response:
        """`GET /patent/search?query=…`."""
        if (refused := self._refuse(request)) is not None:
            return refused
        parameters = dict(request.query_params)

        def read() -> Asked:
            return wire.request_of_parameters(parameters, self._page_size), wire.unknown_keys(parameters)

        return await self._search(read, small=len(request.scope["query_string"]) <= QUICK_BYTES)

    async def get_record(self, request: Request) -> Response:
        """`GET /patent/{lens_id}`: the bare record, no envelope; old Lens IDs and number spellings are found too."""
        if (refused := self._refuse(request)) is not None:
            return refused
        identifier = request.path_params["lens_id"]
        include, exclude = (wire.split_list(request.query_params.get(name, "")) for name in ("include", "exclude"))
        return await self._run(lambda: answer(self.search.record(identifier, projection(include, exclude))))

    @property
    def _page_size(self) -> int:
        return self.settings.number("default_page_size")

    async def _search(self, read: Callable[[], Asked], *, small: bool) -> Response:
        """Answer a search here when it is sure to be quick, else on a search thread."""
        if not small:
            return await self._run(lambda: self._found(*self._prepared(read)))
        try:
            prepared, warnings = self._prepared(read)
        except TokkyoError as error:
            return problem_of(error)

        def work() -> Response:
            return self._found(prepared, warnings)

        return _answered(work) if prepared.quick else await self._run(work)

    def _prepared(self, read: Callable[[], Asked]) -> tuple[PreparedSearch, tuple[str, ...]]:
        wanted, warnings = read()
        return self.search.prepare(wanted), warnings

    def _found(self, prepared: PreparedSearch, warnings: tuple[str, ...]) -> Response:
        result = self.search.answer(prepared)
        return answer(envelope(result), (*warnings, *result.warnings))

    def _refuse(self, request: Request) -> Response | None:
        """Return the refusal for an oversized address or a missing, wrong or foreign token."""
        if len(request.scope["query_string"]) + len(request.scope["path"]) > self.settings.number("max_url_bytes"):
            return problem(414, "the address is too long [url_too_long]; send the query with POST")
        if self.settings.flag("require_token") and not self.tokens.allows(token_of(request), SCOPE):
            return problem(401, UNAUTHORISED, {"WWW-Authenticate": "Bearer"})
        return None

    async def _body(self, request: Request) -> bytes | None:
        """Return the body, or None when it is larger than allowed."""
        limit = self.settings.number("max_body_bytes")
        chunks, size = [], 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                return None
            chunks.append(chunk)
        return b"".join(chunks)

    async def _run(self, work: Callable[[], Response]) -> Response:
        """Run blocking work on a search thread."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, _answered, work)


def _answered(work: Callable[[], Response]) -> Response:
    """Do the work and turn our errors into answers."""
    try:
        return work()
    except TokkyoError as error:
        return problem_of(error)
