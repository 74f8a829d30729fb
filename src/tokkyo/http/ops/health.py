"""`GET /health`: 200 once searches can be answered, with what is in store."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tokkyo import __version__
from tokkyo.engine.port import Engine
from tokkyo.store.documents import Documents


def health_route(documents: Documents, engine: Engine) -> Route:
    """Return the route; `indexed` trails `stored` while an ingest is running."""

    def health(_: Request) -> Response:
        state = {
            "status": "ok",
            "version": __version__,
            "publications": documents.count(),
            "stored": documents.sequence(),
            "indexed": engine.position(),
        }
        return Response(msgspec.json.encode(state), media_type="application/json")

    return Route("/health", health, methods=["GET"])
