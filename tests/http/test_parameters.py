"""Every parameter of `GET /patent/search` means what the option of that name means in a body."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tokkyo.http.lens.openapi_requests import parameters
from tokkyo.settings import defaults

SEARCH = "/patent/search"
BATTERY = "100-000-792-454-33X"
BOTH: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({}, {}),
    ({"query": "title:battery"}, {"query": "title:battery"}),
    ({"query": ""}, {}),
    ({"query": "*", "size": "3"}, {"query": "*", "size": 3}),
    ({"query": "*", "size": "0"}, {"query": "*", "size": 0}),
    ({"query": "*", "from": "10", "size": "5"}, {"query": "*", "from": 10, "size": 5}),
    ({"sort": "desc(date_published)"}, {"sort": [{"date_published": "desc"}]}),
    (
        {"sort": "desc(year_published),asc(jurisdiction), DESC( relevance )"},
        {"sort": [{"year_published": "desc"}, {"jurisdiction": "asc"}, {"relevance": "desc"}]},
    ),
    ({"include": "lens_id, biblio.parties"}, {"include": ["lens_id", "biblio.parties"]}),
    ({"include": "lens_id,title"}, {"include": ["lens_id", "title"]}),
    ({"exclude": "biblio,claims"}, {"exclude": ["biblio", "claims"]}),
    (
        {"include": "biblio.parties", "exclude": "biblio.parties.inventors"},
        {"include": ["biblio.parties"], "exclude": ["biblio.parties.inventors"]},
    ),
    ({"query": "title:batteries", "stemming": "false"}, {"query": "title:batteries", "stemming": False}),
    ({"query": "title:batteries", "stemming": "true"}, {"query": "title:batteries", "stemming": True}),
    ({"query": "abstract:Gehäuses", "language": "de"}, {"query": "abstract:Gehäuses", "language": "DE"}),
    ({"query": "kind:/A[12]/", "regex": "true"}, {"query": "kind:/A[12]/", "regex": True}),
    ({"query": "battery", "group_by": "SIMPLE_FAMILY"}, {"query": "battery", "group_by": "SIMPLE_FAMILY"}),
    ({"query": "battery", "expand_by": "extended_family"}, {"query": "battery", "expand_by": "EXTENDED_FAMILY"}),
    ({"query": "battery", "min_score": "1.5"}, {"query": "battery", "min_score": 1.5}),
    ({"query": "battery", "highlight": "true"}, {"query": "battery", "highlight": True}),
    ({"query": "battery", "explain": "true"}, {"query": "battery", "explain": True}),
    ({"query": "batery", "suggest": "true"}, {"query": "batery", "suggest": True}),
]


@pytest.mark.parametrize(("asked", "body"), BOTH, ids=str)
def test_an_address_and_a_body_that_ask_the_same_get_the_same(
    client: TestClient, asked: dict[str, str], body: dict[str, Any]
) -> None:
    by_address = client.get(SEARCH, params=asked)
    assert by_address.status_code == 200, by_address.text
    assert "x-tokkyo-warning" not in by_address.headers
    assert by_address.content == client.post(SEARCH, json=body).content


def test_every_parameter_that_is_described_is_tried() -> None:
    assert {row["name"] for row in parameters(defaults())} == {name for asked, _ in BOTH for name in asked}


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("size", "many", "bad_number"),
        ("size", "-1", "size_out_of_range"),
        ("size", "101", "size_out_of_range"),
        ("from", "10001", "window_too_large"),
        ("from", "-1", "from_out_of_range"),
        ("sort", "title", "not_sortable"),
        ("sort", "up(date_published)", "bad_sort"),
        ("sort", "desc(nothing)", "unknown_field"),
        ("include", "nothing", "unrecognized_field"),
        ("exclude", "nothing", "unrecognized_field"),
        ("stemming", "perhaps", "bad_boolean"),
        ("language", "XX", "unknown_language"),
        ("regex", "perhaps", "bad_boolean"),
        ("explain", "perhaps", "bad_boolean"),
    ],
)
def test_values_that_are_refused(client: TestClient, name: str, value: str, code: str) -> None:
    answer = client.get(SEARCH, params={"query": "battery", name: value})
    assert answer.status_code == 400
    assert f"[{code}]" in answer.json()["message"]
    assert name in answer.json()["message"]


def test_tokens_as_parameters(stranger: TestClient, token: str) -> None:
    for address in (SEARCH, f"/patent/{BATTERY}", "/schema/patent"):
        assert stranger.get(address, params={"token": token}).status_code == 200
        assert stranger.get(address, params={"token": token + "x"}).status_code == 401
        assert "x-tokkyo-warning" not in stranger.get(address, params={"token": token}).headers


def test_parameters_of_a_record(client: TestClient) -> None:
    def record(**asked: str) -> Any:
        answer = client.get(f"/patent/{BATTERY}", params=asked)
        assert answer.status_code == 200, answer.text
        return answer.json()

    assert record(include="lens_id,kind") == {"lens_id": BATTERY, "kind": "B2"}
    assert list(record(include="title")) == ["biblio"]
    assert "biblio" not in record(exclude="biblio,claims")
    assert list(record(include="biblio.invention_title", exclude="biblio.invention_title.lang")["biblio"]) == [
        "invention_title"
    ]
    whole = record()
    assert record(include="", exclude="") == whole
    assert record(include="*") == whole
    refused = client.get(f"/patent/{BATTERY}", params={"include": "biblio.invention_titel"})
    assert refused.status_code == 400
    assert "biblio.invention_title" in refused.json()["message"]
    assert "size" in client.get(f"/patent/{BATTERY}", params={"size": "1"}).headers["x-tokkyo-warning"]
