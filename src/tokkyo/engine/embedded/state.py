"""The files around an index: which generation of it is current, and how far it has come.

    FOLDER/index.json       {"layout", "generation", "position", "commit"}, replaced as a whole
    FOLDER/write.lock       held by the one process that writes
    FOLDER/generation-1/    a tantivy index

`index.json` is written after the commit it tells of, so a kill between the two leaves a position that is older than the
content, never newer. Readers look at its modification time before a search.
"""

import contextlib
import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

from tokkyo.errors import EngineError

FILE = "index.json"
LOCK = "write.lock"
PREFIX = "generation-"

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class State:
    """What `index.json` holds; `commit` counts commits, so that every one of them changes the file."""

    layout: str
    generation: str
    position: int = 0
    commit: int = 0

    def next(self, position: int | None = None) -> "State":
        """Return the state after one more commit, at the same position unless another is given."""
        return replace(self, commit=self.commit + 1, position=self.position if position is None else position)


def stamp(file: str) -> Stamp | None:
    """Return a value that changes with every new `index.json` of that path, or None when there is none."""
    try:
        found = os.stat(file)
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def load(folder: Path) -> State | None:
    """Read the state, or None when the folder holds no index. Raises `EngineError` (`index_damaged`)."""
    try:
        return State(**json.loads((folder / FILE).read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise EngineError(
            "index_damaged", f"{folder / FILE} cannot be read: {error}", fix="rebuild it with: tokkyo reindex"
        ) from error


def save(folder: Path, state: State) -> None:
    """Replace `index.json` durably."""
    fresh = folder / f"{FILE}.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(asdict(state), file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, folder / FILE)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def new_generation(folder: Path) -> str:
    """Make the folder of a generation that has no number in use yet and return its name."""
    used = [int(p.name.removeprefix(PREFIX)) for p in _generations(folder)]
    name = f"{PREFIX}{max(used, default=0) + 1}"
    (folder / name).mkdir(parents=True)
    return name


def sweep(folder: Path, current: str) -> None:
    """Remove the generations that are not current: left by a killed rebuild or replaced by it."""
    for path in _generations(folder):
        if path.name != current:
            shutil.rmtree(path, ignore_errors=True)


def _generations(folder: Path) -> list[Path]:
    return [path for path in folder.glob(f"{PREFIX}*") if path.name.removeprefix(PREFIX).isdecimal()]


class Lock:
    """The right to write to one index folder, held until `release` or the end of the process."""

    def __init__(self, folder: Path) -> None:
        """Take it. Raises `EngineError` (`index_locked`) when another holds it."""
        folder.mkdir(parents=True, exist_ok=True)
        self._file: IO[str] | None = (folder / LOCK).open("a")
        try:
            _lock(self._file)
        except OSError:
            self.release()
            raise EngineError(
                "index_locked", f"another process writes to {folder}", fix="wait for it or stop it"
            ) from None

    def release(self) -> None:
        """Give it back; a second time does nothing."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
