"""Calls per minute of a registered user, where that is limited (handbook 1.4: 10 domestic, 5 OPD; off by default)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tokkyo.accounts.periods import Pace, microseconds
from tokkyo.model.jpo.apis import OPD, Api
from tokkyo.store.users import User
from tokkyo.store.users_limits import PaceTable

DOMESTIC = "domestic"


@dataclass(frozen=True, slots=True)
class Paces:
    """Lets calls pass at their service's pace, exactly over all processes; domestic and OPD count apart."""

    table: PaceTable
    paces: Mapping[str, Pace]
    now: Callable[[], datetime]

    @classmethod
    def of(cls, table: PaceTable, now: Callable[[], datetime], *, domestic: int, opd: int) -> "Paces":
        """Return the paces of so many calls a minute; 0 is no limit."""
        limits = {DOMESTIC: domestic, OPD: opd}
        return cls(table, {service: Pace.of(most) for service, most in limits.items() if most}, now)

    def take(self, user: User, api: Api) -> int:
        """Let a call pass and return 0, or the milliseconds after which it may come again.

        Raises `Unavailable` `accounts_busy` or `StoreError`.
        """
        service = OPD if api.law == OPD else DOMESTIC
        pace = self.paces.get(service)
        if pace is None:
            return 0
        now = microseconds(self.now())
        if self.table.take(user.id, service, now=now, step=pace.step, window=pace.window):
            return 0
        due = self.table.due(user.id, service)
        if due > now + pace.window:  # the clock stepped back
            due = now + pace.window
            self.table.pull_in(user.id, service, due)
        return max(1, -(-pace.wait(due, now) // 1000))
