"""`tokkyo case` as a script uses it."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tokkyo.cli.main import main

CASES = Path(__file__).parents[1] / "fixtures" / "jpo" / "standard_data"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("data"))
    names = ("applicants", "patent-2020123456", "design-2020015234", "trademark-2024123456")
    done = run("ingest", *(str(CASES / name) for name in names), "--data", folder, "--json")
    line = json.loads(done.stdout.splitlines()[-1])
    assert (line["cases"], line["cases_indexed"]) == (3, 3)
    assert "cases of the JPO changed 3, indexed 3" in done.stderr
    return folder


def test_search(data: str) -> None:
    found = run("case", "search", "law:patent AND title:配線", "--data", data, "--json")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["application_number"] == "2020123456"
    assert found.stderr == "1 cases, 1 shown\n"
    table = run("case", "search", "*", "--sort", "filing_date:desc", "--size", "2", "--data", data)
    assert [line.split()[0] for line in table.stdout.splitlines()] == ["law", "trademark", "patent"]
    rows = list(csv.DictReader(io.StringIO(run("case", "search", "*", "--csv", "--data", data).stdout)))
    assert {row["applicants"] for row in rows} >= {"メイショウ株式会社"}
    assert run("case", "search", '{"term": {"law": "design"}}', "--data", data).exit_code == 0


def test_nothing_found_and_what_is_wrong(data: str) -> None:
    assert run("case", "search", "積層電池", "--data", data).exit_code == 3
    wrong = run("case", "search", "titel:x", "--data", data)
    assert (wrong.exit_code, "did you mean title?" in wrong.stderr) == (1, True)
    wrong = run("case", "search", "*", "--sort", "lens_id", "--data", data)
    assert (wrong.exit_code, "unknown_field" in wrong.stderr) == (1, True)
    wrong = run("case", "due", "--from", "soon", "--data", data)
    assert (wrong.exit_code, "bad_date" in wrong.stderr) == (1, True)


def test_get(data: str) -> None:
    card = run("case", "get", "特許第７５３３８８９号", "--data", data).stdout
    assert "メイショウ株式会社 [000114400]" in card
    assert "in force                       yes" in card
    line = json.loads(run("case", "get", "意願2020-15234", "--json", "--data", data).stdout)
    assert line["design_class"] == "E2112"
    missing = run("case", "get", "特願1999-1", "--law", "design", "--data", data)
    assert (missing.exit_code, "not_found" in missing.stderr) == (3, True)


def test_due(data: str) -> None:
    options = ("--from", "2027", "--to", "2027-12", "--json", "--data", data)
    rows = [json.loads(line) for line in run("case", "due", *options).stdout.splitlines()]
    assert [row["next_payment_date"] for row in rows] == ["20270219", "20270805"]
    one = run("case", "due", "--query", "holder.code:000114400", *options)
    assert json.loads(one.stdout)["application_number"] == "2020123456"


def test_changes(data: str) -> None:
    rows = [line.split("\t") for line in run("case", "changes", "--data", data).stdout.splitlines()]
    assert sorted(row[2] for row in rows) == ["design", "patent", "trademark"]
    later = run("case", "changes", "--after", rows[1][0], "--data", data).stdout.splitlines()
    assert len(later) == 1
    assert run("case", "changes", "--law", "design", "--data", data).stdout.count("\n") == 1
