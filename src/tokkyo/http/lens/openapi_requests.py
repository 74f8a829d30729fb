"""Requests in the OpenAPI document: the body of a search, its options as parameters, the envelope of its answer."""

from collections.abc import Mapping
from typing import Any

from tokkyo.fields.registry import FIELDS, RELEVANCE_NAMES
from tokkyo.fields.response import RESPONSE_PATHS
from tokkyo.http.lens.openapi_beyond import beyond_answers, beyond_options, beyond_parameters
from tokkyo.http.lens.openapi_queries import Schema, ref
from tokkyo.settings import Settings
from tokkyo.text.languages import LANGUAGES

FAMILY: Schema = {"type": "string", "enum": ["SIMPLE_FAMILY", "EXTENDED_FAMILY"]}
DIRECTION: Schema = {"type": "string", "enum": ["asc", "desc"]}


def search_schemas(settings: Settings) -> dict[str, Schema]:
    """Return the schemas of search requests and answers by name."""
    return {
        "SearchRequest": {
            "type": "object",
            "description": "A search. Keys that mean nothing are ignored and named in x-tokkyo-warning.",
            "properties": {**options(settings), **_scroll(), **beyond_options(settings)},
        },
        "SortKey": _sort_key(),
        "ResponsePath": {
            "type": "string",
            "description": "A part of a record by its path, or the name of a search field that comes from there.",
            "enum": [*RESPONSE_PATHS, *(name for name in FIELDS if name not in RESPONSE_PATHS and FIELDS[name].paths)],
        },
        "SearchAnswer": {
            "type": "object",
            "description": "A page of publications. max_score is 0 when size is 0 or something but relevance sorts.",
            "required": ["total", "max_score", "data", "results"],
            "properties": {
                "total": {"type": "integer", "minimum": 0, "description": "Hits in all, exact."},
                "max_score": {"type": "number", "minimum": 0, "description": "The best score."},
                "data": {"type": "array", "items": ref("Publication"), "description": "The publications, in order."},
                "results": {"type": "integer", "minimum": 0, "description": "Publications in this answer."},
                "scroll_id": {"type": "string", "description": "What goes on with the scroll; only with scroll."},
                **beyond_answers(),
            },
        },
    }


def _sort_key() -> Schema:
    sortable = [*(name for name, field in FIELDS.items() if field.sortable), *RELEVANCE_NAMES]
    order = {"type": "object", "required": ["order"], "properties": {"order": DIRECTION}}
    return {
        "description": "A field and a direction.",
        "type": "object",
        "propertyNames": {"enum": sortable},
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": {"oneOf": [DIRECTION, order]},
        "examples": [{"date_published": "desc"}, {"relevance": "desc"}],
    }


def options(settings: Settings) -> dict[str, Schema]:
    """Return the options of a search by name, as in a body."""
    window = settings.number("max_result_window")
    paths = {"type": "array", "items": ref("ResponsePath")}
    sorts = {"type": "array", "items": ref("SortKey"), "maxItems": settings.number("max_sort_fields")}
    size: Schema = {"type": "integer", "minimum": 0, "maximum": settings.number("max_page_size")}
    size["default"] = settings.number("default_page_size")
    return {
        "query": {**ref("Query"), "description": "What to look for; everything when absent."},
        "size": {**size, "description": "Records of the answer, 0 to count only; a plan may allow other sizes."},
        "from": {
            "type": "integer",
            "minimum": 0,
            "maximum": window,
            "default": 0,
            "description": f"Hits to pass over; from + size is at most {window}.",
        },
        "sort": {**sorts, "description": "What to sort by, the first key first; relevance when absent."},
        "include": {**paths, "description": "The parts of records to keep; all when absent."},
        "exclude": {**paths, "description": "The parts of records to leave out."},
        **_reading(),
        **_families(),
    }


def _reading() -> dict[str, Schema]:
    return {
        "stemming": {"type": "boolean", "default": True, "description": "Whether words match by their stems."},
        "language": {
            "type": "string",
            "enum": sorted(LANGUAGES),
            "description": "The language whose rules apply to the words of the query.",
        },
        "regex": {"type": "boolean", "default": False, "description": "Allows /…/ in query text, and regexp."},
        "min_score": {"type": "number", "minimum": 0, "description": "Hits below this score are left out."},
    }


def _families() -> dict[str, Schema]:
    return {
        "group_by": {**FAMILY, "description": "One hit of each family: the first in the order of the answer."},
        "expand_by": {**FAMILY, "description": "The hits with all members of their families."},
    }


def _scroll() -> dict[str, Schema]:
    return {
        "scroll": {
            "type": "string",
            "pattern": r"^\s*[0-9]{1,12}(\.[0-9]{1,9})?\s*(ms|s|m|h|d)\s*$",
            "examples": ["1m", "30s"],
            "description": "Begins a scroll, or goes on with one: how long until the next page is asked for.",
        },
        "scroll_id": {"type": "string", "description": "Goes on with a scroll; other options then have no effect."},
    }


def parameters(settings: Settings) -> list[dict[str, Any]]:
    """Return the options of a search as parameters of an address."""
    listed = {
        "query": {**ref("QueryText"), "description": "Query text; everything when absent."},
        "sort": {
            "type": "string",
            "pattern": r"^(asc|desc)\([a-z_.]+\)(,(asc|desc)\([a-z_.]+\))*$",
            "examples": ["desc(date_published),asc(relevance)"],
            "description": "What to sort by.",
        },
        "include": {"type": "string", "description": "Paths, comma-separated.", "examples": ["lens_id,biblio.parties"]},
        "exclude": {"type": "string", "description": "Paths, comma-separated.", "examples": ["claims,description"]},
    }
    named = {**options(settings), **listed, **beyond_parameters()}
    return [parameter(name, schema) for name, schema in named.items()]


def parameter(name: str, schema: Mapping[str, Any], place: str = "query", *, required: bool = False) -> dict[str, Any]:
    """Return one parameter; its description is that of the schema."""
    kept = {key: value for key, value in schema.items() if key != "description"}
    return {
        "name": name,
        "in": place,
        "required": required,
        "description": schema.get("description", ""),
        "schema": kept,
    }
