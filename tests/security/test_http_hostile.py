"""Bodies, parameters and paths nobody should send: every answer is one of ours, in the Lens error body."""

import gzip
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

SEARCH = "/patent/search"
JSON = {"content-type": "application/json"}
OPTIONS = ("query", "sort", "include", "exclude", "size", "from", "stemming", "language", "regex", "token", "_source",
           "scroll", "scroll_id", "group_by", "expand_by", "min_score")  # fmt: skip
ALLOWED = {200, 400, 401, 404, 413, 414, 415}
LONGEST_MESSAGE = 1000


def judged(answer: httpx.Response) -> httpx.Response:
    """Check that an answer is well formed: an envelope or the error body with a code and a message one can read."""
    assert answer.status_code in ALLOWED, answer.text
    assert answer.headers["content-type"] == "application/json;charset=UTF-8"
    body = answer.json()
    if answer.status_code != 200:
        assert list(body) == ["reference", "message", "code"]
        assert body["code"] == answer.status_code
        assert len(body["message"]) <= LONGEST_MESSAGE, body["message"]
        assert answer.status_code == 401 or re.search(r"\[\w+\]", body["message"]), body["message"]
    return answer


def post(client: TestClient, data: bytes, **headers: str) -> httpx.Response:
    return judged(client.post(SEARCH, content=data, headers=headers or JSON))


def ask(client: TestClient, body: Any) -> httpx.Response:
    return post(client, json.dumps(body).encode())


BODIES: list[tuple[bytes, str]] = [
    (b'{"query": {"match": {"title": NaN}}}', "bad_option"),
    (b'{"query": {"range": {"year_published": {"gte": -Infinity}}}}', "bad_option"),
    (b'{"query": {"range": {"year_published": {"gte": 1e400}}}}', "bad_option"),
    (b'{"query": "x", "size": NaN}', "bad_number"),
    (b'{"query": "x", "from": 1e400}', "bad_number"),
    (b'{"query": "x", "size": %s}' % (b"9" * 5000), "bad_json"),
    (b'{"query": "x", "size": %s}' % (b"9" * 4000), "size_out_of_range"),
    (b'{"query": "x", "size": "%s"}' % (b"9" * 4000), "bad_number"),
    (b'{"query": "x", "from": %s}' % (b"9" * 4300), "window_too_large"),
    (b"[" * 100_000, "bad_json"),
    (b'{"query":' * 100_000, "bad_json"),
    (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "bad_json"),
    (b'{"query": "x", "unknown": %s%s}' % (b"[" * 100_000, b"]" * 100_000), "bad_json"),
    (b'{"query": "\x00"}', "bad_json"),
    (b'{"query": "\\u0000"}', "empty_query"),
    (b'{"query": "x", "include": ["\\ud800"]}', "unrecognized_field"),
    (b'{"query": "x", "sort": [{"\\ud800": "asc"}]}', "unknown_field"),
    (b'{"query": "x", "sort": [{"kind": "\\ud800"}]}', "bad_sort"),
    (b'{"query": "x", "language": "\\ud800"}', "unknown_language"),
    (b'{"query": {"term": {"kind": "\\udfff"}}}', "bad_value"),
    (b'{"query": {"wildcard": {"kind": "\\udfff*"}}}', "bad_value"),
    (b'{"query": {"\\ud800": {}}}', "unknown_query_type"),
    (b'{"query": "title:\\ud800"}', "bad_value"),
    ('{"query": "Gehäuse"}'.encode("latin-1"), "bad_encoding"),
    ('{"query": "x"}'.encode("utf-16"), "bad_encoding"),
    ('{"query": "x"}'.encode("utf-16-le"), "bad_json"),
    (b"", "bad_json"),
    (b"   ", "bad_json"),
    (b"null", "body_not_object"),
    (b"query=title", "bad_json"),
    (b"<query/>", "bad_json"),
]


@pytest.mark.parametrize(("data", "code"), BODIES, ids=range(len(BODIES)))
def test_bodies_that_are_refused(client: TestClient, data: bytes, code: str) -> None:
    answer = post(client, data)
    assert answer.status_code == 400
    assert f"[{code}]" in answer.json()["message"]


@pytest.mark.parametrize(
    "data",
    [
        b'\xef\xbb\xbf{"query": "title:battery"}',
        b'{"query": "nothing", "query": "title:battery"}',
        b'{"query": "title:battery"} and more',
        b'{"query": "title:battery"}}',
        b'{"query": "title:battery", "\\ud800": 1}',
        b'{"query": "title:battery", "size": null, "sort": null, "regex": null, "stemming": null, "include": null}',
        b'{"query": "title:battery", "size": "20", "from": " 0 "}',
    ],
    ids=["byte order mark", "key twice", "text behind", "brace behind", "half a character", "nulls", "numbers as text"],
)
def test_bodies_that_are_understood(client: TestClient, data: bytes) -> None:
    answer = post(client, data)
    assert answer.status_code == 200, answer.text
    assert answer.json()["total"] == 3


def test_a_null_query_finds_everything(client: TestClient) -> None:
    assert ask(client, {"query": None}).json()["total"] == 12


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "x",
     ";", "application/jsonp", "a" * 4000],
)  # fmt: skip
def test_other_content_types(client: TestClient, kind: str) -> None:
    assert post(client, b'{"query": "x"}', **{"content-type": kind}).status_code == 415


@pytest.mark.parametrize("kind", ["application/json", "APPLICATION/JSON ; charset=utf-8", "text/json"])
def test_content_types_of_json(client: TestClient, kind: str) -> None:
    assert post(client, b'{"query": "x"}', **{"content-type": kind}).status_code == 200


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "gzip, identity", "x"])
def test_compressed_bodies_are_not_unpacked(client: TestClient, encoding: str) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    answer = post(client, bomb, **JSON, **{"content-encoding": encoding})
    assert (answer.status_code, "[unsupported_content_encoding]" in answer.text) == (415, True)


ODD_VALUES: list[Any] = [
    None, "", " ", "\0", "\n", "x" * 100_000, "é" * 1000, "\ud800", 2**63, -(2**63) - 1, 10**300, -1, 0, 1.5, 1e300,
    True, [], {}, [[]], [{}], [None], [""], ["\0"], ["x" * 1000] * 500, {"a": {"b": 1}}, {"": ""}, {"\0": 1},
    ["lens_id"] * 50_000, [{"kind": "asc"}] * 50_000, "a," * 5000, "[" * 1000, "\\",
]  # fmt: skip


@pytest.mark.parametrize("option", OPTIONS)
def test_odd_values_of_every_option(client: TestClient, option: str) -> None:
    for value in ODD_VALUES:
        ask(client, {"query": "x", option: value})


ODD_TEXTS = ["", "\0", str(2**63), str(-(2**70)), "x" * 7500, "\ud7ff", "%", "%ff", "&", "\n", "١", "1_0", "asc(",
             "asc()", "desc(kind),desc(kind)", "asc(\0)", "🜨" * 9, "'; DROP TABLE a; --", "../../etc"]  # fmt: skip


@pytest.mark.parametrize("option", OPTIONS)
def test_odd_values_of_every_parameter(client: TestClient, option: str) -> None:
    for text in ODD_TEXTS:
        judged(client.get(SEARCH, params={"query": "x", option: text}))
        judged(client.get(f"/patent/x{quote(text[:100])}", params={option: text}))


def test_raw_query_strings(client: TestClient) -> None:
    for raw in ("query=%", "query=%zz", "query=%ff", "query=%00", "query=%ed%a0%80", "&&&", "=", "query",
                "query=a&query=b", "query=a;size=1", "size=%0a1"):  # fmt: skip
        judged(client.get(f"{SEARCH}?{raw}"))


PATHS = ["%00", "%ff", "%ED%A0%80", "x" * 8000, "1" * 5000, "..%2f..%2fetc", "%2e%2e", "%20", "%0a", "%F0%9F",
         str(2**63), "JP" + "%E5%B9%B3" * 500, "US" + "1-" * 2000, "%25%32%35", "a/b/c/", "*", "?"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_paths_of_records(client: TestClient, path: str) -> None:
    assert judged(client.get(f"/patent/{path}")).status_code in (404, 414)


def test_other_methods(client: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        answer = client.request(method, SEARCH)
        assert (answer.status_code, answer.json()["code"]) == (405, 405)
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    for path in (SEARCH, "/patent/100-000-792-454-33X", "/health"):
        assert client.head(path).content == b""


def test_tokens_nobody_has(guarded: tuple[TestClient, str]) -> None:
    client, token = guarded
    for bad in ("", "x", token[:-1], token + "x", token.upper(), "\0", "é", "x" * 7000, f"{token} {token}"):
        assert judged(client.get(SEARCH, params={"query": "x", "token": bad})).status_code == 401
    for header in (b"Bearer", b"Bearer ", b"Basic " + token.encode(), b"\xff", b"Bearer \xff" + token.encode()):
        assert judged(client.get(SEARCH, headers={"authorization": header})).status_code == 401
    assert client.get(SEARCH, params={"query": "x", "token": token}).status_code == 200


def test_nesting_of_100_000_levels(client: TestClient) -> None:
    for opening in ("(", "title:(", "NOT (", "-(", "(a "):
        assert "[query_too_deep]" in ask(client, {"query": (opening * 32_768)[:32_768]}).text
    deep = b'{"query":' + b'{"bool":{"must":' * 60_000 + b'"a"' + b"}" * 120_000 + b"}"
    assert post(client, deep).status_code in (400, 413)


def test_leading_wildcards_can_be_switched_off(client: TestClient, client_with: Callable[..., TestClient]) -> None:
    strict = client_with(leading_wildcard=False)
    for query in ("*ttery", "?attery", "title:*att*", {"wildcard": {"title": "*ttery"}}):
        assert ask(client, {"query": query}).status_code == 200
        assert "[leading_wildcard]" in ask(strict, {"query": query}).text
    assert ask(strict, {"query": "*"}).status_code == 200


PATTERNS = [
    "?*",
    "*a*",
    "*a*b*c*d*e*",
    "title:*",
    "title:?*",
    "kind:*",
    "a?" * 100 + "*",
    "*a" * 120,
    "?" * 250,
    "*?" * 120,
]
REGEXES = [".*", ".*.*.*", "(a+)+$", "[a-z]{1,1000}", "(((((a{10}){10}){10}){10}){10})", "a{1,99999}", "(", "[", "\\",
           "(?i)a", "(?=a)", "[^" * 50, "a|" * 100, "()", "[]", "a**", "\\d\\w\\s", "~(a)", "<1-9>", "\0"]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_costly_wildcards(client: TestClient, pattern: str) -> None:
    assert ask(client, {"query": pattern}).status_code in (200, 400)


@pytest.mark.parametrize("pattern", REGEXES)
def test_costly_regular_expressions(client: TestClient, pattern: str) -> None:
    for field in ("title", "kind", "full_text", "ids"):
        assert ask(client, {"query": f"{field}:/{pattern}/", "regex": True}).status_code in (200, 400)
    assert (
        "[regex_not_enabled]" in ask(client, {"query": f"title:/{pattern}/"}).text or " " in pattern or "\\" in pattern
    )


def test_thousands_of_wrong_names_are_told_in_a_few_lines(client: TestClient) -> None:
    names = [f"biblio.nonsense_{number}" for number in range(20_000)]
    message = ask(client, {"query": "x", "include": names}).json()["message"]
    assert "and 19995 more" in message
    warning = ask(client, {"query": "x", **dict.fromkeys(names, 1)}).headers["x-tokkyo-warning"]
    assert len(warning) <= 1000
    unknown = {"bool": {"should": [{"term": {name: 1}} for name in names[:1000]]}}
    assert ask(client, {"query": unknown}).status_code == 200


def test_header_injection_in_warnings(client: TestClient) -> None:
    answer = ask(client, {"query": "title:battery", "a\r\nset-cookie: b=c": 1, "\0\x1b\x7fé\ud800": 1})
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert answer.headers["x-tokkyo-warning"].isprintable()
