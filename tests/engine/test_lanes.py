"""Costly searches run in processes that are killed when time is up, nobody waits or they crash."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import pytest

from tokkyo.engine.cost import Cost, cost
from tokkyo.engine.embedded.engine import EmbeddedEngine
from tokkyo.engine.lane_worker import Worker, answer_all
from tokkyo.engine.lanes import Lanes, laned
from tokkyo.engine.port import RELEVANCE, IndexRow, PageRequest, SortKey
from tokkyo.errors import EngineError, QueryError, StoreError, Unavailable
from tokkyo.fields.registry import PUBLICATIONS
from tokkyo.messages import decode, encode
from tokkyo.patience import Patience, checkpoint, current, given
from tokkyo.query.check import check
from tokkyo.query.dsl import parse
from tokkyo.query.tree import CheckedQuery
from tokkyo.settings import defaults

FAMILY = "family.simple.id"
ROWS = [
    IndexRow(
        n, n, {"title": [("en", f"solar cell {word}")], "kind": [kind], "date_published": [n], FAMILY: [7 + n // 3]}
    )
    for n, word, kind in ((1, "battery", "A1"), (2, "batteries", "B2"), (3, "frame", "A1"))
]


def query(body: Any, regex: bool = False) -> CheckedQuery:
    return check(parse(body, regex=regex))


# --- what costs what


def words(count: int) -> Any:
    return {"match": {"title": "a " * count}}


def values(count: int) -> Any:
    return {"terms": {"doc_number": [str(number) for number in range(count)]}}


QUICK = ["battery", "kind:A1", "title:(a OR b OR c) AND year_published:[2000 TO 2010]", "*", "has_claim:true",
         words(50), values(25)]  # fmt: skip
MEDIUM = ['"solar cell"', "batter*", words(51), values(26), " OR ".join(["kind:A1"] * 17)]
COSTLY = ["*attery", "b*", "ba*", "b?ttery", "battery~1", '"solar cell"~3', words(1001), values(501),
          " OR ".join(["kind:A1"] * 65), "title:/bat.*/", "kind:A1 AND NOT *a*"]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "wanted"),
    [*((q, Cost.QUICK) for q in QUICK), *((q, Cost.MEDIUM) for q in MEDIUM), *((q, Cost.COSTLY) for q in COSTLY)],
    ids=lambda value: str(value)[:30],
)
def test_what_a_query_costs(body: Any, wanted: Cost) -> None:
    assert cost(query(body, regex=True)) is wanted
    assert cost(query(body, regex=True), PageRequest()) is wanted


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (PageRequest(sort=(SortKey("date_published"),)), Cost.QUICK),
        (PageRequest(100, 100), Cost.QUICK),
        (PageRequest(100, 101), Cost.MEDIUM),
        (PageRequest(100, 9900), Cost.MEDIUM),
        (PageRequest(sort=(SortKey("kind"), RELEVANCE)), Cost.MEDIUM),
        (PageRequest(min_score=1.0), Cost.COSTLY),
        (PageRequest(group=FAMILY), Cost.COSTLY),
    ],
)
def test_what_a_page_costs(page: PageRequest, wanted: Cost) -> None:
    assert cost(query("battery"), page) is wanted


# --- the real process


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    with EmbeddedEngine.open(folder, defaults(), write=True) as engine:
        engine.index(ROWS, [], 3)
    return folder


def test_a_lane_answers_as_the_engine_does(folder: Path) -> None:
    settings = defaults(search_processes=1)
    plain = EmbeddedEngine.open(folder, settings, write=False)
    apart = laned(EmbeddedEngine.open(folder, settings, write=False), folder, settings)
    costly = query("title:*atter*")
    try:
        assert apart.search(costly, PageRequest()) == plain.search(costly, PageRequest())
        assert apart.search(query("frame"), PageRequest()) == plain.search(query("frame"), PageRequest())
        assert apart.count(costly) == plain.count(costly) == 2
        assert apart.count(query("frame")) == 1
        assert apart.ordered(query("solar"), (SortKey("date_published"),)).tolist() == [1, 2, 3]
        assert apart.distinct(query("solar"), FAMILY, 5) == plain.distinct(query("solar"), FAMILY, 5) == [7, 8]
        assert (list(apart.ids()), apart.position()) == (list(plain.ids()), 3)
        with pytest.raises(QueryError, match="regex_too_complex"):
            apart.search(query("title:/([a-z]|.){1,80}/", regex=True), PageRequest())
    finally:
        apart.close()
        plain.close()


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="reads /proc")
def test_an_idle_lane_lets_go_of_an_index_that_was_replaced(tmp_path: Path) -> None:
    """Deleted files that some process holds take up the disk."""

    class Calls(SimpleQueue[bytes]):
        def get(self, block: bool = True, timeout: float | None = None) -> bytes:
            turns.append(held())
            if len(turns) == 2:
                raise EOFError
            raise Empty

    def held() -> int:
        return Path("/proc/self/maps").read_text().count(f"{tmp_path}/generation-1")

    turns: list[int] = []
    with EmbeddedEngine.open(tmp_path, defaults(), write=True) as engine:
        engine.index(ROWS, [], 3)
    worker = Worker(tmp_path, defaults(), PUBLICATIONS)
    assert worker.answer(encode(("search", (query("frame"), PageRequest()))))[0]
    with EmbeddedEngine.rebuild(tmp_path, defaults()) as fresh:
        fresh.index(ROWS, [], 3)
    with pytest.raises(EOFError):
        answer_all(worker, Calls(), lambda _: None)
    assert turns[0] > turns[1] == 0
    worker.engine().close()


def test_no_search_is_begun_when_time_is_up(folder: Path) -> None:
    settings = defaults(search_processes=1)
    apart = laned(EmbeddedEngine.open(folder, settings, write=False), folder, settings)
    patience = Patience(0)
    patience.end()
    try:
        with given(patience):
            for body in ("frame", "*atter*"):
                with pytest.raises(Unavailable, match="search_time_exceeded"):
                    apart.search(query(body), PageRequest())
                with pytest.raises(Unavailable, match="search_time_exceeded"):
                    apart.count(query(body))
    finally:
        apart.close()


def test_a_lane_tells_that_its_index_is_damaged(folder: Path, tmp_path: Path) -> None:
    settings = defaults(search_processes=1)
    (tmp_path / "index.json").write_text("{")
    apart = laned(EmbeddedEngine.open(folder, settings, write=False), tmp_path, settings)
    try:
        for _ in range(2):
            with pytest.raises(EngineError, match="index_damaged"):
                apart.search(query("title:*atter*"), PageRequest())
    finally:
        apart.close()


def test_without_processes_the_engine_is_itself(folder: Path) -> None:
    with EmbeddedEngine.open(folder, defaults(), write=False) as engine:
        assert laned(engine, folder, defaults(search_processes=0)) is engine


# --- processes that misbehave

WORKER = """
import os, sys, threading
from multiprocessing.connection import Connection
from tokkyo.messages import READY, decode, encode
connection = Connection(int(sys.argv[1]))
connection.recv_bytes()
connection.send_bytes(READY)
while True:
    try:
        method, arguments = decode(connection.recv_bytes())
    except EOFError:
        os._exit(0)
    if method == "die":
        os._exit(9)
    if method == "hang":
        threading.Event().wait()
    connection.send_bytes(encode((True, (os.getpid(), arguments))))
"""


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def lanes() -> Iterator[Callable[..., Lanes]]:
    made: list[Lanes] = []

    def make(count: int, waiting: int, worker: str = WORKER) -> Lanes:
        made.append(Lanes(count, waiting, b"", (sys.executable, "-c", worker)))
        return made[-1]

    yield make
    for one in made:
        one.close()


def refused(lanes: Lanes, *call: Any) -> str:
    with pytest.raises(Unavailable) as caught:
        lanes.call(*call)
    return caught.value.code


def test_a_search_whose_time_is_up_is_killed(lanes: Callable[..., Lanes]) -> None:
    one = lanes(1, 1)
    (old,) = one.pids()
    assert one.call("a", 1) == (old, (1,))

    class Short(Patience):
        """A time limit that is over the moment a process is at work."""

        def left(self) -> float:
            clock.now += 4.0
            return super().left() or 0.0

    clock = Clock()
    with given(Short(10, clock)):
        assert refused(one, "hang") == "search_time_exceeded"
    (new,) = one.pids()
    assert new != old
    assert one.call("a", 2) == (new, (2,))


def test_a_search_that_nobody_waits_for_is_killed(lanes: Callable[..., Lanes]) -> None:
    one = lanes(1, 1)
    (old,) = one.pids()

    class Leaving(Patience):
        """A client that goes away while the process is at work."""

        def left(self) -> float | None:
            if self._releases:
                self.end()
                return None
            return super().left()

    with given(Leaving(0)):
        assert refused(one, "hang") == "search_time_exceeded"
    assert one.pids() != [old]


def test_a_call_that_kills_its_process_is_refused_after_the_second_time(lanes: Callable[..., Lanes]) -> None:
    one = lanes(1, 1)
    assert [refused(one, "die", 1) for _ in range(3)] == ["search_died", "search_died", "search_refused"]
    assert refused(one, "die", 2) == "search_died"
    assert one.call("a", 1)[1] == (1,)


def test_processes_that_do_not_start_are_no_fault_of_the_search(lanes: Callable[..., Lanes]) -> None:
    one = lanes(1, 1, "raise SystemExit(1)")
    assert [refused(one, "a") for _ in range(4)] == ["search_unavailable"] * 4


def test_calls_wait_for_a_process_up_to_the_limit(lanes: Callable[..., Lanes]) -> None:
    one = lanes(1, 1)
    taken = one._take(Patience(0))
    answers: list[Any] = []
    waiting = threading.Thread(target=lambda: answers.append(one.call("a", 1)))
    waiting.start()
    with one._turn:
        assert one._turn.wait_for(lambda: one._waiting == 1, 60)
    assert refused(one, "a", 2) == "busy"
    one._give_back(taken, alive=True)
    waiting.join(60)
    assert answers[0][1] == (1,)


def test_a_call_that_waits_stops_when_nobody_waits_for_it(lanes: Callable[..., Lanes]) -> None:
    one = lanes(1, 1)
    taken = one._take(Patience(0))
    patience = Patience(0)
    codes: list[str] = []

    def ask() -> None:
        with given(patience):
            codes.append(refused(one, "a", 1))

    waiting = threading.Thread(target=ask)
    waiting.start()
    with one._turn:
        assert one._turn.wait_for(lambda: one._waiting == 1, 60)
    patience.end()
    waiting.join(60)
    assert codes == ["search_time_exceeded"]
    one._give_back(taken, alive=True)


def test_closing_ends_calls_and_processes(lanes: Callable[..., Lanes]) -> None:
    one = lanes(2, 1)
    taken = one._take(Patience(0))
    one.close()
    assert refused(one, "a") == "stopping"
    with pytest.raises(Unavailable):
        taken.ask(b"", Patience(0))
    one._give_back(taken, alive=False)
    assert one.pids() == []


# --- patience


def test_patience_runs_out() -> None:
    clock = Clock()
    patience = Patience(10, clock)
    assert patience.left() == 10
    clock.now = 9
    patience.check()
    clock.now = 10
    with pytest.raises(Unavailable, match="search_time_exceeded") as caught:
        patience.check()
    assert caught.value.retry_after == 10


def test_work_without_limits_goes_on() -> None:
    checkpoint()
    assert (current().left(), Patience(0).left()) == (None, None)
    with given(Patience(0)) as _:
        current().end()
        with pytest.raises(Unavailable):
            checkpoint()
    checkpoint()


def test_ended_patience_releases_once() -> None:
    patience, told = Patience(0), []
    with patience.holding(lambda: told.append(1)):
        pass
    with patience.holding(lambda: told.append(2)):
        patience.end()
        patience.end()
    with pytest.raises(Unavailable), patience.holding(lambda: told.append(3)):
        told.append(4)
    assert told == [2]


@pytest.mark.parametrize(
    "error",
    [
        QueryError("a", "b", fix="c", position=3, path="d"),
        Unavailable("a", "b", retry_after=7),
        StoreError("a", "b", fix="c"),
    ],
)
def test_errors_travel_between_processes(error: Exception) -> None:
    copy = decode(encode(error))
    assert (type(copy), vars(copy), str(copy)) == (type(error), vars(error), str(error))
