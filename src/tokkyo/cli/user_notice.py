"""`tokkyo user notice`: notices to all users, and maintenance."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from tokkyo.accounts.users.notices import Notice, Text
from tokkyo.cli.user_options import TIME, InOrder, by_option, line, operates, read_time, say
from tokkyo.service.users import Registration

_OPTIONS = (
    ("--title-ja", "Title in Japanese."),
    ("--text-ja", "Text in Japanese, which prevails."),
    ("--title-en", "Title in English."),
    ("--text-en", "Text in English."),
)


def text_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add options for a title and a text in both languages."""
    for name, meaning in reversed(_OPTIONS):
        command = click.option(name, default="", metavar="TEXT", help=meaning)(command)
    return command


@click.group(cls=InOrder, short_help="Notices to all users, and maintenance.")
def notice() -> None:
    """Notices to all users, and maintenance, during which calls are answered with a 503."""


@notice.command(short_help="Put up a notice.")
@text_options
@click.option("--letters", is_flag=True, help="Write it to every user as well.")
@by_option
@operates
def publish(desk: Registration, letters: bool, by: str, **text: str) -> None:
    """Put up a notice; a title and a text in one language are enough."""
    number, sent = desk.board.publish(Text(**text), by=by, letters=letters)
    say(f"published no. {number}", sent)


@notice.command(short_help="Announce maintenance.")
@click.argument("starts", type=read_time, metavar="FROM")
@click.argument("ends", type=read_time, metavar="[TO]", required=False)
@text_options
@click.option("--urgent", is_flag=True, help="Announced later than is usual.")
@click.option("--letters", is_flag=True, help="Write it to every user as well.")
@by_option
@operates
def maintenance(
    desk: Registration, starts: datetime, ends: datetime | None, urgent: bool, letters: bool, by: str, **text: str
) -> None:
    """Announce maintenance FROM a time TO another ('YYYY-MM-DD HH:MM' in Japan; without TO until it is ended)."""
    number, sent = desk.board.announce(Text(**text), starts, ends, by=by, urgent=urgent, letters=letters)
    say(f"announced no. {number}", sent)


@notice.command("list", short_help="List the notices.")
@click.option("--all", "everything", is_flag=True, help="Withdrawn ones too.")
@operates
def list_notices(desk: Registration, everything: bool) -> None:
    """List the notices, newest first: number, kind, date, period of maintenance, title."""
    found = desk.notices.all() if everything else desk.notices.public()
    for one in found:
        line(one.number, one.kind, f"{one.published:{TIME}}", _period(one), one.text.title_ja or one.text.title_en)
    if not found:
        click.echo("there are no notices", err=True)


@notice.command(short_help="End maintenance now.")
@click.argument("number", type=int)
@by_option
@operates
def end(desk: Registration, number: int, by: str) -> None:
    """End maintenance no. NUMBER now; calls are answered again within a second."""
    desk.board.end(number, by=by)
    click.echo(f"ended no. {number}")


@notice.command(short_help="Take a notice down.")
@click.argument("number", type=int)
@by_option
@operates
def withdraw(desk: Registration, number: int, by: str) -> None:
    """Take down notice no. NUMBER, or call maintenance off."""
    desk.board.withdraw(number, by=by)
    click.echo(f"withdrew no. {number}")


def _period(one: Notice) -> str:
    if one.withdrawn:
        return "withdrawn"
    if one.starts is None:
        return "-"
    return f"{one.starts:{TIME}} to {f'{one.ends:{TIME}}' if one.ends else 'further notice'}"
