"""The directory of registered users: IDs and passwords issued, issued anew, suspended, cancelled."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import sqlalchemy as sa

from tokkyo.accounts.periods import microseconds
from tokkyo.accounts.users.audit import ISSUED, OPERATOR, REISSUED, STATE_CHANGED, Audit
from tokkyo.accounts.users.passwords import Passwords, issued_password
from tokkyo.accounts.users.usernames import assigned_username, check_username, normal_username
from tokkyo.errors import NotFound, TokkyoError
from tokkyo.store import users as rows
from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.users import ACTIVE, CANCELLED, KINDS, SUSPENDED, User
from tokkyo.store.users_sessions import SessionTable

Also = Callable[[sa.Connection, User], None]
"""What else belongs to a change; called in its transaction, with the user as it is then."""
TRIES = 20


@dataclass(frozen=True, slots=True)
class Issued:
    """An ID and password as they are told to the user, once; the password cannot be shown again."""

    user: User
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Directory:
    """Changes and finds users. A change takes effect in every process within a second."""

    database: AccountsDatabase
    sessions: SessionTable
    passwords: Passwords
    audit: Audit
    now: Callable[[], datetime]

    def issue(
        self,
        wish: str | None,
        kind: str,
        *,
        personal: Iterable[str] = (),
        actor: str = OPERATOR,
        also: Also | None = None,
    ) -> Issued:
        """Make a user with an ID as wished (None: assigned) and a new password.

        `personal` are texts of which no part may stand in the wish. Raises `TokkyoError` `bad_username`,
        `username_taken` or `bad_kind`.
        """
        if kind not in KINDS:
            raise TokkyoError("bad_kind", f"no kind of user is called {kind!r}", fix=f"use {' or '.join(KINDS)}")
        if wish is not None:
            check_username(wish, personal)
        password = issued_password()
        hashed = self.passwords.hash(password)
        now = self._time()
        with self.database.transaction() as connection:
            user = self._added(connection, wish, kind, now)
            rows.set_credential(connection, user.id, hashed, now)
            self.audit.write(connection, ISSUED, user.id, actor=actor, detail=user.username)
            _also(also, connection, user)
        return Issued(user, user.username, password)

    def reissue(
        self,
        username: str,
        *,
        wish: str | None = None,
        personal: Iterable[str] = (),
        actor: str = OPERATOR,
        also: Also | None = None,
    ) -> Issued:
        """Give a user a new password, and a new ID if one is wished for; the old pair and all sessions end at once.

        Raises `NotFound` `no_such_user`, `TokkyoError` `bad_username`, `username_taken` or `user_cancelled`.
        """
        if wish is not None:
            check_username(wish, personal)
        password = issued_password()
        hashed = self.passwords.hash(password)
        now = self._time()
        with self.database.transaction() as connection:
            old = self._standing(connection, username)
            user = old if wish is None else replace(old, username=wish)
            if wish not in (None, old.username) and rows.find_user(connection, user.username):
                raise _taken(user.username)
            rows.change_user(connection, user.id, now, username=user.username)
            rows.set_credential(connection, user.id, hashed, now)
            ended = self.sessions.end_all(user.id)
            detail = f"{old.username} to {user.username}, {ended} sessions ended"
            self.audit.write(connection, REISSUED, user.id, actor=actor, detail=detail)
            _also(also, connection, user)
        return Issued(user, user.username, password)

    def suspend(self, username: str, reason: str = "", *, actor: str = OPERATOR, also: Also | None = None) -> User:
        """Stop a user for a time: nothing can be asked for, and all sessions end. Raises as `reissue`."""
        return self._put(username, SUSPENDED, reason, actor, also)

    def resume(self, username: str, reason: str = "", *, actor: str = OPERATOR, also: Also | None = None) -> User:
        """Let a suspended user go on, with the same ID and password. Raises as `reissue`."""
        return self._put(username, ACTIVE, reason, actor, also)

    def cancel(self, username: str, reason: str = "", *, actor: str = OPERATOR, also: Also | None = None) -> User:
        """End a registration for good; its ID is given to nobody. Raises as `reissue`."""
        return self._put(username, CANCELLED, reason, actor, also)

    def find(self, username: str) -> User:
        """Return the user with an ID. Raises `NotFound` `no_such_user`."""
        with self.database.reading() as connection:
            return _found(connection, username)

    def user(self, number: int) -> User | None:
        """Return the user with a number."""
        with self.database.reading() as connection:
            return rows.user_of(connection, number)

    def list(self) -> Sequence[User]:
        """Return all users, also those who left, oldest first."""
        with self.database.reading() as connection:
            return rows.all_users(connection)

    def count(self) -> int:
        """Return how many users there are that have not left."""
        with self.database.reading() as connection:
            return rows.count_users(connection)

    def _added(self, connection: sa.Connection, wish: str | None, kind: str, now: int) -> User:
        for _ in range(TRIES if wish is None else 1):
            user = rows.add_user(connection, wish or assigned_username(), kind, now)
            if user:
                return user
        raise _taken(wish or "what could be assigned")

    def _put(self, username: str, state: str, reason: str, actor: str, also: Also | None) -> User:
        with self.database.transaction() as connection:
            user = replace(self._standing(connection, username), state=state)
            rows.change_user(connection, user.id, self._time(), state=state)
            if state != ACTIVE:
                self.sessions.end_all(user.id)
            if state == CANCELLED:
                rows.drop_credential(connection, user.id)
            self.audit.write(connection, STATE_CHANGED, user.id, actor=actor, detail=f"{state}: {reason}".strip(": "))
            _also(also, connection, user)
        return user

    def _standing(self, connection: sa.Connection, username: str) -> User:
        user = _found(connection, username)
        if user.state == CANCELLED:
            raise TokkyoError("user_cancelled", f"the registration of {username} has ended", fix="issue a new ID")
        return user

    def _time(self) -> int:
        return microseconds(self.now())


def _found(connection: sa.Connection, username: str) -> User:
    user = rows.find_user(connection, normal_username(username) or "")
    if user is None:
        raise NotFound("no_such_user", f"no user has the ID {username[:40]!r}", fix="see: tokkyo user list")
    return user


def _taken(username: str) -> TokkyoError:
    return TokkyoError("username_taken", f"the ID {username} is or was somebody's", fix="wish for another one")


def _also(also: Also | None, connection: sa.Connection, user: User) -> None:
    if also:
        also(connection, user)
