"""The Lens face over a small library: endpoints, tokens, envelope, errors, languages."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

LIBRARY = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "fixtures" / "lens" / "library.jsonl").read_text("utf-8").splitlines()
]
BATTERY = "100-000-792-454-33X"


def found(client: TestClient, body: dict[str, Any]) -> list[str]:
    """Search and return the numbers of the hits, sorted."""
    answer = client.post("/patent/search", json=body)
    assert answer.status_code == 200, answer.text
    data = answer.json()
    assert data["results"] == len(data["data"])
    return sorted(f"{row['jurisdiction']}{row['doc_number']}{row['kind']}" for row in data["data"])


def refused(client: TestClient, body: Any, status: int = 400) -> str:
    answer = client.post("/patent/search", json=body)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"reference", "message", "code"}
    assert answer.json()["code"] == status
    return str(answer.json()["message"])


def test_the_envelope(client: TestClient) -> None:
    answer = client.post("/patent/search", json={"query": {"match": {"lens_id": BATTERY}}})
    assert answer.headers["content-type"] == "application/json;charset=UTF-8"
    body = answer.json()
    assert list(body) == ["total", "max_score", "data", "results"]
    assert (body["total"], body["results"]) == (1, 1)
    assert body["max_score"] > 0
    assert list(body["data"][0])[:5] == ["lens_id", "jurisdiction", "doc_number", "kind", "date_published"]
    assert list(body["data"][0])[-1] == "publication_type"


def test_records_come_back_as_they_went_in_but_for_what_the_corpus_adds(client: TestClient) -> None:
    for record in LIBRARY:
        answer = client.get(f"/patent/{record['lens_id']}")
        assert answer.status_code == 200
        body = answer.json()
        body["biblio"].pop("cited_by", None)
        body.pop("families", None)
        if "legal_status" not in record:
            body.pop("legal_status", None)
        assert body == record


def test_families_and_citing_documents_are_derived(client: TestClient) -> None:
    application = client.get("/patent/100-000-000-000-007").json()
    members = application["families"]["simple_family"]["members"]
    assert {member["document_id"]["doc_number"] for member in members} == {"20190000101", "10990123"}
    assert application["families"]["simple_family"]["size"] == 2
    assert [row["lens_id"] for row in application["biblio"]["cited_by"]["patents"]] == [BATTERY]
    assert found(client, {"query": {"range": {"cited_by.patent_count": {"gte": 1}}}}) == [
        "DE102010000777A1",
        "US20190000101A1",
    ]


@pytest.mark.parametrize(
    ("body", "hits"),
    [
        ({"query": "battery AND separator"}, ["US10990123B2", "US20190000101A1"]),
        ({"query": "title:drone"}, ["EP3600111B1"]),
        ({"query": {"match": {"applicant.name": "alpenrain"}}}, ["US10990123B2", "US20190000101A1"]),
        ({"query": {"match_phrase": {"claim": "pleated separator"}}}, ["US10990123B2", "US20190000101A1"]),
        ({"query": {"term": {"publication_type": "granted patent"}}}, ["EP3600111B1", "RU2600333C1", "US10990123B2"]),
        ({"query": {"terms": {"doc_number": ["2988123", "3600111"]}}}, ["EP3600111B1", "FR2988123A1"]),
        ({"query": {"terms": {"ids": ["US 10,990,123 B2", "EP_3600111_B1"]}}}, ["EP3600111B1", "US10990123B2"]),
        ({"query": {"term": {"ids": "特開2021-090037"}}}, ["JP2021090037A"]),
        ({"query": {"range": {"year_published": {"gte": "2011", "lte": 2012}}}}, ["DE102010000777A1"]),
        ({"query": "year_published:>2020"}, ["JP2021090037A", "US10990123B2"]),
        ({"query": "class_cpc.symbol:H01M10/613"}, ["KR20190012345A"]),
        ({"query": "class_cpc.symbol:B64U*"}, ["CN108123456A", "EP3600111B1"]),
        ({"query": {"match": {"has_examiner": "true"}}}, ["US10990123B2"]),
        ({"query": {"bool": {"must": {"match": {"title": "battery"}}, "must_not": {"term": {"kind": "B2"}}}}},
         ["DE102010000777A1", "US20190000101A1"]),
        ({"query": {"query_string": {"query": "pleated drone", "fields": ["title"], "default_operator": "or"}}},
         ["EP3600111B1", "US10990123B2", "US20190000101A1"]),
        ({"query": {"match": {"legal_status.patent_status": "discontinued"}}}, ["DE102010000777A1"]),
        ({"query": "inventor.name:huber~1 AND jurisdiction: US"}, ["US10990123B2", "US20190000101A1"]),
        ({"query": {"term": {"no_such_field": "x"}}}, []),
    ],
)  # fmt: skip
def test_queries(client: TestClient, body: dict[str, Any], hits: list[str]) -> None:
    assert found(client, body) == hits


@pytest.mark.parametrize(
    ("language", "stemmed", "exact", "number"),
    [
        ("EN", "separators", "separator", "US10990123B2"),
        ("DE", "Gehäuses", "Gehäuse", "DE102010000777A1"),
        ("FR", "aimant", "aimants", "FR2988123A1"),
        ("ES", "válvula", "válvulas", "ES2400555A1"),
        ("PT", "lâmina", "lâminas", "BR102015001234A2"),
        ("RU", "лопасть", "лопасти", "RU2600333C1"),
        ("AR", "غشاء", "أغشية", "SA5170B1"),
    ],
)
def test_stemmed_languages(client: TestClient, language: str, stemmed: str, exact: str, number: str) -> None:
    asked = {"language": language, "size": 50}
    if language != "AR":  # broken plurals are beyond the Arabic stemmer
        assert number in found(client, {**asked, "query": {"match": {"full_text": stemmed}}})
        assert number not in found(client, {**asked, "query": {"match": {"abstract": stemmed}}, "stemming": False})
    assert number in found(client, {**asked, "query": {"match": {"full_text": exact}}, "stemming": False})


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("JA", "電池", "JP2021090037A"),
        ("JA", "充電時間", "JP2021090037A"),
        ("JA", "リチウム", "JP2021090037A"),
        ("ZH", "无人机", "CN108123456A"),
        ("ZH", "温度传感器", "CN108123456A"),
        ("KO", "냉각", "KR20190012345A"),
        ("KO", "배터리", "KR20190012345A"),
        ("EN", "電池", "JP2021090037A"),
    ],
)
def test_segmented_languages_find_words_inside_running_text(
    client: TestClient, language: str, words: str, number: str
) -> None:
    assert number in found(client, {"query": {"match_phrase": {"full_text": words}}, "language": language})
    assert number in found(client, {"query": words, "language": language})


def test_sort_and_paging(client: TestClient) -> None:
    body = {"query": {"match_all": {}}, "sort": [{"date_published": "desc"}], "include": ["date_published"], "size": 4}
    first = client.post("/patent/search", json=body).json()
    second = client.post("/patent/search", json={**body, "from": 4}).json()
    dates = [row["date_published"] for row in first["data"] + second["data"]]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 8
    assert first["total"] == 12
    assert first["max_score"] == 0
    assert set(first["data"][0]) == {"date_published"}
    several = [{"year_published": "asc"}, {"jurisdiction": "desc"}, {"relevance": "desc"}]
    rows = client.post("/patent/search", json={"query": "*", "sort": several}).json()["data"]
    keys = [(row["date_published"][:4], [-ord(letter) for letter in row["jurisdiction"]]) for row in rows]
    assert keys == sorted(keys)


def test_size_zero_counts(client: TestClient) -> None:
    body = client.post("/patent/search", json={"query": "battery", "size": 0}).json()
    assert (body["total"] > 0, body["max_score"], body["data"], body["results"]) == (True, 0, [], 0)


def test_get_search(client: TestClient) -> None:
    answer = client.get(
        "/patent/search",
        params={"query": "title:battery", "size": 2, "sort": "asc(date_published)", "include": "lens_id,title"},
    )
    assert answer.status_code == 200
    assert [set(row) for row in answer.json()["data"]] == [{"lens_id", "biblio"}] * 2


def test_get_record_with_projection_and_by_number(client: TestClient) -> None:
    assert client.get(f"/patent/{BATTERY}", params={"include": "lens_id,kind"}).json() == {
        "lens_id": BATTERY,
        "kind": "B2",
    }
    assert client.get("/patent/EP 3600111 B1").json()["doc_number"] == "3600111"
    missing = client.get("/patent/000-000-000-000-000")
    assert (missing.status_code, missing.json()["code"]) == (404, 404)


def test_tokens_in_every_place(client: TestClient, stranger: TestClient, token: str) -> None:
    body = {"query": "x", "size": 0}
    places: list[dict[str, Any]] = [
        {"headers": {"Authorization": f"Bearer {token}"}},
        {"headers": {"Authorization": f"bearer {token}"}},
        {"headers": {"Authorization": token}},
        {"params": {"token": token}},
    ]
    for place in places:
        assert stranger.post("/patent/search", json=body, **place).status_code == 200
    assert stranger.get("/patent/search", params={"query": "x", "token": token}).status_code == 200
    for place in ({}, {"headers": {"Authorization": "Bearer nonsense"}}, {"params": {"token": "é"}}):
        answer = stranger.post("/patent/search", json=body, **place)
        assert answer.status_code == 401
        assert answer.json()["message"] == "Unable to authorize user to this resource."
    assert stranger.get("/health").status_code == 200


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"query": "title:(battery"}, ("character", "[")),
        ({"query": {"mtach": {"title": "x"}}}, ("query.mtach", "match")),
        ({"query": {"range": {"title": {"gte": 1}}}}, ("query.range",)),
        ({"query": "x", "include": ["biblio.invention_titel"]}, ("Unrecognized fields", "biblio.invention_title")),
        ({"query": "x", "size": 101}, ("size", "100")),
        ({"query": "x", "from": 9_990, "size": 20}, ("result window is too large", "10000")),
        ({"query": "x", "sort": [{"date_publishd": "asc"}]}, ("date_published",)),
        ({"query": "x", "language": "XX"}, ("language", "EN")),
    ],
)
def test_errors_name_the_place_and_the_way_out(client: TestClient, body: Any, words: tuple[str, ...]) -> None:
    message = refused(client, body)
    assert all(word in message for word in words), message


def test_bodies_that_are_no_requests(client: TestClient) -> None:
    assert client.post("/patent/search", content=b"{", headers={"content-type": "application/json"}).status_code == 400
    assert client.post("/patent/search", content=b"x", headers={"content-type": "text/plain"}).status_code == 415
    large = b'{"query": "' + b"x" * 1_100_000 + b'"}'
    answer = client.post("/patent/search", content=large, headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert client.get("/patent/search", params={"query": "x" * 9000}).status_code == 414
    assert client.get("/nowhere").json()["code"] == 404
    assert client.put("/patent/search").json()["code"] == 405


def test_warnings_stand_in_a_header(client: TestClient) -> None:
    data = b'{"query": "title:battery", "sizes": 1}}'
    answer = client.post("/patent/search", content=data, headers={"content-type": "application/json"})
    assert answer.status_code == 200
    assert "sizes" in answer.headers["x-tokkyo-warning"]
    assert "text after" in answer.headers["x-tokkyo-warning"]


def test_health_tells_how_far_the_index_is(client: TestClient) -> None:
    body = client.get("/health").json()
    assert body["status"] == "ok"
    assert body["publications"] == 12
    assert body["indexed"] == body["stored"]
