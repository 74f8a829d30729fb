"""Byte sources: where bytes come from before anybody knows what they are, with the counters that stop bombs.

A source has `read(size)` (at most `size` bytes, b"" at the end) and `origin()`: how many bytes of the file on disk went
into what was read so far. The ratio limit compares unpacked bytes with that origin, so bombs inside bombs are judged
as one. Everything that goes wrong raises `IntakeError`; once raised, a source raises the same error again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from tokkyo.errors import TokkyoError
from tokkyo.settings import MIB, Settings

CHUNK = 256 * 1024
RATIO_JUDGED_AFTER = 10 * MIB


class IntakeError(TokkyoError):
    """Bytes that cannot be had: a torn or lying archive, a limit reached, a file that cannot be read.

    `reported` is set once somebody has made a `Problem` of it, so that a tear is told once.
    """

    reported = False


class Source(Protocol):
    """A stream of bytes that is read once, forwards."""

    def read(self, size: int) -> bytes:
        """Return at most `size` bytes, b"" at the end. Raises `IntakeError`."""
        ...

    def origin(self) -> float:
        """Return how many bytes on disk went into what was read so far."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """The archive limits of the settings."""

    members: int
    member_bytes: int
    archive_bytes: int
    ratio: int
    nesting: int

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """Read the limits from the settings."""
        return cls(
            members=settings.number("max_archive_members"),
            member_bytes=settings.number("max_member_bytes"),
            archive_bytes=settings.number("max_archive_bytes"),
            ratio=settings.number("max_archive_ratio"),
            nesting=settings.number("max_archive_nesting"),
        )


@dataclass(slots=True)
class Budget:
    """What all layers of one file may unpack together."""

    limits: Limits
    unpacked: int = 0

    def spend(self, size: int) -> None:
        """Count unpacked bytes. Raises `IntakeError` above the limit."""
        self.unpacked += size
        if self.unpacked > self.limits.archive_bytes:
            raise IntakeError(
                "archive_too_large",
                f"the archive unpacks to more than {self.limits.archive_bytes} bytes",
                fix="unpack it yourself, or raise max_archive_bytes",
            )


class FileSource:
    """A file on disk or standard input."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.done = 0

    def read(self, size: int) -> bytes:
        """Read from the file. Raises `IntakeError` when the disk does."""
        try:
            data = self.file.read(size)
        except OSError as error:
            raise IntakeError(
                "file_unreadable", f"cannot read: {error.strerror or error}", fix="check the disk"
            ) from error
        self.done += len(data)
        return data

    def origin(self) -> float:
        """Return the bytes read so far."""
        return self.done

    def position(self) -> int:
        """Return how far the file has been read, also when an archive reader moved about in it."""
        if self.file.closed or not self.file.seekable():
            return self.done
        return max(self.done, self.file.tell())


class Peeked:
    """A source whose first bytes can be looked at without being consumed."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._head = b""

    def peek(self, size: int) -> bytes:
        """Return up to `size` first bytes; what comes before a tear counts, the tear shows when read."""
        while len(self._head) < size:
            try:
                more = self.source.read(size - len(self._head))
            except IntakeError:
                if not self._head:
                    raise
                break
            if not more:
                break
            self._head += more
        return self._head[:size]

    def read(self, size: int) -> bytes:
        """Return the bytes peeked at first, then the rest."""
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self.source.read(size)

    def origin(self) -> float:
        """Return the origin of the source below."""
        return self.source.origin()


class Metered:
    """Unpacked bytes under all limits: size of the member, ratio to its origin, budget of the file."""

    def __init__(self, read: Callable[[int], bytes], origin: Callable[[], float], budget: Budget) -> None:
        self._read = read
        self._origin = origin
        self._budget = budget
        self._done = 0
        self._error: IntakeError | None = None

    def read(self, size: int) -> bytes:
        """Read and count. Raises `IntakeError` above a limit."""
        if self._error is not None:
            raise self._error
        try:
            data = self._read(size)
            self._done += len(data)
            self._budget.spend(len(data))
            self._check_ratio()
        except IntakeError as error:
            self._error = error
            raise
        return data

    def origin(self) -> float:
        """Return the bytes on disk that went into this."""
        return self._origin()

    def _check_ratio(self) -> None:
        ratio = self._budget.limits.ratio
        if self._done > RATIO_JUDGED_AFTER and self._done > ratio * max(self._origin(), 1.0):
            raise IntakeError(
                "archive_ratio",
                f"unpacks to more than {ratio} times its size, as archive bombs do",
                fix="unpack it yourself if you trust it, or raise max_archive_ratio",
            )


class Limited:
    """A member of an archive, at most `max_member_bytes` long."""

    def __init__(self, source: Source, limit: int) -> None:
        self._source = source
        self._limit = limit
        self._left = limit

    def read(self, size: int) -> bytes:
        """Read on. Raises `IntakeError` above the limit."""
        data = self._source.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise IntakeError(
                "member_too_large",
                f"unpacks to more than {self._limit} bytes",
                fix="unpack it yourself, or raise max_member_bytes",
            )
        return data

    def origin(self) -> float:
        """Return the origin of the source below."""
        return self._source.origin()
