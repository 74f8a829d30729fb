"""Writes the generated pages of the documentation: `python -m tokkyo.cli.reference docs`."""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from tokkyo.cli.main import main
from tokkyo.cli.output import __doc__ as EXIT_CODES
from tokkyo.fields.response import RESPONSE_PATHS
from tokkyo.fields.rows import ROWS
from tokkyo.fields.rows_cases import CASE_ROWS
from tokkyo.fields.types import Field
from tokkyo.settings import SETTINGS

NOTE = "<!-- Written by `make docs`; change the source, not this page. -->"


def settings_page() -> str:
    """Return the page of all settings."""
    rows = [f"| `{s.name}` | `{s.variable}` | `{s.default}` | {s.meaning} |" for s in SETTINGS]
    return _page(
        "Settings",
        "Each can be given as a flag (`--set name=value`), as an environment variable, or in `tokkyo.toml` in the data "
        "folder (or the file named by `TOKKYO_CONFIG`), in this order of precedence. `tokkyo config` prints the values "
        "in force and where each came from.",
        "| name | variable | default | meaning |\n|---|---|---|---|",
        *rows,
    )


def fields_page() -> str:
    """Return the page of all searchable fields of both collections and all response paths."""
    rows = []
    for row in ROWS:
        places = ", ".join(f"`{path}`" for path in row.paths) or (", ".join(row.parts) if row.parts else "search only")
        rows.append(f"| `{row.name}` | {row.type.value} | {row.description} | {places} | {_good_for(row)} |")
    paths = "\n".join(f"- `{path}`" for path in RESPONSE_PATHS)
    return _page(
        "Fields",
        "Every field a query may name, where its values stand in a record, and what else it is good for.",
        "| field | type | meaning | response path | also | aliases |\n|---|---|---|---|---|---|",
        *rows,
        "\n## Response paths\n\nWhat `include` and `exclude` may name:\n",
        paths,
        "\n## Fields of cases\n\nWhat [cases](cases-api.md) before the Japan Patent Office are searched by:\n",
        "| field | type | meaning | also | aliases |\n|---|---|---|---|---|",
        *map(_case_field, CASE_ROWS),
    )


def _case_field(row: Field) -> str:
    parts = f": {', '.join(row.parts)}" if row.parts else ""
    values = f": {', '.join(row.values)}" if row.values else ""
    return f"| `{row.name}` | {row.type.value} | {row.description}{parts}{values} | {_good_for(row)} |"


def _good_for(row: Field) -> str:
    """Return what else a field is good for, and its other names, as two cells."""
    marks = ", ".join(["sort"] * row.sortable + sorted(row.aggregations))
    return f"{marks} | {', '.join(f'`{alias}`' for alias in row.aliases)}"


def cli_page() -> str:
    """Return the command reference, from the commands' own help."""
    codes = str(EXIT_CODES).split("\n", 2)[2].strip()
    parts = [f"## Exit codes\n\n{codes}\n"]
    for path, command in _commands(main, "tokkyo"):
        names = main.context_settings["help_option_names"]  # commands remember those they were first called with
        context = click.Context(
            command, info_name=path, max_content_width=100, terminal_width=100, help_option_names=list(names)
        )
        parts.append(f"## {path}\n\n```text\n{command.get_help(context)}\n```\n")
    return _page("Command line", "", *parts)


def _commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _commands(below, f"{path} {name}")


def _page(title: str, intro: str, *parts: str) -> str:
    return "\n".join([f"# {title}\n", NOTE, "", intro, "", *parts]).rstrip() + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "fields.md": fields_page,
    "cli.md": cli_page,
}


def write(folder: Path) -> None:
    """Write every page into the folder."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
