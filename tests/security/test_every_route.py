"""What nobody should send, to every route the application has: an answer below 500 in our error body (B8, B9).

Routes are read from the application and the names of options from its OpenAPI document, so a new one is attacked too.
"""

import gzip
import json
import os
import re
from typing import Any
from urllib.parse import quote

import httpx2 as httpx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient

from tokkyo.http.lens.openapi import document
from tokkyo.settings import defaults

JSON = {"content-type": "application/json"}
DOCUMENT = document(defaults())
SAMPLES = {"lens_id": "100-000-792-454-33X", "token": "x"}
DEEP, MANY_DIGITS = 100_000, b"9" * 5000
LONGEST_MESSAGE = 1500

MARKS = ["(", ")", "[", '"', "\\", "~", "*", "?", ":", "/", "-", " ", "AND ", "title:", "kind", "\0", "é", "電池",
         "\ud800", "1e400", "2009-02-30", "US 10,990,123 B2", "battery", "desc", "SIMPLE_FAMILY", "1m", "csv",
         "9" * 40]  # fmt: skip
TEXT = st.text(max_size=20) | st.lists(st.sampled_from(MARKS), max_size=8).map("".join)
NUMBERS = st.integers() | st.floats() | st.sampled_from([0, -1, 2**63, 2**64, 1e308, 5e-324, 10**400])
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=10,
)

EXAMPLES = tried(
    max_examples=int(os.environ.get("TOKKYO_EXAMPLES", "50")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def operations(method: str) -> list[str]:
    return sorted(path for path, operation in DOCUMENT["paths"].items() if method in operation)


POSTS, GETS = operations("post"), operations("get")
READING = [path for path in POSTS if "requestBody" in DOCUMENT["paths"][path]["post"]]


def names(schema: Any, seen: frozenset[str] = frozenset()) -> set[str]:
    """Return the options at the top of a body."""
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = DOCUMENT["components"]["schemas"][name]
    found = set(schema.get("properties", {}))
    for key in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(key, []):
            found |= names(part)
    return found


def options(path: str) -> list[str]:
    body = DOCUMENT["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return sorted({*names(body), "token", "_source", "scroll_id", "unknown"})


def parameters(path: str) -> list[str]:
    listed = DOCUMENT["paths"][path]["get"].get("parameters", [])
    return sorted({row["name"] for row in listed if row.get("in") == "query"} | {"token", "unknown"})


def sample(path: str, **values: str) -> str:
    """Return an address of a path."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], SAMPLES.get(found[1], "x")), path)


def judged(answer: httpx.Response) -> httpx.Response:
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/json;charset=UTF-8"
        body = answer.json()
        assert list(body) == ["reference", "message", "code"]
        assert body["code"] == answer.status_code
        assert len(body["message"]) <= LONGEST_MESSAGE
    return answer


def post(client: TestClient, path: str, data: bytes, **headers: str) -> httpx.Response:
    return judged(client.post(sample(path), content=data, headers=headers or JSON))


def test_every_route_is_attacked(client: TestClient) -> None:
    routes = [route for route in client.app.routes if isinstance(route, Route)]  # type: ignore[attr-defined]
    found = {re.sub(r":\w+\}", "}", route.path) for route in routes}
    assert found == {*POSTS, *GETS}
    assert {"/patent/search", "/patent/aggregate", "/patent/export"} <= set(READING)


# --- bodies

HOSTILE: dict[str, bytes] = {
    "NaN": b'{"query": {"range": {"year_published": {"gte": NaN}}}}',
    "Infinity": b'{"query": {"range": {"year_published": {"gte": -Infinity}}}}',
    "1e400": b'{"query": {"range": {"year_published": {"gte": 1e400}}}}',
    "5,000 digits": b'{"query": {"range": {"year_published": {"gte": %s}}}}' % MANY_DIGITS,
    "2^63": b'{"query": {"term": {"year_published": 9223372036854775808}}, "size": 9223372036854775808}',
    "depth of lists": b"[" * DEEP,
    "depth of objects": b'{"query":' * DEEP,
    "closed depth": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "depth in an unknown option": b'{"query": "x", "unknown": %s%s}' % (b"[" * DEEP, b"]" * DEEP),
    "depth of a query": b'{"query":' + b'{"bool":{"must":[' * 50_000 + b'"a"' + b"]}}" * 50_000 + b"}",
    "depth of aggregations": b'{"aggregations":' + b'{"a":{"terms":{"field":"kind","aggregations":' * 20_000
    + b"{}" + b"}}}" * 20_000 + b"}",
    "NUL": b'{"query": "\x00"}',
    "cut off": b'{"query": "x"',
    "only a brace": b"{",
    "Latin-1": '{"query": "Gehäuse"}'.encode("latin-1"),
    "UTF-16": '{"query": "x"}'.encode("utf-16"),
    "UTF-16 without mark": '{"query": "x"}'.encode("utf-16-le"),
    "over-long UTF-8": b'{"query": "\xc0\x80"}',
    "half a character in UTF-8": b'{"query": "\xed\xa0\x80"}',
    "null": b"null",
    "a list": b'[{"query": "x"}]',
    "a text": b'"query"',
    "a number": b"1",
    "a form": b"query=title",
    "XML": b"<query/>",
    "two commas": b'{"query": "x",, "size": 1}',
}  # fmt: skip

ODD: dict[str, bytes] = {
    "nothing": b"",
    "duplicate keys": b'{"query": "nothing", "query": "title:battery"}',
    "escaped NUL": b'{"query": "title:\\u0000"}',
    "lone surrogate": b'{"query": "title:\\ud800", "include": ["\\udfff"]}',
    "lone surrogate as a key": b'{"\\ud800": 1}',
    "byte order mark": b'\xef\xbb\xbf{"query": "title:battery"}',
    "trailing garbage": b'{"query": "title:battery"} and more',
    "many keys": b"{" + b",".join(b'"k%d":1' % n for n in range(50_000)) + b"}",
}


@pytest.mark.parametrize("path", READING)
@pytest.mark.parametrize("name", HOSTILE)
def test_bodies_that_are_refused(client: TestClient, path: str, name: str) -> None:
    assert post(client, path, HOSTILE[name]).status_code in (400, 413)


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("name", [*HOSTILE, *ODD])
def test_bodies_that_no_route_fails_of(client: TestClient, path: str, name: str) -> None:
    post(client, path, {**HOSTILE, **ODD}[name])


KINDS = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", ";",
         "a" * 4000, "application/json2"]  # fmt: skip


@pytest.mark.parametrize("path", READING)
@pytest.mark.parametrize("kind", KINDS, ids=range(len(KINDS)))
def test_content_types_that_are_not_json(client: TestClient, path: str, kind: str) -> None:
    assert post(client, path, b'{"query": "x"}', **{"content-type": kind}).status_code == 415


@pytest.mark.parametrize("path", READING)
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "x"])
def test_compressed_bodies_are_not_unpacked(client: TestClient, path: str, encoding: str) -> None:
    bomb = gzip.compress(b" " * 20_000_000)
    assert post(client, path, bomb, **JSON, **{"content-encoding": encoding}).status_code == 415


@pytest.mark.parametrize("path", READING)
def test_bodies_of_the_largest_size_and_above(client: TestClient, path: str) -> None:
    most = defaults().number("max_body_bytes")
    body = b'{"query": "title:battery", "aggregations": {"a": {"terms": {"field": "kind"}}}, "columns": ["lens_id"]}'
    assert post(client, path, body.ljust(most)).status_code != 413
    for size in (most + 1, 100 * most):
        assert post(client, path, body.ljust(size)).status_code == 413


# --- options and parameters

MIB_TEXT = "x" * 1_000_000
VALUES: list[Any] = [
    None, "", " ", "\0", "a\0b", MIB_TEXT, "é" * 100_000, "\ud800", 2**63, -(2**63) - 1, 2**64, 10**300, -1, 0, 1.5,
    1e300, True, [], {}, [[]], [{}], [None], [""], ["\0"], ["x" * 1000] * 500, {"": ""}, {"\0": {"\0": "\0"}},
    {"a": {}},
    ["lens_id"] * 20_000, [{"kind": "asc"}] * 20_000, "a," * 5000, "[" * 1000, "\\", {"terms": {"field": "\0"}},
    {"a": {"terms": {"field": "kind", "size": 2**63}}}, {"a": {"date_histogram": {"field": "date_published"}}},
]  # fmt: skip


@pytest.mark.parametrize(("path", "option"), [(path, option) for path in READING for option in options(path)])
def test_odd_values_of_every_option(client: TestClient, path: str, option: str) -> None:
    for value in VALUES:
        body = {"query": "title:battery", option: value}
        post(client, path, json.dumps(body).encode())


LONG_TEXT = "x" * 60_000  # longer ones do not pass the protocol, see test_processes.py
TEXTS = ["", "\0", "a\0b", str(2**63), str(-(2**70)), "x" * 7500, LONG_TEXT, "%", "%ff", "&", "\n", "\r\nx: y", "١",
         "1_0", "asc(", "desc(kind),desc(kind)", "🜨" * 9, "'; DROP TABLE a; --", "../../etc", "true\0"]  # fmt: skip


@pytest.mark.parametrize(("path", "name"), [(path, name) for path in GETS for name in parameters(path)])
def test_odd_values_of_every_parameter(client: TestClient, path: str, name: str) -> None:
    for text in TEXTS:
        given = {"query": "x", name: text} if path == "/patent/search" else {name: text}
        answer = judged(client.get(sample(path), params=given))
        if text == LONG_TEXT and path.startswith("/patent/"):
            assert answer.status_code == 414


@pytest.mark.parametrize("path", [path for path in sorted({*GETS, *POSTS}) if "{" in path])
def test_odd_values_in_every_path(client: TestClient, path: str) -> None:
    for text in ("%00", "%ff", "%ED%A0%80", "x" * 8000, "1" * 5000, "..%2f..%2fetc", "%0d%0a", str(2**63), "%2e", "*"):
        judged(client.get(sample(path, **dict.fromkeys(SAMPLES, text))))


HEADERS = ["authorization", "accept", "accept-encoding", "if-none-match", "if-match", "origin", "content-type", "range",
           "access-control-request-method", "x-forwarded-for", "cookie", "expect"]  # fmt: skip


@pytest.mark.parametrize("path", sorted({*GETS, *POSTS}))
def test_odd_headers(client: TestClient, path: str) -> None:
    for name in HEADERS:
        for value in ("", " ", "*", "é", "x" * 7000, ",;=\"'", "q=1;q=;;,", str(2**63), '"', "W/"):
            for method in ("GET", "POST", "HEAD", "OPTIONS", "PUT"):
                answer = client.request(method, sample(path), headers={name: value.encode("latin-1")}, content=b"{}")
                assert answer.status_code < 500


# --- whatever it is


@pytest.mark.parametrize("path", READING)
@EXAMPLES
@given(body=ANYTHING)
def test_any_body(client: TestClient, path: str, body: Any) -> None:
    post(client, path, json.dumps(body).encode())


@pytest.mark.parametrize("path", READING)
@EXAMPLES
@given(data=st.data())
def test_any_value_of_any_option(client: TestClient, path: str, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(options(path)), min_size=1, max_size=4, unique=True))
    body = {"query": "title:battery", **{name: data.draw(ANYTHING) for name in chosen}}
    post(client, path, json.dumps(body).encode())


@pytest.mark.parametrize("path", GETS)
@EXAMPLES
@given(data=st.data())
def test_any_value_of_any_parameter(client: TestClient, path: str, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(parameters(path)), min_size=1, max_size=4, unique=True))
    raw = "&".join(f"{name}={quote(data.draw(TEXT).encode('utf-8', 'replace'))}" for name in chosen)
    judged(client.get(f"{sample(path)}?{raw}"))
