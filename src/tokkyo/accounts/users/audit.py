"""The audit: what happened to accounts, tokens and limits, and who did it.

What belongs to a change is written with it. What only tells of refusals is counted in memory and written by `flush`,
one row for many: whoever floods the server must not fill its disk.
"""

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from tokkyo.accounts.periods import microseconds
from tokkyo.errors import StoreError, Unavailable
from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.users_audit import Event, add_events, events_of, forget_addresses, forget_events

LOGGED_IN, LOGIN_REFUSED, LOGIN_THROTTLED = "logged_in", "login_refused", "login_throttled"
REFRESHED, REFRESH_REPLAYED, SESSIONS_ENDED = "refreshed", "refresh_replayed", "sessions_ended"
LIMIT_REACHED, LIMIT_CHANGED = "limit_reached", "limit_changed"
ISSUED, REISSUED, STATE_CHANGED, REHASHED = "issued", "reissued", "state_changed", "password_rehashed"
EVENTS = (
    *(LOGGED_IN, LOGIN_REFUSED, LOGIN_THROTTLED),
    *(REFRESHED, REFRESH_REPLAYED, SESSIONS_ENDED),
    *(LIMIT_REACHED, LIMIT_CHANGED),
    *(ISSUED, REISSUED, STATE_CHANGED, REHASHED),
)
"""Names of events; other rooms may add their own."""

OPERATOR, SYSTEM, USER = "operator", "system", "user"
MOST_PENDING = 10_000


@dataclass(slots=True)
class Audit:
    """Writes and reads events.

    `days` and `address_days` are how long they and the client addresses with them are kept, 0: for ever.
    """

    database: AccountsDatabase
    now: Callable[[], datetime]
    days: int = 0
    address_days: int = 0
    _seen: Counter[str] = field(default_factory=Counter, repr=False)
    _pending: dict[Event, int] = field(default_factory=dict, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def write(
        self,
        connection: sa.Connection,
        name: str,
        user: int | None = None,
        *,
        actor: str = SYSTEM,
        address: str = "",
        detail: str = "",
    ) -> None:
        """Write an event within an open transaction, that of the change it tells of."""
        self._seen[name] += 1
        add_events(connection, [Event(microseconds(self.now()), name, user, actor, address, detail)])

    def note(self, name: str, user: int | None = None, *, address: str = "", detail: str = "") -> None:
        """Count an event that changes nothing; equal ones of the same second become one row."""
        self._seen[name] += 1
        event = Event(0, name, user, SYSTEM, address, detail)
        with self._guard:
            if event in self._pending or len(self._pending) < MOST_PENDING:
                self._pending[event] = self._pending.get(event, 0) + 1

    def flush(self) -> None:
        """Write what was counted. Raises `StoreError` or `Unavailable`, and keeps it for the next time."""
        with self._guard:
            pending, self._pending = self._pending, {}
        if not pending or not self.database.writable:
            return
        time = microseconds(self.now())
        rows = [replace(event, time=time, detail=_times(event.detail, count)) for event, count in pending.items()]
        try:
            with self.database.transaction() as connection:
                add_events(connection, rows)
        except (StoreError, Unavailable):
            with self._guard:
                for event, count in pending.items():
                    self._pending[event] = self._pending.get(event, 0) + count
            raise

    def sweep(self) -> None:
        """Forget events and addresses that were kept long enough. Raises `StoreError` or `Unavailable`."""
        with self.database.transaction() as connection:
            for days, forget in ((self.days, forget_events), (self.address_days, forget_addresses)):
                if days:
                    forget(connection, microseconds(self.now() - timedelta(days=days)))

    def events(self, user: int | None = None, *, since: int = 0) -> Sequence[Event]:
        """Return the events of a user, or of all, oldest first; `since` is in microseconds since 1970."""
        with self.database.reading() as connection:
            return events_of(connection, user, since=since)

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how often each event happened in this process, for alarms."""
        return dict(self._seen)


def _times(detail: str, count: int) -> str:
    return f"{detail} ({count} times)".strip() if count > 1 else detail
