"""Sessions of registered users: log-in, refreshing, and whose a token is.

Tokens are long and random and kept as their SHA-256 only. An access token lives an hour, a refresh token eight; a
session may have many, and a user many sessions (handbook 1.4, exhibit 5). A refresh token is exchanged once: when it
comes again its session ends, since somebody else has it too. For a few seconds a second time is borne, because clients
ask again when an answer got lost.
"""

import secrets
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NoReturn

import sqlalchemy as sa

from tokkyo.accounts.bearer_tokens import RANDOM_BYTES, REMEMBERED_SECONDS, Remembered, digest_of
from tokkyo.accounts.periods import SECOND, microseconds
from tokkyo.accounts.users import audit as events
from tokkyo.accounts.users.audit import Audit
from tokkyo.accounts.users.guesses import Guesses, network_of
from tokkyo.accounts.users.passwords import Passwords
from tokkyo.accounts.users.usernames import normal_username
from tokkyo.errors import Denied, LimitReached
from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.users import ACTIVE, User, credential_of, rehash
from tokkyo.store.users_guesses import Bucket
from tokkyo.store.users_sessions import ACCESS, REFRESH, RefreshRow, SessionRow, SessionTable, TokenRow

PREFIXES = {ACCESS: "tokkyo_access_", REFRESH: "tokkyo_refresh_"}
"""Every token begins so: one that strays into a log or a repository can be found."""
SKEW = 5 * SECOND
"""How far the clocks of two servers may be apart before a new token of one is not yet valid for the other."""
SWEPT = 10_000
NEVER = 2**62


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Seconds that tokens live, and a session at most (0: as long as it is refreshed).

    `grace`: seconds for which a refresh token may be exchanged once more; `sessions`: the most of one user at once.
    """

    access: int = 3600
    refresh: int = 28_800
    session: int = 0
    grace: int = 5
    sessions: int = 1000


@dataclass(frozen=True, slots=True)
class Grant:
    """What a log-in or a refresh gives: two tokens, the seconds they live, and the session's UUID."""

    user: User
    session: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in: int
    refresh_expires_in: int


@dataclass(slots=True)
class Sessions:
    """Gives out tokens and tells whose they are; safe to share between threads.

    Whose a token is is remembered for one second, so one that was revoked stops working within that time in every
    process.
    """

    database: AccountsDatabase
    table: SessionTable
    passwords: Passwords
    guesses: Guesses
    audit: Audit
    lifetimes: Lifetimes
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    _remembered: Remembered[User | None] = field(default_factory=Remembered, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def user(self, token: str | None) -> User | None:
        """Return whose access token that is; None when it is unknown, expired or revoked, or its user may not ask.

        Raises `StoreError`.
        """
        if not token:
            return None
        return self._remembered.of(digest_of(token), self.monotonic(), self._looked_up)

    def log_in(self, username: str, password: str, address: str = "") -> Grant:
        """Begin a session with an ID and its password; takes long, so call it on the `LoginPool`.

        `address` is the client's, as text. Raises `Denied` `bad_credentials`, or `user_suspended` when they were right;
        `LimitReached` `too_many_guesses`; `Unavailable` or `StoreError` when the accounts cannot be written.
        """
        name = normal_username(username)
        with self.database.reading() as connection:
            found = credential_of(connection, name or "")
        taken = self._guess(name or username, address, found[0] if found else None)
        hashed = found[1] if found else None
        if not self.passwords.matches(hashed, password) or found is None:
            self._refuse_login(found[0] if found else None, address, _bad_credentials())
        user, hashed = found
        if user.state != ACTIVE:
            self._refuse_login(user, address, _suspended())
        fresh = self.passwords.hash(password) if self.passwords.is_outdated(hashed) else ""
        with self.database.transaction() as connection:
            self.guesses.give_back(taken)
            return self._begun(connection, user, hashed, fresh, address)

    def refresh(self, token: str, address: str = "") -> Grant:
        """Exchange a refresh token for two new tokens of the same session.

        Raises `Denied` `bad_refresh_token`, after the session was ended when the token had been exchanged before;
        `Unavailable` or `StoreError` when the accounts cannot be written.
        """
        now = microseconds(self.now())
        digest = digest_of(token)
        with self.database.transaction() as connection:
            row = self.table.find_refresh(digest)
            if row is None or not row.issued - SKEW <= now < row.expires or row.user.state != ACTIVE:
                raise _bad_refresh()
            replayed = not self._may_exchange(row, now)
            if replayed:
                self.table.end(row.session)
                detail = f"session {row.session} ended"
                self.audit.write(connection, events.REFRESH_REPLAYED, row.user.id, address=address, detail=detail)
            else:
                self.table.use(digest, now)
                grant = self._granted(row.user, row.session, now, row.ends)
                self.audit.write(connection, events.REFRESHED, row.user.id, actor=events.USER, address=address)
        if replayed:
            raise _bad_refresh()
        return grant

    def revoke(self, user: User, *, actor: str = events.OPERATOR, reason: str = "") -> int:
        """End all sessions of a user and return how many there were."""
        with self.database.transaction() as connection:
            count = self.table.end_all(user.id)
            detail = f"{count} sessions: {reason}".strip(": ")
            self.audit.write(connection, events.SESSIONS_ENDED, user.id, actor=actor, detail=detail)
        return count

    def sweep(self) -> None:
        """Remove tokens and sessions that have expired, some thousands at a time."""
        with self.database.transaction():
            self.table.sweep(microseconds(self.now()) - SKEW, SWEPT)
            self.guesses.sweep()

    def _looked_up(self, digest: str, moment: float) -> tuple[float, User | None]:
        row = self.table.find_access(digest)
        if row is None:
            return moment + REMEMBERED_SECONDS, None
        now = microseconds(self.now())
        if not row.issued - SKEW <= now < row.expires:
            return moment + REMEMBERED_SECONDS, None
        return moment + min(REMEMBERED_SECONDS, (row.expires - now) / SECOND), row.user

    def _guess(self, username: str, address: str, user: User | None) -> "tuple[Bucket, ...]":
        # Asked for an ID that nobody has as well, so that both take the same time.
        known = self.table.is_known(user.id if user else 0, network_of(address), microseconds(self.now()))
        try:
            return tuple(self.guesses.take(username, address, known=known))
        except LimitReached:
            self.audit.note(events.LOGIN_THROTTLED, user.id if user else None, address=address)
            raise

    def _refuse_login(self, user: User | None, address: str, error: Denied) -> NoReturn:
        number = user.id if user else None
        with self.database.transaction() as connection:
            self.audit.write(connection, events.LOGIN_REFUSED, number, address=address, detail=error.code)
        raise error

    def _begun(self, connection: sa.Connection, user: User, hashed: str, fresh: str, address: str) -> Grant:
        """Begin a session if user and password are still what they were when they were looked at."""
        found = credential_of(connection, user.username)
        if found != (user, hashed):
            raise _bad_credentials()
        if fresh:
            rehash(connection, user.id, hashed, fresh)
            self.audit.write(connection, events.REHASHED, user.id)
        now = microseconds(self.now())
        session = str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))
        ends = now + self.lifetimes.session * SECOND if self.lifetimes.session else NEVER
        self.table.begin(SessionRow(session, user.id, network_of(address), now, now, ends), self.lifetimes.sessions)
        grant = self._granted(user, session, now, ends)
        self.audit.write(connection, events.LOGGED_IN, user.id, actor=events.USER, address=address)
        return grant

    def _may_exchange(self, row: RefreshRow, now: int) -> bool:
        return row.used is None or (row.uses == 1 and abs(now - row.used) <= self.lifetimes.grace * SECOND)

    def _granted(self, user: User, session: str, now: int, ends: int) -> Grant:
        made, lives = {}, {}
        for kind, seconds in ((ACCESS, self.lifetimes.access), (REFRESH, self.lifetimes.refresh)):
            expires = min(now + seconds * SECOND, ends)
            made[kind] = PREFIXES[kind] + secrets.token_urlsafe(RANDOM_BYTES)
            lives[kind] = (expires - now) // SECOND
            self.table.add_token(TokenRow(digest_of(made[kind]), session, kind, now, expires))
        return Grant(user, session, made[ACCESS], made[REFRESH], lives[ACCESS], lives[REFRESH])


def _bad_credentials() -> Denied:
    return Denied("bad_credentials", "no user has this ID and password", fix="check both; capitals matter")


def _suspended() -> Denied:
    return Denied("user_suspended", "this ID is suspended", fix="ask whoever issued it")


def _bad_refresh() -> Denied:
    return Denied("bad_refresh_token", "the refresh token is not valid", fix="log in again")
