"""`tokkyo user request`: what users ask for after they were registered."""

import click
import msgspec

from tokkyo.accounts.users.forms import Contact, RaiseWish
from tokkyo.accounts.users.issuing import Granted
from tokkyo.accounts.users.requests import Body, Change, Leave, Reissue
from tokkyo.cli.user_options import InOrder, by_option, contacts_option, line, moment, operates, say
from tokkyo.cli.user_show import show_wish
from tokkyo.service.users import Registration
from tokkyo.store.users_requests import OPEN, STATES


@click.group(cls=InOrder, short_help="What users ask for: changes, new credentials, higher limits.")
def request() -> None:
    """What users ask for after they were registered: changes, new credentials, higher limits, to leave.

    Changes and new credentials are granted once it was noted that it is the user who asks.
    """


@request.command("list", short_help="List the requests that wait for a decision.")
@click.option("--all", "everything", is_flag=True, help="Decided ones too.")
@operates
def list_requests(desk: Registration, everything: bool) -> None:
    """List the requests that wait for a decision: number, state, kind, ID, date, whether it is known who asks."""
    found = desk.requests.list(STATES if everything else (OPEN,))
    for one in found:
        known = "identity known" if one.row.identity is not None else "identity not noted"
        line(one.row.number, one.row.state, one.row.kind, one.user.username, moment(one.row.asked), known)
    if not found:
        click.echo("no request waits for a decision", err=True)


@request.command(short_help="Show one request and what was noted.")
@click.argument("number", type=int)
@operates
def show(desk: Registration, number: int) -> None:
    """Show request no. NUMBER and what was noted about it."""
    found = desk.requests.find(number)
    line("ID", found.user.username)
    line("kind", found.row.kind)
    line("state", found.row.state)
    line("asked", moment(found.row.asked))
    line("identity", moment(found.row.identity) if found.row.identity is not None else "not noted")
    _show_body(found.body)
    for note in found.row.notes:
        line("note", f"{moment(note.time)} {note.by}: {note.text}")


@request.command(short_help="Take in a wish for other registered data.")
@click.argument("name")
@contacts_option
@click.option("--address", metavar="TEXT", help="Postal address.")
@operates
def change(desk: Registration, name: str, contacts: tuple[Contact, ...], address: str | None) -> None:
    """Take in that NAME wants other data registered."""
    given: dict[str, object] = {"contacts": contacts or None, "address": address}
    fields = {field: msgspec.Raw(msgspec.json.encode(value)) for field, value in given.items() if value is not None}
    _asked(desk, name, Change(fields))


@request.command(short_help="Take in a wish for new credentials.")
@click.argument("name")
@click.option("--id", "wish", metavar="ID", help="Another ID too.")
@operates
def reissue(desk: Registration, name: str, wish: str | None) -> None:
    """Take in that NAME wants a new password, or another ID."""
    _asked(desk, name, Reissue(wish))


@request.command(short_help="Take in a wish to end the registration.")
@click.argument("name")
@click.option("--reason", default="", metavar="TEXT", help="Why.")
@operates
def leave(desk: Registration, name: str, reason: str) -> None:
    """Take in that NAME wants to end the registration."""
    _asked(desk, name, Leave(reason))


@request.command(short_help="Note that it is the user who asks.")
@click.argument("number", type=int)
@click.option("--note", required=True, metavar="TEXT", help="How it was found, such as: copy of the form seen.")
@by_option
@operates
def identity(desk: Registration, number: int, note: str, by: str) -> None:
    """Note that it is the user who made request no. NUMBER."""
    desk.requests.identity(number, note, by)
    click.echo(f"noted who asks in no. {number}")


@request.command(short_help="Do what is asked.")
@click.argument("number", type=int)
@by_option
@operates
def grant(desk: Registration, number: int, by: str) -> None:
    """Grant request no. NUMBER: what is asked for is done at once, and the user told."""
    done = desk.requests.grant(number, by)
    say(f"granted no. {number}", done.sent if isinstance(done, Granted) else done)


@request.command(short_help="Refuse a request.")
@click.argument("number", type=int)
@click.option("--reason", required=True, metavar="TEXT", help="Why; the user is told.")
@by_option
@operates
def refuse(desk: Registration, number: int, reason: str, by: str) -> None:
    """Refuse request no. NUMBER."""
    say(f"refused no. {number}", desk.requests.refuse(number, reason, by))


def _asked(desk: Registration, name: str, body: Body) -> None:
    click.echo(f"received no. {desk.requests.ask(name, body)}")


def _show_body(body: Body | None) -> None:
    if isinstance(body, RaiseWish):
        show_wish(body)
    elif isinstance(body, Change):
        for field, raw in body.fields.items():
            line(field, bytes(raw).decode())
    elif isinstance(body, Reissue):
        line("new ID", body.wish or "the same")
    elif isinstance(body, Leave):
        line("reason", body.reason or "-")
    else:
        line("content", "removed")
