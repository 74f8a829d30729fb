"""Accounts in temporary folders, under a clock that tests move."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tokkyo.accounts.accounts import Accounts

NOON = datetime(2024, 5, 31, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A wall clock and a steady one; the wall clock can be set back."""

    time: datetime = NOON
    steady: float = 1000.0

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.steady

    def on(self, **span: float) -> None:
        self.time += timedelta(**span)
        self.steady += timedelta(**span).total_seconds()

    def set_back(self, **span: float) -> None:
        self.time -= timedelta(**span)


@dataclass
class Bench:
    """Accounts of one folder, opened as often as a test likes, as that many server processes would."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    opened: list[Accounts] = field(default_factory=list)

    def open(self, default_plan: str = "unlimited") -> Accounts:
        found = Accounts.open(self.folder, default_plan, self.clock.now, monotonic=self.clock.monotonic)
        self.opened.append(found)
        return found


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    for accounts in bench.opened:
        accounts.close()


@pytest.fixture
def clock(bench: Bench) -> Clock:
    return bench.clock


@pytest.fixture
def accounts(bench: Bench) -> Accounts:
    return bench.open()
