"""The file an export writes: how much of an interrupted one is whole, and the list of hits beside it.

Until an export is finished, `FILE.resume` stands beside `FILE` and holds its hits. Of a file that was cut off, what
follows the last whole record is dropped, and the rest is counted.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tokkyo.errors import TokkyoError
from tokkyo.service.exporting import Format

LIST_SUFFIX = ".resume"


def list_of(target: Path) -> Path:
    """Return where the hits of an unfinished export are kept."""
    return target.with_name(target.name + LIST_SUFFIX)


def may_begin(target: Path, *, resume: bool) -> bool:
    """Return whether an export is to begin (else: to be resumed). Raises `TokkyoError` when it can be neither."""
    if list_of(target).exists():
        if resume:
            return False
        message = f"an unfinished export to {target} is there"
        raise TokkyoError("export_unfinished", message, fix=f"go on with --resume, or remove {list_of(target)}")
    if not target.exists():
        return True
    if resume:
        message = f"{target} is of no unfinished export"
        raise TokkyoError("nothing_to_resume", message, fix="remove it, or choose another name")
    raise TokkyoError("file_exists", f"{target} exists", fix="remove it, or choose another name")


def open_behind_last(target: Path, form: Format) -> tuple[BinaryIO, int]:
    """Open a file behind its last whole record and return it with the number of records. Raises `OSError`."""
    file = target.open("r+b" if target.exists() else "w+b")
    try:
        ends = _ends_of_lines(file) if form == "jsonl" else _ends_of_rows(file)
        records, size = (0, 0) if form == "jsonl" else (-1, 0)  # the first row of a table is its header
        for end in ends:
            records, size = records + 1, end
        if records <= 0:
            records, size = 0, 0
        file.truncate(size)
        file.seek(size)
    except BaseException:
        file.close()
        raise
    return file, records


def finish(target: Path, file: BinaryIO) -> None:
    """Make a finished export last, then forget its hits."""
    file.flush()
    os.fsync(file.fileno())
    file.close()
    list_of(target).unlink(missing_ok=True)


def _ends_of_lines(file: BinaryIO) -> Iterator[int]:
    place = 0
    for line in file:
        place += len(line)
        if line.endswith(b"\n"):
            yield place


def _ends_of_rows(file: BinaryIO) -> Iterator[int]:
    """Yield where rows of a CSV end: at line ends outside quotation marks."""
    place, quotes = 0, 0
    for line in file:
        place += len(line)
        quotes += line.count(b'"')
        if quotes % 2 == 0 and line.endswith(b"\n"):
            yield place
