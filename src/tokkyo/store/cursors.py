"""A folder of cursors: one file each, named by its owner's digest and a random number.

An owner only ever reaches files of its own; names that were not given out find nothing. Every server process may open
every cursor of the folder. Dead ones are swept by whoever makes a new one.
"""

import contextlib
import fcntl
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tokkyo.errors import LimitReached
from tokkyo.store.cursor_file import CursorFile, CursorState, Ids, file_errors, write_cursor

NAME_BYTES = 16
OWNER_LETTERS = 32
TEMPORARY = ".new"
LOCK_NAME = ".lock"


@dataclass(frozen=True, slots=True)
class Cursors:
    """The cursors in a folder; `kind` names them in errors, `random` gives so many unpredictable bytes.

    With `finished_give_way` those that have come to their end take no room from new ones.
    """

    folder: Path
    kind: str
    random: Callable[[int], bytes] = secrets.token_bytes
    finished_give_way: bool = False

    def create(self, owner: str, details: bytes, ids: Ids, expires: float, *, now: float, most: int) -> bytes:
        """Keep a list of hits and return its name, 16 bytes nobody can guess.

        Raises `LimitReached` `too_many_…` when the owner has `most` live ones, `StoreError` when the disk is full or
        cannot be written; then nothing is left behind.
        """
        name = self.random(NAME_BYTES)
        path = self._path(owner, name)
        temporary = path.with_suffix(TEMPORARY)
        with file_errors():
            descriptor = self._new_file(temporary, now)
            try:
                write_cursor(descriptor, details, ids, CursorState(0, expires))
                with self._turn():
                    self.check_room(owner, now, most)
                    self._give_way(owner, now, most)
                    os.rename(temporary, path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
            finally:
                os.close(descriptor)
        return name

    def check_room(self, owner: str, now: float, most: int) -> None:
        """Raise `LimitReached` `too_many_…` when an owner has `most` live cursors."""
        ends = [life.end for life in self._alive(owner, now) if not self._gives_way(life)]
        if len(ends) >= most:
            message = f"{len(ends)} {self.kind} are open, {most} may be"
            wait = int(1000 * (min(ends, default=now) - now))
            raise LimitReached(f"too_many_{self.kind}", message, fix="let one end or expire", retry_after=wait)

    def _give_way(self, owner: str, now: float, most: int) -> None:
        """Remove finished cursors, those that die first before others, until there is room for one more."""
        alive = self._alive(owner, now)
        finished = sorted((life for life in alive if self._gives_way(life)), key=lambda life: life.end)
        for life in finished[: max(0, len(alive) - most + 1)]:
            life.path.unlink(missing_ok=True)

    def _gives_way(self, life: "_Life") -> bool:
        return self.finished_give_way and life.finished

    def _alive(self, owner: str, now: float) -> list["_Life"]:
        lives = [_life(path) for path in self.folder.glob(f"{_digest(owner)}-*")]
        return [life for life in lives if life.end > now]

    def open(self, owner: str, name: bytes) -> CursorFile | None:
        """Open a cursor of an owner; None when there is none of that name."""
        return CursorFile.open(self._path(owner, name)) if len(name) == NAME_BYTES else None

    def remove(self, owner: str, name: bytes) -> None:
        """Remove a cursor; those who have it open find it removed."""
        with file_errors():
            self._path(owner, name).unlink(missing_ok=True)

    def sweep(self, now: float) -> int:
        """Remove dead cursors and what killed processes left half written; return how many."""
        if not self.folder.is_dir():
            return 0
        with file_errors(), self._turn():
            return self._swept(now)

    def _swept(self, now: float) -> int:
        with os.scandir(self.folder) as entries:
            found = [Path(entry.path) for entry in entries if entry.name != LOCK_NAME and _looks_dead(entry, now)]
        return sum(_remove_dead(path, now) for path in found)

    def _new_file(self, path: Path, now: float) -> int:
        """Make an empty file that is locked as long as its writer lives; returns its descriptor."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._turn():
            self._swept(now)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            return descriptor

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """Keep others from making and sweeping files for a moment."""
        with open(self.folder / LOCK_NAME, "ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _path(self, owner: str, name: bytes) -> Path:
        return self.folder / f"{_digest(owner)}-{name.hex()}"


def _digest(owner: str) -> str:
    return hashlib.sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()[:OWNER_LETTERS]


def _looks_dead(entry: os.DirEntry[str], now: float) -> bool:
    """Whether a look into a file is worth while: its time is the end of its life, or earlier."""
    try:
        return entry.name.endswith(TEMPORARY) or entry.stat().st_mtime <= now
    except FileNotFoundError:
        return False


@dataclass(frozen=True, slots=True)
class _Life:
    """When a cursor dies, in seconds since 1970, and whether all its hits were given."""

    path: Path
    end: float = 0.0
    finished: bool = True


def _life(path: Path) -> _Life:
    """Return the life of a cursor; that of what is no cursor, or no whole one, has ended."""
    found = None if path.suffix == TEMPORARY else CursorFile.open(path)
    if found is None:
        return _Life(path)
    with found:
        state = found.state()
    return _Life(path, state.expires, state.position >= found.count) if state else _Life(path)


def _remove_dead(path: Path, now: float) -> bool:
    """Remove a file unless somebody holds it or it is alive after all."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if _life(path).end > now:
            return False
        path.unlink(missing_ok=True)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
