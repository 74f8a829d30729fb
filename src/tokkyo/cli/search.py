"""`tokkyo search`: a query on the command line, answered as a table, JSON lines or CSV."""

import csv
import sys
from collections.abc import Iterable
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Table

from tokkyo.cli.explaining import print_explanation, print_suggestions
from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import NOT_FOUND, reports_errors
from tokkyo.engine.port import RELEVANCE, SortKey
from tokkyo.errors import QueryError
from tokkyo.service.columns import safe
from tokkyo.service.opening import open_service
from tokkyo.service.projection import projection
from tokkyo.service.search import SearchRequest, SearchResult, analysis, sort_key

COLUMNS = ("lens_id", "number", "kind", "published", "type", "status", "title", "applicants", "cpc")
FIELDS = (
    "lens_id",
    "jurisdiction",
    "doc_number",
    "kind",
    "date_published",
    "publication_type",
    "legal_status.patent_status",
    "biblio.invention_title",
    "biblio.parties.applicants",
    "biblio.classifications_cpc",
)


@click.command(short_help="Search from the command line.")
@click.argument("query")
@data_options
@click.option("--size", default=20, show_default=True, help="Number of hits to print.")
@click.option("--from", "offset", default=0, show_default=True, help="Number of hits to skip.")
@click.option(
    "--sort", "sorts", multiple=True, metavar="FIELD[:desc]", help="Sort by a field, e.g. date_published:desc."
)
@click.option("--language", help="Language of the words: AR DE EN ES FR JA KO PT RU ZH.")
@click.option("--exact", is_flag=True, help="Do not reduce words to their stems.")
@click.option("--json", "as_json", is_flag=True, help="Print whole records, one JSON line each.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a header line.")
@click.option("--explain", is_flag=True, help="Print how the query is understood and what each part finds, no hits.")
@reports_errors
def search(
    query: str,
    data: str | None,
    assignments: tuple[str, ...],
    size: int,
    offset: int,
    sorts: tuple[str, ...],
    language: str | None,
    exact: bool,
    as_json: bool,
    as_csv: bool,
    explain: bool,
) -> None:
    """Search with query text, e.g. 'title:battery AND jurisdiction:JP' or a JSON query object.

    The number of hits goes to standard error, so that the output can be piped. Exit code 3 when nothing is found.
    """
    request = SearchRequest(
        query=query_of(query),
        sort=tuple(sort_of(text) for text in sorts) or (RELEVANCE,),
        size=size,
        offset=offset,
        projection=projection(() if as_json else FIELDS, ()),
        analysis=analysis(language, not exact),
    )
    with open_service(settings_of(data, assignments)) as service:
        prepared = service.search.prepare(request)
        if explain:
            print_explanation(service.extras.explaining.explanation(prepared.query), as_json=as_json)
            return
        result = service.search.answer(prepared)
        meant = () if result.total else service.extras.suggesting.suggestions(request.query, request.analysis)
    _print(result, as_json, as_csv)
    _report(result)
    print_suggestions(meant)
    if not result.total:
        raise SystemExit(NOT_FOUND)


def _report(result: SearchResult) -> None:
    for warning in result.warnings:
        click.echo(f"tokkyo: {warning}", err=True)
    click.echo(f"{result.total} hits, {len(result.records)} shown", err=True)


def query_of(text: str) -> Any:
    """Return a JSON query object decoded, query text as it is. Raises `QueryError` `bad_json`."""
    if not text.lstrip().startswith("{"):
        return text
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise QueryError("bad_json", f"the query is not JSON: {error}", fix="correct it, or write query text") from None


def sort_of(text: str) -> SortKey:
    """Return the sort criterion of `FIELD` or `FIELD:desc`. Raises `QueryError`."""
    name, _, direction = text.partition(":")
    return sort_key(name, direction or "asc", "--sort")


def _print(result: SearchResult, as_json: bool, as_csv: bool) -> None:
    if as_json:
        for record in result.records:
            click.echo(record)
        return
    rows = [_row(msgspec.json.decode(record)) for record in result.records]
    if as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(COLUMNS)
        writer.writerows([[safe(value) for value in row] for row in rows])
    elif rows:
        _print_table(rows)


# Columns of the table with the terminal width from which each is shown.
_SHOWN = (("number", 0), ("published", 0), ("status", 100), ("title", 0), ("applicants", 120), ("lens_id", 140))


def _print_table(rows: Iterable[list[str]]) -> None:
    console = Console()
    shown = [COLUMNS.index(name) for name, width in _SHOWN if console.width >= width]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place in shown:
        table.add_column(COLUMNS[place], no_wrap=COLUMNS[place] in ("number", "published", "lens_id"))
    for row in rows:
        table.add_row(*(row[place] for place in shown))
    console.print(table)


def _row(record: dict[str, Any]) -> list[str]:
    biblio = record.get("biblio", {})
    names = (row.get("extracted_name", {}).get("value", "") for row in biblio.get("parties", {}).get("applicants", []))
    symbols = (row.get("symbol", "") for row in biblio.get("classifications_cpc", {}).get("classifications", []))
    return [
        record.get("lens_id", ""),
        f"{record.get('jurisdiction', '')} {record.get('doc_number', '')} {record.get('kind', '')}".strip(),
        record.get("kind", ""),
        record.get("date_published", ""),
        record.get("publication_type", ""),
        record.get("legal_status", {}).get("patent_status", ""),
        _title(biblio.get("invention_title", [])),
        "; ".join(names),
        "; ".join(dict.fromkeys(symbols)),
    ]


def _title(titles: list[dict[str, str]]) -> str:
    """Return the English title when there is one, else the first."""
    english = next((title for title in titles if title.get("lang") == "en"), None)
    return (english or (titles[0] if titles else {})).get("text", "")
