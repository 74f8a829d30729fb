"""Blocking work takes a bounded number of places, has a time limit and ends with its client."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor, Future
from contextvars import copy_context
from typing import Any

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from tokkyo.engine.port import Page, PageRequest
from tokkyo.errors import TokkyoError, Unavailable
from tokkyo.http.app import application
from tokkyo.http.running import Running, attending, thread_count
from tokkyo.patience import checkpoint, current, time_exceeded
from tokkyo.query.tree import CheckedQuery
from tokkyo.service.opening import open_service
from tokkyo.settings import Settings, defaults


class Hands(Executor):
    """Does work when a test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, work))
        return future

    def begin(self) -> Future[Any]:
        """Take the oldest work in hand."""
        future, _ = self.waiting[0]
        assert future.set_running_or_notify_cancel()
        return future

    def do(self) -> None:
        """Do the oldest work."""
        future, work = self.waiting.pop(0)
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(copy_context().run(work))
            except BaseException as error:
                future.set_exception(error)


SETTINGS = defaults(search_threads=2, search_processes=0, max_waiting_searches=3)
PLACES = 5


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def running(hands: Hands) -> Running:
    return Running(hands, SETTINGS)


async def turn() -> None:
    """Let everything that is ready happen."""
    for _ in range(5):
        await asyncio.sleep(0)


async def code(work: Awaitable[Any]) -> str:
    with pytest.raises(TokkyoError) as caught:
        await work
    return caught.value.code


def request(receive: Callable[[], Awaitable[Any]]) -> Request:
    return Request({"type": "http"}, receive)


def test_threads_for_searches_and_for_waiting() -> None:
    assert thread_count(defaults(search_threads=3, search_processes=0, max_waiting_searches=9)) == 3
    assert thread_count(defaults(search_threads=3, search_processes=2, max_waiting_searches=9)) == 14


@pytest.mark.parametrize("count", [PLACES, PLACES + 1, 100 * PLACES])
def test_places_are_limited(hands: Hands, running: Running, count: int) -> None:
    async def main() -> None:
        tasks = [asyncio.ensure_future(running.run(lambda: "done")) for _ in range(count)]
        await turn()
        ended = [task for task in tasks if task.done()]
        assert len(ended) == count - PLACES
        assert [await code(task) for task in ended] == ["busy"] * (count - PLACES)
        assert running.taken == len(hands.waiting) == PLACES
        for _ in range(PLACES):
            hands.do()
        assert [await task for task in tasks[:PLACES]] == ["done"] * PLACES
        assert running.taken == 0

    asyncio.run(main())


def test_work_that_fails_frees_its_place(hands: Hands, running: Running) -> None:
    async def main() -> None:
        task = asyncio.ensure_future(running.run(lambda: 1 // 0))
        await turn()
        hands.do()
        with pytest.raises(ZeroDivisionError):
            await task
        assert running.taken == 0

    asyncio.run(main())


def test_an_executor_that_takes_nothing_frees_the_place(running: Running, hands: Hands) -> None:
    def refuse(*_: Any) -> Future[Any]:
        raise RuntimeError("cannot schedule new futures after shutdown")

    hands.submit = refuse  # type: ignore[method-assign]
    with pytest.raises(RuntimeError):
        asyncio.run(running.run(lambda: 1))
    assert running.taken == 0


async def never() -> Any:
    await asyncio.Event().wait()


async def gone() -> Any:
    return {"type": "http.disconnect"}


def test_waiting_work_of_a_client_that_went_away_is_not_begun(hands: Hands, running: Running) -> None:
    async def main() -> None:
        with attending(request(gone)):
            assert await code(running.run(lambda: 1)) == "client_gone"
        assert running.taken == 0
        assert hands.waiting[0][0].cancelled()

    asyncio.run(main())


def test_a_body_that_was_not_read_is_no_going_away(hands: Hands, running: Running) -> None:
    messages = [{"type": "http.request", "body": b""}]

    async def receive() -> Any:
        return messages.pop() if messages else await never()

    async def main() -> None:
        with attending(request(receive)):
            task = asyncio.ensure_future(running.run(lambda: 7))
        await turn()
        hands.do()
        assert await task == 7

    asyncio.run(main())


def test_work_that_was_given_up_keeps_its_place_until_it_ends(hands: Hands, running: Running) -> None:
    running._seconds = 0.001  # type: ignore[assignment]

    async def main() -> None:
        task = asyncio.ensure_future(running.run(lambda: 7))
        await turn()
        began = hands.begin()
        assert await code(task) == "search_time_exceeded"
        assert running.taken == 1
        began.set_exception(ValueError("nobody hears this"))
        assert running.taken == 0

    asyncio.run(main())


def test_work_knows_that_it_was_given_up(hands: Hands, running: Running) -> None:
    told: list[str] = []

    def work() -> None:
        with current().holding(lambda: told.append("stop")):
            task.cancel()
            loop.run_until_complete(turn())
            with pytest.raises(Unavailable):
                checkpoint()

    loop = asyncio.new_event_loop()
    try:
        task = loop.create_task(running.run(work))
        loop.run_until_complete(turn())
        hands.do()
    finally:
        loop.close()
    assert told == ["stop"]


# --- as answers


class Slow:
    """An engine that does what a test says, and else what the real one does."""

    def __init__(self, engine: Any, act: Callable[[], None]) -> None:
        self._engine, self._act = engine, act

    def search(self, query: CheckedQuery, page: PageRequest) -> Page:
        self._act()
        found: Page = self._engine.search(query, page)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


def slowed(settings: Settings, act: Callable[[], None]) -> TestClient:
    service = open_service(settings)
    service.search._engine = Slow(service.engine, act)
    return TestClient(application(service))


def raise_late() -> None:
    raise time_exceeded(10)


@pytest.mark.parametrize("query", ["battery", '"lithium ion"', "*ttery"])
def test_a_search_that_takes_too_long_gives_no_part_of_its_answer(served: Settings, query: str) -> None:
    with slowed(served, raise_late) as client:
        answer = client.post("/patent/search", json={"query": query})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert list(answer.json()) == ["reference", "message", "code"]
    assert "[search_time_exceeded]" in answer.json()["message"]


def test_the_time_limit_is_a_setting(served: Settings) -> None:
    release = threading.Event()
    try:
        with slowed(served.replace(search_seconds=1), lambda: release.wait(60) and None) as client:
            answer = client.post("/patent/search", json={"query": '"lithium ion"'})
            assert "[search_time_exceeded]" in answer.json()["message"]
            assert answer.headers["retry-after"] == "1"
            release.set()
            assert client.post("/patent/search", json={"query": '"lithium ion"'}).status_code == 200
    finally:
        release.set()


def test_without_a_time_limit_work_goes_on(served: Settings) -> None:
    with slowed(served.replace(search_seconds=0), checkpoint) as client:
        assert client.post("/patent/search", json={"query": '"lithium ion"'}).status_code == 200


def test_a_busy_server_says_when_to_come_back(served: Settings) -> None:
    def busy() -> None:
        raise Unavailable("busy", "too many searches are running and waiting", fix="try again")

    with slowed(served, busy) as client:
        answer = client.post("/patent/search", json={"query": "battery"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert "[busy]" in answer.json()["message"]
