"""What users ask for after they were registered, as a queue for the operator.

| kind | what is asked | who it is must be known |
|---|---|---|
| `change` | other registered data (A1) | yes |
| `reissue` | a new password, or another ID (A3, A4) | yes |
| `raise` | higher limits, also after use has begun (L5 to L10) | no |
| `leave` | the end of the registration | yes |

Identity is shown by a copy of the registration form or an answer from a registered address (handbook 2.0, article 6);
the operator notes it, and nothing is granted before, unless the setting `identity_check` is off.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
import sqlalchemy as sa

from tokkyo.accounts.users.desk import Desk, Sent
from tokkyo.accounts.users.forms import Fault, Form, FormError, RaiseWish
from tokkyo.accounts.users.issuing import Granted
from tokkyo.accounts.users.life import Life
from tokkyo.accounts.users.raises import RAISE, Raises, decided
from tokkyo.errors import NotFound, TokkyoError
from tokkyo.store.users import User
from tokkyo.store.users_requests import (
    GRANTED,
    OPEN,
    REFUSED,
    RequestRow,
    add_request,
    change_request,
    request_of,
    requests,
    requests_of,
)

CHANGE, REISSUE, LEAVE = "change", "reissue", "leave"
ASKED, IDENTITY, DECIDED = "requested", "identity_checked", "request_decided"


class Reissue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A wish for a new password, and for another ID where one is named."""

    wish: str | None = None


class Leave(msgspec.Struct, frozen=True, omit_defaults=True):
    """A wish to end the registration."""

    reason: str = ""


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """A wish for other registered data: the fields of the form and their new values; `renamed` as in `Life.change`."""

    fields: dict[str, msgspec.Raw]
    renamed: bool = False

    def values(self) -> Mapping[str, object]:
        """Return the new values as the form has them. Raises `FormError`."""
        types = {field.name: field.type for field in msgspec.structs.fields(Form)}
        try:
            return {name: msgspec.json.decode(raw, type=types.get(name, object)) for name, raw in self.fields.items()}
        except msgspec.DecodeError as error:
            raise FormError([Fault("fields", "unreadable", str(error))]) from error


Body = Change | Reissue | RaiseWish | Leave
KINDS: Mapping[str, type[Body]] = {CHANGE: Change, REISSUE: Reissue, RAISE: RaiseWish, LEAVE: Leave}
NEED_IDENTITY = (CHANGE, REISSUE, LEAVE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the operator sees it: the row, the user, and what is asked (None when it was removed)."""

    row: RequestRow
    user: User
    body: Body | None


@dataclass(frozen=True, slots=True)
class Requests:
    """Takes requests of users in and decides on them."""

    desk: Desk
    life: Life
    raises: Raises

    def ask(self, username: str, body: Body) -> int:
        """Take a request of a user in and return its number; who it is will be asked for by letter.

        Raises `FormError` for what could never be granted, `TokkyoError` `request_open` while another one of its kind
        is not decided, and `NotFound` `no_such_user`.
        """
        user = self.desk.users.directory.find(username)
        kind = next(kind for kind, shape in KINDS.items() if isinstance(body, shape))
        self._check(user, body)
        with self.desk.database.transaction() as connection:
            for row in requests_of(connection, user.id):
                if (row.kind, row.state) == (kind, OPEN):
                    message = f"request no. {row.number} of this kind is not decided yet"
                    raise TokkyoError("request_open", message, fix="wait for the answer")
            number = add_request(connection, user.id, kind, msgspec.json.encode(body).decode(), self.desk.time())
            self.desk.users.audit.write(connection, ASKED, user.id, actor=user.username, detail=f"no. {number}: {kind}")
        if kind in NEED_IDENTITY and self.desk.rules.identity_check:
            self.desk.write(user, "identity", number=number)
        return number

    def identity(self, number: int, note: str, by: str) -> None:
        """Note that it is the user who asks, and how that was found."""
        with self.desk.database.transaction() as connection:
            row = self._open(connection, number)
            notes = (*row.notes, self.desk.note(by, f"identity: {note}"))
            change_request(connection, replace(row, identity=self.desk.time(), notes=notes))
            self.desk.users.audit.write(connection, IDENTITY, row.user, actor=by, detail=f"no. {number}: {note}")

    def grant(self, number: int, by: str) -> Sent | Granted:
        """Do what is asked. Raises `TokkyoError` `identity_unknown`, and what the deed itself raises."""
        asked = self.find(number)
        with self.desk.database.reading() as connection:
            self._open(connection, number)
        if asked.row.kind in NEED_IDENTITY and self.desk.rules.identity_check and asked.row.identity is None:
            message = f"nobody noted that it is {asked.user.username} who made request no. {number}"
            raise TokkyoError("identity_unknown", message, fix="note it with: tokkyo user request identity")
        done = _DEEDS[asked.row.kind](self, asked, by)
        self._decided(number, GRANTED, "granted", by)
        return done

    def refuse(self, number: int, reason: str, by: str) -> Sent:
        """Refuse a request and tell the user why."""
        asked = self.find(number)
        self._decided(number, REFUSED, f"refused: {reason}", by)
        return self.desk.write(asked.user, "request_refused", number=number, reason=reason)

    def find(self, number: int) -> Asked:
        """Return a request. Raises `NotFound` `no_such_request`."""
        with self.desk.database.reading() as connection:
            row = request_of(connection, number)
        if row is None or row.kind not in KINDS:
            fix = "see: tokkyo user request list"
            raise NotFound("no_such_request", f"no request has the number {number}", fix=fix)
        return self._asked(row)

    def list(self, states: Sequence[str] = (OPEN,)) -> Sequence[Asked]:
        """Return the requests in any of these states, oldest first."""
        with self.desk.database.reading() as connection:
            rows = requests(connection, states)
        return [self._asked(row) for row in rows if row.kind in KINDS]

    def _asked(self, row: RequestRow) -> Asked:
        user = self.desk.users.directory.user(row.user)
        assert user is not None
        body = msgspec.json.decode(row.body, type=KINDS[row.kind]) if row.body else None
        return Asked(row, user, body)

    def _check(self, user: User, body: Body) -> None:
        if isinstance(body, RaiseWish):
            self.raises.check(user, body)
        elif isinstance(body, Change):
            form = self.life.profile(user.username).form
            if form is not None:
                self.life.changed(form, body.values(), body.renamed)

    def _open(self, connection: sa.Connection, number: int) -> RequestRow:
        row = request_of(connection, number)
        assert row is not None
        if row.state != OPEN:
            raise TokkyoError("request_decided", f"the request no. {number} is {row.state}", fix="nothing to do")
        return row

    def _decided(self, number: int, state: str, note: str, by: str) -> None:
        with self.desk.database.transaction() as connection:
            row = request_of(connection, number)
            assert row is not None
            change_request(connection, decided(row, state, self.desk, note, by))
            self.desk.users.audit.write(connection, DECIDED, row.user, actor=by, detail=f"no. {number}: {note}")


def _change(self: Requests, asked: Asked, by: str) -> Sent:
    assert isinstance(asked.body, Change)
    return self.life.change(asked.user.username, asked.body.values(), by=by, renamed=asked.body.renamed)


def _reissue(self: Requests, asked: Asked, by: str) -> Granted:
    assert isinstance(asked.body, Reissue)
    return self.life.reissue(asked.user.username, wish=asked.body.wish, by=by)


def _raise(self: Requests, asked: Asked, by: str) -> Sent:
    assert isinstance(asked.body, RaiseWish)
    self.raises.check(asked.user, asked.body)
    with self.desk.database.transaction() as connection:
        self.raises.put(connection, asked.user, asked.body, by)
    return self.raises.tell(asked.user, asked.body)


def _leave(self: Requests, asked: Asked, by: str) -> Sent:
    assert isinstance(asked.body, Leave)
    return self.life.cancel(asked.user.username, asked.body.reason or "as you asked", by=by)


_DEEDS: Mapping[str, Callable[[Requests, Asked, str], Sent | Granted]] = {
    CHANGE: _change,
    REISSUE: _reissue,
    RAISE: _raise,
    LEAVE: _leave,
}
