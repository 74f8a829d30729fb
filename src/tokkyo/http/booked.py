"""Steps of the accounts on the event loop, which never waits for another process that holds them."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from tokkyo.accounts.accounts import PAUSES
from tokkyo.errors import Unavailable
from tokkyo.patience import without_waiting

T = TypeVar("T")


async def booked(step: Callable[[], T]) -> T:
    """Run a step, again and again while another process holds the accounts; the loop does other things meanwhile.

    Raises `Unavailable` `accounts_busy` after a few seconds.
    """
    for pause in PAUSES:
        try:
            with without_waiting():
                return step()
        except Unavailable:
            await asyncio.sleep(pause)
    with without_waiting():
        return step()
