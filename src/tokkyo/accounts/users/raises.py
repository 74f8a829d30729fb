"""Raising and cutting back daily limits: who, what, when and why stay known as long as the user does.

Each raise and cut is a row among the user's requests, which are not removed before the user is; the audit has it too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
import sqlalchemy as sa

from tokkyo.accounts.users.audit import LIMIT_CHANGED, OPERATOR
from tokkyo.accounts.users.desk import Desk, Sent
from tokkyo.accounts.users.forms import FormError, RaiseWish
from tokkyo.accounts.users.raise_rules import wish_faults
from tokkyo.errors import TokkyoError
from tokkyo.model.jpo.apis import BY_NUMBER
from tokkyo.store.users import User
from tokkyo.store.users_requests import (
    GRANTED,
    RequestRow,
    add_request,
    change_request,
    request_of,
    requests_of,
)

RAISE, CUT_BACK = "raise", "cut_back"
KINDS = (RAISE, CUT_BACK)


class Cut(msgspec.Struct, frozen=True, omit_defaults=True):
    """Limits that are those of everybody again, and why."""

    apis: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A raise or a cut of limits that happened: when (microseconds since 1970), by whom, what it was."""

    time: int
    by: str
    kind: str
    what: RaiseWish | Cut


@dataclass(frozen=True, slots=True)
class Raises:
    """Raises daily limits within the rules, and cuts them back."""

    desk: Desk

    def check(self, user: User, wish: RaiseWish) -> None:
        """Raise `FormError` with everything that stands against a wish."""
        faults = list(wish_faults(user.kind, wish, self.desk.rules, "raised_limits"))
        if faults:
            raise FormError(faults)

    def grant(self, username: str, wish: RaiseWish, by: str = OPERATOR) -> Sent:
        """Raise limits at once. Raises `FormError`, or `TokkyoError` `user_cancelled`."""
        user = self.desk.users.directory.find(username)
        self.check(user, wish)
        with self.desk.database.transaction() as connection:
            body = msgspec.json.encode(wish).decode()
            number = add_request(connection, user.id, RAISE, body, self.desk.time())
            self._decide(connection, number, f"granted: {wish.reason}", by)
            self.put(connection, user, wish, by)
        return self.tell(user, wish)

    def put(self, connection: sa.Connection, user: User, wish: RaiseWish, by: str) -> None:
        """Set the limits that a wish is for, within an open transaction."""
        limits = self.desk.users.limits
        for number in wish.apis:
            before, after = limits.limit(user, BY_NUMBER[number]), limits.listed[number] * wish.factor
            limits.set_limit(user.id, BY_NUMBER[number], after)
            detail = f"{number}: {before} to {after} calls a day; {wish.reason}"
            self.desk.users.audit.write(connection, LIMIT_CHANGED, user.id, actor=by, detail=detail)

    def tell(self, user: User, wish: RaiseWish) -> Sent:
        """Write to a user what the limits are now."""
        return self.desk.write(user, "raised", limits=self._limits(user, wish.apis))

    def cut_back(self, username: str, apis: Sequence[str], reason: str, by: str = OPERATOR) -> Sent:
        """Put raised limits back to those of everybody, all of them if none is named (L9).

        Raises `TokkyoError` `not_raised`.
        """
        user = self.desk.users.directory.find(username)
        limits = self.desk.users.limits
        raised = [use.api.number for use in limits.uses(user) if use.raised]
        wrong = [number for number in apis if number not in raised]
        if wrong or not raised:
            message = f"no limit of {username} was raised for {', '.join(wrong) or 'any API'}"
            raise TokkyoError("not_raised", message, fix="see: tokkyo user limit show")
        cut = Cut(tuple(apis) or tuple(raised), reason)
        with self.desk.database.transaction() as connection:
            number = add_request(connection, user.id, CUT_BACK, msgspec.json.encode(cut).decode(), self.desk.time())
            self._decide(connection, number, reason, by)
            for api in cut.apis:
                limits.set_limit(user.id, BY_NUMBER[api], None)
                detail = f"{api}: cut back to {limits.listed[api]} calls a day; {reason}"
                self.desk.users.audit.write(connection, LIMIT_CHANGED, user.id, actor=by, detail=detail)
        return self.desk.write(user, "cut_back", limits=self._limits(user, cut.apis), reason=reason)

    def history(self, username: str) -> Sequence[Change]:
        """Return who raised and cut what and when, oldest first."""
        user = self.desk.users.directory.find(username)
        with self.desk.database.reading() as connection:
            rows = requests_of(connection, user.id)
        return [_change(row) for row in rows if row.kind in KINDS and row.state == GRANTED and row.body]

    def _decide(self, connection: sa.Connection, number: int, note: str, by: str) -> None:
        row = request_of(connection, number)
        assert row is not None
        change_request(connection, decided(row, GRANTED, self.desk, note, by))

    def _limits(self, user: User, apis: Sequence[str]) -> tuple[str, str]:
        """Return limits as lines in Japanese and English."""
        limit = {number: self.desk.users.limits.limit(user, BY_NUMBER[number]) for number in apis}
        japanese = (f"  {number} {BY_NUMBER[number].japanese}: 1日 {calls} 回" for number, calls in limit.items())
        english = (f"  {number} {BY_NUMBER[number].english}: {calls} calls a day" for number, calls in limit.items())
        return "\n".join(japanese), "\n".join(english)


def decided(row: RequestRow, state: str, desk: Desk, note: str, by: str) -> RequestRow:
    """Return a request as it stands after somebody decided on it."""
    notes = (*row.notes, desk.note(by, note))
    return replace(row, state=state, notes=notes, decided=desk.time())


def _change(row: RequestRow) -> Change:
    body = (row.body or "").encode()
    what = msgspec.json.decode(body, type=RaiseWish) if row.kind == RAISE else msgspec.json.decode(body, type=Cut)
    return Change(row.decided or 0, row.notes[-1].by, row.kind, what)
