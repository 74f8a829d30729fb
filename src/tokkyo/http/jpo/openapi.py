"""`GET /api/openapi.json` and `/api/docs`: an OpenAPI 3.1 document of the JPO face, and the same as a page to read.

It is made from the tables and structs that answer, so that it cannot say anything else than the code.
"""

from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tokkyo import __version__
from tokkyo.http.jpo import openapi_cases, openapi_retrieval, openapi_tokens
from tokkyo.http.jpo.outcomes import outcomes_of
from tokkyo.http.jpo.tokens import ErrorBody, TokenBody
from tokkyo.http.jpo.wire_schemas import wire_schemas
from tokkyo.http.json_schemas import DIALECT
from tokkyo.http.openapi_page import POLICY, page
from tokkyo.settings import Settings

REFERENCE = "#/components/schemas/{name}"
PATH, PAGE_PATH = "/api/openapi.json", "/api/docs"
INTRODUCTION = """\
Patents, designs and trademarks of Japan from your own files, by the interface of JPO's Patent Information Retrieval
APIs and OPD-API, and what users of those miss (`/api/cases/v1`).

Get a token with your ID and password at the token URL and send it as `Authorization: Bearer …`. All retrieval APIs
answer with an envelope: `statusCode` tells the outcome, `remainAccessCount` the calls left until midnight in Japan.
Every address that takes GET takes HEAD, all take OPTIONS."""
GROUPS = {
    openapi_tokens.GROUP: "Getting in.",
    **{group: f"{group}." for group in openapi_retrieval.GROUPS.values()},
    openapi_cases.GROUP: "Search, batches, changes and documents, beside the compatible addresses.",
    "Server": "For programmers; no token needed.",
}


def document(settings: Settings) -> dict[str, Any]:
    """Return the OpenAPI document of a server with these settings."""
    outcomes = outcomes_of(settings)
    schemas = {
        **wire_schemas(openapi_retrieval.STRUCTS),
        **_struct_schemas((*openapi_cases.STRUCTS, TokenBody, ErrorBody)),
    }
    bearer = {"type": "http", "scheme": "bearer", "description": "An access token of the token URL."}
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": "Tokkyo: retrieval APIs",
            "version": __version__,
            "description": INTRODUCTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "tags": [{"name": name, "description": text} for name, text in GROUPS.items()],
        "paths": {
            settings.text("jpo_token_path"): {"post": openapi_tokens.token_operation(outcomes)},
            **openapi_retrieval.retrieval_paths(outcomes),
            **openapi_tokens.link_paths(),
            **openapi_cases.case_paths(),
            PATH: {"get": _own("openapi", "This document", "application/json", {"type": "object"})},
            PAGE_PATH: {"get": _own("docs", "This document as a page", "text/html; charset=utf-8", {"type": "string"})},
        },
        "components": {"schemas": dict(sorted(schemas.items())), "securitySchemes": {"bearer": bearer}},
    }


def _struct_schemas(structs: tuple[type[msgspec.Struct], ...]) -> dict[str, Any]:
    """Return the schemas of structs as they are: unlike in records of the Lens face some keys may be null."""
    components = msgspec.json.schema_components(structs, ref_template=REFERENCE)[1]
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(components))  # defaults are tuples
    return made


def _own(name: str, summary: str, media: str, schema: dict[str, Any]) -> dict[str, Any]:
    found = {"description": summary, "content": {media: {"schema": schema}}}
    described = {"tags": ["Server"], "summary": summary, "description": f"{summary}.", "security": []}
    return {"operationId": name, **described, "responses": {"200": found}}


@dataclass(frozen=True, slots=True)
class Documentation:
    """The document and its page, made once."""

    settings: Settings

    def routes(self) -> list[Route]:
        """Return both routes; neither needs a token."""
        made = document(self.settings)
        body, text = msgspec.json.encode(made), page(made)

        async def as_json(_: Request) -> Response:
            return Response(body, media_type="application/json")

        async def as_page(_: Request) -> Response:
            return Response(text, headers={"content-security-policy": POLICY}, media_type="text/html")

        return [
            Route(PATH, as_json, methods=["GET"], name="openapi"),
            Route(PAGE_PATH, as_page, methods=["GET"], name="docs"),
        ]
