"""Payments for rights in force that fall due within some days: what to search for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tokkyo.engine.port import SortKey
from tokkyo.service.jpo.search import CaseSearchRequest

DUE = "next_payment_date"


def due(first: date, last: date, query: Any, size: int, offset: int = 0) -> CaseSearchRequest:
    """Return the search for payments due from one day to another, both included, the next one first.

    `query` narrows it to some cases, None to none; it is query text or a JSON query object.
    """
    within = {"range": {DUE: {"gte": first.isoformat(), "lte": last.isoformat()}}}
    filters: list[Mapping[str, Any]] = [{"term": {"in_force": True}}, within]
    body: dict[str, Any] = {"bool": {"filter": filters}}
    if query is not None:
        body["bool"]["must"] = [query]
    return CaseSearchRequest(query=body, sort=(SortKey(DUE),), size=size, offset=offset)
