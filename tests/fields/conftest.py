"""A server over the invented records of `fixtures/every_field`, in five source formats."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tokkyo.http.app import application
from tokkyo.service.opening import open_service
from tokkyo.settings import defaults

FIXTURES = Path(__file__).parents[1] / "fixtures" / "every_field"


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a server over the ingested fixtures."""
    from tokkyo.cli.ingest import run_ingest

    settings = defaults(data=str(tmp_path_factory.mktemp("every_field")), require_token=False)
    run_ingest(settings, (str(FIXTURES),), as_json=True)
    with TestClient(application(open_service(settings))) as client:
        yield client
