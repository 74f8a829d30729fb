"""What users ask of the operator, as rows of the accounts. Times are microseconds since 1970."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from tokkyo.store.users_applications import Note
from tokkyo.store.users_registration_schema import request

OPEN, GRANTED, REFUSED = "open", "granted", "refused"
STATES = (OPEN, GRANTED, REFUSED)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request: `body` is JSON, None when it was removed; `identity` is when it was found who asks."""

    number: int
    user: int
    kind: str
    body: str | None
    state: str
    asked: int
    notes: tuple[Note, ...] = ()
    identity: int | None = None
    decided: int | None = None


_COLUMNS = tuple(request.c[name] for name in RequestRow.__dataclass_fields__)


def add_request(connection: sa.Connection, user: int, kind: str, body: str, now: int) -> int:
    """Store a request and return its number."""
    row = {"user": user, "kind": kind, "body": body, "state": OPEN, "asked": now, "notes": "[]"}
    made = connection.execute(sa.insert(request).values(row)).inserted_primary_key
    assert made is not None
    return int(made[0])


def request_of(connection: sa.Connection, number: int) -> RequestRow | None:
    """Return the request with that number."""
    found = _select(connection, request.c.number == number)
    return found[0] if found else None


def requests(connection: sa.Connection, states: Sequence[str]) -> Sequence[RequestRow]:
    """Return the requests in any of these states, oldest first."""
    return _select(connection, request.c.state.in_(states))


def requests_of(connection: sa.Connection, user: int) -> Sequence[RequestRow]:
    """Return the requests of a user, oldest first."""
    return _select(connection, request.c.user == user)


def change_request(connection: sa.Connection, row: RequestRow) -> None:
    """Store a request as it is now."""
    values = {name: getattr(row, name) for name in ("body", "state", "identity", "decided")}
    notes = msgspec.json.encode(row.notes).decode()
    connection.execute(sa.update(request).where(request.c.number == row.number).values(**values, notes=notes))


def forget_requests(connection: sa.Connection, user: int) -> None:
    """Remove what the requests of a user say; open ones end."""
    mine = sa.update(request).where(request.c.user == user)
    connection.execute(mine.values(body=None, notes="[]"))
    connection.execute(mine.where(request.c.state == OPEN).values(state=REFUSED))


def forget_bodies(connection: sa.Connection, before: int, kept: Sequence[str]) -> int:
    """Remove what requests that were decided before a time say, unless of certain kinds; return how many there were."""
    old = (request.c.decided < before, request.c.body.is_not(None), request.c.kind.not_in(kept))
    return connection.execute(sa.update(request).where(*old).values(body=None, notes="[]")).rowcount


def _select(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Sequence[RequestRow]:
    rows = connection.execute(sa.select(*_COLUMNS).where(condition).order_by(request.c.number))
    decode = msgspec.json.Decoder(tuple[Note, ...]).decode
    return [RequestRow(**{**row._mapping, "notes": decode(row.notes)}) for row in rows]
