"""A Lens ID that a publication had before a Lens record brought its own goes on finding it (lens.md §1.9)."""

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from tokkyo.cli.ingest import run_ingest
from tokkyo.http.app import application
from tokkyo.service.opening import open_service
from tokkyo.settings import defaults

FIXTURES = Path(__file__).parents[1] / "fixtures" / "every_field"
GIVEN = "120-000-000-000-002"


def test_a_record_is_found_by_its_former_lens_id(tmp_path: Path) -> None:
    settings = defaults(data=str(tmp_path), require_token=False)
    run_ingest(settings, (str(FIXTURES / "exchange.xml"),), as_json=True)
    with TestClient(application(open_service(settings))) as client:
        former = client.get("/patent/EP7700001A1").json()["lens_id"]
    assert former != GIVEN
    run_ingest(settings, (str(FIXTURES / "records.jsonl"),), as_json=True)
    with TestClient(application(open_service(settings))) as client:
        assert client.get(f"/patent/{former}").json()["lens_id"] == GIVEN
        queries: list[Any] = [{kind: {"lens_id": former}} for kind in ("term", "match", "match_phrase")]
        for query in (*queries, {"terms": {"lens_id": [former]}}, {"terms": {"ids": [former]}}, f"lens_id:{former}"):
            found = client.post("/patent/search", json={"query": query, "include": ["lens_id"]}).json()
            assert found["data"] == [{"lens_id": GIVEN}], query
        assert client.post("/patent/search", json={"query": {"term": {"lens_id": "EP7700001"}}}).json()["total"] == 0
