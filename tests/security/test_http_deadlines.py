"""Clients that send slowly, endlessly or far too much, against the protocol itself: a loop and a transport made up."""

import asyncio
import json
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

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

    def call_later(self, seconds: float, call: Callable[..., None], *given: Any) -> Timer:
        self.timers.append(Timer(seconds, partial(call, *given)))
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
        self.sent, self.closed, self.aborted, self.unsent = b"", False, False, 0

    def write(self, data: bytes) -> None:
        assert not self.closed
        self.sent += data

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.closed = self.aborted = True

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str) -> Any:
        return ("10.0.0.1", 1234) if name == "peername" else None

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


class Connection:
    """A client's end of a connection with 10 s for headers, 30 s for the rest and 1,000 bytes of headers."""

    def __init__(self, deadlines: Deadlines | None = None, most: int | None = None) -> None:
        async def app(scope: Any, receive: Any, send: Any) -> None: ...

        self.loop, self.wire = Loop(), Wire()
        config = Config(app, lifespan="off", log_config=None, timeout_keep_alive=15, limit_concurrency=most)
        state = {STATE: deadlines or Deadlines(10, 30, 1000, send_seconds=60)}
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
        assert b"x-content-type-options: nosniff" in head
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


# --- connections of one address


def test_an_address_has_so_many_connections() -> None:
    shared = Deadlines(10, 30, 1000, connections=2)
    first, second, third = (Connection(shared) for _ in range(3))
    for one in (first, second):
        one.send(GET)
        assert (len(one.loop.started), one.wire.closed) == (1, False)
    third.send(GET)
    assert third.loop.started == []
    assert third.refusal[0] == 429
    assert "[too_many_connections]" in third.refusal[1]
    assert b"retry-after: 1\r\n" in third.wire.sent


def test_far_too_many_connections_are_closed_as_they_come() -> None:
    shared = Deadlines(10, 30, 1000, connections=2)
    some = [Connection(shared) for _ in range(200)]
    assert [one.wire.closed for one in some] == [False] * 4 + [True] * 196
    assert {one.wire.sent for one in some} == {b""}
    some[-1].send(GET)
    assert some[-1].loop.started == []


def test_a_connection_that_ends_makes_room() -> None:
    shared = Deadlines(10, 30, 1000, connections=1)
    first, second = Connection(shared), Connection(shared)
    for one in (first, second):
        one.protocol.connection_lost(None)
        one.protocol.connection_lost(None)
    assert not shared.visitors
    third = Connection(shared)
    third.send(GET)
    assert len(third.loop.started) == 1


def test_any_number_of_connections_without_a_limit() -> None:
    shared = Deadlines(10, 30, 1000, connections=0)
    some = [Connection(shared) for _ in range(500)]
    some[-1].send(GET)
    assert (len(some[-1].loop.started), some[0].wire.closed) == (1, False)


def test_a_forwarded_address_is_not_believed() -> None:
    shared = Deadlines(10, 30, 1000, connections=1)
    for _ in range(2):
        one = Connection(shared)
        one.send(b"GET / HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 10.9.9.9\r\nforwarded: for=10.9.9.9\r\n\r\n")
    assert one.refusal[0] == 429
    assert list(shared.visitors) == ["10.0.0.1"]


def test_a_full_server_says_so_in_our_words() -> None:
    shared = Deadlines(10, 30, 1000)
    one = Connection(shared, most=1)
    one.protocol.connections.add(object())  # type: ignore[arg-type]
    one.send(GET)
    assert one.refusal[0] == 503
    assert "[busy]" in one.refusal[1]


@pytest.mark.parametrize("data", [b"\x16\x03\x01\x02\x00", b"hello\r\n\r\n", b"GET / HTTP/1.1\r\n: x\r\n\r\n",
                                  b"GET / HTTP/1.1\r\ncontent-length: -1\r\n\r\n"])  # fmt: skip
def test_what_is_no_http(connection: Connection, data: bytes) -> None:
    connection.send(data)
    assert connection.refusal[0] == 400
    assert "[bad_http]" in connection.refusal[1]
    connection.send(GET)
    assert connection.loop.started == []


# --- clients that do not read


def paused(connection: Connection, unsent: int) -> None:
    connection.send(GET)
    connection.wire.unsent = unsent
    connection.protocol.pause_writing()


def test_a_client_that_does_not_read_is_cut_off(connection: Connection) -> None:
    paused(connection, 5_000_000)
    assert connection.loop.waiting == [60]
    connection.loop.run(60)
    assert connection.wire.aborted


def test_a_client_that_reads_slowly_goes_on_while_it_takes_a_mib_each_time(connection: Connection) -> None:
    paused(connection, 5_000_000)
    for unsent in (3_900_000, 2_800_000, 1_700_000, 600_000):
        connection.wire.unsent = unsent
        connection.loop.run(60)
        assert not connection.wire.aborted
    connection.wire.unsent = 1
    connection.loop.run(60)
    assert connection.wire.aborted


def test_a_client_that_reads_in_time_has_no_clock(connection: Connection) -> None:
    paused(connection, 5_000_000)
    connection.wire.unsent = 0
    connection.protocol.resume_writing()
    assert connection.loop.waiting == []
    paused(connection, 5_000_000)
    connection.wire.unsent = 0
    connection.loop.run(60)
    assert (connection.wire.aborted, connection.loop.waiting) == (False, [])


def test_the_end_of_a_small_answer_has_a_clock_too(connection: Connection) -> None:
    connection.send(GET)
    connection.wire.unsent = 1000
    connection.answer()
    assert sorted(connection.loop.waiting) == [15, 60]
    connection.protocol.connection_lost(None)
    assert connection.loop.waiting == []


def test_a_refusal_that_is_not_read_is_cut_off(connection: Connection) -> None:
    connection.wire.unsent = 1000
    connection.send(header(1001))
    assert connection.refusal[0] == 431
    connection.loop.run(60)
    assert connection.wire.aborted


NAME = "特許庁長官"


@pytest.mark.parametrize("pieces", [1, 3, 40], ids=lambda pieces: f"{pieces} pieces")
def test_an_address_may_be_sent_as_it_is_read(connection: Connection, pieces: int) -> None:
    """As curl sends it; in any number of pieces, also after another request."""
    sent = f"GET /applicant_attorney/{NAME}?{NAME} HTTP/1.1\r\nhost: x\r\n\r\n".encode()
    for _ in range(2):
        step = -(-len(sent) // pieces)
        connection.send(*(sent[start : start + step] for start in range(0, len(sent), step)))
        assert connection.protocol.scope["path"] == f"/applicant_attorney/{NAME}"
        assert connection.protocol.scope["query_string"] == quote(NAME).encode()
        connection.answer()


def test_what_is_no_address_is_left_as_it_is(connection: Connection) -> None:
    """A body, bytes that are no UTF-8 and a second address in the same piece are not touched."""
    body = NAME.encode()
    connection.send(f"POST /{NAME} HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n\r\n".encode(), body)
    assert connection.protocol.cycle.body == body
    connection.answer()
    connection.send(b"GET /\xff\xfe HTTP/1.1\r\nhost: x\r\n\r\n")
    assert connection.protocol.scope["raw_path"] == b"/%FF%FE"
