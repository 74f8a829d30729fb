"""`tokkyo user`: registered users of the retrieval APIs. Subjects and commands live in `cli/user_*.py`."""

import importlib
from collections.abc import Mapping
from types import MappingProxyType

import click

# Heading → command → where it is defined. Modules are imported when they are needed.
SECTIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Registration": {
            "application": "tokkyo.cli.user_application",
            "issue": "tokkyo.cli.user_account",
            "register": "tokkyo.cli.user_account",
        },
        "Accounts": {
            "list": "tokkyo.cli.user_account",
            "show": "tokkyo.cli.user_account",
            "change": "tokkyo.cli.user_account",
            "reissue": "tokkyo.cli.user_account",
            "forgotten": "tokkyo.cli.user_account",
            "redeem": "tokkyo.cli.user_account",
            "request": "tokkyo.cli.user_request",
            "limit": "tokkyo.cli.user_limit",
        },
        "Order": {
            "suspicious": "tokkyo.cli.user_order",
            "question": "tokkyo.cli.user_order",
            "suspend": "tokkyo.cli.user_order",
            "resume": "tokkyo.cli.user_order",
            "unreachable": "tokkyo.cli.user_order",
            "reached": "tokkyo.cli.user_order",
            "cancel": "tokkyo.cli.user_order",
        },
        "Everybody": {
            "notice": "tokkyo.cli.user_notice",
            "survey": "tokkyo.cli.user_survey",
            "about": "tokkyo.cli.user_records",
            "inquire": "tokkyo.cli.user_records",
        },
        "Records": {
            "access": "tokkyo.cli.user_records",
            "events": "tokkyo.cli.user_records",
            "statistics": "tokkyo.cli.user_records",
            "export": "tokkyo.cli.user_records",
            "sweep": "tokkyo.cli.user_records",
        },
    }
)
MODULES: Mapping[str, str] = {name: module for commands in SECTIONS.values() for name, module in commands.items()}
OWN_NAMES = {"list": "list_users"}
"""Commands whose functions cannot have their name."""


class Sections(click.Group):
    """A group that finds its commands by name and shows them under headings."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command; None when there is no such name."""
        if cmd_name not in MODULES:
            return None
        module = importlib.import_module(MODULES[cmd_name])
        found: click.Command = getattr(module, OWN_NAMES.get(cmd_name, cmd_name))
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings."""
        for heading, names in SECTIONS.items():
            commands = ((name, self.get_command(ctx, name)) for name in names)
            with formatter.section(heading):
                formatter.write_dl([(name, found.get_short_help_str(80)) for name, found in commands if found])


@click.group(cls=Sections, short_help="Registered users of the retrieval APIs: forms, IDs, limits, notices.")
def user() -> None:
    """Registered users of the retrieval APIs: their forms, IDs and limits, and what they are told.

    \b
    An ID at once:     tokkyo user issue patent-01 --kind corporation
    By the handbook:   tokkyo user application form > form.toml   (fill it in)
                       tokkyo user application receive form.toml
                       tokkyo user application list
                       tokkyo user application accept 1

    Every command takes --data DIR and --set NAME=VALUE. Letters go into mail/ of the data folder until the setting
    `mail` is smtp.
    """  # noqa: D301 - click reads the backspace
