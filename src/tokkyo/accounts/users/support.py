"""Inquiries to the support centre: what was sent and what came back belongs to them (handbook 2.0, article 8)."""

import re
from dataclasses import dataclass

from tokkyo.accounts.users.desk import Desk
from tokkyo.errors import TokkyoError

MAX_CHARS = 20_000
_SECRETS = re.compile(
    r"(?i)(authorization\s*:\s*\S+\s+|\bpassword[\"']?\s*[=:]\s*[\"']?|\b(?:access|refresh)_token[\"']?\s*[=:]\s*[\"']?)"
    r"[^\s\"'&,;]+"
)


@dataclass(frozen=True, slots=True)
class Support:
    """Passes inquiries on."""

    desk: Desk

    def inquire(self, username: str, text: str, request: str, response: str) -> None:
        """Send an inquiry to the support centre; passwords and tokens in it are struck out.

        Raises `TokkyoError` `no_support`, `inquiry_incomplete` (it has no request or no response: what users' own
        programs do is not looked into), `inquiry_too_long`, or `Unavailable` `mail_failed`.
        """
        user = self.desk.users.directory.find(username)
        to = self.desk.house.support
        if not to:
            raise TokkyoError("no_support", "no support centre is named", fix="set support_contact")
        if not all(part.strip() for part in (text, request, response)):
            message = "an inquiry has a question, the request that was sent and the response that came"
            raise TokkyoError("inquiry_incomplete", message, fix="add what is missing; programs are not looked into")
        if max(map(len, (text, request, response))) > MAX_CHARS:
            message = f"no part of an inquiry has more than {MAX_CHARS} characters"
            raise TokkyoError("inquiry_too_long", message, fix="send the part that matters")
        parts = {"text": text, "request": without_secrets(request), "response": without_secrets(response)}
        self.desk.mailer.send(self.desk.house.letter(to, "inquiry", username=user.username, **parts))


def without_secrets(text: str) -> str:
    """Return a text with passwords and tokens struck out.

    >>> without_secrets("Authorization: Bearer abc123")
    'Authorization: Bearer ***'
    >>> without_secrets("grant_type=password&username=x&password=secret")
    'grant_type=password&username=x&password=***'
    """
    return _SECRETS.sub(r"\1***", text)
