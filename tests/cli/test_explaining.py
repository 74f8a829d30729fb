"""`tokkyo search --explain` and what it says when nothing was found."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tokkyo.cli.main import main

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "tests" / "fixtures" / "lens" / "library.jsonl"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("data"))
    assert run("ingest", str(LIBRARY), "--data", folder, "--json").exit_code == 0
    return folder


def test_an_explanation_is_an_indented_tree(data: str) -> None:
    shown = run("search", "--explain", "title:batteries NOT jurisdiction:DE", "--data", data)
    assert shown.exit_code == 0
    page = (ROOT / "docs" / "beyond-lens.md").read_text("utf-8")
    (example,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    assert shown.stdout == example


def test_everything_a_clause_may_say(data: str) -> None:
    query = {
        "bool": {
            "must": [{"terms": {"kind": [f"K{number}" for number in range(25)]}}, {"match": {"titel": "x"}}],
            "should": [{"wildcard": {"title": "b?tt*y"}}, {"range": {"date_published": {"gte": "2019"}}}],
            "filter": [{"match": {"title": {"query": "cell", "boost": 2.5}}}],
        }
    }
    shown = run("search", "--explain", json.dumps(query), "--data", data, "--set", "max_explained_clauses=3").stdout
    assert "and 5 more" in shown
    assert "warning   no field is named 'titel'; did you mean title?" in shown
    assert "should wildcard title b?tt*y (words as written)" in shown
    assert "gte 2019-01-01" in shown
    assert "^2.5" in shown
    assert shown.count("not counted") == 3


def test_an_explanation_as_json(data: str) -> None:
    shown = run("search", "--explain", "--json", "battery", "--data", data)
    assert json.loads(shown.stdout)["tree"]["words"] == ["batteri"]


def test_did_you_mean(data: str) -> None:
    shown = run("search", "titel:batery", "--data", data)
    assert shown.exit_code == 3
    assert "did you mean: title:battery  (3 hits)" in shown.stderr
    assert shown.stdout == ""
    assert "did you mean" not in run("search", "title:battery", "--data", data).stderr
    assert "did you mean" not in run("search", "xqzwvkj", "--data", data).stderr
    one = run("search", "applicant.name:Schloser", "--data", data)
    assert "(1 hit)" in one.stderr
