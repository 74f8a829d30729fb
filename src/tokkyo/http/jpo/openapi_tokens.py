"""The token URL and the links to archives as the OpenAPI document describes them."""

from collections.abc import Mapping
from typing import Any

from tokkyo.http.jpo.documents import LINK_PATH
from tokkyo.http.jpo.outcomes import BAD_CREDENTIALS, Outcome

GROUP = "Tokens"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
ERRORS = {
    400: "No such grant, or a refresh token that is not valid.",
    405: "Another method.",
    413: "The form is too large.",
    414: "The address is too long.",
    415: "The body is no form.",
    429: "Too many wrong passwords.",
    500: "The accounts cannot be used.",
    503: "Too many log-ins at once.",
}
FIELDS = {
    "grant_type": "`password` or `refresh_token`.",
    "username": "The ID, with the grant `password`.",
    "password": "The password, with the grant `password`.",
    "refresh_token": "The refresh token, with the grant `refresh_token`.",
}


def token_operation(outcomes: Mapping[str, Outcome]) -> dict[str, Any]:
    """Return the method POST of the token URL."""
    error = {JSON: {"schema": {"$ref": "#/components/schemas/ErrorBody"}}}
    errors = {**ERRORS, outcomes[BAD_CREDENTIALS].status: "ID or password are wrong or missing."}
    properties = {name: {"type": "string", "description": text} for name, text in FIELDS.items()}
    granted = {"description": "Two tokens.", "content": {JSON: {"schema": {"$ref": "#/components/schemas/TokenBody"}}}}
    return {
        "operationId": "token",
        "tags": [GROUP],
        "summary": "Tokens for ID and password, or for a refresh token",
        "description": "Grants of OAuth 2.0 (RFC 6749, 4.3 and 6).",
        "security": [],
        "requestBody": {
            "required": True,
            "content": {FORM: {"schema": {"type": "object", "required": ["grant_type"], "properties": properties}}},
        },
        "responses": {
            "200": granted,
            **{str(status): {"description": text, "content": error} for status, text in sorted(errors.items())},
        },
    }


def link_paths() -> dict[str, Any]:
    """Return the path of links to archives that are too large to be sent at once."""
    problem = {JSON: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}}
    refused = {403: "The link is not valid, or not any more.", 404: "The documents are gone.", 503: "Busy: ask again."}
    parameters = [_parameter(name, "path") for name in ("law", "api", "application")]
    parameters += [_parameter(name, "query") for name in ("until", "signature")]
    answers = {
        "200": {"description": "The archive.", "content": {"application/zip": {"schema": {"type": "string"}}}},
        **{str(status): {"description": text, "content": problem} for status, text in refused.items()},
    }
    operation = {
        "operationId": "archive_link",
        "tags": [GROUP],
        "summary": "The archive of a link",
        "description": "Where `data.URL` of a document API leads; no token is needed.",
        "security": [],
        "parameters": parameters,
        "responses": answers,
    }
    return {LINK_PATH: {"get": operation}}


def _parameter(name: str, place: str) -> dict[str, Any]:
    required = {"required": True} if place == "path" else {}
    return {"name": name, "in": place, **required, "description": "Part of the link.", "schema": {"type": "string"}}
