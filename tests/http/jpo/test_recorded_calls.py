"""Every recorded call of the real service and every official example, asked over HTTP after an ingest of them."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tokkyo.cli.ingest import run_ingest
from tokkyo.http.app import application
from tokkyo.service.opening import open_service, open_users
from tokkyo.settings import defaults

COUNTER = re.compile(rb'"remainAccessCount":"[0-9]+"')
# Keys with a stray quote in the examples of JPO's document (jpo.md 4.5).
STRAY = re.compile(r"^(\w+)'$")


@pytest.fixture(scope="module")
def asked(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client with a token of a server that holds the recordings and examples."""
    settings = defaults(data=str(tmp_path_factory.mktemp("recorded")))
    folder = shared / "samples" / "jpo"
    run_ingest(settings, [str(folder / "live_cassettes"), str(folder / "official_spec/examples")], as_json=True)
    with open_users(settings) as users:
        issued = users.directory.issue(None, "corporation")
        token = users.sessions.log_in(issued.username, issued.password).access_token
    with TestClient(application(open_service(settings)), headers={"authorization": f"Bearer {token}"}) as client:
        yield client


def recorded_calls(shared: Path) -> list[Path]:
    return sorted((shared / "samples/jpo/live_cassettes").iterdir())


def test_recorded_answers_are_given_byte_for_byte_but_for_the_counter(asked: TestClient, shared: Path) -> None:
    for path in recorded_calls(shared):
        address = "/api/" + quote(path.name.removesuffix(path.suffix).replace("__", "/"))
        answer = asked.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == {".json": "application/json", ".zip": "application/zip"}[path.suffix]
        if path.suffix == ".zip":
            assert answer.content == path.read_bytes(), path.name
            assert re.fullmatch(r"attachment;filename=docCont\w+_\d{10}\.zip", answer.headers["content-disposition"])
        else:
            assert COUNTER.sub(b"", answer.content) == COUNTER.sub(b"", path.read_bytes()), path.name
            assert COUNTER.search(answer.content)
    print(f"{len(recorded_calls(shared))} recorded answers")


def repaired(value: Any) -> Any:
    if isinstance(value, dict):
        return {STRAY.sub(r"\1", name): repaired(inner) for name, inner in value.items()}
    return [repaired(inner) for inner in value] if isinstance(value, list) else value


def examples(shared: Path) -> Iterator[tuple[str, Any]]:
    """Yield addresses with the official answers to them, where the answer tells its key."""
    for path in sorted((shared / "samples/jpo/official_spec/examples").glob("*__200_100.json")):
        law, _, api, *_ = path.stem.split("__")
        data = json.loads(path.read_bytes())["result"]["data"]
        if "applicationNumber" not in data or api == "pct_national_phase_application_number":
            continue
        kind = "application/" if api == "case_number_reference" else ""
        yield f"/api/{law}/v1/{api}/{kind}{data['applicationNumber']}", data


def test_official_examples_are_answered_equal(asked: TestClient, shared: Path) -> None:
    looked_at = 0
    for address, data in examples(shared):
        result = asked.get(address).json()["result"]
        assert result["statusCode"] == "100", address
        assert repaired(result["data"]) == repaired(data), address
        looked_at += 1
    print(f"{looked_at} official examples")
    assert looked_at >= 15


def test_recorded_archives_can_be_opened(asked: TestClient, shared: Path, tmp_path: Path) -> None:
    for path in recorded_calls(shared):
        if path.suffix == ".zip":
            (tmp_path / path.name).write_bytes(asked.get("/api/" + path.stem.replace("__", "/")).content)
            with zipfile.ZipFile(tmp_path / path.name) as archive:
                assert archive.testzip() is None


def test_refusals_have_the_words_of_the_examples(asked: TestClient, shared: Path) -> None:
    from tokkyo.http.jpo.outcomes import OUTCOMES

    seen = set()
    for path in sorted((shared / "samples/jpo/official_spec/examples").glob("_error_*.json")):
        _, status, code, _ = path.stem.removeprefix("_").split("_")
        result = json.loads(path.read_bytes())["result"]
        assert OUTCOMES[code].message == result["errorMessage"]
        assert OUTCOMES[code].shows_remaining == bool(result["remainAccessCount"])
        seen.add((code, int(status)))
    # 999 is listed with three statuses, of which there is one here
    assert {(code, OUTCOMES[code].status) for code, _ in seen} <= seen
