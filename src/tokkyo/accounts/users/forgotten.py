"""Forgotten credentials: a link to a registered address, and by it a new password; nobody is told the old one (A4).

A password is kept as a hash only and cannot be told again, as the handbook (2.0, article 6) would allow. Whoever asks
learns nothing about who is registered: a letter goes out either way, to the address that was typed.
"""

from dataclasses import dataclass

from tokkyo.accounts.users.audit import USER
from tokkyo.accounts.users.desk import Desk
from tokkyo.accounts.users.directory import Issued
from tokkyo.accounts.users.form_check import is_email, normal_email
from tokkyo.accounts.users.mail_links import RESET, MailLinks
from tokkyo.errors import Denied, TokkyoError
from tokkyo.store.users import ACTIVE, user_of
from tokkyo.store.users_registration import users_by_email

NOBODY = 0
"""The subject of links for addresses that nobody has; they are made so that both answers cost the same."""
RESET_ASKED = "reset_asked"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Helps those who forgot their ID or password."""

    desk: Desk
    links: MailLinks

    def ask(self, email: str, client: str) -> None:
        """Send a letter to an address: with a link for each user who registered it, or saying that nobody did.

        Raises `TokkyoError` `reset_closed` where the operator decides instead, `bad_mail_address`, `LimitReached`
        `too_many_letters`, or `Unavailable` `mail_failed`.
        """
        if not self.desk.rules.forgotten_by_mail:
            raise TokkyoError("reset_closed", "new passwords are issued by the operator", fix="write to the operator")
        email = normal_email(email)
        if not is_email(email):
            raise TokkyoError("bad_mail_address", f"{email[:60]!r} is no e-mail address", fix="correct it")
        self.links.admit(client, email)
        with self.desk.database.transaction() as connection:
            found = [user_of(connection, row.user) for row in users_by_email(connection, email)]
            users = [user for user in found if user is not None and user.state == ACTIVE]
            codes = [self.links.make(connection, RESET, user.id) for user in users]
            codes = codes or [self.links.make(connection, RESET, NOBODY)]
            self.desk.users.audit.write(
                connection, RESET_ASKED, users[0].id if users else None, actor=USER, address=client
            )
        for place, code in enumerate(codes):
            self._write(email, users[place].username if users else "", code)

    def _write(self, email: str, username: str, code: str) -> None:
        link, minutes = self.links.address(RESET, code), self.desk.rules.mail_link_minutes
        values = {"username": username, "link": link, "code": code, "minutes": minutes}
        self.desk.mailer.send(self.desk.house.letter(email, "reset" if username else "nobody_here", **values))

    def redeem(self, code: str) -> Issued:
        """Issue a new password to whom a link was sent; the old one is dead at once. Raises `Denied` `bad_link`."""
        with self.desk.database.transaction() as connection:
            user = user_of(connection, self.links.use(connection, RESET, code))
        if user is None or user.state != ACTIVE:
            raise Denied("bad_link", "this link does not work or no longer works", fix="ask for a new one")
        return self.desk.users.directory.reissue(user.username, actor=USER)
