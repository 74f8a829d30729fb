"""`tokkyo ingest`: patent files of any kind into the data folder."""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TextIO

import click
import msgspec

from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import NO_DATA, human_bytes, reports_errors
from tokkyo.cli.progress import display
from tokkyo.formats.port import Problem
from tokkyo.formats.reading import Passed
from tokkyo.ingest.summary import Progress
from tokkyo.service.ingesting import Event, Summary
from tokkyo.service.ingesting import ingest as run
from tokkyo.settings import Settings

PROBLEMS_FILE = "problems.jsonl"
SHOWN_PASSED = 10


@click.command(short_help="Read patent files into the data folder.")
@click.argument("paths", nargs=-1)
@data_options
@click.option(
    "--problems", "problems_file", type=click.Path(path_type=Path), help="Problems file [DATA/problems.jsonl]."
)
@click.option("--json", "as_json", is_flag=True, help="End with one JSON line of totals on standard output.")
@reports_errors
def ingest(
    paths: tuple[str, ...], data: str | None, assignments: tuple[str, ...], problems_file: Path | None, as_json: bool
) -> None:
    """Read patent files into the data folder, derive families and status, and index.

    PATHS are files or folders, or - for standard input: USPTO grants and applications (XML of all versions, APS),
    DOCDB, OPS answers, EP full text, MAREC, full texts of other offices, Lens records and exports, Google Patents
    Public Data; standardized data of the JPO (upd_ and del_ tables), recorded answers of its retrieval APIs, documents
    of cases; plain or in .gz, .xz, .bz2, .zip (also zip in zip), .tar. What a file is is seen from its content; tables
    and recorded answers are known by their names.

    Records that cannot be read are written to the problems file, one JSON line each, and the rest goes on. An
    interrupted run is continued by running it again; without PATHS only unfinished work is done. Reading the same file
    again changes nothing.
    """
    summary = run_ingest(settings_of(data, assignments), paths, as_json=as_json, problems_file=problems_file)
    if paths and not summary.read:
        raise SystemExit(NO_DATA)


def run_ingest(
    settings: Settings, paths: Sequence[str], *, as_json: bool, problems_file: Path | None = None
) -> Summary:
    """Ingest with progress on standard error and a summary; the last line is JSON when asked for."""
    target = problems_file or settings.data / PROBLEMS_FILE
    with _Listener(target, sys.stderr) as listener:
        summary = run(settings, paths, listener.hear, sys.stdin.buffer if "-" in paths else None)
    _summarise(summary, target)
    if as_json:
        click.echo(msgspec.json.encode(summary.line()))
    return summary


class _Listener:
    """Shows progress and writes problems and passed files as they come."""

    def __init__(self, target: Path, stream: TextIO) -> None:
        self._target = target
        self._file: TextIO | None = None
        self._display = display(stream)

    def __enter__(self) -> "_Listener":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._display.close()
        if self._file is not None:
            self._file.close()

    def hear(self, event: Event) -> None:
        """Take one event of the ingest."""
        if isinstance(event, Progress):
            self._display.show(event)
        elif isinstance(event, Problem):
            self._write(msgspec.to_builtins(event))
        elif isinstance(event, Passed):
            self._write({"code": "passed_over", "message": f"not patent data: {event.what}", "file": event.file,
                         "member": event.member, "bytes": event.bytes})  # fmt: skip

    def _write(self, row: dict[str, object]) -> None:
        if self._file is None:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._target.open("w", encoding="utf-8")
        self._file.write(msgspec.json.encode(row).decode() + "\n")


def _summarise(summary: Summary, target: Path) -> None:
    say = sys.stderr.write
    again = " (continued)" if summary.resumed else ""
    say(f"read {summary.read} records of {summary.files} files, {human_bytes(summary.bytes)}{again}\n")
    say(f"stored {summary.stored}, unchanged {summary.unchanged}, ")
    say(f"derived {summary.derived}, indexed {summary.indexed}\n")
    if summary.cases or summary.cases_indexed:
        say(f"cases of the JPO changed {summary.cases}, indexed {summary.cases_indexed}\n")
    for code, count in sorted(summary.problems.items()):
        say(f"problem {code}: {count}\n")
    for passed in summary.passed[:SHOWN_PASSED]:
        say(f"passed over {passed.file}{'!' + passed.member if passed.member else ''}: {passed.what}\n")
    if len(summary.passed) > SHOWN_PASSED:
        say(f"passed over {len(summary.passed) - SHOWN_PASSED} more\n")
    if summary.problems or summary.passed:
        say(f"details in {target}\n")
    say(f"done in {summary.seconds:.1f} s\n")
