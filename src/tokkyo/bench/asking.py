"""Asking the same questions over HTTP and of the engine alone, in turn, and comparing the times."""

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import tantivy

from tokkyo.bench.serving import Connection
from tokkyo.bench.workload import Question
from tokkyo.engine.embedded.compile import compiled
from tokkyo.engine.embedded.layout import layout_of
from tokkyo.fields.registry import PUBLICATIONS
from tokkyo.http.lens.wire import request_of_body
from tokkyo.query.check import Limits, check
from tokkyo.query.dsl import parse
from tokkyo.service.search import SearchRequest
from tokkyo.settings import Settings

WARM_UP = 20


@dataclass(frozen=True, slots=True)
class Timing:
    """Times of one kind of question in milliseconds; `hits` is the mean number of hits."""

    kind: str
    http: Sequence[float]
    engine: Sequence[float]
    hits: float

    def quantiles(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return median and 99th percentile, of the engine alone and over HTTP."""
        return _quantiles(self.engine), _quantiles(self.http)

    def row(self) -> str:
        """Return the row of the report: p50 and p99 of both, the target at p50 and p99, and whether they are kept."""
        (e50, e99), (h50, h99) = self.quantiles()
        limits = (1.5 * e50 + 0.5, 1.5 * e99 + 0.5)
        kept = " ".join("kept" if value <= limit else "missed" for value, limit in zip((h50, h99), limits, strict=True))
        return (
            f"{self.kind:<26}{self.hits:>9.0f}{e50:>9.2f}{e99:>9.2f}{h50:>9.2f}{h99:>9.2f}"
            f"{limits[0]:>9.2f}{limits[1]:>9.2f}  {kept}"
        )


HEADER = (
    f"{'ms':<26}{'hits':>9}{'engine':>9}{'p99':>9}{'http p50':>9}{'p99':>9}{'limit':>9}{'p99':>9}"
    "  1.5 x engine + 0.5 ms"
)


def _quantiles(times: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def ask_all(
    settings: Settings, port: int, index: tantivy.Index, asked: Sequence[Question], today: date
) -> Iterator[Timing]:
    """Ask every question over HTTP and of the engine alone, alternating, and yield the times of each kind."""
    searcher = index.searcher()
    limits = Limits.of(settings)
    connection = Connection(port)
    for kind in dict.fromkeys(question.kind for question in asked):
        group = [question for question in asked if question.kind == kind]
        alone = [_engine_query(question, limits, settings, today) for question in group]
        for question, (query, wanted) in list(zip(group, alone, strict=True))[:WARM_UP]:
            connection.post(question.data)
            _search(searcher, query, wanted)
        http, engine, hits = [], [], 0
        for question, (query, wanted) in zip(group, alone, strict=True):
            started = time.perf_counter()
            connection.post(question.data)
            http.append((time.perf_counter() - started) * 1000)
            started = time.perf_counter()
            hits += _search(searcher, query, wanted)
            engine.append((time.perf_counter() - started) * 1000)
        yield Timing(kind, http, engine, hits / len(group))
    connection.close()


def _engine_query(
    question: Question, limits: Limits, settings: Settings, today: date
) -> tuple[tantivy.Query, SearchRequest]:
    wanted = request_of_body(question.body, settings.number("default_page_size"))
    checked = check(parse(wanted.query, limits), analysis=wanted.analysis, limits=limits, today=today)
    return compiled(checked, layout_of(PUBLICATIONS)), wanted


def _search(searcher: tantivy.Searcher, query: tantivy.Query, wanted: SearchRequest) -> int:
    """Search as plainly as the engine allows: the best 20 hits and their exact number."""
    options: dict[str, Any] = {}
    if wanted.sort[0].field != "_score":
        order = tantivy.Order.Desc if wanted.sort[0].descending else tantivy.Order.Asc
        options = {"order_by_field": wanted.sort[0].field, "order": order}
    found: Any = searcher.search(query, limit=wanted.size, **options)
    return int(found.count or 0)
