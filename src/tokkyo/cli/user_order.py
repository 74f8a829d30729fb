"""`tokkyo user suspend`, `cancel`, `question` …: what is done about misuse and about those who do not answer."""

import click

from tokkyo.accounts.users.desk import Sent
from tokkyo.cli.user_options import by_option, line, operates, say
from tokkyo.service.users import Registration


@click.command(short_help="List users whose access looks suspicious.")
@click.option("--days", type=click.IntRange(min=1), default=1, show_default=True, help="How far back to look.")
@operates
def suspicious(desk: Registration, days: int) -> None:
    """List users who called from very many addresses, or very often over the limit."""
    found = desk.watch.suspicious(days)
    for one in found:
        line(one.username, f"{one.addresses} addresses", f"{one.refusals} calls over the limit")
    if not found:
        click.echo("nobody looks suspicious", err=True)


@click.command(short_help="Ask a user about suspicious access.")
@click.argument("name")
@click.argument("text")
@by_option
@operates
def question(desk: Registration, name: str, text: str, by: str) -> None:
    """Ask the user NAME about suspicious access, by letter."""
    say(f"asked {name}", desk.life.question(name, text, by=by))


@click.command(short_help="Stop an ID for a time.")
@click.argument("name")
@click.option("--reason", required=True, metavar="TEXT", help="Why; the user is told.")
@click.option("--related", is_flag=True, help="With the individual's employer, or the corporation's individual users.")
@by_option
@operates
def suspend(desk: Registration, name: str, reason: str, related: bool, by: str) -> None:
    """Suspend the user NAME: the password and all tokens stop working within a second."""
    done = desk.life.suspend(name, reason, by=by, related=related)
    users = ", ".join(user.username for user, _ in done)
    say(f"suspended {users}", sum((sent for _, sent in done), start=Sent(0)))


@click.command(short_help="Let a suspended user go on.")
@click.argument("name")
@click.option("--reason", default="", metavar="TEXT", help="Why; the user is told.")
@by_option
@operates
def resume(desk: Registration, name: str, reason: str, by: str) -> None:
    """Let the suspended user NAME go on, with the same password."""
    say(f"{name} may go on", desk.life.resume(name, reason, by=by))


@click.command(short_help="Note that a user cannot be reached.")
@click.argument("name")
@click.option("--note", required=True, metavar="TEXT", help="What was tried.")
@by_option
@operates
def unreachable(desk: Registration, name: str, note: str, by: str) -> None:
    """Note that the user NAME could not be reached; after some days the registration may be cancelled."""
    desk.life.unreachable(name, note, by=by)
    click.echo(f"noted that {name} cannot be reached")


@click.command(short_help="Note that a user answered.")
@click.argument("name")
@click.option("--note", default="", metavar="TEXT", help="How.")
@by_option
@operates
def reached(desk: Registration, name: str, note: str, by: str) -> None:
    """Note that the user NAME answered."""
    desk.life.reached(name, note, by=by)
    click.echo(f"noted that {name} answered")


@click.command(short_help="End a registration for good.")
@click.argument("name")
@click.option("--reason", required=True, metavar="TEXT", help="Why; the user is told.")
@click.option("--unreachable", is_flag=True, help="Because nobody answers; possible after the days settled for that.")
@by_option
@operates
def cancel(desk: Registration, name: str, reason: str, unreachable: bool, by: str) -> None:
    """End the registration of NAME for good; what it says of persons is removed, and nobody else gets the ID."""
    say(f"cancelled {name}", desk.life.cancel(name, reason, by=by, unreachable=unreachable))
