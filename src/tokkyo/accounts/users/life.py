"""The life of an account after it was issued: changes, new credentials, suspension, cancellation.

Handbook 2.0, article 6; terms of use, articles 3, 6 and 8. What the operator does here takes effect at once; what users
ask for goes through `requests`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from tokkyo.accounts.periods import DAY
from tokkyo.accounts.users.audit import OPERATOR, USER
from tokkyo.accounts.users.bars import CORPORATION_REGISTERED, MEANINGS, bars, employees, employers
from tokkyo.accounts.users.desk import Desk, Sent, form_in
from tokkyo.accounts.users.form_check import checked, personal_texts
from tokkyo.accounts.users.forms import CORPORATION, Form
from tokkyo.accounts.users.issuing import Granted, Issuing
from tokkyo.errors import NotFound, TokkyoError
from tokkyo.store.users import ACTIVE, User, user_of
from tokkyo.store.users_notices import forget_answers
from tokkyo.store.users_registration import (
    RegistrationRow,
    drop_registration,
    mark_unreachable,
    registration_of,
)
from tokkyo.store.users_requests import forget_requests

CHANGED, ASKED_ABOUT, UNREACHABLE, REACHED = "registration_changed", "asked_about", "unreachable", "reached"
FREE_CHANGES = frozenset({"purpose"})
"""What users change without telling anybody (terms of use, article 6)."""
FIXED = ("kind", "consent", "personal_use")


@dataclass(frozen=True, slots=True)
class Profile:
    """A user with what is registered: the row and the form, None for one who was issued an ID without."""

    user: User
    row: RegistrationRow | None
    form: Form | None


@dataclass(frozen=True, slots=True)
class Life:
    """Changes accounts."""

    desk: Desk
    issuing: Issuing

    def profile(self, username: str) -> Profile:
        """Return a user with what is registered. Raises `NotFound` `no_such_user`."""
        user = self.desk.users.directory.find(username)
        with self.desk.database.reading() as connection:
            return Profile(user, registration_of(connection, user.id), form_in(connection, user))

    def profiles(self) -> Sequence[Profile]:
        """Return all users, also those who left, oldest first."""
        users = self.desk.users.directory.list()
        with self.desk.database.reading() as connection:
            return [Profile(user, registration_of(connection, user.id), form_in(connection, user)) for user in users]

    def register(self, username: str, form: Form, *, by: str = OPERATOR) -> None:
        """Register a checked form for a user who was issued an ID without one.

        Raises `TokkyoError` `registered_already`, `other_kind` or a bar.
        """
        user = self.desk.users.directory.find(username)
        if user.kind != form.kind:
            raise TokkyoError("other_kind", f"{username} is the ID of a {user.kind}", fix="use the form for that kind")
        with self.desk.database.transaction() as connection:
            if registration_of(connection, user.id):
                message = f"{username} is registered already"
                raise TokkyoError("registered_already", message, fix="change it with: tokkyo user change")
            self._check_bars(connection, form, user)
            self.issuing.register(connection, user, form)
            self.desk.users.audit.write(connection, CHANGED, user.id, actor=by, detail="registered")

    def change(
        self, username: str, changes: Mapping[str, object], *, by: str = OPERATOR, renamed: bool = False
    ) -> Sent:
        """Change fields of a registration; of former contacts nothing is kept (A5).

        A name or number that makes it another corporation would pass the ID on to a third party (R10); `renamed` says
        that it is the same one. Raises `FormError`, `TokkyoError` `not_transferable`, `not_changeable` or a bar.
        """
        profile = self._registered(username)
        assert profile.form is not None
        form = self.changed(profile.form, changes, renamed)
        with self.desk.database.transaction() as connection:
            self._check_bars(connection, form, profile.user)
            self.issuing.register(connection, profile.user, form)
            detail = ", ".join(sorted(changes))  # the names of the fields only: former values are not kept
            self.desk.users.audit.write(connection, CHANGED, profile.user.id, actor=by, detail=detail)
        if set(changes) <= FREE_CHANGES:
            return Sent(0)
        told = {one.email: one for one in (*profile.form.contacts, *form.contacts)}
        return self.desk.write_to(tuple(told.values()), "changed", username=profile.user.username, fields=detail)

    def changed(self, form: Form, changes: Mapping[str, object], renamed: bool) -> Form:
        """Return a form with some fields changed. Raises as `change`."""
        fixed = [name for name in changes if name in FIXED or name not in Form.__struct_fields__]
        if fixed or not changes:
            message = f"{', '.join(fixed) or 'nothing'} cannot be changed"
            raise TokkyoError("not_changeable", message, fix="name a field of the form; see: tokkyo user show")
        new = checked(msgspec.structs.replace(form, **changes), self.desk.rules)
        _refuse_transfer(form, new, renamed)
        return new

    def change_purpose(self, username: str, purpose: str) -> None:
        """Change the purpose of use, which needs no notice (R7)."""
        self.change(username, {"purpose": purpose}, by=USER)

    def reissue(self, username: str, *, wish: str | None = None, by: str = OPERATOR) -> Granted:
        """Give a user a new password, and a new ID if wished; the old pair is dead at that moment (A3)."""
        form = self.profile(username).form
        personal = personal_texts(form) if form else ()
        issued = self.desk.users.directory.reissue(username, wish=wish, personal=personal, actor=by)
        sent = self.issuing.tell("reissued", issued, form) if form else Sent(0)
        return Granted(issued, sent)

    def suspend(
        self, username: str, reason: str, *, by: str = OPERATOR, related: bool = False
    ) -> tuple[tuple[User, Sent], ...]:
        """Suspend a user; `related`: with the employer of an individual, or the individuals of a corporation (R11).

        Return who was suspended, and what became of the letters.
        Misuse of a personal ID for the employer's sake restricts both (handbook 2.0, article 3 (5)).
        """
        users = [self.desk.users.directory.find(username)]
        if related:
            users += self.related(users[0])
        for user in users:
            self.desk.users.directory.suspend(user.username, reason, actor=by)
        return tuple((user, self.desk.write(user, "suspended", reason=reason)) for user in users)

    def related(self, user: User) -> list[User]:
        """Return the registered employer of an individual, or the individuals who named a corporation as theirs."""
        with self.desk.database.reading() as connection:
            form = form_in(connection, user)
            if form is None:
                return []
            rows = employees(connection, form) if form.kind == CORPORATION else employers(connection, form)
            found = (user_of(connection, row.user) for row in rows)
            return [one for one in found if one is not None and one.state == ACTIVE]

    def resume(self, username: str, reason: str, *, by: str = OPERATOR) -> Sent:
        """Let a suspended user go on."""
        return self.desk.write(self.desk.users.directory.resume(username, reason, actor=by), "resumed", reason=reason)

    def cancel(self, username: str, reason: str, *, by: str = OPERATOR, unreachable: bool = False) -> Sent:
        """End a registration and remove what it says of persons; the ID is given to nobody.

        `unreachable`: because nobody answers, which takes so many days (A2). Raises `TokkyoError` `not_unreachable`.
        """
        profile = self.profile(username)
        if unreachable:
            self._check_unreachable(profile)
        self.desk.users.directory.cancel(username, reason, actor=by, also=_forget)
        contacts = profile.form.contacts if profile.form else ()
        return self.desk.write_to(contacts, "cancelled", username=profile.user.username, reason=reason)

    def unreachable(self, username: str, note: str, *, by: str = OPERATOR) -> None:
        """Note that a user could not be reached; the first such note counts (A2)."""
        user, row = self._row(username)
        self._mark(user, row.unreachable or self.desk.time(), UNREACHABLE, note, by)

    def reached(self, username: str, note: str, *, by: str = OPERATOR) -> None:
        """Note that a user answered."""
        self._mark(self._row(username)[0], None, REACHED, note, by)

    def question(self, username: str, text: str, *, by: str = OPERATOR) -> Sent:
        """Ask a user about suspicious access (A6)."""
        user = self.desk.users.directory.find(username)
        with self.desk.database.transaction() as connection:
            self.desk.users.audit.write(connection, ASKED_ABOUT, user.id, actor=by, detail=text)
        return self.desk.write(user, "question", text=text)

    def _mark(self, user: User, since: int | None, event: str, note: str, by: str) -> None:
        with self.desk.database.transaction() as connection:
            mark_unreachable(connection, user.id, since)
            self.desk.users.audit.write(connection, event, user.id, actor=by, detail=note)

    def _registered(self, username: str) -> Profile:
        profile = self.profile(username)
        if profile.row is None:
            message = f"nothing is registered for {username}"
            raise NotFound("not_registered", message, fix="register it with: tokkyo user register")
        return profile

    def _row(self, username: str) -> tuple[User, RegistrationRow]:
        profile = self._registered(username)
        assert profile.row is not None
        return profile.user, profile.row

    def _check_unreachable(self, profile: Profile) -> None:
        since = profile.row.unreachable if profile.row else None
        days = self.desk.rules.unreachable_days
        if since is None or self.desk.time() < since + days * DAY:
            name = profile.user.username
            message = f"{name} has not been unreachable for {days} days"
            raise TokkyoError("not_unreachable", message, fix="note tries with: tokkyo user unreachable")

    def _check_bars(self, connection: sa.Connection, form: Form, user: User) -> None:
        found = bars(connection, form, self.desk.rules, apart_from=user.id)
        for bar in found:
            fix = "see: tokkyo user list" if bar == CORPORATION_REGISTERED else "register another e-mail address"
            raise TokkyoError(bar, MEANINGS[bar], fix=fix)


def _refuse_transfer(old: Form, new: Form, renamed: bool) -> None:
    """Refuse to make an ID that of somebody else. Raises `TokkyoError` `not_transferable`."""
    other_number = bool(old.corporate_number) and new.corporate_number != old.corporate_number
    if other_number or (new.name != old.name and not renamed):
        raise TokkyoError(
            "not_transferable",
            "an ID is not passed on to another corporation or person",
            fix="cancel it and register the other one; a mere change of name is told with --renamed",
        )


def _forget(connection: sa.Connection, user: User) -> None:
    drop_registration(connection, user.id)
    forget_requests(connection, user.id)
    forget_answers(connection, user.id)
