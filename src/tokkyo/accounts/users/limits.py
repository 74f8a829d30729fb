"""Daily limits: how often a registered user may call each API from midnight to midnight in Japan.

Counted per ID, per API and per law (handbook 2.0, article 5 (2) and (3)) before the work is done, exactly over all
processes; what turns out not to count is given back.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tokkyo.accounts.periods import day_of, start_of_day
from tokkyo.accounts.users.audit import LIMIT_REACHED, Audit
from tokkyo.errors import SettingError, StoreError, Unavailable
from tokkyo.model.jpo.apis import BY_NAME, BY_NUMBER, LIMITED, Api
from tokkyo.patience import without_waiting
from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.users import User
from tokkyo.store.users_limits import LimitTable

HIGHEST = 2_000_000_000
MOST_OWED = 100_000


@dataclass(frozen=True, slots=True)
class Taken:
    """A call that was counted: of whom, for which API (its number) and day, and how many are left after it."""

    user: int
    api: str
    day: int
    remaining: int


@dataclass(frozen=True, slots=True)
class Use:
    """How much of the limit of one API a user has used today; `raised` when the limit is the user's own."""

    api: Api
    used: int
    limit: int
    raised: bool


class DailyLimits:
    """Counts calls and grants them up to the limit; safe to share between threads."""

    def __init__(
        self, database: AccountsDatabase, audit: Audit, listed: Mapping[str, int], now: Callable[[], datetime]
    ) -> None:
        """Count in an open file; `listed` are everybody's limits by API number, where they differ from the API list."""
        self.database = database
        self.table = LimitTable(database)
        self.listed: Mapping[str, int] = {api.number: listed.get(api.number, api.limit) for api in LIMITED}
        self.now = now
        self._audit = audit
        self._told: dict[tuple[int, str], int] = {}
        self._owed: list[tuple[int, str, int]] = []
        self._guard = threading.Lock()

    def take(self, user: User, api: Api) -> Taken | None:
        """Count one call; None when the limit of today is reached, and then nothing is counted.

        Raises `Unavailable` `accounts_busy` or `StoreError`.
        """
        number = api.number
        today = day_of(self.now())
        found = self.table.take(user.id, number, day=today, most=self.listed[number])
        if found is None:
            self._tell(user, number, today)
            return None
        return Taken(user.id, number, *found)

    def give_back(self, taken: Taken) -> None:
        """Take back a call that does not count after all, at once or by `flush`. Never waits and never fails."""
        what = (taken.user, taken.api, taken.day)
        try:
            with without_waiting():
                self.table.give_back([what])
        except (StoreError, Unavailable):
            with self._guard:
                if len(self._owed) < MOST_OWED:
                    self._owed.append(what)

    def limit(self, user: User, api: Api) -> int:
        """Return how often a user may call an API a day."""
        return self.table.raised(user.id).get(api.number, self.listed[api.number])

    def uses(self, user: User) -> Sequence[Use]:
        """Return what a user has called today, all APIs in the order of the list."""
        used, raised = self.table.uses(user.id, day_of(self.now())), self.table.raised(user.id)
        return [
            Use(api, used.get(api.number, 0), raised.get(api.number, self.listed[api.number]), api.number in raised)
            for api in LIMITED
        ]

    def set_limit(self, user: int, api: Api, calls: int | None) -> None:
        """Give a user a limit of its own, or with None that of everybody again; in force at once.

        Who may have which is for the caller to judge, and to put down. May be called in a transaction.
        """
        self.table.set_limit(user, api.number, calls)

    def reset(self) -> datetime:
        """Return when the counts begin anew: the next midnight in Japan."""
        return start_of_day(day_of(self.now()) + 1)

    def flush(self) -> None:
        """Give back what could not be given back at its time. Raises `StoreError` or `Unavailable`, and keeps it."""
        with self._guard:
            owed, self._owed = self._owed, []
        if not owed or not self.database.writable:
            return
        try:
            with self.database.transaction():
                self.table.give_back(owed)
        except (StoreError, Unavailable):
            with self._guard:
                self._owed += owed
            raise

    def _tell(self, user: User, api: str, day: int) -> None:
        """Put down that a limit was reached, once a day and process."""
        if len(self._told) >= MOST_OWED:
            self._told.clear()
        if self._told.get((user.id, api)) != day:
            self._told[user.id, api] = day
            self._audit.note(LIMIT_REACHED, user.id, detail=api)


def listed_limits(text: str) -> Mapping[str, int]:
    """Read the setting `jpo_daily_limits`: `API=calls` by commas, an API as its number or as `law/name`.

    >>> dict(listed_limits("1-1=1000, design/app_progress=5"))
    {'1-1': 1000, '2-1': 5}

    Raises `SettingError` `bad_setting`.
    """
    limits = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        name, _, calls = (part.strip() for part in entry.partition("="))
        law, _, own = name.partition("/")
        api = BY_NUMBER.get(name.upper()) or BY_NAME.get((law, own))
        if api is None or not (calls.isascii() and calls.isdigit()) or int(calls[:11]) > HIGHEST:
            message = f"jpo_daily_limits has {entry!r}"
            raise SettingError(
                "bad_setting", message, fix=f"write 1-1=1000 or patent/app_progress=1000, 0 to {HIGHEST}"
            )
        limits[api.number] = int(calls)
    return limits
