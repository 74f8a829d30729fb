"""Letters by e-mail: over SMTP, or as files of a folder for trying things out and for tests.

Whatever a person typed can stand in a letter, but never becomes a header: addresses are checked, subjects are freed of
line ends, and the message is built by the standard library under a policy that refuses both.
"""

import os
import secrets
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tokkyo.accounts.periods import microseconds
from tokkyo.accounts.users.form_check import ENCODED_WORD, is_email
from tokkyo.errors import SettingError, TokkyoError, Unavailable
from tokkyo.settings import Settings

if TYPE_CHECKING:
    from email.message import EmailMessage

FOLDER = "mail"
"""Where letters go in a data folder when none are sent."""
LONGEST_SUBJECT = 150
_SECURITY = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter in plain text to one person."""

    to: str
    subject: str
    text: str


class Mailer(Protocol):
    """Sends letters."""

    def send(self, letter: Letter) -> None:
        """Send a letter. Raises `Unavailable` `mail_failed`, or `TokkyoError` `bad_mail_address`."""


@dataclass(frozen=True, slots=True)
class Postmark:
    """What every letter bears: who sends it, by which name, and when."""

    sender: str
    name: str
    now: Callable[[], datetime]

    def message(self, letter: Letter, encoding: str) -> "EmailMessage":
        """Return a letter as a message; `encoding` is how its text is carried (8bit, base64).

        Raises `TokkyoError` `bad_mail_address`.
        """
        # What parses headers takes long to load; servers that send no letter start without it.
        from email.headerregistry import Address
        from email.message import EmailMessage
        from email.policy import SMTP

        if not is_email(letter.to):
            raise TokkyoError("bad_mail_address", f"{letter.to[:60]!r} is no e-mail address", fix="correct it")
        message = EmailMessage(policy=SMTP)
        message["From"] = Address(_header(self.name), addr_spec=self.sender)
        message["To"] = Address(addr_spec=letter.to)
        message["Subject"] = _header(letter.subject)
        message["Date"] = format_datetime(self.now())
        message["Message-ID"] = f"<{secrets.token_hex(16)}@{self.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text.encode("utf-8", "replace").decode(), cte=encoding)
        return message


@dataclass(frozen=True, slots=True)
class FileMailbox:
    """Writes each letter as a file that only its owner can read, in the order of time: for demos and tests."""

    folder: Path
    mark: Postmark

    def send(self, letter: Letter) -> None:
        """Write a letter. Raises as `Mailer.send`."""
        data = self.mark.message(letter, "8bit").as_bytes()
        name = f"{microseconds(self.mark.now())}-{secrets.token_hex(4)}.eml"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = self.folder / f"{name}.part"
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
            draft.rename(self.folder / name)
        except OSError as error:
            raise _failed(error) from error


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Hands letters to a mail server, one connection each; `connect` opens one, ready to take a message."""

    connect: Callable[[], smtplib.SMTP]
    mark: Postmark

    def send(self, letter: Letter) -> None:
        """Send a letter. Raises as `Mailer.send`."""
        message = self.mark.message(letter, "base64")
        try:
            with self.connect() as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise _failed(error) from error


@dataclass(frozen=True, slots=True)
class NoMailer:
    """Sends nothing and says so: whoever switched letters off tells people otherwise."""

    def send(self, letter: Letter) -> None:
        """Raise `Unavailable` `mail_off`."""
        raise Unavailable("mail_off", "letters are switched off", fix="tell them otherwise, or set mail")


def mailer_of(settings: Settings, now: Callable[[], datetime]) -> Mailer:
    """Return the mailer that the settings name. Raises `SettingError` `bad_setting`."""
    way, sender = settings.text("mail"), settings.text("mail_from")
    if not is_email(sender):
        raise SettingError("bad_setting", f"mail_from is {sender!r}", fix="give an e-mail address")
    mark = Postmark(sender, settings.text("operator_name"), now)
    if way == "off":
        return NoMailer()
    if way == "folder":
        return FileMailbox(settings.data / FOLDER, mark)
    if way == "smtp":
        return SmtpMailer(_server(settings), mark)
    raise SettingError("bad_setting", f"mail is {way!r}", fix="give folder, smtp or off")


def _server(settings: Settings) -> Callable[[], smtplib.SMTP]:
    """Return what connects to the mail server: protected and logged in as the settings say."""
    security, user = settings.text("smtp_security"), settings.text("smtp_user")
    if security not in _SECURITY:
        raise SettingError("bad_setting", f"smtp_security is {security!r}", fix=f"give {', '.join(_SECURITY)}")
    password = _password(settings.text("smtp_password_file"))
    host, port = settings.text("smtp_host"), settings.number("smtp_port")
    seconds = max(1, settings.number("mail_seconds"))

    def connected() -> smtplib.SMTP:
        context = ssl.create_default_context()
        if security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=seconds, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=seconds)
        try:
            if security == "starttls":
                server.starttls(context=context)
            if user:
                server.login(user, password)
        except BaseException:
            server.close()
            raise
        return server

    return connected


def _password(path: str) -> str:
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError("bad_setting", f"smtp_password_file: {error}", fix="name a readable file") from error


def _header(text: str) -> str:
    """Return a text that can stand in a header: one line, not too long.

    What begins as an encoded word (RFC 2047) is pulled apart: `email` would decode it, line ends and all.
    """
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line.replace(ENCODED_WORD, " ".join(ENCODED_WORD))[:LONGEST_SUBJECT]


def _failed(error: Exception) -> Unavailable:
    said = str(error).replace("\n", " ")[:200]
    return Unavailable(
        "mail_failed", f"the letter could not be sent: {said}", fix="check the settings mail and smtp_…, and try again"
    )
