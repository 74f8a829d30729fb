"""What principals used of an API, counted exactly across processes: one conditional statement each.

Months are numbered since year 0 (`year * 12 + month - 1`). Of two months the later one counts: where the clock steps
back over the end of a month, the new month's counts stay. Times are microseconds since 1970.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tokkyo.store.accounts_database import AccountsDatabase, Rows

NO_LIMIT = 2**62

_SAME_MONTH = "CASE WHEN month < :month THEN 0 ELSE {} END"
_REQUESTS, _RECORDS = _SAME_MONTH.format("requests"), _SAME_MONTH.format("records")
_WANTED = "RETURNING month, requests, records, due"

_TAKE = f"""
    INSERT INTO usage (principal, api, month, requests, records, due)
    VALUES (:principal, :api, :month, 1, 0, :now + :step)
    ON CONFLICT (principal, api) DO UPDATE SET
        requests = {_REQUESTS} + 1, records = {_RECORDS}, month = max(month, :month), due = max(due, :now) + :step
    WHERE {_REQUESTS} < :most AND max(due, :now) + :step <= :now + :window
    {_WANTED}"""

_RESERVE = f"""
    INSERT INTO usage (principal, api, month, requests, records, due)
    SELECT :principal, :api, :month, 0, :records, 0 WHERE :records <= :most
    ON CONFLICT (principal, api) DO UPDATE SET
        requests = {_REQUESTS}, records = {_RECORDS} + :records, month = max(month, :month)
    WHERE {_RECORDS} + :records <= :most
    {_WANTED}"""

_ADD = f"""
    INSERT INTO usage (principal, api, month, requests, records, due)
    VALUES (:principal, :api, :month, max(0, :requests), max(0, :records), 0)
    ON CONFLICT (principal, api) DO UPDATE SET
        requests = max(0, {_REQUESTS} + :requests),
        records = max(0, {_RECORDS} + :records),
        month = max(month, :month)"""

_GIVE_BACK = f"""
    UPDATE usage SET
        requests = max(0, requests - :requests), records = max(0, records - :records), due = due - :step
    WHERE principal = :principal AND api = :api AND month = :month
    {_WANTED}"""

_FIND = "SELECT month, requests, records, due FROM usage WHERE principal = :principal AND api = :api"

_PULL_IN = "UPDATE usage SET due = :due WHERE principal = :principal AND api = :api AND due > :due"


@dataclass(frozen=True, slots=True)
class UsageRow:
    """The counts of one principal and API: month, requests and records in it, when the next request is due."""

    month: int
    requests: int
    records: int
    due: int


NOTHING_USED = UsageRow(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Addition:
    """Use that was counted elsewhere and is to be added."""

    principal: str
    api: str
    requests: int
    records: int


@dataclass(frozen=True, slots=True)
class Return:
    """Use that was counted in a month and did not come about; `step` is what the request moved the due time by."""

    principal: str
    api: str
    month: int
    requests: int = 0
    records: int = 0
    step: int = 0


class UsageTable:
    """The counts of all principals."""

    def __init__(self, database: AccountsDatabase) -> None:
        self._database = database

    def take(
        self, principal: str, api: str, *, month: int, now: int, step: int, window: int, most: int
    ) -> UsageRow | None:
        """Count one request if the month has fewer than `most` and the pace allows it; else change nothing.

        The pace is GCRA: each request pushes the due time on by `step`, and it may run ahead of the clock by `window`.
        """
        values = {"principal": principal, "api": api, "month": month, "now": now}
        return _row(self._database.run(_TAKE, {**values, "step": step, "window": window, "most": most}))

    def reserve(self, principal: str, api: str, *, month: int, records: int, most: int) -> UsageRow | None:
        """Count records if the month then has no more than `most`; else change nothing."""
        values = {"principal": principal, "api": api, "month": month, "records": records, "most": most}
        return _row(self._database.run(_RESERVE, values))

    def give_back(self, what: Return) -> UsageRow | None:
        """Take back what was counted in a month; None when another month has begun, which forgot it."""
        return _row(self._database.run(_GIVE_BACK, asdict(what)))

    def add(self, additions: Sequence[Addition], month: int) -> None:
        """Add use that is not limited, in one transaction."""
        with self._database.transaction():
            for one in additions:
                values = {"principal": one.principal, "api": one.api, "month": month}
                self._database.run(_ADD, {**values, "requests": one.requests, "records": one.records})

    def find(self, principal: str, api: str) -> UsageRow:
        """Return the counts of a principal."""
        return _row(self._database.run(_FIND, {"principal": principal, "api": api})) or NOTHING_USED

    def pull_in(self, principal: str, api: str, due: int) -> None:
        """Bring the due time forward to `due` if it is later."""
        self._database.run(_PULL_IN, {"principal": principal, "api": api, "due": due})


def _row(rows: Rows) -> UsageRow | None:
    return UsageRow(*rows[0]) if rows else None
