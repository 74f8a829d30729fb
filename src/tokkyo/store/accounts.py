"""Search tokens and plans as rows of the accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import sqlalchemy as sa

from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.accounts_schema import plan, token


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token: `digest` is the SHA-256 in hex, `plan` None for the default one, dates are ISO.

    `expires` is the last day on which it is valid, `used` the time of a recent request, `revoked` None while it is
    valid.
    """

    name: str
    digest: str = field(repr=False)
    principal: str
    scopes: tuple[str, ...]
    created: str
    plan: str | None = None
    expires: str | None = None
    used: str | None = None
    revoked: str | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan: how much its tokens may ask for, None for as much as they like."""

    name: str
    requests_per_minute: int | None = None
    requests_per_month: int | None = None
    records_per_month: int | None = None
    records_per_request: int | None = None


_TOKEN_COLUMNS = (
    token.c.name,
    token.c.digest,
    token.c.principal,
    token.c.scopes,
    token.c.created,
    token.c.plan,
    token.c.expires,
    token.c.used,
    token.c.revoked,
)
_PLAN_COLUMNS = tuple(plan.c[name] for name in PlanRow.__dataclass_fields__)


class TokenTable:
    """The tokens of the accounts."""

    def __init__(self, database: AccountsDatabase) -> None:
        self._database = database

    def add(self, row: TokenRow) -> bool:
        """Store a token; False when its plan does not exist."""
        with self._database.transaction() as connection:
            if not _has_plan(connection, row.plan):
                return False
            connection.execute(sa.insert(token).values(**{**asdict(row), "scopes": " ".join(row.scopes)}))
        return True

    def find(self, digest: str) -> TokenRow | None:
        """Return the token with that digest."""
        found = self._select(token.c.digest == digest)
        return found[0] if found else None

    def all(self) -> Sequence[TokenRow]:
        """Return all tokens, revoked ones too, oldest first."""
        return self._select(sa.true())

    def revoke(self, name: str, when: str) -> int:
        """Revoke every valid token of that name, or the one with that principal; return how many there were."""
        with self._database.transaction() as connection:
            done = connection.execute(sa.update(token).where(_valid(name)).values(revoked=when))
        return int(done.rowcount)

    def change(self, name: str, values: Mapping[str, str | None]) -> int | None:
        """Change columns of every valid token of that name, or of the one with that principal.

        Return how many there were, or None when the plan does not exist.
        """
        with self._database.transaction() as connection:
            if not _has_plan(connection, values.get("plan")):
                return None
            done = connection.execute(sa.update(token).where(_valid(name)).values(**values))
        return int(done.rowcount)

    def mark_used(self, times: Mapping[str, str]) -> None:
        """Note when principals were last heard of."""
        query = sa.update(token).where(token.c.principal == sa.bindparam("who")).values(used=sa.bindparam("time"))
        with self._database.transaction() as connection:
            connection.execute(query, [{"who": who, "time": time} for who, time in times.items()])

    def _select(self, condition: sa.ColumnElement[bool]) -> Sequence[TokenRow]:
        query = sa.select(*_TOKEN_COLUMNS).where(condition).order_by(token.c.created, sa.literal_column("rowid"))
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [TokenRow(*row[:3], tuple(row[3].split()), *row[4:]) for row in rows]


class PlanTable:
    """The plans of the accounts."""

    def __init__(self, database: AccountsDatabase) -> None:
        self._database = database

    def add(self, row: PlanRow) -> bool:
        """Store a plan; False when there is one of that name."""
        with self._database.transaction() as connection:
            if _has_plan(connection, row.name):
                return False
            connection.execute(sa.insert(plan).values(**asdict(row)))
        return True

    def find(self, name: str) -> PlanRow | None:
        """Return the plan of that name."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(*_PLAN_COLUMNS).where(plan.c.name == name)).one_or_none()
        return PlanRow(*row) if row else None

    def all(self) -> Sequence[PlanRow]:
        """Return all plans by name."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(*_PLAN_COLUMNS).order_by(plan.c.name)).all()
        return [PlanRow(*row) for row in rows]

    def change(self, name: str, values: Mapping[str, int | None]) -> bool:
        """Change limits of a plan; False when there is none of that name."""
        with self._database.transaction() as connection:
            done = connection.execute(sa.update(plan).where(plan.c.name == name).values(**values))
        return bool(done.rowcount)

    def remove(self, name: str) -> tuple[bool, int]:
        """Remove a plan that no valid token has; return whether there was one and how many tokens hold it."""
        with self._database.transaction() as connection:
            held = sa.select(sa.func.count()).where(token.c.plan == name, token.c.revoked.is_(None))
            holders = int(connection.execute(held).scalar_one())
            if holders:
                return True, holders
            done = connection.execute(sa.delete(plan).where(plan.c.name == name))
        return bool(done.rowcount), 0


def _valid(name: str) -> sa.ColumnElement[bool]:
    return sa.and_(sa.or_(token.c.name == name, token.c.principal == name), token.c.revoked.is_(None))


def _has_plan(connection: sa.Connection, name: str | None) -> bool:
    if name is None:
        return True
    return connection.execute(sa.select(plan.c.name).where(plan.c.name == name)).first() is not None
