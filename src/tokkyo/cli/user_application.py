"""`tokkyo user application`: registration forms, from receipt to the ID."""

import click

from tokkyo.accounts.users.applications import MEANS, Review
from tokkyo.accounts.users.bars import MEANINGS
from tokkyo.accounts.users.forms import CORPORATION, Form
from tokkyo.accounts.users.issuing import EMAIL, Granted
from tokkyo.cli.output import reports_errors
from tokkyo.cli.user_options import InOrder, by_option, credentials, line, moment, operates, read_form_file, say
from tokkyo.cli.user_show import show_form
from tokkyo.service.users import Registration
from tokkyo.store.users import KINDS
from tokkyo.store.users_applications import PENDING, STATES

TEMPLATES = {
    "corporation": """\
# Registration form, corporation / 利用登録申込書（法人）
kind = "corporation"
consent = false          # consent to the terms of use / 利用規約への同意
name = ""                # 法人名
corporate_number = ""    # 法人番号, 13 digits, if you have one
address = ""             # 所在地
purpose = ""             # purpose of use, in relation to your business / 利用目的
wanted_id = ""           # 希望ID: 8 to 15 digits, small letters and - _ . of at least two of these kinds
opd = false              # the OPD-API as well / OPD-APIの利用

[[contacts]]             # one to three persons / 担当者
name = ""
section = ""             # 部署
title = ""               # 役職
email = ""               # a personal address, no shared mailbox or list
phone = ""

# [raised_limits]        # higher daily limits, if needed / アクセス上限数の変更
# apis = ["1-8"]         # up to three numbers of the API list
# factor = 2
# cases_per_year = 0     # applications and procedures a year
# reason = ""
# [raised_limits.provider]   # Information Providers only / 情報提供事業者
# bulk_service_id = ""
# service = ""           # its URL or kind
# own_database = false   # A: own database from the bulk downloads, and a service on it
# fewer_calls = false    # B: the API is part of it, and caching keeps calls few
# gives_usage = false    # C: gives information on use
""",
    "individual": """\
# Registration form, individual / 利用登録申込書（個人）
kind = "individual"
consent = false          # consent to the terms of use / 利用規約への同意
personal_use = false     # the use is personal, not for a corporation / 個人としての利用
name = ""                # 氏名
address = ""             # 住所
employer = ""            # 勤務先
purpose = ""             # purpose of use / 利用目的
wanted_id = ""           # 希望ID: 8 to 15 digits, small letters and - _ . of at least two of these kinds
opd = false              # the OPD-API as well / OPD-APIの利用

[[contacts]]
name = ""
email = ""
phone = ""
""",
}


@click.group(cls=InOrder, short_help="Registration forms: receive, verify, accept, refuse.")
def application() -> None:
    """Registration forms, from receipt to the ID: received, verified, then issued or refused."""


@application.command(short_help="Print an empty form.")
@click.option("--kind", type=click.Choice(KINDS), default=CORPORATION, show_default=True, help="Whose form.")
@reports_errors
def form(kind: str) -> None:
    """Print an empty form, to be filled in."""
    click.echo(TEMPLATES[kind], nl=False)


@application.command(short_help="Take in a form and send the applicant a link.")
@click.argument("path", metavar="FORM")
@by_option
@operates
def receive(desk: Registration, path: str, by: str) -> None:
    """Take in a FORM (TOML or JSON, - is standard input) and send the applicant a link to confirm the address."""
    number = desk.applications.receive(read_form_file(path), by)
    found = desk.applications.find(number)
    click.echo(f"received no. {number}")
    _warn(found)


@application.command("list", short_help="List the forms that wait for a decision.")
@click.option("--all", "everything", is_flag=True, help="Decided ones too.")
@operates
def list_applications(desk: Registration, everything: bool) -> None:
    """List the forms that wait for a decision: number, state, kind, name, e-mail, date, what stands against it."""
    found = desk.applications.list(STATES if everything else PENDING)
    for one in found:
        name, email = (one.form.name, one.form.contacts[0].email) if one.form else ("(removed)", "-")
        kind = one.form.kind if one.form else "-"
        line(one.row.number, one.row.state, kind, name, email, moment(one.row.received), ", ".join(one.bars) or "-")
    if not found:
        click.echo("no form waits for a decision", err=True)


@application.command(short_help="Show one form and what was noted.")
@click.argument("number", type=int)
@operates
def show(desk: Registration, number: int) -> None:
    """Show form no. NUMBER: what it says, who was reached, what was noted, what stands against it."""
    found = desk.applications.find(number)
    row = found.row
    line("state", row.state)
    line("received", moment(row.received))
    if row.form:
        show_form(_form(found))
        line("reached by", ", ".join(sorted(row.reached)) or "nobody yet")
    for note in row.notes:
        line("note", f"{moment(note.time)} {note.by}: {note.text}")
    for bar in found.bars:
        line("against it", f"{MEANINGS[bar]} [{bar}]")


@application.command(short_help="Confirm an e-mail address, as the link does.")
@click.argument("code")
@operates
def confirm(desk: Registration, code: str) -> None:
    """Confirm an e-mail address with the CODE of a letter; this is what its link does."""
    number, granted = desk.applications.confirm(code.rpartition("/")[2])
    click.echo(f"confirmed the e-mail address of no. {number}")
    if granted:
        _tell(granted)


@application.command(short_help="Send a new link.")
@click.argument("number", type=int)
@operates
def remind(desk: Registration, number: int) -> None:
    """Send the applicant of no. NUMBER a new link."""
    sent = desk.applications.remind(number)
    click.echo(f"sent a new link to the applicant of no. {number}" if sent else "no letter could be sent")
    _warn(desk.applications.find(number))


@application.command(short_help="Note that the applicant was called or written to.")
@click.argument("number", type=int)
@click.option("--by-telephone", "means", flag_value=MEANS[1], default=True, help="They were called [the default].")
@click.option("--by-email", "means", flag_value=EMAIL, help="They answered an e-mail.")
@click.option("--reached/--not-reached", default=True, help="Whether anybody could be reached.")
@click.option("--note", default="", metavar="TEXT", help="What was said.")
@by_option
@operates
def contacted(desk: Registration, number: int, means: str, reached: bool, note: str, by: str) -> None:
    """Note that the applicant of no. NUMBER was called or written to."""
    row = desk.applications.contacted(number, means, reached, note, by)
    click.echo(f"noted; no. {number} is {row.state}")


@application.command(short_help="Issue an ID.")
@click.argument("number", type=int)
@click.option("--id", "wish", metavar="ID", help="Issue this ID [as wished in the form, or assigned].")
@click.option("--show", "shown", is_flag=True, help="Print ID, password and token URL as JSON too.")
@by_option
@operates
def accept(desk: Registration, number: int, wish: str | None, shown: bool, by: str) -> None:
    """Issue an ID for form no. NUMBER; the letter with ID, password and token URL goes to the first contact."""
    granted = desk.applications.accept(number, by, wish)
    if shown:
        credentials(granted.issued, desk.desk.house.token_url)
    else:
        _tell(granted)


@application.command(short_help="Refuse a form.")
@click.argument("number", type=int)
@click.option("--reason", required=True, metavar="TEXT", help="Why; the applicant is told.")
@by_option
@operates
def refuse(desk: Registration, number: int, reason: str, by: str) -> None:
    """Refuse form no. NUMBER."""
    say(f"refused no. {number}", desk.applications.refuse(number, reason, by))


def _tell(granted: Granted) -> None:
    other = "" if granted.wish_met else " (another one than wished)"
    say(f"issued the ID {granted.issued.username}{other}", granted.sent)
    if granted.sent.failures:
        click.echo(f"tokkyo: nobody knows the password; issue another: tokkyo user reissue {granted.issued.username}")


def _warn(found: Review) -> None:
    if found.row.notes:
        click.echo(f"tokkyo: {found.row.notes[-1].text}", err=True)
    for bar in found.bars:
        click.echo(f"tokkyo: {MEANINGS[bar]} [{bar}]", err=True)


def _form(found: Review) -> Form:
    assert found.form is not None
    return found.form
