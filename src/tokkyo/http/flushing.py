"""Writes the use that is counted in memory, once a second while the server runs.

Whatever goes wrong, the next second tries again: a server that has stopped to write would count on in memory for ever.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Protocol

from tokkyo.errors import StoreError, Unavailable

FLUSH_SECONDS = 1.0
LOG = logging.getLogger("tokkyo.http")


class Flushing(Protocol):
    """What keeps counts in memory."""

    def flush(self) -> None:
        """Write them. Raises `StoreError` or `Unavailable`, and keeps them for the next time."""


@contextlib.asynccontextmanager
async def flushed(what: Flushing, seconds: float = FLUSH_SECONDS) -> AsyncIterator[None]:
    """Flush every so many seconds until the block ends; whoever closes it writes the rest."""
    ending = asyncio.Event()
    task = asyncio.create_task(_flush(what, ending, seconds))
    try:
        yield
    finally:
        ending.set()
        await task


async def _flush(what: Flushing, ending: asyncio.Event, seconds: float) -> None:
    failing = False
    while not ending.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), seconds)
        try:
            await asyncio.to_thread(what.flush)
            failing = False
        except (StoreError, Unavailable) as error:
            if not failing:
                LOG.warning("use cannot be written and is kept in memory: %s", error)
            failing = True
        except Exception:
            if not failing:
                LOG.exception("use cannot be written: a fault of the server")
            failing = True
