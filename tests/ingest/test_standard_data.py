"""Deliveries of standardized data, recorded answers and documents through a whole ingest."""

import shutil
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tokkyo.demo.jpo.standard_data import write_standard_data
from tokkyo.engine.embedded.engine import EmbeddedEngine
from tokkyo.formats.port import Problem
from tokkyo.ingest import preparation
from tokkyo.ingest.ingest import Ingest
from tokkyo.ingest.summary import Event, Summary
from tokkyo.model.jpo.tables import TABLES
from tokkyo.settings import Settings, defaults
from tokkyo.store.jpo.answers import Answers
from tokkyo.store.jpo.bodies import Bodies
from tokkyo.store.jpo.cases import Cases
from tokkyo.store.jpo.schema import stored_name
from tokkyo.store.jpo.tables import JpoTables
from tokkyo.store.store import Store

FIXTURES = Path(__file__).parents[1] / "fixtures" / "jpo"
SETTINGS = defaults(batch_rows=100, index_threads=1, store_synchronous="OFF", read_workers=1)
HEAD = "law_cd\tapp_num\tabin_invent_title\n"


@dataclass
class Works:
    """A data folder with an open store and index; it is midnight in Japan when the clock says so."""

    folder: Path
    store: Store
    engine: EmbeddedEngine
    settings: Settings = SETTINGS
    now: datetime = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)

    def ingest(self, *paths: Path, on_event: Callable[[Event], None] = lambda event: None) -> Summary:
        return Ingest(self.store, self.engine, self.settings, lambda: self.now).run(paths, on_event)

    def titles(self, name: str, *rows: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + "".join(f"1\t{one}\n" for one in rows))
        return path

    @property
    def tables(self) -> JpoTables:
        return JpoTables(self.store.database)

    @property
    def cases(self) -> Cases:
        return Cases(self.store.database)

    def title(self, number: str) -> str | None:
        rows = self.tables.rows("pmab_g_appl_case_biblog", "1", number)
        return rows[0]["abin_invent_title"] if rows else None

    def everything(self) -> dict[str, list[tuple[str, ...]]]:
        cursor = self.store.database.cursor()
        return {
            table.name: cursor.execute(f"SELECT * FROM {stored_name(table.name)} ORDER BY 1, 2, 3").fetchall()
            for table in TABLES
        }


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Works]:
    data = tmp_path / "data"
    with (
        Store.open(data, SETTINGS, write=True) as store,
        EmbeddedEngine.open(data / "index", SETTINGS, write=True) as engine,
    ):
        yield Works(tmp_path, store, engine)


def test_rows_are_stored_once_and_their_cases_change_once(works: Works) -> None:
    path = works.titles("upd_pmab_g_appl_case_biblog.tsv", "2020000001\tピット", "2020000002\t窓")
    first = works.ingest(path)
    assert (first.read, first.stored, first.unchanged, first.cases) == (2, 2, 0, 2)
    assert first.line()["cases"] == 2
    before = works.cases.changes(0, 10)
    assert [one.changed for one in before] == ["20261122", "20261122"]
    again = works.ingest(path)
    assert (again.read, again.stored, again.unchanged, again.cases) == (2, 0, 2, 0)
    assert works.cases.changes(0, 10) == before
    changed = works.ingest(works.titles("upd_pmab_g_appl_case_biblog.tsv", "2020000001\tピット", "2020000002\t窓２"))
    assert (changed.stored, changed.unchanged, changed.cases) == (1, 1, 1)
    assert [one.application for one in works.cases.changes(2, 10)] == ["2020000002"]


def test_deliveries_are_applied_by_day_and_deletions_first(works: Works) -> None:
    name = "upd_pmab_g_appl_case_biblog.tsv"
    works.titles(f"in/JPDRP_20250107/{name}", "2020000001\tsecond", "2020000002\tanew")
    works.titles("in/JPDRP_20250107/del_pmab_g_appl_case_biblog.tsv", "2020000002\t", "2020000003\t")
    works.titles(f"in/JPDRP_20250106/{name}", "2020000001\tfirst", "2020000002\told", "2020000003\tgone")
    folder = works.folder / "in"
    works.ingest(folder)
    assert [works.title(f"202000000{n}") for n in (1, 2, 3)] == ["second", "anew", None]
    with tarfile.open(works.folder / "all.tar.gz", "w:gz") as archive:
        for path in sorted(folder.rglob("upd_*")) + sorted(folder.rglob("del_*")):
            archive.add(path, path.relative_to(folder))
    shutil.rmtree(folder)
    other = works.ingest(works.folder / "all.tar.gz")
    assert [works.title(f"202000000{n}") for n in (1, 2, 3)] == ["second", "anew", None]
    assert other.problems == {}


def test_bad_lines_are_problems_with_place_and_number(works: Works) -> None:
    path = works.titles("upd_pmab_g_appl_case_biblog.tsv", "2020000001\tA", "2020000002", "2020000003\tC")
    events: list[Event] = []
    summary = works.ingest(path, on_event=events.append)
    assert (summary.read, summary.stored, dict(summary.problems)) == (2, 2, {"row_columns": 1})
    (problem,) = [event for event in events if isinstance(event, Problem)]
    assert (problem.file, problem.message.split(":")[0]) == (str(path), "line 3")
    (last,) = works.store.jobs.latest(1)
    assert [one.code for one in works.store.jobs.problems(last.id)] == ["row_columns"]


def test_unknown_tables_are_told_as_passed_over(works: Works) -> None:
    path = works.folder / "upd_gugkn.tsv"
    path.write_text("skbt_flg\tsnpn_bngu\n0\t2020000001\n")
    summary = works.ingest(path)
    assert [one.what for one in summary.passed] == ["table gugkn of the standardized data, which no answer needs"]


def test_recorded_answers_and_documents_reach_their_readers_whole(works: Works) -> None:
    """A recorded ZIP archive is no archive to be opened, nor is a document in one."""
    summary = works.ingest(FIXTURES / "recorded", FIXTURES / "documents")
    assert summary.stored > 0
    cursor = works.store.database.cursor()
    archives = cursor.execute("SELECT law, api, key FROM jpo_answer WHERE media = 'application/zip'").fetchall()
    assert archives
    found = Answers(works.store.database).find(*archives[0])
    assert found is not None
    recorded = (FIXTURES / "recorded").rglob("__v1__".join((archives[0][0], "__".join(archives[0][1:]))) + ".zip")
    assert found.body == next(iter(recorded)).read_bytes()
    law, application = cursor.execute("SELECT law, application FROM jpo_body").fetchone()
    assert Bodies(works.store.database).files(law, application)
    again = works.ingest(FIXTURES / "recorded", FIXTURES / "documents")
    assert (again.stored, again.unchanged, again.cases) == (0, summary.stored + summary.unchanged, 0)


def test_hand_written_rows_are_all_taken(works: Works) -> None:
    summary = works.ingest(FIXTURES / "standard_data")
    assert summary.problems == {}
    assert summary.passed == []
    assert works.cases.count() >= 10


def test_a_made_up_delivery_twice_alone_and_with_workers(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rows however many processes read them, and nothing new the second time."""
    folder = works.folder / "made"
    write_standard_data(folder, 60)
    first = works.ingest(folder)
    stored = works.everything()
    assert (first.problems, first.cases) == ({}, 60)
    again = works.ingest(folder)
    assert (again.read, works.everything()) == (first.read, stored)
    assert again.cases <= 2, "rows of the first delivery came back for those that the next one changed"
    monkeypatch.setattr(preparation, "SERIAL_BYTES", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    settings = defaults(batch_rows=70, index_threads=1, store_synchronous="OFF", read_workers=2)
    with (
        Store.open(works.folder / "other", settings, write=True) as store,
        EmbeddedEngine.open(works.folder / "other" / "index", settings, write=True) as engine,
    ):
        other = Works(works.folder, store, engine, settings)
        summary = other.ingest(folder)
        assert other.everything() == stored
        assert (summary.read, summary.stored, summary.cases) == (first.read, first.stored, first.cases)


def test_limit_on_rows_of_one_transaction(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tokkyo.formats.slicing.line_slices.SLICE_BYTES", 200)
    rows = [f"2020{n:06}\ttitle" for n in range(500)]
    counts: list[int] = []
    put = Ingest.__init__.__globals__["_Run"]._put

    def counted(self: object, job: object, batch: object) -> None:
        counts.append(batch.rows)  # type: ignore[attr-defined]
        put(self, job, batch)

    monkeypatch.setattr("tokkyo.ingest.ingest._Run._put", counted)
    works.ingest(works.titles("upd_pmab_g_appl_case_biblog.tsv", *rows))
    assert sum(counts) == 500
    assert all(100 <= count < 110 for count in counts[:-1])
