"""The known names nearest to an unknown one, for "did you mean"."""

import difflib
from collections.abc import Iterable

COMPARED_CHARS = 80
"""How much of an unknown name is compared: the time it takes grows with its length, which is the caller's choice."""


def nearest(name: str, known: Iterable[str], likeness: float, most: int = 1) -> list[str]:
    """Return the names most like an unknown one, the likest first; `likeness` is the least ratio (0 to 1) that counts.

    >>> nearest("titel", ["abstract", "title"], 0.6), nearest("x", ["title"], 0.6)
    (['title'], [])
    """
    return difflib.get_close_matches(name[:COMPARED_CHARS], list(known), n=most, cutoff=likeness)
