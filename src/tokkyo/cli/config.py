"""`tokkyo config`: every setting with its value and where it came from."""

import click
import msgspec

from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import reports_errors
from tokkyo.settings import SETTINGS


@click.command(short_help="Print every setting.")
@data_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@reports_errors
def config(data: str | None, assignments: tuple[str, ...], as_json: bool) -> None:
    """Print every setting with its value, where it came from and what it means."""
    settings = settings_of(data, assignments)
    if as_json:
        click.echo(msgspec.json.encode(dict(settings.values)).decode())
        return
    width = max(len(setting.name) for setting in SETTINGS)
    for setting in SETTINGS:
        origin = settings.origins[setting.name]
        click.echo(f"{setting.name:{width}}  {settings.values[setting.name]!s:>14}  {origin:<11}  {setting.meaning}")
