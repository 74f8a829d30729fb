"""Registration, from the form to the ID: received, verified, issued or refused (handbook 2.0, article 3 (2)).

What anybody can ask answers the same whether or not somebody is registered: one letter goes out either way, and the
letter tells it, to the owner of the address only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
import sqlalchemy as sa

from tokkyo.accounts.users.audit import OPERATOR
from tokkyo.accounts.users.bars import TOLD_BY_LETTER, bars
from tokkyo.accounts.users.desk import Desk, Sent
from tokkyo.accounts.users.form_check import checked
from tokkyo.accounts.users.forms import Form, read_form, write_form
from tokkyo.accounts.users.issuing import EMAIL, TELEPHONE, Granted, Issuing, check_room, closed, missing, pending
from tokkyo.accounts.users.mail_links import VERIFY, MailLinks
from tokkyo.errors import NotFound, TokkyoError
from tokkyo.store.users_applications import (
    PENDING,
    RECEIVED,
    REFUSED,
    VERIFIED,
    ApplicationRow,
    add_application,
    application_of,
    applications,
    change_application,
)

MEANS = (EMAIL, TELEPHONE)
SYSTEM = "system"
APPLIED, CONTACTED, APPLICATION_REFUSED = "applied", "applicant_contacted", "application_refused"


@dataclass(frozen=True, slots=True)
class Review:
    """An application as the operator sees it: the row, the form (None when removed), and what stands against it."""

    row: ApplicationRow
    form: Form | None
    bars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applications:
    """Takes forms in, verifies applicants, and decides."""

    desk: Desk
    links: MailLinks
    issuing: Issuing

    def apply(self, form: Form, client: str) -> int:
        """Take a form in that anybody sent over the web; return its number.

        Raises `FormError`, `TokkyoError` `registration_closed` or `LimitReached` `too_many_letters`.
        """
        if not self.desk.rules.registration_open:
            raise closed("new registrations are not open")
        form = self._acceptable(form)
        self.links.admit(client, form.contacts[0].email)
        return self._store(form, client)

    def receive(self, form: Form, by: str) -> int:
        """Take a form in that an operator got in other ways, such as by e-mail. Raises `FormError` or `TokkyoError`."""
        return self._store(self._acceptable(form), "", by)

    def confirm(self, code: str) -> tuple[int, Granted | None]:
        """Take the applicant's word that an e-mail address is theirs; return the application's number.

        Where nobody reviews forms and all is verified, the ID is issued at once. Raises `Denied` `bad_link`.
        """
        with self.desk.database.transaction() as connection:
            number = self.links.use(connection, VERIFY, code)
            row = pending(connection, number)
            self._reached(connection, row, EMAIL)
        return number, self._automatic(number)

    def remind(self, number: int) -> bool:
        """Send the letter with the link once more. Raises `NotFound`, or `TokkyoError` `application_decided`."""
        with self.desk.database.transaction() as connection:
            row = pending(connection, number)
            code = self.links.make(connection, VERIFY, number)
        return self._write(number, form_in_row(row), code)

    def contacted(self, number: int, means: str, reached: bool, note: str, by: str) -> ApplicationRow:
        """Note that an applicant was called or written to, and whether anybody could be reached (R3)."""
        if means not in MEANS:
            raise TokkyoError("bad_means", f"nobody is reached by {means!r}", fix=f"use {' or '.join(MEANS)}")
        with self.desk.database.transaction() as connection:
            row = pending(connection, number)
            said = f"{'reached' if reached else 'not reached'} by {means}: {note}".rstrip(": ")
            row = replace(row, notes=(*row.notes, self.desk.note(by, said)))
            if not reached:
                row = replace(row, reached=row.reached - {means}, state=RECEIVED)
                change_application(connection, row)
            else:
                row = self._reached(connection, row, means)
            self.desk.users.audit.write(connection, CONTACTED, actor=by, detail=f"no. {number}, {said}")
        return row

    def accept(self, number: int, by: str = OPERATOR, wish: str | None = None) -> Granted:
        """Issue an ID for a verified application; `wish` takes the place of the applicant's own.

        Raises `NotFound`, `TokkyoError` `not_verified`, `registration_closed`, one of `bars.MEANINGS`, or what
        `Directory.issue` says of the operator's wish.
        """
        with self.desk.database.reading() as connection:
            row = pending(connection, number)
        return self.issuing.issue(row, form_in_row(row), by, wish)

    def refuse(self, number: int, reason: str, by: str) -> Sent:
        """Refuse an application and tell the applicant why."""
        with self.desk.database.transaction() as connection:
            row = pending(connection, number)
            notes = (*row.notes, self.desk.note(by, f"refused: {reason}"))
            change_application(connection, replace(row, state=REFUSED, notes=notes, decided=self.desk.time()))
            self.desk.users.audit.write(connection, APPLICATION_REFUSED, actor=by, detail=f"no. {number}: {reason}")
        return self.desk.write_to(form_in_row(row).contacts[:1], "refused", number=number, reason=reason)

    def find(self, number: int) -> Review:
        """Return an application. Raises `NotFound` `no_such_application`."""
        with self.desk.database.reading() as connection:
            return self._review(connection, _found(connection, number))

    def list(self, states: Sequence[str] = PENDING) -> Sequence[Review]:
        """Return the applications in any of these states, oldest first: the queue of those to decide on."""
        with self.desk.database.reading() as connection:
            return [self._review(connection, row) for row in applications(connection, states)]

    def _acceptable(self, form: Form) -> Form:
        form = checked(form, self.desk.rules)
        with self.desk.database.reading() as connection:
            check_room(connection, form, self.desk)
        return form

    def _store(self, form: Form, client: str, by: str = SYSTEM) -> int:
        email = form.contacts[0].email.lower()
        with self.desk.database.transaction() as connection:
            number = add_application(connection, write_form(form), email, client, self.desk.time())
            code = self.links.make(connection, VERIFY, number)
            own = msgspec.structs.replace(form, contacts=form.contacts[:1])
            known = any(bar in TOLD_BY_LETTER for bar in bars(connection, own, self.desk.rules))
            if known:
                self._refuse_known(connection, number)
            self.desk.users.audit.write(connection, APPLIED, actor=by, address=client, detail=f"no. {number}")
        self._write(number, form, None if known else code)
        return number

    def _refuse_known(self, connection: sa.Connection, number: int) -> None:
        row = pending(connection, number)
        notes = (self.desk.note(SYSTEM, "refused: the applicant is a user already"),)
        change_application(connection, replace(row, state=REFUSED, decided=self.desk.time(), notes=notes))

    def _write(self, number: int, form: Form, code: str | None) -> bool:
        """Send the link, or without a code say that the address is registered; what fails is noted for the operator."""
        values: dict[str, object] = {"number": number}
        if code is not None:
            link = self.links.address(VERIFY, code)
            values |= {"minutes": self.desk.rules.mail_link_minutes, "code": code, "link": link}
        sent = self.desk.write_to(form.contacts[:1], "verify" if code else "already_registered", **values)
        if sent.failures:
            with self.desk.database.transaction() as connection:
                row = _found(connection, number)
                note = self.desk.note(SYSTEM, f"the letter could not be sent: {sent.failures[0]}")
                change_application(connection, replace(row, notes=(*row.notes, note)))
        return not sent.failures

    def _reached(self, connection: sa.Connection, row: ApplicationRow, means: str) -> ApplicationRow:
        row = replace(row, reached=row.reached | {means})
        row = replace(row, state=RECEIVED if missing(row, self.desk) else VERIFIED)
        change_application(connection, row)
        return row

    def _automatic(self, number: int) -> Granted | None:
        """Issue an ID without review where the settings say so and nothing stands against it."""
        review = self.find(number)
        if self.desk.rules.review_registrations or review.row.state != VERIFIED or review.bars:
            return None
        return self.accept(number, SYSTEM)

    def _review(self, connection: sa.Connection, row: ApplicationRow) -> Review:
        form = read_form(row.form.encode()) if row.form else None
        against = tuple(bars(connection, form, self.desk.rules)) if form and row.state in PENDING else ()
        return Review(row, form, against)


def form_in_row(row: ApplicationRow) -> Form:
    """Return the form of an application that is not decided: it is kept until then."""
    assert row.form is not None
    return read_form(row.form.encode())


def _found(connection: sa.Connection, number: int) -> ApplicationRow:
    row = application_of(connection, number)
    if row is None:
        fix = "see: tokkyo user application list"
        raise NotFound("no_such_application", f"no application has the number {number}", fix=fix)
    return row
