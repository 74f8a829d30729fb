"""Processes that spend one principal's limit at once: `taking.py FOLDER LIMIT TRIES PROCESSES`.

They begin together and write a line for each try: who, and how much it was granted. Each opens the accounts itself.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from tokkyo.accounts.accounts import Accounts
from tokkyo.accounts.tokens import Holder
from tokkyo.errors import LimitReached
from tokkyo.store.accounts import PlanRow

NOON = datetime(2024, 5, 31, 12, tzinfo=UTC)
MOST = 200
PAGE, USED = 7, 5


def attempt(accounts: Accounts, limit: str) -> int:
    """Ask once; a page of records is reserved and a part of it used. Return what was granted."""
    holder = Holder("p", frozenset({"search"}), PlanRow("plan", **{limit: MOST}))
    admission = accounts.usage.admission(holder, "patent_api")
    try:
        admission.take()
        admission.reserve(PAGE)
    except LimitReached:
        return 0
    admission.settle(USED)
    return USED if limit == "records_per_month" else 1


def opened(folder: Path) -> Accounts:
    """Open the accounts under a clock that stands still."""
    return Accounts.open(folder, "unlimited", lambda: NOON)


def take(folder: Path, limit: str, tries: int) -> None:
    """Make all tries; a line is written whole or not at all."""
    accounts = opened(folder)
    for _ in range(tries):
        os.write(1, f"{os.getpid()} {attempt(accounts, limit)}\n".encode())
    accounts.close()


def main() -> None:
    folder, limit, tries, processes = sys.argv[1:]
    held, holding = os.pipe()
    children = []
    for _ in range(int(processes)):
        child = os.fork()
        if not child:
            os.close(holding)
            os.read(held, 1)  # until all are there and the other end is closed
            take(Path(folder), limit, int(tries))
            os._exit(0)
        children.append(child)
    os.close(holding)
    os.close(1)
    sys.stdin.read()  # children keep their numbers until whoever may kill them is done
    for child in children:
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
