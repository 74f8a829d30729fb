"""The one way into the Lens face: address, token and scope, body, threads, and our errors as answers."""

from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from tokkyo.accounts.accounts import Accounts
from tokkyo.accounts.tokens import ANYBODY, Holder
from tokkyo.accounts.usage import APIS, Admission
from tokkyo.errors import LimitReached, TokkyoError
from tokkyo.http.bodies import BodyRefused, check_type, received
from tokkyo.http.booked import booked
from tokkyo.http.lens.answers import problem, problem_of
from tokkyo.http.lens.authorisation import token_of
from tokkyo.http.lens.rates import spending_of
from tokkyo.http.running import Running, attending
from tokkyo.patience import checkpoint, without_waiting
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
    the caller may have in one answer and `plan_page_limit` what its plan says of that, None for nothing; `records`
    counts the publications the answer gives out. An endpoint that goes on giving out records after it returned (a
    stream) sets `streaming` and calls `Gate.settle` at its end.
    """

    request: Request
    admission: Admission
    page_limit: int
    records: int = 0
    streaming: bool = False

    @property
    def principal(self) -> str:
        """Return what stands for the caller's token."""
        return self.admission.principal

    @property
    def plan_page_limit(self) -> int | None:
        """Return the records per request of the caller's plan."""
        return self.admission.plan.records_per_request


Handler = Callable[[Call], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Gate:
    """Admits requests to the endpoints and runs their blocking work."""

    accounts: Accounts
    settings: Settings
    executor: Executor
    running: Running

    def endpoint(
        self, scope: str | None, handler: Handler, *, counted: bool = True, api: str | None = None
    ) -> Endpoint:
        """Return an endpoint that only callers with a scope reach, None for any valid token.

        Its requests are counted unless told otherwise, for the API of the scope or the one given.
        """
        name = api or APIS[scope or "search"]

        async def admitted(request: Request) -> Response:
            try:
                self._check_address(request)
                holder = await booked(lambda: self._holder(request, scope))
                admission = self.accounts.usage.admission(holder, name)
                spending_of(request).admission = admission
                await booked(admission.take if counted else admission.look)
                return await self._answered(Call(request, admission, self._page_limit(holder)), handler)
            except Refused as refused:
                return refused.response
            except LimitReached as error:
                spending_of(request).wait = error.retry_after
                return problem_of(error)
            except TokkyoError as error:
                return problem_of(error)

        return admitted

    async def _answered(self, call: Call, handler: Handler) -> Response:
        """Run an endpoint and settle, which never waits; an answer that was refused gave out nothing."""
        try:
            with attending(call.request):
                response = await handler(call)
        except BaseException:
            call.records = 0
            self.settle(call)
            raise
        if not call.streaming:
            self.settle(call)
        return response

    def _holder(self, request: Request, scope: str | None) -> Holder:
        if not self.settings.flag("require_token"):
            return ANYBODY
        holder = self.accounts.tokens.holder(token_of(request))
        if holder is None or (scope is not None and scope not in holder.scopes):
            raise Refused(problem(401, UNAUTHORISED, {"WWW-Authenticate": "Bearer"}))
        return holder

    def _page_limit(self, holder: Holder) -> int:
        return holder.plan.records_per_request or self.settings.number("max_page_size")

    def _check_address(self, request: Request) -> None:
        if len(request.scope["query_string"]) + len(request.scope["path"]) > self.settings.number("max_url_bytes"):
            raise Refused(problem(414, "the address is too long [url_too_long]; send the query with POST"))

    def reserve(self, call: Call, records: int) -> None:
        """Take so many records from what the caller's plan still allows, on top of those taken before.

        To be called on a search thread when the size of an answer is known and before it is searched for. What the
        answer does not use of them is given back. Raises `LimitReached` (429) when fewer are left.
        """
        checkpoint()  # work that was given up has been settled already
        call.admission.reserve(records)

    async def reserve_here(self, call: Call, records: int) -> None:
        """As `reserve`, on the event loop."""
        await booked(lambda: call.admission.reserve(records))

    def settle(self, call: Call) -> None:
        """Give back what was reserved for a call beyond its `records`; the end of a call, once. Never fails."""
        with without_waiting():
            call.admission.settle(call.records)

    async def json_body(self, call: Call) -> bytes:
        """Return the body of a JSON request. Raises `Refused` when it is none, compressed, cut off or too large."""
        try:
            check_type(call.request.headers, JSON_TYPES)
            return await received(call.request, self.settings.number("max_body_bytes"))
        except BodyRefused as refused:
            raise Refused(problem(refused.status, str(refused))) from None

    async def run(self, work: Callable[[], Response]) -> Response:
        """Run blocking work on a search thread. Raises what the work raises, and `Unavailable` as `Running.run`."""
        return await self.running.run(work)
