"""The driver: paths in, records and problems out, whatever the files are.

`cut` yields slices in a fixed order, `RecordReader` turns one slice into records, `read` does both. One record is in
memory at a time. Whatever a reader raises on one record becomes a `Problem` with its place, and reading goes on; only
the person's own interruption stops it. The order of what is yielded depends on the files alone, so a `Position` from
an earlier run says exactly what is still to be read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from tokkyo.formats import deliveries
from tokkyo.formats.detect import Formats, all_formats
from tokkyo.formats.intake import files as intake
from tokkyo.formats.intake.files import Stream, survey
from tokkyo.formats.intake.sources import FileSource, IntakeError, Limits
from tokkyo.formats.outcomes import Finished, Found, Passed, Position, Progress, Read
from tokkyo.formats.port import Problem
from tokkyo.formats.records import Piece, RecordReader
from tokkyo.formats.slicing.contents import Contents
from tokkyo.settings import MIB, Settings

__all__ = ["Cut", "Finished", "Found", "Passed", "Position", "Problem", "Progress", "Read", "cut", "read", "survey"]

_PROGRESS_EVERY = 8 * MIB

Cut = Piece | Problem | Passed | Finished | Progress


def read(
    paths: Sequence[str | Path],
    settings: Settings,
    *,
    stdin: BinaryIO | None = None,
    resume: Position | None = None,
    formats: Formats | None = None,
) -> Iterator[Read]:
    """Read everything the paths hold, in a fixed order. Nothing but the person's interruption is ever raised.

    `-` among the paths is `stdin`. With `resume` everything up to that position is passed without being parsed; when
    the position is no longer there (the files changed) its file is read from the beginning and a `Problem` says so.
    """
    formats = formats or all_formats()
    reader = RecordReader(settings, formats)
    records = problems = 0
    for item in cut(paths, settings, stdin=stdin, resume=resume, formats=formats):
        if isinstance(item, Piece):
            for found in reader.read(item):
                records += isinstance(found, Found)
                problems += isinstance(found, Problem)
                yield found
        elif isinstance(item, Finished):
            yield replace(item, records=records, problems=item.problems + problems)
            records = problems = 0
        else:
            yield item


def cut(
    paths: Sequence[str | Path],
    settings: Settings,
    *,
    stdin: BinaryIO | None = None,
    resume: Position | None = None,
    formats: Formats | None = None,
) -> Iterator[Cut]:
    """Yield what `read` reads in slices, not yet parsed; `Finished` counts only the problems of cutting."""
    expanded = list(intake.expand(paths))
    ordered = iter(deliveries.in_order([file for file in expanded if isinstance(file, str)]))
    files = [next(ordered) if isinstance(file, str) else file for file in expanded]
    if resume is not None and resume.file not in files:
        yield _resume_lost(resume)
        resume = None
    done = 0
    for file in files:
        if isinstance(file, Problem):
            yield file
            continue
        if resume is not None and resume.file != file:
            done += dict(survey([file])).get(file, 0)
            continue
        reading = _File(file, settings, formats or all_formats(), done, resume)
        yield from reading.run(stdin)
        if reading.place is not None:  # the member was not met
            yield _resume_lost(reading.place)
            reading = _File(file, settings, formats or all_formats(), done, None)
            yield from reading.run(stdin)
        yield reading.finished()
        done += reading.bytes
        resume = None


def _resume_lost(place: Position) -> Problem:
    return Problem(
        "resume_lost",
        "the place where reading stopped is no longer there",
        "nothing: what is read again is stored once",
        place.file,
        place.member,
        place.offset,
        lost=False,
    )


def _is_table(member: str, met: list[str]) -> bool:
    """Tell whether a member of an archive is a table, and remember it."""
    if deliveries.table_of(member) is None:
        return False
    met.append(member)
    return True


def _with_outer(member: str) -> Iterator[str]:
    """Yield a member and the archives around it, `a.zip!b.tar!c`: itself, `a.zip!b.tar`, `a.zip`."""
    while member:
        yield member
        member = member.rpartition("!")[0]


def _failure(error: Exception, file: str, member: str = "", offset: int = 0) -> Problem:
    text = f"reading failed: {type(error).__name__}: {error}"
    return Problem("reader_failed", text[:500], "report this with the file", file, member, offset)


@dataclass(slots=True)
class _File:
    """Reading one file: its counters, and the place to resume at until it is met."""

    file: str
    settings: Settings
    formats: Formats
    before: int
    place: Position | None
    problems: int = 0
    bytes: int = 0
    skip_to: int = -1
    _told: int = 0
    _source: FileSource | None = field(default=None, repr=False)

    def run(self, stdin: BinaryIO | None) -> Iterator[Cut]:
        """Read the file; tables in an archive are read after everything else in it, in the order of deliveries."""
        if self.file == intake.STDIN:  # cannot be read twice
            yield from self._walk(stdin, self._wanted)
            return
        tables: list[str] = []
        inside = self.place is not None and deliveries.table_of(self.place.member) is not None
        yield from self._walk(None, lambda member: not _is_table(member, tables) and (inside or self._wanted(member)))
        for some in deliveries.ranks(tables):
            chosen = [member for member in tables if deliveries.rank(member) in some]
            if self.place is None or self.place.member in chosen:
                yield from self._walk(None, self._among(chosen))

    def _walk(self, stdin: BinaryIO | None, wanted: Callable[[str], bool]) -> Iterator[Cut]:
        """Read what is wanted of the file, in its own order."""
        try:
            source = self._source = intake.open_file(self.file, stdin)
        except IntakeError as error:
            self.place = None
            yield self._count(intake.problem(error, self.file))
            return
        limits, whole_for = Limits.of(self.settings), self.formats.whole_for
        try:
            for stream in intake.streams(self.file, limits, source, wanted, lambda *seen: whole_for(*seen) is not None):
                if isinstance(stream, Problem):
                    yield self._count(stream)
                elif self._reached(stream.member):
                    yield from self._stream(stream)
        except Exception as error:  # nobody foresaw this: the file is given up, the others are read
            yield self._count(_failure(error, self.file))
        finally:
            self.bytes = dict(survey([self.file])).get(self.file, 0) or source.position()
            if self.file != intake.STDIN:
                source.file.close()

    def _among(self, chosen: Iterable[str]) -> Callable[[str], bool]:
        """Return what wants these members and the archives they are in."""
        names = {name for member in chosen for name in _with_outer(member)}
        return lambda member: member in names and self._wanted(member)

    def finished(self) -> Finished:
        return Finished(self.file, 0, self.problems, self.bytes)

    def _wanted(self, member: str) -> bool:
        place = self.place
        return place is None or place.member == member or place.member.startswith(f"{member}!")

    def _reached(self, member: str) -> bool:
        """Tell whether a stream is to be read; the one that resumes also sets how far it is skipped."""
        self.skip_to = -1
        if self.place is None:
            return True
        if self.place.member != member:
            return False
        self.skip_to, self.place = self.place.offset, None
        return True

    def _stream(self, stream: Stream) -> Iterator[Cut]:
        """Read one stream; a tear in what carries it ends it with a problem."""
        offset = 0
        try:
            for item in Contents(self.file, stream, self.settings, self.formats, self.skip_to).cut():
                if isinstance(item, Piece | Problem):
                    offset = item.slice.offset if isinstance(item, Piece) else item.offset
                yield self._count(item) if isinstance(item, Problem) else item
                yield from self._progress()
        except IntakeError as error:
            yield self._count(intake.problem(error, self.file, stream.member, offset))
        except Exception as error:  # nobody foresaw this: the member is given up, the others are read
            yield self._count(_failure(error, self.file, stream.member, offset))

    def _count(self, problem: Problem) -> Problem:
        self.problems += 1
        return problem

    def _progress(self) -> Iterator[Progress]:
        done = self._source.position() if self._source else 0
        if done - self._told >= _PROGRESS_EVERY:
            self._told = done
            yield Progress(self.before + done)
