"""`GET /subscriptions/{api}/usage`: what the caller's plan allows and how much of it is used.

No answer of the real endpoint was ever published; what is known is that it names amounts with a unit (REQUEST, RECORD)
per period (MONTH, MINUTE) and the most records of a request, by two names (lens.md §1.10).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from tokkyo.accounts.usage import APIS, Allowance, stamp
from tokkyo.http.lens.answers import answer
from tokkyo.http.lens.gate import Call, Gate
from tokkyo.http.lens.rates import shown_limit
from tokkyo.store.accounts import PlanRow
from tokkyo.store.accounts_usage import UsageRow


class Amount(msgspec.Struct, frozen=True):
    """One limit of a plan: `amount` units per period, 2147483647 where nothing is limited."""

    unit: str
    period: str
    amount: int
    used: int
    remaining: int


class Subscription(msgspec.Struct, frozen=True, rename="camel"):
    """The plan of a caller for one API, and its use."""

    subscription: str
    plan: str
    max_records_per_request: int
    max_result_per_page: int
    reset_date: str
    usage: list[Amount]


@dataclass(frozen=True, slots=True)
class UsageReports:
    """The usage endpoints; asking them is not counted."""

    gate: Gate

    def routes(self) -> list[Route]:
        """Return one route for each API."""
        return [
            Route(
                f"/subscriptions/{api}/usage",
                self.gate.endpoint(None, self.get, counted=False, api=api),
                methods=["GET"],
            )
            for api in APIS.values()
        ]

    async def get(self, call: Call) -> Response:
        """Answer with the caller's plan and use."""
        admission = call.admission
        used = self.gate.accounts.usage.used(admission.principal, admission.api, admission.now)
        left = admission.allowance
        report = Subscription(
            subscription=admission.api,
            plan=admission.plan.name,
            max_records_per_request=call.page_limit,
            max_result_per_page=call.page_limit,
            reset_date=stamp(left.reset),
            usage=list(_amounts(admission.plan, used, left)),
        )
        return answer(msgspec.json.encode(report))


def _amounts(plan: PlanRow, used: UsageRow, left: Allowance) -> Iterator[Amount]:
    minute = (plan.requests_per_minute or 0) - (left.requests_per_minute or 0)
    rows = (
        ("REQUEST", "MINUTE", plan.requests_per_minute, minute, left.requests_per_minute),
        ("REQUEST", "MONTH", plan.requests_per_month, used.requests, left.requests_per_month),
        ("RECORD", "MONTH", plan.records_per_month, used.records, left.records_per_month),
    )
    for unit, period, amount, spent, remaining in rows:
        yield Amount(unit, period, shown_limit(amount), spent, shown_limit(remaining))
