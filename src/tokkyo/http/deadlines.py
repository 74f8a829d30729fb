"""uvicorn's HTTP/1.1 protocol with a clock and a measure on what a client sends.

uvicorn waits for ever for the rest of a request, and keeps headers of any length. Here the headers of a request are
complete within `header_seconds` and `max_header_bytes` (else 408, 431), the whole request within `receive_seconds`
(else 408), and the connection is closed after a refusal. A connection that sends nothing is closed after
`header_seconds` too.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from tokkyo.http.lens.answers import problem
from tokkyo.settings import Settings, defaults

STATE = "deadlines"
LATE = "the request did not arrive in time [request_timeout]; send it without pauses"
LARGE = "the headers are larger than {} bytes [headers_too_large]; send fewer or shorter ones"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What a client is allowed: seconds for the headers, seconds for the rest, bytes of headers."""

    header_seconds: int
    receive_seconds: int
    header_bytes: int

    @classmethod
    def of(cls, settings: Settings) -> "Deadlines":
        """Read them from the settings."""
        return cls(
            settings.number("header_seconds"), settings.number("receive_seconds"), settings.number("max_header_bytes")
        )


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
        self._in_headers = self._refused = False
        self._header_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock."""
        super().connection_made(transport)
        self._start(self._deadlines.header_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take some bytes; those of headers that began in an earlier piece are counted as they come."""
        if self._refused:
            return
        if self._in_headers:
            self._header_bytes += len(data)
        elif self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._start(self._deadlines.header_seconds)
        super().data_received(data)
        if self._in_headers and self._header_bytes > self._deadlines.header_bytes:
            self._refuse(431, LARGE.format(self._deadlines.header_bytes))

    def on_message_begin(self) -> None:
        """Give the headers their time."""
        super().on_message_begin()
        self._in_headers, self._header_bytes = True, 0
        self._start(self._deadlines.header_seconds)

    def on_headers_complete(self) -> None:
        """Give the rest its time, and let the application begin."""
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

    def _start(self, seconds: int) -> None:
        self._stop()
        self._timer = self.loop.call_later(seconds, self._late)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _late(self) -> None:
        self._timer = None
        self._refuse(408, LATE)

    def _refuse(self, status: int, message: str) -> None:
        """Close, and say why where the client waits for just this answer."""
        self._stop()
        self._refused = True
        if not self.transport.is_closing():
            if self._awaited():
                self.transport.write(_raw(status, message))
            self.transport.close()

    def _awaited(self) -> bool:
        """Whether a request has begun whose answer has not, and none before it is still being answered."""
        running = self.cycle is not None and not self.cycle.response_complete
        if self._in_headers:
            return not running
        return running and not self.cycle.response_started and not self.pipeline


def _raw(status: int, message: str) -> bytes:
    """Return a whole answer as it goes over the wire."""
    answer = problem(status, message, {"connection": "close"})
    headers = b"".join(name + b": " + value + b"\r\n" for name, value in answer.raw_headers)
    return b"".join((STATUS_LINE[status], headers, b"\r\n", bytes(answer.body)))
