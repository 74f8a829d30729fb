"""`tokkyo token`: create, list and revoke search tokens."""

import click

from tokkyo.accounts.tokens import SCOPES
from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import reports_errors
from tokkyo.service.opening import open_tokens


@click.group(short_help="Create, list and revoke search tokens.")
def token() -> None:
    """Create, list and revoke the tokens that the search API asks for."""


@token.command()
@click.argument("name")
@click.option("--scope", default="search", show_default=True, help=f"Comma-separated: {', '.join(SCOPES)}.")
@data_options
@reports_errors
def create(name: str, scope: str, data: str | None, assignments: tuple[str, ...]) -> None:
    """Create a token called NAME and print it; it cannot be shown again."""
    with open_tokens(settings_of(data, assignments)) as tokens:
        click.echo(tokens.create(name, [part.strip() for part in scope.split(",") if part.strip()]))


@token.command("list")
@data_options
@reports_errors
def list_tokens(data: str | None, assignments: tuple[str, ...]) -> None:
    """List all tokens by name, with scopes and dates; the tokens themselves are not kept."""
    with open_tokens(settings_of(data, assignments)) as tokens:
        rows = tokens.list()
    for row in rows:
        state = f"revoked {row.revoked}" if row.revoked else "valid"
        click.echo(f"{row.name}\t{','.join(row.scopes)}\tcreated {row.created}\t{state}")
    if not rows:
        click.echo("there are no tokens; make one with: tokkyo token create NAME", err=True)


@token.command()
@click.argument("name")
@data_options
@reports_errors
def revoke(name: str, data: str | None, assignments: tuple[str, ...]) -> None:
    """Revoke every token called NAME; servers stop accepting it within a second."""
    with open_tokens(settings_of(data, assignments)) as tokens:
        count = tokens.revoke(name)
    click.echo(f"revoked {count} token{'s' if count != 1 else ''} called {name}")
