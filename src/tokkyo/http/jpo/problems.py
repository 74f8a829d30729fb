"""Errors of what Tokkyo adds to the retrieval APIs (`/api/cases/v1`): one JSON body, made for programs and people."""

import logging
import uuid
from collections.abc import Mapping

import msgspec
from starlette.responses import Response

from tokkyo.errors import LimitReached, NotFound, QueryError, TokkyoError, Unavailable

JSON = "application/json"
OUR_FAULT = 500
LOGGED_CHARS = 2000
UNAVAILABLE = "the data cannot be used at the moment"
TELL = "try again, and tell the operator the reference if it stays"

LOG = logging.getLogger("tokkyo.http")


class Problem(msgspec.Struct, omit_defaults=True):
    """What went wrong: a stable `code`, a `message`, what to do (`fix`), and where (`path`, `position`) when known.

    `reference` finds a fault of the server in its log.
    """

    code: str
    message: str
    fix: str = ""
    path: str = ""
    position: int | None = None
    reference: str = ""


class ProblemBody(msgspec.Struct):
    """The body of every error below `/api/cases/v1`."""

    error: Problem


def problem(status: int, found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return an error; half characters of the caller's become question marks."""
    clean = msgspec.structs.replace(
        found, message=_whole(found.message), fix=_whole(found.fix), path=_whole(found.path)
    )
    return Response(msgspec.json.encode(ProblemBody(clean)), status, headers=dict(headers or {}), media_type=JSON)


def problem_of(error: TokkyoError) -> Response:
    """Return one of our errors with its status.

    Of what is wrong with the store or the index the caller is told only the code: the rest names files.
    """
    found = Problem(error.code, error.message, error.fix)
    if isinstance(error, Unavailable):
        return problem(503, found, {"retry-after": str(error.retry_after)})
    if isinstance(error, LimitReached):
        return problem(429, found, {"retry-after": str(-(-error.retry_after // 1000))})
    if isinstance(error, NotFound):
        return problem(404, found)
    if isinstance(error, QueryError):
        found.path, found.position = error.path, error.position
        return problem(400, found)
    return fault(error, status=503, found=Problem(error.code, UNAVAILABLE, TELL))


def fault(error: BaseException, *, status: int = OUR_FAULT, found: Problem | None = None) -> Response:
    """Return and log what is the server's fault."""
    found = found or Problem("internal_error", "something went wrong on the server", TELL)
    found.reference = logged(error)
    return problem(status, found)


def logged(error: BaseException) -> str:
    """Log a fault of ours in one line; return the reference it is logged under."""
    reference = str(uuid.uuid4())
    text = f"{type(error).__name__}: {error}"[:LOGGED_CHARS].encode("unicode_escape").decode("ascii")
    LOG.error("%s %s", reference, text, exc_info=error if not isinstance(error, TokkyoError) else None)
    return reference


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
