"""D9: only so many passwords are checked at once, so many wait, and the rest is told to come again."""

import threading
from concurrent.futures import wait
from typing import Any

import pytest

from tokkyo.accounts.users.directory import Issued
from tokkyo.accounts.users.pool import LoginPool
from tokkyo.accounts.users.users import Users
from tokkyo.errors import Denied, Unavailable

FULL = pytest.raises(Unavailable, match="too_many_logins")


def test_d9_so_many_at_once_so_many_wait_and_the_rest_is_turned_away() -> None:
    pool, gate = LoginPool(2, 3), threading.Event()
    guard, running = threading.Lock(), [0, 0]

    def work() -> None:
        with guard:
            running[0] += 1
            running[1] = max(running)
        gate.wait()
        with guard:
            running[0] -= 1

    futures = [pool.submit(work) for _ in range(5)]
    for _ in range(10):
        with FULL as caught:
            pool.submit(work)
    assert caught.value.retry_after == 1
    gate.set()
    wait(futures)
    assert running == [0, 2]
    futures = [pool.submit(work) for _ in range(2)]
    wait(futures)
    pool.close()


def test_d9_work_that_fails_or_is_given_up_leaves_its_place() -> None:
    pool, gate = LoginPool(1, 1), threading.Event()
    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            pool.submit(lambda: 1 // 0).result()
        first, second = pool.submit(gate.wait), pool.submit(int)
        assert second.cancel()
        third = pool.submit(int)
        gate.set()
        assert first.result()
        assert third.result() == 0
        gate.clear()
    pool.close()


def test_a_closed_pool_takes_nothing() -> None:
    pool = LoginPool(1, 0)
    pool.close()
    for _ in range(3):
        with pytest.raises(RuntimeError):
            pool.submit(int)


def test_d9_the_places_are_settings(office: Any) -> None:
    users, gate = office.open(login_threads=1, max_waiting_logins=0), threading.Event()
    first = users.pool.submit(gate.wait)
    with FULL:
        users.pool.submit(gate.wait)
    gate.set()
    first.result()


def test_d10_an_id_that_nobody_has_takes_the_same_steps(users: Users, issued: Issued, calls: Any) -> None:
    def guess(name: str) -> None:
        with pytest.raises(Denied, match="bad_credentials"):
            users.sessions.log_in(name, "wrong", "192.0.2.1")

    guess(issued.username)
    guess("nobody-2026")
    known, unknown = (calls(lambda name=name: guess(name)) for name in (issued.username, "nobody-2026"))
    assert abs(known - unknown) <= known // 20


def test_d10_a_token_that_is_nearly_right_takes_the_same_steps(users: Users, issued: Issued, calls: Any) -> None:
    token = users.sessions.log_in(issued.username, issued.password).access_token
    assert users.sessions.user(token[::-1]) is None
    first, last = ("A" + token[1:], token[:-1] + "~")
    assert calls(lambda: users.sessions.user(first)) == calls(lambda: users.sessions.user(last))
