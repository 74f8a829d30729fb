"""Registration forms that were sent in, as rows of the accounts. Times are microseconds since 1970."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from tokkyo.store.users_registration_schema import application

RECEIVED, VERIFIED, ISSUED, REFUSED = "received", "verified", "issued", "refused"
STATES = (RECEIVED, VERIFIED, ISSUED, REFUSED)
PENDING = (RECEIVED, VERIFIED)


class Note(msgspec.Struct, frozen=True):
    """What somebody noted, and when."""

    time: int
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application: `form` is JSON, None when it was removed; `address` is the client's.

    `reached` are the means by which the applicant could be reached.
    `user` is the number of the user it was granted as.
    """

    number: int
    state: str
    form: str | None
    email: str | None
    address: str
    received: int
    reached: frozenset[str]
    notes: tuple[Note, ...] = ()
    decided: int | None = None
    user: int | None = None


_COLUMNS = tuple(application.c[name] for name in ApplicationRow.__dataclass_fields__)


def add_application(connection: sa.Connection, form: str, email: str, address: str, now: int) -> int:
    """Store a form that has just come in and return its number."""
    row = {"state": RECEIVED, "form": form, "email": email, "address": address, "received": now}
    made = connection.execute(sa.insert(application).values(**row, reached="", notes="[]")).inserted_primary_key
    assert made is not None
    return int(made[0])


def application_of(connection: sa.Connection, number: int) -> ApplicationRow | None:
    """Return the application with that number."""
    row = connection.execute(sa.select(*_COLUMNS).where(application.c.number == number)).one_or_none()
    return _row(row) if row else None


def applications(connection: sa.Connection, states: Sequence[str]) -> Sequence[ApplicationRow]:
    """Return the applications in any of these states, oldest first."""
    query = sa.select(*_COLUMNS).where(application.c.state.in_(states)).order_by(application.c.number)
    return [_row(row) for row in connection.execute(query)]


def change_application(connection: sa.Connection, row: ApplicationRow) -> None:
    """Store an application as it is now."""
    values = {name: getattr(row, name) for name in ("state", "form", "email", "address", "decided", "user")}
    values |= {"reached": " ".join(sorted(row.reached)), "notes": msgspec.json.encode(row.notes).decode()}
    connection.execute(sa.update(application).where(application.c.number == row.number).values(**values))


def forget_application_addresses(connection: sa.Connection, before: int) -> int:
    """Remove the client addresses of applications received before a time; return of how many."""
    old = (application.c.received < before, application.c.address != "")
    return connection.execute(sa.update(application).where(*old).values(address="")).rowcount


def forget_forms(connection: sa.Connection, before: int) -> int:
    """Remove what refused applications, and those nobody confirmed, say of persons; return how many there were."""
    old = sa.or_(
        sa.and_(application.c.state == REFUSED, application.c.decided < before),
        sa.and_(application.c.state == RECEIVED, application.c.received < before),
    )
    query = sa.update(application).where(old, application.c.form.is_not(None))
    gone = {"form": None, "email": None, "address": "", "notes": "[]", "state": REFUSED}
    return connection.execute(query.values(**gone)).rowcount


def _row(row: sa.Row[tuple[object, ...]]) -> ApplicationRow:
    values = dict(row._mapping)
    values["reached"] = frozenset(values["reached"].split())
    values["notes"] = msgspec.json.decode(values["notes"], type=tuple[Note, ...])
    return ApplicationRow(**values)
