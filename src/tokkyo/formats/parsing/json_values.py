"""Decoding one JSON record: strict first, then with the repairs that hand-made files need, each of them told."""

import json
import math
import re
from re import Match
from typing import Any

import msgspec

from tokkyo.errors import RecordError
from tokkyo.formats.port import Note

_LONGEST_NUMBER = 300
# An escaped character, a pair of surrogates, or half of one.
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|u[dD][89a-fA-F][0-9a-fA-F]{2}|.)"
)


def decode_object(data: bytes, note: Note) -> dict[str, Any]:
    """Decode a JSON object. Raises `RecordError` when it is none or is nested too deeply."""
    try:
        value = msgspec.json.decode(data)
    except RecursionError:
        raise _too_deep() from None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        value = _lenient(data, note)
    if not isinstance(value, dict):
        raise RecordError("json_malformed", "not a JSON object", fix="check the file")
    return value


def _lenient(data: bytes, note: Note) -> Any:
    """Decode with impossible numbers as null and broken characters as U+FFFD."""
    repaired: list[str] = []

    def nothing(text: str) -> None:
        repaired.append(text)

    def whole(text: str) -> int | None:
        if len(text) <= _LONGEST_NUMBER:
            return int(text)
        repaired.append(text)
        return None

    def real(text: str) -> float | None:
        number = float(text)
        if math.isfinite(number):
            return number
        repaired.append(text)
        return None

    text = _without_halves(data.decode("utf-8", "replace"))
    try:
        value = json.loads(text, parse_constant=nothing, parse_int=whole, parse_float=real, strict=False)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:
        raise RecordError("json_malformed", f"not JSON: {error}", fix="fetch the file again") from error
    if repaired:
        note("json_numbers", f"{len(repaired)} values that are no numbers became null", "check the file")
    if "\ufffd" in text:
        note("damaged_text", "damaged characters became U+FFFD", "fetch the file again")
    return value


def _without_halves(text: str) -> str:
    """Replace escapes of half a surrogate pair, which no text can hold, by U+FFFD."""
    return _ESCAPE.sub(_whole_escape, text)


def _whole_escape(escape: Match[str]) -> str:
    is_half = escape[0].startswith("\\u") and len(escape[0]) == 6
    return "\ufffd" if is_half else escape[0]


def _too_deep() -> RecordError:
    return RecordError("json_too_deep", "the record is nested too deeply", fix="check the file")
