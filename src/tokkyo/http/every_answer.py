"""What holds for every answer of every face, as an ASGI layer: fixed headers, `Vary`, and HEAD without a body."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FIXED: Mapping[str, str] = {
    "cache-control": "private, no-cache",
    # Addresses may hold a token (`?token=`), which must not travel on to the next page.
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""Headers of every answer that does not set them itself."""
OWN_HEADERS = "tokkyo.own_headers"
"""Key of the scope of a request whose answer has all the headers of its face and gets none of these."""


class EveryAnswer:
    """Adds the fixed headers, says on what an answer depends, and keeps the bodies of HEAD answers back."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                if OWN_HEADERS not in scope:
                    for name, value in FIXED.items():
                        headers.setdefault(name, value)
                headers.add_vary_header("Accept-Encoding")
            elif message["type"] == "http.response.body" and scope["method"] == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, dressed)
