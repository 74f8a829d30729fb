"""The smallest application there can be: one fixed JSON answer, its length from the environment."""

import os

from starlette.types import Receive, Scope, Send

_BODY = b'"' + b"x" * (int(os.environ.get("TOKKYO_NOTHING_BYTES", "2000")) - 2) + b'"'
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(_BODY))]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Send the answer."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": _BODY})
