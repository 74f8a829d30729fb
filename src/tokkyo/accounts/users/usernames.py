"""IDs of registered users: which wishes are granted, and which are assigned (handbook 2.0, article 3 (3))."""

import re
import secrets
from collections.abc import Iterable, Sequence

from tokkyo.errors import TokkyoError

SHORTEST, LONGEST = 8, 15
ASSIGNED_CHARS = 10
LETTERS, DIGITS = "abcdefghijkmnpqrstuvwxyz", "23456789"
"""What assigned IDs are made of: nothing that looks like something else (0 and o, 1 and l)."""

_TYPES = (re.compile(r"[0-9]"), re.compile(r"[a-z]"), re.compile(r"[-_.]"))
_ALLOWED = re.compile(r"[0-9a-z._-]+")
_SHORTEST_NAME = 4
"""Parts of a name shorter than this may stand in an ID by chance."""


def check_username(wish: str, personal: Iterable[str] = ()) -> None:
    """Check a wished ID: 8 to 15 digits, lower-case letters, `-`, `_` and `.`, of at least two of the three types.

    `personal` are the applicant's names and addresses, of which no part may stand in it. Raises `TokkyoError`
    `bad_username`.
    """
    problems = list(problems_of(wish, personal))
    if problems:
        raise TokkyoError("bad_username", f"{wish!r} cannot be an ID: {problems[0]}", fix="wish for another one")


def problems_of(wish: str, personal: Iterable[str] = ()) -> Iterable[str]:
    """Return which of the rules a wished ID breaks."""
    if not _ALLOWED.fullmatch(wish):
        yield "only digits, lower-case letters, hyphen, underscore and dot are allowed"
    if not SHORTEST <= len(wish) <= LONGEST:
        yield f"it must have {SHORTEST} to {LONGEST} characters"
    if sum(bool(one.search(wish)) for one in _TYPES) < 2:
        yield "it must have at least two of: a digit, a lower-case letter, one of - _ ."
    if any(part in wish for part in _parts(personal)):
        yield "it contains a part of a name, an e-mail address or a telephone number"


def assigned_username() -> str:
    """Return a new random ID that obeys the rules, a letter first and a digit last."""
    middle = (secrets.choice(LETTERS + DIGITS) for _ in range(ASSIGNED_CHARS - 2))
    return secrets.choice(LETTERS) + "".join(middle) + secrets.choice(DIGITS)


def normal_username(text: str) -> str | None:
    """Return an ID as it is stored, from what somebody typed; None when nobody can have it.

    Capitals are taken for small letters. Other scripts are not: some of their capitals have an ASCII letter for small.
    """
    name = text.strip().lower() if text.isascii() else ""
    return name if _ALLOWED.fullmatch(name) and len(name) <= LONGEST else None


def _parts(personal: Iterable[str]) -> Sequence[str]:
    words = (word for text in personal for word in re.split(r"[^0-9a-z]+", text.lower()))
    return [word for word in words if len(word) >= _SHORTEST_NAME]
