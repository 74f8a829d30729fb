"""What users registered, and by which addresses and corporations it is found. Times are microseconds since 1970."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from tokkyo.store.users_registration_schema import contact, registration


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A registration: `form` is JSON; `corporation` and `corporate_number` tell corporations apart.

    `opd` says whether it holds for the OPD-API too, `unreachable` since when nobody answers.
    """

    user: int
    form: str
    corporation: str | None
    corporate_number: str | None
    opd: bool
    registered: int
    changed: int
    unreachable: int | None = None


_COLUMNS = tuple(registration.c[name] for name in RegistrationRow.__dataclass_fields__)


def put_registration(connection: sa.Connection, row: RegistrationRow, emails: Sequence[str]) -> None:
    """Store a registration in place of the one before; of former contacts nothing is left."""
    drop_registration(connection, row.user)
    connection.execute(sa.insert(registration).values(**asdict(row)))
    if emails:
        rows = [{"email": email, "user": row.user} for email in sorted({email.lower() for email in emails})]
        connection.execute(sa.insert(contact), rows)


def drop_registration(connection: sa.Connection, user: int) -> None:
    """Remove a registration with its contacts."""
    connection.execute(sa.delete(contact).where(contact.c.user == user))
    connection.execute(sa.delete(registration).where(registration.c.user == user))


def registration_of(connection: sa.Connection, user: int) -> RegistrationRow | None:
    """Return what a user registered."""
    found = _select(connection, registration.c.user == user)
    return found[0] if found else None


def registrations(connection: sa.Connection) -> Sequence[RegistrationRow]:
    """Return all registrations by user number."""
    return _select(connection, sa.true())


def same_corporation(connection: sa.Connection, name: str | None, number: str | None) -> Sequence[RegistrationRow]:
    """Return the registrations of a corporation, found by number or by name.

    Two corporations may have one name; their numbers then tell them apart, where both are known.
    """
    if name is None:
        return []
    by_name = registration.c.corporation == name
    if number is None:
        return _select(connection, by_name)
    other = registration.c.corporate_number
    return _select(connection, sa.or_(other == number, sa.and_(by_name, other.is_(None))))


def users_by_email(connection: sa.Connection, email: str) -> Sequence[RegistrationRow]:
    """Return the registrations with a contact of that address, in any case of its letters."""
    who = sa.select(contact.c.user).where(contact.c.email == email.lower())
    return _select(connection, registration.c.user.in_(who))


def count_registrations(connection: sa.Connection, *, opd: bool = False) -> int:
    """Return how many registrations there are, in all or for the OPD-API."""
    query = sa.select(sa.func.count()).select_from(registration)
    return int(connection.execute(query.where(registration.c.opd == 1) if opd else query).scalar_one())


def mark_unreachable(connection: sa.Connection, user: int, since: int | None) -> None:
    """Note since when a user does not answer, or with None that it does again."""
    connection.execute(sa.update(registration).where(registration.c.user == user).values(unreachable=since))


def _select(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Sequence[RegistrationRow]:
    rows = connection.execute(sa.select(*_COLUMNS).where(condition).order_by(registration.c.user))
    return [RegistrationRow(**{**row._mapping, "opd": bool(row.opd)}) for row in rows]
