"""The Lens request as it comes over the wire, and what it means to the service.

Leniency follows lens.md §1.3: the first complete JSON object of a body counts, `sort` has several forms, booleans and
numbers may be text, unknown keys are ignored (and named in a warning header).
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from tokkyo.engine.port import RELEVANCE, SortKey
from tokkyo.errors import QueryError
from tokkyo.fields.registry import RELEVANCE_NAMES
from tokkyo.http.lens import wire_beyond
from tokkyo.http.lens import wire_values as values
from tokkyo.query.values import shown
from tokkyo.service.expanding import FamilyKind
from tokkyo.service.projection import EVERYTHING, Projection, projection
from tokkyo.service.search import SearchRequest, analysis, sort_key

KNOWN = frozenset(
    {
        "_source",
        "exclude",
        "expand_by",
        "from",
        "group_by",
        "include",
        "language",
        "min_score",
        "query",
        "regex",
        "scroll",
        "scroll_id",
        "size",
        "sort",
        "stemming",
        "token",
    }
    | wire_beyond.KNOWN
)

T = TypeVar("T")

_lenient = json.JSONDecoder()
_WRITTEN_SORT = re.compile(
    r"\s*(?:(?P<before>asc|desc)\s*\(\s*(?P<inside>[^()\s]+)\s*\)|(?P<bare>[^():\s]+)(?:\s*:\s*(?P<behind>asc|desc))?)\s*",
    re.IGNORECASE,
)
_SORT_OPTIONS = frozenset({"order", "unmapped_type", "mode"})
"""Options of a sort entry; all but the first tune Elasticsearch and mean nothing here."""


def decode_body(data: bytes) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the first JSON object of a body and warnings. Raises `QueryError` `bad_json` or `body_not_object`."""
    warnings: tuple[str, ...] = ()
    try:
        body = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        body, more = _first_object(_text_of(data))
        warnings = ("text after the first JSON object was ignored",) if more else ()
    if not isinstance(body, dict):
        raise QueryError("body_not_object", "the request body is not a JSON object", fix='send {"query": …}')
    return body, warnings


def _text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"the request body is not UTF-8 at byte {error.start}"
        raise QueryError("bad_encoding", message, fix="encode it as UTF-8 and send it uncompressed") from None


def _first_object(text: str) -> tuple[Any, bool]:
    """Return the first value of a text and whether more follows."""
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    try:
        body, end = _lenient.raw_decode(text, start)
    except json.JSONDecodeError as error:
        said = error.msg.lower().removesuffix(" at") if text[start:] else "it is empty"
        raise _not_json(said, error.pos) from None
    except RecursionError:
        raise QueryError("bad_json", "the request body is nested too deeply", fix="send a flatter query") from None
    except ValueError:
        raise QueryError("bad_json", "a number of the request body has thousands of digits", fix="shorten it") from None
    return body, bool(text[end:].strip())


def _not_json(message: str, position: int) -> QueryError:
    fix = 'send an object such as {"query": "title:battery"}'
    return QueryError("bad_json", f"the request body is not JSON: {message}", position=position, fix=fix)


def request_of_body(options: Mapping[str, Any], default_size: int) -> SearchRequest:
    """Read a POST body; null stands for an absent option. Raises `QueryError` with the path of what is wrong."""
    body = {name: value for name, value in options.items() if value is not None}
    if body.get("group_by") and body.get("scroll"):
        fix = "leave scroll out and page with from and size, or leave group_by out"
        raise QueryError("group_with_scroll", "hits by family cannot be scrolled", path="group_by", fix=fix)
    if "query" in body and not isinstance(body["query"], str | dict):
        raise QueryError(
            "bad_query",
            "query is neither text nor an object",
            path="query",
            fix='send text, or an object such as {"match": {"title": "battery"}}',
        )
    return SearchRequest(
        query=body.get("query"),
        sort=_sort(body.get("sort")),
        size=values.whole(body.get("size", default_size), "size"),
        offset=values.whole(body.get("from", 0), "from"),
        projection=projection_of(body.get("include"), body.get("exclude")),
        analysis=analysis(
            _optional(body, "language", values.text), values.truth(body.get("stemming", True), "stemming")
        ),
        regex=values.truth(body.get("regex", False), "regex"),
        min_score=_optional(body, "min_score", values.decimal),
        group_by=_family(body.get("group_by"), "group_by"),
        expand_by=_family(body.get("expand_by"), "expand_by"),
        beyond=wire_beyond.beyond_of(body),
    )


def _optional(body: Mapping[str, Any], name: str, read: Callable[[Any, str], T]) -> T | None:
    value = body.get(name)
    return None if value in (None, "") else read(value, name)


def request_of_parameters(parameters: Mapping[str, str], default_size: int) -> SearchRequest:
    """Read GET parameters: `query`, `size`, `from`, `sort=desc(f),asc(g)`, `include=a,b`, `exclude=`."""
    body: dict[str, Any] = {name: value for name, value in parameters.items() if value != ""}
    for name in ("include", "exclude"):
        if name in body:
            body[name] = values.split_list(body[name])
    return request_of_body(body, default_size)


def unknown_keys(body: Mapping[str, Any], known: frozenset[str] = KNOWN) -> tuple[str, ...]:
    """Return a warning for each key that means nothing here."""
    return tuple(f"unknown option {name} was ignored" for name in body if name not in known)


def projection_of(include: Any, exclude: Any) -> Projection:
    """Read `include` and `exclude`, lists or comma-separated text. Raises `QueryError`."""
    if not include and not exclude:
        return EVERYTHING
    return projection(values.names(include, "include"), values.names(exclude, "exclude"))


def _sort(value: Any) -> tuple[SortKey, ...]:
    """Read a list of entries, one alone, or text such as `desc(date_published),asc(lens_id)`."""
    rows = value if isinstance(value, list) else values.split_list(value) if isinstance(value, str) else [value]
    keys = tuple(_sort_row(row, f"sort[{place}]") for place, row in enumerate(rows) if row not in (None, "", {}))
    return keys or (RELEVANCE,)


def _sort_row(row: Any, path: str) -> SortKey:
    """Read `"field"`, `"desc(field)"`, `"field:desc"`, `{"field": "desc"}` or `{"field": {"order": "desc"}}`."""
    if isinstance(row, str):
        return _written_sort(row, path)
    if not isinstance(row, dict) or len(row) != 1:
        raise QueryError(
            "bad_sort",
            "a sort entry is not one field with a direction",
            path=path,
            fix='write {"date_published": "desc"}',
        )
    name, direction = next(iter(row.items()))
    if isinstance(direction, dict):
        _check_sort_options(direction, path)
        direction = direction.get("order", "asc")
    if not isinstance(direction, str):
        raise QueryError("bad_sort", "the sort direction is not text", path=path, fix="use asc or desc")
    return sort_key(name, direction, path)


def _check_sort_options(options: Mapping[str, Any], path: str) -> None:
    """Refuse what would change the order; missing values come last, which may be said."""
    for name, value in options.items():
        if name not in _SORT_OPTIONS and (name, value) != ("missing", "_last"):
            message = f"sorting knows no {shown(name)} of {shown(value)}"
            fix = 'write {"date_published": {"order": "desc"}}; missing values come last'
            raise QueryError("bad_sort", message, path=path, fix=fix)


def _written_sort(text: str, path: str) -> SortKey:
    found = _WRITTEN_SORT.fullmatch(text)
    if found is None:
        message = f"sort entry {shown(text)} is not understood"
        raise QueryError("bad_sort", message, path=path, fix="write asc(field),desc(field)")
    name = found["inside"] or found["bare"]
    usual = "desc" if name in RELEVANCE_NAMES else "asc"
    return sort_key(name, found["before"] or found["behind"] or usual, path)


def _family(value: Any, path: str) -> FamilyKind | None:
    if value is None or value == "":
        return None
    name = value.strip().upper() if isinstance(value, str) else ""
    if name not in FamilyKind.__members__:
        fix = f"use {' or '.join(FamilyKind.__members__)}"
        raise QueryError("bad_option", f"{shown(value)} is no sort of family", path=path, fix=fix)
    return FamilyKind[name]
