"""D8: wrong passwords for an account, from an address, from everybody; the owner is not locked out."""

import os
from typing import Any

import pytest

from tokkyo.accounts.users.directory import Issued
from tokkyo.accounts.users.guesses import network_of
from tokkyo.accounts.users.users import Users
from tokkyo.errors import Denied, LimitReached

THROTTLED = pytest.raises(LimitReached, match="too_many_guesses")


TRIES = 10_000 if os.environ.get("TOKKYO_HEAVY") else 1_000
"""Guesses an hour; with TOKKYO_HEAVY as many as an attacker makes."""


def guess(users: Users, username: str, address: str = "198.51.100.1", password: str = "wrong") -> int | None:
    """Guess once: None when it was looked at, or the milliseconds to wait."""
    try:
        users.sessions.log_in(username, password, address)
    except Denied:
        return None
    except LimitReached as refused:
        return refused.retry_after
    raise AssertionError("a guess was right")


def looked_at(users: Users, clock: Any, seconds: int, who: Any) -> int:
    """Guess again and again for so many seconds; return how many guesses were looked at."""
    count = 0
    for turn in range(seconds * TRIES // 3600):
        count += guess(users, *who(turn)) is None
        clock.on(seconds=3600 / TRIES)
    return count


def test_d8_ten_thousand_passwords_for_one_account(users: Users, issued: Issued, clock: Any) -> None:
    """From a thousand addresses in an hour: 25 are looked at."""
    tries = TRIES
    count = looked_at(users, clock, 3600, lambda turn: (issued.username, f"198.51.{turn % 10}.{turn % 100}"))
    assert 23 <= count <= 25
    assert users.audit.counts["login_refused"] == count
    assert users.audit.counts["login_throttled"] == tries - count


def test_d8_an_id_that_nobody_has_is_throttled_alike(users: Users, issued: Issued) -> None:
    for name in (issued.username, "nobody-2026"):
        assert [guess(users, name, f"198.51.100.{n}") for n in range(10)] == [None] * 10
        assert guess(users, name, "198.51.100.99") == 240_000


def test_d8_one_password_for_ten_thousand_accounts(users: Users, clock: Any) -> None:
    """From one address: a hundred an hour."""
    count = looked_at(users, clock, 3600, lambda turn: (f"user-{turn:05}", "198.51.100.1"))
    assert 100 <= count <= 200  # a hundred at once, and one every 36 s from then on
    assert looked_at(users, clock, 3600, lambda turn: (f"user-{turn:05}", "198.51.100.1")) == 100


def test_d8_everybody_together(office: Any) -> None:
    users = office.open(max_guesses_per_minute=20)
    assert [guess(users, f"user-{n:05}", f"198.51.100.{n}") for n in range(20)] == [None] * 20
    assert guess(users, "user-99999", "203.0.113.1") == 3_000
    office.clock.on(seconds=3)
    assert guess(users, "user-99999", "203.0.113.1") is None


def test_d8_one_guess_more_after_the_pause(users: Users, issued: Issued, clock: Any) -> None:
    for _ in range(10):
        guess(users, issued.username)
    assert guess(users, issued.username) == 240_000
    clock.on(seconds=239)
    assert guess(users, issued.username) == 1_000
    clock.on(seconds=1)
    assert guess(users, issued.username) is None
    assert guess(users, issued.username) == 240_000


def test_d8_the_right_password_does_not_help_who_has_no_guess_left(users: Users, issued: Issued) -> None:
    for _ in range(10):
        guess(users, issued.username)
    with THROTTLED:
        users.sessions.log_in(issued.username, issued.password, "198.51.100.1")


def test_d8_the_owner_is_not_locked_out_where_a_session_is_open(users: Users, issued: Issued, clock: Any) -> None:
    grant = users.sessions.log_in(issued.username, issued.password, "192.0.2.1")
    for n in range(200):
        guess(users, issued.username, f"198.51.100.{n}")
    assert users.sessions.user(grant.access_token)
    assert users.sessions.refresh(grant.refresh_token)
    for _ in range(30):
        users.sessions.log_in(issued.username, issued.password, "192.0.2.1")
    with THROTTLED:
        users.sessions.log_in(issued.username, issued.password, "192.0.2.2")


def test_d8_who_shares_an_address_with_the_owner_has_ten_guesses_too(users: Users, issued: Issued) -> None:
    users.sessions.log_in(issued.username, issued.password, "192.0.2.1")
    assert [guess(users, issued.username, "192.0.2.1") for _ in range(11)] == [None] * 10 + [240_000]


def test_d8_right_passwords_cost_nothing_and_win_nothing(users: Users, issued: Issued, clock: Any) -> None:
    for _ in range(9):
        guess(users, issued.username)
    for n in range(50):
        users.sessions.log_in(issued.username, issued.password, f"203.0.113.{n}")
    assert guess(users, issued.username) is None
    assert guess(users, issued.username) == 240_000


def test_d8_processes_count_together(office: Any, users: Users, issued: Issued) -> None:
    other = office.open()
    for n in range(10):
        guess((users, other)[n % 2], issued.username)
    assert guess(users, issued.username)
    assert guess(other, issued.username)


def test_d8_a_refused_guess_counts_nowhere(users: Users, issued: Issued) -> None:
    for _ in range(150):
        guess(users, issued.username)
    assert guess(users, "user-00001") is None


def test_a_clock_that_stepped_back_locks_nobody_out_for_long(users: Users, issued: Issued, clock: Any) -> None:
    for _ in range(10):
        guess(users, issued.username)
    clock.put(days=-30)
    assert guess(users, issued.username) == 240_000
    clock.on(seconds=240)
    assert guess(users, issued.username) is None
    assert guess(users, issued.username)


def test_limits_of_guesses_are_settings(office: Any) -> None:
    users = office.open(max_guesses_per_account=2, guess_pause_seconds=7, max_guesses_per_address=3)
    assert [guess(users, "user-1") for _ in range(3)] == [None, None, 7_000]
    assert [guess(users, name) for name in ("user-2", "user-3")] == [None, 1_200_000]
    free = office.open(max_guesses_per_account=0, max_guesses_per_address=0, max_guesses_per_minute=0)
    assert [guess(free, "user-1") for _ in range(50)] == [None] * 50


def test_addresses_and_ids_are_forgotten_when_they_no_longer_matter(users: Users, clock: Any) -> None:
    guess(users, "hanako-1", "2001:db8:1:2:3:4:5:6")
    keys = [key for (key,) in users.database.run("SELECT key FROM guess ORDER BY key", {})]
    assert [key.split()[0] for key in keys] == ["account", "address", "everybody"]
    assert keys[1] == "address 2001:db8:1:2::"
    assert "hanako" not in str(keys)
    clock.on(hours=1, seconds=1)
    users.flush()
    assert users.database.run("SELECT key FROM guess", {}) == []


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1:2:3:4", "2001:db8::"),
        ("2001:db8:0:0:ffff::", "2001:db8::"),
        ("fe80::1%eth0", "fe80::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
        ("somewhere", "somewhere"),
    ],
)
def test_addresses_of_one_site_are_one(address: str, network: str) -> None:
    assert network_of(address) == network
