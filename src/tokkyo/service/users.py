"""Registration and the life of accounts as use cases: what the command line and the web pages call.

| use case | where |
|---|---|
| forms, verification, review, issue of IDs | `applications` |
| forgotten credentials | `forgotten` |
| what users ask for later, and the operator's answer | `requests` |
| changes, reissue, suspension, cancellation | `life` |
| raised limits | `raises` |
| notices and maintenance | `notices` (read), `board` (written) |
| surveys | `surveys` |
| inquiries, what users are told | `support`, `about` |
| who calls from where, who is suspicious | `access`, `watch` |
| what is kept and for how long, figures that name nobody | `privacy` |
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from tokkyo.accounts.users.about import About
from tokkyo.accounts.users.access_log import AccessLog
from tokkyo.accounts.users.applications import Applications
from tokkyo.accounts.users.desk import Desk
from tokkyo.accounts.users.forgotten import Forgotten
from tokkyo.accounts.users.issuing import Issuing
from tokkyo.accounts.users.letters import House
from tokkyo.accounts.users.life import Life
from tokkyo.accounts.users.mail import Mailer, mailer_of
from tokkyo.accounts.users.mail_links import MailLinks
from tokkyo.accounts.users.notices import NoticeBoard, Notices
from tokkyo.accounts.users.privacy import Privacy
from tokkyo.accounts.users.raises import Raises
from tokkyo.accounts.users.requests import Requests
from tokkyo.accounts.users.rules import Rules
from tokkyo.accounts.users.support import Support
from tokkyo.accounts.users.surveys import Surveys
from tokkyo.accounts.users.users import Users
from tokkyo.accounts.users.watch import Watch
from tokkyo.settings import Settings

SWEEP_SECONDS = 3600.0


@dataclass(slots=True)
class Registration:
    """All use cases over the open accounts; `flush` is to be called every second while serving."""

    desk: Desk
    issuing: Issuing
    applications: Applications
    forgotten: Forgotten
    life: Life
    raises: Raises
    requests: Requests
    notices: Notices
    board: NoticeBoard
    surveys: Surveys
    support: Support
    about: About
    access: AccessLog
    watch: Watch
    privacy: Privacy
    monotonic: Callable[[], float]
    _swept: float = field(default=float("-inf"), repr=False)

    @classmethod
    def over(
        cls,
        users: Users,
        settings: Settings,
        now: Callable[[], datetime],
        *,
        mailer: Mailer | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> "Registration":
        """Return the use cases over open users. Raises `SettingError` for settings of letters that cannot be."""
        desk = Desk(users, mailer or mailer_of(settings, now), House.of(settings), Rules.of(settings), now)
        links, issuing = MailLinks(desk), Issuing(desk)
        life, raises = Life(desk, issuing), Raises(desk)
        return cls(
            desk=desk,
            issuing=issuing,
            applications=Applications(desk, links, issuing),
            forgotten=Forgotten(desk, links),
            life=life,
            raises=raises,
            requests=Requests(desk, life, raises),
            notices=Notices(users.database, now, monotonic),
            board=NoticeBoard(desk),
            surveys=Surveys(desk),
            support=Support(desk),
            about=About(desk.house, desk.rules),
            access=AccessLog(users.database, now),
            watch=Watch(desk),
            privacy=Privacy(desk),
            monotonic=monotonic,
        )

    def flush(self) -> None:
        """Write the access log; once an hour remove what was kept long enough. Raises `StoreError` or `Unavailable`."""
        self.access.flush()
        if self.desk.database.writable and self.monotonic() - self._swept >= SWEEP_SECONDS:
            self._swept = self.monotonic()
            self.privacy.sweep()

    def close(self) -> None:
        """Write what is left; the file is closed by whoever opened it."""
        self.access.flush()
