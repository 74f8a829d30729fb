"""`tokkyo token` and `tokkyo plan` as a script uses them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tokkyo.cli.main import main


@pytest.fixture
def data(tmp_path: Path) -> str:
    return str(tmp_path / "data")


def run(data: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--data", data])


def done(data: str, *arguments: str) -> str:
    result = run(data, *arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout


TRIAL = ("--requests-per-minute", "10", "--requests-per-month", "1000", "--records-per-month", "100000")


def test_a_token_is_printed_alone(data: str) -> None:
    token = done(data, "token", "create", "me", "--scope", "search,aggregate")
    assert token.startswith("tokkyo_")
    assert len(token.split()) == 1
    assert token.strip() not in done(data, "token", "list")
    assert sorted(path.name for path in Path(data).iterdir()) == ["accounts.sqlite"]


def test_plans_from_creation_to_removal(data: str) -> None:
    done(data, "plan", "create", "trial", *TRIAL)
    done(data, "plan", "change", "trial", "--records-per-request", "100", "--requests-per-month", "unlimited")
    assert done(data, "plan", "list").splitlines()[0].split("\t") == [
        "trial",
        "10 requests per minute",
        "unlimited requests per month",
        "100000 records per month",
        "100 records per request",
    ]
    done(data, "token", "create", "me", "--plan", "trial")
    assert done(data, "plan", "show", "trial").splitlines()[-2:] == ["records per request\t100", "tokens\tme"]
    refused = run(data, "plan", "remove", "trial")
    assert (refused.exit_code, "[plan_in_use]" in refused.stderr) == (1, True)
    done(data, "token", "change", "me", "--plan", "default")
    assert done(data, "plan", "show", "trial").splitlines()[-1] == "tokens\tnone"
    done(data, "plan", "remove", "trial")
    assert run(data, "plan", "show", "trial").exit_code == 3


def test_tokens_change(data: str) -> None:
    done(data, "plan", "create", "trial", *TRIAL)
    done(data, "token", "create", "me", "--expires", "2999-12-31")
    name, scopes, plan, created, used, state, identifier = done(data, "token", "list").strip().split("\t")
    assert (name, scopes, plan, used, state) == ("me", "search", "default", "not used", "valid to 2999-12-31")
    assert created.startswith("created 20")
    changed = done(data, "token", "change", identifier, "--plan", "trial", "--scope", "aggregate", "--expires", "never")
    assert changed == f"changed 1 token called {identifier}\n"
    assert done(data, "token", "list").split("\t")[1:3] == ["aggregate", "trial"]
    assert "\tvalid\t" in done(data, "token", "list")
    done(data, "token", "revoke", identifier)
    assert "\trevoked 20" in done(data, "token", "list")


@pytest.mark.parametrize(
    ("exit_code", "said", "arguments"),
    [
        (2, "is no day", ("token", "create", "x", "--expires", "tomorrow")),
        (2, "is no day", ("token", "create", "x", "--expires", "2024-13-01")),
        (1, "[bad_expiry]", ("token", "create", "x", "--expires", "2001-01-01")),
        (3, "[no_such_plan]", ("token", "create", "x", "--plan", "nowhere")),
        (3, "[no_such_token]", ("token", "change", "x", "--plan", "unlimited")),
        (1, "[nothing_to_change]", ("token", "change", "x")),
        (2, "neither a number nor unlimited", ("plan", "create", "x", "--requests-per-minute", "-1")),
        (2, "neither a number nor unlimited", ("plan", "create", "x", "--requests-per-minute", "1" * 30)),
        (1, "[bad_limit]", ("plan", "create", "x", "--records-per-month", "0")),
        (1, "[bad_plan_name]", ("plan", "create", "default")),
        (1, "[plan_fixed]", ("plan", "change", "unlimited", "--records-per-month", "1")),
        (1, "[nothing_to_change]", ("plan", "change", "x")),
        (3, "[no_such_plan]", ("plan", "change", "x", "--records-per-month", "1")),
        (3, "[no_such_plan]", ("plan", "remove", "x")),
    ],
)
def test_what_is_refused(data: str, exit_code: int, said: str, arguments: tuple[str, ...]) -> None:
    result = run(data, *arguments)
    assert result.exit_code == exit_code
    assert said in result.stderr
