"""Costly searches in processes that can be killed: the only way to stop a search of the embedded engine.

A search runs in native code that takes no heed of time. In a process of its own it is killed when its time is up or
nobody waits for it any more, and a new process takes its place. A search that kills its process by itself (a crash, no
memory) is an error for who asked; one that did so twice is refused from then on.
"""

import hashlib
import logging
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tokkyo.engine.cost import Cost, cost
from tokkyo.engine.port import RELEVANCE, Engine, Ids, IndexRow, Page, PageRequest, Result, SortKey
from tokkyo.errors import Unavailable
from tokkyo.fields.registry import PUBLICATIONS, Collection
from tokkyo.messages import decode, encode
from tokkyo.patience import Patience, checkpoint, current
from tokkyo.query.aggregation import Aggregations
from tokkyo.query.tree import CheckedQuery
from tokkyo.settings import Settings

COMMAND = (sys.executable, "-m", "tokkyo.engine.lane_worker")
DEATHS_FORGIVEN = 1
REMEMBERED = 256
BUSY = "too many costly searches are running and waiting"
AGAIN = "try again"

LOG = logging.getLogger("tokkyo.engine")


class Lane:
    """One process and the socket to it; used by one thread at a time, killed by any."""

    def __init__(self, command: Sequence[str], greeting: bytes) -> None:
        self._guard = threading.Lock()
        ours, theirs = Pipe()
        self._connection: Connection = ours
        self._ready = False
        with theirs:
            self._process = subprocess.Popen((*command, str(theirs.fileno())), pass_fds=(theirs.fileno(),))  # noqa: S603
        with suppress(OSError):
            ours.send_bytes(greeting)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def dead(self) -> bool:
        """Whether the process has ended by itself."""
        with self._guard:
            return self._process.poll() is not None

    def ask(self, call: bytes, patience: Patience) -> bytes | None:
        """Return the answer to a call, None when the process died over it; it is gone then.

        Raises `Unavailable` when time is up, nobody waits or the process could not start; it is gone then too.
        """
        answer = None
        try:
            with patience.holding(self.kill), suppress(EOFError, OSError):
                if not self._ready:
                    self._heard(patience)
                    self._ready = True
                self._connection.send_bytes(call)
                answer = self._heard(patience)
        finally:
            if answer is None:
                self.close()
        if answer is None:
            patience.check()
            if not self._ready:
                raise Unavailable("search_unavailable", "no process for costly searches can be started", fix=AGAIN)
        return answer

    def _heard(self, patience: Patience) -> bytes:
        if not self._connection.poll(patience.left()):
            raise patience.lost()
        return self._connection.recv_bytes()

    def kill(self) -> None:
        """End the process, whatever it is at."""
        with self._guard:
            if self._process.returncode is None:
                self._process.kill()

    def close(self) -> None:
        """End the process and forget it."""
        self.kill()
        self._connection.close()
        with self._guard:
            self._process.wait()


class Lanes:
    """So many processes, of which each call takes one; no more than `waiting` calls wait for one."""

    def __init__(
        self, count: int, waiting: int, greeting: bytes, command: Sequence[str] = COMMAND, *, at_once: bool = True
    ) -> None:
        """Start the processes, `at_once` or when they are first wanted."""
        self._command = command
        self._greeting = greeting
        self._free: list[Lane | None] = [self._start() if at_once else None for _ in range(count)]  # None: to start
        self._used: list[Lane] = []
        self._most_waiting = waiting
        self._waiting = 0
        self._closed = False
        self._turn = threading.Condition()
        self._deadly: OrderedDict[bytes, int] = OrderedDict()

    def call(self, method: str, *arguments: Any) -> Any:
        """Call the engine in a process of its own and return what it returns. Raises what it raises, `Unavailable`."""
        message = encode((method, arguments))
        name = hashlib.sha256(message).digest()
        self._check(name)
        patience = current()
        lane = self._take(patience)
        answer: bytes | None = None
        try:
            answer = lane.ask(message, patience)
        finally:
            self._give_back(lane, alive=answer is not None)
        if answer is None:
            raise self._died(name)
        well, value = decode(answer)
        if not well:
            raise value
        return value

    def pids(self) -> list[int]:
        """Return the process ids of all lanes."""
        with self._turn:
            return [lane.pid for lane in (*self._free, *self._used) if lane]

    def close(self) -> None:
        """End all processes; calls that run or wait end with an error."""
        with self._turn:
            self._closed = True
            free, self._free = [lane for lane in self._free if lane], []
            used = tuple(self._used)
            self._turn.notify_all()
        for lane in used:
            lane.kill()
        for lane in free:
            lane.close()

    def _take(self, patience: Patience) -> Lane:
        with self._turn:
            if not self._free and self._waiting >= self._most_waiting:
                raise Unavailable("busy", BUSY, fix=AGAIN)
            self._waiting += 1
        try:
            with patience.holding(self._wake), self._turn:
                while not self._free and not self._closed:
                    patience.check()
                    self._turn.wait(patience.left())
                if self._closed:
                    raise Unavailable("stopping", "the server is stopping", fix=AGAIN)
                return self._used_now(self._free.pop())
        finally:
            with self._turn:
                self._waiting -= 1

    def _start(self) -> Lane:
        return Lane(self._command, self._greeting)

    def _used_now(self, lane: Lane | None) -> Lane:
        if lane and lane.dead():
            lane.close()
            lane = None
        try:
            lane = lane or self._start()
        except OSError as error:
            self._free.append(None)
            raise Unavailable("search_unavailable", f"no process can be started: {error}", fix=AGAIN) from error
        self._used.append(lane)
        return lane

    def _wake(self) -> None:
        with self._turn:
            self._turn.notify_all()

    def _give_back(self, lane: Lane, *, alive: bool) -> None:
        """Put a lane back, or a new one in its place."""
        if not alive:
            lane.close()
        with self._turn:
            self._used.remove(lane)
            if self._closed:
                lane.close()
                return
            self._free.append(lane if alive else self._renewed())
            self._turn.notify()

    def _renewed(self) -> Lane | None:
        try:
            return self._start()
        except OSError:
            return None

    def _check(self, name: bytes) -> None:
        with self._turn:
            if self._deadly.get(name, 0) > DEATHS_FORGIVEN:
                raise Unavailable("search_refused", "this search ended its process twice", fix="ask in another way")

    def _died(self, name: bytes) -> Unavailable:
        LOG.error("the process of a costly search died; a new one was started")
        with self._turn:
            self._deadly[name] = self._deadly.pop(name, 0) + 1
            while len(self._deadly) > REMEMBERED:
                self._deadly.popitem(last=False)
        return Unavailable("search_died", "the process that ran the search died", fix="try a simpler search")


class LanedEngine:
    """An engine whose costly searches run in lanes; all others run where they are called, unless time is up."""

    def __init__(self, engine: Engine, lanes: Lanes) -> None:
        self._engine = engine
        self._lanes = lanes

    def search(self, query: CheckedQuery, page: PageRequest) -> Page:
        """Return one page of hits, as `Engine.search`. Raises `Unavailable` too."""
        if cost(query, page) is Cost.COSTLY:
            found: Page = self._lanes.call("search", query, page)
            return found
        checkpoint()
        return self._engine.search(query, page)

    def ordered(
        self, query: CheckedQuery, sort: tuple[SortKey, ...] = (RELEVANCE,), min_score: float | None = None
    ) -> Ids:
        """Return the ids of all hits, as `Engine.ordered`. Raises `Unavailable` too."""
        found: Ids = self._lanes.call("ordered", query, sort, min_score)
        return found

    def distinct(
        self, query: CheckedQuery, name: str, limit: int, min_score: float | None = None
    ) -> Sequence[int] | None:
        """Return different values, as `Engine.distinct`. Raises `Unavailable` too."""
        found: Sequence[int] | None = self._lanes.call("distinct", query, name, limit, min_score)
        return found

    def count(self, query: CheckedQuery) -> int:
        """Return the number of hits, as `Engine.count`. Raises `Unavailable` too."""
        if cost(query) is Cost.COSTLY:
            return int(self._lanes.call("count", query))
        checkpoint()
        return self._engine.count(query)

    def aggregate(self, query: CheckedQuery, wanted: Aggregations) -> Mapping[str, Result]:
        """Return aggregations, as `Engine.aggregate`. Raises `Unavailable` too."""
        found: Mapping[str, Result] = self._lanes.call("aggregate", query, wanted)
        return found

    def index(self, rows: Iterable[IndexRow], deleted: Iterable[int], upto: int) -> None:
        """Feed the engine, as `Engine.index`."""
        self._engine.index(rows, deleted, upto)

    def ids(self) -> Sequence[tuple[int, int]]:
        """Return what is indexed, as `Engine.ids`."""
        return self._engine.ids()

    def position(self) -> int:
        """Return how far the index is, as `Engine.position`."""
        return self._engine.position()

    def close(self) -> None:
        """End the processes and close the engine."""
        self._lanes.close()
        self._engine.close()


def laned(
    engine: Engine,
    folder: Path,
    settings: Settings,
    collection: Collection = PUBLICATIONS,
    *,
    at_once: bool = True,
) -> Engine:
    """Return the engine with its costly searches in `search_processes` processes; itself when there are none.

    These are started `at_once` or when they are first wanted.
    """
    count = settings.number("search_processes")
    if not count:
        return engine
    greeting = encode((folder, settings.values, settings.origins, collection.name))
    lanes = Lanes(count, settings.number("max_waiting_searches"), greeting, at_once=at_once)
    return LanedEngine(engine, lanes)
