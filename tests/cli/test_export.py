"""`tokkyo export`: files and pipes, both formats, and going on where an interrupted run stopped."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.cli import export_file
from tokkyo.cli.main import main
from tokkyo.errors import StoreError
from tokkyo.service.exporting import Export, _csv_lines

LIBRARY = Path(__file__).parents[1] / "fixtures" / "lens" / "library.jsonl"
ALL = len(LIBRARY.read_text("utf-8").splitlines())
BATCH = ("--set", "export_batch=2")


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("data"))
    assert run("ingest", LIBRARY, "--data", folder).exit_code == 0
    return folder


@pytest.fixture
def export(data: str) -> Any:
    def exporting(*arguments: Any, expected: int = 0) -> Result:
        done = run("export", *arguments, "--data", data, *BATCH, "--sort", "lens_id")
        assert done.exit_code == expected, (done.stdout[:300], done.stderr)
        return done

    return exporting


def ids(text: str) -> list[str]:
    return [json.loads(line)["lens_id"] for line in text.splitlines()]


def test_to_a_pipe(export: Any) -> None:
    done = export("*")
    assert len(ids(done.stdout)) == ALL
    assert ids(done.stdout) == sorted(ids(done.stdout))
    assert f"{ALL} records" in done.stderr


def test_to_a_file(export: Any, tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"
    assert export("*", "-o", target).stdout == ""
    assert target.read_text("utf-8") == export("*").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["all.jsonl"]


def test_a_table_by_the_name_of_the_file(export: Any, tmp_path: Path) -> None:
    export("*", "-o", tmp_path / "all.CSV", "--column", "lens_id", "--column", "legal_status.granted")
    rows = list(csv.reader((tmp_path / "all.CSV").read_text("utf-8").splitlines()))
    assert rows[0] == ["lens_id", "legal_status.granted"]
    assert len(rows) == ALL + 1
    piped = list(csv.reader(io.StringIO(export("*", "--format", "csv").stdout)))
    assert piped[0][:2] == ["lens_id", "publication_number"]


def test_parts_of_records(export: Any) -> None:
    done = export("battery", "--include", "lens_id", "--include", "title", "--exclude", "biblio.invention_title.lang")
    assert {key for line in done.stdout.splitlines() for key in json.loads(line)} == {"lens_id", "biblio"}


def test_a_json_query(export: Any) -> None:
    assert ids(export('{"term": {"doc_number": "10990123"}}').stdout) == ["100-000-792-454-33X"]


def test_nothing_found(export: Any, tmp_path: Path) -> None:
    assert export("nothingofthekind", expected=3).stdout == ""
    export("nothingofthekind", "-o", tmp_path / "none.csv", expected=3)
    assert (tmp_path / "none.csv").read_text().count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("*", "--resume"), 2, "needs -o"),
        (("*", "--format", "xml"), 2, "xml"),
        (("*", "--format", "csv", "--include", "title"), 2, "--include"),
        (("*", "--column", "kind"), 2, "--column"),
        (("*", "--format", "csv", "--column", "nonsense"), 1, "unrecognized_column"),
        (("*", "--include", "nonsense"), 1, "unrecognized_field"),
        (("(", "-o", "x"), 1, "unbalanced_parenthesis"),
        (("*", "-o", "/no/such/folder/x"), 74, "cursor_unwritable"),
    ],
)
def test_refusals(export: Any, arguments: tuple[str, ...], code: int, told: str) -> None:
    assert told in export(*arguments, expected=code).stderr


def test_files_that_are_there_stay(export: Any, tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    target.write_text("mine")
    assert "[file_exists]" in export("*", "-o", target, expected=1).stderr
    assert "[nothing_to_resume]" in export("*", "-o", target, "--resume", expected=1).stderr
    assert target.read_text() == "mine"


# --- interruptions


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes the next export fail after so many batches."""

    def breaking(batches: int, error: BaseException) -> None:
        whole, left = Export.batch, [batches]

        def batch(self: Export, *arguments: Any) -> Any:
            if left[0] == 0:
                monkeypatch.setattr(Export, "batch", whole)
                raise error
            left[0] -= 1
            return whole(self, *arguments)

        monkeypatch.setattr(Export, "batch", batch)

    return breaking


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
@pytest.mark.parametrize("lost", [0, 1, 700])
def test_going_on(export: Any, tmp_path: Path, broken: Any, name: str, lost: int) -> None:
    """After each interruption some of the last bytes are lost, as when a machine dies."""
    export("*", "-o", tmp_path / name)
    wanted = (tmp_path / name).read_bytes()
    target = tmp_path / f"again-{name}"
    for batches in (0, 1, 0, 2, 1):
        broken(batches, KeyboardInterrupt())
        done = export("*", "-o", target, "--resume", expected=130)
        assert "go on with --resume" in done.stderr
        assert export_file.list_of(target).exists()
        with target.open("r+b") as file:
            file.truncate(max(0, target.stat().st_size - lost))
    assert "[export_unfinished]" in export("*", "-o", target, expected=1).stderr
    assert "[other_export]" in export("battery", "-o", target, "--resume", expected=1).stderr
    export("*", "-o", target, "--resume")
    assert target.read_bytes() == wanted
    assert not export_file.list_of(target).exists()


def test_the_hits_are_those_of_the_beginning(tmp_path: Path, broken: Any) -> None:
    folder, target = tmp_path / "data", tmp_path / "a.jsonl"
    lines = LIBRARY.read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "first.jsonl").write_text("".join(lines[:8]), "utf-8")
    run("ingest", tmp_path / "first.jsonl", "--data", folder)
    broken(2, KeyboardInterrupt())
    arguments = ("export", "*", "-o", target, "--resume", "--data", folder, *BATCH)
    assert run(*arguments).exit_code == 130
    run("ingest", LIBRARY, "--data", folder)
    assert run(*arguments).exit_code == 0
    assert sorted(ids(target.read_text("utf-8"))) == sorted(ids("".join(lines[:8])))


def test_a_full_disk(export: Any, tmp_path: Path, broken: Any) -> None:
    broken(1, StoreError("cursor_disk_full", "there is no room"))
    assert "[cursor_disk_full]" in export("*", "-o", tmp_path / "a", expected=74).stderr
    broken(1, OSError(28, "No space left on device"))
    assert "No space left" in export("*", "-o", tmp_path / "a", "--resume", expected=74).stderr
    export("*", "-o", tmp_path / "a", "--resume")
    assert len(ids((tmp_path / "a").read_text("utf-8"))) == ALL


def test_hits_that_are_damaged(export: Any, tmp_path: Path, broken: Any) -> None:
    broken(1, KeyboardInterrupt())
    export("*", "-o", tmp_path / "a", expected=130)
    export_file.list_of(tmp_path / "a").write_bytes(b"x")
    assert "[unknown_export]" in export("*", "-o", tmp_path / "a", "--resume", expected=3).stderr


# --- what is whole of a file


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=3), max_size=6), st.data()
)
def test_a_table_cut_anywhere_is_counted_right(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], data: st.DataObject
) -> None:
    whole = [_csv_lines([row]) for row in [["a", "b"], *table]]
    text = b"".join(whole)
    cut = data.draw(st.integers(0, len(text)))
    target = tmp_path_factory.getbasetemp() / "table.csv"
    target.write_bytes(text[:cut])
    rows = sum(len(b"".join(whole[: number + 1])) <= cut for number in range(len(whole)))
    file, records = export_file.open_behind_last(target, "csv")
    with file:
        assert records == max(0, rows - 1)
        assert file.tell() == (len(b"".join(whole[:rows])) if rows > 1 else 0)
    assert target.stat().st_size == (len(b"".join(whole[:rows])) if rows > 1 else 0)


@pytest.mark.parametrize(
    ("text", "records", "size"), [(b"", 0, 0), (b"{}", 0, 0), (b"{}\n", 1, 3), (b"{}\n{}\n{", 2, 6)]
)
def test_lines_cut_anywhere(tmp_path: Path, text: bytes, records: int, size: int) -> None:
    (tmp_path / "a").write_bytes(text)
    file, found = export_file.open_behind_last(tmp_path / "a", "jsonl")
    with file:
        assert (found, file.tell()) == (records, size)
