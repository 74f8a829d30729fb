"""The driver: paths in, records and problems out, whatever the files are.

One record is in memory at a time. Whatever a reader raises on one record becomes a `Problem` with its place, and
reading goes on; only the person's own interruption stops it. The order of what is yielded depends on the files alone,
so a `Position` from an earlier run says exactly what is still to be read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from tokkyo.errors import RecordError
from tokkyo.formats import intake, text_slices
from tokkyo.formats.detect import HEAD, Content, Formats, Kind, all_formats, detect
from tokkyo.formats.intake import Stream, survey
from tokkyo.formats.json_slices import json_slices
from tokkyo.formats.json_values import decode_object
from tokkyo.formats.parsing import XmlLimits, parse
from tokkyo.formats.port import Context, JsonFormat, Note, Problem
from tokkyo.formats.slices import Fault, Slice, Transcoded, Window, wide_encoding
from tokkyo.formats.sources import FileSource, IntakeError, Limits, Peeked
from tokkyo.formats.xml_slices import xml_slices
from tokkyo.model.source import Provenance, SourceRecord
from tokkyo.settings import MIB, Settings

__all__ = ["Finished", "Found", "Passed", "Position", "Problem", "Progress", "Read", "read", "survey"]

_PROGRESS_EVERY = 8 * MIB
_UNKNOWN_OBJECTS = 20  # so many objects of no known kind at its beginning, and a JSON stream is passed over


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the input: everything up to and including the slice at `offset` is stored already."""

    file: str
    member: str
    offset: int


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was read, the format that read it, and its slice: bytes `offset` to `end` of the member."""

    record: SourceRecord
    format: str
    member: str
    offset: int
    end: int


@dataclass(frozen=True, slots=True)
class Passed:
    """A stream nobody reads; `what` says what it seems to be, `bytes` how long it is as far as known."""

    file: str
    member: str
    what: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A file is done: records found, problems told, bytes on disk."""

    file: str
    records: int
    problems: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Bytes on disk read so far, over all files."""

    bytes_done: int


Read = Found | Problem | Passed | Finished | Progress


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
    files = list(intake.expand(paths))
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


@dataclass(slots=True)
class _File:
    """Reading one file: its counters, and the place to resume at until it is met."""

    file: str
    settings: Settings
    formats: Formats
    before: int
    place: Position | None
    records: int = 0
    problems: int = 0
    bytes: int = 0
    skip_to: int = -1
    _told: int = 0
    _source: FileSource | None = field(default=None, repr=False)

    def run(self, stdin: BinaryIO | None) -> Iterator[Read]:
        try:
            source = self._source = intake.open_file(self.file, stdin)
        except IntakeError as error:
            self.place = None
            yield self._count(intake.problem(error, self.file))
            return
        limits = Limits.of(self.settings)
        try:
            for stream in intake.streams(self.file, limits, source, self._wanted):
                if isinstance(stream, Problem):
                    yield self._count(stream)
                elif self._reached(stream.member):
                    yield from self._stream(stream)
        finally:
            self.bytes = dict(survey([self.file])).get(self.file, 0) or source.position()
            if self.file != intake.STDIN:
                source.file.close()

    def finished(self) -> Finished:
        return Finished(self.file, self.records, self.problems, self.bytes)

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

    def _stream(self, stream: Stream) -> Iterator[Read]:
        """Read one stream; a tear in what carries it ends it with a problem."""
        offset = 0
        try:
            for item in _Contents(self, stream).read():
                offset = item.offset if isinstance(item, Found | Problem) else offset
                if isinstance(item, Found):
                    self.records += 1
                yield self._count(item) if isinstance(item, Problem) else item
                yield from self._progress()
        except IntakeError as error:
            yield self._count(intake.problem(error, self.file, stream.member, offset))

    def _count(self, problem: Problem) -> Problem:
        self.problems += 1
        return problem

    def _progress(self) -> Iterator[Progress]:
        done = self._source.position() if self._source else 0
        if done - self._told >= _PROGRESS_EVERY:
            self._told = done
            yield Progress(self.before + done)


class _Contents:
    """Reading one stream: what it is, its slices, its records."""

    def __init__(self, reading: _File, stream: Stream) -> None:
        self._file = reading.file
        self._member = stream.member
        self._size = stream.size
        self._source = stream.source
        self._formats = reading.formats
        self._skip_to = reading.skip_to
        self._xml_limits = XmlLimits.of(reading.settings)
        self._limit = reading.settings.number("max_record_bytes")
        self._anything = False

    def read(self) -> Iterator[Found | Problem | Passed]:
        head = self._source.peek(HEAD)
        wide = wide_encoding(head)
        if wide is not None:
            self._source = Peeked(Transcoded(self._source, wide))
            head = self._source.peek(HEAD)
        content = detect(head, self._formats)
        window = Window(self._source)
        if content.kind is Kind.XML:
            yield from self._xml(xml_slices(window, self._formats.xml, self._limit))
        elif content.kind is Kind.JSON:
            yield from self._json(json_slices(window, self._limit))
        elif content.text is not None:
            yield from self._text(content, text_slices.text_slices(window, content.text.starts, self._limit))
        if not self._anything:
            size = self._size if self._size is not None else window.base + len(window.data)
            yield Passed(self._file, self._member, content.what, size)

    def _slices(self, pieces: Iterator[Slice | Fault]) -> Iterator[Slice | Problem]:
        """Yield what is still to be read."""
        for piece in pieces:
            if piece.offset <= self._skip_to:
                self._anything = True
            elif isinstance(piece, Fault):
                yield self._problem(piece.offset, piece.code, piece.message, piece.fix)
            else:
                yield piece

    def _xml(self, pieces: Iterator[Slice | Fault]) -> Iterator[Found | Problem]:
        for piece in self._slices(pieces):
            self._anything = True
            if isinstance(piece, Problem):
                yield piece
            else:
                yield from self._element(piece)

    def _element(self, piece: Slice) -> Iterator[Found | Problem]:
        row = self._formats.xml[piece.tag]

        def make(context: Context) -> Iterator[SourceRecord]:
            return row.read(parse(piece, self._xml_limits, context.note), context)

        return self._record(piece, row.name, make)

    def _text(self, content: Content, pieces: Iterator[Slice | Fault]) -> Iterator[Found | Problem]:
        row = content.text
        assert row is not None
        for piece in self._slices(pieces):
            self._anything = True
            if isinstance(piece, Problem):
                yield piece
                continue
            lines, sound = text_slices.lines(piece.data)

            def make(context: Context, lines: list[str] = lines, sound: bool = sound) -> Iterator[SourceRecord]:
                if not sound:
                    context.note("wrong_encoding", "the text is not UTF-8", "check accented letters")
                return row.read(lines, context)

            yield from self._record(piece, row.name, make)

    def _json(self, pieces: Iterator[Slice | Fault]) -> Iterator[Found | Problem]:
        """Read objects; a stream that begins with nothing but objects of no known kind is left alone."""
        waiting: list[Problem] = []
        known = self._skip_to >= 0
        for piece in self._slices(pieces):
            if isinstance(piece, Problem):
                if known or piece.code != "json_garbage":
                    self._anything = True
                    yield piece
                else:
                    waiting.append(piece)
                continue
            outcome = self._object(piece)
            if isinstance(outcome, Problem) and outcome.code == "unknown_record" and not known:
                waiting.append(outcome)
                if len(waiting) >= _UNKNOWN_OBJECTS:
                    return
                continue
            known = self._anything = True
            yield from waiting
            waiting.clear()
            if isinstance(outcome, Problem):
                yield outcome
            else:
                yield from outcome

    def _object(self, piece: Slice) -> Problem | Iterator[Found | Problem]:
        notes: list[tuple[str, str, str]] = []
        try:
            value = decode_object(piece.data, lambda *told: notes.append(told))
            row = next((row for row in self._formats.json if row.matches(value)), None)
        except RecordError as error:
            return self._problem(piece.offset, error.code, error.message, error.fix, visible_number(piece.data))
        except Exception as error:
            return self._crash(piece, error)
        if row is None:
            return self._problem(
                piece.offset, "unknown_record", "a JSON object of an unknown kind", "", visible_number(piece.data)
            )
        return self._record(piece, row.name, _json_maker(row, value, notes))

    def _record(
        self, piece: Slice, name: str, make: Callable[[Context], Iterator[SourceRecord]]
    ) -> Iterator[Found | Problem]:
        """Yield the records of a slice; everything a reader raises becomes a problem."""
        notes: list[tuple[str, str, str]] = []
        note: Note = lambda code, message, fix: notes.append((code, message, fix))  # noqa: E731
        context = Context(Provenance(self._file, self._member, piece.offset), note)
        try:
            for record in make(context):
                yield self._checked(record, piece, name)
        except RecordError as error:
            yield self._problem(piece.offset, error.code, error.message, error.fix, visible_number(piece.data))
        except Exception as error:
            yield self._crash(piece, error)
        number = visible_number(piece.data) if notes else ""
        for code, message, fix in notes:
            yield self._problem(piece.offset, code, message, fix, number, lost=False)

    def _checked(self, record: SourceRecord, piece: Slice, name: str) -> Found | Problem:
        publication = record.publication
        if publication.jurisdiction and publication.doc_number:
            return Found(record, name, self._member, piece.offset, piece.end)
        message, fix = "the record has no publication number", "check the file"
        return self._problem(piece.offset, "number_missing", message, fix, visible_number(piece.data))

    def _crash(self, piece: Slice, error: Exception) -> Problem:
        """A reader failed in a way nobody foresaw."""
        code = "record_too_complex" if isinstance(error, RecursionError | MemoryError) else "reader_failed"
        text = f"the reader failed: {type(error).__name__}: {error}"
        return self._problem(piece.offset, code, text[:500], "report this with the record", visible_number(piece.data))

    def _problem(self, offset: int, code: str, message: str, fix: str, record: str = "", lost: bool = True) -> Problem:
        return Problem(code, message, fix, self._file, self._member, offset, record, lost)


def _json_maker(
    row: JsonFormat, value: dict[str, Any], notes: list[tuple[str, str, str]]
) -> Callable[[Context], Iterator[SourceRecord]]:
    def make(context: Context) -> Iterator[SourceRecord]:
        for told in notes:
            context.note(*told)
        return row.read(value, context)

    return make


_NUMBERS: tuple[re.Pattern[bytes], ...] = (
    re.compile(rb"\bucid=\"([^\"]{1,40})\""),
    re.compile(rb"<(?:us-patent-\w+|[\w:]*exchange-document|ep-patent-document)\b[^>]*?\bdoc-number=\"([^\"]{1,40})\""),
    re.compile(rb"<B110>\s*(?:<DNUM>\s*<PDAT>)?\s*([\w]{1,20})"),
    re.compile(rb"<doc-number[^>]*>\s*([^<]{1,40}?)\s*<"),
    re.compile(rb"^WKU\s+(\S{1,20})", re.MULTILINE),
    re.compile(rb"\"(?:lens_id|publicationKey|publication_number|doc_key)\"\s*:\s*\"([^\"]{1,60})\""),
)


def visible_number(data: bytes) -> str:
    """Return the number of a record as far as it can be seen in its first 16 KiB without parsing, or ""."""
    head = data[:16384]
    found = next((match for pattern in _NUMBERS if (match := pattern.search(head))), None)
    return found[1].decode("utf-8", "replace") if found else ""
