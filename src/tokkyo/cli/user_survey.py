"""`tokkyo user survey`: questions on the use of the service, and the answers."""

import click

from tokkyo.accounts.users.notices import Text
from tokkyo.cli.user_notice import text_options
from tokkyo.cli.user_options import InOrder, by_option, line, moment, operates, say
from tokkyo.service.users import Registration


@click.group(cls=InOrder, short_help="Surveys on the use of the service.")
def survey() -> None:
    """Surveys on the use of the service, which users agreed to answer."""


@survey.command("open", short_help="Ask every user.")
@text_options
@click.option("--days", type=click.IntRange(min=1), metavar="N", help="Days to answer [the setting survey_days].")
@by_option
@operates
def open_survey(desk: Registration, days: int | None, by: str, **text: str) -> None:
    """Ask every user by letter; a title and a text in one language are enough."""
    number, sent = desk.surveys.open(Text(**text), by=by, days=days)
    say(f"opened survey no. {number}", sent)


@survey.command("list", short_help="List the surveys.")
@operates
def list_surveys(desk: Registration) -> None:
    """List the surveys, newest first: number, until when, answers, title."""
    found = desk.surveys.list()
    for one in found:
        title = one.text.title_ja or one.text.title_en
        line(one.row.number, f"until {moment(one.row.closes)}", f"{one.answers} answers", title)
    if not found:
        click.echo("there are no surveys", err=True)


@survey.command(short_help="Put down an answer.")
@click.argument("number", type=int)
@click.argument("name")
@click.argument("text")
@operates
def answer(desk: Registration, number: int, name: str, text: str) -> None:
    """Put down what the user NAME answered to survey no. NUMBER."""
    desk.surveys.answer(number, name, text)
    click.echo(f"put down the answer of {name}")


@survey.command(short_help="Print the answers.")
@click.argument("number", type=int)
@operates
def answers(desk: Registration, number: int) -> None:
    """Print the answers to survey no. NUMBER: ID and text."""
    for name, text in desk.surveys.answers(number):
        line(name, text)


@survey.command(short_help="List who has not answered.")
@click.argument("number", type=int)
@operates
def silent(desk: Registration, number: int) -> None:
    """List the users who have not answered survey no. NUMBER."""
    for name in desk.surveys.silent(number):
        click.echo(name)


@survey.command(short_help="End a survey now.")
@click.argument("number", type=int)
@operates
def close(desk: Registration, number: int) -> None:
    """End survey no. NUMBER now."""
    desk.surveys.close(number)
    click.echo(f"closed survey no. {number}")
