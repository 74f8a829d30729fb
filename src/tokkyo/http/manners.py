"""What holds for every answer of every face, as ASGI layers: fixed headers, HEAD, and pages of other origins (CORS).

A browser lets a page of another origin read an answer only when the answer says so. While every request needs a token
that is harmless, for no page can send a token it does not have; without tokens any page someone visits could read the
data through their browser, so the `*` of `cors_origins` then counts for nothing.
"""

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tokkyo.settings import Settings

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
ALLOWED_HEADERS = ("Authorization", "Content-Type", "If-None-Match")
EXPOSED_HEADERS = (
    "etag",
    "retry-after",
    "x-rate-limit-remaining-request-per-minute",
    "x-rate-limit-remaining-request-per-month",
    "x-rate-limit-remaining-record-per-month",
    "x-rate-limit-reset-date",
    "x-rate-limit-retry-after-millis",
    "x-rate-limit-retry-after-seconds",
    "x-tokkyo-resume-token",
    "x-tokkyo-total",
    "x-tokkyo-resume-token",
    "x-tokkyo-total",
    "x-tokkyo-warning",
)
PREFLIGHT_SECONDS = 600

FIXED: Mapping[str, str] = {
    "cache-control": "private, no-cache",
    # Addresses may hold a token (`?token=`), which must not travel on to the next page.
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""Headers of every answer that does not set them itself."""


class Manners:
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
                for name, value in FIXED.items():
                    headers.setdefault(name, value)
                headers.add_vary_header("Accept-Encoding")
            elif message["type"] == "http.response.body" and scope["method"] == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, dressed)


class Origins(CORSMiddleware):
    """Starlette's CORS layer, but for bodies: a browser reads from the headers alone whether a page may ask."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """Answer the question of a browser whether a page may ask; a refusal is an answer that allows less."""
        headers = super().preflight_response(request_headers).headers
        return Response(status_code=204, headers={name: headers[name] for name in headers if name[:8] != "content-"})


def across_origins(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Return an application that lets pages of the origins in `cors_origins` read its answers."""
    origins = allowed_origins(settings)
    if not origins:
        return app
    return Origins(
        app,
        allow_origins=origins,
        allow_methods=METHODS,
        allow_headers=ALLOWED_HEADERS,
        expose_headers=EXPOSED_HEADERS,
        max_age=PREFLIGHT_SECONDS,
    )


def allowed_origins(settings: Settings) -> tuple[str, ...]:
    """Return the origins of the setting; `*` only while a token is required."""
    listed = tuple(part.strip().rstrip("/") for part in settings.text("cors_origins").split(",") if part.strip())
    return listed if settings.flag("require_token") else tuple(origin for origin in listed if origin != "*")
