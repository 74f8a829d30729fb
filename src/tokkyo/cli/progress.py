"""Showing how long work goes: a live bar on a terminal, a plain line now and then elsewhere."""

import time
from collections.abc import Callable
from typing import Protocol, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tokkyo.ingest import summary

LINE_SECONDS = 10.0
MEGABYTE = 1_000_000
PHASES = {"read": "reading", "derive": "deriving", "index": "indexing", "cases": "cases", "export": "exporting"}


class Display(Protocol):
    """Something that shows progress."""

    def show(self, state: summary.Progress) -> None:
        """Show the state."""
        ...

    def close(self) -> None:
        """Take the display away."""
        ...


def display(stream: TextIO, monotonic: Callable[[], float] = time.monotonic) -> Display:
    """Return a live bar when the stream is a terminal, else plain lines."""
    return _Bar(stream) if stream.isatty() else _Lines(stream, monotonic)


class _Bar:
    """One bar a phase: documents, MB/s, problems, time left."""

    def __init__(self, stream: TextIO) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<9}"),
            BarColumn(),
            TextColumn("{task.fields[documents]:>9,} documents"),
            TextColumn("{task.fields[rate]:>14}"),
            TextColumn("{task.fields[problems]:>5} problems"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=Console(file=stream),
        )
        self._tasks: dict[str, TaskID] = {}
        self._progress.start()

    def show(self, state: summary.Progress) -> None:
        """Move the bar of the phase."""
        task = self._task(state.phase)
        done, total = (state.bytes, state.total_bytes) if state.phase == "read" else (state.documents, state.of)
        elapsed = self._progress.tasks[task].elapsed or 0.0
        self._progress.update(
            task,
            completed=done,
            total=total or None,
            documents=state.documents,
            problems=state.problems,
            rate=_rate(state, elapsed),
        )

    def _task(self, phase: str) -> TaskID:
        if phase not in self._tasks:
            for before in self._tasks.values():
                self._progress.update(before, completed=self._progress.tasks[before].total or 0)
                self._progress.stop_task(before)
            name = PHASES.get(phase, phase)
            self._tasks[phase] = self._progress.add_task(name, total=None, documents=0, problems=0, rate="")
        return self._tasks[phase]

    def close(self) -> None:
        """Stop the bars."""
        self._progress.stop()


class _Lines:
    """A line at the start of each phase and every ten seconds."""

    def __init__(self, stream: TextIO, monotonic: Callable[[], float]) -> None:
        self._stream = stream
        self._monotonic = monotonic
        self._phase = ""
        self._began = self._due = 0.0

    def show(self, state: summary.Progress) -> None:
        """Print a line when one is due."""
        now = self._monotonic()
        if state.phase != self._phase:
            self._phase, self._began, self._due = state.phase, now, now
        if now < self._due:
            return
        self._due = now + LINE_SECONDS
        of = f" of {state.of}" if state.of else ""
        rate = _rate(state, now - self._began)
        done = f"{PHASES.get(state.phase, state.phase)} {state.documents}{of} documents"
        print(f"{done}, {rate}, {state.problems} problems", file=self._stream, flush=True)

    def close(self) -> None:
        """Nothing stays open."""


def _rate(state: summary.Progress, elapsed: float) -> str:
    if elapsed <= 0:
        return "0 MB/s"
    if state.phase == "read":
        return f"{state.bytes / elapsed / MEGABYTE:.1f} MB/s"
    return f"{state.documents / elapsed:,.0f} docs/s"
