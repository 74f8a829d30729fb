"""What is counted in memory is written every second, whatever went wrong the second before."""

import asyncio
import logging

import pytest

from tokkyo.errors import StoreError
from tokkyo.http.flushing import flushed


class Failing:
    """Fails in each of these ways once, and then writes."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.written = asyncio.Event()
        self.loop = asyncio.get_running_loop()

    def flush(self) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.loop.call_soon_threadsafe(self.written.set)


def test_a_fault_of_ours_while_flushing_ended_the_flushing(caplog: pytest.LogCaptureFixture) -> None:
    """A sweep that raised `TypeError` left every later count in memory, and the server could not shut down."""

    async def served() -> None:
        failing = Failing(TypeError("2 arguments"), StoreError("store_full", "no space"), TypeError("again"))
        async with flushed(failing, seconds=0.001):
            await asyncio.wait_for(failing.written.wait(), 60)

    with caplog.at_level(logging.WARNING, "tokkyo.http"):
        asyncio.run(served())
    told = [record for record in caplog.records if record.name == "tokkyo.http"]
    assert [record.levelname for record in told] == ["ERROR"]
    assert told[0].exc_info is not None
