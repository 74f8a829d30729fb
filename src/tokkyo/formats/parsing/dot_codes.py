"""Character codes of old USPTO text: `.alpha.`, `.degree.`, `{acute over (e)}`.

The Green Book (APS, 1976 to 2001) has ASCII only and writes other characters as names between dots; accents and
characters that exist as pictures only stand in braces. Later files carry some of both on. Subscript and superscript
marks (`.sub.`, `.sup.`) and the marks of additions in reissues are dropped, the text they mark stays.

| written             | means |
|---------------------|-------|
| `.mu.m`             | μm    |
| `25.degree. C.`     | 25° C.|
| `CO.sub.2`          | CO2   |
| `{acute over (e)}`  | é     |
| `{fraction (1/2)}`  | 1/2   |
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

_GREEK = re.findall(
    r"\w+",
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu "
    "nu xi omicron pi rho sigma tau upsilon phi chi psi omega",
)
_GREEK_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"

_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "sub": "",
        "sup": "",
        "Iadd": "",
        "Iaddend": "",
        "+-": "±",
        "-+": "∓",
        "about": "∼",
        "ae butted": "æ",
        "andgate": "∧",
        "ANG": "Å",
        "angle": "∠",
        "apprch": "≐",
        "apprxeq": "≈",
        "asterisk-pseud": "*",
        "backslash": "\\",
        "because": "∵",
        "box-solid": "■",
        "bottom": "⊥",
        "cent": "¢",
        "check mark": "✓",
        "circle": "○",
        "circle-solid": "●",
        "cndot": "·",
        "COPYRGT": "©",
        "cuberoot": "∛",
        "dagger": "†",
        "dagger-dbl": "‡",
        "dbd": "=",
        "degree": "°",
        "di-elect cons": "∈",
        "diamond": "◇",
        "diamond-solid": "◆",
        "differential": "∂",
        "div": "÷",
        "dot": "·",
        "dwnarw": "↓",
        "English Pound": "£",
        "English pound": "£",
        "female": "♀",
        "fourthroot": "∜",
        "fwdarw": "→",
        "gradient": "∇",
        "gtoreq": "≥",
        "gtorsim": "≳",
        "hslash": "ℏ",
        "ident": "≡",
        "increment": "∆",
        "infin": "∞",
        "intg": "∫",
        "lozenge": "◊",
        "ltoreq": "≤",
        "ltorsim": "≲",
        "male": "♂",
        "multidot": "·",
        "music-flat": "♭",
        "music-natural": "♮",
        "music-sharp": "♯",
        "noteq": "≠",
        "notequal": "≠",
        "oe butted": "œ",
        "orgate": "∨",
        "paragraph": "¶",
        "parallel": "∥",
        "perp": "⊥",
        "permill": "‰",
        "plus-or-minus": "±",
        "prime": "′",
        "quadrature": "□",
        "rarw": "←",
        "revreaction": "⇌",
        "rect-solid": "▮",
        "RTM": "®",
        "sctn": "§",
        "sqroot": "√",
        "square": "□",
        "square-solid": "■",
        "star": "⋆",
        "star-solid": "★",
        "sym": "⊕",
        "tangle-soliddn": "▼",
        "tangle-solidup": "▲",
        "tbd": "≡",
        "therefore": "∴",
        "thrfore": "∴",
        "times": "×",
        "TM": "™",
        "uparw": "↑",
        "varies": "∝",
        "vertline": "|",
        "wp": "℘",
        "Yen": "¥",
    }
)


def _names() -> dict[str, str]:
    small = dict(zip(_GREEK, _GREEK_LETTERS, strict=True))
    capital = {name.upper(): letter.upper() for name, letter in small.items()}
    return {**small, **capital, **_SIGNS}


_NAMES = _names()
_DOTTED = re.compile(r"\.(" + "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True)) + r")\.")

# Accents by the words before "over", as combining characters.
_ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        "acute": "\u0301",
        "grave": "\u0300",
        "circumflex": "\u0302",
        "hat": "\u0302",
        "tilde": "\u0303",
        "umlaut": "\u0308",
        "diaeresis": "\u0308",
        "dot": "\u0307",
        "ring": "\u030a",
        "breve": "\u0306",
        "hacek": "\u030c",
        "haeck": "\u030c",
        "caron": "\u030c",
        "cedilla": "\u0327",
        "bar": "\u0304",
        "overscore": "\u0304",
        "right arrow": "\u20d7",
    }
)
_OVER = re.compile(r"\{(" + "|".join(_ACCENTS) + r")(?: over)? \(([^(){}]{1,3})\)\}")
_FRACTION = re.compile(r"\{fraction \(([^(){}]{1,40})\)\}")
_PICTURE = "{character pullout}"


def decode(text: str) -> str:
    """Return the text with all known codes replaced; unknown ones stay as written.

    A character that exists as a picture only becomes U+FFFD.

    >>> decode("5 .mu.m at 25.degree. C. in H.sub.2 O"), decode("caf{acute over (e)}"), decode("e.g. .foo.")
    ('5 μm at 25° C. in H2 O', 'café', 'e.g. .foo.')
    """
    if "." in text:
        text = _DOTTED.sub(lambda found: _NAMES[found[1]], text)
    if "{" in text:
        text = text.replace(_PICTURE, "\ufffd")
        text = _FRACTION.sub(r"\1", text)
        text = _OVER.sub(lambda found: _accented(found[1], found[2]), text)
    return text


def _accented(accent: str, letter: str) -> str:
    return unicodedata.normalize("NFC", letter[:1] + _ACCENTS[accent] + letter[1:])
