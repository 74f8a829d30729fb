"""Pages of other origins (CORS), as an ASGI layer.

A browser lets a page of another origin read an answer only when the answer says so. While every request needs a token
that is harmless, for no page can send a token it does not have; without tokens any page someone visits could read the
data through their browser, so the `*` of `cors_origins` then counts for nothing.
"""

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

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
    "x-tokkyo-warning",
)
PREFLIGHT_SECONDS = 600


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
