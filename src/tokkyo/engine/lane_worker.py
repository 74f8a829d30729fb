"""A process that runs costly searches for a server: `python -m tokkyo.engine.lane_worker FD`, never run by hand.

Messages are pickles over the socket that it is started with: in come once the index folder, the settings and the name
of the collection, then one call of the engine at a time, each answered with what it returned or the error it raised.
The end of the socket, which is also the end of the server however it came, ends the process, whatever it is at.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NoReturn

from tokkyo.engine.embedded.engine import EmbeddedEngine
from tokkyo.errors import EngineError
from tokkyo.fields.registry import COLLECTIONS, Collection
from tokkyo.messages import READY, decode, encode
from tokkyo.settings import Settings

NICENESS = 10
"""Costly searches leave the processors to quick ones."""
IDLE_SECONDS = 5.0
"""After so long without a call a process looks for a newer index: an older one that is open takes up the disk."""

Outcome = tuple[bool, Any]  # whether it went well; the result, or the error


class Worker:
    """Answers calls on the engine of one folder, which is opened when it can be."""

    def __init__(self, folder: Path, settings: Settings, collection: Collection) -> None:
        self._folder = folder
        self._collection = collection
        self._settings = settings
        self._engine: EmbeddedEngine | None = None

    def answer(self, call: bytes) -> Outcome:
        """Return what a call returns, or what it raises."""
        method, arguments = decode(call)
        try:
            return True, getattr(self.engine(), method)(*arguments)
        except Exception as error:
            return False, error

    def renew(self) -> None:
        """Let go of an index that was replaced; where there is none to open, the next call tells."""
        with contextlib.suppress(EngineError):
            self.engine().position()

    def engine(self) -> EmbeddedEngine:
        """Return the engine. Raises `EngineError`."""
        if self._engine is None:
            self._engine = EmbeddedEngine.open(self._folder, self._settings, write=False, collection=self._collection)
        return self._engine


def main() -> None:
    """Answer until the server is gone."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the server hears it and ends this process
    os.nice(NICENESS)
    connection = Connection(int(sys.argv[1]))
    folder, values, origins, collection = decode(connection.recv_bytes())
    calls: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(connection, calls), daemon=True).start()
    worker = Worker(folder, Settings(values, origins), COLLECTIONS[collection])
    connection.send_bytes(READY)
    answer_all(worker, calls, connection.send_bytes)


def answer_all(worker: Worker, calls: "SimpleQueue[bytes]", send: Callable[[bytes], None]) -> NoReturn:
    """Answer calls as they come, and keep to the newest index in between."""
    while True:
        try:
            call = calls.get(timeout=IDLE_SECONDS)
        except Empty:
            worker.renew()
        else:
            send(encode(worker.answer(call)))


def _listen(connection: Connection, calls: "SimpleQueue[bytes]") -> None:
    """Take calls; the end of them is the end of the process, even amid a search."""
    while True:
        try:
            calls.put(connection.recv_bytes())
        except (EOFError, OSError):
            os._exit(0)


if __name__ == "__main__":
    try:
        main()
    except (BrokenPipeError, EOFError):
        os._exit(1)
