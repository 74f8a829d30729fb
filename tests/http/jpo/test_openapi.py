"""The OpenAPI document of the JPO face: valid, complete, and as good as its word."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate

from tokkyo.http.jpo.openapi import document
from tokkyo.http.jpo.openapi_retrieval import DATA
from tokkyo.http.jpo.retrieval import path_of
from tokkyo.http.routing import Below
from tokkyo.model.jpo.apis import APIS, BY_NAME, Body
from tokkyo.settings import defaults

DOCUMENT = document(defaults())
METHODS = {"get", "post", "put", "delete", "patch"}
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "jpo"


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for part in node.values():
            yield from references(part)
    elif isinstance(node, list):
        for part in node:
            yield from references(part)


def matches(schema: dict[str, Any], value: Any) -> None:
    jsonschema.Draft202012Validator({**schema, "components": DOCUMENT["components"]}).validate(value)


def test_the_document_is_valid() -> None:
    validate(DOCUMENT)
    for schema in DOCUMENT["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    used = {reference.rpartition("/")[2] for reference in references(DOCUMENT)}
    assert used == set(DOCUMENT["components"]["schemas"])


def test_it_says_of_every_route_what_it_takes(server: Any) -> None:
    taken = {
        (re.sub(r":\w+}", "}", route.path), method.lower())
        for face in server().client.app.routes
        if isinstance(face, Below)
        for route in face.routes
        for method in route.methods - {"HEAD"}
    }
    described = {(path, method) for path, row in DOCUMENT["paths"].items() for method in row if method in METHODS}
    assert described == taken
    operations = [row for path in DOCUMENT["paths"].values() for row in path.values()]
    assert len({row["operationId"] for row in operations}) == len(operations)
    assert {tag for row in operations for tag in row["tags"]} == {tag["name"] for tag in DOCUMENT["tags"]}


def test_every_json_api_has_its_data_described() -> None:
    assert set(DATA) == {(api.law, api.name) for api in APIS if api.body is Body.JSON}


def test_it_and_its_page_need_no_token(server: Any) -> None:
    asker = server()
    answer = asker.client.get("/api/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == json.loads(json.dumps(DOCUMENT))
    page = asker.client.get("/api/docs")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "script" not in page.headers["content-security-policy"]
    assert "特許経過情報取得API" in page.text


def test_settings_show() -> None:
    changed = document(defaults(jpo_token_path="/own/token", jpo_statuses="301=410"))
    assert "/own/token" in changed["paths"]
    assert "410" in changed["paths"]["/api/patent/v1/app_progress/{application}"]["get"]["responses"]


OWN = sorted((FIXTURES / "answers").glob("*.json"))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_answers_are_as_described(server: Any, path: Path) -> None:
    law, _, api, *values = path.stem.split("__")
    answer = server().get(f"/api/{law}/v1/{api}/{'/'.join(values)}")
    described = DOCUMENT["paths"][path_of(BY_NAME[law, api]).replace(":path}", "}")]["get"]["responses"]["200"]
    schema = described["content"]["application/json"]["schema"]
    matches(schema, answer.json())
    with pytest.raises(jsonschema.ValidationError):
        matches(schema, {"result": {**answer.json()["result"], "data": {"applicationNumber": 1}}})


def test_recorded_answers_are_as_described(shared: Path) -> None:
    looked_at = 0
    for path in sorted((shared / "samples/jpo/live_cassettes").glob("*.json")):
        law, _, api, *_ = path.stem.split("__")
        described = DOCUMENT["paths"][path_of(BY_NAME[law, api]).replace(":path}", "}")]["get"]["responses"]["200"]
        matches(described["content"]["application/json"]["schema"], json.loads(path.read_bytes()))
        looked_at += 1
    print(f"{looked_at} recorded answers")
    assert looked_at
