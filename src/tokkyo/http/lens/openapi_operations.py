"""The endpoints as rows of a table, from which the OpenAPI document is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tokkyo.accounts.usage import APIS
from tokkyo.http.lens.openapi_answers import Answer, responses
from tokkyo.http.lens.openapi_examples import SEARCHES, named
from tokkyo.http.lens.openapi_queries import Schema, ref
from tokkyo.http.lens.openapi_requests import parameter, parameters
from tokkyo.settings import Settings

WARNED = ("x-tokkyo-warning",)
OF_SEARCH = (400, 401, 429)
TEXT_LIST: Schema = {"type": "string", "description": "Paths, comma-separated.", "examples": ["lens_id,biblio"]}
TAG: Schema = {"type": "string", "description": "Entity tags the caller has, or *."}


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address; `scope` is what its token must be good for, None for no token, "" for any."""

    path: str
    method: str
    name: str
    group: str
    summary: str
    description: str
    answers: Mapping[int, Answer]
    errors: tuple[int, ...] = ()
    scope: str | None = "search"
    parameters: tuple[dict[str, Any], ...] = ()
    body: Schema | None = None
    examples: Mapping[str, tuple[str, Any]] = field(default_factory=dict)

    def described(self) -> dict[str, Any]:
        """Return the operation as the document holds it."""
        made: dict[str, Any] = {
            "operationId": self.name,
            "tags": [self.group],
            "summary": self.summary,
            "description": self.description,
            "responses": responses(self.answers, self.errors, rated=self.scope is not None),
        }
        if self.parameters:
            made["parameters"] = list(self.parameters)
        if self.body is not None:
            content: dict[str, Any] = {"schema": self.body}
            if self.examples:
                content["examples"] = named(self.examples)
            made["requestBody"] = {"required": True, "content": {"application/json": content}}
        if self.scope is None:
            made["security"] = []
        return made


def operations(settings: Settings) -> tuple[Operation, ...]:
    """Return all endpoints."""
    return (*_searching(settings), *_records(), *_schema(), *_usage(), *_operators())


def _searching(settings: Settings) -> tuple[Operation, ...]:
    found = Answer("The hits.", ref("SearchAnswer"), headers=WARNED)
    return (
        Operation(
            "/patent/search",
            "post",
            "searchPatents",
            "Search",
            "Search with a JSON body",
            "Of a body the first complete JSON object counts; what follows is ignored with a warning.",
            {200: found, 204: Answer("A scroll has come to its end.")},
            (*OF_SEARCH, 413, 415),
            body=ref("SearchRequest"),
            examples=SEARCHES,
        ),
        Operation(
            "/patent/search",
            "get",
            "searchPatentsByAddress",
            "Search",
            "Search with parameters",
            "The same with query text and lists separated by commas.",
            {200: found},
            OF_SEARCH,
            parameters=tuple(parameters(settings)),
        ),
    )


def _records() -> tuple[Operation, ...]:
    identifier = {
        "type": "string",
        "minLength": 1,
        "description": "A Lens ID, also a former one, or a publication number in any spelling; it may hold slashes.",
        "examples": ["100-000-792-454-33X", "EP 3600111 B1"],
    }
    return (
        Operation(
            "/patent/{lens_id}",
            "get",
            "getPatent",
            "Records",
            "One publication",
            "The record itself, without an envelope.",
            {
                200: Answer("The publication.", ref("Publication"), headers=("etag", *WARNED)),
                304: Answer("The caller has it.", headers=("etag",)),
            },
            (*OF_SEARCH, 404, 412),
            parameters=(
                parameter("lens_id", identifier, "path", required=True),
                parameter("include", TEXT_LIST),
                parameter("exclude", TEXT_LIST),
                parameter("If-None-Match", TAG, "header"),
                parameter("If-Match", TAG, "header"),
            ),
        ),
    )


def _schema() -> tuple[Operation, ...]:
    summary = "Every field that can be searched, and the record as JSON Schema"
    what = "Types, closed lists of values, other names, response paths, what sorts and what can be aggregated."
    answers = {
        200: Answer("The schema.", ref("SchemaBody"), headers=("etag",)),
        304: Answer("The caller has it.", headers=("etag",)),
    }
    tags = (parameter("If-None-Match", TAG, "header"), parameter("If-Match", TAG, "header"))
    rows = (("get", "getSchema"), ("post", "postSchema"))
    return tuple(
        Operation("/schema/patent", method, name, "Schema", summary, what, answers, (401, 412, 429), parameters=tags)
        for method, name in rows
    )


def _usage() -> tuple[Operation, ...]:
    what = "Limits of the caller's plan for this API with what is used; 2147483647 stands for no limit. Not counted."
    return tuple(
        Operation(
            f"/subscriptions/{api}/usage",
            "get",
            f"{scope}Usage",
            "Usage",
            f"The caller's plan and use of the {scope} API",
            what,
            {200: Answer("The plan and its use.", ref("Subscription"))},
            (401, 429),
            scope="",
        )
        for scope, api in APIS.items()
    )


def _operators() -> tuple[Operation, ...]:
    document = {200: Answer("The document.", {"type": "object"}, ("application/json",), ("etag",))}
    rows: tuple[tuple[str, str, str, Mapping[int, Answer]], ...] = (
        ("/health", "health", "Whether the server can search", {200: Answer("It can.", HEALTH, ("application/json",))}),
        ("/openapi.json", "openapi", "This document", {**document, 304: Answer("The caller has it.")}),
        ("/docs", "docs", "This document as a page", {200: Answer("The page.", {"type": "string"}, (HTML,))}),
    )
    return tuple(
        Operation(path, "get", name, "Server", summary, f"{summary}. Needs no token.", answers, scope=None)
        for path, name, summary, answers in rows
    )


HTML = "text/html; charset=utf-8"
HEALTH: Schema = {
    "type": "object",
    "required": ["status", "version", "publications", "stored", "indexed"],
    "properties": {
        "status": {"const": "ok"},
        "version": {"type": "string"},
        "publications": {"type": "integer", "description": "Publications in store."},
        "stored": {"type": "integer", "description": "Number of the last change of the store."},
        "indexed": {"type": "integer", "description": "Number of the last change that searches see."},
    },
}
