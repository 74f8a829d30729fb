"""Issuing IDs to those who registered, and registering what they said, in one transaction each."""

from dataclasses import dataclass, replace

import msgspec
import sqlalchemy as sa

from tokkyo.accounts.users.bars import CORPORATION_REGISTERED, MEANINGS, bars
from tokkyo.accounts.users.corporations import corporation_key
from tokkyo.accounts.users.desk import Desk, Sent, spelled
from tokkyo.accounts.users.directory import Also, Issued
from tokkyo.accounts.users.form_check import personal_texts
from tokkyo.accounts.users.forms import CORPORATION, Form, write_form
from tokkyo.errors import NotFound, TokkyoError
from tokkyo.model.jpo.apis import APIS, OPD
from tokkyo.store.users import User
from tokkyo.store.users_applications import (
    ISSUED,
    PENDING,
    ApplicationRow,
    application_of,
    change_application,
)
from tokkyo.store.users_registration import RegistrationRow, count_registrations, put_registration, registration_of
from tokkyo.store.users_requests import add_request

EMAIL, TELEPHONE = "email", "telephone"
RAISE = "raise"
WISH_NOT_MET = (
    "ご希望のIDは付与できなかったため、別のIDを付与しました。",
    " The ID you wished for could not be issued; you have another one.",
)
NOT_GRANTED = ("bad_username", "username_taken")


@dataclass(frozen=True, slots=True)
class Granted:
    """An ID that was issued, and what became of the letter about it; `wish_met` is False for another than wished."""

    issued: Issued
    sent: Sent
    wish_met: bool = True


@dataclass(frozen=True, slots=True)
class Issuing:
    """Issues IDs and tells them by letter: ID, password, and the address for tokens (R4)."""

    desk: Desk

    def issue(self, application: ApplicationRow, form: Form, by: str, wish: str | None = None) -> Granted:
        """Issue an ID for an application. An applicant's wish that cannot be met gives way to an assigned ID (R8).

        Raises `TokkyoError` `not_verified`, `registration_closed`, those of `bars`, and what is wrong with `wish`.
        """

        def also(connection: sa.Connection, user: User) -> None:
            row = pending(connection, application.number)
            self._check(connection, row, form)
            self.register(connection, user, form)
            if form.raised_limits is not None:
                body = msgspec.json.encode(form.raised_limits).decode()
                add_request(connection, user.id, RAISE, body, self.desk.time())
            change_application(connection, _issued(row, user, self.desk.time()))

        issued = self._issued(form, wish, by, also)
        met = form.wanted_id in ("", issued.username)
        return Granted(issued, self.tell("issued", issued, form, wish_met=met), met)

    def issue_directly(self, username: str | None, kind: str, by: str, form: Form | None = None) -> Issued:
        """Issue an ID without an application, as the operator may; no letter goes out. Raises as `issue`."""

        def also(connection: sa.Connection, user: User) -> None:
            if form is not None:
                self._check_bars(connection, form)
                self.register(connection, user, form)

        return self.desk.users.directory.issue(username, kind, actor=by, also=also)

    def register(self, connection: sa.Connection, user: User, form: Form) -> None:
        """Store what a user registered, in place of what was registered before."""
        old = registration_of(connection, user.id)
        corporate = form.kind == CORPORATION
        kept = msgspec.structs.replace(form, raised_limits=None, wanted_id="")
        row = RegistrationRow(
            user=user.id,
            form=write_form(kept),
            corporation=corporation_key(form.name) if corporate else None,
            corporate_number=form.corporate_number or None,
            opd=form.opd,
            registered=old.registered if old else self.desk.time(),
            changed=self.desk.time(),
            unreachable=old.unreachable if old else None,
        )
        put_registration(connection, row, [one.email for one in form.contacts])
        if self.desk.rules.opd_registration:
            for api in APIS:
                if api.law == OPD:
                    self.desk.users.limits.set_limit(user.id, api, None if form.opd else 0)

    def tell(self, letter: str, issued: Issued, form: Form, *, wish_met: bool = True) -> Sent:
        """Write to the first contact what ID and password are; nobody else gets to know the password."""
        return self.desk.write_to(
            form.contacts[:1],
            letter,
            wish=("", "") if wish_met else WISH_NOT_MET,
            username=issued.username,
            password=issued.password,
            spelled=spelled(issued.username),
        )

    def _issued(self, form: Form, wish: str | None, by: str, also: Also) -> Issued:
        directory = self.desk.users.directory
        personal = personal_texts(form)
        if wish is not None:
            return directory.issue(wish, form.kind, personal=personal, actor=by, also=also)
        if form.wanted_id:
            try:
                return directory.issue(form.wanted_id, form.kind, personal=personal, actor=by, also=also)
            except TokkyoError as error:
                if error.code not in NOT_GRANTED:
                    raise
        return directory.issue(None, form.kind, actor=by, also=also)

    def _check(self, connection: sa.Connection, row: ApplicationRow, form: Form) -> None:
        lacking = missing(row, self.desk)
        if lacking:
            message = f"the applicant of no. {row.number} was not reached by {' and '.join(lacking)}"
            fix = "call or write, and note it with: tokkyo user application contacted"
            raise TokkyoError("not_verified", message, fix=fix)
        check_room(connection, form, self.desk)
        self._check_bars(connection, form)

    def _check_bars(self, connection: sa.Connection, form: Form) -> None:
        for bar in bars(connection, form, self.desk.rules):
            fix = "see: tokkyo user list" if bar == CORPORATION_REGISTERED else "refuse it, or end the other one first"
            raise TokkyoError(bar, MEANINGS[bar], fix=fix)


def pending(connection: sa.Connection, number: int) -> ApplicationRow:
    """Return an application that is not decided. Raises `NotFound`, or `TokkyoError` `application_decided`."""
    row = application_of(connection, number)
    if row is None:
        raise NotFound("no_such_application", f"no application has the number {number}", fix="see the queue")
    if row.state not in PENDING:
        raise TokkyoError("application_decided", f"the application no. {number} is {row.state}", fix="nothing to do")
    return row


def missing(row: ApplicationRow, desk: Desk) -> list[str]:
    """Return the means by which an applicant has yet to be reached (R3)."""
    wanted = ((EMAIL, desk.rules.verify_email), (TELEPHONE, desk.rules.verify_telephone))
    return [means for means, required in wanted if required and means not in row.reached]


def check_room(connection: sa.Connection, form: Form, desk: Desk) -> None:
    """Check that no more users than settled are registered (R5). Raises `TokkyoError` `registration_closed`."""
    rules = desk.rules
    if rules.max_users and count_registrations(connection) >= rules.max_users:
        raise closed("as many users are registered as the service can bear")
    if form.opd and rules.max_users_opd and count_registrations(connection, opd=True) >= rules.max_users_opd:
        raise closed("as many users of the OPD-API are registered as it can bear")


def closed(why: str) -> TokkyoError:
    """Return the error for registration that is closed."""
    return TokkyoError("registration_closed", f"registration is closed: {why}", fix="ask again later")


def _issued(row: ApplicationRow, user: User, now: int) -> ApplicationRow:
    """Return an application after its ID was issued: the registration holds its form from then on."""
    return replace(row, state=ISSUED, form=None, email=None, address="", decided=now, user=user.id)
