"""The `x-rate-limit-…` headers, on every answer of the face whatever made it (lens.md §1.10)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tokkyo.accounts.periods import month_of, start_of
from tokkyo.accounts.usage import Admission, Allowance, is_unlimited, stamp

UNLIMITED = 2_147_483_647
"""What stands for no limit: clients read whole numbers, some of them into 32 bits."""
PREFIXES = ("/patent", "/schema", "/subscriptions")
RETRY_AFTER = b"retry-after"
STATE = "tokkyo.spending"

RawHeaders = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class Spending:
    """What is known of a request when its answer goes out: its admission, and milliseconds it was told to wait."""

    admission: Admission | None = None
    wait: int = 0


def spending_of(request: Request) -> Spending:
    """Return what the answer of a request will tell; whoever finds out more writes it there."""
    spending: Spending = request.scope.setdefault(STATE, Spending())
    return spending


class Rates:
    """An ASGI layer around everything that answers for the face, its errors included.

    A request that was admitted shows what its caller has left, any other one that nothing is limited.
    """

    def __init__(self, app: ASGIApp, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now
        self._month = 0
        self._free: RawHeaders = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIXES):
            await self._app(scope, receive, send)
            return
        spending = scope[STATE] = Spending()

        async def shown(message: Message) -> None:
            if message["type"] == "http.response.start":
                mine = self._headers(spending)
                given = message["headers"]
                if message["status"] >= 400 and any(name.lower() == RETRY_AFTER for name, _ in given):
                    mine = [header for header in mine if header[0] != RETRY_AFTER]
                message = {**message, "headers": [*given, *mine]}
            await send(message)

        await self._app(scope, receive, shown)

    def _headers(self, spending: Spending) -> RawHeaders:
        admission = spending.admission
        if admission is None or is_unlimited(admission.plan):
            return self._unlimited(spending.wait)
        return rate_headers(admission.allowance, spending.wait)

    def _unlimited(self, wait: int) -> RawHeaders:
        """Return the headers of callers without limits, made once a month."""
        month = month_of(self._now())
        if month != self._month:
            self._free = rate_headers(_free(month))
            self._month = month
        return rate_headers(_free(month), wait) if wait else self._free


def rate_headers(allowance: Allowance, wait: int = 0) -> RawHeaders:
    """Return the six headers and `Retry-After`; `wait` is in milliseconds, seconds are rounded up."""
    wait = max(wait, allowance.wait)
    seconds = -(-wait // 1000)
    values = {
        "x-rate-limit-remaining-request-per-minute": shown_limit(allowance.requests_per_minute),
        "x-rate-limit-retry-after-seconds": seconds,
        "x-rate-limit-retry-after-millis": wait,
        "x-rate-limit-reset-date": stamp(allowance.reset),
        "x-rate-limit-remaining-request-per-month": shown_limit(allowance.requests_per_month),
        "x-rate-limit-remaining-record-per-month": shown_limit(allowance.records_per_month),
        RETRY_AFTER.decode(): seconds,
    }
    return [(name.encode(), str(value).encode()) for name, value in values.items()]


def shown_limit(left: int | None) -> int:
    """Return a limit, or what is left of it, as clients are told."""
    return UNLIMITED if left is None else left


def _free(month: int) -> Allowance:
    return Allowance(None, None, None, 0, start_of(month + 1))
