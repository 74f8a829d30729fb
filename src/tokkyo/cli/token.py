"""`tokkyo token`: create, list, change and revoke search tokens."""

from datetime import date, datetime

import click

from tokkyo.accounts.plans import DEFAULT
from tokkyo.accounts.tokens import SCOPES, is_valid
from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import reports_errors
from tokkyo.service.opening import open_tokens, today
from tokkyo.store.accounts import TokenRow

NEVER = "never"
SCOPE_HELP = f"Comma-separated: {', '.join(SCOPES)}."


def read_day(text: str) -> date | None:
    """Read a day as YYYY-MM-DD, or `never`, which is None. Raises `click.BadParameter`."""
    if text == NEVER:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day; write YYYY-MM-DD or {NEVER}") from None


@click.group(short_help="Create, list, change and revoke search tokens.")
def token() -> None:
    """Create, list, change and revoke the tokens that the search API asks for."""


@token.command()
@click.argument("name")
@click.option("--scope", default="search", show_default=True, help=SCOPE_HELP)
@click.option("--plan", metavar="PLAN", help="Plan that limits it [the setting default_plan].")
@click.option("--expires", metavar="YYYY-MM-DD", type=read_day, help="Last day on which it works, in UTC [never].")
@data_options
@reports_errors
def create(
    name: str, scope: str, plan: str | None, expires: date | None, data: str | None, assignments: tuple[str, ...]
) -> None:
    """Create a token called NAME and print it; it cannot be shown again."""
    with open_tokens(settings_of(data, assignments)) as tokens:
        click.echo(tokens.create(name, _split(scope), _plan(plan), expires))


@token.command("list")
@data_options
@reports_errors
def list_tokens(data: str | None, assignments: tuple[str, ...]) -> None:
    """List all tokens: name, scopes, plan, dates, state and identifier; the tokens themselves are not kept."""
    with open_tokens(settings_of(data, assignments)) as tokens:
        rows = tokens.list()
    for row in rows:
        used = f"used {row.used}" if row.used else "not used"
        line = (row.name, ",".join(row.scopes), row.plan or DEFAULT, f"created {row.created}", used, _state(row))
        click.echo("\t".join((*line, row.principal)))
    if not rows:
        click.echo("there are no tokens; make one with: tokkyo token create NAME", err=True)


@token.command()
@click.argument("name")
@click.option("--scope", help=SCOPE_HELP)
@click.option("--plan", metavar="PLAN", help=f"Plan that limits it; {DEFAULT} is the setting default_plan.")
@click.option("--expires", metavar="YYYY-MM-DD", type=read_day, help=f"Last day on which it works, in UTC, or {NEVER}.")
@data_options
@reports_errors
@click.pass_context
def change(
    ctx: click.Context,
    /,
    name: str,
    scope: str | None,
    plan: str | None,
    expires: date | None,
    data: str | None,
    assignments: tuple[str, ...],
) -> None:
    """Change every token called NAME (or with that identifier); servers follow within a second."""
    values: dict[str, list[str] | str | date | None] = {}
    if scope is not None:
        values["scopes"] = _split(scope)
    if plan is not None:
        values["plan"] = _plan(plan)
    if ctx.get_parameter_source("expires") is click.core.ParameterSource.COMMANDLINE:
        values["expires"] = expires
    with open_tokens(settings_of(data, assignments)) as tokens:
        count = tokens.change(name, **values)
    click.echo(f"changed {_counted(count)} called {name}")


@token.command()
@click.argument("name")
@data_options
@reports_errors
def revoke(name: str, data: str | None, assignments: tuple[str, ...]) -> None:
    """Revoke every token called NAME (or with that identifier); servers stop accepting it within a second."""
    with open_tokens(settings_of(data, assignments)) as tokens:
        count = tokens.revoke(name)
    click.echo(f"revoked {_counted(count)} called {name}")


def _split(scope: str) -> list[str]:
    return [part.strip() for part in scope.split(",") if part.strip()]


def _plan(name: str | None) -> str | None:
    return None if name == DEFAULT else name


def _counted(count: int) -> str:
    return f"{count} token{'s' if count != 1 else ''}"


def _state(row: TokenRow) -> str:
    if row.revoked:
        return f"revoked {row.revoked}"
    if not is_valid(row, today()):
        return f"expired {row.expires}"
    return f"valid to {row.expires}" if row.expires else "valid"
