"""Recorded Lens records come back from `GET /patent/{lens_id}` equal to what went in, but for listed differences."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tokkyo.cli.ingest import run_ingest
from tokkyo.http.app import application
from tokkyo.service.opening import open_service
from tokkyo.settings import defaults

FILES = ("data/lens-json-full/*.json", "samples/lens/docs_search_response.json", "samples/lens/live_get_record_*.json")


def records(shared: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in (path for pattern in FILES for path in sorted(shared.glob(pattern))):
        body = json.loads(path.read_text(encoding="utf-8"))
        for record in body.get("data", [body]):
            found[record["lens_id"]] = record
    return found


def differences(given: Any, answered: Any, path: str = "") -> Iterator[str]:
    """Yield every place where two decoded records differ."""
    if isinstance(given, dict) and isinstance(answered, dict):
        for name in {**given, **answered}:
            yield from differences(given.get(name), answered.get(name), f"{path}.{name}" if path else name)
    elif isinstance(given, list) and isinstance(answered, list) and len(given) == len(answered):
        for one, other in zip(given, answered, strict=True):
            yield from differences(one, other, f"{path}[]")
    elif given != answered:
        yield path


# What may differ, and why: the corpus itself holds a citing publication or a member the record did not list.
ALLOWED: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def client(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = defaults(data=str(tmp_path_factory.mktemp("data")), require_token=False)
    paths = [str(path) for pattern in FILES for path in sorted(shared.glob(pattern))]
    run_ingest(settings, paths, as_json=False)
    with TestClient(application(open_service(settings))) as client:
        yield client


def test_records_come_back_equal(shared: Path, client: TestClient) -> None:
    given = records(shared)
    print(f"{len(given)} records")
    assert len(given) == 8
    for lens_id, record in given.items():
        answered = client.get(f"/patent/{lens_id}").json()
        assert set(differences(record, answered)) <= ALLOWED, lens_id


def test_key_order_is_that_of_the_recorded_answers(shared: Path, client: TestClient) -> None:
    for lens_id, record in records(shared).items():
        answered = client.get(f"/patent/{lens_id}").json()
        assert list(answered) == list(record)
        assert list(answered["legal_status"]) == list(record["legal_status"])
