"""Scrolling on `POST /patent/search`: the options `scroll` and `scroll_id`.

`scroll`, alone or with `size`, begins a scroll; `scroll_id` goes on with one. An empty or null option counts as absent.
The body that goes on may hold `scroll`, and `include` or `exclude` for that page; `size` in it has no effect.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import msgspec
from starlette.responses import Response

from tokkyo.errors import QueryError
from tokkyo.http.lens import wire, wire_beyond
from tokkyo.http.lens.answers import answer, envelope
from tokkyo.http.lens.gate import Call, Gate
from tokkyo.http.wire_values import ABSENT
from tokkyo.query.values import shown
from tokkyo.service.hits import Admit
from tokkyo.service.scrolling import Scrolling, ScrollPage
from tokkyo.service.search import PatentSearch

UNITS: Mapping[str, float] = MappingProxyType({"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0})
# What may stand beside scroll_id; of everything else the caller is told that it has no effect.
BESIDE = frozenset({"scroll", "scroll_id", "size", "include", "exclude", "token"})

_LIFE = re.compile(r"\s*(\d{1,12}(?:\.\d{1,9})?)\s*(ms|s|m|h|d)\s*", re.ASCII | re.IGNORECASE)

Warnings = tuple[str, ...]


def is_scroll(body: Mapping[str, Any]) -> bool:
    """Whether a body begins a scroll or goes on with one."""
    return body.get("scroll") not in ABSENT or body.get("scroll_id") not in ABSENT


def refuse_scroll(parameters: Mapping[str, str]) -> None:
    """Raise `QueryError` `scroll_needs_post` when GET parameters ask for a scroll."""
    if is_scroll(parameters):
        name = "scroll" if parameters.get("scroll") else "scroll_id"
        raise QueryError("scroll_needs_post", "only POST scrolls", path=name, fix="send the search as a JSON body")


def life(value: Any) -> float:
    """Return a time such as `1m`, `30s` or `60000ms` in seconds. Raises `QueryError` `bad_scroll`.

    >>> life("1m"), life("60000ms"), life(" 1.5 H ")
    (60.0, 60.0, 5400.0)
    """
    found = _LIFE.fullmatch(value) if isinstance(value, str) else None
    seconds = float(found[1]) * UNITS[found[2].lower()] if found else 0.0
    if seconds <= 0:
        raise QueryError("bad_scroll", f"{shown(value)} is no length of time", path="scroll", fix='write "1m" or "30s"')
    return seconds


@dataclass(frozen=True, slots=True)
class Scrolls:
    """Answers the bodies that `is_scroll` finds; blocking, so to be called on a search thread."""

    search: PatentSearch
    scrolling: Scrolling
    gate: Gate

    def answer(self, call: Call, body: Mapping[str, Any], warnings: Warnings) -> Response:
        """Return a page, or 204 without a body at the end of a scroll. Raises `QueryError` and what the engine does."""
        seconds, shortened = self._seconds(body.get("scroll"))
        warnings = (*warnings, *shortened)
        scroll_id = body.get("scroll_id")
        if scroll_id in ABSENT:
            return self._begin(call, body, seconds, (*warnings, *wire.unknown_keys(body)))
        if not isinstance(scroll_id, str):
            raise QueryError("bad_text", "scroll_id is no text", path="scroll_id", fix="send it as it was received")
        return self._go_on(call, body, scroll_id, seconds, warnings)

    def _begin(self, call: Call, body: Mapping[str, Any], seconds: float, warnings: Warnings) -> Response:
        limit = self._page_limit(call)
        request = wire.request_of_body(body, min(self.gate.settings.number("default_page_size"), limit))
        if request.offset:
            fix = "leave from out, and pass over what you do not need"
            raise QueryError("from_with_scroll", "a scroll begins with the first hit", path="from", fix=fix)
        beyond = sorted(wire_beyond.KNOWN & body.keys())
        ignored = (f"{', '.join(beyond)}: no effect with scroll",) if beyond else ()
        prepared = self.search.expanded(self.search.prepare(request, limit))
        page = self.scrolling.begin(call.principal, prepared, seconds, self._admit(call))
        return _page(call, page, (*warnings, *ignored))

    def _go_on(
        self, call: Call, body: Mapping[str, Any], scroll_id: str, seconds: float, warnings: Warnings
    ) -> Response:
        beside = sorted(name for name, value in body.items() if name not in BESIDE and value not in ABSENT)
        if beside:
            warnings = (*warnings, f"{', '.join(beside)}: no effect beside scroll_id")
        own = body.get("include") or body.get("exclude")
        wanted = wire.projection_of(body.get("include"), body.get("exclude")) if own else None
        page = self.scrolling.go_on(call.principal, scroll_id, seconds, wanted, self._admit(call))
        return Response(status_code=204) if page is None else _page(call, page, warnings)

    def _admit(self, call: Call) -> Admit:
        return lambda records: self.gate.reserve(call, records)

    def _page_limit(self, call: Call) -> int:
        """Return the largest page: what the plan says, or where it says nothing, and at most, the setting."""
        most = self.gate.settings.number("max_scroll_page_size")
        return min(call.plan_page_limit or most, most)

    def _seconds(self, value: Any) -> tuple[float, Warnings]:
        """Return the life until the next page, and a warning when it is shorter than asked for."""
        settings = self.gate.settings
        longest = settings.number("max_scroll_seconds")
        asked = settings.number("scroll_seconds") if value in ABSENT else life(value)
        if asked <= longest:
            return float(asked), ()
        return float(longest), (f"scroll was shortened to {longest}s, the longest allowed",)


def _page(call: Call, page: ScrollPage, warnings: Warnings) -> Response:
    call.records = len(page.result.records)
    return answer(
        envelope(page.result, [("scroll_id", msgspec.json.encode(page.scroll_id))]), (*warnings, *page.result.warnings)
    )
