"""What the commands below `tokkyo user` share: how they are opened, and how they speak."""

import getpass
import sys
import tomllib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
import msgspec

from tokkyo.accounts.periods import SECOND
from tokkyo.accounts.users.desk import Sent
from tokkyo.accounts.users.directory import Issued
from tokkyo.accounts.users.form_check import normal_email
from tokkyo.accounts.users.forms import Contact, Form, form_from, read_form
from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import reports_errors
from tokkyo.model.jpo.days import JAPAN
from tokkyo.service.opening import open_registration

TIME = "%Y-%m-%d %H:%M"


def operates(command: Callable[..., Any]) -> Callable[..., Any]:
    """Open the registration of a data folder for a command, which gets it as `desk`; adds `--data` and `--set`."""

    @wraps(command)
    def run(data: str | None, assignments: tuple[str, ...], **arguments: Any) -> Any:
        with open_registration(settings_of(data, assignments)) as desk:
            return command(desk, **arguments)

    return data_options(reports_errors(run))


def by_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--by`: who is put down as the one who did it."""
    meaning = "Who does it, as is put down [your log-in name]."
    decorated: Callable[..., Any] = click.option("--by", default=_operator, metavar="WHO", help=meaning)(command)
    return decorated


def contacts_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--contact`, which may be given several times; the command gets `contacts`."""
    meaning = "All contact persons anew; may be given several times."
    shape = "'NAME, EMAIL, PHONE'"
    kind: Any = read_contact
    return click.option("--contact", "contacts", multiple=True, type=kind, metavar=shape, help=meaning)(command)


class InOrder(click.Group):
    """A group that shows its commands in the order in which they are defined."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in that order."""
        return list(self.commands)


def _operator() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "operator"


def read_form_file(path: str) -> Form:
    """Read a registration form from a TOML or JSON file, or from standard input where the path is `-`."""
    data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    if data.lstrip().startswith(b"{"):
        return read_form(data)
    try:
        return form_from(tomllib.loads(data.decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path} is neither a form in TOML nor one in JSON: {error}") from None


def read_contact(text: str) -> Contact:
    """Read a contact person as `NAME, EMAIL, PHONE`, and if there are any `, SECTION, TITLE`."""
    parts = [part.strip() for part in text.split(",")]
    if not 3 <= len(parts) <= 5:
        raise click.BadParameter(f"{text!r} is no contact; write 'NAME, EMAIL, PHONE' or 'NAME, EMAIL, PHONE, SECTION'")
    return Contact(parts[0], normal_email(parts[1]), *parts[2:])


def read_time(text: str) -> datetime:
    """Read a time in Japan as `YYYY-MM-DD HH:MM`, or one with a zone in ISO form."""
    try:
        time = datetime.fromisoformat(text.strip())
    except ValueError:
        raise click.BadParameter(f"{text!r} is no time; write 'YYYY-MM-DD HH:MM', as it is in Japan") from None
    return time if time.tzinfo else time.replace(tzinfo=JAPAN)


def moment(time: int | None) -> str:
    """Return a stored time (microseconds since 1970) as it is in Japan."""
    return f"{datetime.fromtimestamp(time / SECOND, JAPAN):{TIME}}" if time is not None else "-"


def line(*parts: object) -> None:
    """Print one line of a list, its parts apart by tabs."""
    click.echo("\t".join(str(part).replace("\n", " ").replace("\t", " ") for part in parts))


def say(text: str, sent: Sent | None = None) -> None:
    """Say what was done, and what became of the letters about it."""
    letters = f"; {sent.letters} letter{'s' if sent.letters != 1 else ''} sent" if sent and sent.letters else ""
    click.echo(text + letters)
    for failure in sent.failures if sent else ():
        click.echo(f"tokkyo: no letter to {failure}", err=True)


def credentials(issued: Issued, token_url: str) -> None:
    """Print an ID, a password and where tokens are had, as one JSON object; it cannot be shown again."""
    told = {"username": issued.username, "password": issued.password, "token_url": token_url}
    click.echo(msgspec.json.encode(told).decode())
