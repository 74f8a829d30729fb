"""The command line: `tokkyo COMMAND …`. Commands live one to a module; this one lists them."""

import importlib
from collections.abc import Mapping
from types import MappingProxyType

import click

from tokkyo import __version__

# Modules are imported when their command is used, so that `tokkyo get` does not pay for the server.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "ingest": "tokkyo.cli.ingest",
        "serve": "tokkyo.cli.serve",
        "search": "tokkyo.cli.search",
        "export": "tokkyo.cli.export",
        "get": "tokkyo.cli.get",
        "case": "tokkyo.cli.case",
        "token": "tokkyo.cli.token",
        "plan": "tokkyo.cli.plan",
        "user": "tokkyo.cli.user",
        "demo": "tokkyo.cli.demo",
        "doctor": "tokkyo.cli.doctor",
        "reindex": "tokkyo.cli.doctor",
        "config": "tokkyo.cli.config",
    }
)


class Commands(click.Group):
    """A group that finds its commands by name and keeps the order of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command; None when there is no such name."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tokkyo")
def main() -> None:
    """Tokkyo: search and serve patents from your own data.

    Start with `tokkyo demo`, or `tokkyo ingest FILES` and then `tokkyo serve`. Every setting can be given as a flag
    --set NAME=VALUE, as an environment variable TOKKYO_NAME or in tokkyo.toml; `tokkyo config` lists them.
    """


if __name__ == "__main__":
    main()
