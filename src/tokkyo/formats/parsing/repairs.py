"""Mending XML that somebody broke: raw `&` and `<`, control characters, stray tags, names of characters.

Every function returns the bytes unchanged when there is nothing to mend; all expect and return UTF-8.

| broken                       | mended                              | by                |
|------------------------------|-------------------------------------|-------------------|
| `Kador & Partner`            | `Kador &amp; Partner`               | `resolve`         |
| `&mgr;m`                     | `μm`                                | `resolve`         |
| `a &foo; b`                  | `a &amp;foo; b`                     | `resolve`         |
| U+0096, `&#150;`             | `–` (windows-1252)                  | `mend_c1`, `resolve` |
| `x < 3`, `see <Embodiment 1>`| `x &lt; 3`, `see &lt;Embodiment 1>` | `escape_signs`    |
| `<p>a <foo> b</p>`           | `<p>a &lt;foo> b</p>`               | `escape_unclosed` |
"""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from re import Match
from xml.sax.saxutils import escape

from tokkyo.formats.parsing.entities import character, code_point, text_of

_SKIPPED = rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>"
_HARMLESS = (
    rb"(?:amp|lt|gt|quot|apos);"
    rb"|#x0*[1-9A-Fa-f][0-9A-Fa-f]{2,3};"
    rb"|#0*(?:1[6-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3});"
)
_NAME = rb"[A-Za-z_:][\w:.\-]*"
_ODD = rb"&(?!" + _HARMLESS + rb")(?:([A-Za-z_][\w.\-]{0,40});|#([0-9]{1,9}|[xX][0-9A-Fa-f]{1,8});)?"
_REFERENCE = re.compile(_ODD)
_REFERENCE_OUTSIDE = re.compile(_SKIPPED + rb"|" + _ODD, re.DOTALL)
_C1 = re.compile(rb"\xc2([\x80-\x9f])")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_ANY_NUMBER = re.compile(rb"&#([0-9]{1,9}|[xX][0-9A-Fa-f]{1,8});")
_TAG = rb"<(/?)(" + _NAME + rb")((?:\s+" + _NAME + rb"\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*(/?)>"
_MARKUP = re.compile(_SKIPPED + rb"|" + _TAG + rb"|<|\]\]>", re.DOTALL)
_UNMENDED = "\ufffd".encode()


def resolve(data: bytes, declared: Mapping[str, str], found: Counter[str]) -> bytes:
    """Replace references no XML parser knows; counts `unknown_entity`, `raw_ampersand` and `c1_controls`."""
    if b"&" not in data:
        return data
    pattern = _REFERENCE_OUTSIDE if b"<!" in data else _REFERENCE  # the first knows CDATA and comments, and is slow
    return pattern.sub(lambda reference: _resolved(reference, declared, found), data)


def _resolved(reference: Match[bytes], declared: Mapping[str, str], found: Counter[str]) -> bytes:
    if not reference[0].startswith(b"&"):
        return reference[0]
    if reference[2]:
        code = reference[2].decode()
        found["c1_controls"] += 0x80 <= code_point(code) <= 0x9F
        text = character(code)
        return reference[0] if text is None else _escaped(text)
    if not reference[1]:
        found["raw_ampersand"] += 1
        return b"&amp;"
    text = text_of(reference[1].decode("ascii", "replace"), declared)
    if text is None:
        found["unknown_entity"] += 1
        return b"&amp;" + reference[1] + b";"
    return _escaped(text)


def mend_c1(data: bytes, found: Counter[str]) -> bytes:
    """Read control characters 128 to 159 as windows-1252, which is what they came from; counts `c1_controls`."""
    mended, count = _C1.subn(lambda c1: (character(str(c1[1][0])) or "\ufffd").encode(), data)
    found["c1_controls"] += count
    return mended


def drop_controls(data: bytes, found: Counter[str]) -> bytes:
    """Replace characters that XML forbids, written out or as numbers, by U+FFFD; counts `control_characters`."""
    mended, count = _CONTROL.subn(_UNMENDED, data)
    found["control_characters"] += count
    return _ANY_NUMBER.sub(lambda number: _allowed(number, found), mended)


def _allowed(number: Match[bytes], found: Counter[str]) -> bytes:
    if character(number[1].decode()) is not None:
        return number[0]
    found["control_characters"] += 1
    return _UNMENDED


def escape_signs(data: bytes, found: Counter[str]) -> bytes:
    """Escape every `<` that begins no sound tag, and `]]>` outside CDATA; counts `stray_markup`."""

    def mended(piece: Match[bytes]) -> bytes:
        if piece[0] not in (b"<", b"]]>"):
            return piece[0]
        found["stray_markup"] += 1
        return b"&lt;" if piece[0] == b"<" else b"]]&gt;"

    return _MARKUP.sub(mended, data)


def escape_unclosed(data: bytes, found: Counter[str]) -> bytes:
    """Escape tags without their counterpart when no element of that name is ever closed in order.

    A name that is closed elsewhere is real structure that was damaged; it is left alone, so that parsing fails and
    the record is reported instead of being read with a wrong structure. Counts `stray_markup`.
    """
    open_tags: list[tuple[bytes, int]] = []
    closed: set[bytes] = set()
    strays: dict[int, bytes] = {}
    for piece in _MARKUP.finditer(data):
        name = piece[2]
        if name is None or piece[4]:
            continue
        if not piece[1]:
            open_tags.append((name, piece.start()))
        elif any(name == other for other, _ in reversed(open_tags[-64:])):
            while open_tags[-1][0] != name:
                other, at = open_tags.pop()
                strays[at] = other
            open_tags.pop()
            closed.add(name)
        else:
            strays[piece.start()] = name
    strays.update({at: name for name, at in open_tags})
    places = sorted(at for at, name in strays.items() if name not in closed)
    found["stray_markup"] += len(places)
    bounds = pairwise([-1, *places, len(data)])
    return b"&lt;".join(data[start + 1 : end] for start, end in bounds)


def _escaped(text: str) -> bytes:
    return escape(text, {'"': "&quot;"}).encode("utf-8", "replace")
