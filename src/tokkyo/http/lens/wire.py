"""The Lens request as it comes over the wire, and what it means to the service.

Leniency follows lens.md §1.3: the first complete JSON object of a body counts, `sort` has several forms, booleans and
numbers may be text, unknown keys are ignored (and named in a warning header).
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from tokkyo.errors import QueryError
from tokkyo.http import wire_values as values
from tokkyo.http.lens import wire_beyond
from tokkyo.http.sorting import sort_of
from tokkyo.query.values import shown
from tokkyo.service.expanding import FamilyKind
from tokkyo.service.projection import EVERYTHING, Projection, projection
from tokkyo.service.search import SearchRequest, analysis

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
        sort=sort_of(body.get("sort")),
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


def _family(value: Any, path: str) -> FamilyKind | None:
    if value is None or value == "":
        return None
    name = value.strip().upper() if isinstance(value, str) else ""
    if name not in FamilyKind.__members__:
        fix = f"use {' or '.join(FamilyKind.__members__)}"
        raise QueryError("bad_option", f"{shown(value)} is no sort of family", path=path, fix=fix)
    return FamilyKind[name]
