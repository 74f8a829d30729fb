"""`tokkyo plan`: what the tokens of a plan may ask for."""

from collections.abc import Callable
from typing import Any

import click

from tokkyo.accounts.plans import LIMITS
from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import reports_errors
from tokkyo.service.opening import open_accounts
from tokkyo.store.accounts import PlanRow
from tokkyo.store.accounts_schema import UNLIMITED

MEANINGS = {
    "requests_per_minute": "Requests a minute.",
    "requests_per_month": "Requests a calendar month, in UTC.",
    "records_per_month": "Records given out in a calendar month, in UTC.",
    "records_per_request": "Records of one answer [the setting max_page_size].",
}


def read_limit(text: str) -> int | None:
    """Read a number, or `unlimited`, which is None. Raises `click.BadParameter`."""
    if text == UNLIMITED:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise click.BadParameter(f"{text!r} is neither a number nor {UNLIMITED}")
    return int(text)


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each limit; those that are given come as keywords."""
    for name in reversed(tuple(LIMITS)):
        option = f"--{name.replace('_', '-')}"
        command = click.option(option, name, metavar="N", type=read_limit, help=MEANINGS[name])(command)
    return command


@click.group(short_help="Create, list, change and remove plans of tokens.")
def plan() -> None:
    """Plans limit what tokens may ask for, the search and the aggregation API each for itself.

    A limit is a number or "unlimited". The plan "unlimited" is always there.
    """


@plan.command()
@click.argument("name")
@limit_options
@data_options
@reports_errors
@click.pass_context
def create(
    ctx: click.Context, /, name: str, data: str | None, assignments: tuple[str, ...], **limits: int | None
) -> None:
    """Create a plan called NAME; what is not given is unlimited."""
    with open_accounts(settings_of(data, assignments)) as accounts:
        accounts.plans.create(name, _given(ctx, limits))
    click.echo(f"created the plan {name}")


@plan.command("list")
@data_options
@reports_errors
def list_plans(data: str | None, assignments: tuple[str, ...]) -> None:
    """List all plans: name and limits."""
    with open_accounts(settings_of(data, assignments)) as accounts:
        rows = accounts.plans.list()
    for row in rows:
        click.echo("\t".join((row.name, *(f"{_limit(row, name)} {_words(name)}" for name in LIMITS))))


@plan.command()
@click.argument("name")
@data_options
@reports_errors
def show(name: str, data: str | None, assignments: tuple[str, ...]) -> None:
    """Show the plan called NAME, one limit a line, and which tokens have it."""
    with open_accounts(settings_of(data, assignments)) as accounts:
        row = accounts.plans.find(name)
        holders = [token.name for token in accounts.tokens.list() if token.plan == name and token.revoked is None]
    for limit in LIMITS:
        click.echo(f"{_words(limit)}\t{_limit(row, limit)}")
    click.echo(f"tokens\t{', '.join(holders) or 'none'}")


@plan.command()
@click.argument("name")
@limit_options
@data_options
@reports_errors
@click.pass_context
def change(
    ctx: click.Context, /, name: str, data: str | None, assignments: tuple[str, ...], **limits: int | None
) -> None:
    """Change the given limits of the plan called NAME; servers follow within a second."""
    with open_accounts(settings_of(data, assignments)) as accounts:
        accounts.plans.change(name, _given(ctx, limits))
    click.echo(f"changed the plan {name}")


@plan.command()
@click.argument("name")
@data_options
@reports_errors
def remove(name: str, data: str | None, assignments: tuple[str, ...]) -> None:
    """Remove the plan called NAME, unless tokens have it."""
    with open_accounts(settings_of(data, assignments)) as accounts:
        accounts.plans.remove(name)
    click.echo(f"removed the plan {name}")


def _given(ctx: click.Context, limits: dict[str, int | None]) -> dict[str, int | None]:
    """Return the limits that stand on the command line: an absent one and "unlimited" are both None."""
    source = click.core.ParameterSource.COMMANDLINE
    return {name: value for name, value in limits.items() if ctx.get_parameter_source(name) is source}


def _limit(row: PlanRow, name: str) -> str:
    value = getattr(row, name)
    return UNLIMITED if value is None else str(value)


def _words(name: str) -> str:
    return name.replace("_", " ")
