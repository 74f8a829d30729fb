"""Who called which API from where (handbook 2.0, article 7): counted in memory, written by `flush`, hour by hour.

Calls themselves, with their numbers and times, are not kept: addresses and APIs are what the handbook names.
"""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from tokkyo.accounts.periods import SECOND, microseconds
from tokkyo.errors import StoreError, Unavailable
from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.users_access import AccessRow, add_access

HOUR = 3600 * SECOND
MOST_PENDING = 100_000
"""Different entries that wait to be written; more of them are not logged until they were."""

Key = tuple[int, int, str, str, str]


@dataclass(slots=True)
class AccessLog:
    """Counts calls; safe to share between threads. `flush` is to be called every second."""

    database: AccountsDatabase
    now: Callable[[], datetime]
    _pending: Counter[Key] = field(default_factory=Counter, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def note(self, user: int, api: str, address: str, outcome: str) -> None:
        """Count a call of a user (by number) to an API (by its number) from an address, by the answer's statusCode."""
        key = (microseconds(self.now()) // HOUR, user, api, address, outcome)
        with self._guard:
            if len(self._pending) < MOST_PENDING or key in self._pending:
                self._pending[key] += 1

    def flush(self) -> None:
        """Write what was counted. Raises `StoreError` or `Unavailable`, and keeps it for the next time."""
        with self._guard:
            pending, self._pending = self._pending, Counter()
        if not pending or not self.database.writable:
            return
        try:
            add_access(self.database, [AccessRow(*key, calls) for key, calls in pending.items()])
        except (StoreError, Unavailable):
            with self._guard:
                self._pending.update(pending)
            raise
