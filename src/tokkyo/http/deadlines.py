"""uvicorn's HTTP/1.1 protocol with a clock and a measure on what a client sends and takes.

uvicorn waits for ever for the rest of a request or for a client to take its answer, and keeps headers of any length.
Here the headers of a request are complete within `header_seconds` and `max_header_bytes` (else 408, 431), the whole
request within `receive_seconds` (else 408), and the connection is closed after a refusal. A connection that sends
nothing is closed after `header_seconds` too, one that does not take its answer is cut off after `send_seconds`.

An address has `max_connections_per_address` connections. A request on one more is refused with 429; from twice as many
on, connections are closed as they are made. The address is that of the other end of the connection: what a request
says of an address it was forwarded for is not believed.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_from_bytes

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from tokkyo.http.every_answer import FIXED
from tokkyo.http.lens.answers import refusal
from tokkyo.settings import MIB, Settings, defaults

STATE = "deadlines"
ASCII = bytes(range(128))
"""What stays as it is when the rest is percent-encoded."""
LATE = "the request did not arrive in time [request_timeout]; send it without pauses"
LARGE = "the headers are larger than {} bytes [headers_too_large]; send fewer or shorter ones"
CROWDED = "your address has more than {} connections [too_many_connections]; close some, or use them for more requests"
FULL = "the server has too many connections [busy]; try again"
MALFORMED = "this is no HTTP request [bad_http]; send HTTP/1.1"
AGAIN: Mapping[str, str] = {"retry-after": "1"}


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What a client is allowed: seconds for the headers, seconds for the rest, bytes of headers, connections (0: any)
    and seconds for a MiB of an answer; and who is connected: connections by address.
    """

    header_seconds: int
    receive_seconds: int
    header_bytes: int
    connections: int = 0
    send_seconds: int = 30
    visitors: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, settings: Settings) -> "Deadlines":
        """Read them from the settings; nobody is connected."""
        return cls(
            settings.number("header_seconds"),
            settings.number("receive_seconds"),
            settings.number("max_header_bytes"),
            settings.number("max_connections_per_address"),
            settings.number("send_seconds"),
        )

    def come(self, address: str) -> int:
        """Count a connection of an address; return how many times the limit it has used up, 0 within it."""
        self.visitors[address] += 1
        return (self.visitors[address] - 1) // self.connections if self.connections else 0

    def go(self, address: str) -> None:
        """Forget a connection of an address."""
        self.visitors[address] -= 1
        if self.visitors[address] <= 0:
            del self.visitors[address]


class DeadlineProtocol(HttpToolsProtocol):
    """One connection; its deadlines come from the application by way of the lifespan state."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._deadlines: Deadlines = app_state.get(STATE) or Deadlines.of(defaults())
        self._timer: asyncio.TimerHandle | None = None
        self._sending: asyncio.TimerHandle | None = None
        self._in_headers = self._in_line = self._refused = self._crowded = False
        self._header_bytes = 0
        self._address: str | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock and count the connection."""
        super().connection_made(transport)
        self._address = self.client[0] if self.client else None
        over = self._deadlines.come(self._address) if self._address else 0
        self._crowded = over > 0
        if over > 1:
            self._refused = True
            transport.close()
            return
        self._start(self._deadlines.header_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clocks and forget the connection."""
        self._stop()
        self._stop_sending()
        if self._address:
            self._deadlines.go(self._address)
            self._address = None
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Give the client its time to take what is sent."""
        super().pause_writing()
        self._start_sending()

    def resume_writing(self) -> None:
        """Note that the client has taken what was sent."""
        self._stop_sending()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        """Take some bytes; those of headers that began in an earlier piece are counted as they come."""
        if self._refused:
            return
        if self._in_headers:
            self._header_bytes += len(data)
        elif self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._start(self._deadlines.header_seconds)
        super().data_received(self._quoted(data))
        if self._in_headers and self._header_bytes > self._deadlines.header_bytes:
            self._refuse(431, LARGE.format(self._deadlines.header_bytes))

    def on_message_begin(self) -> None:
        """Give the headers their time."""
        super().on_message_begin()
        self._in_headers, self._header_bytes = True, 0
        self._start(self._deadlines.header_seconds)

    def on_headers_complete(self) -> None:
        """Give the rest its time, and let the application begin where there is room."""
        if self._crowded:
            self._refuse(429, CROWDED.format(self._deadlines.connections), AGAIN)
            return
        if self._full():
            self._refuse(503, FULL, AGAIN)
            return
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > self._deadlines.header_bytes:
            self._refuse(431, LARGE.format(self._deadlines.header_bytes))
            return
        self._in_headers = False
        self._start(self._deadlines.receive_seconds)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Hand on a piece of the body, unless the request is refused."""
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Stop the clock: from here on the server is at work."""
        self._stop()
        if not self._refused:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        """Give the client its time for the rest of the answer."""
        self._start_sending()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, in our words."""
        if self.cycle is None or self.cycle.response_complete:
            self._in_headers = True
        self._refuse(400, MALFORMED)

    def _quoted(self, data: bytes) -> bytes:
        """Percent-encode an address sent as it is read, as curl sends `…/applicant_attorney/特許庁長官`."""
        begins = not self._in_headers and (self.cycle is None or self.cycle.response_complete)
        if not begins and not self._in_line:
            return data
        self._in_line = b"\n" not in data
        if data.isascii():
            return data
        line, end, rest = data.partition(b"\n")
        return quote_from_bytes(line, ASCII).encode("ascii") + end + rest

    def _full(self) -> bool:
        most = self.limit_concurrency
        return most is not None and (len(self.connections) > most or len(self.tasks) >= most)

    def _start(self, seconds: int) -> None:
        self._stop()
        self._timer = self.loop.call_later(seconds, self._late)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _start_sending(self) -> None:
        left = self.transport.get_write_buffer_size()
        if self._sending is None and left:
            self._sending = self.loop.call_later(self._deadlines.send_seconds, self._still_sending, left)

    def _stop_sending(self) -> None:
        if self._sending is not None:
            self._sending.cancel()
            self._sending = None

    def _still_sending(self, before: int) -> None:
        """Cut a client off that has taken less than a MiB, and not the rest of its answer either."""
        self._sending = None
        if self.transport.get_write_buffer_size() > max(0, before - MIB):
            self.transport.abort()
        else:
            self._start_sending()

    def _late(self) -> None:
        self._timer = None
        self._refuse(408, LATE)

    def _refuse(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        """Close, and say why where the client waits for just this answer."""
        self._stop()
        self._refused = True
        if not self.transport.is_closing():
            if self._awaited():
                self.transport.write(_raw(status, message, headers or {}))
            self.transport.close()
            self._start_sending()

    def _awaited(self) -> bool:
        """Whether a request has begun whose answer has not, and none before it is still being answered."""
        running = self.cycle is not None and not self.cycle.response_complete
        if self._in_headers:
            return not running
        return running and not self.cycle.response_started and not self.pipeline


def _raw(status: int, message: str, more: Mapping[str, str]) -> bytes:
    """Return a whole answer as it goes over the wire."""
    answer = refusal(status, message, {"connection": "close", **FIXED, **more})
    headers = b"".join(name + b": " + value + b"\r\n" for name, value in answer.raw_headers)
    return b"".join((STATUS_LINE[status], headers, b"\r\n", bytes(answer.body)))
