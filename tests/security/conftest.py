"""A server over a small store, to be attacked in-process: an exception that nothing handles fails the test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tokkyo.cli.ingest import run_ingest
from tokkyo.http.app import application
from tokkyo.service.opening import open_service, open_tokens
from tokkyo.settings import Settings, defaults

LIBRARY = Path(__file__).parents[1] / "fixtures" / "lens" / "library.jsonl"


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a data folder into which the library of invented records was ingested; tokens are not asked for."""
    settings = defaults(data=str(tmp_path_factory.mktemp("served")), require_token=False)
    run_ingest(settings, (str(LIBRARY),), as_json=True)
    return settings


@pytest.fixture(scope="session")
def client(served: Settings) -> Iterator[TestClient]:
    with TestClient(application(open_service(served))) as client:
        yield client


@pytest.fixture
def guarded(served: Settings) -> Iterator[tuple[TestClient, str]]:
    """A client of a server that asks for tokens, and a token."""
    with open_tokens(served) as tokens:
        token = tokens.create("hostile", ["search"])
    with TestClient(application(open_service(served.replace(require_token=True)))) as client:
        yield client, token


@pytest.fixture
def client_with(served: Settings) -> Iterator[Callable[..., TestClient]]:
    """Make clients of servers over the same store with other settings."""
    opened: list[TestClient] = []

    def make(**values: Any) -> TestClient:
        opened.append(TestClient(application(open_service(served.replace(**values)))).__enter__())
        return opened[-1]

    yield make
    for client in opened:
        client.__exit__(None, None, None)
