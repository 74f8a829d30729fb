"""The access log, hour by hour, and the figures that are left of it. Hours and days are numbered since 1970.

Days are those of Japan: hour h belongs to day (h + 9) // 24, rounded down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.users_registration_schema import access, statistic

JAPAN_HOURS = 9
_ADD = """
    INSERT INTO user_access VALUES (:hour, :user, :api, :address, :outcome, :calls)
    ON CONFLICT DO UPDATE SET calls = calls + :calls"""


@dataclass(frozen=True, slots=True)
class AccessRow:
    """Calls of one user, API, address and outcome (the statusCode of the answers) in one hour."""

    hour: int
    user: int
    api: str
    address: str
    outcome: str
    calls: int


@dataclass(frozen=True, slots=True)
class Figure:
    """Calls of one API on one day, by how many users."""

    day: int
    api: str
    calls: int
    users: int


_ROW = tuple(access.c[name] for name in AccessRow.__dataclass_fields__)
_DAY: sa.ColumnElement[int] = sa.literal_column(f"(user_access.hour + {JAPAN_HOURS}) / 24", sa.Integer)
_FIGURES = (
    _DAY.label("day"),
    access.c.api,
    sa.func.sum(access.c.calls).label("calls"),
    sa.func.count(access.c.user.distinct()).label("users"),
)


def first_hour(day: int) -> int:
    """Return the hour with which a day in Japan begins."""
    return day * 24 - JAPAN_HOURS


def add_access(database: AccountsDatabase, rows: Sequence[AccessRow]) -> None:
    """Add calls, in one transaction."""
    with database.transaction():
        for row in rows:
            database.run(_ADD, {name: getattr(row, name) for name in AccessRow.__dataclass_fields__})


def access_of(connection: sa.Connection, user: int | None = None, *, since: int = 0) -> Sequence[AccessRow]:
    """Return the log of a user, or of all, from an hour on, oldest first."""
    query = sa.select(*_ROW).where(access.c.hour >= since).order_by(*_ROW)
    if user is not None:
        query = query.where(access.c.user == user)
    return [AccessRow(*row) for row in connection.execute(query)]


def addresses_by_user(connection: sa.Connection, since: int) -> Mapping[int, int]:
    """Return from how many addresses each user called since an hour."""
    query = sa.select(access.c.user, sa.func.count(access.c.address.distinct())).where(access.c.hour >= since)
    return {row[0]: row[1] for row in connection.execute(query.group_by(access.c.user))}


def calls_by_user(connection: sa.Connection, since: int, outcome: str) -> Mapping[int, int]:
    """Return how often calls of each user ended so since an hour."""
    query = sa.select(access.c.user, sa.func.sum(access.c.calls)).where(
        access.c.hour >= since, access.c.outcome == outcome
    )
    return {row[0]: int(row[1]) for row in connection.execute(query.group_by(access.c.user))}


def figures(connection: sa.Connection, since: int, until: int) -> Sequence[Figure]:
    """Return the figures of the days from one to another, both included, in order."""
    live = _live(since, until).subquery()
    kept = sa.select(*statistic.c).where(statistic.c.day.between(since, until))
    there = sa.select(live.c.day).where(live.c.day == statistic.c.day)
    query = sa.union_all(kept.where(~there.exists()), sa.select(live)).order_by("day", "api")
    return [Figure(row.day, row.api, int(row.calls), row.users) for row in connection.execute(query)]


def roll_up(connection: sa.Connection, before: int) -> int:
    """Turn the log of the days before one into figures and remove it; return how many rows went."""
    connection.execute(
        sa.insert(statistic)
        .prefix_with("OR REPLACE")
        .from_select([column.name for column in statistic.c], _live(0, before - 1))
    )
    return connection.execute(sa.delete(access).where(access.c.hour < first_hour(before))).rowcount


def _live(since: int, until: int) -> sa.Select[tuple[int, str, int, int]]:
    query = sa.select(*_FIGURES).where(access.c.hour >= first_hour(since), access.c.hour < first_hour(until + 1))
    return query.group_by(_DAY, access.c.api)
