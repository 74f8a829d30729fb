"""Real server processes: what is sent to them does not end them, and what ends anyway is replaced."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from tokkyo.service.opening import open_tokens
from tokkyo.settings import Settings

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")

PATIENCE = 60.0
SEARCH = "/patent/search"
JSON = {"content-type": "application/json"}
WORKER, LANE = "spawn_main", "tokkyo.engine.lane_worker"


def until(condition: Callable[[], Any]) -> Any:
    """Wait for other processes to bring something about."""
    tick = threading.Event()
    for _ in range(int(PATIENCE / 0.05)):
        with contextlib.suppress(OSError, httpx.HTTPError):
            if found := condition():
                return found
        tick.wait(0.05)
    raise AssertionError("it did not come about")


def children(pid: int, kind: str) -> set[int]:
    """Return the processes started by a process whose command holds a text."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == pid and kind in (folder / "cmdline").read_text():
                found.add(int(folder.name))
    return found


def alive(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Server:
    """`tokkyo serve` over a data folder."""

    def __init__(self, settings: Settings, log: Path, workers: int, **values: Any) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = log
        flags = [f"--set={name}={value}" for name, value in {"require_token": False, **values}.items()]
        command = [sys.executable, "-m", "tokkyo.cli.main", "serve", "--data", str(settings.data), *flags]
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), "--workers", str(workers)], stdout=out, stderr=out
            )
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=PATIENCE)
        try:
            until(self.answers)
        except BaseException:
            self.close()
            raise

    def answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        with httpx.Client(base_url=self.client.base_url, timeout=PATIENCE) as fresh:
            return fresh.get("/health").status_code == 200

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def close(self) -> None:
        self.client.close()
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def start(served: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    started: list[Server] = []

    def make(workers: int = 1, **values: Any) -> Server:
        started.append(Server(served, tmp_path_factory.mktemp("log") / "log", workers, **values))
        return started[-1]

    yield make
    for server in started:
        server.close()


@pytest.fixture(scope="module")
def server(start: Callable[..., Server]) -> Server:
    return start()


DEEP_TEXTS = [opening * (32_768 // len(opening)) for opening in ("(", "title:(", "NOT (", "-(", "(a OR ", "+(")]
DEEP_BODIES = [
    *(json.dumps({"query": text}).encode() for text in DEEP_TEXTS),
    *(json.dumps({"query": {"query_string": {"query": text}}}).encode() for text in DEEP_TEXTS),
    b'{"query":' + b'{"bool":{"must":[' * 50_000 + b'"a"' + b"]}}" * 50_000 + b"}",
    b'{"query":' + b'{"bool":{"must_not":' * 40_000 + b'"a"' + b"}}" * 40_000 + b"}",
    b'{"query":' + b'{"constant_score":{"filter":' * 20_000 + b'"a"' + b"}}" * 20_000 + b"}",
    b"[" * 1_000_000,
    b'{"a":' * 200_000,
]


def test_nesting_ends_no_process(server: Server) -> None:
    """Depth of any kind is refused in whatever thread it arrives (C1, M4)."""
    with ThreadPoolExecutor(8) as threads:
        bodies = list(threads.map(lambda data: server.client.post(SEARCH, content=data, headers=JSON), DEEP_BODIES))
        texts = [text[:2000] for text in DEEP_TEXTS]
        forms = list(threads.map(lambda text: server.client.get(SEARCH, params={"query": text}), texts))
    assert {answer.status_code for answer in (*bodies, *forms)} == {400}
    assert {"[query_too_deep]" in answer.text for answer in forms} == {True}
    assert server.answers()


def test_a_query_at_the_depth_limit_is_answered_in_any_thread(server: Server) -> None:
    for depth, status in ((20, 200), (21, 400)):
        text = "(" * depth + "*attery" + ")" * depth
        body: Any = {"match_all": {}}
        for _ in range(depth):
            body = {"bool": {"must": [body]}}
        padded = json.dumps({"query": body}).encode().ljust(10_000)
        assert server.client.get(SEARCH, params={"query": text}).status_code == status
        assert server.client.post(SEARCH, json={"query": text}).status_code == status
        assert server.client.post(SEARCH, content=padded, headers=JSON).status_code == status


def test_lying_and_endless_bodies_end_no_process(server: Server) -> None:
    post = b"POST /patent/search HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    chunk = b"10000\r\n" + b" " * 65_536 + b"\r\n"
    requests = {
        post + b"content-length: 99999999\r\n\r\n" + b" " * 2_000_000: b"413",
        post + b"content-length: -1\r\n\r\n": b"400",
        post + b"content-length: 1e3\r\n\r\n": b"400",
        post + b"content-length: 5\r\ncontent-length: 6\r\n\r\n12345": b"400",
        post + b"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n": b"400",
        post + b"transfer-encoding: chunked\r\n\r\n" + chunk * 40: b"413",
        post + b"transfer-encoding: chunked\r\n\r\nzz\r\n": b"400",
        b"\x16\x03\x01\x02\x00\x01\x00": b"400",
        b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n": b"431",
    }
    for data, status in requests.items():
        with server.connect() as line, contextlib.suppress(ConnectionError):
            threading.Thread(target=_send, args=(line, data), daemon=True).start()
            answer = line.recv(65_536)
            while b'"code"' not in answer and (more := line.recv(65_536)):
                answer += more
            assert answer.split(b" ", 2)[1:2] == [status], data[:200]
            assert b'"reference"' in answer
    assert server.answers()


def _send(line: socket.socket, data: bytes) -> None:
    with contextlib.suppress(OSError):
        line.sendall(data)


def test_100_continue_is_answered(server: Server) -> None:
    data = b'{"query": "title:battery"}'
    with server.connect() as line:
        head = b"POST /patent/search HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nexpect: 100-continue\r\n"
        line.sendall(head + b"content-length: %d\r\n\r\n" % len(data))
        assert line.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall(data)
        assert line.recv(15) == b"HTTP/1.1 200 OK"


def test_an_address_has_so_many_connections(start: Callable[..., Server]) -> None:
    server = start(max_connections_per_address=3, search_processes=0)
    get = b"GET /health HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 10.1.2.3\r\n\r\n"
    with contextlib.ExitStack() as stack:
        lines = []
        server.client.close()
        for number in range(1, 301):
            line = stack.enter_context(server.connect())
            lines.append(line)
            if number <= 4:
                line.sendall(get)
                assert line.recv(12) == (b"HTTP/1.1 200" if number <= 3 else b"HTTP/1.1 429")
    until(server.answers)


def test_costly_searches_run_in_processes_that_end_with_the_server(start: Callable[..., Server]) -> None:
    server = start(search_processes=2)
    lanes = children(server.process.pid, LANE)
    assert len(lanes) == 2
    assert server.client.post(SEARCH, json={"query": "*attery"}).json()["total"] == 3
    for lane in lanes:
        os.kill(lane, signal.SIGKILL)
    until(lambda: not any(map(alive, lanes)))
    assert server.client.post(SEARCH, json={"query": "*attery"}).json()["total"] == 3
    lanes = children(server.process.pid, LANE)
    assert lanes
    server.process.kill()
    until(lambda: not any(map(alive, lanes)))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGBUS, signal.SIGSEGV])
def test_a_worker_that_died_is_replaced(start: Callable[..., Server], how: signal.Signals) -> None:
    """An index file cut short while it is mapped ends a worker with SIGBUS, for one."""
    server = start(workers=2, search_processes=0)
    before = until(lambda: len(found := children(server.process.pid, WORKER)) == 2 and found)
    victim = min(before)
    os.kill(victim, how)
    after = until(lambda: len(found := children(server.process.pid, WORKER) - {victim}) == 2 and found)
    assert after - before
    until(server.answers)
    server.close()
    until(lambda: not any(map(alive, after)))


def test_workers_end_with_a_killed_server(start: Callable[..., Server]) -> None:
    """They would hold its port, so that it could not be started again, and nobody would replace those that die."""
    server = start(workers=2, search_processes=1)
    workers = until(lambda: len(found := children(server.process.pid, WORKER)) == 2 and found)
    lanes = until(lambda: len(found := set().union(*(children(pid, LANE) for pid in workers))) == 2 and found)
    server.process.kill()
    until(lambda: not any(map(alive, workers | lanes)))


def test_a_stopping_server_ends_in_time(start: Callable[..., Server]) -> None:
    server = start(shutdown_seconds=1, receive_seconds=3600)
    with server.connect() as line:
        line.sendall(b"POST /patent/search HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n123")
        until(server.answers)
        server.process.terminate()
        assert server.process.wait(PATIENCE) in (0, -signal.SIGTERM)


def test_no_log_shows_a_token(served: Settings, start: Callable[..., Server]) -> None:
    with open_tokens(served) as tokens:
        token = tokens.create("canary", ["search"])
    server = start(require_token=True, max_connections_per_address=5)
    client = server.client
    told = []
    for query in ("title:battery", "(", "*attery", '"a b"~101', token):
        for path in (SEARCH, f"/patent/{query}", "/nowhere", "/health"):
            told.append(client.get(path, params={"token": token, "query": query}))
            told.append(client.get(path, params={"query": query}, headers={"authorization": f"Bearer {token}"}))
            told.append(client.post(path, json={"query": "(", "token": token}, headers={"authorization": token}))
    raw = [
        f"GET /patent/search?token={token} HTTP/9.9\r\n\r\n",
        f"BREW /patent/search?token={token} HTTP/1.1\r\n\r\n",
        f"GET /patent/search?token={token} HTTP/1.1\r\ncontent-length: x\r\n\r\n",
        f"GET /patent/search?token={token}&x={'x' * 40_000} HTTP/1.1\r\n\r\n",
        f"GET /patent/search?token={token}\xff HTTP/1.1\r\nauthorization: {token}\x01\r\n\r\n",
    ]
    for request in raw:
        with server.connect() as line:
            line.sendall(request.encode("latin-1"))
            assert token.encode() not in line.recv(65_536)
    for answer in told:
        shown = answer.request.url.params.get("query") == token
        assert shown or token not in answer.text
        assert token not in str(answer.headers)
        assert answer.headers["referrer-policy"] == "no-referrer"
    server.close()
    assert token not in server.log.read_text()
