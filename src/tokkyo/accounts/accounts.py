"""Everything about accounts over one open file: tokens, plans and their use."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tokkyo.accounts.plans import Plans
from tokkyo.accounts.tokens import Tokens
from tokkyo.accounts.usage import Usage
from tokkyo.store.accounts import PlanTable, TokenTable
from tokkyo.store.accounts_database import PAUSES, AccountsDatabase
from tokkyo.store.accounts_usage import UsageTable

__all__ = ["PAUSES", "Accounts"]


@dataclass(frozen=True, slots=True)
class Accounts:
    """The open accounts of a data folder; call `flush` every second while serving, and `close`."""

    database: AccountsDatabase
    tokens: Tokens
    plans: Plans
    usage: Usage
    now: Callable[[], datetime]

    @classmethod
    def open(
        cls,
        folder: Path,
        default_plan: str,
        now: Callable[[], datetime],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        durable: bool = False,
    ) -> "Accounts":
        """Open them; `durable` makes changes survive a power cut. Raises `StoreError`."""
        database = AccountsDatabase(folder, durable=durable)
        plans = Plans(PlanTable(database), lambda: default_plan)
        tokens = Tokens(TokenTable(database), plans, now, monotonic)
        return cls(database, tokens, plans, Usage(UsageTable(database), now, writable=database.writable), now)

    def flush(self) -> None:
        """Write what was counted in memory, into another file if one has taken the place of the accounts.

        Raises `StoreError` or `Unavailable`; what could not be written stays for the next time.
        """
        self.database.renew()
        self.usage.flush()
        if self.database.writable:
            self.tokens.flush()

    def close(self) -> None:
        """Write what is left and close the file. Raises `StoreError` or `Unavailable` when it cannot be written."""
        try:
            self.flush()
        finally:
            self.database.close()
