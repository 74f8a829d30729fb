"""The one way into what Tokkyo adds beside the retrieval APIs (`/api/cases/v1/…`).

The same tokens as the retrieval APIs, no envelope, errors as `tokkyo.http.jpo.problems` has them. Registering an
endpoint:

    Route("/api/cases/v1/search", gate.endpoint(self.search), methods=["GET", "POST"])

where `search` takes a `CaseCall` and returns a response or raises any `TokkyoError`. Calls are not counted by
themselves: an endpoint that hands out what a retrieval API would hand out counts it with `gate.take(call, api)`, one
that has no such API counts with `counted(gate, call)`.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from tokkyo.errors import LimitReached, QueryError, TokkyoError
from tokkyo.http.bodies import BodyRefused, check_type, received
from tokkyo.http.jpo.callers import Callers, Taken, User, address_of
from tokkyo.http.jpo.outcomes import BAD_REQUEST, OVER_LIMIT, SUCCESS, UNEXPECTED
from tokkyo.http.jpo.problems import Problem, fault, problem, problem_of
from tokkyo.http.running import Running, attending
from tokkyo.model.jpo.apis import CASE_SEARCH, Api
from tokkyo.settings import Settings

T = TypeVar("T")

UNAUTHORISED = Problem("invalid_token", "the token is missing, wrong or expired", "send Authorization: Bearer <token>")
MAINTENANCE = Problem("maintenance", "the service is closed for maintenance", "see its notices, and ask again later")
JSON_TYPES = ("application/json", "text/json")


@dataclass(slots=True)
class CaseCall:
    """One admitted request and who sent it."""

    request: Request
    user: User


Handler = Callable[[CaseCall], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class CasesGate:
    """Admits requests with a valid token, runs blocking work, turns our errors into answers."""

    callers: Callers
    settings: Settings
    running: Running

    def endpoint(self, handler: Handler) -> Endpoint:
        """Return an endpoint that only users with a valid token reach."""

        async def admitted(request: Request) -> Response:
            try:
                user = self.callers.user(request.scope)
                if user is None:
                    return problem(401, UNAUTHORISED, {"www-authenticate": "Bearer"})
                closed = self.callers.closed()
                if closed:
                    return problem(503, MAINTENANCE, {"retry-after": str(closed)})
                with attending(request):
                    return await handler(CaseCall(request, user))
            except BodyRefused as refused:
                return problem(refused.status, Problem(refused.code, refused.message, refused.fix))
            except TokkyoError as error:
                return problem_of(error)
            except Exception as error:
                return fault(error)

        return admitted

    async def take(self, call: CaseCall, api: Api) -> Taken:
        """Count a call of a retrieval API that is answered, and note who made it. Raises as `reserve` does."""
        taken = await self.reserve(call, api)
        self.note(call, api, SUCCESS)
        return taken

    async def reserve(self, call: CaseCall, api: Api) -> Taken:
        """Count a call against the caller's limit of the day; how it ends is still to be noted.

        Raises `LimitReached` `daily_limit_reached` when none is left.
        """
        taken = await self.callers.take(call.user, api)
        if taken is None:
            self.note(call, api, OVER_LIMIT)
            message = f"the calls of API {api.number} ({api.name}, {api.law}) of this day are used up"
            raise LimitReached("daily_limit_reached", message, fix="they begin anew at midnight in Japan")
        return taken

    def give_back(self, taken: Taken) -> None:
        """Take a counted call back. Never fails."""
        self.callers.give_back(taken)

    def note(self, call: CaseCall, api: Api, code: str) -> None:
        """Note who called an API from where, and how that ended: a status code of the retrieval APIs."""
        self.callers.note(call.user.id, api.number, address_of(call.request.scope), code)

    async def json_body(self, call: CaseCall) -> bytes:
        """Return the body of a JSON request, at most `max_body_bytes`. Raises `BodyRefused`, which the gate answers."""
        check_type(call.request.headers, JSON_TYPES)
        return await received(call.request, self.settings.number("max_body_bytes"))

    async def run(self, work: Callable[[], T]) -> T:
        """Run blocking work on a thread. Raises what it raises, and `Unavailable` when busy or out of time."""
        return await self.running.run(work)


@asynccontextmanager
async def counted(gate: CasesGate, call: CaseCall, api: Api = CASE_SEARCH) -> AsyncIterator[Taken]:
    """Count a call while it is answered, and note how it ended; one that fails is given back. Raises `LimitReached`."""
    taken, code = await gate.reserve(call, api), SUCCESS
    try:
        yield taken
    except BaseException as error:
        gate.give_back(taken)
        code = BAD_REQUEST if isinstance(error, QueryError) else UNEXPECTED
        raise
    finally:
        gate.note(call, api, code)
