"""Many keep-alive connections driven by one loop: how many requests a server answers a second, and how late."""

import itertools
import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Driven:
    """What came of it: seconds, the milliseconds that each answer took, answers by their first line."""

    seconds: float
    times: list[float]
    statuses: dict[str, int]

    @property
    def per_second(self) -> float:
        """Return requests a second."""
        return len(self.times) / self.seconds

    def quantile(self, share: float) -> float:
        """Return the milliseconds below which that share of the answers took."""
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))]


@dataclass(slots=True)
class _Lane:
    """One connection and what has arrived of its answer."""

    socket: socket.socket
    sent: float = 0.0
    data: bytearray = field(default_factory=bytearray)

    def ask(self, request: bytes) -> None:
        self.data.clear()
        self.sent = time.perf_counter()
        self.socket.sendall(request)

    def complete(self) -> bool:
        """Take what has arrived; return whether the answer is whole."""
        part = self.socket.recv(CHUNK)
        if not part:
            raise ConnectionError("the server closed a connection")
        self.data += part
        end = self.data.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self.data[:end]).lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        return len(self.data) >= end + 4 + length


def drive(port: int, requests: Iterator[bytes], connections: int) -> Driven:
    """Send requests over so many connections, each as soon as the one before it is answered.

    A connection waits for its answer before it sends the next request: the times are those a client sees.
    """
    selector = selectors.DefaultSelector()
    times: list[float] = []
    statuses: dict[str, int] = {}
    started = time.perf_counter()
    for request in _first(requests, connections):
        lane = _Lane(socket.create_connection(("127.0.0.1", port)))
        lane.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(lane.socket, selectors.EVENT_READ, lane)
        lane.ask(request)
    while selector.get_map():
        for key, _ in selector.select():
            lane = key.data
            if not lane.complete():
                continue
            times.append((time.perf_counter() - lane.sent) * 1000)
            line = lane.data.partition(b"\r\n")[0].decode("ascii")
            statuses[line] = statuses.get(line, 0) + 1
            following = next(requests, None)
            if following is None:
                selector.unregister(lane.socket)
                lane.socket.close()
            else:
                lane.ask(following)
    return Driven(time.perf_counter() - started, times, statuses)


def _first(requests: Iterator[bytes], count: int) -> list[bytes]:
    return list(itertools.islice(requests, count))
