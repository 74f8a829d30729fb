"""Lens answers: the search envelope and the one error body the vendor ever published, used for every error."""

import logging
import uuid
from collections.abc import Mapping, Sequence

import msgspec
from starlette.responses import Response

from tokkyo.errors import LimitReached, NotFound, QueryError, TokkyoError, Unavailable
from tokkyo.service.search import SearchResult

JSON = "application/json;charset=UTF-8"
STATUS = {NotFound: 404, QueryError: 400, LimitReached: 429}
WARNING_HEADER = "x-tokkyo-warning"
OUR_FAULT = 500
UNAVAILABLE = "the search cannot be used at the moment [{}]; try again, and tell the operator the reference if it stays"
LOGGED_CHARS = 2000

LOG = logging.getLogger("tokkyo.http")


class ErrorBody(msgspec.Struct):
    """The vendor's error object: a reference for support, a message for people, the status once more."""

    reference: str
    message: str
    code: int


def envelope(result: SearchResult, extras: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """Return the search answer; records are spliced in as stored, never decoded. `extras` are further keys, as JSON."""
    head = msgspec.json.encode({"total": result.total, "max_score": max(result.max_score, 0.0)})[:-1]
    tail = b'],"results":%d' % len(result.records)
    more = [b',"%b":%b' % (key.encode(), value) for key, value in extras]
    return b"".join((head, b',"data":[', b",".join(result.records), tail, *more, b"}"))


def answer(body: bytes, warnings: Sequence[str] = (), status: int = 200) -> Response:
    """Return a JSON response, with warnings in a header of our own."""
    return Response(body, status, headers=warning_headers(warnings), media_type=JSON)


def warning_headers(warnings: Sequence[str]) -> dict[str, str]:
    """Return the header that tells warnings, none when there are none."""
    return {WARNING_HEADER: _header_text("; ".join(warnings))} if warnings else {}


def problem(status: int, message: str, headers: Mapping[str, str] | None = None, *, detail: str = "") -> Response:
    """Return an error in the vendor's body; half characters of the caller's become question marks.

    What is our fault (5xx) is logged under the same reference, with the `detail` that no caller is told.
    """
    reference = str(uuid.uuid4())
    if status >= OUR_FAULT:
        LOG.error("%s %d %s", reference, status, _one_line(detail or message))
    return _error(reference, status, message, headers or {})


def refusal(status: int, message: str, headers: Mapping[str, str]) -> Response:
    """Return an error that is nobody's fault, such as 503 from a busy server: not logged, for there may be floods."""
    return _error(str(uuid.uuid4()), status, message, headers)


def _error(reference: str, status: int, message: str, headers: Mapping[str, str]) -> Response:
    readable = message.encode("utf-8", "replace").decode()
    body = msgspec.json.encode(ErrorBody(reference, readable, status))
    return Response(body, status, headers=dict(headers), media_type=JSON)


def problem_of(error: TokkyoError) -> Response:
    """Return one of our errors: what is wrong, where, the code and what to do, in one message.

    Of what is wrong with the store or the index the caller is told only the code: the rest names files.
    """
    if isinstance(error, Unavailable):
        return refusal(503, str(error), {"retry-after": str(error.retry_after)})
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 503)
    if status >= OUR_FAULT:
        return problem(status, UNAVAILABLE.format(error.code), detail=str(error))
    return problem(status, str(error))


def _one_line(text: str) -> str:
    return text[:LOGGED_CHARS].encode("unicode_escape").decode("ascii")


def _header_text(text: str) -> str:
    """Return text as a header may hold it: one line of ASCII, cut to a length every client takes."""
    plain = text[:1000].encode("ascii", "replace").decode("ascii")
    return "".join(letter if letter.isprintable() else " " for letter in plain)
