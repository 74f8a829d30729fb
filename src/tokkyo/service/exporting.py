"""Exporting: all hits of a search in their order, as a stream that can be resumed after any number of records.

As with scrolls the hits are kept as a list by the first call. Records deleted before they are reached are passed over,
and marked so in the list for good: the n-th record of an export stays the n-th however often it is resumed.
"""

import base64
import binascii
import csv
import io
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec

from tokkyo.engine.port import Engine
from tokkyo.errors import NotFound, QueryError
from tokkyo.service.columns import columns_of, need_text, safe
from tokkyo.service.hits import Admit, position_after, take
from tokkyo.service.projection import Mask, Projection
from tokkyo.service.reading import Read, reader
from tokkyo.service.search import PreparedSearch
from tokkyo.settings import Settings
from tokkyo.store.cursor_file import CursorFile, CursorState, file_errors, write_cursor
from tokkyo.store.cursors import Cursors
from tokkyo.store.documents import Documents

HOUR, MINUTE = 3600.0, 60.0
NEVER = float(2**40)

_decode = msgspec.json.Decoder().decode

Format = Literal["jsonl", "csv"]


class Layout(msgspec.Struct, frozen=True):
    """How records are written: JSON lines cut down by a projection, or CSV with these columns (none: the usual).

    `escape` puts an apostrophe before cells that a spreadsheet would take for a formula.
    """

    format: Format = "jsonl"
    include: Mask | None = None
    exclude: Mask | None = None
    columns: tuple[str, ...] = ()
    escape: bool = True


class _Details(msgspec.Struct, frozen=True):
    """What an export keeps beside its hits; `request` is whatever the caller knows it again by."""

    layout: Layout
    request: str = ""


class Export:
    """An open export. One thread at a time reads batches; close it from any."""

    def __init__(self, hits: CursorFile, documents: Documents, layout: Layout, size: int, request: str) -> None:
        """Use `Exporting` instead."""
        self._hits = hits
        self._documents = documents
        self._write = _writer(layout)
        self._read = _read(documents, layout)
        self._header = _header(layout)
        self._size = size
        self._place = 0
        self._turn = threading.Lock()
        self._closed = False
        self.layout = layout
        self.request = request

    @property
    def total(self) -> int:
        """How many hits there are; records deleted since are among them."""
        return self._hits.count

    def start_after(self, records: int) -> None:
        """Go on behind so many records; a header line is only written before the first one."""
        self._place = position_after(self._hits, records)
        self._header = self._header if records == 0 else b""

    def batch(self, admit: Admit = lambda _: None) -> tuple[bytes, int] | None:
        """Return the next records as they are to be written, with their number; None at the end.

        `admit` is told the number and refuses by raising. Raises `StoreError`.
        """
        with self._turn:
            if self._closed or (self._place >= self.total and not self._header):
                return None
            found = take(self._hits, self._documents, self._place, self._size, self._read)
            admit(len(found.records))
            self._hits.drop(found.gone)
            header, self._header, self._place = self._header, b"", found.position
            return header + self._write(found.records), len(found.records)

    def alive(self, now: float) -> bool:
        """Whether it may still be resumed."""
        state = self._hits.state()
        return state is not None and state.expires > now

    def shorten(self, expires: float) -> None:
        """Let the export die at a time, unless it does so before."""
        with self._hits.locked() as state:
            if state is not None and state.expires > expires:
                self._hits.move(replace(state, position=self.total, expires=expires))

    def close(self) -> None:
        """Release the list of hits, once nobody reads from it."""
        with self._turn:
            if not self._closed:
                self._closed = True
                self._hits.close()


class Exporting:
    """Opens exports and resumes them; safe to call from several threads and processes. `clock`: seconds since 1970."""

    def __init__(
        self, documents: Documents, engine: Engine, cursors: Cursors, settings: Settings, clock: Callable[[], float]
    ) -> None:
        self._documents = documents
        self._engine = engine
        self._cursors = cursors
        self._most = settings.number("max_exports_per_token")
        self._life = settings.number("export_hours") * HOUR
        self._rest = settings.number("export_finished_minutes") * MINUTE
        self._batch = max(1, settings.number("export_batch"))
        self._most_columns = settings.number("max_export_columns")
        self._clock = clock

    def sweep(self) -> int:
        """Remove what is dead and return how many there were. Raises `StoreError`."""
        return self._cursors.sweep(self._clock())

    def begin(self, owner: str, prepared: PreparedSearch, layout: Layout) -> tuple[str, Export]:
        """Run a search whose `expand_by` is carried out, keep its hits under a token of this owner; return both.

        Raises `QueryError`, `LimitReached` `too_many_exports`, `StoreError`, and what the engine raises.
        """
        self._check(layout)
        now = self._clock()
        self._cursors.check_room(owner, now, self._most)
        ids = prepared.all_hits(self._engine)
        details = msgspec.json.encode(_Details(layout))
        name = self._cursors.create(owner, details, ids, now + self._life, now=now, most=self._most)
        return base64.urlsafe_b64encode(name).decode().rstrip("="), self._opened(self._cursors.open(owner, name))

    def resume(self, owner: str, token: str, records: int) -> Export:
        """Open an export again behind so many records. Raises `NotFound` or `QueryError` `from_out_of_range`."""
        export = self._opened(self._cursors.open(owner, _name_of(token)))
        try:
            if not export.alive(self._clock()):
                raise _unknown()
            if not 0 <= records <= export.total:
                raise QueryError(
                    "from_out_of_range",
                    f"from is {records}, the export has {export.total} records",
                    path="from",
                    fix="give the number of records that have arrived",
                )
            export.start_after(records)
        except BaseException:
            export.close()
            raise
        return export

    def discard(self, owner: str, token: str) -> None:
        """Remove an export whose token nobody was told."""
        self._cursors.remove(owner, _name_of(token))

    def finished(self, export: Export) -> None:
        """Note that an export was read to its end: it is kept a little longer, for what may have been lost since."""
        export.shorten(self._clock() + self._rest)

    def begin_file(self, path: Path, prepared: PreparedSearch, layout: Layout, request: str) -> Export:
        """As `begin`, with the list of hits in a file of its own, which never expires."""
        self._check(layout)
        ids = prepared.all_hits(self._engine)
        details = msgspec.json.encode(_Details(layout, request))
        unfinished = path.with_name(path.name + ".new")
        with file_errors():
            with unfinished.open("wb") as file:
                write_cursor(file.fileno(), details, ids, CursorState(0, NEVER))
            unfinished.replace(path)
        return self._opened(CursorFile.open(path))

    def resume_file(self, path: Path) -> Export:
        """Open the export of a file; the caller says where to start. Raises `NotFound` `unknown_export`."""
        return self._opened(CursorFile.open(path))

    def _check(self, layout: Layout) -> None:
        if len(layout.columns) > self._most_columns:
            raise QueryError(
                "too_many_columns",
                f"{len(layout.columns)} columns are asked for, the limit is {self._most_columns}",
                path="columns",
                fix="name fewer, or export as jsonl",
            )
        columns_of(layout.columns)

    def _opened(self, hits: CursorFile | None) -> Export:
        if hits is None:
            raise _unknown()
        try:
            details = msgspec.json.decode(hits.details, type=_Details)
        except msgspec.DecodeError:
            hits.close()
            raise _unknown() from None
        return Export(hits, self._documents, details.layout, self._batch, details.request)


def _unknown() -> NotFound:
    message = "no export of yours goes by that token: it has expired or never was"
    return NotFound("unknown_export", message, fix="export anew")


def _name_of(token: str) -> bytes:
    """Return the name of a list of hits; of what was never given out, one that finds nothing."""
    try:
        return base64.b64decode(token.encode("ascii") + b"==", altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return b""


def _read(documents: Documents, layout: Layout) -> Read:
    """Return what reads records for a layout; cells are made of whole records, or of all but their texts."""
    if layout.format == "csv":
        return documents.records_of if need_text(columns_of(layout.columns)) else documents.heads_of
    return reader(documents, Projection(layout.include, layout.exclude))


def _header(layout: Layout) -> bytes:
    return _csv_lines([[column.name for column in columns_of(layout.columns)]]) if layout.format == "csv" else b""


def _writer(layout: Layout) -> Callable[[Sequence[bytes]], bytes]:
    return partial(_table, layout) if layout.format == "csv" else _lines


def _lines(records: Sequence[bytes]) -> bytes:
    return b"".join(record + b"\n" for record in records)


def _table(layout: Layout, records: Sequence[bytes]) -> bytes:
    columns = columns_of(layout.columns)
    rows = ([column.cell(record) for column in columns] for record in map(_decode, records))
    return _csv_lines([safe(cell) for cell in row] if layout.escape else row for row in rows)


def _csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV (RFC 4180) in UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8", "replace")
