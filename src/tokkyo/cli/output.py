"""How the commands speak: tables for people, JSON and CSV for programs, exit codes for scripts.

| exit code | meaning |
|---|---|
| 0 | done; records with problems are reported, not fatal |
| 1 | refused or failed, the message says why and what to do |
| 2 | the command line itself is wrong |
| 3 | nothing was found |
| 65 | nothing in the given files could be read |
| 74 | reading or writing failed (disk full, file gone) |
| 75 | somebody else is writing to this data folder, try again later |
| 130 | interrupted; the next run goes on where this one stopped |
"""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from tokkyo.errors import NotFound, TokkyoError

P = ParamSpec("P")
T = TypeVar("T")

FAILED, NOT_FOUND, NO_DATA, IO_ERROR, BUSY, INTERRUPTED = 1, 3, 65, 74, 75, 130
_BUSY_CODES = ("store_locked", "index_locked", "accounts_busy")
_IO_CODES = (
    "store_full",
    "store_unreadable",
    "store_readonly",
    "index_disk_full",
    "index_write_failed",
    "cursor_disk_full",
    "cursor_unwritable",
)


def exit_code(error: Exception) -> int:
    """Return the exit code an error stands for."""
    if isinstance(error, NotFound):
        return NOT_FOUND
    if isinstance(error, TokkyoError) and error.code in _BUSY_CODES:
        return BUSY
    if isinstance(error, OSError) or (isinstance(error, TokkyoError) and error.code in _IO_CODES):
        return IO_ERROR
    return FAILED


def reports_errors(command: Callable[P, T]) -> Callable[P, T]:
    """Turn errors of ours into one line on standard error and an exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if sys.stdout is None:
            click.echo("tokkyo: standard output is closed", err=True)
            raise SystemExit(IO_ERROR)
        try:
            return command(*args, **kwargs)
        except BrokenPipeError:
            sys.stderr.close()
            raise SystemExit(0) from None
        except UnicodeEncodeError as error:
            text = ascii(error.object[error.start : error.start + 20])
            click.echo(f"tokkyo: {text} cannot be written as {error.encoding} [bad_encoding]", err=True)
            raise SystemExit(FAILED) from None
        except (TokkyoError, OSError) as error:
            click.echo(f"tokkyo: {error}", err=True)
            raise SystemExit(exit_code(error)) from None
        except KeyboardInterrupt:
            click.echo("tokkyo: interrupted; run the same command again to go on", err=True)
            raise SystemExit(INTERRUPTED) from None

    return run


def human_bytes(count: float) -> str:
    """Return a number of bytes as a person reads it.

    >>> human_bytes(812), human_bytes(3_400_000)
    ('812 B', '3.4 MB')
    """
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"
