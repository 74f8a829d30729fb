"""The one way into the retrieval APIs: token, maintenance, parameters, pace, limit of the day, answer, count.

Who has no valid token learns nothing else. A call is counted before it is answered, so that the limit is exact over all
processes, and given back where its outcome does not count (setting `jpo_counted`).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from tokkyo.errors import Unavailable
from tokkyo.http.jpo.callers import Callers, Taken, User, address_of
from tokkyo.http.jpo.outcomes import (
    BAD_TOKEN,
    CROWDED,
    OVER_LIMIT,
    TIMEOUT,
    UNEXPECTED,
    counted_codes,
)
from tokkyo.http.jpo.parameters import Checks
from tokkyo.http.jpo.problems import logged
from tokkyo.http.jpo.replies import CHALLENGE, Found, Replies, Reply, retry_after
from tokkyo.http.running import Running, attending
from tokkyo.model.jpo.apis import Api
from tokkyo.patience import OUT_OF_TIME
from tokkyo.settings import Settings

Answering = Callable[[tuple[str, ...]], Awaitable[Found]]
"""What finds the answer to a call from its path parameters, whose shapes have been checked."""


class Gate:
    """Admits calls, counts them and runs their blocking work."""

    def __init__(self, callers: Callers, settings: Settings, running: Running) -> None:
        """Raises `SettingError` for impossible values of `jpo_statuses` and `jpo_counted`."""
        self.callers = callers
        self.settings = settings
        self.running = running
        self.replies = Replies(settings)
        self.counted = counted_codes(settings)

    def endpoint(self, api: Api, checks: Checks, answering: Answering) -> "Endpoint":
        """Return the endpoint of an API."""
        return Endpoint(self, api, checks, answering)

    def failure(self, error: Exception) -> Reply:
        """Return the answer to a call that went wrong on our side; what is our fault is logged."""
        if isinstance(error, Unavailable):
            code = TIMEOUT if error.code == OUT_OF_TIME else CROWDED
            return self.replies.refusal(code, (retry_after(error.retry_after),))
        logged(error)
        return self.replies.refusal(UNEXPECTED)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One API as an ASGI application."""

    gate: Gate
    api: Api
    checks: Checks
    answering: Answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call, and note who made it."""
        callers, user = self.gate.callers, None
        try:
            user = callers.user(scope)
            reply = await self._reply(user, scope, receive)
        except Exception as error:
            reply = self.gate.failure(error)
        if user is not None:
            callers.note(user.id, self.api.number, address_of(scope), reply.code)
        await reply(scope, receive, send)

    async def _reply(self, user: User | None, scope: Scope, receive: Receive) -> Reply:
        callers, replies = self.gate.callers, self.gate.replies
        if user is None:
            return replies.refusal(BAD_TOKEN, (CHALLENGE,))
        closed = callers.closed()
        if closed:
            return replies.maintenance(closed)
        wait = await callers.wait(user, self.api)
        if wait:
            return replies.refusal(CROWDED, (retry_after(wait),))
        values = tuple(scope["path_params"].values())
        fault = self.checks.fault(values)
        if fault and fault not in self.gate.counted:
            return replies.refusal(fault)
        taken = await callers.take(user, self.api)
        if taken is None:
            return replies.refusal(OVER_LIMIT)
        return await self._answer(Found(fault) if fault else None, values, taken, Request(scope, receive))

    async def _answer(self, found: Found | None, values: tuple[str, ...], taken: Taken, request: Request) -> Reply:
        """Answer a call that was counted; one whose outcome does not count is given back."""
        counts = False
        try:
            if found is None:
                with attending(request):
                    found = await self.answering(values)
            counts = found.code in self.gate.counted
            return self.gate.replies.of(found, taken.remaining)
        finally:
            if not counts:
                self.gate.callers.give_back(taken)
