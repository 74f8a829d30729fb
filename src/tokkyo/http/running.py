"""Blocking work of requests on threads: only so much of it at once, only so long, only while somebody waits.

Work that is given up keeps its place until its thread is free again, so that stuck threads cannot pile up. Costly
searches run in processes that are killed then (`tokkyo.engine.lanes`); everything else ends by itself soon.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.types import Receive

from tokkyo.errors import QueryError, Unavailable
from tokkyo.patience import Patience, given, time_exceeded
from tokkyo.settings import Settings

T = TypeVar("T")

_REQUEST: ContextVar[Request | None] = ContextVar("request", default=None)


def thread_count(settings: Settings) -> int:
    """Return the threads a server process needs: some search, the others only wait for costly searches elsewhere."""
    lanes = settings.number("search_processes")
    return settings.number("search_threads") + (lanes + settings.number("max_waiting_searches") if lanes else 0)


@contextmanager
def attending(request: Request) -> Iterator[None]:
    """Run a block on behalf of a request: work begun in it ends when its client goes away."""
    token = _REQUEST.set(request)
    try:
        yield
    finally:
        _REQUEST.reset(token)


class Running:
    """Runs work on the threads of an executor, within the limits of the settings."""

    def __init__(self, executor: Executor, settings: Settings) -> None:
        self._executor = executor
        self._seconds = settings.number("search_seconds")
        self._places = thread_count(settings) + settings.number("max_waiting_searches")
        self._taken = 0
        self._guard = threading.Lock()

    @property
    def taken(self) -> int:
        """How many pieces of work run or wait."""
        return self._taken

    async def run(self, work: Callable[[], T]) -> T:
        """Return what the work returns. Raises what it raises.

        Raises `Unavailable` too: `busy` at once when all places are taken, `search_time_exceeded` when time is up.
        """
        patience = Patience(self._seconds)
        began = self._begin(patience, work)
        answer = asyncio.wrap_future(began)
        answer.add_done_callback(_looked_at)
        gone = asyncio.ensure_future(_gone(_REQUEST.get()))
        try:
            ends: set[asyncio.Future[Any]] = {answer, gone}
            await asyncio.wait(ends, timeout=self._seconds or None, return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return answer.result()
            raise _client_gone() if gone.done() else time_exceeded(self._seconds)
        finally:
            gone.cancel()
            if not answer.done():
                began.cancel()
                patience.end()

    def _begin(self, patience: Patience, work: Callable[[], T]) -> Future[T]:
        with self._guard:
            if self._taken >= self._places:
                raise Unavailable("busy", "too many searches are running and waiting", fix="try again")
            self._taken += 1

        def limited() -> T:
            with given(patience):
                patience.check()
                return work()

        try:
            began = self._executor.submit(limited)
        except BaseException:
            self._end(None)
            raise
        began.add_done_callback(self._end)
        return began

    def _end(self, _: Future[T] | None) -> None:
        with self._guard:
            self._taken -= 1


def _client_gone() -> QueryError:
    return QueryError("client_gone", "the client went away before the answer", fix="ask again")


def _looked_at(answer: "asyncio.Future[T]") -> None:
    """Take note of an error that nobody waits for any more."""
    if not answer.cancelled():
        answer.exception()


async def _gone(request: Request | None) -> None:
    """Return when the client of a request has gone away; never where there is none."""
    if request is None:
        await asyncio.Event().wait()
        return
    receive: Receive = request.receive
    while (await receive())["type"] != "http.disconnect":
        pass
