"""Scrolling: a search whose hits are kept as a list, from which one page after the other is given out.

The list is made by the first call and never changes: what is ingested later neither joins nor moves hits. Records are
given as they are at the time of the page. The position is on the server, so any scroll_id of a live scroll goes on with
it, in any process, and no position is given out twice.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec

from tokkyo.engine.port import Engine, Ids, PageRequest
from tokkyo.errors import QueryError
from tokkyo.patience import checkpoint
from tokkyo.query.values import shown
from tokkyo.service.hits import Admit, take
from tokkyo.service.projection import Mask, Projection
from tokkyo.service.reading import Read, measured, reader
from tokkyo.service.search import PreparedSearch, SearchResult
from tokkyo.settings import Settings
from tokkyo.store.cursor_file import CursorFile, CursorState
from tokkyo.store.cursors import NAME_BYTES, Cursors
from tokkyo.store.documents import Documents

PREFIX = "VDE;"  # the version of these ids; the rest is the name of the cursor, the number of the page and a checksum
PAGE_BYTES = CHECK_BYTES = 4
ID_LETTERS = len(PREFIX) + (NAME_BYTES + PAGE_BYTES + CHECK_BYTES) * 4 // 3
HOUR = 3600.0


class _Details(msgspec.Struct, frozen=True):
    """What a scroll keeps beside its hits; `deadline` in seconds since 1970 is when it ends however busy it is."""

    size: int
    total: int
    max_score: float
    include: Mask | None
    exclude: Mask | None
    deadline: float

    @property
    def projection(self) -> Projection:
        """The projection of the first call."""
        return Projection(self.include, self.exclude)


@dataclass(frozen=True, slots=True)
class ScrollPage:
    """One page and the id to ask for the next one."""

    scroll_id: str
    result: SearchResult


class Scrolling:
    """Opens scrolls and goes on with them; safe to call from several threads and processes.

    `clock` gives seconds since 1970. `owner` names who may go on with a scroll. `admit` is told the number of records
    before they are read, and refuses by raising; the scroll then stays where it was.
    """

    def __init__(
        self, documents: Documents, engine: Engine, cursors: Cursors, settings: Settings, clock: Callable[[], float]
    ) -> None:
        self._documents = documents
        self._engine = engine
        self._cursors = cursors
        self._most = settings.number("max_scrolls_per_token")
        self._max_size = settings.number("max_scroll_page_size")
        self._max_bytes = settings.number("max_answer_bytes")
        self._whole_life = settings.number("max_scroll_hours") * HOUR
        self._clock = clock

    def sweep(self) -> int:
        """Remove what is dead and return how many there were. Raises `StoreError`."""
        return self._cursors.sweep(self._clock())

    def begin(self, owner: str, prepared: PreparedSearch, seconds: float, admit: Admit) -> ScrollPage:
        """Run a search whose `expand_by` is carried out, keep its hits and return the first page.

        Raises `QueryError` for a page size that cannot be had, `LimitReached` `too_many_scrolls`, `StoreError`
        `cursor_disk_full`, and what the engine raises.
        """
        request = prepared.request
        self._check_size(request.size)
        self._cursors.check_room(owner, self._clock(), self._most)
        ids = prepared.all_hits(self._engine)
        admit(min(request.size, len(ids)))
        name, details = self._keep(owner, prepared, ids, seconds)
        try:
            with self._opened(owner, name) as hits, hits.locked() as state:
                if state is None:
                    raise _unknown()
                page = self._page(name, hits, state, details, details.projection)
        except BaseException:
            self._cursors.remove(owner, name)
            raise
        return replace(page, result=replace(page.result, warnings=prepared.query.warnings))

    def go_on(
        self, owner: str, scroll_id: str, seconds: float, wanted: Projection | None, admit: Admit
    ) -> ScrollPage | None:
        """Return the next page, None when all has been given out; then the scroll is over.

        `wanted` takes the place of the first call's projection for this page. Raises `QueryError` `unknown_scroll` or
        `scroll_expired`.
        """
        name = _name_of(scroll_id)
        with self._opened(owner, name) as hits, hits.locked() as state:
            details = _read_details(hits.details)
            if state is None or details is None:
                raise _unknown()
            now = self._clock()
            if state.expires <= now:
                self._cursors.remove(owner, name)
                raise QueryError("scroll_expired", "the scroll has expired", path="scroll_id", fix=AGAIN)
            admit(min(details.size, hits.count - state.position))
            state = replace(state, expires=min(now + seconds, details.deadline))
            page = self._page(name, hits, state, details, wanted or details.projection)
            if not page.result.records:
                self._cursors.remove(owner, name)
                return None
            return page

    def _keep(self, owner: str, prepared: PreparedSearch, ids: Ids, seconds: float) -> tuple[bytes, "_Details"]:
        now = self._clock()
        kept = prepared.request.projection
        details = _Details(
            size=prepared.request.size,
            total=len(ids),
            max_score=self._best_score(prepared),
            include=kept.include,
            exclude=kept.exclude,
            deadline=now + self._whole_life,
        )
        expires = min(now + seconds, details.deadline)
        encoded = msgspec.json.encode(details)
        return self._cursors.create(owner, encoded, ids, expires, now=now, most=self._most), details

    def _page(
        self, name: bytes, hits: CursorFile, state: CursorState, details: "_Details", wanted: Projection
    ) -> ScrollPage:
        """Read the next page and move the cursor behind it.

        A page that cannot be read, or that nobody waits for any more, leaves it where it was.
        """
        batch = take(hits, self._documents, state.position, details.size, self._reader(wanted))
        state = replace(state, position=batch.position, pages=state.pages + 1)
        checkpoint()
        hits.move(state)
        result = SearchResult(details.total, details.max_score, batch.records)
        return ScrollPage(_scroll_id(name, state.pages), result)

    def _reader(self, wanted: Projection) -> Read:
        return measured(reader(self._documents, wanted), self._max_bytes)

    def _opened(self, owner: str, name: bytes) -> CursorFile:
        hits = self._cursors.open(owner, name)
        if hits is None:
            raise _unknown()
        return hits

    def _best_score(self, prepared: PreparedSearch) -> float:
        request = prepared.request
        if not request.shows_best_score:
            return 0.0
        return self._engine.search(prepared.query, PageRequest(1, 0, request.sort, request.min_score)).max_score

    def _check_size(self, size: int) -> None:
        if not 1 <= size <= self._max_size:
            raise QueryError(
                "size_out_of_range",
                f"size is {shown(size)}, allowed with scroll are 1 to {self._max_size}",
                path="size",
                fix="ask for pages of another size",
            )


AGAIN = "search anew with scroll, and ask for each page within the time it names"


def _unknown() -> QueryError:
    message = "no scroll of yours goes by that scroll_id: it has ended, expired, or never was"
    return QueryError("unknown_scroll", message, path="scroll_id", fix=AGAIN)


def _scroll_id(name: bytes, page: int) -> str:
    """Return the name of a cursor as clients get it, another one for each page."""
    data = name + page.to_bytes(PAGE_BYTES, "big")
    return PREFIX + base64.urlsafe_b64encode(data + _check(data)).decode()


def _name_of(scroll_id: str) -> bytes:
    """Return the name of a cursor. Raises `QueryError` `unknown_scroll` for what we never gave out."""
    if not scroll_id.startswith(PREFIX) or len(scroll_id) != ID_LETTERS or not scroll_id.isascii():
        raise _unknown()
    try:
        data = base64.b64decode(scroll_id[len(PREFIX) :], altchars=b"-_", validate=True)
    except binascii.Error:
        raise _unknown() from None
    if data[-CHECK_BYTES:] != _check(data[:-CHECK_BYTES]):
        raise _unknown()
    return data[:NAME_BYTES]


def _check(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=CHECK_BYTES).digest()


def _read_details(data: bytes) -> _Details | None:
    try:
        return msgspec.json.decode(data, type=_Details)
    except msgspec.DecodeError:
        return None
