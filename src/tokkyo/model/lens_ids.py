"""How Lens identifiers are written: 14 digits and an ISO 7064 MOD 11-2 check character, as `016-630-130-923-274`.

The 14 digits stay below 2·10^13, so the first three run from 000 to 199; the check character `X` is ten.
"""

import re

_FORM = re.compile(r"\d{14}[\dX]", re.ASCII)
_PUNCTUATION = re.compile(r"[\s\-_/]+")


def bare(text: str) -> str | None:
    """Return what has the form of an identifier without dashes, with capital `X`; right check character or not.

    >>> bare("186-488-232-022-05x"), bare("186-488-232")
    ('18648823202205X', None)
    """
    plain = _PUNCTUATION.sub("", text).upper()
    return plain if _FORM.fullmatch(plain) else None


def dashed(text: str) -> str | None:
    """Return what has the form of an identifier with dashes and capital `X`, right check character or not, or None.

    Queries use it: an identifier with a slip finds nothing, however it is spelt.

    >>> dashed("18648823202205x"), dashed("186-488-232")
    ('186-488-232-022-05X', None)
    """
    plain = bare(text)
    return _in_threes(plain) if plain else None


def normalise(text: str) -> str | None:
    """Return the identifier with dashes and capital `X`, or None when it is not one that Lens could have given.

    >>> normalise("06229169633799x"), normalise("016-630-130-923-275")
    ('062-291-696-337-99X', None)
    """
    plain = bare(text)
    if plain is None or plain[0] not in "01" or check_character(plain[:14]) != plain[14]:
        return None
    return _in_threes(plain)


def is_valid(text: str) -> bool:
    """Return whether the text is a Lens identifier with the right check character, with or without dashes."""
    return normalise(text) is not None


def with_check(digits: str) -> str:
    """Return the identifier of 14 digits: check character added, dashes put in.

    >>> with_check("06229169633799")
    '062-291-696-337-99X'
    """
    return _in_threes(digits + check_character(digits))


def check_character(digits: str) -> str:
    """Return the ISO 7064 MOD 11-2 check character of a string of digits.

    >>> check_character("06229169633799"), check_character("01663013092327")
    ('X', '4')
    """
    remainder = 0
    for digit in digits:
        remainder = (remainder + int(digit)) * 2 % 11
    value = (12 - remainder) % 11
    return "X" if value == 10 else str(value)


def _in_threes(plain: str) -> str:
    return "-".join(plain[start : start + 3] for start in range(0, 15, 3))
