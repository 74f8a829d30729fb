"""`python -m tokkyo.bench.face`: the Lens face over an existing data folder, each answer beside the engine alone."""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click
import tantivy

from tokkyo.bench.asking import Timing
from tokkyo.bench.face_questions import PAGE, SHAPES, Shape
from tokkyo.bench.serving import Connection, server
from tokkyo.bench.workload import Words, sample_words
from tokkyo.engine.embedded import state
from tokkyo.engine.embedded.compile import compiled
from tokkyo.engine.embedded.layout import ID, layout_of, register
from tokkyo.fields.registry import PUBLICATIONS
from tokkyo.query.check import Limits, check
from tokkyo.query.dsl import parse
from tokkyo.query.tree import CheckedQuery
from tokkyo.service.opening import index_folder, open_service
from tokkyo.settings import Settings, defaults

TODAY = date(2026, 11, 1)
WARM_UP = 5
LATE_PAGE = 500
FIRST_PAGES = 10
EVERYTHING = {"query": {"match_all": {}}, "scroll": "1m", "size": PAGE}
HEADER = f"{'ms':<34}{'hits':>9}{'engine':>9}{'p99':>9}{'http p50':>9}{'p99':>9}"


@click.command()
@click.option("--data", required=True, type=click.Path(path_type=Path, exists=True), help="A data folder with records.")
@click.option("--questions", "count", default=100, show_default=True, help="Requests of each shape.")
@click.option("--port", default=8791, show_default=True, help="Port of the benchmark's own server.")
@click.option("--seed", default=2026, show_default=True)
def main(data: Path, count: int, port: int, seed: int) -> None:
    """Ask every shape of request over HTTP and of the engine alone, in turn, and print both times."""
    settings = defaults(data=str(data))
    draw = random.Random(seed)
    with open_service(settings) as service:
        words = sample_words(service.documents, draw)
    searcher = _searcher(settings)
    click.echo(f"{searcher.num_docs} publications in {searcher.num_segments} segments\n{HEADER}")
    with server(settings, port, "max_scrolls_per_token=1000") as process:
        connection = Connection(port)
        for timing in _timings(settings, searcher, connection, words, count, draw):
            click.echo(_row(timing))
        click.echo(f"\nserver: {_memory(process)}")
        for lane in _children(process):
            click.echo(f"process for costly searches: {_memory(lane)}")
    click.echo(f"benchmark with the engine alone: {_memory(None)}")


def _searcher(settings: Settings) -> tantivy.Searcher:
    folder = index_folder(settings)
    found = state.load(folder)
    if found is None:
        raise click.ClickException(f"{folder} holds no index")
    index = tantivy.Index.open(str(folder / found.generation))
    register(index)
    index.reload()
    return index.searcher()


def _timings(
    settings: Settings,
    searcher: tantivy.Searcher,
    connection: Connection,
    words: Words,
    count: int,
    draw: random.Random,
) -> Iterator[Timing]:
    limits = Limits.of(settings)
    for shape in SHAPES:
        bodies = [shape.body(words, draw) for _ in range(count + WARM_UP)]
        alone = [_compiled(check(parse(body["query"], limits), limits=limits, today=TODAY)) for body in bodies]
        timing = _side_by_side(shape, bodies, alone, searcher, connection)
        yield replace(timing, http=timing.http[WARM_UP:], engine=timing.engine[WARM_UP:])
    yield _late_pages(searcher, connection, words, count)
    yield _first_pages(searcher, connection)


def _side_by_side(
    shape: Shape,
    bodies: Sequence[dict[str, Any]],
    alone: Sequence[tantivy.Query],
    searcher: tantivy.Searcher,
    connection: Connection,
) -> Timing:
    http, engine, hits = [], [], 0
    for body, query in zip(bodies, alone, strict=True):
        http.append(_timed(partial(connection.post, json.dumps(body).encode(), shape.path))[0])
        spent, found = _timed(partial(shape.alone, searcher, query))
        engine.append(spent)
        hits += found
    return Timing(shape.name, http, engine, hits / len(bodies))


def _compiled(query: CheckedQuery) -> tantivy.Query:
    return compiled(query, layout_of(PUBLICATIONS))


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many milliseconds some work took, and what it gave."""
    started = time.perf_counter()
    found = work()
    return (time.perf_counter() - started) * 1000, found


def _late_pages(searcher: tantivy.Searcher, connection: Connection, words: Words, count: int) -> Timing:
    """Walk one scroll to page 500 and time the pages from there on; the engine alone skips that many hits."""
    query = {"match": {"claim": words.common[0]}}
    answer = json.loads(connection.post(json.dumps({"query": query, "scroll": "1m", "size": PAGE}).encode()))
    http, engine = [], []
    wanted = _compiled(check(parse(query), today=TODAY))
    for page in range(2, LATE_PAGE + count):
        body = json.dumps({"scroll_id": answer["scroll_id"], "scroll": "1m"}).encode()
        spent, data = _timed(partial(connection.post, body))
        answer = json.loads(data)
        if page >= LATE_PAGE:
            http.append(spent)
            engine.append(_timed(partial(searcher.search, wanted, limit=PAGE, offset=(page - 1) * PAGE))[0])
    return Timing("page 500 and later of a scroll", http, engine, answer["total"])


def _first_pages(searcher: tantivy.Searcher, connection: Connection) -> Timing:
    """Open scrolls over everything; the engine alone collects every hit and its id."""

    def collect() -> None:
        hits: Any = searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs).hits
        searcher.fast_field_values(ID, [address for _, address in hits])

    data = json.dumps(EVERYTHING).encode()
    http = [_timed(lambda: connection.post(data))[0] for _ in range(FIRST_PAGES)]
    engine = [_timed(collect)[0] for _ in range(FIRST_PAGES)]
    return Timing("first page of a scroll over all", http, engine, searcher.num_docs)


def _row(timing: Timing) -> str:
    (e50, e99), (h50, h99) = timing.quantiles()
    return f"{timing.kind:<34}{timing.hits:>9.0f}{e50:>9.2f}{e99:>9.2f}{h50:>9.2f}{h99:>9.2f}"


def _memory(process: int | None) -> str:
    """Return what a process holds of its own and what it shares with the page cache, in MiB (Linux)."""
    status = Path(f"/proc/{process or 'self'}/status").read_text()
    rows = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    own, mapped, peak = (int(rows[name].split()[0]) // 1024 for name in ("RssAnon", "RssFile", "VmHWM"))
    return f"{own} MiB of its own, {mapped} MiB of mapped files, {peak} MiB at most"


def _children(process: int) -> Sequence[int]:
    """Return the processes that a process has started (Linux)."""
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


if __name__ == "__main__":
    main()
