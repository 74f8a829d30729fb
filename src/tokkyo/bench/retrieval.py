"""`python -m tokkyo.bench.retrieval`: the JPO face over an existing data folder, beside a server that does nothing.

The peer is the same HTTP server with the smallest application there can be: it sends one fixed answer of the length of
an average one. What the ratio shows is the price of the token, the limit of the day, the look-ups and the encoding.
"""

import itertools
import json
import random
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from tokkyo.bench.driving import Driven, drive
from tokkyo.bench.serving import server, waiting
from tokkyo.http.jpo.envelope import encoded
from tokkyo.http.jpo.patent_answers import ANSWERS
from tokkyo.service.opening import open_service, open_users
from tokkyo.settings import Settings, defaults

APPLICATIONS = 20_000
WARM_UP = 500
PEER = "tokkyo.bench.nothing:application"
UNLIMITED = "patent/app_progress=1000000000"


@click.command()
@click.option("--data", required=True, type=click.Path(path_type=Path, exists=True), help="A data folder with cases.")
@click.option("--requests", "count", default=20_000, show_default=True, help="Requests of each measurement.")
@click.option("--connections", default=16, show_default=True, help="Connections that ask at once.")
@click.option("--workers", default="1,2", show_default=True, help="Numbers of server processes, comma-separated.")
@click.option("--rounds", default=3, show_default=True, help="How often server and peer are asked in turn.")
@click.option("--port", default=8793, show_default=True, help="Port of the server; the peer has the next one.")
@click.option("--seed", default=2026, show_default=True)
def main(data: Path, count: int, connections: int, workers: str, rounds: int, port: int, seed: int) -> None:
    """Ask app_progress for random cases, with token check and daily limit, and print rates and times."""
    settings = defaults(data=str(data))
    applications = _applications(settings, random.Random(seed))
    username, password = _user(settings)
    click.echo(f"{'workers':<9}{'':<8}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}  statuses")
    for number in (int(part) for part in workers.split(",")):
        limits = (f"workers={number}", f"jpo_daily_limits={UNLIMITED}", "max_connections_per_address=0")
        with server(settings, port, *limits), _peer(port + 1, number, _length(settings, applications)):
            token = _token(port, username, password)
            requests = [_request(f"/api/patent/v1/app_progress/{one}", token) for one in applications]
            _compare(number, port, requests, count, connections, rounds)


def _compare(workers: int, port: int, requests: Sequence[bytes], count: int, connections: int, rounds: int) -> None:
    for place in (port, port + 1):
        drive(place, itertools.islice(itertools.cycle(requests), WARM_UP), connections)
    rates = []
    for _ in range(rounds):
        ours, peer = (drive(place, _some(requests, count), connections) for place in (port, port + 1))
        rates.append(ours.per_second / peer.per_second)
        click.echo(_row(workers, "ours", ours))
        click.echo(_row(workers, "nothing", peer))
    click.echo(f"{workers:<9}{'ratio':<8}{sorted(rates)[len(rates) // 2]:>12.2f}")


def _some(requests: Sequence[bytes], count: int) -> Iterator[bytes]:
    return itertools.islice(itertools.cycle(requests), count)


def _row(workers: int, name: str, driven: Driven) -> str:
    times = f"{driven.per_second:>12.0f}{driven.quantile(0.5):>9.2f}{driven.quantile(0.99):>9.2f}"
    return f"{workers:<9}{name:<8}{times}  {driven.statuses}"


def _applications(settings: Settings, draw: random.Random) -> list[str]:
    """Return application numbers of stored patents, drawn at random."""
    with open_service(settings) as service:
        rows = service.database.cursor().execute("SELECT app_num FROM jpo_pmac_g_app_case ORDER BY app_num").fetchall()
    return [number for (number,) in draw.sample(rows, min(APPLICATIONS, len(rows)))]


def _length(settings: Settings, applications: Sequence[str]) -> int:
    """Return how many bytes an average answer has."""
    with open_service(settings) as service:
        some = [ANSWERS["app_progress"](service.cases.patents, (one,)) for one in applications[:200]]
    return sum(len(encoded(one)) for one in some) // max(1, len(some)) + 80


def _user(settings: Settings) -> tuple[str, str]:
    with open_users(settings) as users:
        issued = users.directory.issue(None, "corporation")
    return issued.user.username, issued.password


def _token(port: int, username: str, password: str) -> str:
    form = urllib.parse.urlencode({"grant_type": "password", "username": username, "password": password})
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/auth/token", form.encode()) as answer:
        return str(json.load(answer)["access_token"])


def _request(path: str, token: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nhost: b\r\nauthorization: Bearer {token}\r\n\r\n".encode("ascii")


@contextmanager
def _peer(port: int, workers: int, length: int) -> Iterator[None]:
    """Run the same HTTP server with an application that does nothing."""
    options = ["--port", str(port), "--workers", str(workers), "--log-level", "critical", "--loop", "uvloop"]
    command = [sys.executable, "-m", "uvicorn", PEER, *options, "--http", "httptools"]
    environment = {"TOKKYO_NOTHING_BYTES": str(length), "PATH": "/usr/bin"}
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment) as process:
        try:
            waiting(port)
            time.sleep(0.5)
            yield
        finally:
            process.terminate()
            process.wait(10)


if __name__ == "__main__":
    main()
