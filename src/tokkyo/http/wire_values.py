"""Single values of a request as they come over the wire: numbers and truth values as such or as text (lens.md §1.3).

Each function takes the path of the value and raises `QueryError` that names it.
"""

import math
import re
from collections.abc import Sequence
from typing import Any

from tokkyo.errors import QueryError
from tokkyo.query.values import shown

ABSENT = (None, "", False)
"""What stands for an option that is not there."""

_WHOLE = re.compile(r"\s*[+-]?\d{1,20}\s*", re.ASCII)
_DECIMAL = re.compile(r"\s*[+-]?(?:\d{1,20}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?\s*", re.ASCII)
_TRUTHS = {"true": True, "false": False}


def whole(value: Any, path: str) -> int:
    """Read a whole number. Raises `bad_number`."""
    try:
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            raise ValueError
        if isinstance(value, str) and not _WHOLE.fullmatch(value):
            raise ValueError
        return int(value)
    except (TypeError, ValueError, OverflowError):
        message = f"{shown(value)} is not a whole number"
        raise QueryError("bad_number", message, path=path, fix="give a number such as 20") from None


def decimal(value: Any, path: str) -> float:
    """Read a finite number. Raises `bad_number`."""
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError
        if isinstance(value, str) and not _DECIMAL.fullmatch(value):
            raise ValueError
        number = float(value)
    except (ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise QueryError("bad_number", f"{shown(value)} is no number", path=path, fix="give a number such as 14.5")
    return number


def truth(value: Any, path: str) -> bool:
    """Read true or false. Raises `bad_boolean`."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _TRUTHS:
        return _TRUTHS[value.strip().lower()]
    raise QueryError("bad_boolean", f"{shown(value)} is neither true nor false", path=path, fix="use true or false")


def text(value: Any, path: str) -> str:
    """Read a text. Raises `bad_text`."""
    if isinstance(value, str):
        return value
    raise QueryError("bad_text", f"{shown(value)} stands where text is due", path=path, fix="give a text in quotes")


def names(value: Any, path: str, code: str = "bad_projection") -> Sequence[str]:
    """Read names, a list or comma-separated text; none for null. Raises `QueryError` of that code."""
    if value is None:
        return ()
    if isinstance(value, str):
        return split_list(value)
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return value
    fix = 'write ["lens_id", "biblio.invention_title"]'
    raise QueryError(code, f"{path} is not a list of field names", path=path, fix=fix)


def split_list(listed: str) -> list[str]:
    """Split a comma-separated parameter; blanks around names and empty ones do not count."""
    return [name.strip() for name in listed.split(",") if name.strip()]
