"""Everything about registered users over the open file of the accounts."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from tokkyo.accounts.users.audit import Audit
from tokkyo.accounts.users.directory import Directory
from tokkyo.accounts.users.guesses import Guesses, GuessLimits
from tokkyo.accounts.users.limits import DailyLimits, listed_limits
from tokkyo.accounts.users.paces import Paces
from tokkyo.accounts.users.passwords import Passwords
from tokkyo.accounts.users.pool import LoginPool
from tokkyo.accounts.users.sessions import Lifetimes, Sessions
from tokkyo.errors import SettingError
from tokkyo.settings import Settings
from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.users_guesses import GuessTable
from tokkyo.store.users_limits import PaceTable
from tokkyo.store.users_sessions import SessionTable

SWEEP_SECONDS = 60.0
LEAST_MEMORY = 8192


@dataclass(slots=True)
class Users:
    """Registered users of a data folder, their sessions and limits; `flush` is to be called every second."""

    database: AccountsDatabase
    directory: Directory
    sessions: Sessions
    limits: DailyLimits
    paces: Paces
    audit: Audit
    pool: LoginPool
    monotonic: Callable[[], float]
    _swept: float = field(default=0.0, repr=False)

    @classmethod
    def over(
        cls,
        database: AccountsDatabase,
        settings: Settings,
        now: Callable[[], datetime],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        passwords: Passwords | None = None,
    ) -> "Users":
        """Return the users in an open file. Raises `SettingError` for limits that cannot be read and weak hashing."""
        number = settings.number
        hashing = passwords or _passwords(settings)
        audit = Audit(database, now, number("audit_days"), number("address_days"))
        table = SessionTable(database)
        guesses = Guesses(database, GuessTable(database), _guess_limits(settings), now)
        return cls(
            database,
            Directory(database, table, hashing, audit, now),
            Sessions(database, table, hashing, guesses, audit, _lifetimes(settings), now, monotonic),
            DailyLimits(database, audit, listed_limits(settings.text("jpo_daily_limits")), now),
            Paces.of(
                PaceTable(database), now, domestic=number("jpo_calls_per_minute"), opd=number("opd_calls_per_minute")
            ),
            audit,
            LoginPool(number("login_threads"), number("max_waiting_logins")),
            monotonic,
            monotonic(),
        )

    def flush(self) -> None:
        """Write what was counted in memory; once a minute remove what has expired. Raises as `Accounts.flush`."""
        self.limits.flush()
        self.audit.flush()
        if self.database.writable and self.monotonic() - self._swept >= SWEEP_SECONDS:
            self._swept = self.monotonic()
            self.sessions.sweep()
            self.audit.sweep()

    def close(self) -> None:
        """End the threads and write what is left; the file is closed by whoever opened it."""
        self.pool.close()
        self.flush()


def _passwords(settings: Settings) -> Passwords:
    for name, least in (("password_memory_kib", LEAST_MEMORY), ("password_passes", 1)):
        if settings.number(name) < least:
            message = f"{name} is {settings.number(name)}, which is easily guessed against"
            raise SettingError("bad_setting", message, fix=f"give {least} or more")
    return Passwords(settings.number("password_memory_kib"), settings.number("password_passes"))


def _lifetimes(settings: Settings) -> Lifetimes:
    return Lifetimes(
        access=settings.number("access_token_seconds"),
        refresh=settings.number("refresh_token_seconds"),
        session=settings.number("session_hours") * 3600,
        grace=settings.number("refresh_grace_seconds"),
        sessions=settings.number("max_sessions_per_user"),
    )


def _guess_limits(settings: Settings) -> GuessLimits:
    return GuessLimits(
        account=settings.number("max_guesses_per_account"),
        pause=settings.number("guess_pause_seconds"),
        address=settings.number("max_guesses_per_address"),
        everybody=settings.number("max_guesses_per_minute"),
    )
