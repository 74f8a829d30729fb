"""Preparing records in worker processes: the same in the same order as without, whatever happens to the workers."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from tokkyo.derive.lens_ids import lens_id
from tokkyo.engine.embedded.engine import EmbeddedEngine
from tokkyo.formats import reading
from tokkyo.formats.detect import Kind
from tokkyo.formats.port import Problem
from tokkyo.formats.reading import Finished
from tokkyo.formats.records import Piece
from tokkyo.formats.slicing.slices import Slice, Surroundings
from tokkyo.ingest import pool, preparation
from tokkyo.ingest.ingest import Ingest
from tokkyo.ingest.pool import Pool
from tokkyo.ingest.preparation import Item, Preparation
from tokkyo.ingest.preparing import Preparer, Told, from_worker, to_ingest
from tokkyo.messages import decode, encode
from tokkyo.model.publication import Publication
from tokkyo.model.source import Provenance, SourceRecord
from tokkyo.settings import Settings, defaults
from tokkyo.store.fresh import PackedRecord, RecordPacker
from tokkyo.store.store import Store

FIXTURES = Path(__file__).parents[1] / "fixtures"
TODAY = date(2024, 5, 1)
NOW = datetime(2024, 5, 1, tzinfo=UTC)
DRIVER = Path(__file__).with_name("killed_ingest.py")


def with_workers(count: int, **more: Any) -> Settings:
    return defaults(read_workers=count, index_threads=1, store_synchronous="OFF", **more)


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start workers for the smallest input, on a machine with one core too, and hand over few slices at a time."""
    monkeypatch.setattr(preparation, "SERIAL_BYTES", 1)
    monkeypatch.setattr(preparation, "CHUNK_ITEMS", 4)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def line(number: int, **more: Any) -> str:
    record = {
        "lens_id": f"000-000-{number:03}-000-000",
        "jurisdiction": "EP",
        "doc_number": str(1000000 + number),
        "kind": "A1",
        "date_published": "2012-07-04",
    }
    return json.dumps({**record, **more}) + "\n"


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(lines))
    return path


def prepared(count: int, *paths: Path, **more: Any) -> list[Item]:
    settings = with_workers(count)
    with Preparation(settings, TODAY) as preparing:
        return list(preparing.run(reading.cut([str(path) for path in paths], settings, **more)))


def test_workers_give_what_one_process_gives() -> None:
    files = [path for path in sorted(FIXTURES.rglob("*")) if path.is_file()]
    alone = prepared(1, FIXTURES)
    assert sum(isinstance(item, PackedRecord) for item in alone) >= 10
    assert prepared(2, FIXTURES) == alone
    print(f"{len(files)} fixtures: {len(alone)} items the same")


def test_order_positions_problems_and_counts(tmp_path: Path) -> None:
    lines = [line(n) for n in range(30)]
    lines[7] = '{"lens_id": "torn\n'
    lines[20] = line(20, kind={"of": "another kind"})
    path = write(tmp_path / "a.jsonl", *lines)
    letter = write(tmp_path / "letter.txt", "Dear office,\n")
    items = prepared(2, path, letter, path)
    assert items == prepared(1, path, letter, path)
    found = [item for item in items if isinstance(item, PackedRecord)]
    offsets = [sum(map(len, lines[:n])) for n in range(30)]
    assert {record.position for record in found} <= set(offsets)
    half = [record.position for record in found[: len(found) // 2]]
    assert half == sorted(half)
    done = [item for item in items if isinstance(item, Finished)]
    problems = sum(isinstance(item, Problem) for item in items)
    assert [item.records for item in done] == [len(half), 0, len(half)]
    assert sum(item.problems for item in done) == problems > 0


def test_what_cannot_travel_is_prepared_by_the_ingest(tmp_path: Path) -> None:
    publication = Publication(jurisdiction="EP", doc_number="1")
    packer = RecordPacker(3, TODAY)
    sound = packer.pack(SourceRecord("docdb", publication, family_id=5))
    huge = packer.pack(SourceRecord("docdb", publication, family_id=1 << 70))
    odd = packer.pack(SourceRecord("docdb", publication, Provenance("a\udcff.xml")))
    assert from_worker(to_ingest([[sound]])) == [[sound]]
    assert from_worker(to_ingest([[sound], [huge]])) is None
    assert from_worker(to_ingest([[odd]])) is None


def test_surroundings_travel() -> None:
    around = Surroundings("utf-8", {"x": "urn:x"}, MappingProxyType({"mgr": "μ"}))
    pieces = [Piece("f", "m", Kind.XML, Slice(b"<a/>", n, "a", around)) for n in range(2)]
    first, second = decode(encode(pieces))
    assert [first, second] == pieces
    assert first.slice.around is second.slice.around


@pytest.fixture
def pieces(tmp_path: Path) -> list[Piece]:
    path = write(tmp_path / "a.jsonl", *(line(n) for n in range(6)))
    return [item for item in reading.cut([path], defaults()) if isinstance(item, Piece)]


@pytest.fixture
def start_pool() -> Iterator[Callable[[], Pool]]:
    made: list[Pool] = []

    def start() -> Pool:
        made.append(Pool(1, with_workers(2), TODAY))
        return made[0]

    yield start
    for one in made:
        one.close()


def test_killed_worker_is_replaced_and_nothing_is_lost(pieces: list[Piece], start_pool: Callable[[], Pool]) -> None:
    workers = start_pool()
    first = workers.submit(pieces).result()
    (pid,) = workers.pids()
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert workers.submit(pieces).result() == first
    assert workers.submit(pieces).result() == first
    assert workers.pids() != [pid]


def test_record_that_kills_workers_is_a_problem(
    pieces: list[Piece], start_pool: Callable[[], Pool], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import os, sys\n"
        "from tokkyo.formats import records\n"
        "read = records.RecordReader.read\n"
        "records.RecordReader.read = lambda self, piece: (\n"
        "    os._exit(9) if b'1000003' in piece.slice.data else read(self, piece))\n"
        "from tokkyo.ingest import worker\n"
        "worker.main()\n"
    )
    monkeypatch.setattr(pool, "COMMAND", (sys.executable, "-c", code))
    answer = start_pool().submit(pieces).result()
    assert answer is not None
    expected = [Preparer(defaults(), TODAY).prepare(piece) for piece in pieces]
    ((told,),) = [answer[3]]
    assert isinstance(told, Told)
    assert (told.problem.code, told.problem.record) == ("reader_died", "000-000-003-000-000")
    assert [one for n, one in enumerate(answer) if n != 3] == [one for n, one in enumerate(expected) if n != 3]


@pytest.mark.parametrize("command", [("no-such-program",), (sys.executable, "-c", "raise SystemExit(3)")])
def test_without_workers_the_ingest_does_it_itself(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.jsonl", *(line(n) for n in range(12)))
    monkeypatch.setattr(pool, "COMMAND", command)
    assert prepared(2, path) == prepared(1, path)


def test_large_slices_stay_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparation, "BYTES_AHEAD", 100)
    monkeypatch.setattr(preparation, "Pool", None)
    path = write(tmp_path / "a.jsonl", *(line(n) for n in range(12)))
    assert len(prepared(2, path)) == 13


def contents(folder: Path) -> dict[str, list[Any]]:
    with Store.open(folder, defaults()) as store:
        cursor = store.database.cursor()
        tables = ("publication", "document", "text", "source_record", "relation", "number", "alias", "job_problem")
        return {table: cursor.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}


def ingest(folder: Path, count: int, *paths: Path, on_event: Callable[[Any], None] = lambda event: None) -> Any:
    settings = with_workers(count, batch_records=10)
    with (
        Store.open(folder, settings, write=True) as store,
        EmbeddedEngine.open(folder / "index", settings, write=True) as engine,
    ):
        return Ingest(store, engine, settings, lambda: NOW).run(paths, on_event)


def test_interrupted_amid_a_chunk_and_resumed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", *(line(n) for n in range(48)), '{"torn\n', line(2), line(60))

    def interrupt(event: Any) -> None:
        if isinstance(event, preparation.Problem) or getattr(event, "documents", 0) >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(tmp_path / "two", 2, path, on_event=interrupt)
    summary = ingest(tmp_path / "two", 2, path)
    assert (summary.resumed, summary.read, summary.stored, summary.unchanged) == (True, 50, 49, 1)
    ingest(tmp_path / "one", 1, path)
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


def test_workers_end_with_a_killed_ingest(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", *(line(n) for n in range(12)))
    with subprocess.Popen([sys.executable, str(DRIVER), str(path)], stdout=subprocess.PIPE) as ingesting:
        assert ingesting.stdout is not None
        assert ingesting.stdout.readline() == b"workers 2\n"
        ingesting.kill()
        # The workers hold the other ends of this pipe (their standard error): it ends when the last of them has ended.
        assert ingesting.stdout.read() == b""


def test_lens_id_that_is_taken_changes_the_document(tmp_path: Path) -> None:
    taken = lens_id("a publication")
    path = write(tmp_path / "a.jsonl", line(1, lens_id=taken), line(2, lens_id=taken))
    ingest(tmp_path / "data", 1, path)
    with Store.open(tmp_path / "data", defaults()) as store:
        documents = [json.loads(found) for found in store.documents.get_many([1, 2])]
        ids = [row[0] for row in store.database.cursor().execute("SELECT lens_id FROM publication ORDER BY id")]
    assert [document["lens_id"] for document in documents] == ids
    assert ids[0] == taken
    assert len(set(ids)) == 2
