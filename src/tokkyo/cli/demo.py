"""`tokkyo demo`: a corpus made by the project itself, read, indexed and served."""

import sys
from pathlib import Path

import click

from tokkyo.cli.ingest import run_ingest
from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import human_bytes, reports_errors
from tokkyo.cli.serve import run
from tokkyo.demo.corpus import Written, write_corpus
from tokkyo.service.opening import open_service, open_tokens
from tokkyo.settings import Settings

DEMO_FOLDER = "demo-data"
TOKEN_FILE = "demo-token"
EXAMPLE = "title:battery AND class_cpc.symbol:H01M* AND year_published:[2015 TO 2026]"


@click.command(short_help="Make, index and serve a demo corpus.")
@data_options
@click.option("--size", default=20_000, show_default=True, help="Publications to make.")
@click.option("--seed", default=2026, show_default=True, help="The same seed makes the same bytes.")
@click.option(
    "--write", metavar="DIR", type=click.Path(path_type=Path), help="Only write the files, in source formats."
)
@click.option("--port", type=int, help="Port to serve on [default 8000].")
@click.option("--no-serve", is_flag=True, help="Build the demo and stop.")
@reports_errors
def demo(
    data: str | None,
    assignments: tuple[str, ...],
    size: int,
    seed: int,
    write: Path | None,
    port: int | None,
    no_serve: bool,
) -> None:
    """Make a demo corpus of invented patents, read and index it, and serve it with a token to try.

    The second time the folder is served as it is. With --write only the source files are made, in any number, e.g.
    tokkyo demo --size 1000000 --write corpus.
    """
    if write is not None:
        _report(_write(write, size, seed), write)
        return
    settings = settings_of(data or DEMO_FOLDER, assignments, port=port)
    _build(settings, size, seed)
    _greet(settings)
    if not no_serve:
        run(settings)


def _build(settings: Settings, size: int, seed: int) -> None:
    """Make and ingest the corpus unless the folder is complete; an interrupted build goes on where it stopped."""
    finished = settings.data / TOKEN_FILE
    if finished.exists():
        click.echo(f"{settings.data} is there already; delete it to start afresh", err=True)
        return
    corpus = settings.data / "corpus"
    _report(_write(corpus, size, seed), corpus)
    run_ingest(settings, (str(corpus),), as_json=False)
    with open_tokens(settings) as tokens:
        finished.write_text(tokens.create("demo", ["search", "aggregate"]) + "\n", encoding="utf-8")


def _write(folder: Path, size: int, seed: int) -> Written:
    with click.progressbar(length=size, label="inventing", file=sys.stderr) as bar:
        return write_corpus(folder, size, seed=seed, report=lambda done: bar.update(done - bar.pos))


def _report(written: Written, folder: Path) -> None:
    made = f"{written.publications} publications in {written.files} files, {human_bytes(written.bytes)}"
    click.echo(f"made {made} in {folder}", err=True)


def _greet(settings: Settings) -> None:
    address = f"http://{settings.text('host')}:{settings.number('port')}"
    token = (settings.data / TOKEN_FILE).read_text(encoding="utf-8").strip()
    with open_service(settings) as service:
        count = service.documents.count()
    body = (
        '{"query": "' + EXAMPLE.replace('"', '\\"') + '", "size": 3, "include": ["lens_id", "biblio.invention_title"]}'
    )
    click.echo(
        f"\n{count} publications\n"
        f"server        {address}\n"
        f"search token  {token}\n\n"
        f"try:\n  curl -s {address}/patent/search -H 'Authorization: Bearer {token}' \\\n"
        f"    -H 'Content-Type: application/json' -d '{body}'\n"
    )
