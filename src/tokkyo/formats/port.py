"""What every reader is: a row in a table that says how its records are recognised and how one record is read.

`formats.intake` turns paths into byte streams (archives, compression), `formats.slicing` cuts a stream into record
slices (an XML element, a JSON object, an APS block) without holding more than one in memory, `formats.detect` picks
the reader by content, `formats.reading` drives all of it and turns every failure of a record into a `Problem`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from lxml import etree

from tokkyo.model.jpo.sources import DocumentBody, RecordedAnswer, TableRows
from tokkyo.model.source import Provenance, SourceRecord


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record, member or file that could not be read, or was read with a loss.

    `code` is stable lower_snake_case, `message` says what is wrong, `fix` what to do. `record` is the record's
    number where it could be seen. `lost` is False when the record was kept in spite of the problem.
    """

    code: str
    message: str
    fix: str
    file: str
    member: str = ""
    offset: int = 0
    record: str = ""
    lost: bool = True


Note = Callable[[str, str, str], None]


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader is told besides the record itself.

    `provenance` goes into each SourceRecord. `note(code, message, fix)` reports something lost or repaired inside a
    record that is kept all the same. A record that cannot be kept raises `RecordError(code, message, fix=…)`; where a
    slice holds many, `refuse(code, message, fix)` reports one of them and the others are kept. `deleting` are values
    of `processing_type` that mark a row of a table as deleted.
    """

    provenance: Provenance
    note: Note
    refuse: Note = lambda code, message, fix: None
    deleting: frozenset[str] = frozenset("1")


@dataclass(frozen=True, slots=True)
class XmlFormat:
    """A format whose records are XML elements.

    `tags` are the local names (no prefix) of the outermost element that makes a record; `read` gets that element with
    namespaces kept as in the file (readers match by local name) and yields one or several records.
    """

    name: str
    title: str
    tags: frozenset[str]
    read: Callable[[etree._Element, Context], Iterator[SourceRecord]]


@dataclass(frozen=True, slots=True)
class JsonFormat:
    """A format whose records are JSON objects: `matches` looks at one decoded object, `read` maps it.

    Objects that hold their records in an array under `data` (a Lens answer) are taken apart before (`json_slices`).
    """

    name: str
    title: str
    matches: Callable[[dict[str, Any]], bool]
    read: Callable[[dict[str, Any], Context], Iterator[SourceRecord]]


@dataclass(frozen=True, slots=True)
class TextFormat:
    """A line-based text format: `matches` looks at the first bytes, `starts` says whether a line begins a new record.

    `read` gets the record's lines decoded as text without line ends.
    """

    name: str
    title: str
    matches: Callable[[bytes], bool]
    starts: Callable[[bytes], bool]
    read: Callable[[list[str], Context], Iterator[SourceRecord]]


@dataclass(frozen=True, slots=True)
class WholeFormat:
    """A format whose files are read whole: `matches` looks at the path and the first bytes (1 KiB are enough).

    The path is that of the file as given, members of archives joined with `!`. A file that matches is not opened as an
    archive, though it may be one. `read` gets path, bytes and context.
    """

    name: str
    title: str
    matches: Callable[[str, bytes], bool]
    read: Callable[[str, bytes, Context], Iterator[RecordedAnswer | DocumentBody]]


@dataclass(frozen=True, slots=True)
class Heading:
    """The first line of a table of tab-separated text: the table's name and its columns in the order of the file.

    `delete` tells a file that lists rows to be deleted; `quoted` that values may stand in double quotes.
    """

    table: str
    delete: bool
    columns: tuple[str, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format of tables in tab-separated text, one row a line, with a first line that names the columns.

    `matches` looks at the path, as in `WholeFormat`, and the first bytes. `heading` gets the path and the first line;
    it returns None for a table that is not used, whose name for people `what` gives, and raises `RecordError` for one
    that cannot be read. `read` gets whole lines and the number of their first one in the file.
    """

    name: str
    title: str
    matches: Callable[[str, bytes], bool]
    what: Callable[[str], str]
    heading: Callable[[str, bytes], Heading | None]
    read: Callable[[Heading, bytes, int, Context], Iterator[TableRows]]
