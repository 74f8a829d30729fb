"""`tokkyo demo`: a corpus made by the project itself, read, indexed and served."""

import os
import sys
from pathlib import Path

import click
import msgspec

from tokkyo.accounts.users.letters import House
from tokkyo.cli.ingest import run_ingest
from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import human_bytes, reports_errors
from tokkyo.cli.serve import run
from tokkyo.demo.corpus import write_corpus
from tokkyo.demo.jpo.course import course
from tokkyo.demo.jpo.files import write_cases
from tokkyo.service.opening import open_registration, open_service, open_tokens
from tokkyo.settings import Settings

DEMO_FOLDER = "demo-data"
TOKEN_FILE, USER_FILE = "demo-token", "demo-jpo.json"
USERNAME = "demo-user"
EXAMPLE = "title:battery AND class_cpc.symbol:H01M* AND year_published:[2015 TO 2026]"


@click.command(short_help="Make, index and serve a demo corpus.")
@data_options
@click.option("--size", default=20_000, show_default=True, help="Publications to make; 0: none.")
@click.option("--cases", default=2_000, show_default=True, help="Cases before the JPO to make; 0: none.")
@click.option("--seed", default=2026, show_default=True, help="The same seed makes the same records.")
@click.option(
    "--write", metavar="DIR", type=click.Path(path_type=Path), help="Only write the files, in source formats."
)
@click.option("--port", type=int, help="Port to serve on [default 8000].")
@click.option("--no-serve", is_flag=True, help="Build the demo and stop.")
@reports_errors
def demo(
    data: str | None,
    assignments: tuple[str, ...],
    size: int,
    cases: int,
    seed: int,
    write: Path | None,
    port: int | None,
    no_serve: bool,
) -> None:
    """Make a demo corpus of invented patents and cases, read and index it, and serve it with credentials to try.

    The second time the folder is served as it is. With --write only the source files are made, in any number, e.g.
    tokkyo demo --size 1000000 --cases 1000000 --write corpus.
    """
    if write is not None:
        _write(write, size, cases, seed)
        return
    settings = settings_of(data or DEMO_FOLDER, assignments, port=port)
    _build(settings, size, cases, seed)
    _greet(settings, course(seed, 0, max(1, cases)).number)
    if not no_serve:
        run(settings)


def _build(settings: Settings, size: int, cases: int, seed: int) -> None:
    """Make and ingest the corpus unless the folder is complete; an interrupted build goes on where it stopped."""
    secrets = settings.data / TOKEN_FILE, settings.data / USER_FILE
    if all(path.exists() for path in secrets):
        click.echo(f"{settings.data} is there already; delete it to start afresh", err=True)
        return
    corpus = settings.data / "corpus"
    _write(corpus, size, cases, seed)
    run_ingest(settings, (str(corpus),), as_json=False)
    _issue(settings)
    with open_tokens(settings) as tokens:
        _keep(settings.data / TOKEN_FILE, tokens.create("demo", ["search", "aggregate"]) + "\n")


def _issue(settings: Settings) -> None:
    """Issue an ID for the retrieval APIs, once; a build that was interrupted after it issues a new password."""
    with open_registration(settings) as desk:
        known = any(user.username == USERNAME for user in desk.desk.users.directory.list())
        users = desk.desk.users.directory
        issued = users.reissue(USERNAME) if known else desk.issuing.issue_directly(USERNAME, "individual", "demo")
    _tell(settings, issued.username, issued.password)


def _tell(settings: Settings, username: str, password: str) -> None:
    """Write down the ID, with the token URL of the port that is served on this time."""
    told = {"username": username, "password": password, "token_url": House.of(settings).token_url}
    _keep(settings.data / USER_FILE, msgspec.json.encode(told).decode() + "\n")


def _keep(path: Path, secret: str) -> None:
    """Write a file that only its owner may read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(secret)


def _write(folder: Path, size: int, cases: int, seed: int) -> None:
    if size:
        with click.progressbar(length=size, label="inventing publications", file=sys.stderr) as bar:
            written = write_corpus(folder, size, seed=seed, report=lambda done: bar.update(done - bar.pos))
        made = f"{written.publications} publications in {written.files} files, {human_bytes(written.bytes)}"
        click.echo(f"made {made} in {folder}", err=True)
    if cases:
        with click.progressbar(length=cases, label="inventing cases", file=sys.stderr) as bar:
            found = write_cases(folder, cases, seed=seed, report=lambda done: bar.update(done - bar.pos))
        click.echo(
            f"made {found.cases} cases of {found.rows} rows and {found.documents} documents in {folder}", err=True
        )


def _greet(settings: Settings, application: str) -> None:
    address = settings.address
    user = _told(settings)
    _tell(settings, user["username"], user["password"])
    token = (settings.data / TOKEN_FILE).read_text(encoding="utf-8").strip()
    with open_service(settings) as service:
        count, cases = service.documents.count(), service.finding.changes.count()
    body = (
        '{"query": "' + EXAMPLE.replace('"', '\\"') + '", "size": 3, "include": ["lens_id", "biblio.invention_title"]}'
    )
    click.echo(
        f"\n{count} publications, {cases} cases\n"
        f"server        {address}\n"
        f"search token  {token}\n"
        f"{_user(settings)}\n"
        f"try:\n  curl -s {address}/patent/search -H 'Authorization: Bearer {token}' \\\n"
        f"    -H 'Content-Type: application/json' -d '{body}'\n"
        f"\nand, with the access token that the first of these gives:\n{_retrieval(settings, address, application)}"
    )


def _user(settings: Settings) -> str:
    told = _told(settings)
    return f"JPO test ID   {told['username']}\npassword      {told['password']}\n"


def _told(settings: Settings) -> dict[str, str]:
    return msgspec.json.decode((settings.data / USER_FILE).read_bytes(), type=dict[str, str])


def _retrieval(settings: Settings, address: str, application: str) -> str:
    told = _told(settings)
    form = f"grant_type=password&username={told['username']}&password={told['password']}"
    return (
        f"  curl -s {address}{settings.text('jpo_token_path')} -d '{form}'\n"
        f"  curl -s {address}/api/patent/v1/app_progress/{application} -H 'Authorization: Bearer ACCESS_TOKEN'\n"
    )
