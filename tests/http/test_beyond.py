"""Highlights, explanations and suggestions over HTTP; answers without these options stay as they are."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tokkyo.http.app import application
from tokkyo.service.opening import open_service
from tokkyo.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "beyond-lens.md"
EXAMPLES = re.findall(r"```json request\n(.*?)```\n\n```json answer\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
BATTERY = "100-000-000-000-007"
ENVELOPE = ["total", "max_score", "data", "results"]


def asked(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post("/patent/search", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def refused(client: TestClient, **body: Any) -> str:
    answer = client.post("/patent/search", json=body)
    assert answer.status_code == 400, answer.text
    return str(answer.json()["message"])


@pytest.mark.parametrize("query", ["title:battery", "nowhere", None, {"match": {"claim": "separator"}}])
def test_off_they_change_no_byte(client: TestClient, query: Any) -> None:
    plain = client.post("/patent/search", json={"query": query})
    for off in ({"highlight": False}, {"highlight": None, "explain": "false"}, {"suggest": False, "explain": None}):
        answer = client.post("/patent/search", json={"query": query, **off})
        assert answer.content == plain.content
        assert answer.headers.get("x-tokkyo-warning") == plain.headers.get("x-tokkyo-warning")
    assert list(plain.json()) == ENVELOPE


def test_on_they_come_behind_the_same_bytes(client: TestClient) -> None:
    plain = client.post("/patent/search", json={"query": "title:battery"})
    body = {"query": "title:battery", "highlight": True, "explain": True, "suggest": True}
    answer = client.post("/patent/search", json=body)
    assert answer.content.startswith(plain.content[:-1] + b",")
    assert list(answer.json()) == [*ENVELOPE, "highlights", "explain", "suggestions"]
    assert "x-tokkyo-warning" not in answer.headers


def test_highlights_are_in_the_order_of_the_data(client: TestClient) -> None:
    found = asked(client, query="battery", highlight=True, sort=[{"date_published": "desc"}])
    assert list(found["highlights"]) == [record["lens_id"] for record in found["data"]]
    assert found["highlights"][BATTERY]["title"] == ["Solid electrolyte <em>battery</em> with a pleated separator"]
    assert list(found["highlights"][BATTERY]) == ["title", "abstract", "claim", "description"]


def test_highlights_need_no_lens_ids_in_the_records(client: TestClient) -> None:
    found = asked(client, query="title:separator", highlight=True, include=["kind"], size=1)
    assert list(found["data"][0]) == ["kind"]
    assert [list(fields) for fields in found["highlights"].values()] == [["title"]]


def test_the_options_of_highlights(client: TestClient) -> None:
    options = {"fields": ["biblio.invention_title", "claims"], "fragments": "1", "length": 20, "pre": "[", "post": "]"}
    found = asked(client, query="separator", highlight=options)["highlights"][BATTERY]
    assert found == {
        "title": ["Solid electrolyte battery with a pleated [separator]"],
        "claim": ["[separator].\n2."],
    }
    full = asked(client, query="separator", highlight={"fields": "full_text"})["highlights"][BATTERY]
    assert list(full) == ["title", "abstract", "claim"]


def test_words_in_running_text_are_marked(client: TestClient) -> None:
    found = asked(client, query="リチウム", language="JA", highlight=True)["highlights"]
    (only,) = found.values()
    assert only["abstract"] == ["本発明の電池装置は、<em>リチウム</em>イオン電池の充電時間を短縮する。"]
    assert only["description"] == ["本発明は電池に関する。<em>ﾘﾁｳﾑ</em>二次電池を例に説明する。"]


def test_text_of_records_is_escaped(client: TestClient) -> None:
    found = asked(client, query="serrure", language="FR", highlight=True)["highlights"]
    (only,) = found.values()
    assert only["abstract"] == ["Une <em>serrure</em> comprend des aimants disposés autour d&#x27;une clé."]


def test_family_members_brought_in_have_marks_only_where_they_match(client: TestClient) -> None:
    found = asked(client, query="title:battery AND kind:B2", expand_by="SIMPLE_FAMILY", highlight=True)
    assert found["total"] == 2
    assert sorted(map(bool, found["highlights"].values())) == [False, True]


def test_regular_expressions_and_patterns(client: TestClient) -> None:
    found = asked(client, query="title:/[bp].*y/ OR title:separat?r OR title:electrolite~1", regex=True, highlight=True)
    assert found["highlights"][BATTERY]["title"] == [
        "Solid <em>electrolyte</em> <em>battery</em> with a pleated <em>separator</em>"
    ]


@pytest.mark.parametrize(
    ("options", "code", "path"),
    [
        ("yes", "bad_boolean", "highlight"),
        ([], "bad_boolean", "highlight"),
        ({"fields": ["titel"]}, "unknown_field", "highlight.fields[0]"),
        ({"fields": ["jurisdiction"]}, "cannot_highlight", "highlight.fields[0]"),
        ({"fields": [1]}, "bad_option", "highlight.fields"),
        ({"fields": {"title": {}}}, "bad_option", "highlight.fields"),
        ({"fragment": 1}, "unknown_option", "highlight"),
        ({"fragments": 0}, "highlight_out_of_range", "highlight.fragments"),
        ({"fragments": 21}, "highlight_out_of_range", "highlight.fragments"),
        ({"fragments": 1.5}, "bad_number", "highlight.fragments"),
        ({"fragments": True}, "bad_number", "highlight.fragments"),
        ({"length": -1}, "highlight_out_of_range", "highlight.length"),
        ({"length": 10_001}, "highlight_out_of_range", "highlight.length"),
        ({"length": 10**30}, "highlight_out_of_range", "highlight.length"),
        ({"pre": 1}, "bad_text", "highlight.pre"),
        ({"post": "x" * 101}, "highlight_out_of_range", "highlight.post"),
    ],
)
def test_what_highlights_cannot_be(client: TestClient, options: Any, code: str, path: str) -> None:
    message = refused(client, query="battery", highlight=options)
    assert f"[{code}]" in message
    assert f"at {path} " in message


@pytest.mark.parametrize("name", ["explain", "suggest"])
@pytest.mark.parametrize("value", [1, "perhaps", {}, []])
def test_switches_are_true_or_false(client: TestClient, name: str, value: Any) -> None:
    assert f"at {name} [bad_boolean]" in refused(client, query="battery", **{name: value})


def test_parameters_of_an_address(client: TestClient) -> None:
    address = "/patent/search?query=title:battery&highlight=true&explain=TRUE&suggest=true"
    answer = client.get(address)
    assert answer.status_code == 200
    assert list(answer.json()) == [*ENVELOPE, "highlights", "explain", "suggestions"]
    assert "x-tokkyo-warning" not in answer.headers
    assert client.get("/patent/search?query=battery&highlight=maybe").status_code == 400


def test_an_explanation(client: TestClient) -> None:
    found = asked(client, query="title:battery AND NOT jurisdiction:DE", explain=True, size=0)
    explain = found["explain"]
    assert explain["query"] == "title:battery AND NOT jurisdiction:DE"
    assert explain["tree"]["hits"] == found["total"] == 2
    assert [(one["role"], one["hits"]) for one in explain["tree"]["clauses"]] == [("must", 3), ("must_not", 1)]


def test_suggestions_only_when_nothing_is_found(client: TestClient) -> None:
    assert asked(client, query="title:battery", suggest=True)["suggestions"] == []
    assert asked(client, suggest=True)["suggestions"] == []
    answer = client.post("/patent/search", json={"query": "titel:batery", "suggest": True})
    assert answer.json()["suggestions"] == [
        {
            "hits": 3,
            "changes": [
                {"kind": "field", "from": "titel", "to": "title"},
                {"kind": "word", "from": "batery", "to": "battery"},
            ],
            "query": "title:battery",
        }
    ]
    assert "did you mean title?" in answer.headers["x-tokkyo-warning"]


def test_the_number_of_explained_clauses_is_a_setting(settings: Settings, token: str) -> None:
    service = open_service(settings.replace(max_explained_clauses=1))
    with TestClient(application(service), headers={"authorization": f"Bearer {token}"}) as client:
        explain = asked(client, query="battery AND cell", explain=True)["explain"]
        assert explain["clauses_counted"] == 1
        assert "hits" not in explain["tree"]["clauses"][0]


@pytest.mark.parametrize(("request_body", "answer"), EXAMPLES)
def test_the_examples_of_the_page(client: TestClient, request_body: str, answer: str) -> None:
    found = asked(client, **json.loads(request_body))
    shown = json.loads(answer)
    assert {key: found[key] for key in shown} == shown


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == 4


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
highlights = st.dictionaries(st.sampled_from(["fields", "fragments", "length", "pre", "post"]), values, max_size=3)
queries = st.sampled_from(
    [
        "battery",
        "titel\ud800:battery",
        {"match": {"titel\ud800": "x"}},
        {"terms": {"title": ["a", 1, True]}},
        "*",
        "a\0b~",
    ]
) | st.text(max_size=12)


@profile(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries, highlight=values | highlights, explain=values | st.just(True), suggest=values | st.just(True))
def test_no_option_breaks_the_server(
    client: TestClient, query: Any, highlight: Any, explain: Any, suggest: Any
) -> None:
    body = {"query": query, "highlight": highlight, "explain": explain, "suggest": suggest}
    answer = client.post("/patent/search", content=json.dumps(body), headers={"content-type": "application/json"})
    assert answer.status_code in (200, 400), answer.text


@pytest.mark.parametrize("query", ["titel\ud800:battery", {"match": {"titel\ud800": "battery"}}])
def test_half_characters_in_names_do_no_harm(client: TestClient, query: Any) -> None:
    body = json.dumps({"query": query, "highlight": {"pre": "\ud800"}, "explain": True, "suggest": True})
    answer = client.post("/patent/search", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (200, 400)
