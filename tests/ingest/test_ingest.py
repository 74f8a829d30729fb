"""Ingesting files: what is told, what is resumed, what is refused, and what the doctor sees."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tokkyo.engine.embedded.engine import EmbeddedEngine
from tokkyo.errors import StoreError
from tokkyo.formats.port import Problem
from tokkyo.formats.reading import Finished, Passed, Position
from tokkyo.ingest import storing
from tokkyo.ingest.batches import Batch, Batches
from tokkyo.ingest.doctor import doctor, reindex
from tokkyo.ingest.ingest import Ingest
from tokkyo.ingest.lock import ingest_lock
from tokkyo.ingest.summary import Event, Progress, Summary
from tokkyo.model.publication import Publication
from tokkyo.model.source import Provenance, SourceRecord
from tokkyo.settings import Settings, defaults
from tokkyo.store.fresh import PackedRecord, RecordPacker
from tokkyo.store.store import Store

SETTINGS = defaults(batch_records=10, index_batch=25, index_threads=1, store_synchronous="OFF")


def line(number: int, **more: Any) -> str:
    record = {
        "lens_id": f"000-000-{number:03}-000-000",
        "jurisdiction": "EP",
        "doc_number": str(1000000 + number),
        "kind": "A1",
        "date_published": "2012-07-04",
        "biblio": {"invention_title": [{"text": f"Widget {number}", "lang": "en"}]},
        **more,
    }
    return json.dumps(record) + "\n"


@dataclass
class Works:
    """A data folder with an open store and index, and a clock that a second passes on at each look."""

    folder: Path
    store: Store
    engine: EmbeddedEngine
    settings: Settings = SETTINGS
    now: datetime = datetime(2024, 5, 1, tzinfo=UTC)

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def ingest(
        self, *paths: Path | str, on_event: Callable[[Event], None] = lambda event: None, **more: Any
    ) -> Summary:
        return Ingest(self.store, self.engine, self.settings, self.clock).run(paths, on_event, **more)

    def file(self, name: str, *lines: str) -> Path:
        path = self.folder / name
        path.write_text("".join(lines))
        return path


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Works]:
    data = tmp_path / "data"
    store = Store.open(data, SETTINGS, write=True)
    with store, EmbeddedEngine.open(data / "index", SETTINGS, write=True) as engine:
        yield Works(tmp_path, store, engine)


def test_summary_and_events(works: Works) -> None:
    events: list[Event] = []
    path = works.file("a.jsonl", *(line(n) for n in range(30)), '{"lens_id": "torn\n', line(3))
    letter = works.file("letter.txt", "Dear office,\n")
    summary = works.ingest(path, letter, on_event=events.append)
    assert (summary.read, summary.stored, summary.unchanged, summary.files) == (31, 30, 1, 2)
    assert summary.problems.total() == 1
    assert summary.indexed == 30
    assert summary.seconds > 0
    assert [passed.file for passed in summary.passed] == [str(letter)]
    assert set(summary.line()) >= {"read", "stored", "unchanged", "problems", "seconds"}
    kinds = {type(event) for event in events}
    assert kinds == {Progress, Problem, Passed, Finished}
    phases = [event.phase for event in events if isinstance(event, Progress)]
    assert phases[0] == "read"
    assert phases[-1] == "index"
    assert works.engine.position() == works.store.documents.sequence()
    assert doctor(works.store, works.engine, deep=True).healthy


def test_again_changes_nothing(works: Works) -> None:
    path = works.file("a.jsonl", *(line(n) for n in range(12)))
    works.ingest(path)
    before = list(works.store.documents.ids())
    summary = works.ingest(path)
    assert (summary.stored, summary.unchanged, summary.derived, summary.indexed) == (0, 12, 0, 0)
    assert list(works.store.documents.ids()) == before


def test_problems_are_kept_with_the_job(works: Works) -> None:
    path = works.file("a.jsonl", line(1), '{"lens_id": "torn\n', line(2))
    works.ingest(path)
    (job,) = works.store.jobs.latest()
    (problem,) = works.store.jobs.problems(job.id)
    assert job.state == "done"
    assert msgspec.json.decode(problem.problem)["code"] == problem.code


def test_interrupted_job_goes_on_where_it_was(works: Works) -> None:
    path = works.file("a.jsonl", *(line(n) for n in range(35)))

    def interrupt(event: Event) -> None:
        if isinstance(event, Progress) and event.documents >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        works.ingest(path, on_event=interrupt)
    assert works.store.documents.count() == 20
    assert works.engine.position() == 0
    summary = works.ingest(path)
    assert (summary.resumed, summary.read, summary.stored, summary.unchanged) == (True, 35, 35, 0)
    assert len(works.store.jobs.latest()) == 1
    assert doctor(works.store, works.engine).healthy


def test_another_ingest_finishes_what_was_left(works: Works) -> None:
    path = works.file("a.jsonl", *(line(n) for n in range(5)))

    def interrupt(event: Event) -> None:
        if isinstance(event, Progress) and event.phase == "index":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        works.ingest(path, on_event=interrupt)
    summary = works.ingest()
    assert summary.read == 0
    assert doctor(works.store, works.engine).healthy


def test_standard_input_is_never_resumed(works: Works) -> None:
    summary = works.ingest("-", stdin=BytesIO(line(1).encode()))
    assert summary.stored == 1
    assert not works.ingest("-", stdin=BytesIO(line(2).encode())).resumed


def test_second_ingest_is_refused_while_one_runs(works: Works) -> None:
    with ingest_lock(works.folder / "data"), pytest.raises(StoreError) as caught:
        works.ingest()
    assert caught.value.code == "store_locked"
    works.ingest()


def test_full_disk_keeps_what_was_stored_and_resumes(works: Works) -> None:
    chance = random.Random(1)
    noise = [line(n, description={"text": chance.randbytes(1500).hex(), "lang": "en"}) for n in range(60)]
    path = works.file("a.jsonl", *noise)
    cursor = works.store.database.cursor()
    (pages,) = cursor.execute("PRAGMA page_count").fetchone()
    cursor.execute(f"PRAGMA max_page_count={pages + 30}")
    with pytest.raises(StoreError) as caught:
        works.ingest(path)
    assert caught.value.code == "store_full"
    stored = works.store.documents.count()
    assert stored % 10 == 0
    assert stored < 60
    assert cursor.execute("SELECT count(*) FROM source_record").fetchone() == (stored,)
    assert works.store.documents.get_many(range(1, stored + 1)) == []  # written when their neighbours are known
    cursor.execute("PRAGMA max_page_count=1000000")
    summary = works.ingest(path)
    assert (summary.read, summary.stored) == (60, 60)
    assert doctor(works.store, works.engine, deep=True).healthy


def test_record_that_cannot_be_stored_is_a_problem_of_its_own(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    path = works.file("a.jsonl", *(line(n) for n in range(5)))
    put = storing.Writer.put

    def picky(self: Any, cursor: Any, records: Sequence[PackedRecord]) -> Any:
        if any(record.key == "EP_1000002_A1" for record in records):
            raise OverflowError("too big")
        return put(self, cursor, records)

    monkeypatch.setattr(storing.Writer, "put", picky)
    summary = works.ingest(path)
    assert (summary.read, summary.stored) == (5, 4)
    assert summary.problems == {"record_not_stored": 1}


def test_doctor_sees_what_is_wrong_and_reindex_mends_it(works: Works) -> None:
    works.ingest(works.file("a.jsonl", *(line(n) for n in range(6))))
    works.engine.index([], [2], works.engine.position())
    with works.store.transaction() as cursor:
        cursor.execute("UPDATE publication SET seq = 100 WHERE id = 3")
        cursor.execute("INSERT INTO text (id, digest, body) VALUES (99, x'00', x'00')")
        cursor.execute("INSERT INTO alias (lens_id, publication_id) VALUES ('x', 77)")
    codes = {finding.code for finding in doctor(works.store, works.engine).findings}
    assert codes == {"index_missing", "index_behind", "text_orphan", "alias_broken"}
    with works.store.transaction() as cursor:
        cursor.execute("DELETE FROM text WHERE id = 99")
        cursor.execute("DELETE FROM alias")
    works.engine.close()
    assert reindex(works.store, works.folder / "data" / "index", SETTINGS) == 6
    with EmbeddedEngine.open(works.folder / "data" / "index", SETTINGS, write=False) as engine:
        assert doctor(works.store, engine).healthy


def test_damaged_document_is_found_by_the_deep_look(works: Works) -> None:
    works.ingest(works.file("a.jsonl", line(1), line(2)))
    with works.store.transaction() as cursor:
        cursor.execute("UPDATE document SET head = substr(head, 1, 20) WHERE publication_id = 2")
    (finding,) = doctor(works.store, works.engine, deep=True).findings
    assert (finding.code, finding.examples) == ("document_damaged", (2,))


def found(number: int, offset: int) -> PackedRecord:
    publication = Publication(jurisdiction="EP", doc_number=str(number))
    return RecordPacker(3, date(2024, 5, 1)).pack(SourceRecord("lens", publication, Provenance("f", "", offset)))


def test_batches_end_between_slices_and_hold_later_problems_back() -> None:
    inside = Problem("odd", "odd", "", "f", "", 20, lost=False)
    between = Problem("torn", "torn", "", "f", "", 25)
    items = [found(1, 10), found(2, 20), found(3, 20), inside, between, found(4, 30)]
    batches = [item for item in Batches(2, 100).cut(items) if isinstance(item, Batch)]
    assert [len(batch.records) for batch in batches] == [3, 1]
    assert batches[0].place == Position("f", "", 20)
    assert [batch.problems for batch in batches] == [[inside], [between]]
