"""Answers a client may already have: strong entity tags and the preconditions of RFC 9110, section 13."""

import hashlib
from collections.abc import Mapping, Sequence

from starlette.responses import Response

from tokkyo.http.lens.answers import answer, problem

TAG_BYTES = 16
ANY = "*"
CHANGED = "the record is not the one that If-Match names [precondition_failed]; leave the header out to get it"


def tag(body: bytes) -> str:
    """Return the strong entity tag of some bytes."""
    return f'"{hashlib.blake2b(body, digest_size=TAG_BYTES).hexdigest()}"'


def conditional(body: bytes, headers: Mapping[str, str], warnings: Sequence[str] = ()) -> Response:
    """Return the bytes with their tag, or 304 to who has them, or 412 to who wants only others.

    A tag is weak where it went out with a compressed body; `If-None-Match` does not mind, and neither do we for
    `If-Match`, since nothing is changed by a request here.
    """
    own = tag(body)
    wanted, held = headers.get("if-match"), headers.get("if-none-match")
    if wanted is not None and not _names(wanted, own):
        return problem(412, CHANGED, {"etag": own})
    if held is not None and _names(held, own):
        return Response(status_code=304, headers={"etag": own})
    response = answer(body, warnings)
    response.headers["etag"] = own
    return response


def _names(listed: str, own: str) -> bool:
    return listed.strip() == ANY or own in {part.strip().removeprefix("W/") for part in listed.split(",")}
