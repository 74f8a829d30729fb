"""Requests to `/api/cases/v1` as they come over the wire, and what they mean to the service.

Unlike the Lens face, which is as lenient as its model, what is not understood here is refused.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tokkyo.errors import QueryError
from tokkyo.fields.registry import CASES
from tokkyo.http import wire_values as values
from tokkyo.http.sorting import sort_of
from tokkyo.model.jpo.apis import LAWS
from tokkyo.query import dates
from tokkyo.query.dsl_aggregation import INNER
from tokkyo.query.dsl_options import closest
from tokkyo.query.values import shown
from tokkyo.service.jpo.search import CaseSearchRequest
from tokkyo.service.search import analysis

OF_PAGE = frozenset({"size", "from", "sort"})
OF_SEARCH = OF_PAGE | {"query", "language", "stemming", "regex", *INNER}

Body = Mapping[str, Any]


def search_request(body: Body, default_size: int) -> CaseSearchRequest:
    """Read a search. Raises `QueryError` with the path of what is wrong."""
    check_names(body, OF_SEARCH)
    given = {name: value for name, value in body.items() if value is not None}
    query = given.get("query")
    if query is not None and not isinstance(query, str | dict):
        fix = 'send text, or an object such as {"match": {"title": "電池"}}'
        raise QueryError("bad_query", "query is neither text nor an object", path="query", fix=fix)
    named = [name for name in INNER if name in given]
    if len(named) > 1:
        raise QueryError("bad_option", "aggregations and aggs are both given", path=INNER[0], fix="leave one out")
    return CaseSearchRequest(
        query=query,
        sort=sort_of(given.get("sort"), CASES),
        size=values.whole(given.get("size", default_size), "size"),
        offset=values.whole(given.get("from", 0), "from"),
        analysis=analysis(
            values.text(given["language"], "language") if "language" in given else None,
            values.truth(given.get("stemming", True), "stemming"),
        ),
        regex=values.truth(given.get("regex", False), "regex"),
        aggregations=given[named[0]] if named else None,
        aggregations_path=named[0] if named else INNER[0],
    )


def parameters(given: Mapping[str, str], known: frozenset[str]) -> dict[str, str]:
    """Return the parameters of an address that are not empty. Raises `QueryError` `unknown_option`."""
    check_names(given, known)
    return {name: value for name, value in given.items() if value != ""}


def check_names(given: Mapping[str, Any], known: frozenset[str]) -> None:
    """Raise `QueryError` `unknown_option` for a name that means nothing here."""
    for name in given:
        if name not in known:
            message = f"no option is named {shown(name)}"
            raise QueryError("unknown_option", message, path=name[:80], fix=closest(name, known))


def law_of(value: str, path: str = "law") -> str:
    """Return a law as the addresses have it, "" for none. Raises `QueryError` `unknown_value`."""
    law = value.strip().lower()
    if law and law not in LAWS:
        message = f"{shown(value)} is no law"
        raise QueryError("unknown_value", message, path=path, fix=f"use {', '.join(LAWS)}")
    return law


def days_of(value: str, path: str, today: date) -> tuple[date, date]:
    """Read a day, month or year and return its first and last day: `20260507`, `2026-05`, `now+3M`.

    Raises `QueryError` `bad_date`.
    """
    try:
        first, last = dates.span(value, today)
        return _day(first), _day(last)
    except (ValueError, OverflowError):
        message = f"{shown(value)} is no date"
        raise QueryError("bad_date", message, path=path, fix="give a day such as 20260507 or now+3M") from None


def _day(number: int) -> date:
    return date.fromordinal(dates.EPOCH.toordinal() + number)
