"""Bringing the bytes of one record to UTF-8, whatever its file declares.

Declarations are often wrong, so the bytes are asked first: what is sound UTF-8 and not plain ASCII is UTF-8.
"""

import codecs
from collections import Counter

from tokkyo.errors import RecordError

# 7-bit encodings whose bytes look like ASCII, and Python codecs that are no character sets.
_ESCAPING = ("iso2022", "hz")
_REFUSED = frozenset({"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})


def to_utf8(data: bytes, declared: str | None, found: Counter[str]) -> bytes:
    """Return the bytes as UTF-8; counts `wrong_encoding` and `damaged_text` (places marked with U+FFFD).

    Raises `RecordError` for a declared encoding nobody here can read.
    """
    name = _codec(declared)
    if name.startswith(_ESCAPING):
        return _decoded(data, name, found)
    if data.isascii():
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _mixed(data, found) if name in ("utf-8", "ascii") else _decoded(data, name, found)
    found["wrong_encoding"] += name != "utf-8"
    return data


def _codec(declared: str | None) -> str:
    """Return Python's name of an encoding; wide ones were made UTF-8 before the stream was cut."""
    if not declared:
        return "utf-8"
    try:
        name = codecs.lookup(declared).name.replace("_", "-")
    except (LookupError, ValueError):
        name = ""
    if name.startswith(("utf-16", "utf-32", "utf-8")):
        return "utf-8"
    if not name or name in _REFUSED or not _is_text(name):
        raise RecordError(
            "unknown_encoding", f"the encoding {declared} is not supported", fix="convert the file to UTF-8"
        )
    return name


def _is_text(name: str) -> bool:
    try:
        return b"a".decode(name) == "a"
    except (LookupError, ValueError):
        return False


def _decoded(data: bytes, name: str, found: Counter[str]) -> bytes:
    text = data.decode("cp1252" if name == "iso8859-1" else name, "replace")
    found["damaged_text"] += text.count("\ufffd")
    return text.encode("utf-8", "replace")


def _mixed(data: bytes, found: Counter[str]) -> bytes:
    """Declared UTF-8 but is not: damaged UTF-8 when most of it is sound, windows-1252 otherwise."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    sound = sum(1 for char in text if char > "\x7f") - bad
    if sound >= bad:
        found["damaged_text"] += bad
        return text.encode()
    found["wrong_encoding"] += 1
    return data.decode("cp1252", "replace").encode()
