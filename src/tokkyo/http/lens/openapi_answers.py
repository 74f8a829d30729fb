"""Answers in the OpenAPI document: headers, the error body with the status codes it comes with, bodies of success."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tokkyo.http.lens.answers import JSON
from tokkyo.http.lens.openapi_queries import Schema, ref

ERRORS: Mapping[int, tuple[str, str]] = {
    400: (
        "BadRequest",
        "The request cannot be understood or is not allowed; the message names the place and a remedy.",
    ),
    401: ("Unauthorized", "The token is missing, wrong, expired, revoked, or not meant for this endpoint."),
    404: ("NotFound", "There is nothing by that name."),
    405: ("MethodNotAllowed", "The address does not take that method; `Allow` lists those it takes."),
    408: ("RequestTimeout", "The request did not arrive in time."),
    412: ("PreconditionFailed", "The record is another one than `If-Match` names."),
    413: ("ContentTooLarge", "The body is larger than the server takes."),
    414: ("UriTooLong", "The address is longer than the server takes; send the query with POST."),
    415: ("UnsupportedMediaType", "The body is not JSON, or is compressed."),
    429: ("TooManyRequests", "A limit of the plan or of connections is passed; `Retry-After` says when to return."),
    431: ("HeadersTooLarge", "The headers are larger than the server takes."),
    500: ("InternalError", "Something went wrong on the server; its log has the details under the reference."),
    503: ("Unavailable", "The server is overloaded, or cannot reach its data at the moment."),
}
EVERYWHERE = (400, 405, 408, 414, 429, 431, 500, 503)
"""Errors every address may answer with."""

RATES: Mapping[str, tuple[Schema, str]] = {
    "x-rate-limit-remaining-request-per-minute": ({"type": "integer"}, "Requests left this minute."),
    "x-rate-limit-remaining-request-per-month": ({"type": "integer"}, "Requests left this month."),
    "x-rate-limit-remaining-record-per-month": ({"type": "integer"}, "Records left this month."),
    "x-rate-limit-reset-date": ({"type": "string", "format": "date-time"}, "When the counts of the month begin anew."),
    "x-rate-limit-retry-after-seconds": ({"type": "integer"}, "Seconds until the next request may come, rounded up."),
    "x-rate-limit-retry-after-millis": ({"type": "integer"}, "Milliseconds until the next request may come."),
    "retry-after": ({"type": "integer"}, "The same in seconds, by the name HTTP gives it."),
}
OTHERS: Mapping[str, tuple[Schema, str]] = {
    "x-tokkyo-warning": ({"type": "string"}, "What was ignored or found nothing for a reason, in one line."),
    "etag": ({"type": "string"}, "Identifies these bytes; weak when the body is compressed."),
    "x-tokkyo-resume-token": ({"type": "string"}, "Resumes this export at /patent/export/{token}."),
    "x-tokkyo-total": ({"type": "integer"}, "Records of the export, those deleted since included."),
    "content-disposition": ({"type": "string"}, "The name of a file to save."),
    "allow": ({"type": "string"}, "The methods of the address."),
    "www-authenticate": ({"type": "string"}, "How to authorise."),
    "cache-control": ({"type": "string"}, "Answers are private and asked about again."),
}
ALWAYS = frozenset({*RATES, "cache-control", "www-authenticate", "allow"})
"""Headers that are there whenever a response lists them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One successful answer: what it is, its schema (None: no body) by media type, headers besides the usual ones."""

    description: str
    schema: Schema | None = None
    kinds: tuple[str, ...] = (JSON,)
    headers: tuple[str, ...] = ()
    example: Any = None


def components() -> dict[str, Any]:
    """Return the headers and the error answers of the document."""
    headers = {
        name: {"description": text, "required": name in ALWAYS, "schema": schema}
        for name, (schema, text) in {**RATES, **OTHERS}.items()
    }
    return {
        "headers": headers,
        "responses": {name: _error(status, text) for status, (name, text) in ERRORS.items()},
    }


def responses(answers: Mapping[int, Answer], errors: Iterable[int], *, rated: bool) -> dict[str, Any]:
    """Return the responses of one operation by status; `rated` when they carry the headers of limits."""
    made: dict[str, Any] = {str(status): _success(answer, rated=rated) for status, answer in answers.items()}
    for status in sorted({*errors, *EVERYWHERE}):
        made[str(status)] = {"$ref": f"#/components/responses/{ERRORS[status][0]}"}
    return made


def _success(answer: Answer, *, rated: bool) -> dict[str, Any]:
    names = [*(RATES if rated else ()), *answer.headers, "cache-control"]
    body: dict[str, Any] = {"schema": answer.schema}
    if answer.example is not None:
        body["example"] = answer.example
    made: dict[str, Any] = {"description": answer.description, "headers": _headers(names)}
    if answer.schema is not None:
        made["content"] = dict.fromkeys(answer.kinds, body)
    return made


_EXTRA: Mapping[int, tuple[str, ...]] = {401: ("www-authenticate",), 405: ("allow",), 412: ("etag",)}


def _error(status: int, text: str) -> dict[str, Any]:
    example = {"reference": "6f0c1a52-6f0e-4c0b-9a7d-0d1f6a2d8a11", "message": "…", "code": status}
    if status == 401:
        example["message"] = "Unable to authorize user to this resource."
    return {
        "description": text,
        "headers": _headers([*_EXTRA.get(status, ())]),
        "content": {JSON: {"schema": ref("Error"), "example": example}},
    }


def _headers(names: Iterable[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
