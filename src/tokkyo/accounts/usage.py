"""How much of its plan a principal has used, and whether it may go on.

What a plan limits is counted in the accounts' file before the work is done, exactly over all processes. What it does
not limit is counted in memory and written by `flush`, which servers call every second. So is what is given back while
the file cannot be written: to end a request never fails.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tokkyo.accounts.periods import Pace, microseconds, month_of, start_of
from tokkyo.accounts.tokens import Holder
from tokkyo.errors import LimitReached, StoreError, Unavailable
from tokkyo.store.accounts import PlanRow
from tokkyo.store.accounts_usage import NO_LIMIT, NOTHING_USED, Addition, Return, UsageRow, UsageTable

APIS: Mapping[str, str] = {"search": "patent_api", "aggregate": "patent_aggregation_api"}
"""Scope of a token → the API whose use is counted, as the vendor's subscriptions are called."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a caller may still do, None for as much as it likes.

    `wait` is the milliseconds until its next request may come, `reset` when the months' counts begin anew.
    """

    requests_per_minute: int | None
    requests_per_month: int | None
    records_per_month: int | None
    wait: int
    reset: datetime


class Usage:
    """Admits requests within plans and counts them; safe to share between threads."""

    def __init__(self, table: UsageTable, now: Callable[[], datetime], *, writable: bool = True) -> None:
        self.table = table
        self.now = now
        self._writable = writable
        self._pending: dict[tuple[str, str], list[int]] = {}
        self._owed: list[Return] = []
        self._guard = threading.Lock()

    def admission(self, holder: Holder, api: str) -> "Admission":
        """Return the books of one request, which nothing has been counted for yet."""
        return Admission(self, holder.principal, holder.plan, api, self.now())

    def used(self, principal: str, api: str, now: datetime) -> UsageRow:
        """Return what a principal used of an API this month, with what this process has yet to write."""
        row = this_month(self.table.find(principal, api), now)
        with self._guard:
            requests, records = self._pending.get((principal, api), (0, 0))
        return UsageRow(row.month, row.requests + requests, row.records + records, row.due)

    def note(self, principal: str, api: str, requests: int, records: int) -> None:
        """Count use that is not limited."""
        with self._guard:
            counts = self._pending.setdefault((principal, api), [0, 0])
            counts[0] += requests
            counts[1] += records

    def give_back(self, what: Return) -> UsageRow | None:
        """Take back what was counted; later, when the accounts cannot be written, and then return None."""
        try:
            return self.table.give_back(what)
        except (StoreError, Unavailable):
            with self._guard:
                self._owed.append(what)
            return None

    def flush(self) -> None:
        """Write what was counted in memory. Raises `StoreError` or `Unavailable`, and keeps it for the next time."""
        with self._guard:
            pending, self._pending = self._pending, {}
            owed, self._owed = self._owed, []
        additions = [Addition(*key, *counts) for key, counts in pending.items() if any(counts)]
        if not self._writable:
            return
        try:
            while owed:
                self.table.give_back(owed[-1])
                owed.pop()
            if additions:
                self.table.add(additions, month_of(self.now()))
        except (StoreError, Unavailable):
            for one in additions:
                self.note(one.principal, one.api, one.requests, one.records)
            with self._guard:
                self._owed += owed
            raise


class Admission:
    """One request on its way: taken when it comes in, reserved for when its size is known, settled at its end.

    The end may come, from another thread, while records are being reserved: then they are given back at once.
    """

    __slots__ = (
        *("_guard", "_pace", "_reserved", "_returnable", "_row", "_settled", "_usage"),
        *("api", "now", "plan", "principal"),
    )

    def __init__(self, usage: Usage, principal: str, plan: PlanRow, api: str, now: datetime) -> None:
        self._usage = usage
        self.principal = principal
        self.plan = plan
        self.api = api
        self.now = now
        self._pace = Pace.of(plan.requests_per_minute) if plan.requests_per_minute else None
        self._row = NOTHING_USED
        self._reserved = self._returnable = 0
        self._settled = False
        self._guard = threading.Lock()

    def look(self) -> None:
        """Find out what is left, without counting anything."""
        if not is_unlimited(self.plan):
            self._row = this_month(self._usage.table.find(self.principal, self.api), self.now)

    def take(self) -> None:
        """Count the request. Raises `LimitReached`: `too_many_requests` or `no_requests_left`."""
        if not self._counts_requests:
            self._usage.note(self.principal, self.api, 1, 0)
            self.look()
            return
        pace = self._pace or Pace(0, NO_LIMIT - microseconds(self.now))
        most = self.plan.requests_per_month or NO_LIMIT
        row = self._usage.table.take(
            self.principal,
            self.api,
            month=month_of(self.now),
            now=microseconds(self.now),
            step=pace.step,
            window=pace.window,
            most=most,
        )
        if row is None:
            raise self._refusal()
        self._row = row

    def reserve(self, records: int) -> None:
        """Count records before they are looked for, on top of those reserved before.

        Raises `LimitReached` `no_records_left` when fewer are left; the request then does not count either, unless it
        was given records before. Raises `Unavailable` `request_over` when it was settled meanwhile.
        """
        most = self.plan.records_per_month
        if most is None or not records:
            return
        month = month_of(self.now)
        row = self._usage.table.reserve(self.principal, self.api, month=month, records=records, most=most)
        if row is None:
            raise self._too_few(records)
        with self._guard:
            if not self._settled:
                # Of what was reserved in a month that is over nothing comes back.
                self._returnable = records + (self._returnable if row.month == self._row.month else 0)
                self._reserved += records
                self._row = row
                return
        self._usage.give_back(Return(self.principal, self.api, row.month, records=records))
        raise Unavailable("request_over", "the request was given up", fix="ask again")

    def settle(self, records: int) -> None:
        """End the request, which gave out so many records in all: the rest of what was reserved is given back."""
        with self._guard:
            self._settled = True
            more = records - self._reserved
            unused = min(-more, self._returnable)
            self._reserved, self._returnable = records, 0
        if more > 0:
            self._usage.note(self.principal, self.api, 0, more)
        if unused > 0:
            self._give_back(records=unused)

    @property
    def allowance(self) -> Allowance:
        """What is left as far as this request knows."""
        plan, row = self.plan, self._row
        month = _left(plan.requests_per_month, row.requests)
        reset = start_of(max(row.month, month_of(self.now)) + 1)
        pace, moment = self._pace, microseconds(self.now)
        wait = pace.wait(row.due, moment) if pace else 0
        if month == 0:
            wait = max(wait, microseconds(reset) - moment)
        minute = pace.left(row.due, moment) if pace else None
        return Allowance(minute, month, _left(plan.records_per_month, row.records), -(-wait // 1000), reset)

    @property
    def _counts_requests(self) -> bool:
        return self._pace is not None or self.plan.requests_per_month is not None

    def _give_back(self, *, records: int = 0, requests: int = 0, step: int = 0) -> None:
        row = self._row
        new = self._usage.give_back(Return(self.principal, self.api, row.month, requests, records, step))
        self._row = new or UsageRow(row.month, row.requests - requests, row.records - records, row.due - step)

    def _refusal(self) -> LimitReached:
        """Say which limit a request met."""
        self.look()
        left = self.allowance
        if self._pace is None or left.requests_per_month == 0:
            message = f"the {self.plan.requests_per_month} requests of this month are used up"
            fix = f"they begin anew at {stamp(left.reset)}"
            return LimitReached("no_requests_left", message, fix=fix, retry_after=left.wait)
        self._mend_clock(self._pace)
        wait = self.allowance.wait
        message = f"too many requests: the limit is {self.plan.requests_per_minute} a minute"
        return LimitReached("too_many_requests", message, fix=f"wait {wait} ms", retry_after=wait)

    def _mend_clock(self, pace: Pace) -> None:
        """Where the clock stepped back, let the pace go on from here instead of waiting for the old time to return."""
        latest = microseconds(self.now) + pace.window
        if self._row.due > latest:
            self._usage.table.pull_in(self.principal, self.api, latest)
            row = self._row
            self._row = UsageRow(row.month, row.requests, row.records, latest)

    def _too_few(self, records: int) -> LimitReached:
        if not self._reserved:
            self._untake()
        self.look()
        left = self.allowance
        message = f"{records} records are asked for and {left.records_per_month} are left of this month"
        fix = f"ask for fewer, or wait until {stamp(left.reset)}"
        wait = -((self.now - left.reset) // timedelta(milliseconds=1))
        return LimitReached("no_records_left", message, fix=fix, retry_after=wait)

    def _untake(self) -> None:
        if self._counts_requests:
            self._give_back(requests=1, step=self._pace.step if self._pace else 0)
        else:
            self._usage.note(self.principal, self.api, -1, 0)


def is_unlimited(plan: PlanRow) -> bool:
    """Return whether a plan limits neither requests nor records of a period."""
    return plan.requests_per_minute is None and plan.requests_per_month is None and plan.records_per_month is None


def this_month(row: UsageRow, now: datetime) -> UsageRow:
    """Return counts as they stand now: those of an earlier month are over."""
    month = month_of(now)
    return row if row.month >= month else UsageRow(month, 0, 0, row.due)


def stamp(time: datetime) -> str:
    """Return a time as the vendor writes it, e.g. 2019-10-12T00:27:49.018Z."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z"


def _left(limit: int | None, used: int) -> int | None:
    return None if limit is None else max(0, limit - used)
