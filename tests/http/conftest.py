"""A server over a small store, asked in-process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tokkyo.http.app import application
from tokkyo.service.opening import open_accounts, open_service, open_tokens
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


@pytest.fixture
def new_token(settings: Settings) -> Callable[..., str]:
    """Makes tokens for searches, with a plan of their own where limits are given."""

    def create(plan: dict[str, int] | None = None) -> str:
        with open_accounts(settings) as accounts:
            name = f"plan{len(accounts.plans.list())}"
            if plan is not None:
                accounts.plans.create(name, plan)
            return accounts.tokens.create("somebody", ["search"], name if plan is not None else None)

    return create


@pytest.fixture(scope="module")
def client(settings: Settings, token: str) -> Iterator[TestClient]:
    with TestClient(application(open_service(settings)), headers={"authorization": f"Bearer {token}"}) as client:
        yield client


@pytest.fixture(scope="module")
def stranger(settings: Settings) -> Iterator[TestClient]:
    """A client without a token."""
    with TestClient(application(open_service(settings))) as client:
        yield client
