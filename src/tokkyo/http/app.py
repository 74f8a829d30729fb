"""The composition root: one ASGI application out of all faces."""

import contextlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tokkyo.http.deadlines import STATE, Deadlines
from tokkyo.http.flushing import flushed
from tokkyo.http.lens.answers import problem
from tokkyo.http.lens.routes import lens_routes
from tokkyo.http.ops.health import health_route
from tokkyo.service.opening import Service, open_service
from tokkyo.settings import load

MESSAGES = {
    404: "there is nothing at this address [not_found]; the search is at /patent/search",
    405: "this address does not take that method [method_not_allowed]; see the Allow header for those it takes",
}


def application(service: Service) -> Starlette:
    """Return the ASGI application over an open service; closes the service when the server stops."""
    settings = service.settings
    executor = ThreadPoolExecutor(settings.number("search_threads"), thread_name_prefix="search")

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[dict[str, Any]]:
        async with flushed(service.accounts):
            yield {STATE: Deadlines.of(settings)}
        executor.shutdown(wait=True)
        service.close()

    return Starlette(
        routes=[*lens_routes(service, executor), health_route(service.documents, service.engine)],
        exception_handlers={HTTPException: _http_error, 500: _server_error},
        lifespan=lifespan,
    )


def from_environment() -> Starlette:
    """Make the application from `TOKKYO_…` variables; each worker process of the server calls this."""
    return application(open_service(load({})))


def _http_error(_: Request, error: Exception) -> Response:
    status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
    return problem(status, MESSAGES.get(status, f"{error} [http_error]"), headers)


def _server_error(_: Request, __: Exception) -> Response:
    return problem(500, "something went wrong on the server [internal_error]; the log has the details")
