"""What reading yields: records, problems, what was passed over, files done, progress; and places to resume at."""

from dataclasses import dataclass

from tokkyo.formats.port import Problem
from tokkyo.model.jpo.sources import JpoRecord
from tokkyo.model.source import SourceRecord


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the input: everything up to and including the slice at `offset` is stored already."""

    file: str
    member: str
    offset: int


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was read, the format that read it, and its slice: bytes `offset` to `end` of the member."""

    record: SourceRecord | JpoRecord
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
