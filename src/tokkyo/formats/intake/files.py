"""From paths to byte streams: files, folders, archives inside archives, compressed files, standard input.

Kinds are recognised by content, never by name; `whole` alone sees both, to keep an archive closed that its reader wants
as it is. Streams come one at a time in a fixed order (paths as given, folders
sorted, members as the archive lists them) and are read before the next is asked for. Whatever cannot be had is an
`IntakeError` or a `Problem`; nothing is ever written outside a bounded temporary file.
"""

import os
import stat
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from tokkyo.formats.intake import decompress, tars, zips
from tokkyo.formats.intake.sources import (
    CHUNK,
    Budget,
    FileSource,
    IntakeError,
    Limited,
    Limits,
    Metered,
    Peeked,
    Source,
)
from tokkyo.formats.port import Problem
from tokkyo.settings import MIB

STDIN = "-"
_SPOOL_IN_MEMORY = 16 * MIB
HEAD = 1024
"""So many first bytes tell what a layer is."""

Wanted = Callable[[str], bool]
Whole = Callable[[str, bytes], bool]


@dataclass(slots=True)
class Stream:
    """One stream of content: file as given, member path (joined with `!`), its bytes, its size where known."""

    file: str
    member: str
    source: Peeked
    size: int | None


def expand(paths: Sequence[str | Path]) -> Iterator[str | Problem]:
    """Yield the files the paths stand for: folders are walked in sorted order, `-` stays `-`."""
    for path in paths:
        if str(path) == STDIN:
            yield STDIN
        elif not os.path.exists(path):
            yield Problem("file_missing", "there is no such file or folder", "check the path", str(path))
        elif os.path.isdir(path):
            yield from _folder(str(path))
        else:
            yield str(path)


def survey(paths: Sequence[str | Path]) -> list[tuple[str, int]]:
    """Return every file with its bytes on disk, in reading order; 0 where the size is not known."""
    return [(file, _size(file)) for file in expand(paths) if isinstance(file, str)]


def streams(
    file: str, limits: Limits, source: FileSource, wanted: Wanted, whole: Whole = lambda path, head: False
) -> Iterator[Stream | Problem]:
    """Yield the content of one open file, layer by layer.

    `wanted(member)` says whether a member (or something inside it) is still to be read; others are not opened.
    `whole(path, head)` says, by path and first KiB, what is passed on as it is, be it an archive or not.
    """
    yield from _Walk(file, limits, wanted, whole, Budget(limits)).enter(source, "", 0, _size(file) or None)


def path_of(file: str, member: str) -> str:
    """Return the path of a stream: the file as given, members of archives joined with `!`."""
    return f"{file}!{member}" if member else file


def open_file(file: str, stdin: BinaryIO | None) -> FileSource:
    """Open a file, or standard input for `-`. Raises `IntakeError`."""
    if file == STDIN:
        if stdin is None:
            raise IntakeError("file_missing", "standard input is not there to read", fix="give a path")
        return FileSource(stdin)
    try:
        return FileSource(open(file, "rb", buffering=0))
    except OSError as error:
        raise IntakeError("file_unreadable", f"cannot open: {error.strerror}", fix="check path and rights") from error


def problem(error: IntakeError, file: str, member: str = "", offset: int = 0) -> Problem:
    """Make the problem of an intake error and mark it as told."""
    error.reported = True
    return Problem(error.code, error.message, error.fix, file, member, offset)


def _folder(folder: str) -> Iterator[str | Problem]:
    refused: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=refused.append):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(here, name)
            if _is_regular(path):
                yield path if _is_text(path) else _unnameable(path)
    for error in refused:
        yield Problem("file_unreadable", f"cannot list: {error.strerror}", "check the rights", str(error.filename))


def _is_text(path: str) -> bool:
    """Whether a path can be written down; names that are not UTF-8 come from the system as half characters."""
    return not any("\ud800" <= letter <= "\udfff" for letter in path)


def _unnameable(path: str) -> Problem:
    shown = path.encode("utf-8", "replace").decode()
    return Problem("file_name_not_utf8", "the file's name is not UTF-8", "rename the file", shown)


def _is_regular(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True  # a dead link: opening it will tell


def _size(file: str) -> int:
    try:
        found = os.stat(file)
    except OSError:
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


@dataclass(slots=True)
class _Walk:
    """The layers of one file."""

    file: str
    limits: Limits
    wanted: Wanted
    whole: Whole
    budget: Budget

    def enter(self, source: Source, member: str, depth: int, size: int | None) -> Iterator[Stream | Problem]:
        """Yield the streams of one layer; errors of the layer itself become problems."""
        try:
            yield from self._layer(Peeked(source), member, depth, size)
        except IntakeError as error:
            if not error.reported:
                yield problem(error, self.file, member)

    def _layer(self, source: Peeked, member: str, depth: int, size: int | None) -> Iterator[Stream | Problem]:
        head = source.peek(HEAD)
        signature = decompress.magic(head)
        if self.whole(path_of(self.file, member), head):
            yield Stream(self.file, member, source, size)
        elif signature is not None:
            self._check_depth(depth)
            unpacked = decompress.Decompressed(source, signature)
            inner = Metered(unpacked.read, unpacked.origin, self.budget)
            yield from self._compressed(Peeked(inner), member, depth + 1)
        elif zips.is_zip(head):
            self._check_depth(depth)
            yield from self._zip(source, member, depth + 1)
        elif tars.is_tar(head):
            self._check_depth(depth)
            yield from self._tar(source, member, depth + 1)
        else:
            yield Stream(self.file, member, source, size)

    def _compressed(self, source: Peeked, member: str, depth: int) -> Iterator[Stream | Problem]:
        """Enter what a compressed stream holds; with a tar in it, both count as one archive."""
        if tars.is_tar(source.peek(HEAD)):
            yield from self._tar(source, member, depth)
        else:
            limited = Limited(source, self.limits.member_bytes)
            yield from self.enter(limited, member, depth, None)

    def _tar(self, source: Source, member: str, depth: int) -> Iterator[Stream | Problem]:
        seen: Counter[str] = Counter()
        for found in tars.members(source):
            name = _join(member, zips.unique(found.name, seen))
            self._check_count(seen)
            if self.wanted(name):
                limited = Limited(found.source, self.limits.member_bytes)
                yield from self.enter(limited, name, depth, found.size)

    def _zip(self, source: Peeked, member: str, depth: int) -> Iterator[Stream | Problem]:
        file, share = self._seekable(source)
        with nullcontext() if file is source_file(source) else file:
            seen: Counter[str] = Counter()
            for found in zips.members(cast(BinaryIO, file), self.limits, share):
                if isinstance(found, IntakeError):
                    if not found.reported:
                        yield problem(found, self.file, member)
                    continue
                name = _join(member, zips.unique(found.name, seen))
                self._check_count(seen)
                if self.wanted(name):
                    metered = Metered(found.source.read, found.source.origin, self.budget)
                    yield from self.enter(Limited(metered, self.limits.member_bytes), name, depth, found.size)

    def _seekable(self, source: Peeked) -> tuple[IO[bytes], float]:
        """Return the bytes of an archive as a seekable file, and how many bytes on disk each stands for.

        An archive that is torn already is spooled up to the tear, which is told when its members are read.
        """
        direct = source_file(source)
        if direct is not None:
            return direct, 1.0
        spool = tempfile.SpooledTemporaryFile(max_size=_SPOOL_IN_MEMORY)  # noqa: SIM115  the caller closes it
        try:
            while data := source.read(CHUNK):
                spool.write(data)
        except IntakeError as error:
            if error.code != "archive_torn":
                spool.close()
                raise
            error.reported = True
        return spool, min(source.origin() / max(spool.tell(), 1), 1.0)

    def _check_depth(self, depth: int) -> None:
        if depth >= self.limits.nesting:
            raise IntakeError(
                "archive_too_nested",
                f"more than {self.limits.nesting} archives inside one another",
                fix="unpack the outer ones yourself, or raise max_archive_nesting",
            )

    def _check_count(self, seen: Counter[str]) -> None:
        if seen.total() > self.limits.members:
            raise IntakeError(
                "archive_too_many_members",
                f"the archive holds more than {self.limits.members} members",
                fix="unpack it yourself, or raise max_archive_members",
            )


def source_file(source: Peeked) -> BinaryIO | None:
    """Return the file below a source when archive readers may seek in it."""
    below = source.source
    return below.file if isinstance(below, FileSource) and below.file.seekable() else None


def _join(outer: str, name: str) -> str:
    return f"{outer}!{name}" if outer else name
