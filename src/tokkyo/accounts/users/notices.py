"""Notices to all users, and maintenance, during which the service does not answer (handbook 2.0, article 2 (3))."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from tokkyo.accounts.periods import SECOND, microseconds
from tokkyo.accounts.users.desk import Desk, Sent
from tokkyo.errors import NotFound, TokkyoError
from tokkyo.model.jpo.days import JAPAN
from tokkyo.store.accounts_database import AccountsDatabase
from tokkyo.store.users_notices import (
    MAINTENANCE,
    NOTICE,
    NoticeRow,
    add_notice,
    change_notice,
    maintenance_at,
    notices,
)

REMEMBERED_SECONDS = 1.0
OPEN_ENDED_SECONDS = 3600
"""What callers are told to wait where nobody knows how long maintenance takes."""
HOUR = 3600 * SECOND
PUBLISHED, WITHDRAWN = "notice_published", "notice_withdrawn"


class Text(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A title and a text in Japanese, English, or both; the Japanese prevails."""

    title_ja: str = ""
    title_en: str = ""
    text_ja: str = ""
    text_en: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as users see it; of maintenance `starts` and `ends` are given, `ends` None: until further notice."""

    number: int
    kind: str
    text: Text
    published: datetime
    starts: datetime | None = None
    ends: datetime | None = None
    withdrawn: bool = False


@dataclass(slots=True)
class Notices:
    """Reads notices; what is asked at every call is remembered for a second. Safe to share between threads."""

    database: AccountsDatabase
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    _until: float = field(default=float("-inf"), repr=False)
    _maintenance: NoticeRow | None = field(default=None, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def maintenance(self) -> Notice | None:
        """Return the maintenance that goes on now; noticed by every process within a second."""
        moment = self.monotonic()
        with self._guard:
            if moment >= self._until:
                with self.database.reading() as connection:
                    self._maintenance = maintenance_at(connection, microseconds(self.now()))
                self._until = moment + REMEMBERED_SECONDS
            return _notice(self._maintenance) if self._maintenance else None

    def closed_seconds(self) -> int:
        """Return the seconds that maintenance still takes, 0 when the service is open."""
        going_on = self.maintenance()
        if going_on is None:
            return 0
        if going_on.ends is None:
            return OPEN_ENDED_SECONDS
        return max(1, -int(-(going_on.ends - self.now()).total_seconds() // 1))

    def public(self, most: int = 100) -> Sequence[Notice]:
        """Return what users may read, newest first."""
        return [one for one in self.all() if not one.withdrawn][:most]

    def all(self) -> Sequence[Notice]:
        """Return all notices, withdrawn ones too, newest first."""
        with self.database.reading() as connection:
            return [_notice(row) for row in notices(connection)]


@dataclass(frozen=True, slots=True)
class NoticeBoard:
    """Puts notices up and takes them down."""

    desk: Desk

    def publish(self, text: Text, *, by: str, letters: bool = False) -> tuple[int, Sent]:
        """Put a notice up; `letters`: write it to every user as well. Raises `TokkyoError` `notice_empty`."""
        number = self._add(NOTICE, text, by, None, None)
        return number, self._send(NOTICE, text, letters)

    def announce(
        self,
        text: Text,
        starts: datetime,
        ends: datetime | None,
        *,
        by: str,
        urgent: bool = False,
        letters: bool = False,
    ) -> tuple[int, Sent]:
        """Announce maintenance, as long ahead as settled unless it is urgent.

        Raises `TokkyoError` `notice_empty`, `bad_period` or `announced_late`.
        """
        begin, end = microseconds(starts), microseconds(ends) if ends else None
        hours = self.desk.rules.maintenance_notice_hours
        if end is not None and end <= max(begin, self.desk.time()):
            raise TokkyoError("bad_period", "maintenance ends before it begins, or has ended", fix="correct the times")
        if not urgent and begin < self.desk.time() + hours * HOUR:
            message = f"maintenance is announced {hours} hours ahead"
            raise TokkyoError("announced_late", message, fix="let it begin later, or say that it is --urgent")
        number = self._add(MAINTENANCE, text, by, begin, end)
        return number, self._send(MAINTENANCE, text, letters, starts=_shown(starts), ends=_shown(ends))

    def end(self, number: int, *, by: str) -> None:
        """End maintenance now, before its time; calls are answered again within a second."""
        self._change(number, by, ends=self.desk.time())

    def withdraw(self, number: int, *, by: str) -> None:
        """Take a notice down, or call maintenance off."""
        self._change(number, by, withdrawn=self.desk.time())

    def _add(self, kind: str, text: Text, by: str, starts: int | None, ends: int | None) -> int:
        if not (text.title_ja or text.title_en) or not (text.text_ja or text.text_en):
            raise TokkyoError("notice_empty", "a notice has a title and a text", fix="give both in one language")
        body = msgspec.json.encode(text).decode()
        with self.desk.database.transaction() as connection:
            number = add_notice(connection, kind, body, self.desk.time(), starts=starts, ends=ends)
            self.desk.users.audit.write(connection, PUBLISHED, actor=by, detail=f"no. {number}: {kind}")
        return number

    def _send(self, letter: str, text: Text, letters: bool, **values: object) -> Sent:
        if not letters:
            return Sent(0)
        title, body = (text.title_ja, text.title_en), (text.text_ja, text.text_en)
        return self.desk.write_to_all(letter, title=title, text=body, **values)

    def _change(self, number: int, by: str, **values: int) -> None:
        with self.desk.database.transaction() as connection:
            if not change_notice(connection, number, **values):
                message = f"no notice that stands has the number {number}"
                raise NotFound("no_such_notice", message, fix="see: tokkyo user notice list")
            self.desk.users.audit.write(connection, WITHDRAWN, actor=by, detail=f"no. {number}: {', '.join(values)}")


def japan_time(microseconds_since_1970: int) -> datetime:
    """Return a stored time as it is in Japan."""
    return datetime.fromtimestamp(microseconds_since_1970 // SECOND, JAPAN)


def _notice(row: NoticeRow) -> Notice:
    return Notice(
        number=row.number,
        kind=row.kind,
        text=msgspec.json.decode(row.body, type=Text),
        published=japan_time(row.published),
        starts=japan_time(row.starts) if row.starts is not None else None,
        ends=japan_time(row.ends) if row.ends is not None else None,
        withdrawn=row.withdrawn is not None,
    )


def _shown(time: datetime | None) -> tuple[str, str]:
    """Return a time for a letter, in Japanese and English."""
    if time is None:
        return "未定", "until further notice"
    there = time.astimezone(JAPAN)
    return f"{there:%Y年%m月%d日 %H:%M}（日本時間）", f"{there:%Y-%m-%d %H:%M} (Japan)"
