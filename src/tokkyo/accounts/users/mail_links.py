"""Links in letters: long random codes, good once and for at most an hour; only their SHA-256 is kept."""

import secrets
from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa

from tokkyo.accounts.users.desk import Desk
from tokkyo.errors import Denied, LimitReached
from tokkyo.store.users_links import add_link, count_mails, take_link

VERIFY, RESET = "verify", "reset"
PATHS = {VERIFY: "/account/verify/", RESET: "/account/reset/"}
"""Where the pages are to which links lead; a code follows."""
CODE_BYTES = 32
DAY_MILLISECONDS = 86_400_000


@dataclass(frozen=True, slots=True)
class MailLinks:
    """Makes links, uses them up, and bounds how many letters anybody can have sent."""

    desk: Desk

    def make(self, connection: sa.Connection, purpose: str, subject: int) -> str:
        """Return the code of a new link; earlier ones of the same purpose and subject stop working."""
        code = secrets.token_urlsafe(CODE_BYTES)
        expires = self.desk.time() + self.desk.rules.mail_link_minutes * 60_000_000
        add_link(connection, _digest(code), purpose, subject, expires)
        return code

    def address(self, purpose: str, code: str) -> str:
        """Return the link that goes into a letter."""
        return self.desk.house.public_url + PATHS[purpose] + code

    def use(self, connection: sa.Connection, purpose: str, code: str) -> int:
        """Use a link up and return its subject, an application or a user.

        Raises `Denied` `bad_link`, in the same words for one that never was, was used or came too late.
        """
        subject = take_link(connection, _digest(code.strip()), purpose, self.desk.time())
        if subject is None:
            raise Denied("bad_link", "this link does not work or no longer works", fix="ask for a new one")
        return subject

    def admit(self, client: str, email: str) -> None:
        """Count a letter that somebody asks for. Raises `LimitReached` `too_many_letters` when it is one too many.

        Counted by the client's address and by the e-mail address, whether or not anybody is registered with it.
        """
        most = self.desk.rules.max_registrations_per_address
        keys = [_digest(f"client {client}")] * bool(client) + [_digest(f"email {email.lower()}")]
        with self.desk.database.transaction() as connection:
            count = count_mails(connection, keys, self.desk.today())
        if most and count > most:
            wait = self.desk.users.limits.reset() - self.desk.now()
            raise LimitReached(
                "too_many_letters",
                f"no more than {most} forms and forgotten passwords a day are taken from one address",
                fix="try again tomorrow",
                retry_after=min(DAY_MILLISECONDS, int(wait.total_seconds() * 1000)),
            )


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
