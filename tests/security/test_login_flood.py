"""D9: a flood of log-ins takes neither memory nor the server from others. Only with TOKKYO_HEAVY.

How much slower others are is printed; on a small machine much of it is the sender of the flood.
"""

import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import httpx2 as httpx
import pytest

from tokkyo.service.opening import open_users
from tokkyo.settings import defaults

SECONDS, RATE, SENDERS = 10, 200, 40
UNTHROTTLED = ("max_guesses_per_account", "max_guesses_per_address", "max_guesses_per_minute")
PATH = "/api/patent/v1/app_progress/2020123456"

pytestmark = pytest.mark.skipif(
    not os.environ.get("TOKKYO_HEAVY") or not Path("/proc/self/status").exists(),
    reason="takes both cores for seconds; set TOKKYO_HEAVY",
)


class Server:
    """A server process over a folder."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        flags = [f"--set={name}=0" for name in (*UNTHROTTLED, "max_connections_per_address")]
        flags.append("--set=jpo_daily_limits=1-1=1000000")
        command = [sys.executable, "-m", "tokkyo.cli.main", "serve", "--data", str(folder), "--port", str(self.port)]
        self.process = subprocess.Popen([*command, *flags])

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=60)

    @property
    def memory(self) -> int:
        """Return the resident memory in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) // 1024


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    tick = threading.Event()
    for _ in range(400):
        with suppress(httpx.HTTPError), server.client() as client:
            if client.get("/health").status_code == 200:
                break
        tick.wait(0.1)
    yield server
    server.process.terminate()
    server.process.wait(60)


def asked(port: int, token: str) -> list[float]:
    """Ask like a user with a token, 50 times a second; return the milliseconds of each answer."""
    times, tick, until = [], threading.Event(), time.monotonic() + SECONDS
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        while time.monotonic() < until:
            tick.wait(0.02)
            began = time.perf_counter()
            assert client.get(PATH, headers={"authorization": f"Bearer {token}"}).status_code == 200
            times.append((time.perf_counter() - began) * 1000)
    return times


def flood(server: Server, username: str, until: float) -> Counter[int]:
    """Log in with wrong passwords at one sender's share of the rate; return how often each status came."""
    found, tick = Counter[int](), threading.Event()
    form = {"grant_type": "password", "username": username, "password": "wrong"}
    with server.client() as client:
        while time.monotonic() < until:
            began = time.monotonic()
            found[client.post("/auth/token", data=form).status_code] += 1
            tick.wait(max(0.0, SENDERS / RATE - (time.monotonic() - began)))
    return found


def test_d9_a_flood_of_log_ins(server: Server, tmp_path: Path) -> None:
    with open_users(defaults(data=str(tmp_path))) as users:
        issued = users.directory.issue(None, "corporation")
        token = users.sessions.log_in(issued.username, issued.password).access_token
    statuses, most, phases = Counter[int](), 0, []
    before, tick = server.memory, threading.Event()
    with ProcessPoolExecutor(1, get_context("fork")) as user, ThreadPoolExecutor(SENDERS) as threads:
        for senders in (0, SENDERS):
            asking = user.submit(asked, server.port, token)
            until = time.monotonic() + SECONDS
            sending = [threads.submit(flood, server, issued.username, until) for _ in range(senders)]
            while not tick.wait(0.2) and not asking.done():
                most = max(most, server.memory)
            statuses += sum((sender.result() for sender in sending), Counter())
            phases.append(statistics.quantiles(asking.result(), n=20))
    quiet, loud = phases
    print(f"memory {before} to {most} MiB, {dict(statuses)}, p95 {quiet[-1]:.1f} and {loud[-1]:.1f} ms")
    assert most - before <= 100
    assert set(statuses) <= {401, 503}
    assert statuses[401]
    assert statuses[503]
