"""The threads that check passwords: a few, however many log in at once, since each check takes memory and time."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from tokkyo.errors import Unavailable

T = TypeVar("T")


class LoginPool:
    """Runs log-ins `at_once`, keeps up to `waiting` more, and turns away the rest."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="login")
        self._places = threading.BoundedSemaphore(at_once + waiting)

    def submit(self, work: Callable[[], T]) -> "Future[T]":
        """Run work on one of the threads. Raises `Unavailable` `too_many_logins` when all places are taken."""
        if not self._places.acquire(blocking=False):
            raise Unavailable("too_many_logins", "too many users log in at this moment", fix="try again in a second")
        try:
            future = self._threads.submit(work)
        except BaseException:
            self._places.release()
            raise
        future.add_done_callback(lambda _: self._places.release())
        return future

    def close(self) -> None:
        """Wait for what runs; what waits is given up."""
        self._threads.shutdown(wait=True, cancel_futures=True)
