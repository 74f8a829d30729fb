"""How long a piece of work may take, and whether anybody still waits for it.

Whoever admits a request gives its work a `Patience`; the work finds it by `current` and looks at it between its steps
(`checkpoint`), or leaves word of how to stop a step that is under way (`holding`).
"""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tokkyo.errors import TokkyoError, Unavailable

OUT_OF_TIME = "search_time_exceeded"
"""Code of the error of work that was given up because its time was up."""

_CURRENT: ContextVar["Patience | None"] = ContextVar("patience", default=None)
_MAY_WAIT: ContextVar[bool] = ContextVar("may_wait", default=True)


class Patience:
    """A time limit in seconds (0: none) that can end early; safe to share between threads."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._until = clock() + seconds if seconds else math.inf
        self._guard = threading.Lock()
        self._ended = False
        self._releases: list[Callable[[], None]] = []

    def left(self) -> float | None:
        """Return the seconds left, not below 0; None without a limit."""
        if self._ended:
            return 0.0
        return None if self._until == math.inf else max(0.0, self._until - self._clock())

    def end(self) -> None:
        """Nobody waits any more: stop what can be stopped."""
        with self._guard:
            self._ended = True
            releases, self._releases = self._releases, []
        for release in releases:
            release()

    def check(self) -> None:
        """Raise `Unavailable` when time is up or nobody waits."""
        if self.left() == 0.0:
            raise self.lost()

    def lost(self) -> TokkyoError:
        """Return the error of work that was given up."""
        return time_exceeded(self._seconds)

    @contextmanager
    def holding(self, release: Callable[[], None]) -> Iterator[None]:
        """Have `release` called, from whatever thread, when nobody waits any more while the block runs."""
        with self._guard:
            ended = self._ended
            if not ended:
                self._releases.append(release)
        if ended:
            raise self.lost()
        try:
            yield
        finally:
            with self._guard:
                if release in self._releases:
                    self._releases.remove(release)


def time_exceeded(seconds: float) -> Unavailable:
    """Return the error of a search that takes too long."""
    return Unavailable(
        OUT_OF_TIME,
        f"the search took longer than {seconds:g} seconds and was stopped",
        fix="use fewer patterns, fewer sort fields or rarer words",
        retry_after=max(1, math.ceil(seconds)),
    )


UNLIMITED = Patience(0)


def current() -> Patience:
    """Return the patience of the running work; work that nobody limited has no end."""
    return _CURRENT.get() or UNLIMITED


def checkpoint() -> None:
    """Give up here when time is up or nobody waits: raises `Unavailable`."""
    current().check()


@contextmanager
def given(patience: Patience) -> Iterator[None]:
    """Run a block under a patience."""
    token = _CURRENT.set(patience)
    try:
        yield
    finally:
        _CURRENT.reset(token)


@contextmanager
def without_waiting() -> Iterator[None]:
    """Run a block on an event loop: what somebody else holds is an error at once there, for everybody would wait."""
    token = _MAY_WAIT.set(False)
    try:
        yield
    finally:
        _MAY_WAIT.reset(token)


def may_wait() -> bool:
    """Whether the running code may sleep until somebody else is done."""
    return _MAY_WAIT.get()
