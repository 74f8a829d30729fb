"""`tokkyo case`: cases before the Japan Patent Office on the command line."""

import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import date

import click
import msgspec
from rich.console import Console
from rich.table import Table

from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import NOT_FOUND, reports_errors
from tokkyo.cli.search import query_of
from tokkyo.engine.port import RELEVANCE, SortKey
from tokkyo.errors import NotFound, QueryError
from tokkyo.fields.registry import CASES
from tokkyo.model.jpo.apis import LAWS
from tokkyo.query.dates import EPOCH, span
from tokkyo.query.values import shown
from tokkyo.service.columns import safe
from tokkyo.service.jpo.annuities import due as payments_due
from tokkyo.service.jpo.lines import CaseLine, case_line
from tokkyo.service.jpo.search import CaseSearchRequest
from tokkyo.service.opening import open_service, today_in_japan
from tokkyo.service.search import sort_key

COLUMNS = (
    "law",
    "application_number",
    "registration_number",
    "filing_date",
    "next_payment_date",
    "title",
    "applicants",
)
# Columns of the table, their headings, and the width of a terminal from which each is shown.
_SHOWN = (
    ("law", "law", 0),
    ("application_number", "application", 0),
    ("registration_number", "registration", 100),
    ("filing_date", "filed", 0),
    ("next_payment_date", "due", 0),
    ("title", "title", 0),
    ("applicants", "applicants", 110),
)
LAW = click.Choice(LAWS)


@click.group(short_help="Cases before the Japan Patent Office.")
def case() -> None:
    """Search cases before the Japan Patent Office, find them by number, see their changes and what is to be paid."""


@case.command()
@click.argument("query")
@data_options
@click.option("--size", default=20, show_default=True, help="Number of cases to print.")
@click.option("--from", "offset", default=0, show_default=True, help="Number of cases to skip.")
@click.option("--sort", "sorts", multiple=True, metavar="FIELD[:desc]", help="Sort by a field, e.g. filing_date:desc.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line a case.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a header line.")
@reports_errors
def search(
    query: str,
    data: str | None,
    assignments: tuple[str, ...],
    size: int,
    offset: int,
    sorts: tuple[str, ...],
    as_json: bool,
    as_csv: bool,
) -> None:
    """Search with query text, e.g. 'title:電池 AND law:patent AND in_force:true', or a JSON query object.

    The number of hits goes to standard error, so that the output can be piped. Exit code 3 when nothing is found.
    """
    request = CaseSearchRequest(query_of(query), tuple(map(_sort_of, sorts)) or (RELEVANCE,), size, offset)
    _found(data, assignments, request, as_json, as_csv)


@case.command()
@data_options
@click.option("--from", "first", default="now", show_default=True, help="First day, e.g. 20260507 or now-1M.")
@click.option("--to", "last", default="now+3M", show_default=True, help="Last day.")
@click.option("--query", help="Which cases, e.g. holder.code:000003207.")
@click.option("--size", default=100, show_default=True, help="Number of payments to print.")
@click.option("--from-hit", "offset", default=0, show_default=True, help="Number of payments to skip.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line a case.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a header line.")
@reports_errors
def due(
    data: str | None,
    assignments: tuple[str, ...],
    first: str,
    last: str,
    query: str | None,
    size: int,
    offset: int,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Print the rights in force whose next payment falls due within some days, the next one first."""
    days = _day(first, "--from")[0], _day(last, "--to")[1]
    request = payments_due(*days, query_of(query) if query else None, size, offset)
    _found(data, assignments, request, as_json, as_csv)


@case.command()
@click.argument("number")
@data_options
@click.option("--law", type=LAW, default=None, help="Only cases under this law.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line a case.")
@reports_errors
def get(number: str, data: str | None, assignments: tuple[str, ...], law: str | None, as_json: bool) -> None:
    """Print the cases that a NUMBER in any spelling leads to.

    Examples: 特願2020-123456, 特許第7533889号, "PCT/JP2019/011858", 令和2年特許願第123456号, 2020123456.
    """
    with open_service(settings_of(data, assignments)) as service:
        found = service.finding.numbers.find(number, law or "")
        records = [service.finding.records.record(one.law, one.application) for one in found]
    lines = [case_line(record) for record in records if record]
    if not lines:
        fix = "write it as 特願2020-123456, 特許第7533889号 or 2020123456"
        raise NotFound("not_found", f"no case answers to {shown(number)}", fix=fix)
    for line in lines:
        click.echo(msgspec.json.encode(line) if as_json else _card(line))


@case.command()
@data_options
@click.option("--after", default=0, show_default=True, help="Print changes behind this place in their order.")
@click.option("--law", type=LAW, default=None, help="Only cases under this law.")
@click.option("--size", default=1000, show_default=True, help="Number of changes to print.")
@reports_errors
def changes(data: str | None, assignments: tuple[str, ...], after: int, law: str | None, size: int) -> None:
    """Print which cases changed, oldest first: place, day in Japan, law, application number, tab-separated."""
    with open_service(settings_of(data, assignments)) as service:
        rows = service.finding.changes.changed("", "~", max(0, after), max(0, size), law or "")
    for row in rows:
        click.echo(f"{row.seq}\t{row.changed}\t{row.law}\t{row.application}")


def _sort_of(text: str) -> SortKey:
    name, _, direction = text.partition(":")
    return sort_key(name, direction or "asc", "--sort", CASES)


def _day(text: str, path: str) -> tuple[date, date]:
    """Return the first and the last day of a date. Raises `QueryError` `bad_date`."""
    try:
        first, last = (date.fromordinal(EPOCH.toordinal() + number) for number in span(text, today_in_japan()))
    except (ValueError, OverflowError):
        fix = "give a day such as 20260507 or now+3M"
        raise QueryError("bad_date", f"{shown(text)} is no date", path=path, fix=fix) from None
    return first, last


def _found(
    data: str | None, assignments: tuple[str, ...], request: CaseSearchRequest, as_json: bool, as_csv: bool
) -> None:
    with open_service(settings_of(data, assignments)) as service:
        result = service.finding.search.search(request)
    lines = [case_line(one.record, one.score) for one in result.cases]
    _print(lines, as_json, as_csv)
    for warning in result.warnings:
        click.echo(f"tokkyo: {warning}", err=True)
    click.echo(f"{result.total} cases, {len(lines)} shown", err=True)
    if not result.total:
        raise SystemExit(NOT_FOUND)


def _print(lines: Sequence[CaseLine], as_json: bool, as_csv: bool) -> None:
    if as_json:
        for line in lines:
            click.echo(msgspec.json.encode(line))
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(COLUMNS)
        writer.writerows([[safe(value) for value in _row(line)] for line in lines])
    elif lines:
        _print_table(map(_row, lines))


def _print_table(rows: Iterable[Sequence[str]]) -> None:
    console = Console()
    table = Table(box=None, pad_edge=False, header_style="bold")
    places = [COLUMNS.index(name) for name, _, width in _SHOWN if console.width >= width]
    for name, heading, width in _SHOWN:
        if console.width >= width:
            table.add_column(heading, no_wrap=name not in ("title", "applicants"))
    for row in rows:
        table.add_row(*(row[place] for place in places))
    console.print(table)


def _row(line: CaseLine) -> Sequence[str]:
    names = "; ".join(person.name for person in line.applicants)
    return [getattr(line, name) if name != "applicants" else names for name in COLUMNS]


def _card(line: CaseLine) -> str:
    """Return a case as a person reads it."""
    told = msgspec.to_builtins(line)
    people = ("applicants", "attorneys", "holders")
    rows = ((name, _people(value) if name in people else value) for name, value in told.items())
    return "\n".join(f"{name.replace('_', ' '):<31}{_text(value)}" for name, value in rows if _text(value)) + "\n"


def _people(persons: Iterable[dict[str, str]]) -> list[str]:
    return [f"{person['name']} [{person['code']}]" if person["code"] else person["name"] for person in persons]


def _text(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value or "")
