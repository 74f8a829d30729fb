"""Months, and the pace of requests by the formula of GCRA."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.accounts.periods import MINUTE, Pace, microseconds, month_of, start_of

TOKYO = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("now", "following"),
    [
        (datetime(2024, 5, 31, 23, 59, 59, 999_999, UTC), "2024-06-01T00:00:00+00:00"),
        (datetime(2024, 6, 1, tzinfo=UTC), "2024-07-01T00:00:00+00:00"),
        (datetime(2024, 12, 31, 23, tzinfo=UTC), "2025-01-01T00:00:00+00:00"),
        (datetime(2024, 2, 29, tzinfo=UTC), "2024-03-01T00:00:00+00:00"),
        (datetime(2025, 1, 1, 8, 59, tzinfo=TOKYO), "2025-01-01T00:00:00+00:00"),
        (datetime(2025, 1, 1, 9, tzinfo=TOKYO), "2025-02-01T00:00:00+00:00"),
    ],
)
def test_months_are_those_of_utc(now: datetime, following: str) -> None:
    assert start_of(month_of(now) + 1).isoformat() == following


@given(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_microseconds_are_exact(now: datetime) -> None:
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds(now)) == now


# requests a minute | microseconds after the first request → whether one more is let in, by the formula.
ROWS = [
    (1, [(0, True), (59_999_999, False), (60_000_000, True), (60_000_001, False), (120_000_000, True)]),
    (2, [(0, True), (0, True), (0, False), (29_999_999, False), (30_000_000, True), (30_000_000, False)]),
    (3, [(0, True), (5, True), (10, True), (15, False), (19_999_999, False), (20_000_000, True), (20_000_001, False)]),
    # Idle for long: a whole minute's worth at once again, and no more.
    (2, [(0, True), (0, True), (600_000_000, True), (600_000_000, True), (600_000_000, False)]),
    # 60 s are no multiple of 7: the step is rounded up to a microsecond.
    (7, [*[(0, True)] * 7, (0, False), (8_571_428, False), (8_571_429, True), (8_571_429, False)]),
]


@pytest.mark.parametrize(("limit", "tries"), ROWS)
def test_the_formula(limit: int, tries: list[tuple[int, bool]]) -> None:
    pace, due = Pace.of(limit), 0
    for now, allowed in tries:
        assert (pace.left(due, now + MINUTE) > 0) is allowed
        assert (pace.wait(due, now + MINUTE) == 0) is allowed
        if allowed:
            due = max(due, now + MINUTE) + pace.step


@given(st.integers(1, 1_000_000), st.integers(0, 10**15), st.integers(0, 10**9))
def test_what_is_left_and_how_long_to_wait_agree(limit: int, now: int, ahead: int) -> None:
    pace = Pace.of(limit)
    due = now + min(ahead, pace.window)
    left, wait = pace.left(due, now), pace.wait(due, now)
    assert (left == 0) is (wait > 0)
    assert pace.left(due, now + wait) >= 1
    assert wait == 0 or pace.left(due, now + wait - 1) == 0
    assert pace.left(0, now + MINUTE) == limit
