"""Clients that send slowly, endlessly or far too much, against the protocol itself: a loop and a transport made up."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from uvicorn.config import Config
from uvicorn.server import ServerState

from tokkyo.http.deadlines import STATE, DeadlineProtocol, Deadlines

GET = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n"


class Timer:
    """A call that is made when a test says so."""

    def __init__(self, seconds: float, call: Callable[..., None]) -> None:
        self.seconds, self.call, self.cancelled = seconds, call, False

    def cancel(self) -> None:
        self.cancelled = True


class Loop:
    """Keeps what would happen later."""

    def __init__(self) -> None:
        self.timers: list[Timer] = []
        self.started: list[Any] = []

    def call_later(self, seconds: float, call: Callable[..., None]) -> Timer:
        self.timers.append(Timer(seconds, call))
        return self.timers[-1]

    def create_task(self, work: Any, **_: Any) -> Any:
        work.close()
        future: asyncio.Future[None] = asyncio.Future(loop=asyncio.new_event_loop())
        future.get_loop().close()
        self.started.append(work)
        return future

    @property
    def waiting(self) -> list[float]:
        return [timer.seconds for timer in self.timers if not timer.cancelled]

    def run(self, seconds: float) -> None:
        """Let the timers of that length end."""
        for timer in [timer for timer in self.timers if timer.seconds == seconds and not timer.cancelled]:
            timer.cancelled = True
            timer.call()


class Wire:
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        self.sent, self.closed = b"", False

    def write(self, data: bytes) -> None:
        assert not self.closed
        self.sent += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str) -> Any:
        return None

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


class Connection:
    """A client's end of a connection with 10 s for headers, 30 s for the rest and 1,000 bytes of headers."""

    def __init__(self) -> None:
        async def app(scope: Any, receive: Any, send: Any) -> None: ...

        self.loop, self.wire = Loop(), Wire()
        config = Config(app, lifespan="off", log_config=None, timeout_keep_alive=15)
        state = {STATE: Deadlines(10, 30, 1000)}
        self.protocol = DeadlineProtocol(config, ServerState(), state, self.loop)  # type: ignore[arg-type]
        self.protocol.connection_made(self.wire)  # type: ignore[arg-type]

    def send(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.protocol.data_received(piece)

    def answer(self) -> None:
        """End the response to the request at work, as the application would."""
        self.protocol.cycle.response_started = self.protocol.cycle.response_complete = True
        self.protocol.on_response_complete()

    @property
    def refusal(self) -> tuple[int, str]:
        head, _, body = self.wire.sent.partition(b"\r\n\r\n")
        assert b"connection: close" in head
        told = json.loads(body)
        assert head.startswith(b"HTTP/1.1 %d " % told["code"])
        return told["code"], told["message"]


@pytest.fixture
def connection() -> Connection:
    return Connection()


def test_a_connection_that_sends_nothing_is_closed(connection: Connection) -> None:
    assert connection.loop.waiting == [10]
    connection.loop.run(10)
    assert (connection.wire.closed, connection.wire.sent) == (True, b"")


def test_headers_that_trickle_in_are_given_up(connection: Connection) -> None:
    connection.send(b"GET / HT", b"TP/1.1\r\n", b"a: b\r\n", b"c: ")
    assert connection.loop.waiting == [10]
    connection.loop.run(10)
    assert connection.refusal[0] == 408
    assert connection.wire.closed


def test_a_body_that_trickles_in_is_given_up(connection: Connection) -> None:
    connection.send(POST, b"12", b"3")
    assert len(connection.loop.started) == 1
    assert connection.loop.waiting == [30]
    connection.loop.run(30)
    assert connection.refusal[0] == 408


def test_an_endless_body_is_cut_off_after_its_answer(connection: Connection) -> None:
    connection.send(b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n", b"5\r\nhello\r\n")
    connection.answer()
    connection.send(b"5\r\nhello\r\n")
    connection.loop.run(30)
    assert (connection.wire.closed, connection.wire.sent) == (True, b"")


def test_a_whole_request_stops_the_clock(connection: Connection) -> None:
    for request in (GET, POST + b"0123456789"):
        connection.send(request)
        assert connection.loop.waiting == []
        connection.answer()
        assert connection.loop.waiting == [15]
    assert not connection.wire.closed


def test_a_second_request_has_a_clock_of_its_own(connection: Connection) -> None:
    connection.send(GET)
    connection.answer()
    connection.send(b"\r\n")
    assert connection.loop.waiting == [10]
    connection.send(b"GET / ")
    connection.loop.run(10)
    assert connection.refusal[0] == 408


def test_no_answer_overtakes_another(connection: Connection) -> None:
    connection.send(GET + b"GET / HT")
    connection.loop.run(10)
    assert (connection.wire.closed, connection.wire.sent) == (True, b"")


def header(size: int) -> bytes:
    """A request with headers of that many bytes, the name, value and address counted."""
    return b"GET / HTTP/1.1\r\nname: " + b"x" * (size - len(b"/name")) + b"\r\n\r\n"


def test_headers_in_one_piece_up_to_the_limit(connection: Connection) -> None:
    connection.send(header(1000))
    assert (len(connection.loop.started), connection.wire.sent) == (1, b"")


@pytest.mark.parametrize("request_", [header(1001), b"GET /" + b"a" * 1000 + b" HTTP/1.1\r\n\r\n"])
def test_headers_in_one_piece_above_the_limit(connection: Connection, request_: bytes) -> None:
    connection.send(request_, b"more")
    assert connection.refusal[0] == 431
    assert connection.loop.started == []


def test_headers_without_end(connection: Connection) -> None:
    connection.send(b"GET / HTTP/1.1\r\nname: ", b"x" * 600)
    assert not connection.wire.closed
    connection.send(b"x" * 600, b"x" * 10_000)
    assert connection.refusal[0] == 431
    assert connection.loop.waiting == []


def test_a_lost_connection_leaves_no_clock(connection: Connection) -> None:
    connection.send(b"GET /")
    connection.protocol.connection_lost(None)
    assert connection.loop.waiting == []
