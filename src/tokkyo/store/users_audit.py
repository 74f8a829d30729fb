"""What happened to accounts, tokens and limits, as rows of the accounts; times are microseconds since 1970."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from tokkyo.store.users_schema import audit


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: `name` says what, `user` to whom (None: to an ID that nobody has), `actor` by whom.

    `address` is the client's, "" where none is known. `detail` is for people and never holds a secret.
    """

    time: int
    name: str
    user: int | None = None
    actor: str = "system"
    address: str = ""
    detail: str = ""


_COLUMNS = (audit.c.time, audit.c.event, audit.c.user, audit.c.actor, audit.c.address, audit.c.detail)


def add_events(connection: sa.Connection, events: Sequence[Event]) -> None:
    """Store events."""
    rows = [asdict(event) for event in events]
    connection.execute(sa.insert(audit), [{**row, "event": row["name"]} for row in rows])


def events_of(connection: sa.Connection, user: int | None = None, *, since: int = 0) -> Sequence[Event]:
    """Return the events of a user, or of all, from a time on, oldest first."""
    query = sa.select(*_COLUMNS).where(audit.c.time >= since).order_by(audit.c.time, audit.c.id)
    if user is not None:
        query = query.where(audit.c.user == user)
    return [Event(*row) for row in connection.execute(query)]


def forget_events(connection: sa.Connection, before: int) -> None:
    """Remove the events before a time."""
    connection.execute(sa.delete(audit).where(audit.c.time < before))


def forget_addresses(connection: sa.Connection, before: int) -> None:
    """Remove the addresses of the events before a time."""
    connection.execute(sa.update(audit).where(audit.c.time < before, audit.c.address != "").values(address=""))
