"""Class symbols printed in columns: IPC from 2006 on (WIPO ST.8), the same layout for CPC, and IPC editions 1 to 7.

An ST.8 line is 50 characters: symbol 1-19, version date 20-27, level 28, position 29, value 30, action date 31-38,
status 39, data source 40, office 41-42. OPS leaves the version date blank; re-indented files lose outer blanks.
"""

import re

from tokkyo.model.classes import from_text
from tokkyo.model.publication import Classification, Classifications

_AFTER_VERSION = re.compile(r"\d{8}(.)(.)(.)")
_POSITION, _VALUE = 28, 29
_EDITION = re.compile(r"^\s*\d(?=\s*[A-H]\s*\d)")

# Non-inventive (IPC) is what CPC and Lens call additional.
_VALUES = {"I": "I", "A": "A", "N": "A"}
_POSITIONS = {"F": "F", "L": "L"}


def from_columns(text: str | None) -> Classification | None:
    """Return the class of one ST.8 line (IPC or CPC), or None when it starts with no symbol.

    >>> found = from_columns("B65D  51/18        20060101AFI20191003BHEP        ")
    >>> (found.symbol, found.classification_value, found.classification_symbol_position)
    ('B65D51/18', 'I', 'F')
    """
    line = (text or "").strip("\r\n\t").lstrip()
    symbol = from_text(line)
    if symbol is None:
        return None
    if found := _AFTER_VERSION.search(line, 8):
        return classification(symbol, found[3], found[2])
    return classification(symbol, line[_VALUE : _VALUE + 1], line[_POSITION : _POSITION + 1])


def from_edition(text: str | None, position: str | None = None, value: str | None = None) -> Classification | None:
    """Return the class of a line of IPC editions 1 to 7, with or without its edition digit in front.

    >>> from_edition("2C 07D 307/12 A", "F").symbol, from_edition(" 7A 61K   9/16   A").symbol
    ('C07D307/12', 'A61K9/16')
    """
    symbol = from_text(_EDITION.sub("", text or ""))
    return classification(symbol, value, position) if symbol else None


def classification(symbol: str, value: str | None, position: str | None) -> Classification:
    """Return a class with value and position letters brought to I or A, F or L; others are left out."""
    return Classification(
        symbol=symbol,
        classification_value=_VALUES.get(value or ""),
        classification_symbol_position=_POSITIONS.get(position or ""),
    )


def classifications(found: list[Classification]) -> Classifications | None:
    """Return the classes as one scheme's list, or None when there are none."""
    return Classifications(classifications=tuple(found)) if found else None


def with_older(found: list[Classification], older: list[Classification]) -> Classifications | None:
    """Return the classes followed by those of older editions whose symbol is not among them."""
    known = {one.symbol for one in found}
    return classifications([*found, *(one for one in older if one.symbol not in known)])
