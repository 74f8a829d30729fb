"""The commands as a script uses them: output, standard error, exit codes."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tokkyo.cli.main import COMMANDS, main

LIBRARY = Path(__file__).parents[1] / "fixtures" / "lens" / "library.jsonl"


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("data"))
    done = run("ingest", str(LIBRARY), "--data", folder, "--json")
    assert done.exit_code == 0, done.stderr
    line = json.loads(done.stdout.splitlines()[-1])
    assert {"read", "stored", "unchanged", "problems", "seconds"} <= set(line)
    assert (line["read"], line["stored"], line["unchanged"], line["problems"]) == (12, 12, 0, 0)
    return folder


def test_every_command_explains_itself() -> None:
    for name in COMMANDS:
        shown = run(name, "--help")
        assert shown.exit_code == 0
        assert len(shown.stdout.splitlines()) > 4


def test_reading_again_changes_nothing(data: str) -> None:
    line = json.loads(run("ingest", str(LIBRARY), "--data", data, "--json").stdout.splitlines()[-1])
    assert (line["stored"], line["unchanged"]) == (0, 12)


def test_problems_are_written_to_a_file_and_the_rest_goes_on(tmp_path: Path) -> None:
    torn = tmp_path / "torn.jsonl"
    torn.write_bytes(LIBRARY.read_bytes() + b'{"lens_id": "x", "juris')
    (tmp_path / "notes.txt").write_text("shopping list")
    done = run("ingest", str(tmp_path), "--data", str(tmp_path / "data"), "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout.splitlines()[-1])["read"] == 12
    rows = [json.loads(line) for line in (tmp_path / "data" / "problems.jsonl").read_text().splitlines()]
    assert {row["code"] for row in rows} >= {"passed_over"}
    torn_rows = [row for row in rows if row["code"] != "passed_over"]
    assert torn_rows
    assert all(row["file"] and row["message"] and row["fix"] for row in torn_rows)
    assert "notes.txt" in done.stderr


def test_standard_input_is_read(tmp_path: Path) -> None:
    done = run("ingest", "-", "--data", str(tmp_path), "--json", stdin=LIBRARY.read_bytes())
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["stored"] == 12


def test_nothing_readable_is_exit_code_65(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("shopping list")
    assert run("ingest", str(tmp_path / "notes.txt"), "--data", str(tmp_path / "data")).exit_code == 65


def test_search_as_table_json_and_csv(data: str) -> None:
    table = run("search", "title:battery", "--data", data, "--sort", "date_published:desc")
    assert table.exit_code == 0
    assert table.stdout.index("US 10990123 B2") < table.stdout.index("US 20190000101 A1")
    assert "3 hits" in table.stderr
    lines = run("search", '{"term": {"jurisdiction": "jp"}}', "--data", data, "--json").stdout.splitlines()
    assert [json.loads(line)["doc_number"] for line in lines] == ["2021090037"]
    rows = list(csv.DictReader(io.StringIO(run("search", "*", "--data", data, "--csv", "--size", "5").stdout)))
    assert len(rows) == 5
    assert set(rows[0]) >= {"lens_id", "number", "title", "published"}


def test_nothing_found_is_exit_code_3(data: str) -> None:
    assert run("search", "zeppelin", "--data", data).exit_code == 3
    missing = run("get", "EP 9999999 A1", "--data", data)
    assert missing.exit_code == 3
    assert "EP 9999999 A1" in missing.stderr


def test_a_wrong_query_says_where_and_what_to_do(data: str) -> None:
    wrong = run("search", "title:(battery", "--data", data)
    assert wrong.exit_code == 1
    assert "character" in wrong.stderr
    broken = run("search", '{"term": ', "--data", data)
    assert broken.exit_code == 1
    assert "the query is not JSON" in broken.stderr


@pytest.mark.parametrize(
    "number",
    ["US 10,990,123 B2", "US10990123B2", "10990123", "100-000-792-454-33X", "US_10990123_B2_20210504"],
)
def test_get_by_any_spelling(data: str, number: str) -> None:
    found = run("get", number, "--data", data, "--json")
    assert found.exit_code == 0, found.stderr
    assert json.loads(found.stdout)["lens_id"] == "100-000-792-454-33X"


def test_get_shows_a_card(data: str) -> None:
    card = run("get", "特開2021-090037", "--data", data).stdout
    assert "JP 2021090037 A" in card
    assert "固体電解質を備えた電池装置" in card


def test_tokens(data: str) -> None:
    made = run("token", "create", "me", "--scope", "search,aggregate", "--data", data)
    assert made.exit_code == 0
    assert len(made.stdout.split()) == 1
    listed = run("token", "list", "--data", data).stdout
    assert "me\tsearch,aggregate" in listed
    assert made.stdout.strip() not in listed
    assert run("token", "revoke", "me", "--data", data).exit_code == 0
    assert "revoked" in run("token", "list", "--data", data).stdout
    assert run("token", "revoke", "nobody", "--data", data).exit_code == 3
    assert run("token", "create", "x", "--scope", "fly", "--data", data).exit_code == 1


def test_doctor_and_reindex(data: str) -> None:
    healthy = run("doctor", "--deep", "--data", data)
    assert (healthy.exit_code, "healthy" in healthy.stdout) == (0, True)
    index = next(Path(data, "index").glob("generation-*"))
    for file in index.glob("*.idx"):
        file.unlink()  # a new file: this process may still have the old one mapped, and reading past its end kills
        file.write_bytes(b"")
    sick = run("doctor", "--data", data, "--json")
    assert sick.exit_code == 1
    assert json.loads(sick.stdout)["findings"]
    rebuilt = run("reindex", "--data", data)
    assert rebuilt.exit_code == 0, rebuilt.stderr
    assert "12 publications" in rebuilt.stdout
    assert run("doctor", "--data", data).exit_code == 0


def test_config_prints_every_setting_with_its_origin(tmp_path: Path) -> None:
    shown = run("config", "--data", str(tmp_path), "--set", "port=9")
    assert shown.exit_code == 0
    line = next(line for line in shown.stdout.splitlines() if line.startswith("port "))
    assert ("9" in line, "flag" in line) == (True, True)
    assert json.loads(run("config", "--json").stdout)["max_page_size"] == 100
    assert run("config", "--set", "prot=9").exit_code == 1
    assert run("config", "--set", "port").exit_code == 1


def test_the_demo_writes_source_files(tmp_path: Path) -> None:
    done = run("demo", "--size", "30", "--cases", "12", "--write", str(tmp_path / "corpus"))
    assert done.exit_code == 0, done.stderr
    assert "made 30 publications" in done.stderr
    assert "made 12 cases" in done.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_that_cannot_start_says_why(tmp_path: Path, workers: str) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "index.json").write_text("{")
    done = run("serve", "--data", str(tmp_path), "--workers", workers)
    assert done.exit_code == 1
    assert "[index_damaged]" in done.stderr
    (tmp_path / "index" / "index.json").unlink()
    done = run("serve", "--data", str(tmp_path), "--workers", workers, "--set", "default_plan=none")
    assert done.exit_code != 0
    assert "[no_such_plan]" in done.stderr


def test_the_demo_builds_once(tmp_path: Path) -> None:
    for _ in range(2):
        done = run("demo", "--size", "30", "--cases", "12", "--data", str(tmp_path), "--no-serve")
        assert done.exit_code == 0, done.stderr
        assert "30 publications, 12 cases" in done.stdout
        assert (tmp_path / "demo-token").read_text().strip() in done.stdout
        user = json.loads((tmp_path / "demo-jpo.json").read_text())
        assert list(user) == ["username", "password", "token_url"]
        assert user["password"] in done.stdout
    assert {oct((tmp_path / name).stat().st_mode & 0o777) for name in ("demo-token", "demo-jpo.json")} == {"0o600"}
