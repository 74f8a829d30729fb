"""`tokkyo user access`, `statistics`, `export`, `sweep`, `about` …: what is kept, and what is told."""

from pathlib import Path
from textwrap import indent

import click

from tokkyo.cli.user_options import line, moment, operates
from tokkyo.service.users import Registration

HOUR = 3_600_000_000


@click.command(short_help="Print who called what from where.")
@click.argument("name", required=False)
@operates
def access(desk: Registration, name: str | None) -> None:
    """Print the access log, of the user NAME or of all: hour, ID, API, client address, statusCode, calls."""
    users = {user.id: user.username for user in desk.desk.users.directory.list()}
    for row in desk.privacy.access(name):
        line(moment(row.hour * HOUR), users.get(row.user, "-"), row.api, row.address or "-", row.outcome, row.calls)


@click.command(short_help="Print what happened to accounts.")
@click.argument("name", required=False)
@operates
def events(desk: Registration, name: str | None) -> None:
    """Print what happened to accounts, of the user NAME or of all: time, event, ID, by whom, from where, detail."""
    users = {user.id: user.username for user in desk.desk.users.directory.list()}
    number = desk.desk.users.directory.find(name).id if name else None
    for one in desk.desk.users.audit.events(number):
        who = users.get(one.user or 0, "-")
        line(moment(one.time), one.name, who, one.actor, one.address or "-", one.detail)


@click.command(short_help="Print figures that name nobody.")
@click.option("--days", type=click.IntRange(min=1), default=30, show_default=True, help="How far back.")
@operates
def statistics(desk: Registration, days: int) -> None:
    """Print calls by day and API, fit to be published: figures that rest on few users are withheld."""
    for one in desk.privacy.figures(days):
        line(one.day, one.api, one.name, one.calls if one.calls is not None else "withheld")


@click.command(short_help="Print everything that is kept of a user.")
@click.argument("name")
@operates
def export(desk: Registration, name: str) -> None:
    """Print everything that is kept of the user NAME, as JSON."""
    click.echo(desk.privacy.export(name).decode())


@click.command(short_help="Remove what was kept long enough.")
@operates
def sweep(desk: Registration) -> None:
    """Remove what was kept long enough; servers do it every hour."""
    done = desk.privacy.sweep()
    line(f"{done.forms} forms", f"{done.requests} requests", f"{done.addresses} addresses", f"{done.calls} log rows")


@click.command(short_help="Print what users are told of the service.")
@click.option("--language", type=click.Choice(("ja", "en")), default="ja", show_default=True, help="Which text.")
@operates
def about(desk: Registration, language: str) -> None:
    """Print what users are told: scope, updates, hours, limits, costs, privacy, support, terms."""
    for one in desk.about.paragraphs(language):
        text = one.text if language == "ja" else click.wrap_text(one.text, 98)
        click.echo(f"{one.heading}\n{indent(text.strip(), '  ')}\n")


@click.command(short_help="Send an inquiry to the support centre.")
@click.argument("name")
@click.argument("text")
@click.option("--request", "asked", required=True, type=click.Path(exists=True, dir_okay=False), help="What was sent.")
@click.option("--response", required=True, type=click.Path(exists=True, dir_okay=False), help="What came back.")
@operates
def inquire(desk: Registration, name: str, text: str, asked: str, response: str) -> None:
    """Send the question TEXT of the user NAME to the support centre, with a request and its response."""
    parts = [Path(path).read_text(encoding="utf-8", errors="replace") for path in (asked, response)]
    desk.support.inquire(name, text, *parts)
    click.echo("sent to the support centre")
