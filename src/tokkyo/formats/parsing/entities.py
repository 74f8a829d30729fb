"""Named characters of patent files: HTML, ISO 8879 and what a DOCTYPE declares.

The DTDs of old files name characters in SGML public sets that no XML parser knows. Resolution never expands anything
but a name to a short text: entities that stand for files, images or other entities are not followed.

| name         | text | set                                            |
|--------------|------|------------------------------------------------|
| `ldquo`      | “    | HTML 5, which holds most ISO names             |
| `mgr`        | μ    | ISO Greek letters (`isogrk1`)                  |
| `b.alpha`    | α    | ISO bold Greek (`isogrk4`), told as the letter |
| `SACUTE`     | Ś    | capitals, as the EPO's own list has them       |
"""

import re
from collections.abc import Mapping
from html.entities import html5
from types import MappingProxyType

_MAX_DECLARED = 4096
_MAX_TEXT = 256

# Latin spelling of the letters in isogrk1, from alpha to omega with the final sigma in its alphabetical place.
_GREEK = re.findall(r"\w+", "a b g d e z ee th i k l m n x o p r sf s t u ph kh ps oh")
_GREEK_LETTERS = "αβγδεζηθικλμνξοπρςστυφχψω"
_ACCENTED = MappingProxyType(
    {
        "aacgr": "ά",
        "eacgr": "έ",
        "eeacgr": "ή",
        "iacgr": "ί",
        "idigr": "ϊ",
        "idiagr": "ΐ",
        "oacgr": "ό",
        "ohacgr": "ώ",
        "uacgr": "ύ",
        "udigr": "ϋ",
        "udiagr": "ΰ",
    }
)
_OTHERS = MappingProxyType(
    {
        "rlarr2": "⇄",
        "degree": "°",
        "percent": "%",
        "litre": "ℓ",
        "supl": "¹",
        "phis": "φ",
        "thetas": "θ",
        "efdot": "≒",
        "circlef": "●",
        "sl0": "Ø",
        "iquest": "¿",
        "lparstr": "′",
        "rparstr": "‶",
        "LeftBracketingBar": "|",
        "RightBracketingBar": "|",
        "newline": " ",
        "frac1": "⅟",
    }
)


def _greek() -> dict[str, str]:
    small = {f"{name}gr": letter for name, letter in zip(_GREEK, _GREEK_LETTERS, strict=True)}
    capital = {f"{name.upper()}gr": letter.upper() for name, letter in zip(_GREEK, _GREEK_LETTERS, strict=True)}
    accented = {name[:1].upper() + name[1:]: letter.upper() for name, letter in _ACCENTED.items()}
    return {**capital, **small, **accented, **_ACCENTED}


_NAMES: Mapping[str, str] = MappingProxyType(
    {**{name[:-1]: text for name, text in html5.items() if name.endswith(";")}, **_greek(), **_OTHERS}
)


def text_of(name: str, declared: Mapping[str, str] = MappingProxyType({})) -> str | None:
    """Return the text an entity name stands for, or None when nobody knows it.

    >>> text_of("mgr"), text_of("Hcirc"), text_of("SACUTE"), text_of("b.alpha"), text_of("Prime"), text_of("zzz")
    ('μ', 'Ĥ', 'Ś', 'α', '″', None)
    """
    for candidate in (name, name.removeprefix("b."), name.capitalize(), name.lower()):
        found = declared.get(candidate) or _NAMES.get(candidate)
        if found is not None:
            return found
    return None


_DECLARATION = re.compile(rb"<!ENTITY\s+([A-Za-z_][\w.\-]*)\s+(?:\"([^\"%<&]{0,256})\"|'([^'%<&]{0,256})'"
                          rb"|[\"']&#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});[\"'])\s*>")  # fmt: skip


def declared_entities(doctype: bytes) -> Mapping[str, str]:
    """Return the text entities of a DOCTYPE: plain text without mark-up or references, or one character reference.

    Entities that name files or hold other entities are left out, so nothing ever grows.
    """
    found: dict[str, str] = {}
    for name, double, single, code in _DECLARATION.findall(doctype):
        text = character(code.decode()) if code else (double or single).decode("utf-8", "replace")
        if text and len(text) <= _MAX_TEXT and len(found) < _MAX_DECLARED:
            found[name.decode()] = text
    return MappingProxyType(found)


def character(code: str) -> str | None:
    """Return the character of a numeric reference (`8217`, `x2019`) when XML allows it, or None.

    Codes 128 to 159, which no text means, are read as windows-1252.

    >>> character("x2019"), character("150"), character("0"), character("1114112")
    ('’', '–', None, None)
    """
    number = code_point(code)
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", "ignore") or None
    allowed = number in (9, 10, 13) or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD
    return chr(number) if allowed or 0x10000 <= number <= 0x10FFFF else None


def code_point(code: str) -> int:
    """Return the number of a numeric reference (`150`, `x96`)."""
    return int(code[1:], 16) if code[:1] in ("x", "X") else int(code)
