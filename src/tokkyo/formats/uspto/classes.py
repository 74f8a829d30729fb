"""US national classes (USPC) and Locarno classes as USPTO files pack them, brought to `606/169` and `02-06`.

A packed USPC symbol is three columns of class (`D 3`, ` 15`), three of subclass, both right-aligned, then decimals
or letters. Files often lose the leading blanks; pre-grant publications pad with zeros to three digits each instead.

| spelling     | symbol      | where                                |
|--------------|-------------|--------------------------------------|
| `606169`     | 606/169     | grants                               |
| ` 36 28`     | 36/28       | grants, right-aligned in columns     |
| `2 52`       | 2/52        | grants, leading blanks lost          |
| `280 1119`   | 280/11.19   | decimals follow the third column     |
| `188 795GE`  | 188/79.5GE  | letters follow the decimals          |
| `  9  8R`    | 9/8R        | APS                                  |
| `224 42.03R` | 224/42.03R  | APS, the point written out           |
| `D 3261`     | D3/261      | designs                              |
| `PLT263`     | PLT/263     | plants                               |
| `428DIG  1`  | 428/DIG.1   | digests                              |
| `257E21001`  | 257/E21.001 | E-subclasses                         |
| `623001160`  | 623/1.16    | applications, zero padded            |
| `D14341000`  | D14/341     | applications, zero padded            |
"""

import re
from functools import lru_cache

from tokkyo.model.classes import from_packed, from_text
from tokkyo.model.publication import Classification

_FIELD = r"(?:  \d| \d\d|\d{3}|DIG|FOR|[A-Z]\d\d)"
_COLUMNS = re.compile(rf"(  \d| \d\d|\d{{3}}| D\d|D \d|D\d\d|PLT)({_FIELD})(.*)")
_BLANKS_LOST = re.compile(rf"(D?\d{{1,2}}|\d{{3}})({_FIELD})(.*)")
_PADDED = re.compile(r"(\d{3}|D\d\d|PLT)(\d{3})(\d{3}|\d{2}[A-Z]|\d[A-Z]{2}|[A-Z]\d{2}|[A-Z]{3})")
_DECIMALS = re.compile(r"\.?(\d*)(.*)")


@lru_cache(maxsize=1 << 14)
def national_symbol(text: str) -> str | None:
    """Return a USPC symbol as Lens writes it, or None for blanks, `None` and ranges of search fields.

    >>> national_symbol("606169"), national_symbol("D 3261"), national_symbol("623001160")
    ('606/169', 'D3/261', '623/1.16')
    """
    text = text.rstrip().upper()
    if "/" in text:
        return re.sub(r"\s+", "", text)
    if "-" in text:
        return None
    if padded := _PADDED.fullmatch(text.strip()):
        class_, field, rest = padded.groups()
        return _symbol(class_, field, _unpadded(rest))
    found = _COLUMNS.fullmatch(text) or _BLANKS_LOST.fullmatch(text.lstrip())
    return _symbol(*found.groups()) if found else None


def _unpadded(rest: str) -> str:
    digits = rest.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return digits.rstrip("0") + rest[len(digits) :]


def _symbol(class_: str, field: str, rest: str) -> str:
    head = class_.replace(" ", "").lstrip("0")
    field, rest = field.strip().lstrip("0") or "0", rest.replace(" ", "")
    if field == "DIG":
        return f"{head}/DIG.{rest.lstrip('.')}"
    if field == "FOR":
        return f"{head}/FOR{rest}"
    found = _DECIMALS.fullmatch(rest)
    digits, letters = found.groups() if found else ("", rest)
    return f"{head}/{field}{'.' + digits if digits else ''}{letters}"


def locarno_symbol(text: str) -> str:
    """Return a Locarno class as printed on designs.

    >>> locarno_symbol("0206"), locarno_symbol("LOC (9) 14-03")
    ('02-06', '14-03')
    """
    found = re.search(r"(\d\d)-?(\d\d)(?:[ A-Z]*)$", text.strip())
    return f"{found[1]}-{found[2]}" if found else text.strip()


def is_locarno(text: str) -> bool:
    """Say whether an international class is a Locarno one (`0206`, `D0206`), as designs of ST.32 and APS have it.

    >>> is_locarno("0206"), is_locarno("A47L  514")
    (True, False)
    """
    return re.fullmatch(r"D?\d\d-?\d\d", text.strip()) is not None


def ipc(text: str, *, first: bool) -> Classification | None:
    """Return an IPC symbol of editions 1 to 7 (packed or zero padded); they have a position but no value.

    >>> ipc("A47L  514", first=True).symbol, ipc("G06F017/00", first=False).symbol
    ('A47L5/14', 'G06F17/00')
    """
    symbol = from_text(text) if "/" in text else from_packed(text)
    return Classification(symbol, None, "F" if first else "L") if symbol else None
