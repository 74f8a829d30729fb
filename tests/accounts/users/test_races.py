"""D1, D4, D7: several processes at once spend a limit, refresh a token, wish for an ID; some of them are killed.

With TOKKYO_HEAVY the limit is spent by sixteen processes of a thousand calls each, in many rounds.
"""

import importlib.util
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tokkyo.accounts.users.users import Users
from tokkyo.errors import TokkyoError

HEAVY = bool(os.environ.get("TOKKYO_HEAVY"))
PROCESSES, TRIES = (16, 1000) if HEAVY else (4, 300)
KILLED = PROCESSES - 1 if HEAVY else 2
ROUNDS = 10 if HEAVY else 1

SCRIPT = Path(__file__).with_name("calling.py")
spec = importlib.util.spec_from_file_location("calling", SCRIPT)
assert spec
assert spec.loader
calling: Any = importlib.util.module_from_spec(spec)
spec.loader.exec_module(calling)


def callers(folder: Path, *options: str) -> Iterator[tuple[int, int]]:
    """Run the processes on a folder without accounts, which they make all at once; yield who was told what."""
    command = [sys.executable, str(SCRIPT), str(folder), str(TRIES), str(PROCESSES), *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        for line in process.stdout:
            who, told = line.split()
            yield int(who), int(told)
        process.stdin.close()
    assert process.returncode == 0


def rest(folder: Path) -> tuple[int, int]:
    """Spend what is left; return how much that was, and the stored count after it."""
    users = calling.opened(folder)
    count = sum(1 for _ in iter(lambda: users.limits.take(calling.WHO, calling.API), None))
    stored = users.limits.table.uses(calling.WHO.id, calling.NOON.toordinal() - 719_163)["1-1"]
    users.close()
    users.database.close()
    return count, stored


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_d1_d4_exactly_the_limit_is_granted_and_each_call_is_told_its_own_rest(tmp_path: Path, turn: int) -> None:
    told = [left for _, left in callers(tmp_path)]
    assert len(told) == PROCESSES * TRIES
    granted = [left for left in told if left >= 0]
    assert sorted(granted, reverse=True) == list(range(calling.LIMIT - 1, -1, -1))
    assert rest(tmp_path) == (0, calling.LIMIT)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_d1_killed_processes_win_nothing(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    granted, heard = list[int](), Counter[int]()
    fates: dict[int, int] = {}
    for who, left in callers(tmp_path):
        granted += [left] if left >= 0 else []
        heard[who] += 1
        if who not in fates:
            fates[who] = dice.randint(1, TRIES // 4) if len(fates) < KILLED else 0
        if heard[who] == fates[who]:
            os.kill(who, signal.SIGKILL)
    assert len(set(granted)) == len(granted)
    more, stored = rest(tmp_path)
    assert stored == calling.LIMIT
    # Whoever is killed may lose the one call that it had been granted and not told of yet.
    assert calling.LIMIT - KILLED <= len(granted) + more <= calling.LIMIT


def test_d1_what_is_given_back_is_granted_again(tmp_path: Path) -> None:
    told = [left for _, left in callers(tmp_path, "back")]
    kept = sum(left >= 0 for left in told)
    more, stored = rest(tmp_path)
    assert kept + more == stored == calling.LIMIT


def at_once(office: Any, step: Callable[[Users], object]) -> list[object]:
    """Do a step in four servers at once; errors are results."""

    def done(users: Users) -> object:
        try:
            return step(users)
        except TokkyoError as error:
            return error.code

    office_of = [office.open() for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        return list(threads.map(done, office_of))


def test_d7_a_token_that_four_refresh_at_once_is_exchanged_twice_at_most(office: Any) -> None:
    users = office.open()
    issued = users.directory.issue(None, "individual")
    for _ in range(5):
        grant = users.sessions.log_in(issued.username, issued.password)
        token = grant.refresh_token
        results = at_once(office, lambda one, token=token: one.sessions.refresh(token))
        assert results.count("bad_refresh_token") == 2
        assert users.sessions.table.find_refresh(grant.refresh_token) is None  # the third ended the session


def test_r8_an_id_that_four_wish_for_at_once_is_given_to_one(office: Any) -> None:
    results = at_once(office, lambda one: one.directory.issue("firm-2026", "corporation"))
    assert results.count("username_taken") == 3


def test_d8_guesses_at_once_are_no_more(office: Any) -> None:
    issued = office.open().directory.issue(None, "individual")

    def guess_ten(one: Users) -> int:
        count = 0
        for _ in range(10):
            try:
                one.sessions.log_in(issued.username, "wrong", "192.0.2.1")
            except TokkyoError as error:
                count += error.code == "bad_credentials"
        return count

    assert sum(at_once(office, guess_ten)) == 10  # type: ignore[arg-type]
