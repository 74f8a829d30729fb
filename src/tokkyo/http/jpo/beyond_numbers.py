"""Any spelling of a number to its case, and the feed of changes.

    GET /api/cases/v1/numbers    ?number=特願2020-123456&number=特許第7533889号&law=patent
    GET /api/cases/v1/changes    ?after=0&size=1000    or    ?from=20260501&to=20260507&after=…

Each request counts as one call of API C-1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from tokkyo.errors import QueryError
from tokkyo.http import wire_values as values
from tokkyo.http.jpo.beyond_search import BASE, JSON
from tokkyo.http.jpo.case_wire import days_of, law_of, parameters
from tokkyo.http.jpo.cases_gate import CaseCall, CasesGate, counted
from tokkyo.model.jpo.spellings import readings
from tokkyo.service.jpo.finding import Finding
from tokkyo.service.jpo.lines import CaseLine, case_line
from tokkyo.service.jpo.numbers import FoundNumber
from tokkyo.settings import LARGEST
from tokkyo.store.jpo.cases import CaseChange

OF_NUMBERS = frozenset({"number", "law"})
OF_CHANGES = frozenset({"after", "from", "to", "law", "size"})
FIRST_DAY, LAST_DAY = "00000000", "99999999"


class Meant(msgspec.Struct, frozen=True):
    """What a text may mean: the kind of number, the number as the answers write it, the law, "" where it is open."""

    kind: str
    number: str
    law: str


class FoundLine(msgspec.Struct, frozen=True):
    """A case that a number leads to, and as what; `case` is null where only recorded answers tell of it."""

    law: str
    application_number: str
    kind: str
    case: CaseLine | None


class NumberLine(msgspec.Struct, frozen=True):
    """One number: as it was written, what it may mean, where it leads."""

    written: str
    readings: list[Meant]
    found: list[FoundLine]


class NumbersAnswer(msgspec.Struct, frozen=True):
    """The numbers in the order of the request."""

    numbers: list[NumberLine]
    remaining: int


class ChangeLine(msgspec.Struct, frozen=True):
    """A case, the day in Japan when the store last changed it, and its place in the order of changes."""

    law: str
    application_number: str
    changed: str
    seq: int


class ChangesAnswer(msgspec.Struct, frozen=True):
    """A page of changes; `next` is the `after` of the next page, null on the last one, `latest` the newest change."""

    changes: list[ChangeLine]
    next: int | None
    latest: int
    remaining: int


@dataclass(frozen=True, slots=True)
class BeyondNumbers:
    """The endpoints; `today` is the day in Japan."""

    finding: Finding
    gate: CasesGate
    today: Callable[[], date]

    def routes(self) -> list[Route]:
        """Return their routes."""
        return [
            Route(f"{BASE}/numbers", self.gate.endpoint(self.numbers), methods=["GET"], name="cases_by_number"),
            Route(f"{BASE}/changes", self.gate.endpoint(self.changes), methods=["GET"], name="changes_of_cases"),
        ]

    async def numbers(self, call: CaseCall) -> Response:
        """Return the cases that some numbers lead to."""
        parameters(dict(call.request.query_params), OF_NUMBERS)
        written = [text for text in call.request.query_params.getlist("number") if text.strip()]
        most = self.gate.settings.number("max_batch_calls")
        if not 0 < len(written) <= most:
            message = f"{len(written)} numbers are given; 1 to {most} may be"
            raise QueryError("bad_number_count", message, path="number", fix="write number=特願2020-123456")
        law = law_of(call.request.query_params.get("law", ""))
        async with counted(self.gate, call) as taken:
            lines = await self.gate.run(lambda: [self._line(text, law) for text in written])
        return Response(msgspec.json.encode(NumbersAnswer(lines, taken.remaining)), media_type=JSON)

    def _line(self, written: str, law: str) -> NumberLine:
        meant = [Meant(one.kind.name.lower(), one.number, one.law) for one in readings(written)]
        return NumberLine(written, meant, [self._found(one) for one in self.finding.numbers.find(written, law)])

    def _found(self, one: FoundNumber) -> FoundLine:
        record = self.finding.records.record(one.law, one.application)
        return FoundLine(one.law, one.application, one.kind.name.lower(), case_line(record) if record else None)

    async def changes(self, call: CaseCall) -> Response:
        """Return the cases that changed after a place in the order of changes, or between two days."""
        asked = parameters(dict(call.request.query_params), OF_CHANGES)
        most = self.gate.settings.number("max_page_changes")
        size = values.whole(asked.get("size", most), "size")
        if not 1 <= size <= most:
            message = f"size is {size}, allowed are 1 to {most}"
            raise QueryError("size_out_of_range", message, path="size", fix="ask for smaller pages")
        async with counted(self.gate, call) as taken:
            answer = await self.gate.run(lambda: self._changes(asked, size, taken.remaining))
        return Response(msgspec.json.encode(answer), media_type=JSON)

    def _changes(self, asked: Mapping[str, str], size: int, remaining: int) -> ChangesAnswer:
        law, after = law_of(asked.get("law", "")), _place(values.whole(asked.get("after", 0), "after"))
        first, last = self._days(asked)
        stored = self.finding.changes
        rows = stored.changed(first, last, after, size, law)
        following = rows[-1].seq if len(rows) == size else None
        return ChangesAnswer([_line(row) for row in rows], following, stored.sequence(), remaining)

    def _days(self, asked: Mapping[str, str]) -> tuple[str, str]:
        today = self.today()
        first = f"{days_of(asked['from'], 'from', today)[0]:%Y%m%d}" if "from" in asked else FIRST_DAY
        last = f"{days_of(asked['to'], 'to', today)[1]:%Y%m%d}" if "to" in asked else LAST_DAY
        return first, last


def _place(after: int) -> int:
    """Return a place in the order of changes as the store can be asked for it: nothing is before 0."""
    return max(0, min(after, LARGEST))


def _line(row: CaseChange) -> ChangeLine:
    return ChangeLine(row.law, row.application, row.changed, row.seq)
