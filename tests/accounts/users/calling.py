"""Processes that spend one user's daily limit at once: `calling.py FOLDER TRIES PROCESSES [BACK]`.

They begin together and write a line for each try: who, and how many calls were left, or -1 where it was refused. Each
opens the accounts itself. With BACK every third call that was granted is given back, and told as -2.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from tokkyo.accounts.users.users import Users
from tokkyo.model.jpo.apis import BY_NUMBER
from tokkyo.settings import defaults
from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.users import User

NOON = datetime(2026, 5, 7, 3, tzinfo=UTC)
API = BY_NUMBER["1-1"]
LIMIT = API.limit
WHO = User(1, "firm-2026", "corporation", "active")
REFUSED, GIVEN_BACK = -1, -2


def opened(folder: Path) -> Users:
    """Open the users under a clock that stands still."""
    return Users.over(AccountsDatabase(folder), defaults(), lambda: NOON)


def attempt(users: Users, turn: int, *, back: bool) -> int:
    """Call once; return what is left."""
    taken = users.limits.take(WHO, API)
    if taken is None:
        return REFUSED
    if back and turn % 3 == 2:
        users.limits.give_back(taken)
        users.limits.flush()
        return GIVEN_BACK
    return taken.remaining


def call(folder: Path, tries: int, *, back: bool) -> None:
    """Make all tries; a line is written whole or not at all."""
    users = opened(folder)
    for turn in range(tries):
        os.write(1, f"{os.getpid()} {attempt(users, turn, back=back)}\n".encode())
    users.close()
    users.database.close()


def main() -> None:
    folder, tries, processes, *back = sys.argv[1:]
    held, holding = os.pipe()
    children = []
    for _ in range(int(processes)):
        child = os.fork()
        if not child:
            os.close(holding)
            os.read(held, 1)  # until all are there and the other end is closed
            call(Path(folder), int(tries), back=bool(back))
            os._exit(0)
        children.append(child)
    os.close(holding)
    os.close(1)
    sys.stdin.read()  # children keep their numbers until whoever may kill them is done
    for child in children:
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
