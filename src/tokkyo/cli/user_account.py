"""`tokkyo user issue`, `list`, `show`, `change`, `reissue` …: single accounts."""

import click

from tokkyo.accounts.users.form_check import checked
from tokkyo.accounts.users.forms import Contact
from tokkyo.cli.user_options import (
    by_option,
    contacts_option,
    credentials,
    line,
    moment,
    operates,
    read_form_file,
    say,
)
from tokkyo.cli.user_show import show_form
from tokkyo.errors import TokkyoError
from tokkyo.service.users import Registration
from tokkyo.store.users import CANCELLED, CORPORATION, KINDS


@click.command(short_help="Issue an ID at once and print it with its password.")
@click.argument("name", required=False)
@click.option("--kind", type=click.Choice(KINDS), default=CORPORATION, show_default=True, help="Whose ID it is.")
@by_option
@operates
def issue(desk: Registration, name: str | None, kind: str, by: str) -> None:
    """Issue the ID NAME (without one, an assigned ID) and print ID, password and token URL as JSON.

    No form is needed and no letter goes out. The password cannot be shown again.
    """
    credentials(desk.issuing.issue_directly(name, kind, by), desk.desk.house.token_url)


@click.command(short_help="Register a form for an ID issued without one.")
@click.argument("name")
@click.argument("path", metavar="FORM")
@by_option
@operates
def register(desk: Registration, name: str, path: str, by: str) -> None:
    """Register a FORM (TOML or JSON, - is standard input) for the user NAME, who was issued an ID without one."""
    form = checked(read_form_file(path), desk.desk.rules)
    desk.life.register(name, form, by=by)
    click.echo(f"registered the form of {name}")


@click.command("list", short_help="List all users.")
@click.option("--all", "everything", is_flag=True, help="Those who left too.")
@operates
def list_users(desk: Registration, everything: bool) -> None:
    """List all users: ID, kind, state, since when registered, name, how many limits are raised."""
    shown = [one for one in desk.life.profiles() if everything or one.user.state != CANCELLED]
    for one in shown:
        name = one.form.name if one.form else "-"
        since = moment(one.row.registered) if one.row else "-"
        raised = sum(use.raised for use in desk.desk.users.limits.uses(one.user)) if one.row else 0
        state = one.user.state + (" (unreachable)" if one.row and one.row.unreachable else "")
        line(one.user.username, one.user.kind, state, since, name, f"{raised} raised")
    if not shown:
        click.echo("there are no users; make one with: tokkyo user issue NAME", err=True)


@click.command(short_help="Show what is registered for a user.")
@click.argument("name")
@operates
def show(desk: Registration, name: str) -> None:
    """Show the user NAME: what is registered, since when."""
    found = desk.life.profile(name)
    line("ID", found.user.username)
    line("state", found.user.state)
    if not (found.form and found.row):
        line("kind", found.user.kind)
        line("form", "none; register one with: tokkyo user register")
        return
    line("registered", moment(found.row.registered))
    line("changed", moment(found.row.changed))
    if found.row.unreachable is not None:
        line("unreachable", f"since {moment(found.row.unreachable)}")
    show_form(found.form)


@click.command(short_help="Change what is registered.")
@click.argument("name")
@click.option("--purpose", metavar="TEXT", help="Purpose of use; needs no notice.")
@contacts_option
@click.option("--address", metavar="TEXT", help="Postal address.")
@click.option("--employer", metavar="TEXT", help="Employer of an individual.")
@click.option("--corporate-number", metavar="DIGITS", help="Corporate number, where none was registered.")
@click.option("--opd/--no-opd", default=None, help="Registered for the OPD-API too.")
@click.option("--new-name", metavar="TEXT", help="Other name of the same corporation or person; with --renamed.")
@click.option("--renamed", is_flag=True, help="It is the same corporation or person under another name.")
@by_option
@operates
def change(
    desk: Registration,
    name: str,
    contacts: tuple[Contact, ...],
    new_name: str | None,
    renamed: bool,
    by: str,
    **fields: object,
) -> None:
    """Change what is registered for the user NAME. Of former contacts nothing is kept."""
    changes = {field: value for field, value in fields.items() if value is not None}
    if contacts:
        changes["contacts"] = contacts
    if new_name is not None:
        changes["name"] = new_name
    if not changes:
        raise TokkyoError("nothing_to_change", "nothing is given", fix="see: tokkyo user change --help")
    say(f"changed {', '.join(sorted(changes))} of {name}", desk.life.change(name, changes, by=by, renamed=renamed))


@click.command(short_help="Issue a new password, or another ID.")
@click.argument("name")
@click.option("--id", "wish", metavar="ID", help="Issue this ID in place of the present one.")
@by_option
@operates
def reissue(desk: Registration, name: str, wish: str | None, by: str) -> None:
    """Issue a new password for NAME and print ID, password and token URL as JSON; the old pair is dead at once.

    The letter goes to the first contact, if one is registered.
    """
    granted = desk.life.reissue(name, wish=wish, by=by)
    credentials(granted.issued, desk.desk.house.token_url)
    for failure in granted.sent.failures:
        click.echo(f"tokkyo: no letter to {failure}", err=True)


@click.command(short_help="Send a link for a new password.")
@click.argument("email")
@operates
def forgotten(desk: Registration, email: str) -> None:
    """Send a link for a new password to EMAIL, or a letter saying that nobody is registered with it."""
    desk.forgotten.ask(email, "")
    click.echo("a letter is on its way")


@click.command(short_help="Issue a new password for the code of such a link.")
@click.argument("code")
@operates
def redeem(desk: Registration, code: str) -> None:
    """Issue a new password for the CODE of such a letter and print ID, password and token URL as JSON."""
    credentials(desk.forgotten.redeem(code.rpartition("/")[2]), desk.desk.house.token_url)
