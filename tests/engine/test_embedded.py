"""What only the embedded engine has: files, processes, kills and damage."""

import json
import random
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tokkyo.engine.embedded import EmbeddedEngine
from tokkyo.engine.embedded import engine as engine_module
from tokkyo.engine.embedded.layout import layout_of
from tokkyo.engine.embedded.state import State
from tokkyo.engine.port import IndexRow, PageRequest, SortKey
from tokkyo.errors import EngineError, QueryError, TokkyoError
from tokkyo.fields.registry import PUBLICATIONS
from tokkyo.query.tree import CheckedQuery, Match, MatchAll, Phrase, Prefix, Regex, Term
from tokkyo.settings import Settings

EVERYTHING = CheckedQuery(MatchAll())
Small = Callable[..., Settings]


def rows(first: int, last: int, kind: str = "A1") -> list[IndexRow]:
    return [
        IndexRow(
            id,
            id,
            {"kind": [kind], "title": [("en", f"solar cell number {id}")], "date_published": [id], "has_title": [True]},
        )
        for id in range(first, last)
    ]


def count(engine: EmbeddedEngine) -> int:
    return engine.search(EVERYTHING, PageRequest(0)).total


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(TokkyoError) as caught:
        call()
    assert caught.value.fix
    return caught.value.code


# --- one writer, many readers


def test_a_second_writer_is_refused(tmp_path: Path, small: Small) -> None:
    with EmbeddedEngine.open(tmp_path, small(), write=True):
        assert code_of(lambda: EmbeddedEngine.open(tmp_path, small(), write=True)) == "index_locked"
        assert code_of(lambda: EmbeddedEngine.rebuild(tmp_path, small()).__enter__()) == "index_locked"
    EmbeddedEngine.open(tmp_path, small(), write=True).close()


def test_a_reader_may_not_write(tmp_path: Path, small: Small) -> None:
    reader = EmbeddedEngine.open(tmp_path, small(), write=False)
    assert code_of(lambda: reader.index((), (), 1)) == "index_read_only"


def test_a_reader_sees_an_index_appear_and_every_commit(tmp_path: Path, small: Small) -> None:
    reader = EmbeddedEngine.open(tmp_path / "none yet", small(), write=False)
    assert (count(reader), list(reader.ids()), reader.position()) == (0, [], 0)
    with EmbeddedEngine.open(tmp_path / "none yet", small(index_batch=10), write=True) as writer:
        assert count(reader) == 0

        def watched() -> Iterator[IndexRow]:
            for row in rows(0, 25):
                yield row
                seen.append(count(reader))

        seen: list[int] = []
        writer.index(watched(), (), 25)
        assert sorted(set(seen)) == [0, 10, 20]
        assert (count(reader), reader.position()) == (25, 25)
        writer.index((), range(5), 30)
        assert (count(reader), reader.position()) == (20, 30)


def test_searches_in_many_threads_while_one_feeds(tmp_path: Path, small: Small) -> None:
    failures: list[BaseException] = []
    done = threading.Event()
    with EmbeddedEngine.open(tmp_path, small(index_batch=50), write=True) as engine:
        engine.index(rows(0, 100), (), 100)

        def look() -> None:
            try:
                while not done.is_set():
                    page = engine.search(CheckedQuery(Match("title", "solar")), PageRequest(5))
                    assert page.total >= 100
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        engine.index(rows(100, 600), (), 600)
        done.set()
        for thread in threads:
            thread.join()
        assert (failures, count(engine)) == ([], 600)


def test_closing_twice_and_opening_again(tmp_path: Path, small: Small) -> None:
    engine = EmbeddedEngine.open(tmp_path, small(), write=True)
    engine.index(rows(0, 3), (), 3)
    engine.close()
    engine.close()
    with EmbeddedEngine.open(tmp_path, small(), write=True) as again:
        assert (count(again), again.position()) == (3, 3)
        again.index(rows(2, 5), (), 5)
        assert list(again.ids()) == [(id, id) for id in range(5)]


# --- rows that fail


def test_a_failing_source_of_rows_leaves_the_last_commit(tmp_path: Path, small: Small) -> None:
    def failing() -> Iterator[IndexRow]:
        yield from rows(10, 25)
        raise LookupError("the store went away")

    with EmbeddedEngine.open(tmp_path, small(index_batch=10), write=True) as engine:
        engine.index(rows(0, 3), (), 3)
        with pytest.raises(LookupError):
            engine.index(failing(), (), 25)
        assert (count(engine), engine.position()) == (13, 3)
        engine.index(rows(10, 25), (), 25)
        assert (count(engine), engine.position()) == (18, 25)


def test_an_unknown_field_is_an_error(tmp_path: Path, small: Small) -> None:
    with EmbeddedEngine.open(tmp_path, small(), write=True) as engine:
        with pytest.raises(EngineError) as caught:
            engine.index([IndexRow(1, 1, {"colour": ["red"]})], (), 1)
        assert caught.value.code == "unknown_field"
        engine.index(rows(0, 1), (), 1)
        assert count(engine) == 1


# --- costly patterns


def test_patterns_the_engine_cannot_run(tmp_path: Path, small: Small) -> None:
    with EmbeddedEngine.open(tmp_path, small(), write=True) as engine:
        engine.index(rows(0, 3), (), 3)
        for pattern in ("a{1000}", "(.{200}){200}"):
            with pytest.raises(QueryError) as caught:
                engine.search(CheckedQuery(Regex("title", pattern)), PageRequest())
            assert caught.value.code == "regex_too_complex"
        for pattern, code in (("(", "regex_invalid"), ("a{2,1}", "regex_invalid"), ("~a", "regex_unsupported")):
            with pytest.raises(QueryError) as caught:
                engine.search(CheckedQuery(Regex("title", pattern)), PageRequest())
            assert caught.value.code == code
        assert count(engine) == 3


def test_too_many_words_begin_alike(tmp_path: Path, small: Small) -> None:
    text = " ".join(f"w{number}" for number in range(17_000))
    with EmbeddedEngine.open(tmp_path, small(), write=True) as engine:
        engine.index([IndexRow(1, 1, {"title": [("en", f"solar {text}")]})], (), 1)
        query = CheckedQuery(Prefix("title", "solar w"))
        assert code_of(lambda: engine.search(query, PageRequest())) == "too_many_words"
        assert engine.search(CheckedQuery(Prefix("title", "solar w0")), PageRequest()).total == 1
        assert engine.search(CheckedQuery(Prefix("title", "w")), PageRequest()).total == 1


def test_long_and_deep_queries(tmp_path: Path, small: Small) -> None:
    with EmbeddedEngine.open(tmp_path, small(), write=True) as engine:
        engine.index(rows(0, 3), (), 3)
        for query in (
            Phrase("title", "solar " * 300),
            Phrase("title", "solar cell " * 20, 100),
            Prefix("kind", "a" * 5000),
        ):
            engine.search(CheckedQuery(query), PageRequest())
        assert engine.search(CheckedQuery(Prefix("title", "so" * 500)), PageRequest()).total == 0


# --- rebuilding


def test_rebuild_takes_over_in_running_readers(tmp_path: Path, small: Small) -> None:
    with EmbeddedEngine.open(tmp_path, small(), write=True) as first:
        first.index(rows(0, 9), (), 9)
    reader = EmbeddedEngine.open(tmp_path, small(), write=False)
    with EmbeddedEngine.rebuild(tmp_path, small(index_batch=2)) as fresh:
        assert fresh.position() == 0
        fresh.index(rows(0, 4, "B1"), (), 3)
        assert (count(fresh), count(reader), reader.position()) == (4, 9, 9)
        fresh.index(rows(4, 5, "B1"), (), 12)
    assert (count(reader), reader.position()) == (5, 12)
    assert reader.search(CheckedQuery(Term("kind", "B1")), PageRequest()).total == 5
    assert [path.name for path in tmp_path.glob("generation-*")] == ["generation-2"]


def test_a_rebuild_between_two_looks_of_a_reader(tmp_path: Path, small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader has read which generation is current when that is replaced and swept away."""
    with EmbeddedEngine.open(tmp_path, small(), write=True) as first:
        first.index(rows(0, 9), (), 9)
    load = engine_module.states.load

    def load_and_rebuild(folder: Path) -> State | None:
        found = load(folder)
        monkeypatch.setattr(engine_module.states, "load", load)
        with EmbeddedEngine.rebuild(tmp_path, small()) as fresh:
            fresh.index(rows(0, 5), (), 12)
        return found

    monkeypatch.setattr(engine_module.states, "load", load_and_rebuild)
    with EmbeddedEngine.open(tmp_path, small(), write=False) as reader:
        assert (count(reader), reader.position()) == (5, 12)


def test_an_index_that_cannot_be_written_is_read(tmp_path: Path, small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the disk is mounted for reading only, with a writer elsewhere."""
    index, links = tmp_path / "index", tmp_path / "links"
    links.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(links))
    with EmbeddedEngine.open(index, small(), write=True) as writer:
        writer.index(rows(0, 9), (), 9)
        locks = {path: path.stat().st_ctime_ns for path in index.rglob(".tantivy-*")}
        monkeypatch.setattr("tokkyo.engine.embedded.unwritable.os.access", lambda *_: False)
        with EmbeddedEngine.open(index, small(), write=False) as reader:
            assert (count(reader), reader.position()) == (9, 9)
            assert list(links.iterdir()) == []
            assert reader.search(CheckedQuery(Term("kind", "A1")), PageRequest(5)).total == 9
            assert {path: path.stat().st_ctime_ns for path in index.rglob(".tantivy-*")} == locks
            writer.index(rows(9, 12), (), 12)
            assert (count(reader), reader.position()) == (12, 12)
            assert len(reader.ordered(CheckedQuery(MatchAll()))) == 12
    assert list(links.iterdir()) == []


def test_a_failed_rebuild_changes_nothing(tmp_path: Path, small: Small) -> None:
    with EmbeddedEngine.open(tmp_path, small(), write=True) as first:
        first.index(rows(0, 9), (), 9)

    def fail() -> None:
        with EmbeddedEngine.rebuild(tmp_path, small()) as fresh:
            fresh.index(rows(0, 2), (), 2)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert [path.name for path in tmp_path.glob("generation-*")] == ["generation-1"]
    with EmbeddedEngine.open(tmp_path, small(), write=True) as again:
        assert count(again) == 9


def test_rebuild_without_an_index(tmp_path: Path, small: Small) -> None:
    with EmbeddedEngine.rebuild(tmp_path / "new", small()) as fresh:
        fresh.index(rows(0, 2), (), 2)
    assert count(EmbeddedEngine.open(tmp_path / "new", small(), write=False)) == 2


def test_an_index_of_other_fields_is_outdated(tmp_path: Path, small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedEngine.open(tmp_path, small(), write=True) as first:
        first.index(rows(0, 2), (), 2)
    running = EmbeddedEngine.open(tmp_path, small(), write=False)
    other = replace(layout_of(PUBLICATIONS), fingerprint="another")
    monkeypatch.setattr(engine_module, "layout_of", lambda _: other)
    for write in (False, True):
        assert code_of(lambda write=write: EmbeddedEngine.open(tmp_path, small(), write=write)) == "index_outdated"  # type: ignore[misc]
    with EmbeddedEngine.rebuild(tmp_path, small()) as fresh:
        fresh.index(rows(0, 3), (), 3)
    assert count(EmbeddedEngine.open(tmp_path, small(), write=False)) == 3
    monkeypatch.undo()
    assert code_of(lambda: running.search(EVERYTHING, PageRequest())) == "index_outdated"


# --- kills

_FEED = """
import os, sys
from pathlib import Path
from tokkyo.engine.embedded import EmbeddedEngine, engine as module, state, writer
from tokkyo.engine.port import IndexRow
from tokkyo.settings import defaults

folder, point = Path(sys.argv[1]), sys.argv[2]
engine = EmbeddedEngine.open(folder, defaults(index_heap_bytes=15_000_000, index_threads=1, index_batch=10), write=True)

def die(*_):
    os._exit(9)

def after(call):
    def both(*args):
        call(*args)
        die()
    return both

saves = []
def second(call):
    def counted(*args):
        saves.append(args)
        return die() if len(saves) == 2 else call(*args)
    return counted

points = {
    "before commit": lambda: setattr(writer.Writer, "_commit", die),
    "after commit": lambda: setattr(writer.Writer, "_commit", after(writer.Writer._commit)),
    "before state": lambda: setattr(state, "save", die),
    "after state": lambda: setattr(state, "save", after(state.save)),
    "second state": lambda: setattr(state, "save", second(state.save)),
    "half a state": lambda: setattr(os, "replace", die),
}
points[point]()
rows = [IndexRow(id, 100 + id, {"kind": ["B1"]}) for id in range(3, 28)]
engine.index(rows, [0], 200)
"""


@pytest.mark.parametrize(
    "point", ["before commit", "after commit", "before state", "after state", "second state", "half a state"]
)
def test_killed_at_any_point_it_picks_up(tmp_path: Path, small: Small, point: str) -> None:
    with EmbeddedEngine.open(tmp_path, small(), write=True) as engine:
        engine.index(rows(0, 5), (), 5)
    done = subprocess.run(
        [sys.executable, "-c", _FEED, str(tmp_path), point], capture_output=True, text=True, check=False
    )
    assert done.returncode == 9, done.stderr
    reader = EmbeddedEngine.open(tmp_path, small(), write=False)
    assert reader.position() == 5
    assert count(reader) in (5, 13, 23, 27)
    with EmbeddedEngine.open(tmp_path, small(), write=True) as engine:
        engine.index([IndexRow(id, 100 + id, {"kind": ["B1"]}) for id in range(3, 28)], [0], 200)
        assert engine.position() == reader.position() == 200
        assert list(engine.ids()) == [(1, 1), (2, 2), *((id, 100 + id) for id in range(3, 28))]


def test_a_killed_rebuild_is_swept_away(tmp_path: Path, small: Small) -> None:
    with EmbeddedEngine.open(tmp_path, small(), write=True) as engine:
        engine.index(rows(0, 5), (), 5)
    (tmp_path / "generation-2").mkdir()
    (tmp_path / "generation-2" / "left.term").write_bytes(b"half")
    with EmbeddedEngine.open(tmp_path, small(), write=True) as engine:
        assert count(engine) == 5
    assert not (tmp_path / "generation-2").exists()


# --- damage and a full disk


def _made(folder: Path, small: Small) -> list[Path]:
    with EmbeddedEngine.open(folder, small(), write=True) as engine:
        engine.index(rows(0, 300), (), 300)
    return sorted(path for path in (folder / "generation-1").iterdir() if path.suffix and not path.name.startswith("."))


def _exercise(folder: Path, settings: Settings) -> None:
    engine = EmbeddedEngine.open(folder, settings, write=False)
    for query in (MatchAll(), Match("title", "solar"), Phrase("title", "solar cell"), Prefix("title", "so")):
        engine.search(CheckedQuery(query), PageRequest(50))
        engine.search(CheckedQuery(query), PageRequest(50, sort=(SortKey("kind"), SortKey("date_published"))))
    engine.ids()


@pytest.mark.parametrize("keep", [0.0, 0.5, 0.99])
@pytest.mark.parametrize("suffix", [".term", ".idx", ".pos", ".fast", ".fieldnorm", ".store", ".json"])
def test_a_truncated_file_is_reported(tmp_path: Path, small: Small, suffix: str, keep: float) -> None:
    damaged = [path for path in _made(tmp_path, small) if path.suffix == suffix]
    assert damaged
    for path in damaged:
        content = path.read_bytes()
        path.unlink()  # a new file: whoever still maps the old one would be killed by reading past its end
        path.write_bytes(content[: int(len(content) * keep)])
    assert code_of(lambda: _exercise(tmp_path, small())) == "index_damaged"


def test_missing_files_are_reported(tmp_path: Path, small: Small) -> None:
    for path in _made(tmp_path, small):
        content = path.read_bytes()
        path.unlink()
        assert code_of(lambda: _exercise(tmp_path, small())) == "index_damaged"
        path.write_bytes(content)
    _exercise(tmp_path, small())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"layout": 1}', b'\xff{"a": 1}'])
def test_a_broken_state_is_reported_and_rebuilt(tmp_path: Path, small: Small, content: bytes) -> None:
    _made(tmp_path, small)
    (tmp_path / "index.json").write_bytes(content)
    assert code_of(lambda: EmbeddedEngine.open(tmp_path, small(), write=False)) == "index_damaged"
    assert code_of(lambda: EmbeddedEngine.open(tmp_path, small(), write=True)) == "index_damaged"
    with EmbeddedEngine.rebuild(tmp_path, small()) as engine:
        engine.index(rows(0, 7), (), 7)
    assert count(EmbeddedEngine.open(tmp_path, small(), write=False)) == 7


_FLIP = """
import sys
from pathlib import Path
from tokkyo.errors import TokkyoError
from tokkyo.settings import defaults
sys.path.insert(0, sys.argv[2])
import importlib.util
spec = importlib.util.spec_from_file_location("suite", sys.argv[3])
suite = importlib.util.module_from_spec(spec)
spec.loader.exec_module(suite)
try:
    suite._exercise(Path(sys.argv[1]), defaults())
except TokkyoError as error:
    print(error.code)
"""


@pytest.mark.parametrize("seed", range(6))
def test_flipped_bytes_never_end_in_a_traceback(tmp_path: Path, small: Small, seed: int) -> None:
    chance = random.Random(seed)
    path = chance.choice([path for path in _made(tmp_path, small) if path.suffix not in (".json", ".lock")])
    content = bytearray(path.read_bytes())
    for _ in range(8):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    arguments = [sys.executable, "-c", _FLIP, str(tmp_path), str(Path(__file__).parent), __file__]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.stdout.strip() in ("", "index_damaged")


_FULL = """
import resource, signal, sys
from pathlib import Path
from tokkyo.engine.embedded import EmbeddedEngine
from tokkyo.engine.port import IndexRow
from tokkyo.errors import EngineError
from tokkyo.settings import defaults

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
engine = EmbeddedEngine.open(Path(sys.argv[1]), defaults(index_heap_bytes=15_000_000, index_threads=1), write=True)
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (2048, limits[1]))
rows = [IndexRow(id, id, {"title": [("en", f"word{id} " * 50)]}) for id in range(100, 2000)]
try:
    engine.index(rows, (), 2000)
except EngineError as error:
    print(error.code, engine.position(), len(engine.ids()))
resource.setrlimit(resource.RLIMIT_FSIZE, limits)
engine.index(rows, (), 2000)
print(engine.position(), len(engine.ids()))
engine.close()
"""


def test_when_files_cannot_grow_the_last_commit_stands(tmp_path: Path, small: Small) -> None:
    """A limit on file sizes stands in for a full disk: both make writes fail half-way."""
    with EmbeddedEngine.open(tmp_path, small(), write=True) as engine:
        engine.index(rows(0, 5), (), 5)
    arguments = [sys.executable, "-c", _FULL, str(tmp_path)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[:2] == ["index_write_failed 5 5", "2000 1905"], done.stderr
    assert json.loads((tmp_path / "index.json").read_text())["position"] == 2000
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 2048
