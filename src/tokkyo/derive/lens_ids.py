"""Lens identifiers: 14 digits and an ISO 7064 MOD 11-2 check character (`X` is ten), as `016-630-130-923-274`.

The 14 digits stay below 2·10^13, so the first three run from 000 to 199. A record that comes without an identifier gets
one from a stable hash of its key; the store asks again with another `attempt` when it is taken.
"""

import re
from hashlib import blake2b

_BELOW = 2 * 10**13
_SHAPE = re.compile(r"[01]\d{13}[\dX]")
_PUNCTUATION = re.compile(r"[\s\-_/]+")


def lens_id(publication_key: str, attempt: int = 0) -> str:
    """Return the identifier of a publication key (`US_8403949_B2_20130326`), the same on every machine.

    `attempt` counts collisions: each gives another identifier.

    >>> lens_id("US_8403949_B2_20130326") == lens_id("US_8403949_B2_20130326")
    True
    """
    seed = f"{publication_key}#{attempt}" if attempt else publication_key
    number = int.from_bytes(blake2b(seed.encode(), digest_size=16).digest(), "big") % _BELOW
    return _with_check(f"{number:014d}")


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


def is_valid(text: str) -> bool:
    """Return whether the text is a Lens identifier with the right check character, with or without dashes."""
    return normalise(text) is not None


def normalise(text: str) -> str | None:
    """Return the identifier with dashes and capital `X`, or None when it is not one.

    >>> normalise("06229169633799x"), normalise("016-630-130-923-275")
    ('062-291-696-337-99X', None)
    """
    bare = _PUNCTUATION.sub("", text.upper())
    if not _SHAPE.fullmatch(bare) or check_character(bare[:14]) != bare[14]:
        return None
    return _with_check(bare[:14])


def _with_check(digits: str) -> str:
    whole = digits + check_character(digits)
    return "-".join(whole[start : start + 3] for start in range(0, 15, 3))
