"""Several processes spend one principal's limit at once; some of them are killed."""

import importlib.util
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("taking.py")
PROCESSES, TRIES, KILLED = 8, 60, 5

spec = importlib.util.spec_from_file_location("taking", SCRIPT)
assert spec
assert spec.loader
taking: Any = importlib.util.module_from_spec(spec)
spec.loader.exec_module(taking)


def takers(folder: Path, limit: str) -> Iterator[tuple[int, int]]:
    """Run the processes on a folder without accounts, which they make all at once; yield who was granted how much."""
    command = [sys.executable, str(SCRIPT), str(folder), limit, str(TRIES), str(PROCESSES)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        for line in process.stdout:
            who, granted = line.split()
            yield int(who), int(granted)
        process.stdin.close()
    assert process.returncode == 0


def spend(folder: Path, limit: str) -> tuple[int, Any]:
    """Take what is left, and return how much that was and the counts after it."""
    accounts = taking.opened(folder)
    total = 0
    while more := taking.attempt(accounts, limit):
        total += more
    row = accounts.usage.table.find("p", "patent_api")
    accounts.close()
    return total, row


@pytest.mark.parametrize("limit", ["requests_per_minute", "requests_per_month"])
def test_exactly_the_limit_is_granted(tmp_path: Path, limit: str) -> None:
    told = list(takers(tmp_path, limit))
    assert len(told) == PROCESSES * TRIES
    assert sum(granted for _, granted in told) == taking.MOST
    left, row = spend(tmp_path, limit)
    assert (left, row.requests) == (0, taking.MOST)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["accounts.sqlite"]


def test_records_are_granted_up_to_the_limit(tmp_path: Path) -> None:
    total = sum(granted for _, granted in takers(tmp_path, "records_per_month"))
    left, row = spend(tmp_path, "records_per_month")
    assert total + left == row.records
    assert taking.MOST - taking.PAGE < row.records <= taking.MOST


@pytest.mark.parametrize("limit", ["requests_per_minute", "requests_per_month", "records_per_month"])
def test_killed_processes_win_nothing(tmp_path: Path, limit: str) -> None:
    total, heard = 0, Counter[int]()
    for who, granted in takers(tmp_path, limit):
        total += granted
        heard[who] += 1
        if list(heard).index(who) < KILLED and heard[who] == list(heard).index(who) + 1:
            os.kill(who, signal.SIGKILL)
    left, row = spend(tmp_path, limit)
    total += left
    # Whoever is killed may lose what it had taken and not told yet: one request, or one page of records.
    page = taking.PAGE if limit == "records_per_month" else 1
    assert taking.MOST - page - KILLED * page < total <= taking.MOST
    assert taking.MOST - page < (row.records if page > 1 else row.requests) <= taking.MOST
