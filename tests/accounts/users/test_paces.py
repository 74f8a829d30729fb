"""L11, D5: calls per minute, off by default; GCRA over all processes."""

from typing import Any

import pytest

from tokkyo.accounts.users.users import Users
from tokkyo.model.jpo.apis import BY_NUMBER
from tokkyo.store.users import User

PROGRESS, DESIGN, FAMILY = (BY_NUMBER[number] for number in ("1-1", "2-1", "OPD-1"))


@pytest.fixture
def user(users: Users) -> User:
    return users.directory.issue("firm-2026", "corporation").user


@pytest.fixture
def paced(office: Any) -> Users:
    return office.open(jpo_calls_per_minute=10, opd_calls_per_minute=5)


def test_l11_there_is_no_pace_by_default(users: Users, user: User) -> None:
    assert [users.paces.take(user, PROGRESS) for _ in range(1000)] == [0] * 1000
    assert users.database.run("SELECT * FROM user_pace", {}) == []


def test_l11_ten_domestic_calls_a_minute_and_five_of_opd(paced: Users, user: User, clock: Any) -> None:
    assert [paced.paces.take(user, (PROGRESS, DESIGN)[n % 2]) for n in range(11)] == [0] * 10 + [6_000]
    assert [paced.paces.take(user, FAMILY) for _ in range(6)] == [0] * 5 + [12_000]
    other = paced.directory.issue(None, "individual").user
    assert paced.paces.take(other, PROGRESS) == 0
    clock.on(milliseconds=5_999)
    assert paced.paces.take(user, PROGRESS) == 1
    clock.on(milliseconds=1)
    assert paced.paces.take(user, PROGRESS) == 0
    assert paced.paces.take(user, PROGRESS) == 6_000


def test_d5_allowed_is_what_the_formula_says(paced: Users, user: User, clock: Any) -> None:
    """Ten at once, then one every six seconds, whatever is asked in between."""
    allowed = 0
    for _ in range(3 * 600):
        allowed += not paced.paces.take(user, PROGRESS)
        clock.on(milliseconds=100)
    assert allowed == 10 + 179_900 // 6_000


def test_d5_two_processes_count_together(office: Any, paced: Users, user: User) -> None:
    other = office.open(jpo_calls_per_minute=10)
    allowed = sum(not (paced, other)[n % 2].paces.take(user, PROGRESS) for n in range(40))
    assert allowed == 10


def test_d5_clock_jumps(paced: Users, user: User, clock: Any) -> None:
    for _ in range(10):
        paced.paces.take(user, PROGRESS)
    clock.put(hours=-2)
    assert paced.paces.take(user, PROGRESS) == 6_000
    clock.on(seconds=6)
    assert paced.paces.take(user, PROGRESS) == 0
    assert paced.paces.take(user, PROGRESS) == 6_000
    clock.put(hours=2)
    assert [paced.paces.take(user, PROGRESS) for _ in range(11)] == [0] * 10 + [6_000]
