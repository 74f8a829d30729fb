"""Answers of the retrieval APIs as they go out: headers of the real service, JSON envelopes, archives.

Content types stand without a character set and file names without quotes, as the real service writes them: public
clients compare the one and split the other (headers as recorded on 7 May 2026).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from starlette.types import Receive, Scope, Send

from tokkyo.http.every_answer import OWN_HEADERS
from tokkyo.http.jpo.envelope import NOTHING, Envelopes, with_remaining
from tokkyo.http.jpo.outcomes import UNEXPECTED, Outcome, outcomes_of
from tokkyo.settings import Settings

RawHeaders = Sequence[tuple[bytes, bytes]]

JSON, ARCHIVE = b"application/json", b"application/zip"
ALLOWED = b"GET, HEAD, OPTIONS"
FIXED: RawHeaders = (
    (b"allow", ALLOWED),
    (b"vary", b"Cookie"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
"""Headers of every answer below `/api` and `/opdapi`."""

CHALLENGE = (b"www-authenticate", b"Bearer")


def attachment(name: str) -> str:
    """Return the header of a file that is to be kept under a name."""
    return f"attachment;filename={name}"


def retry_after(seconds: int) -> tuple[bytes, bytes]:
    """Return the header that tells when to ask again."""
    return b"retry-after", b"%d" % max(1, seconds)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, ready to be sent; an ASGI application. `code` is its status code, for the log of calls."""

    code: str
    status: int
    media: bytes
    body: bytes
    headers: RawHeaders = ()

    def with_status(self, status: int) -> "Reply":
        """Return the same answer with another HTTP status."""
        return replace(self, status=status)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        scope[OWN_HEADERS] = True
        length = (b"content-length", b"%d" % len(self.body))
        fixed = FIXED if not self.headers else _without(FIXED, self.headers)
        headers = [(b"content-type", self.media), length, *fixed, *self.headers]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


def _without(fixed: RawHeaders, own: RawHeaders) -> RawHeaders:
    """Return the fixed headers that an answer does not set itself."""
    names = {name for name, _ in own}
    return [header for header in fixed if header[0] not in names]


@dataclass(frozen=True, slots=True)
class Found:
    """What a call found: its status code and the encoded data of the envelope, or a body that is sent as it is.

    `recorded` is a recorded envelope, which gets the counter of today; `archive` a file of type `media`, a ZIP archive
    or a PDF, under its `name`; `enveloped` makes a body of another type of the outcome and the calls that are left.
    """

    code: str
    data: bytes = NOTHING
    recorded: bytes | None = None
    archive: bytes | None = None
    name: str = ""
    media: bytes = ARCHIVE
    enveloped: Callable[[Outcome, int | None], bytes] | None = None


class Replies:
    """Makes the answers of one server."""

    def __init__(self, settings: Settings) -> None:
        self._outcomes = outcomes_of(settings)
        self._envelopes = Envelopes.of(self._outcomes)

    def refusal(self, code: str, headers: RawHeaders = ()) -> Reply:
        """Return an answer that tells nothing but its code, and shows no counter."""
        return Reply(code, self._outcomes[code].status, JSON, self._envelopes.body(code, None), headers)

    def maintenance(self, seconds: int) -> Reply:
        """Return the answer while the service is closed, for so many seconds more."""
        return Reply(UNEXPECTED, 503, JSON, self._envelopes.body(UNEXPECTED, None), (retry_after(seconds),))

    def of(self, found: Found, remaining: int) -> Reply:
        """Return the answer to a call; `remaining` calls are left after it."""
        if found.archive is not None:
            name = attachment(found.name).encode("ascii")
            return Reply(found.code, 200, found.media, found.archive, ((b"content-disposition", name),))
        outcome = self._outcomes[found.code]
        left = remaining if outcome.shows_remaining else None
        if found.enveloped is not None:
            return Reply(found.code, outcome.status, found.media, found.enveloped(outcome, left))
        return Reply(found.code, outcome.status, JSON, self._body(found, outcome, left))

    def _body(self, found: Found, outcome: Outcome, left: int | None) -> bytes:
        if found.recorded is None:
            return self._envelopes.body(outcome.code, left, found.data)
        return found.recorded if left is None else with_remaining(found.recorded, left)
