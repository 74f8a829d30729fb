"""A server over a small store, asked in-process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tokkyo.http.app import application
from tokkyo.service.opening import open_service, open_tokens
from tokkyo.settings import Settings, defaults

LIBRARY = Path(__file__).parents[1] / "fixtures" / "lens" / "library.jsonl"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a data folder into which the library of invented records was ingested."""
    from tokkyo.cli.ingest import run_ingest

    settings = defaults(data=str(tmp_path_factory.mktemp("data")))
    run_ingest(settings, (str(LIBRARY),), as_json=True)
    return settings


@pytest.fixture(scope="module")
def token(settings: Settings) -> str:
    with open_tokens(settings) as tokens:
        return tokens.create("tests", ["search", "aggregate"])


@pytest.fixture(scope="module")
def client(settings: Settings, token: str) -> Iterator[TestClient]:
    with TestClient(application(open_service(settings)), headers={"authorization": f"Bearer {token}"}) as client:
        yield client


@pytest.fixture(scope="module")
def stranger(settings: Settings) -> Iterator[TestClient]:
    """A client without a token."""
    with TestClient(application(open_service(settings))) as client:
        yield client
