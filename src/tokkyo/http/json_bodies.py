"""JSON bodies of requests, read as leniently as lens.md §1.3 asks: the first complete object of a body counts."""

import json
from typing import Any

import msgspec

from tokkyo.errors import QueryError

_lenient = json.JSONDecoder()


def decode_body(data: bytes) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the first JSON object of a body and warnings. Raises `QueryError` `bad_json` or `body_not_object`."""
    warnings: tuple[str, ...] = ()
    try:
        body = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        body, more = _first_object(_text_of(data))
        warnings = ("text after the first JSON object was ignored",) if more else ()
    if not isinstance(body, dict):
        raise QueryError("body_not_object", "the request body is not a JSON object", fix='send {"query": …}')
    return body, warnings


def _text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"the request body is not UTF-8 at byte {error.start}"
        raise QueryError("bad_encoding", message, fix="encode it as UTF-8 and send it uncompressed") from None


def _first_object(text: str) -> tuple[Any, bool]:
    """Return the first value of a text and whether more follows."""
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    try:
        body, end = _lenient.raw_decode(text, start)
    except json.JSONDecodeError as error:
        said = error.msg.lower().removesuffix(" at") if text[start:] else "it is empty"
        raise _not_json(said, error.pos) from None
    except RecursionError:
        raise QueryError("bad_json", "the request body is nested too deeply", fix="send a flatter query") from None
    except ValueError:
        raise QueryError("bad_json", "a number of the request body has thousands of digits", fix="shorten it") from None
    return body, bool(text[end:].strip())


def _not_json(message: str, position: int) -> QueryError:
    fix = 'send an object such as {"query": "title:battery"}'
    return QueryError("bad_json", f"the request body is not JSON: {message}", position=position, fix=fix)
