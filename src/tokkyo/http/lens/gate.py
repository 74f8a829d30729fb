"""The one way into the Lens face: address, token and scope, body, threads, and our errors as answers."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from tokkyo.accounts.tokens import Tokens
from tokkyo.errors import TokkyoError
from tokkyo.http.lens.answers import problem, problem_of
from tokkyo.http.lens.authorisation import token_of
from tokkyo.settings import Settings

UNAUTHORISED = "Unable to authorize user to this resource."
JSON_TYPES = ("application/json", "text/json")


class Refused(Exception):
    """A request that is answered before it is understood."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


@dataclass(slots=True)
class Call:
    """One admitted request.

    `principal` names its token as long as that exists, "" where no token is required; `page_limit` is the most records
    the caller's plan allows in one answer; `records` counts the publications the answer gives out. An endpoint that
    goes on giving out records after it returned (a stream) sets `streaming` and calls `Gate.settle` at its end.
    """

    request: Request
    principal: str = ""
    page_limit: int = 0
    records: int = 0
    streaming: bool = False


Handler = Callable[[Call], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Gate:
    """Admits requests to the endpoints and runs their blocking work."""

    tokens: Tokens
    settings: Settings
    executor: Executor

    def endpoint(self, scope: str, handler: Handler) -> Endpoint:
        """Return an endpoint that only callers with a scope reach."""

        async def admitted(request: Request) -> Response:
            try:
                self._check_address(request)
                self._check_token(request, scope)
                return await handler(Call(request, page_limit=self.settings.number("max_page_size")))
            except Refused as refused:
                return refused.response
            except TokkyoError as error:
                return problem_of(error)

        return admitted

    def _check_address(self, request: Request) -> None:
        if len(request.scope["query_string"]) + len(request.scope["path"]) > self.settings.number("max_url_bytes"):
            raise Refused(problem(414, "the address is too long [url_too_long]; send the query with POST"))

    def _check_token(self, request: Request, scope: str) -> None:
        if self.settings.flag("require_token") and not self.tokens.allows(token_of(request), scope):
            raise Refused(problem(401, UNAUTHORISED, {"WWW-Authenticate": "Bearer"}))

    def reserve(self, call: Call, records: int) -> None:
        """Take so many records from what the caller's plan still allows, on top of those taken before.

        To be called when the size of an answer is known and before it is searched for. What the answer does not use of
        them is given back. Raises `Refused` (429) when fewer are left.
        """

    def settle(self, call: Call) -> None:
        """Give back what was reserved for a call beyond its `records`; the end of a call, once."""

    async def json_body(self, call: Call) -> bytes:
        """Return the body of a JSON request. Raises `Refused` when it is none, compressed, cut off or too large."""
        headers = call.request.headers
        if headers.get("content-type", "application/json").split(";")[0].strip().lower() not in JSON_TYPES:
            raise Refused(problem(415, "send the body as application/json [unsupported_media_type]"))
        if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            message = "the body is compressed [unsupported_content_encoding]; send it as plain JSON"
            raise Refused(problem(415, message))
        try:
            return await self._received(call.request)
        except ClientDisconnect:
            message = "the client went away before the end of the body [client_gone]"
            raise Refused(problem(400, message)) from None

    async def _received(self, request: Request) -> bytes:
        limit = self.settings.number("max_body_bytes")
        chunks, size = [], 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                message = f"the body is larger than {limit} bytes [body_too_large]; send a smaller query"
                raise Refused(problem(413, message))
            chunks.append(chunk)
        return b"".join(chunks)

    async def run(self, work: Callable[[], Response]) -> Response:
        """Run blocking work on a search thread. Raises what the work raises."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, work)
