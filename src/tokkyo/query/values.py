"""What users write for a value, as the index holds it.

Every function raises `ValueError` for what the type cannot take; `check` turns that into an error with a place.
"""

import math
import re

from tokkyo.fields.types import Field
from tokkyo.fields.vocabulary import OTHER_WORDS
from tokkyo.model import classes, lens_ids
from tokkyo.query.tree import Value

INT_MIN, INT_MAX = -(2**63), 2**63 - 1
_TRUE = frozenset({"true", "1", "yes", "t"})
_FALSE = frozenset({"false", "0", "no", "f", ""})
_WHOLE = re.compile(r"[+-]?\d{1,19}(?:\.0+)?")
_DECIMAL = re.compile(r"[+-]?\d{1,19}(?:\.\d{1,20})?")
_SYMBOL = re.compile(r"[A-HY]\d{2}[A-Z](?:0*\d{1,4}/\d{2,6}|\d{10})?")


def shown(value: object, length: int = 60) -> str:
    """Return a value of the user's as it may stand in a message: short, in quotes, always encodable."""
    if isinstance(value, str):
        cut = value if len(value) <= length else value[: length - 1] + "…"
        return "'" + cut.encode("utf-8", "replace").decode() + "'"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value) if abs(value) < 10**40 else "a very large number"
    if isinstance(value, float):
        return repr(value)
    return "an object" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a value"


def text(value: Value) -> str:
    """Return a value as text: `true`, `2009`, `1.5`. Raises `ValueError` for half characters and huge numbers."""
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            raise ValueError("half a character")
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(_bounded(value))
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)


def boolean(value: Value) -> bool:
    """Read true and false in any case, 1 and 0.

    >>> boolean("TRUE"), boolean(0)
    (True, False)
    """
    if isinstance(value, bool):
        return value
    written = text(value).strip().lower()
    if written in _TRUE:
        return True
    if written in _FALSE and written:
        return False
    raise ValueError(written)


def integer(value: Value) -> int:
    """Read a whole number of 64 bits.

    >>> integer(" 2009 "), integer(5.0)
    (2009, 5)
    """
    written = _digits(value)
    if not _WHOLE.fullmatch(written):
        raise ValueError(written)
    return _bounded(int(written.partition(".")[0]))


def lower_bound(value: Value, *, exclusive: bool) -> int:
    """Return the smallest whole number a lower bound allows; the bound may have decimals.

    >>> lower_bound("5", exclusive=True), lower_bound(5.5, exclusive=False)
    (6, 6)
    """
    whole, rest = _parts(value)
    return whole + 1 if rest or exclusive else whole


def upper_bound(value: Value, *, exclusive: bool) -> int:
    """Return the greatest whole number an upper bound allows.

    >>> upper_bound("5", exclusive=True), upper_bound(5.5, exclusive=True)
    (4, 5)
    """
    whole, rest = _parts(value)
    return whole - 1 if exclusive and not rest else whole


def _parts(value: Value) -> tuple[int, bool]:
    """The whole number at or below a decimal, and whether anything remains."""
    written = _digits(value)
    if not _DECIMAL.fullmatch(written):
        raise ValueError(written)
    whole, _, decimals = written.partition(".")
    rest = bool(decimals.strip("0"))
    number = _bounded(int(whole))
    return (number - 1 if rest and written.startswith("-") else number), rest


def _digits(value: Value) -> str:
    if isinstance(value, bool):
        raise ValueError("true or false")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("not finite")
    written = text(value).strip()
    return f"{value:.20f}".rstrip("0").rstrip(".") if isinstance(value, float) and "e" in written else written


def _bounded(number: int) -> int:
    if not INT_MIN <= number <= INT_MAX:
        raise ValueError("too large a number")
    return number


def keyword(value: Value, field: Field) -> str:
    """Return a keyword folded as its field's values are: class symbols and Lens IDs in their normal spelling."""
    written = text(value).strip()
    if field.name.startswith(("class_cpc.", "class_ipcr.")):
        return class_symbol(written)
    if field.name.split(".")[-1] == "lens_id":
        return lens_id(written)
    if field.values:
        return enumerated(written, field) or field.fold.apply(written)
    return field.fold.apply(written)


def class_symbol(written: str) -> str:
    """Return the normal spelling of a CPC or IPC symbol; other text in capitals.

    >>> class_symbol("y02e 10/70"), class_symbol("H01M"), class_symbol("H01M  010/0525")
    ('Y02E10/70', 'H01M', 'H01M10/0525')
    """
    packed = "".join(written.upper().split())
    if _SYMBOL.fullmatch(packed):
        return classes.from_text(packed) or packed
    return packed


def lens_id(written: str) -> str:
    """Return a Lens ID with its dashes; other text in capitals.

    >>> lens_id("18648823202205x")
    '186-488-232-022-05X'
    """
    return lens_ids.dashed(written) or written.upper()


def enumerated(written: str, field: Field) -> str | None:
    """Return the listed value that a text means, whatever its case, blanks and hyphens, or None."""
    canonical = re.sub(r"[\s\-_]+", "_", written.strip()).upper()
    canonical = OTHER_WORDS.get(canonical, canonical)
    return canonical if canonical in field.values else None
