"""`tokkyo export`: everything a query finds, into a file or a pipe."""

import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

import click
import msgspec

from tokkyo.cli import export_file
from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import INTERRUPTED, NOT_FOUND, reports_errors
from tokkyo.cli.progress import display
from tokkyo.cli.search import query_of, sort_of
from tokkyo.engine.port import RELEVANCE
from tokkyo.errors import TokkyoError
from tokkyo.ingest.summary import Progress
from tokkyo.service.exporting import Export, Format, Layout
from tokkyo.service.opening import Service, open_service
from tokkyo.service.projection import projection
from tokkyo.service.search import SearchRequest, analysis

PHASE = "export"


@click.command(short_help="Write everything a query finds to a file.")
@click.argument("query")
@data_options
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File [standard output].")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), help="[csv for FILE.csv, else jsonl]")
@click.option("--resume", is_flag=True, help="Go on with an interrupted export to the same file, or begin it.")
@click.option("--sort", "sorts", multiple=True, metavar="FIELD[:desc]", help="Sort by a field, e.g. date_published.")
@click.option("--include", multiple=True, metavar="PATH", help="Keep only this part of records (jsonl).")
@click.option("--exclude", multiple=True, metavar="PATH", help="Leave this part of records out (jsonl).")
@click.option("--column", "columns", multiple=True, metavar="NAME", help="A column, or the path of a part (csv).")
@click.option("--raw", is_flag=True, help="Leave cells as they are that a spreadsheet takes for formulas (csv).")
@click.option("--language", help="Language of the words: AR DE EN ES FR JA KO PT RU ZH.")
@click.option("--exact", is_flag=True, help="Do not reduce words to their stems.")
@reports_errors
def export(
    query: str,
    data: str | None,
    assignments: tuple[str, ...],
    output: Path | None,
    form: Format | None,
    resume: bool,
    sorts: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    columns: tuple[str, ...],
    raw: bool,
    language: str | None,
    exact: bool,
) -> None:
    """Write all publications that QUERY finds, as JSON lines or as CSV, in order and however many there are.

    QUERY is query text, e.g. 'title:battery AND jurisdiction:JP', or a JSON query object. An interrupted export to a
    file goes on with --resume where it stopped: the hits are those of its beginning, none is missing or there twice.
    Exit code 3 when nothing is found.
    """
    if resume and output is None:
        raise click.UsageError("--resume needs -o FILE")
    layout = _layout(form, output, include, exclude, columns, raw=raw)
    request = SearchRequest(
        query=query_of(query),
        sort=tuple(sort_of(text) for text in sorts) or (RELEVANCE,),
        size=0,
        analysis=analysis(language, not exact),
    )
    with open_service(settings_of(data, assignments)) as service:
        if output is None:
            total = _to_pipe(service, request, layout)
        else:
            total = _to_file(service, request, layout, output, resume=resume)
    if not total:
        raise SystemExit(NOT_FOUND)


def _layout(
    form: Format | None,
    output: Path | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    columns: tuple[str, ...],
    *,
    raw: bool,
) -> Layout:
    kind: Format = form or ("csv" if output is not None and output.suffix.lower() == ".csv" else "jsonl")
    if (include or exclude) if kind == "csv" else (columns or raw):
        raise click.UsageError("--include and --exclude are for jsonl, --column and --raw for csv")
    kept = projection(include, exclude)
    return Layout(kind, kept.include, kept.exclude, columns, not raw)


def _to_pipe(service: Service, request: SearchRequest, layout: Layout) -> int:
    with tempfile.TemporaryDirectory(prefix="tokkyo-") as folder:
        export = _begun(service, request, layout, Path(folder) / "hits")
        try:
            return _write(export, sys.stdout.buffer, 0)
        finally:
            export.close()


def _to_file(service: Service, request: SearchRequest, layout: Layout, target: Path, *, resume: bool) -> int:
    hits = export_file.list_of(target)
    if export_file.may_begin(target, resume=resume):
        export = _begun(service, request, layout, hits)
    else:
        export = service.exporting.resume_file(hits)
    try:
        if (export.layout, export.request) != (layout, _known_by(request)):
            message = f"the unfinished export to {target} is of another query, order or format"
            raise TokkyoError("other_export", message, fix="give the same ones, or choose another file")
        file, records = export_file.open_behind_last(target, layout.format)
        with file:
            export.start_after(records)
            total = _write(export, file, records)
            export_file.finish(target, file)
        return total
    except KeyboardInterrupt:
        click.echo("tokkyo: interrupted; go on with --resume", err=True)
        raise SystemExit(INTERRUPTED) from None
    finally:
        export.close()


def _begun(service: Service, request: SearchRequest, layout: Layout, hits: Path) -> Export:
    prepared = service.search.expanded(service.search.prepare(request))
    for warning in prepared.query.warnings:
        click.echo(f"tokkyo: {warning}", err=True)
    return service.exporting.begin_file(hits, prepared, layout, _known_by(request))


def _known_by(request: SearchRequest) -> str:
    """Return what is the same for the same search."""
    return msgspec.json.encode([request.query, request.sort, request.analysis]).decode()


def _write(export: Export, file: BinaryIO, records: int) -> int:
    """Write the rest of an export behind so many records, showing how it goes; return all records there are then."""
    shown = display(sys.stderr)
    try:
        while (batch := export.batch()) is not None:
            file.write(batch[0])
            records += batch[1]
            shown.show(Progress(PHASE, records, of=export.total))
        file.flush()
    finally:
        shown.close()
    click.echo(f"{records} records", err=True)
    return records
