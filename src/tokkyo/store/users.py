"""Registered users and their passwords as rows of the accounts.

Functions take an open connection, so that several of them can be one transaction. Times are microseconds since 1970.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tokkyo.store.users_schema import credential, registered_user

CORPORATION, INDIVIDUAL = "corporation", "individual"
KINDS = (CORPORATION, INDIVIDUAL)
ACTIVE, SUSPENDED, CANCELLED = "active", "suspended", "cancelled"
STATES = (ACTIVE, SUSPENDED, CANCELLED)


@dataclass(frozen=True, slots=True)
class User:
    """A registered user: `id` is the number that stays, `username` the ID as people know it, `kind` one of `KINDS`.

    `state` is one of `STATES`; only active users may ask.
    """

    id: int
    username: str
    kind: str
    state: str


_COLUMNS = (registered_user.c.id, registered_user.c.username, registered_user.c.kind, registered_user.c.state)


def add_user(connection: sa.Connection, username: str, kind: str, now: int) -> User | None:
    """Store an active user; None when the ID is or was somebody's."""
    if find_user(connection, username):
        return None
    row = {"username": username, "kind": kind, "state": ACTIVE, "created": now, "changed": now}
    made = connection.execute(sa.insert(registered_user).values(row)).inserted_primary_key
    assert made is not None
    return User(made[0], username, kind, ACTIVE)


def find_user(connection: sa.Connection, username: str) -> User | None:
    """Return the user with that ID."""
    return _one(connection, registered_user.c.username == username)


def user_of(connection: sa.Connection, number: int) -> User | None:
    """Return the user with that number."""
    return _one(connection, registered_user.c.id == number)


def all_users(connection: sa.Connection) -> Sequence[User]:
    """Return all users, also those who left, by number."""
    return [User(*row) for row in connection.execute(sa.select(*_COLUMNS).order_by(registered_user.c.id))]


def count_users(connection: sa.Connection) -> int:
    """Return how many users there are that have not left."""
    query = sa.select(sa.func.count()).where(registered_user.c.state != CANCELLED)
    return int(connection.execute(query).scalar_one())


def change_user(connection: sa.Connection, number: int, now: int, **values: str) -> None:
    """Change `username`, `kind` or `state` of a user."""
    query = sa.update(registered_user).where(registered_user.c.id == number)
    connection.execute(query.values(changed=now, **values))


def set_credential(connection: sa.Connection, number: int, hashed: str, now: int) -> None:
    """Give a user a password in place of the one before."""
    drop_credential(connection, number)
    connection.execute(sa.insert(credential).values(user=number, hash=hashed, issued=now))


def drop_credential(connection: sa.Connection, number: int) -> None:
    """Take a user's password away."""
    connection.execute(sa.delete(credential).where(credential.c.user == number))


def credential_of(connection: sa.Connection, username: str) -> tuple[User, str] | None:
    """Return the user with that ID and the hash of the password; None when there is no such pair."""
    query = sa.select(*_COLUMNS, credential.c.hash).join_from(
        registered_user, credential, registered_user.c.id == credential.c.user
    )
    row = connection.execute(query.where(registered_user.c.username == username)).one_or_none()
    return (User(*row[:4]), row[4]) if row else None


def rehash(connection: sa.Connection, number: int, old: str, new: str) -> None:
    """Put a new hash of the same password in place of the old one, unless the password changed meanwhile."""
    query = sa.update(credential).where(credential.c.user == number, credential.c.hash == old)
    connection.execute(query.values(hash=new))


def _one(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> User | None:
    row = connection.execute(sa.select(*_COLUMNS).where(condition)).one_or_none()
    return User(*row) if row else None
