"""Daily limits: L1 to L3, D3, D4; what a call costs, for whom, until when."""

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tokkyo.accounts.users.directory import Issued
from tokkyo.accounts.users.limits import HIGHEST, Taken, listed_limits
from tokkyo.accounts.users.users import Users
from tokkyo.errors import SettingError, StoreError, Unavailable
from tokkyo.model.jpo.apis import BY_NAME, BY_NUMBER, LIMITED, Api
from tokkyo.patience import without_waiting
from tokkyo.store.users import User

PROGRESS, REFERENCE, DESIGN, FAMILY = (BY_NUMBER[number] for number in ("1-1", "1-7", "2-1", "OPD-1"))
MIDNIGHT = datetime(2026, 5, 7, 15, tzinfo=UTC)  # of 8 May in Japan
MICRO = timedelta(microseconds=1)


def spend(users: Users, user: User, api: Api) -> list[int]:
    """Call until nothing is left; return what was left after each call."""
    left = []
    while taken := users.limits.take(user, api):
        left.append(taken.remaining)
    return left


@pytest.fixture
def few(office: Any) -> Users:
    """Users with a limit of three calls."""
    return office.open(jpo_daily_limits="1-1=3")


@pytest.fixture
def user(users: Users) -> User:
    return users.directory.issue("firm-2026", "corporation").user


@pytest.mark.parametrize("api", LIMITED, ids=lambda api: f"{api.law}-{api.name}")
def test_l1_the_limits_of_the_api_list_hold(users: Users, user: User, api: Api) -> None:
    assert users.limits.limit(user, api) == api.limit
    assert spend(users, user, api) == list(range(api.limit - 1, -1, -1))
    assert users.limits.take(user, api) is None


def test_l2_users_apis_and_laws_count_apart(few: Users, user: User) -> None:
    other = few.directory.issue(None, "individual").user
    assert spend(few, user, PROGRESS) == [2, 1, 0]
    assert few.limits.take(user, DESIGN) == Taken(user.id, "2-1", 20_580, 799)
    assert few.limits.take(user, REFERENCE).remaining == 99
    assert few.limits.take(other, PROGRESS).remaining == 2


def test_l4_all_who_use_an_id_count_together(office: Any, few: Users, user: User) -> None:
    other = office.open(jpo_daily_limits="1-1=3")
    assert [one.limits.take(user, PROGRESS).remaining for one in (few, other, few)] == [2, 1, 0]
    assert other.limits.take(user, PROGRESS) is None


def test_d3_l3_counts_begin_anew_at_midnight_in_japan(few: Users, user: User, clock: Any) -> None:
    spend(few, user, PROGRESS)
    clock.time = MIDNIGHT - MICRO
    assert few.limits.take(user, PROGRESS) is None
    assert few.limits.reset() == MIDNIGHT
    clock.time = MIDNIGHT
    assert spend(few, user, PROGRESS) == [2, 1, 0]
    assert few.limits.reset() == MIDNIGHT + timedelta(days=1)


def test_l2_unused_calls_do_not_carry_over(few: Users, user: User, clock: Any) -> None:
    few.limits.take(user, PROGRESS)
    clock.on(days=5)
    assert spend(few, user, PROGRESS) == [2, 1, 0]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo", ""])
def test_d3_the_zone_of_the_server_does_not_matter(
    few: Users, user: User, clock: Any, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if zone:
        monkeypatch.setenv("TZ", zone)
    else:
        monkeypatch.delenv("TZ", raising=False)
    time.tzset()
    try:
        clock.time = MIDNIGHT - MICRO
        spend(few, user, PROGRESS)
        clock.time = MIDNIGHT.astimezone()
        assert spend(few, user, PROGRESS) == [2, 1, 0]
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "midnight",
    [
        datetime(2026, 12, 31, 15, tzinfo=UTC),
        datetime(2027, 2, 28, 15, tzinfo=UTC),
        datetime(2028, 2, 28, 15, tzinfo=UTC),
        datetime(2028, 2, 29, 15, tzinfo=UTC),
        datetime(2026, 3, 8, 15, tzinfo=UTC),  # clocks go forward in New York
        datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC) + timedelta(seconds=1, hours=15),  # after a leap second
    ],
)
def test_d3_ends_of_months_and_years(few: Users, user: User, clock: Any, midnight: datetime) -> None:
    clock.time = midnight - MICRO
    assert spend(few, user, PROGRESS) == [2, 1, 0]
    clock.time = midnight
    assert spend(few, user, PROGRESS) == [2, 1, 0]
    clock.on(hours=23, minutes=59, seconds=59, microseconds=999_999)
    assert spend(few, user, PROGRESS) == []
    clock.time += MICRO
    assert spend(few, user, PROGRESS) == [2, 1, 0]


@pytest.mark.parametrize("hours", [2, 24])
def test_d3_a_clock_that_steps_back_grants_nothing_twice(few: Users, user: User, clock: Any, hours: int) -> None:
    clock.time = MIDNIGHT + timedelta(hours=1)
    assert spend(few, user, PROGRESS) == [2, 1, 0]
    for _ in range(3):
        clock.put(hours=-hours)
        assert spend(few, user, PROGRESS) == []
        clock.put(hours=hours)
        assert spend(few, user, PROGRESS) == []
    clock.put(hours=23)
    assert spend(few, user, PROGRESS) == [2, 1, 0]


def test_d3_a_clock_that_steps_forward_and_back_grants_no_more_than_two_days(
    few: Users, user: User, clock: Any
) -> None:
    clock.time = MIDNIGHT - timedelta(hours=1)
    assert spend(few, user, PROGRESS) == [2, 1, 0]
    clock.put(hours=2)
    assert spend(few, user, PROGRESS) == [2, 1, 0]
    clock.put(hours=-2)
    assert spend(few, user, PROGRESS) == []
    clock.time = MIDNIGHT
    assert spend(few, user, PROGRESS) == []
    clock.time += timedelta(days=1)
    assert spend(few, user, PROGRESS) == [2, 1, 0]


def test_d3_a_clock_that_was_wrong_by_a_year_stops_nobody_for_a_year(few: Users, user: User, clock: Any) -> None:
    clock.put(days=365)
    few.limits.take(user, PROGRESS)
    few.limits.take(user, PROGRESS)
    clock.put(days=-365)
    assert spend(few, user, PROGRESS) == [0]
    clock.on(days=1)
    assert spend(few, user, PROGRESS) == [2, 1, 0]


def test_what_does_not_count_is_given_back(few: Users, user: User, clock: Any) -> None:
    first = few.limits.take(user, PROGRESS)
    few.limits.give_back(first)
    assert spend(few, user, PROGRESS) == [2, 1, 0]
    clock.time = MIDNIGHT
    few.limits.take(user, PROGRESS)
    few.limits.give_back(first)  # of a day that is over
    assert spend(few, user, PROGRESS) == [1, 0]


def test_more_than_was_taken_never_comes_back(few: Users, user: User) -> None:
    taken = few.limits.take(user, PROGRESS)
    for _ in range(5):
        few.limits.give_back(taken)
    assert spend(few, user, PROGRESS) == [2, 1, 0]


def test_what_cannot_be_given_back_at_once_is_later(few: Users, user: User) -> None:
    taken = few.limits.take(user, PROGRESS)
    with closing(sqlite3.connect(few.database.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        few.limits.give_back(taken)
        with without_waiting(), pytest.raises(Unavailable):
            few.flush()
        with without_waiting(), pytest.raises(Unavailable):
            few.limits.take(user, PROGRESS)
    few.flush()
    few.flush()
    assert spend(few, user, PROGRESS) == [2, 1, 0]


def test_d4_what_is_shown_is_what_is_stored(few: Users, user: User) -> None:
    for taken in iter(lambda: few.limits.take(user, PROGRESS), None):
        use = next(use for use in few.limits.uses(user) if use.api is PROGRESS)
        assert use.limit - use.used == taken.remaining


def test_a_limit_of_a_users_own_holds_at_once_in_every_process(office: Any, few: Users, user: User) -> None:
    other = office.open(jpo_daily_limits="1-1=3")
    assert spend(few, user, PROGRESS) == [2, 1, 0]
    other.limits.set_limit(user.id, PROGRESS, 6)
    assert few.limits.limit(user, PROGRESS) == 6
    assert spend(few, user, PROGRESS) == [2, 1, 0]
    other.limits.set_limit(user.id, PROGRESS, 4)
    assert spend(few, user, PROGRESS) == []
    other.limits.set_limit(user.id, PROGRESS, None)
    assert few.limits.limit(user, PROGRESS) == 3
    assert few.limits.limit(few.directory.issue(None, "individual").user, PROGRESS) == 3


def test_use_of_today_is_listed(few: Users, user: User, clock: Any) -> None:
    few.limits.take(user, PROGRESS)
    few.limits.set_limit(user.id, DESIGN, 7)
    uses = {use.api.number: (use.used, use.limit, use.raised) for use in few.limits.uses(user)}
    assert list(uses) == [api.number for api in LIMITED]
    assert (uses["1-1"], uses["2-1"], uses["OPD-1"]) == ((1, 3, False), (0, 7, True), (0, 100, False))
    clock.on(days=1)
    assert {use.used for use in few.limits.uses(user)} == {0}


def test_a_limit_of_nothing_closes_an_api(office: Any, user: User) -> None:
    users = office.open(jpo_daily_limits="opd-1=0")
    assert users.limits.take(user, FAMILY) is None
    users.limits.set_limit(user.id, FAMILY, 1)
    assert spend(users, user, FAMILY) == [0]


def test_a_reached_limit_is_put_down_once_a_day(few: Users, user: User, clock: Any) -> None:
    for _ in range(2):
        for _ in range(9):
            few.limits.take(user, PROGRESS)
        few.flush()
        clock.on(days=1)
    found = [event for event in few.audit.events(user.id) if event.name == "limit_reached"]
    assert [(event.user, event.detail) for event in found] == [(user.id, "1-1")] * 2


def test_l1_limits_are_a_setting() -> None:
    text = " 1-1=1000 , design/app_progress=5,opd-6=0,, 3-11=2000000000"
    assert listed_limits(text) == {"1-1": 1000, "2-1": 5, "OPD-6": 0, "3-11": HIGHEST}
    assert listed_limits(",".join(f"{law}/{name}=1" for law, name in BY_NAME)) == dict.fromkeys(BY_NUMBER, 1)
    assert listed_limits("") == {}


@pytest.mark.parametrize(
    "wrong",
    [
        "1-1",
        "1-1=",
        "=5",
        "1-15=5",
        "patent/nothing=5",
        "1-1=-5",
        "1-1=5.5",
        "1-1=2000000001",
        "1-1=٥",
        "1-1=" + "9" * 99,
    ],
)
def test_l1_wrong_limits_are_refused(office: Any, wrong: str) -> None:
    with pytest.raises(SettingError, match="jpo_daily_limits"):
        office.open(jpo_daily_limits=wrong)


@pytest.mark.parametrize("weak", [{"password_memory_kib": 8191}, {"password_passes": 0}])
def test_weak_hashing_is_refused(office: Any, weak: dict[str, int]) -> None:
    with pytest.raises(SettingError, match="easily guessed"):
        office.open(passwords=None, **weak)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX")
def test_accounts_that_cannot_be_written_grant_nothing(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    users = office.open()
    issued: Issued = users.directory.issue("firm-2026", "corporation")
    grant = users.sessions.log_in(issued.username, issued.password)
    monkeypatch.setattr("tokkyo.store.accounts_database.os.access", lambda *_: False)
    reader = office.open()
    assert reader.sessions.user(grant.access_token) == issued.user
    for step in (
        lambda: reader.limits.take(issued.user, PROGRESS),
        lambda: reader.sessions.log_in(issued.username, issued.password),
        lambda: reader.sessions.refresh(grant.refresh_token),
        lambda: reader.directory.suspend(issued.username),
    ):
        with pytest.raises(StoreError, match="store_readonly"):
            step()
    reader.flush()
