"""What Tokkyo adds beside the retrieval APIs, as the OpenAPI document describes it: one row an operation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tokkyo.http.jpo.beyond_batch import BatchAnswers
from tokkyo.http.jpo.beyond_documents import PATH as DOCUMENTS
from tokkyo.http.jpo.beyond_documents import DocumentList
from tokkyo.http.jpo.beyond_numbers import ChangesAnswer, NumbersAnswer
from tokkyo.http.jpo.beyond_search import BASE, ListedField, SearchAnswer
from tokkyo.http.jpo.problems import ProblemBody

Schema = dict[str, Any]
GROUP = "Beyond"
JSON = "application/json"
STRUCTS: tuple[type[msgspec.Struct], ...] = (
    SearchAnswer,
    ListedField,
    NumbersAnswer,
    ChangesAnswer,
    BatchAnswers,
    DocumentList,
    ProblemBody,
)
TEXT: Schema = {"type": "string"}
ERRORS: Mapping[int, str] = {
    400: "The request cannot be understood or is not allowed.",
    401: "The token is missing, wrong or expired.",
    404: "There is no such thing.",
    405: "The address does not take that method.",
    413: "The body is too large.",
    414: "The address is too long.",
    415: "The body is of another type, or compressed.",
    429: "The calls of the day are used up.",
    500: "A fault of the server.",
    503: "The server is busy, closed for maintenance, or took too long.",
}
PARAMETERS: Mapping[str, str] = {
    "query": "The query as text, such as `title:電池 AND applicant.name:見本`.",
    "size": "Cases of a page.",
    "from": "Hits before the page; with annuities and changes the first day.",
    "offset": "Payments before the page.",
    "to": "The last day, such as `20260507` or `now+3M`.",
    "sort": "Fields with an order, such as `desc(filing_date)`.",
    "language": "Language of the query text.",
    "stemming": "Whether words are compared by their stems.",
    "regex": "Whether `/…/` is a pattern.",
    "number": "A number in any spelling; may be repeated.",
    "law": "patent, design or trademark.",
    "after": "The `seq` after which to begin.",
    "application": "Application number, ten digits.",
    "document": "Code and number of the document, such as `A53_52400900476`.",
    "file": "Place of the file in the list.",
}
SEARCH_BODY: Schema = {
    "type": "object",
    "properties": {
        "query": {"anyOf": [TEXT, {"type": "object"}], "description": "A query as text or as an object."},
        "size": {"type": "integer", "minimum": 0},
        "from": {"type": "integer", "minimum": 0},
        "sort": {"description": "Fields with an order, as a list or as text."},
        "aggregations": {"type": "object"},
        "language": TEXT,
        "stemming": {"type": "boolean"},
        "regex": {"type": "boolean"},
    },
}
_LISTS: Schema = {"type": "array", "items": TEXT}
_CALL: Schema = {"type": "object", "required": ["api", "key"], "properties": {"api": TEXT, "key": TEXT}}
BATCH_BODY: Schema = {
    "type": "object",
    "properties": {"calls": {"type": "array", "items": _CALL}, "apis": _LISTS, "numbers": _LISTS},
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address; `media` is the type of its answer, `answer` the schema, `asked` the query parameters.

    Parameters of the address are found in its path.
    """

    path: str
    name: str
    summary: str
    answer: Schema
    asked: tuple[str, ...] = ()
    body: Schema | None = None
    media: str = JSON
    errors: tuple[int, ...] = field(default=(400, 401, 405, 414, 429, 500, 503))

    def described(self) -> dict[str, Any]:
        """Return it as the document holds it."""
        placed = [part.strip("{}") for part in _places(self.path)]
        errors = (*self.errors, *((404,) if placed else ()), *((413, 415) if self.body else ()))
        made: dict[str, Any] = {
            "operationId": self.name,
            "tags": [GROUP],
            "summary": self.summary,
            "description": f"{self.summary}.",
            "parameters": [_parameter(name, "path") for name in placed] + [_parameter(n, "query") for n in self.asked],
            "responses": {
                "200": {"description": self.summary, "content": {self.media: {"schema": self.answer}}},
                **{str(status): _error(status) for status in sorted(errors)},
            },
        }
        if self.body:
            made["requestBody"] = {"required": True, "content": {JSON: {"schema": self.body}}}
        return made


def _places(path: str) -> list[str]:
    return [part.partition("}")[0] for part in path.split("{")[1:]]


def _parameter(name: str, place: str) -> dict[str, Any]:
    required = {"required": True} if place == "path" else {}
    return {"name": name, "in": place, **required, "description": PARAMETERS[name], "schema": TEXT}


def _error(status: int) -> dict[str, Any]:
    return {"description": ERRORS[status], "content": {JSON: {"schema": _ref(ProblemBody)}}}


def _ref(struct: type[msgspec.Struct]) -> Schema:
    return {"$ref": f"#/components/schemas/{struct.__name__}"}


_PAGE = ("query", "size", "from", "sort", "language", "stemming", "regex")
_FIELDS: Schema = {"type": "array", "items": _ref(ListedField)}
_ONE = DOCUMENTS + "/{document}"
_BYTES = "application/octet-stream"
GETS: tuple[Operation, ...] = (
    Operation(f"{BASE}/search", "search_cases", "Cases that a query finds", _ref(SearchAnswer), _PAGE),
    Operation(
        f"{BASE}/annuities",
        "next_annuities",
        "Rights whose next payment falls due within some days",
        _ref(SearchAnswer),
        ("from", "to", "query", "size", "offset"),
    ),
    Operation(f"{BASE}/fields", "fields_of_cases", "What cases are searched by", _FIELDS),
    Operation(f"{BASE}/numbers", "cases_by_number", "Where numbers lead", _ref(NumbersAnswer), ("number", "law")),
    Operation(
        f"{BASE}/changes",
        "changes_of_cases",
        "Cases that changed",
        _ref(ChangesAnswer),
        ("after", "from", "to", "law", "size"),
    ),
    Operation(DOCUMENTS, "documents", "Documents of a case", _ref(DocumentList)),
    Operation(f"{_ONE}.txt", "document_text", "A document as UTF-8 text", TEXT, media="text/plain; charset=utf-8"),
    Operation(f"{_ONE}.html", "document_page", "A document as HTML", TEXT, media="text/html; charset=utf-8"),
    Operation(f"{_ONE}/original", "document_original", "A document as it was sent", TEXT, media="*/*"),
    Operation(f"{_ONE}/files/{{file}}", "document_file", "A file of a document as it was sent", TEXT, media="*/*"),
)
POSTS: tuple[Operation, ...] = (
    Operation(
        f"{BASE}/search", "search_cases_with_body", "Cases that a query finds", _ref(SearchAnswer), body=SEARCH_BODY
    ),
    Operation(f"{BASE}/batch", "batch_of_calls", "Many calls at once", _ref(BatchAnswers), body=BATCH_BODY),
)


def case_paths() -> dict[str, Any]:
    """Return the paths below `/api/cases/v1`."""
    paths: dict[str, Any] = {}
    for method, rows in (("get", GETS), ("post", POSTS)):
        for row in rows:
            paths.setdefault(row.path, {})[method] = row.described()
    return paths
