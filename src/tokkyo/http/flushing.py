"""Writes the use that is counted in memory, once a second while the server runs."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from tokkyo.accounts.accounts import Accounts
from tokkyo.errors import StoreError, Unavailable

FLUSH_SECONDS = 1.0
LOG = logging.getLogger("tokkyo.http")


@contextlib.asynccontextmanager
async def flushed(accounts: Accounts, seconds: float = FLUSH_SECONDS) -> AsyncIterator[None]:
    """Flush every so many seconds until the block ends; whoever closes the accounts writes the rest."""
    ending = asyncio.Event()
    task = asyncio.create_task(_flush(accounts, ending, seconds))
    try:
        yield
    finally:
        ending.set()
        await task


async def _flush(accounts: Accounts, ending: asyncio.Event, seconds: float) -> None:
    failing = False
    while not ending.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), seconds)
        try:
            await asyncio.to_thread(accounts.flush)
            failing = False
        except (StoreError, Unavailable) as error:
            if not failing:
                LOG.warning("use cannot be written and is kept in memory: %s", error)
            failing = True
