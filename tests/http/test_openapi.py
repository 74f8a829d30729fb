"""The OpenAPI document: valid, complete, and as good as its word, which every answer here is held against."""

import html.parser
import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate
from starlette.routing import Route
from starlette.testclient import TestClient

from tokkyo.errors import QueryError
from tokkyo.fields.registry import FIELDS, resolve
from tokkyo.http.app import application
from tokkyo.http.lens.openapi import document
from tokkyo.http.lens.openapi_aggregations import EXAMPLES as AGGREGATIONS
from tokkyo.http.lens.openapi_examples import SEARCHES
from tokkyo.http.lens.openapi_queries import query_schemas
from tokkyo.query.check import check
from tokkyo.query.dsl import parse
from tokkyo.query.limits import DEFAULT_LIMITS
from tokkyo.query.tree import Analysis
from tokkyo.service.opening import open_service
from tokkyo.settings import Settings, defaults

DOCUMENT = document(defaults())
BATTERY = "/patent/100-000-792-454-33X"
METHODS = {"get", "post", "put", "delete", "patch"}


def closed(node: Any) -> Any:
    """Return schemas in which no object may hold a key that is not described."""
    if isinstance(node, list):
        return [closed(part) for part in node]
    if not isinstance(node, dict):
        return node
    made = {key: closed(part) for key, part in node.items()}
    if isinstance(made.get("properties"), dict) and made.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made


CLOSED = closed(DOCUMENT)


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        found: Any = CLOSED
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def matches(schema: dict[str, Any], value: Any) -> None:
    """Raise `ValidationError` where a value is not as a schema of the document says."""
    whole = {**schema, "components": CLOSED["components"]}
    jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).validate(value)


def path_of(address: str) -> str:
    """Return the path of the document that an address belongs to."""
    plain = "/" + re.sub(r"^https?://[^/]+/?", "", address).lstrip("/").partition("?")[0]
    if plain in DOCUMENT["paths"]:
        return plain
    if plain.startswith("/patent/export/"):
        return "/patent/export/{token}"
    return "/patent/{lens_id}" if plain.startswith("/patent/") else plain


def judged(answer: Any) -> Any:
    """Hold an answer against the document: status, headers, type, body."""
    operation = CLOSED["paths"][path_of(str(answer.request.url))][answer.request.method.lower()]
    described = operation["responses"].get(str(answer.status_code))
    assert described is not None, f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text}"
    described = resolved(described)
    for name, header in described["headers"].items():
        row = resolved(header)
        if row["required"]:
            assert name in answer.headers, name
        if name in answer.headers:
            kind = row["schema"]["type"]
            matches(row["schema"], int(answer.headers[name]) if kind == "integer" else answer.headers[name])
    if "content" not in described:
        assert answer.content == b""
        return answer
    assert answer.headers["content-type"] in described["content"]
    schema = described["content"][answer.headers["content-type"]]["schema"]
    matches(schema, answer.json() if answer.headers["content-type"].startswith("application/json") else answer.text)
    return answer


def test_the_document_is_valid() -> None:
    validate(DOCUMENT)
    assert DOCUMENT["openapi"].startswith("3.1")
    for name, schema in DOCUMENT["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert name


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for part in node.values():
            yield from references(part)
    elif isinstance(node, list):
        for part in node:
            yield from references(part)


def test_every_component_is_used_and_every_reference_leads_somewhere() -> None:
    used = set(references(DOCUMENT))
    for reference in used:
        assert resolved({"$ref": reference})
    for group, members in DOCUMENT["components"].items():
        for name in members if group != "securitySchemes" else ():
            assert f"#/components/{group}/{name}" in used, name


def test_it_says_of_every_route_what_it_takes(settings: Settings) -> None:
    with open_service(settings) as service:
        routes = [route for route in application(service).routes if isinstance(route, Route)]
        taken = {
            (re.sub(r":\w+}", "}", route.path), method.lower())
            for route in routes
            for method in (route.methods or set()) - {"HEAD"}
        }
    described = {(path, method) for path, row in DOCUMENT["paths"].items() for method in row if method in METHODS}
    assert described == taken


def test_operations_are_told_apart() -> None:
    operations = [row for path in DOCUMENT["paths"].values() for row in path.values()]
    names = [row["operationId"] for row in operations]
    assert len(names) == len(set(names))
    assert {tag for row in operations for tag in row["tags"]} == {tag["name"] for tag in DOCUMENT["tags"]}
    for row in operations:
        assert row["summary"]
        assert row["description"]


def test_settings_show() -> None:
    small = document(defaults(max_page_size=7, default_page_size=3, require_token=False, max_slop=2))
    size = small["components"]["schemas"]["SearchRequest"]["properties"]["size"]
    assert (size["maximum"], size["default"]) == (7, 3)
    assert {} in small["security"]
    assert {} not in DOCUMENT["security"]


# ------------------------------------------------------------------------------------------------ queries


def test_every_query_type_is_described() -> None:
    with pytest.raises(QueryError) as caught:
        parse({"0000000000": {}})
    taken = set(caught.value.fix.removeprefix("use one of ").split(", "))
    described = {
        next(iter(schema["required"]))
        for name, schema in query_schemas(DEFAULT_LIMITS).items()
        if name.endswith("Query") and name != "Query"
    }
    assert described == taken


def test_fields_are_those_of_the_registry() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    assert schemas["FieldName"]["enum"] == list(FIELDS)
    sortable = set(schemas["SortKey"]["propertyNames"]["enum"]) - {"relevance", "_score"}
    assert sortable == {name for name, field in FIELDS.items() if field.sortable}


QUERIES: list[Any] = [
    "title:(car OR truck)",
    {"match_all": {}},
    {"match_all": {"boost": 2}},
    {"match_none": {}},
    {"term": {"kind": "A1"}},
    {"term": {"kind": {"value": "A1", "boost": 2}}},
    {"terms": {"docdb_id": [1, "2"]}},
    {"match": {"title": {"query": "a b", "operator": "and", "minimum_should_match": "75%"}}},
    {"match_phrase": {"title": {"query": "a b", "slop": 2}}},
    {"match_phrase_prefix": {"title": "a b"}},
    {"multi_match": {"query": "a b", "fields": ["title^3", "claim"], "type": "cross_fields", "operator": "and"}},
    {"query_string": {"query": "a OR b", "fields": ["title"], "default_operator": "and"}},
    {"simple_query_string": {"query": "a | b", "fields": ["title"]}},
    {"wildcard": {"title": "a*"}},
    {"prefix": {"class_cpc.symbol": {"value": "H01"}}},
    {"regexp": {"kind": "A[0-9]"}},
    {"fuzzy": {"title": {"value": "roam", "fuzziness": "AUTO"}}},
    {"range": {"year_published": {"gte": 2000, "lt": "2010"}}},
    {"range": {"date_published": {"gte": "01/09/2010", "format": "dd/MM/yyyy"}}},
    {"exists": {"field": "abstract"}},
    {"ids": {"values": ["EP 0227762 B1"]}},
    {"bool": {"must": ["a", {"term": {"kind": "A"}}], "must_not": {"match_all": {}}, "minimum_should_match": 1}},
    {"constant_score": {"filter": {"exists": {"field": "abstract"}}, "boost": 2}},
]


@pytest.mark.parametrize("query", QUERIES, ids=json.dumps)
def test_queries_that_are_described_are_understood(query: Any) -> None:
    matches({"$ref": "#/components/schemas/Query"}, query)
    check(parse(query, regex=True), analysis=Analysis(), limits=DEFAULT_LIMITS)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"term": {}},
        {"term": {"nothing": "x"}},
        {"term": {"kind": "A", "lang": "EN"}},
        {"match_all": {}, "match_none": {}},
        {"mtach": {"title": "x"}},
        {"bool": {"mustNot": []}},
        {"match_phrase": {"title": {"query": "a", "slop": 101}}},
        {"exists": {}},
        {"multi_match": {"query": "a", "type": "x"}},
        [1],
    ],
    ids=json.dumps,
)
def test_queries_that_are_not_described_are_refused(query: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        matches({"$ref": "#/components/schemas/Query"}, query)
    with pytest.raises(QueryError):
        check(parse(query), analysis=Analysis(), limits=DEFAULT_LIMITS, lenient=False)


@pytest.mark.parametrize("name", AGGREGATIONS)
def test_the_examples_of_aggregations_work(client: TestClient, name: str) -> None:
    body = AGGREGATIONS[name][1]
    matches({"$ref": "#/components/schemas/AggregationRequest"}, body)
    assert judged(client.post("/patent/aggregate", json=body)).status_code == 200


@pytest.mark.parametrize("name", SEARCHES)
def test_the_examples_find_something_in_the_library(client: TestClient, name: str) -> None:
    body = SEARCHES[name][1]
    matches({"$ref": "#/components/schemas/SearchRequest"}, body)
    answer = judged(client.post("/patent/search", json=body))
    assert answer.status_code == 200
    assert answer.json()["total"] > 0
    assert "x-tokkyo-warning" not in answer.headers


# ------------------------------------------------------------------------------------------------ answers


AGGREGATED: dict[str, Any] = {
    "size": 1,
    "aggregations": {
        "offices": {"terms": {"field": "jurisdiction", "aggregations": {"m": {"avg": {"field": "applicant_count"}}}}},
        "owned": {"terms": {"field": "has_owner"}},
        "years": {"date_histogram": {"field": "date_published"}},
        "cited": {"histogram": {"field": "cited_by.patent_count", "interval": 2}},
        "kinds": {"cardinality": {"field": "kind"}},
        "titled": {"filter": {"exists": {"field": "title"}}, "aggregations": {"a": {"terms": {"field": "kind"}}}},
        "named": {"filters": {"filters": {"one": "battery"}}},
    },
}
ASKED: list[tuple[str, str, dict[str, Any], int]] = [
    ("GET", BATTERY, {}, 200),
    ("GET", f"{BATTERY}?include=lens_id", {}, 200),
    ("GET", f"{BATTERY}?include=x", {}, 400),
    ("GET", BATTERY, {"headers": {"if-none-match": "*"}}, 304),
    ("GET", BATTERY, {"headers": {"if-match": '"x"'}}, 412),
    ("GET", BATTERY, {"headers": {"authorization": "wrong"}}, 401),
    ("GET", "/patent/nothing", {}, 404),
    ("GET", "/patent/US/10,990,123 B2", {}, 200),
    ("GET", f"/patent/{'x' * 9000}", {}, 414),
    ("POST", "/patent/search", {"json": {"query": "*", "size": 50}}, 200),
    ("POST", "/patent/search", {"json": {"query": "*", "size": 0}}, 200),
    ("POST", "/patent/search", {"json": {"query": "*", "include": ["claims"], "nothing": 1}}, 200),
    ("POST", "/patent/search", {"json": {"query": {"x": 1}}}, 400),
    ("POST", "/patent/search", {"content": b"[]"}, 400),
    ("POST", "/patent/search", {"content": b"{}", "headers": {"content-type": "text/plain"}}, 415),
    ("POST", "/patent/search", {"content": b" " * 1_100_000}, 413),
    ("POST", "/patent/search", {"headers": {"authorization": "wrong"}}, 401),
    ("POST", "/patent/search", {"json": {"query": "*", "scroll": "1s", "size": 3}}, 200),
    ("POST", "/patent/search", {"json": {"scroll_id": "x"}}, 400),
    ("POST", "/patent/aggregate", {"json": AGGREGATED}, 200),
    ("POST", "/patent/aggregate", {"json": {"query": "battery"}}, 400),
    ("POST", "/patent/export", {"json": {"query": "battery"}}, 200),
    ("POST", "/patent/export", {"json": {"query": "battery", "format": "csv", "columns": ["title"]}}, 200),
    ("POST", "/patent/export", {"json": {"format": "xml"}}, 400),
    ("GET", "/patent/export/x?from=1", {}, 404),
    ("GET", "/patent/export/x?from=y", {}, 400),
    ("GET", "/patent/search?query=battery&size=2&sort=desc(date_published)&include=lens_id", {}, 200),
    ("GET", "/patent/search?query=(", {}, 400),
    ("GET", f"/patent/search?query={'x' * 9000}", {}, 414),
    ("GET", "/schema/patent", {}, 200),
    ("POST", "/schema/patent", {}, 200),
    ("GET", "/schema/patent", {"headers": {"if-none-match": "*"}}, 304),
    ("POST", "/schema/patent", {"headers": {"authorization": "wrong"}}, 401),
    ("GET", "/subscriptions/patent_api/usage", {}, 200),
    ("GET", "/subscriptions/patent_aggregation_api/usage", {}, 200),
    ("GET", "/subscriptions/patent_api/usage", {"headers": {"authorization": "wrong"}}, 401),
    ("GET", "/health", {}, 200),
    ("GET", "/openapi.json", {}, 200),
    ("GET", "/openapi.json", {"headers": {"if-none-match": "*"}}, 304),
    ("GET", "/docs", {}, 200),
]


@pytest.mark.parametrize(("method", "address", "options", "status"), ASKED, ids=lambda value: str(value)[:60])
def test_answers_are_as_described(
    client: TestClient, method: str, address: str, options: dict[str, Any], status: int
) -> None:
    assert judged(client.request(method, address, **options)).status_code == status


def test_every_operation_was_asked() -> None:
    described = {(path, method) for path, row in DOCUMENT["paths"].items() for method in row}
    assert {(path_of(address), method.lower()) for method, address, _, _ in ASKED} == described


def test_served_as_made(client: TestClient, stranger: TestClient, settings: Settings) -> None:
    answer = stranger.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == json.loads(json.dumps(document(settings)))


class Tags(html.parser.HTMLParser):
    """Notes what is opened and closed, and every reference to elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        self.seen.append(tag)
        self.links += [value for name, value in attributes if name in ("href", "src", "action")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_needs_no_script_and_nothing_from_elsewhere(stranger: TestClient) -> None:
    answer = stranger.get("/docs")
    tags = Tags()
    tags.feed(answer.text)
    assert tags.open == []
    assert "script" not in tags.seen
    assert tags.links == ["openapi.json"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for path, row in DOCUMENT["paths"].items():
        for method in row:
            assert f"{method.upper()} {path}" in answer.text


# ------------------------------------------------------------------------------------------------ /schema/patent


def test_the_schema_of_records_holds_for_records(client: TestClient) -> None:
    body = client.get("/schema/patent").json()
    assert list(body) == ["version", "server", "fields", "record"]
    jsonschema.Draft202012Validator.check_schema(body["record"])
    validator = jsonschema.Draft202012Validator(closed(body["record"]))
    for record in client.post("/patent/search", json={"query": "*", "size": 100}).json()["data"]:
        validator.validate(record)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({"lens_id": None})


def test_the_schema_lists_every_field_with_all_its_names(client: TestClient) -> None:
    rows = {row["name"]: row for row in client.get("/schema/patent").json()["fields"]}
    assert list(rows) == list(FIELDS)
    for name, row in rows.items():
        field = FIELDS[name]
        assert row["type"] == field.type.value
        assert row["description"]
        assert row.get("sortable", False) is field.sortable
        assert set(row.get("aggregations", ())) == field.aggregations
        assert tuple(row.get("values", ())) == field.values
        for alias in (*row.get("aliases", ()), *field.aliases):
            assert resolve(alias) is field
            assert alias == name or alias in row["aliases"]
    assert rows["claim"]["aliases"] == ["claim.text", "claims", "claims.claims.claim_text", "claims.text"]
    assert client.post("/schema/patent", content=b"anything").json() == client.get("/schema/patent").json()


def test_the_schema_wants_a_token(stranger: TestClient) -> None:
    assert stranger.get("/schema/patent").status_code == 401
    assert stranger.post("/schema/patent").status_code == 401
