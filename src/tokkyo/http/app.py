"""The composition root: one ASGI application out of all faces, with what holds for every answer around them."""

import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from tokkyo.errors import StoreError, Unavailable
from tokkyo.http.compression import Compression
from tokkyo.http.deadlines import STATE, Deadlines
from tokkyo.http.every_answer import EveryAnswer
from tokkyo.http.flushing import flushed
from tokkyo.http.jpo.routes import jpo_routes
from tokkyo.http.lens.answers import problem
from tokkyo.http.lens.rates import Rates
from tokkyo.http.lens.routes import lens_routes
from tokkyo.http.ops.health import health_route
from tokkyo.http.origins import across_origins
from tokkyo.http.routing import OneSlash, addresses
from tokkyo.http.running import Running, thread_count
from tokkyo.http.supervision import end_with_supervisor
from tokkyo.service.opening import Service, now, open_service
from tokkyo.settings import Settings, load

MESSAGES = {
    404: "there is nothing at this address [not_found]; the search is at /patent/search, all APIs are told of at /docs "
    "and /api/docs",
    405: "this address does not take that method [method_not_allowed]; see the Allow header for those it takes",
}
BROKEN = "something went wrong on the server [internal_error]; its log has the details under this reference"

LOG = logging.getLogger("tokkyo.http")


class Application(Starlette):
    """Starlette with layers around its own handling of errors, so that they dress every answer."""

    def __init__(self, around: Callable[[ASGIApp], ASGIApp], **options: Any) -> None:
        super().__init__(**options)
        self._around = around
        # A redirect to the address without its last slash would be built from the host that the client names.
        self.router.redirect_slashes = False

    def build_middleware_stack(self) -> ASGIApp:
        """Return the whole application."""
        return self._around(super().build_middleware_stack())


def application(service: Service) -> Starlette:
    """Return the ASGI application over an open service; closes the service when the server stops.

    Raises `NotFound` `no_such_plan` when the setting default_plan names none, `SettingError` for settings of the JPO
    face that cannot be.
    """
    settings = service.settings
    service.accounts.plans.find(None)
    service.sweep()
    executor = ThreadPoolExecutor(thread_count(settings), thread_name_prefix="search")
    running = Running(executor, settings)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[dict[str, Any]]:
        async with flushed(service):
            yield {STATE: Deadlines.of(settings)}
        executor.shutdown(wait=True)
        _close(service)

    return Application(
        lambda inner: layers(Rates(inner, service.accounts.now), settings, executor),
        routes=[
            *jpo_routes(service, running, now),
            *addresses([*lens_routes(service, executor, running), health_route(service.documents, service.engine)]),
        ],
        exception_handlers={HTTPException: _http_error, 500: _server_error},
        lifespan=lifespan,
    )


def layers(inner: ASGIApp, settings: Settings, executor: Executor) -> ASGIApp:
    """Return an application with what every answer gets."""
    return OneSlash(EveryAnswer(across_origins(Compression(inner, settings, executor), settings)))


def from_environment() -> Starlette:
    """Make the application from `TOKKYO_…` variables; each worker process of the server calls this."""
    end_with_supervisor()
    return application(open_service(load({}), apart=True))


def _close(service: Service) -> None:
    """Close the service; that the last use cannot be written is no failure of the server."""
    try:
        service.close()
    except (StoreError, Unavailable) as error:
        LOG.error("the use of the last moments is lost: %s", error)


def _http_error(request: Request, error: Exception) -> Response:
    status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
    if status == 405 and headers:
        headers = {"allow": ", ".join(sorted({*headers["Allow"].split(", "), "OPTIONS"}))}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers)
    return problem(status, MESSAGES.get(status, f"{error} [http_error]"), headers)


def _server_error(request: Request, error: Exception) -> Response:
    """Tell the caller a reference, and the log what happened; the server logs the trace right after."""
    return problem(500, BROKEN, detail=f"{request.method} {request.url.path}: {type(error).__name__}: {error}")
