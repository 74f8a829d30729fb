"""Exit codes and the one line a person gets when something fails."""

import pytest
from click import command
from click.testing import CliRunner

from tokkyo.cli.output import exit_code, reports_errors
from tokkyo.errors import EngineError, NotFound, QueryError, StoreError


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotFound("not_found", "x"), 3),
        (QueryError("bad_date", "x"), 1),
        (StoreError("store_locked", "x"), 75),
        (EngineError("index_locked", "x"), 75),
        (StoreError("store_full", "x"), 74),
        (EngineError("index_disk_full", "x"), 74),
        (EngineError("index_write_failed", "x"), 74),
        (EngineError("index_damaged", "x"), 1),
        (OSError(28, "no space left"), 74),
    ],
)
def test_exit_codes(error: Exception, code: int) -> None:
    assert exit_code(error) == code

    @command()
    @reports_errors
    def fail() -> None:
        raise error

    done = CliRunner().invoke(fail, [])
    assert done.exit_code == code
    assert done.stderr.startswith("tokkyo: ")
    assert len(done.stderr.splitlines()) == 1


def test_text_that_cannot_be_encoded_is_told() -> None:
    @command()
    @reports_errors
    def fail() -> None:
        "\udcff".encode()

    done = CliRunner().invoke(fail, [])
    assert (done.exit_code, "bad_encoding" in done.stderr) == (1, True)
    assert "\\udcff" in done.stderr
