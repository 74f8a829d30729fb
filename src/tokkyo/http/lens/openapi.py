"""`GET /openapi.json` and `/docs`: an OpenAPI 3.1 document of every endpoint, and the same as a page to read.

It is made from the tables of this folder, the field registry and the structs that are sent, so that it cannot say
anything else than the code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tokkyo import __version__
from tokkyo.http.json_schemas import DIALECT, schemas_of
from tokkyo.http.lens.answers import ErrorBody
from tokkyo.http.lens.conditional import conditional
from tokkyo.http.lens.openapi_aggregations import aggregation_operations, aggregation_schemas
from tokkyo.http.lens.openapi_answers import components
from tokkyo.http.lens.openapi_beyond import STRUCTS as BEYOND
from tokkyo.http.lens.openapi_exports import export_operations, export_schemas
from tokkyo.http.lens.openapi_operations import Operation, operations
from tokkyo.http.lens.openapi_queries import query_schemas
from tokkyo.http.lens.openapi_requests import search_schemas
from tokkyo.http.lens.schema import SchemaBody
from tokkyo.http.lens.usage import Subscription
from tokkyo.http.openapi_page import POLICY, page
from tokkyo.model.publication import Publication
from tokkyo.query.limits import Limits
from tokkyo.settings import Settings

INTRODUCTION = """\
Patent publications from your own files, by the interface of the Lens patent API.

Give a token as `Authorization: Bearer …`, bare in that header, or as `?token=…`. Every address that takes GET takes
HEAD, all take OPTIONS. Answers are compressed as `Accept-Encoding` asks. Every error has the same body of three keys;
its `message` holds a `[code]` for programs, and its `reference` finds a fault of the server in the log."""

SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A token made with `tokkyo token create`."},
    "header": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "The token alone."},
    "parameter": {"type": "apiKey", "in": "query", "name": "token", "description": "The token in the address."},
}
GROUPS = {
    "Search": "Finding publications.",
    "Records": "Getting one publication.",
    "Schema": "What there is to search and to get.",
    "Usage": "Plans and what is used of them.",
    "Server": "For operators and programmers; no token needed.",
}
STRUCTS: tuple[type[msgspec.Struct], ...] = (Publication, SchemaBody, Subscription)


def document(settings: Settings) -> dict[str, Any]:
    """Return the OpenAPI document of a server with these settings."""
    security: list[dict[str, list[str]]] = [{name: []} for name in SCHEMES]
    if not settings.flag("require_token"):
        security.insert(0, {})
    rows = (*operations(settings), *aggregation_operations(), *export_operations())
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": "Tokkyo",
            "version": __version__,
            "description": INTRODUCTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": security,
        "tags": [{"name": name, "description": text} for name, text in GROUPS.items()],
        "paths": _paths(rows),
        "components": {**components(), "schemas": _schemas(settings), "securitySchemes": SCHEMES},
    }


def _paths(rows: Iterable[Operation]) -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {}
    for row in rows:
        paths.setdefault(row.path, {})[row.method] = row.described()
    return paths


def _schemas(settings: Settings) -> dict[str, Any]:
    error = schemas_of([ErrorBody])["ErrorBody"]
    error["properties"]["reference"]["format"] = "uuid"
    error["properties"]["code"] |= {"minimum": 400, "maximum": 599}
    made = {
        **query_schemas(Limits.of(settings)),
        **search_schemas(settings),
        **aggregation_schemas(settings),
        **export_schemas(settings),
        **schemas_of((*STRUCTS, *BEYOND)),
        "Error": error,
    }
    return dict(sorted(made.items()))


@dataclass(frozen=True, slots=True)
class Documentation:
    """The document and its page, made once."""

    settings: Settings

    def routes(self) -> list[Route]:
        """Return both routes; neither needs a token."""
        made = document(self.settings)
        body, text = msgspec.json.encode(made), page(made)

        async def as_json(request: Request) -> Response:
            answer = conditional(body, request.headers)
            if answer.status_code == 200:
                answer.headers["content-type"] = "application/json"
            return answer

        async def as_page(_: Request) -> Response:
            return Response(text, headers={"content-security-policy": POLICY}, media_type="text/html")

        return [Route("/openapi.json", as_json, methods=["GET"]), Route("/docs", as_page, methods=["GET"])]
