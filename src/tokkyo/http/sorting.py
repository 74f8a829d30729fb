"""The `sort` of a request, which has several forms (lens.md §1.3), as sort keys of a collection."""

import re
from collections.abc import Mapping
from typing import Any

from tokkyo.engine.port import RELEVANCE, SortKey
from tokkyo.errors import QueryError
from tokkyo.fields.registry import PUBLICATIONS, RELEVANCE_NAMES, Collection
from tokkyo.http import wire_values as values
from tokkyo.query.values import shown
from tokkyo.service.search import sort_key

_WRITTEN_SORT = re.compile(
    r"\s*(?:(?P<before>asc|desc)\s*\(\s*(?P<inside>[^()\s]+)\s*\)|(?P<bare>[^():\s]+)(?:\s*:\s*(?P<behind>asc|desc))?)\s*",
    re.IGNORECASE,
)
_SORT_OPTIONS = frozenset({"order", "unmapped_type", "mode"})
"""Options of a sort entry; all but the first tune Elasticsearch and mean nothing here."""


def sort_of(value: Any, collection: Collection = PUBLICATIONS) -> tuple[SortKey, ...]:
    """Read a list of entries, one alone, or text such as `desc(date_published),asc(lens_id)`. Raises `QueryError`."""
    rows = value if isinstance(value, list) else values.split_list(value) if isinstance(value, str) else [value]
    keys = tuple(
        _sort_row(row, f"sort[{place}]", collection) for place, row in enumerate(rows) if row not in (None, "", {})
    )
    return keys or (RELEVANCE,)


def _sort_row(row: Any, path: str, collection: Collection) -> SortKey:
    """Read `"field"`, `"desc(field)"`, `"field:desc"`, `{"field": "desc"}` or `{"field": {"order": "desc"}}`."""
    if isinstance(row, str):
        return _written_sort(row, path, collection)
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
    return sort_key(name, direction, path, collection)


def _check_sort_options(options: Mapping[str, Any], path: str) -> None:
    """Refuse what would change the order; missing values come last, which may be said."""
    for name, value in options.items():
        if name not in _SORT_OPTIONS and (name, value) != ("missing", "_last"):
            message = f"sorting knows no {shown(name)} of {shown(value)}"
            fix = 'write {"date_published": {"order": "desc"}}; missing values come last'
            raise QueryError("bad_sort", message, path=path, fix=fix)


def _written_sort(text: str, path: str, collection: Collection) -> SortKey:
    found = _WRITTEN_SORT.fullmatch(text)
    if found is None:
        message = f"sort entry {shown(text)} is not understood"
        raise QueryError("bad_sort", message, path=path, fix="write asc(field),desc(field)")
    name = found["inside"] or found["bare"]
    usual = "desc" if name in RELEVANCE_NAMES else "asc"
    return sort_key(name, found["before"] or found["behind"] or usual, path, collection)
