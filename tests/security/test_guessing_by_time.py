"""D10: how long an answer takes tells nothing. Two thousand samples each, so only with TOKKYO_HEAVY."""

import os
import random
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scipy.stats import ttest_ind

from tokkyo.accounts.users.passwords import Passwords
from tokkyo.accounts.users.users import Users
from tokkyo.errors import Denied
from tokkyo.settings import defaults
from tokkyo.store.accounts_database import AccountsDatabase

SAMPLES = 2_000
UNTHROTTLED = {"max_guesses_per_account": 0, "max_guesses_per_address": 0, "max_guesses_per_minute": 0}

pytestmark = pytest.mark.skipif(not os.environ.get("TOKKYO_HEAVY"), reason="takes minutes; set TOKKYO_HEAVY")


def opened(folder: Path, passwords: Passwords) -> Users:
    database = AccountsDatabase(folder)
    return Users.over(database, defaults(**UNTHROTTLED), lambda: datetime.now(UTC), passwords=passwords)


def compare(one: Callable[[], object], other: Callable[[], object]) -> None:
    """Medians differ by no more than 1 ms, and means by no more than chance; a real difference shows three times."""
    found = [measured(one, other) for _ in range(3)]
    print(*(f"medians {first:.4f} and {second:.4f} ms, p = {chance:.3f}" for first, second, chance in found), sep="\n")
    assert all(abs(first - second) <= 1 for first, second, _ in found)
    assert max(chance for _, _, chance in found) > 0.01


def measured(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float, float]:
    """Return both medians in milliseconds and the chance of such a difference of the means (Welch)."""
    times: tuple[list[float], list[float]] = ([], [])
    dice = random.Random(10)
    while min(map(len, times)) < SAMPLES:
        turn = dice.randrange(2)
        began = time.perf_counter()
        (one, other)[turn]()
        times[turn].append(time.perf_counter() - began)
    samples = [
        sorted(each[:SAMPLES])[: SAMPLES * 95 // 100] for each in times
    ]  # without what the machine did meanwhile
    medians = [statistics.median(each) * 1000 for each in samples]
    return medians[0], medians[1], float(ttest_ind(*samples, equal_var=False).pvalue)


def test_d10_known_and_unknown_ids(tmp_path: Path) -> None:
    users = opened(tmp_path, Passwords(memory=1024, passes=1))
    name = users.directory.issue(None, "individual").username

    def guess(who: str) -> None:
        with suppress(Denied):
            users.sessions.log_in(who, "wrong", "192.0.2.1")

    compare(lambda: guess(name), lambda: guess("nobody-2026"))
    users.close()
    users.database.close()


def test_d10_tokens_that_are_wrong_at_the_beginning_and_at_the_end(tmp_path: Path) -> None:
    users = opened(tmp_path, Passwords(memory=8, passes=1))
    issued = users.directory.issue(None, "individual")
    token = users.sessions.log_in(issued.username, issued.password).access_token
    turns = iter(range(10**9))

    def ask(text: str) -> None:
        users.sessions._remembered.clear()
        assert users.sessions.user(text) is None

    compare(lambda: ask(f"{next(turns):05}{token[5:]}"), lambda: ask(f"{token[:-5]}{next(turns):05}"))
    users.close()
    users.database.close()
