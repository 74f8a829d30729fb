"""Answers of the JPO face where no endpoint answers: no such address, wrong method, address too long."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Scope

from tokkyo.http.jpo.outcomes import BAD_REQUEST, BAD_VALUE, NO_SUCH_URL
from tokkyo.http.jpo.problems import Problem, problem
from tokkyo.http.jpo.replies import Replies
from tokkyo.http.routing import Refusal

CODES: Mapping[int, str] = {404: NO_SUCH_URL, 405: BAD_REQUEST, 414: BAD_VALUE}
PROBLEMS: Mapping[int, Problem] = {
    404: Problem("not_found", "there is nothing at this address", "see /api/openapi.json"),
    405: Problem("method_not_allowed", "this address does not take that method", "see the Allow header"),
    414: Problem("url_too_long", "the address is too long", "send what you ask with POST"),
}


def retrieval_refusals(replies: Replies) -> Refusal:
    """Return the refusals of the retrieval APIs: envelopes."""

    def refused(_: Scope, status: int, headers: Mapping[str, str]) -> ASGIApp:
        allow = [(name.encode(), value.encode()) for name, value in headers.items()]
        reply = replies.refusal(CODES[status], allow)
        return reply if status != 414 else reply.with_status(414)

    return refused


def problem_refused(_: Scope, status: int, headers: Mapping[str, str]) -> ASGIApp:
    """Refuse below `/api/cases`."""
    return problem(status, PROBLEMS[status], headers)
