"""Worker processes that prepare slices, with a thread for each that talks to it.

A worker that dies (killed, out of memory) is started anew and gets the slices it had one by one; the one it dies of
again is told as a problem. Workers that cannot be started at all leave the work to the ingest itself. A worker ends
with the ingest, since it reads from a pipe that only the ingest holds open.
"""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import date
from queue import SimpleQueue
from threading import Lock, Thread

from tokkyo.formats.records import Piece, visible_number
from tokkyo.ingest.preparing import Prepared, Told, from_worker
from tokkyo.ingest.worker import receive, send
from tokkyo.messages import READY, encode
from tokkyo.settings import Settings

COMMAND = (sys.executable, "-m", "tokkyo.ingest.worker")

Answer = Sequence[list[Prepared] | None]  # for each slice; None when the ingest has to prepare it itself
_Job = tuple[Sequence[Piece], Future[Answer]]


class Pool:
    """`count` workers; they start when it is made and end with `close`."""

    def __init__(self, count: int, settings: Settings, today: date) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        how = encode((settings, today))
        self._hands = [_Hand(how, self._jobs) for _ in range(count)]

    def submit(self, pieces: Sequence[Piece]) -> Future[Answer]:
        """Hand slices over; the answer comes in its own time."""
        future: Future[Answer] = Future()
        self._jobs.put((pieces, future))
        return future

    def pids(self) -> list[int]:
        """Return the process ids of the workers."""
        return [pid for hand in self._hands if (pid := hand.pid())]

    def close(self) -> None:
        """End the workers, whatever they are at."""
        for hand in self._hands:
            hand.stop()
        for _ in self._hands:
            self._jobs.put(None)
        for hand in self._hands:
            hand.thread.join()


class _Hand:
    """One worker process and the thread that talks to it."""

    def __init__(self, how: bytes, jobs: "SimpleQueue[_Job | None]") -> None:
        self._how = how
        self._jobs = jobs
        self._guard = Lock()
        self._stopped = False
        self._process: subprocess.Popen[bytes] | None = None
        self._start()
        self.thread = Thread(target=self._work, name="tokkyo-reading", daemon=True)
        self.thread.start()

    def pid(self) -> int | None:
        process = self._process
        return process.pid if process else None

    def stop(self) -> None:
        with self._guard:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _work(self) -> None:
        ready = self._greeted()
        while (job := self._jobs.get()) is not None:
            pieces, future = job
            try:
                future.set_result(self._answer(pieces) if ready else [None] * len(pieces))
            except Exception as error:
                future.set_exception(error)
        self._end()

    def _answer(self, pieces: Sequence[Piece]) -> Answer:
        message = self._ask(pieces)
        if message is None:
            return [self._alone(piece) for piece in pieces]
        return from_worker(message) or [None] * len(pieces)

    def _alone(self, piece: Piece) -> list[Prepared] | None:
        """Give a worker one slice of several that one died of."""
        if not self._renewed():
            return None
        message = self._ask((piece,))
        if message is None:
            return None if self._stopped else [_died(piece)]
        answer = from_worker(message)
        return answer[0] if answer else None

    def _ask(self, pieces: Sequence[Piece]) -> bytes | None:
        """Return a worker's answer, None when it died; it is gone for good then."""
        answer = self._said(encode(pieces))
        if answer is None:
            self._end()
        return answer

    def _said(self, message: bytes) -> bytes | None:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return None
        try:
            send(process.stdin, message)
            return receive(process.stdout)
        except OSError:
            return None

    def _renewed(self) -> bool:
        """Make sure that a worker is there; False when there is none to be had."""
        if self._process is None:
            self._start()
            return self._greeted()
        return True

    def _start(self) -> None:
        with self._guard:
            if self._stopped:
                return
            try:
                self._process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
            except OSError:
                self._process = None

    def _greeted(self) -> bool:
        return self._said(self._how) == READY

    def _end(self) -> None:
        with self._guard:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()


def _died(piece: Piece) -> Told:
    message = "the process that read the record died; it may need more memory than there is"
    return Told(piece.problem("reader_died", message, "report this with the record", visible_number(piece.slice.data)))
