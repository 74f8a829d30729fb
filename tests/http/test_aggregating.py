"""`POST /patent/aggregate` over the library: every type on every field that allows it, the shape of each answer."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tokkyo.fields.registry import FIELDS, resolve
from tokkyo.fields.types import FieldType
from tokkyo.service.opening import open_tokens
from tokkyo.settings import Settings

ROWS = """
cardinality: agent.country agent.name.exact agent_count applicant.name.exact applicant.residence applicant_count
    cited_by.patent.lens_id cited_by.patent_count class_cpc.symbol class_ipcr.symbol class_national.symbol
    family.extended.id family.extended.member.lens_id family.extended.size family.simple.id
    family.simple.member.lens_id family.simple.size inventor.name.exact inventor.residence inventor_count jurisdiction
    kind legal_status.patent_status owner_all.country owner_all.name.exact owner_all_count publication_type
    reference_cited.npl.record_lens_id reference_cited.npl_count reference_cited.npl_resolved_count
    reference_cited.patent.lens_id reference_cited.patent_count sequence.count sequence.organism.name.exact
stats: agent_count applicant_count cited_by.patent_count family.extended.size family.simple.size inventor_count
    owner_all_count reference_cited.npl_count reference_cited.npl_resolved_count reference_cited.patent_count
    sequence.count
histogram: cited_by.patent_count reference_cited.patent_count reference_cited.npl_resolved_count
    reference_cited.npl_count
date_histogram: application_reference.date date_published earliest_priority_claim_date
    legal_status.anticipated_term_date legal_status.grant_date
terms: agent.country agent.name.exact applicant.name.exact applicant.residence assistant_examiner.name.exact
    class_cpc.symbol class_ipcr.symbol class_national.symbol examiner.name.exact inventor.name.exact
    inventor.residence jurisdiction kind legal_status.patent_status owner_all.country owner_all.name.exact
    primary_examiner.name.exact publication_type sequence.organism.name.exact
"""
"""The table of lens.md §1.6, a type and its fields a row."""

FLAGS = [name for name, field in FIELDS.items() if field.type is FieldType.BOOLEAN]
EXAMINERS = {f"{who}examiner.name.exact" for who in ("", "primary_", "assistant_")}
"""Their different names can be counted here, which the real service does not list."""


def _rows() -> dict[str, list[str]]:
    rows = dict(line.split(": ") for line in re.sub(r"\n +", " ", ROWS).strip().splitlines())
    found = {kind: names.split() for kind, names in rows.items()}
    stats = found.pop("stats")
    return {**found, **dict.fromkeys(("avg", "max", "min", "sum"), stats), "terms": found["terms"] + FLAGS}


ALLOWED = _rows()
OPTIONS: dict[str, dict[str, Any]] = {"histogram": {"interval": 10}}


def posted(client: TestClient, aggregations: Any, query: Any = "*", **body: Any) -> dict[str, Any]:
    answer = client.post("/patent/aggregate", json={"query": query, "size": 0, "aggregations": aggregations, **body})
    assert answer.status_code == 200, answer.text
    return answer.json()


def one(client: TestClient, aggregation: Any, query: Any = "*") -> Any:
    return posted(client, {"x": aggregation}, query)["aggregations"]["x"]


def refused(client: TestClient, body: Any, status: int = 400) -> str:
    answer = client.post("/patent/aggregate", json=body)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"reference", "message", "code"}
    return str(answer.json()["message"])


# --- what is allowed


@pytest.mark.parametrize(("kind", "field"), [(kind, name) for kind, names in ALLOWED.items() for name in names])
def test_every_type_works_on_every_field_of_its_row(client: TestClient, kind: str, field: str) -> None:
    found = one(client, {kind: {"field": field, **OPTIONS.get(kind, {})}})
    assert set(found) in (
        {"value"},
        {"buckets"},
        {"doc_count_error_upper_bound", "sum_other_doc_count", "buckets"},
    )


def test_no_other_field_is_allowed(client: TestClient) -> None:
    for kind, names in ALLOWED.items():
        allowed = {field.name for name in names if (field := resolve(name))}
        allowed |= EXAMINERS if kind == "cardinality" else set()
        others = [name for name in FIELDS if name not in allowed and f"{name}.exact" not in allowed]
        assert len(allowed) + len(others) > 100
        for name in (*others[:5], *others[-5:]):
            message = refused(client, {"aggregations": {"x": {kind: {"field": name, **OPTIONS.get(kind, {})}}}})
            assert "aggregation_not_allowed" in message
        assert {row.name for row in FIELDS.values() if kind in row.aggregations} == allowed, kind


# --- shapes


def test_the_envelope_is_that_of_a_search_with_aggregations(client: TestClient) -> None:
    body = {"query": "battery", "aggregations": {"m": {"avg": {"field": "applicant_count"}}}}
    found = client.post("/patent/aggregate", json={**body, "size": 2, "from": 1, "include": ["lens_id", "kind"]}).json()
    assert list(found) == ["total", "max_score", "data", "results", "aggregations"]
    searched = client.post(
        "/patent/search", json={"query": "battery", "size": 2, "from": 1, "include": ["lens_id", "kind"]}
    )
    assert {name: value for name, value in found.items() if name != "aggregations"} == searched.json()
    assert (found["results"], set(found["data"][0])) == (2, {"lens_id", "kind"})
    assert len(client.post("/patent/aggregate", json=body).json()["data"]) == found["total"]
    assert posted(client, body["aggregations"], "battery")["data"] == []


def test_terms(client: TestClient) -> None:
    assert one(client, {"terms": {"field": "publication_type", "size": 2}}) == {
        "doc_count_error_upper_bound": 0,
        "sum_other_doc_count": 2,
        "buckets": [{"key": "PATENT_APPLICATION", "doc_count": 7}, {"key": "GRANTED_PATENT", "doc_count": 3}],
    }
    inventors = one(client, {"terms": {"field": "inventor.name.exact", "size": 2}})["buckets"]
    assert inventors == [{"key": "HUBER ANNA", "doc_count": 2}, {"key": "KELLER URS", "doc_count": 2}]


def test_keys_of_the_legal_status_stand_in_small_letters(client: TestClient) -> None:
    found = one(client, {"terms": {"field": "legal_status.patent_status"}})["buckets"]
    assert {"active", "pending", "discontinued"} <= {bucket["key"] for bucket in found}
    assert all(bucket["key"] == bucket["key"].lower() for bucket in found)
    counted = posted(
        client, {"x": {"cardinality": {"field": "kind"}}}, {"term": {"legal_status.patent_status": "ACTIVE"}}
    )
    assert {"key": "active", "doc_count": counted["total"]} in found


def test_flags(client: TestClient) -> None:
    found = one(client, {"terms": {"field": "has_examiner"}})["buckets"]
    assert found == [
        {"key": 0, "key_as_string": "false", "doc_count": 11},
        {"key": 1, "key_as_string": "true", "doc_count": 1},
    ]


@pytest.mark.parametrize(
    ("interval", "first", "second"),
    [
        ("YEAR", ("2018", 1514764800000), ("2019", 1546300800000)),
        ("QUARTER", ("2018-01", 1514764800000), ("2018-04", 1522540800000)),
        ("MONTH", ("2018-02", 1517443200000), ("2018-03", 1519862400000)),
    ],
)
def test_dates(client: TestClient, interval: str, first: tuple[str, int], second: tuple[str, int]) -> None:
    histogram = {"date_histogram": {"field": "date_published", "interval": interval}}
    found = one(client, histogram, "date_published:[2018-01-01 TO 2019-12-31]")["buckets"]
    assert [list(bucket) for bucket in found] == [["key_as_string", "key", "doc_count"]] * len(found)
    assert [(bucket["key_as_string"], bucket["key"]) for bucket in found[:2]] == [first, second]
    assert sum(bucket["doc_count"] for bucket in found) == 4


def test_histograms(client: TestClient) -> None:
    found = one(client, {"histogram": {"field": "reference_cited.patent_count", "interval": 1}})
    assert found == {"buckets": [{"key": 2.0, "doc_count": 1}]}


def test_metrics(client: TestClient) -> None:
    wanted = {kind: {kind: {"field": "inventor_count"}} for kind in ("avg", "max", "min", "sum", "cardinality")}
    assert posted(client, wanted)["aggregations"] == {
        "avg": {"value": 14 / 12},
        "max": {"value": 2},
        "min": {"value": 1},
        "sum": {"value": 14},
        "cardinality": {"value": 2},
    }
    assert posted(client, wanted, "nothinglikethis")["aggregations"] == {
        "avg": {"value": None},
        "max": {"value": None},
        "min": {"value": None},
        "sum": {"value": 0},
        "cardinality": {"value": 0},
    }


def test_filters_and_what_stands_in_them(client: TestClient) -> None:
    inner = {"offices": {"terms": {"field": "jurisdiction", "size": 10}}}
    granted = {"term": {"publication_type": "granted patent"}}
    offices = {
        "doc_count_error_upper_bound": 0,
        "sum_other_doc_count": 0,
        "buckets": [{"key": key, "doc_count": 1} for key in ("EP", "RU", "US")],
    }
    for body in ({"filter": {**granted, "aggregations": inner}}, {"filter": granted, "aggs": inner}):
        assert one(client, body) == {"doc_count": 3, "offices": offices}
    named = {"granted": granted, "none": {"match_none": {}}}
    assert one(client, {"filters": {"filters": named}}) == {
        "buckets": {"granted": {"doc_count": 3}, "none": {"doc_count": 0}}
    }


def test_inner_aggregations(client: TestClient) -> None:
    body = {
        "terms": {
            "field": "jurisdiction",
            "order": {"inventors": "desc"},
            "size": 2,
            "aggregations": {
                "inventors": {"sum": {"field": "inventor_count"}},
                "years": {
                    "date_histogram": {
                        "field": "date_published",
                        "aggs": {"m": {"max": {"field": "family.simple.size"}}},
                    }
                },
            },
        }
    }
    found = one(client, body)["buckets"]
    assert [(bucket["key"], bucket["doc_count"], bucket["inventors"]) for bucket in found] == [
        ("US", 2, {"value": 4}),
        ("BR", 1, {"value": 1}),
    ]
    years = found[0]["years"]["buckets"]
    assert [(year["key_as_string"], year["doc_count"], year["m"]["value"]) for year in years] == [
        ("2019", 1, 2),
        ("2020", 0, None),
        ("2021", 1, 2),
    ]


# --- requests


def test_search_and_aggregation_are_subscriptions_of_their_own(stranger: TestClient, settings: Settings) -> None:
    body = {"query": "*", "aggregations": {"x": {"cardinality": {"field": "kind"}}}}
    with open_tokens(settings) as tokens:
        made = {scope: tokens.create(scope, [scope]) for scope in ("search", "aggregate")}
    for scope, token in made.items():
        for address, needed in (("/patent/search", "search"), ("/patent/aggregate", "aggregate")):
            answer = stranger.post(address, json=body, headers={"authorization": f"Bearer {token}"})
            assert answer.status_code == (200 if scope == needed else 401), (scope, address)
            if scope != needed:
                assert answer.json()["message"] == "Unable to authorize user to this resource."


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"query": "*"}, ("aggregations is missing", "missing_option")),
        ({"query": "*", "aggregations": {}}, ("missing_option",)),
        ({"query": "*", "aggregations": {"x": {"avg": {"field": "kind"}}}}, ("aggregations.x.avg", "not_allowed")),
        ({"query": "*", "aggs": {"x": {"avg": {"field": "kindd"}}}}, ("aggs.x.avg", "unknown_field", "kind")),
        ({"query": "*", "aggs": {"x": {}}, "aggregations": {"x": {}}}, ("bad_option",)),
        ({"query": "(", "aggregations": {"x": {"cardinality": {"field": "kind"}}}}, ("query",)),
        ({"size": 101, "aggregations": {"x": {"cardinality": {"field": "kind"}}}}, ("size",)),
        ({"group_by": "SIMPLE_FAMILY", "aggregations": {"x": {"cardinality": {"field": "kind"}}}}, ("group_by",)),
        ({"scroll": "1m", "aggregations": {"x": {"cardinality": {"field": "kind"}}}}, ("option_not_available",)),
        ({"aggregations": {"x": {"terms": {"field": "kind", "size": 101}}}}, ("too_many_buckets", "100")),
    ],
)
def test_errors(client: TestClient, body: Any, words: tuple[str, ...]) -> None:
    message = refused(client, body)
    assert all(word in message for word in words), message


def test_unknown_keys_and_fields_of_filters_are_warned_of(client: TestClient) -> None:
    body = {"aggregations": {"x": {"filter": {"term": {"titel": "x"}}}}, "highlight": True, "sizes": 1}
    answer = client.post("/patent/aggregate", json=body)
    assert answer.json()["aggregations"] == {"x": {"doc_count": 0}}
    for word in ("highlight", "sizes", "'titel'"):
        assert word in answer.headers["x-tokkyo-warning"]


def test_aggs_and_query_text_with_regular_expressions(client: TestClient) -> None:
    body = {"query": "kind:/B[12]/", "regex": True, "aggs": {"x": {"filter": "jurisdiction:/[EU].*/"}}, "size": 0}
    found = client.post("/patent/aggregate", json=body).json()
    assert (found["total"], found["aggregations"]["x"]["doc_count"]) == (3, 2)


def test_other_methods_are_refused(client: TestClient) -> None:
    assert client.get("/patent/aggregate").status_code == 405
    assert client.put("/patent/aggregate").status_code == 405


# --- recorded


def test_recorded_requests(client: TestClient, shared: Path, record_property: Any) -> None:
    """The bodies of the vendor's documentation; the one with a field of scholarly works is refused."""
    lines = (shared / "samples/lens/queries.jsonl").read_text("utf-8").splitlines()
    bodies = [
        row["body"] for row in map(json.loads, lines) if isinstance(row["body"], dict) and "aggregations" in row["body"]
    ]
    outcomes = []
    for body in bodies:
        answer = client.post("/patent/aggregate", json=body)
        scholarly = "reference_count" in json.dumps(body)
        assert answer.status_code == (400 if scholarly else 200), answer.text
        outcomes.append(answer.status_code)
        if scholarly:
            assert "unknown_field" in answer.text
            continue
        assert list(answer.json()["aggregations"]) == list(body["aggregations"])
        assert "x-tokkyo-warning" not in answer.headers
    record_property("bodies", len(outcomes))
    assert (len(outcomes), outcomes.count(400)) == (10, 1)


def test_the_shape_is_that_of_the_recorded_answer(client: TestClient, shared: Path) -> None:
    recorded = json.loads((shared / "samples/lens/ui_internal_patent_facets.json").read_text("utf-8"))["aggregations"]
    wanted: dict[str, Any] = {name: {"terms": {"field": name, "size": 10}} for name in recorded if name != "dates"}
    wanted["dates"] = {"date_histogram": {"field": "date_published"}}
    found = posted(client, wanted)["aggregations"]
    for name, theirs in recorded.items():
        ours = found[name]
        assert set(ours) == set(theirs), name
        assert list(ours["buckets"][0]) == list(theirs["buckets"][0]), name
        for bucket in ours["buckets"]:
            for key, value in bucket.items():
                assert type(value) is type(theirs["buckets"][0][key]), (name, key)
    known = {
        bucket["key"]
        for name in ("publication_type", "legal_status.patent_status")
        for bucket in recorded[name]["buckets"]
    }
    ours = {
        bucket["key"]
        for name in ("publication_type", "legal_status.patent_status")
        for bucket in found[name]["buckets"]
    }
    assert ours <= known
