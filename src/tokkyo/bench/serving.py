"""A server of its own for a benchmark, and a client that costs next to nothing."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tokkyo.settings import Settings

SEARCH = "/patent/search"


@contextmanager
def server(settings: Settings, port: int, *assignments: str) -> Iterator[int]:
    """Run `tokkyo serve` over a data folder, without tokens, until the block ends; give its process id."""
    command = [sys.executable, "-m", "tokkyo.cli.main", "serve", "--data", str(settings.data), "--port", str(port)]
    options = [part for name in ("require_token=off", *assignments) for part in ("--set", name)]
    with subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL) as process:
        try:
            waiting(port)
            yield process.pid
        finally:
            process.terminate()
            process.wait(30)


def waiting(port: int) -> None:
    """Wait until a server answers. Raises `TimeoutError`."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the server did not start")


class Connection:
    """A keep-alive HTTP connection that does as little as possible, so that it is the server that is timed."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def post(self, body: bytes, path: str = SEARCH) -> bytes:
        """Send a request and return the body of the answer. Raises `ValueError` for any status but 200."""
        head = "POST {} HTTP/1.1\r\nhost: b\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n"
        self._socket.sendall(head.format(path, len(body)).encode() + body)
        data = self._socket.recv(65_536)
        while b"\r\n\r\n" not in data:
            data += self._socket.recv(65_536)
        top, _, rest = data.partition(b"\r\n\r\n")
        if b" 200 " not in top.split(b"\r\n")[0]:
            raise ValueError(f"{top!r} {rest[:300]!r}")
        length = int(top.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        parts, missing = [rest], length - len(rest)
        while missing > 0:
            part = self._socket.recv(min(missing, 1 << 20))
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()
