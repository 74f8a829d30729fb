"""Options that many commands share."""

from collections.abc import Callable
from typing import Any

import click

from tokkyo.errors import SettingError
from tokkyo.settings import Scalar, Settings, load


def data_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--data` and `--set`; the command gets `data` and `assignments`."""
    command = click.option(
        "--set",
        "assignments",
        multiple=True,
        metavar="NAME=VALUE",
        help="Set any setting for this run; may be given several times.",
    )(command)
    return click.option(
        "--data", metavar="DIR", help="Data folder [TOKKYO_DATA, default tokkyo-data].", type=click.Path()
    )(command)


def settings_of(data: str | None, assignments: tuple[str, ...], **flags: Scalar | None) -> Settings:
    """Read the settings for a command. Raises `SettingError`."""
    return load({"data": data, **flags, **dict(_assignment(text) for text in assignments)})


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise SettingError("bad_setting", f"--set {text}: there is no =", fix="write --set NAME=VALUE")
    return name.strip().lower(), value
