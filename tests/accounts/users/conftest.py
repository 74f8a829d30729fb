"""Registered users in temporary folders, under a clock that tests move; passwords are hashed with little work."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tokkyo.accounts.users.directory import Issued
from tokkyo.accounts.users.passwords import Passwords
from tokkyo.accounts.users.users import Users
from tokkyo.settings import Scalar, defaults
from tokkyo.store.accounts_database import AccountsDatabase

NOON = datetime(2026, 5, 7, 3, tzinfo=UTC)  # in Japan
QUICK = Passwords(memory=8, passes=1)


@dataclass
class Clock:
    """A wall clock and a steady one; the wall clock can be put anywhere."""

    time: datetime = NOON
    steady: float = 1000.0

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.steady

    def on(self, **span: float) -> None:
        self.time += timedelta(**span)
        self.steady += timedelta(**span).total_seconds()

    def put(self, **span: float) -> None:
        """Move the wall clock alone."""
        self.time += timedelta(**span)


@dataclass
class Office:
    """Users of one folder, opened as often as a test likes, as that many server processes would."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    opened: list[tuple[Users, AccountsDatabase]] = field(default_factory=list)

    def open(self, passwords: Passwords = QUICK, **settings: Scalar) -> Users:
        database = AccountsDatabase(self.folder)
        users = Users.over(
            database, defaults(**settings), self.clock.now, monotonic=self.clock.monotonic, passwords=passwords
        )
        self.opened.append((users, database))
        return users


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    for users, database in office.opened:
        users.close()
        database.close()


@pytest.fixture
def clock(office: Office) -> Clock:
    return office.clock


@pytest.fixture
def users(office: Office) -> Users:
    return office.open()


@pytest.fixture
def issued(users: Users) -> Issued:
    return users.directory.issue("firm-2026", "corporation")
