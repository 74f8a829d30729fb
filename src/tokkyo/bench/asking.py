"""Asking the same questions over HTTP and of the engine alone, in turn, and comparing the times."""

import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import tantivy

from tokkyo.bench.workload import Question
from tokkyo.engine.embedded.compile import compiled
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

    def row(self) -> str:
        """Return the row of the report: p50 and p99 of both, the target at p50 and p99, and whether they are kept."""
        (h50, h99), (e50, e99) = (_quantiles(self.http), _quantiles(self.engine))
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


@contextmanager
def server(settings: Settings, port: int) -> Iterator[int]:
    """Run `tokkyo serve` over a data folder, without tokens, until the block ends."""
    command = [sys.executable, "-m", "tokkyo.cli.main", "serve", "--data", str(settings.data), "--port", str(port)]
    with subprocess.Popen([*command, "--set", "require_token=off"], stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()
            process.wait(10)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the server did not start")


class Connection:
    """A keep-alive HTTP connection that does as little as possible, so that it is the server that is timed."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def post(self, body: bytes) -> bytes:
        """Send a search and return the body of the answer. Raises `ValueError` for any status but 200."""
        head = (
            b"POST /patent/search HTTP/1.1\r\nhost: b\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
        )
        self._socket.sendall(head % len(body) + body)
        data = self._socket.recv(65_536)
        while b"\r\n\r\n" not in data:
            data += self._socket.recv(65_536)
        top, _, rest = data.partition(b"\r\n\r\n")
        if b" 200 " not in top.split(b"\r\n")[0]:
            raise ValueError(f"{top!r} {rest[:300]!r}")
        length = int(top.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        parts, missing = [rest], length - len(rest)
        while missing > 0:
            part = self._socket.recv(min(missing, 1 << 20))
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()


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
    return compiled(checked), wanted


def _search(searcher: tantivy.Searcher, query: tantivy.Query, wanted: SearchRequest) -> int:
    """Search as plainly as the engine allows: the best 20 hits and their exact number."""
    options: dict[str, Any] = {}
    if wanted.sort[0].field != "_score":
        order = tantivy.Order.Desc if wanted.sort[0].descending else tantivy.Order.Asc
        options = {"order_by_field": wanted.sort[0].field, "order": order}
    found: Any = searcher.search(query, limit=wanted.size, **options)
    return int(found.count or 0)
