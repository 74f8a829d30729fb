"""`python -m tokkyo.bench`: Tokkyo beside raw tantivy, on the same generated corpus in the same run."""

import json
import random
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import click
import tantivy

from tokkyo.bench.asking import HEADER, ask_all
from tokkyo.bench.feeding import index_raw, write_rows
from tokkyo.bench.serving import server
from tokkyo.bench.workload import questions, sample_words
from tokkyo.demo.corpus import write_corpus
from tokkyo.engine.embedded.layout import register
from tokkyo.service.opening import open_service
from tokkyo.settings import Settings, defaults

MEGABYTE = 1_000_000
TODAY = date(2026, 11, 1)


@click.command()
@click.option("--size", default=20_000, show_default=True, help="Publications of the generated corpus.")
@click.option("--questions", "count", default=300, show_default=True, help="Questions of each kind.")
@click.option("--folder", default=Path("bench-data"), show_default=True, type=click.Path(path_type=Path))
@click.option("--port", default=8791, show_default=True, help="Port of the benchmark's own server.")
@click.option("--seed", default=2026, show_default=True)
def main(size: int, count: int, folder: Path, port: int, seed: int) -> None:
    """Ingest a generated corpus and ask questions, each beside the engine alone."""
    corpus, data, rows, raw = (folder / name for name in (f"corpus-{size}-{seed}", "store", "rows.jsonl", "raw"))
    for old in (data, raw):
        shutil.rmtree(old, ignore_errors=True)
    if not corpus.exists():
        write_corpus(corpus, size, seed=seed)
    settings = defaults(data=str(data))
    seconds = _ingest(corpus, settings)
    with open_service(settings) as service:
        write_rows(service.documents, rows)
    number, alone = index_raw(rows, raw, settings)
    _report_ingest(number, corpus, settings, seconds, raw, rows, alone)
    _report_questions(settings, raw, count, seed, port)


def _ingest(corpus: Path, settings: Settings) -> float:
    command = [sys.executable, "-m", "tokkyo.cli.main", "ingest", str(corpus), "--data", str(settings.data), "--json"]
    started = time.perf_counter()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    seconds = time.perf_counter() - started
    click.echo(f"ingest says {json.loads(done.stdout.splitlines()[-1])}")
    return seconds


def _report_ingest(
    number: int, corpus: Path, settings: Settings, seconds: float, raw: Path, rows: Path, alone: float
) -> None:
    source, store, index = _bytes(corpus), _bytes(settings.data), _bytes(settings.data / "index")
    click.echo(
        f"\n{'':<24}{'docs/s':>10}{'MB/s':>8}{'seconds':>9}{'index MB':>10}\n"
        f"{'tokkyo ingest':<24}{number / seconds:>10.0f}{source / seconds / MEGABYTE:>8.1f}{seconds:>9.1f}"
        f"{index / MEGABYTE:>10.0f}\n"
        f"{'raw tantivy':<24}{number / alone:>10.0f}{rows.stat().st_size / alone / MEGABYTE:>8.1f}{alone:>9.1f}"
        f"{_bytes(raw) / MEGABYTE:>10.0f}\n"
        f"ratio {alone / seconds:.2f} (target 0.6); source files {source / MEGABYTE:.0f} MB, "
        f"store {(store - index) / MEGABYTE:.0f} MB"
    )


def _report_questions(settings: Settings, raw: Path, count: int, seed: int, port: int) -> None:
    draw = random.Random(seed)
    with open_service(settings) as service:
        asked = questions(sample_words(service.documents, draw), count, draw)
    index = tantivy.Index.open(str(raw))
    register(index)
    index.reload()
    click.echo(f"\n{HEADER}")
    with server(settings, port):
        for timing in ask_all(settings, port, index, asked, TODAY):
            click.echo(timing.row())


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
