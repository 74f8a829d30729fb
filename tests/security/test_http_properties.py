"""Whatever the body, the parameters or the path: an answer of ours, never a failure.

`TOKKYO_EXAMPLES=5000 pytest tests/security/test_http_properties.py` tries more than the 200 of every run.
"""

import json
import os
from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tokkyo.fields.registry import FIELDS
from tokkyo.fields.response import RESPONSE_PATHS

SEARCH = "/patent/search"
HEADERS = {"content-type": "application/json"}
OPTIONS = ["query", "sort", "include", "exclude", "size", "from", "stemming", "language", "regex", "scroll",
           "scroll_id", "group_by", "expand_by", "min_score", "token", "_source"]  # fmt: skip

tried = settings(
    max_examples=int(os.environ.get("TOKKYO_EXAMPLES", "100")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

MARKS = ["(", ")", "[", "]", "{", "}", '"', "\\", "^", "~", "*", "?", ":", "/", "<", ">=", "-", "+", "!", "&&", "||",
         " ", "AND ", "OR ", "NOT ", " TO ", "title:", "ids:", "date_published:", "has_claim:", "\0", "é", "電池",
         "\ud800", "1e400", "2009-02-30", "now-1y/d", "US 10,990,123 B2", "battery", "특", "9" * 40]  # fmt: skip
TEXT = st.text(max_size=20) | st.lists(st.sampled_from(MARKS), max_size=12).map("".join)
NUMBERS = st.integers() | st.floats() | st.sampled_from([0, -1, 2**63, -(2**63), 2**64, 1e308, 5e-324, 10**400])
SCALARS = st.none() | st.booleans() | NUMBERS | TEXT
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=10,
)
FIELD = st.sampled_from(sorted(FIELDS)) | TEXT


def one(key: st.SearchStrategy[str], value: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(lambda name, given: {name: given}, key, value)


def some(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=parts)


SLOP = st.sampled_from([0, 1, 100, 101, "2", -1, 2**70]) | ANYTHING
BOOST = st.sampled_from([1, 0, 2.5, "3", -1, 1e308]) | ANYTHING
LEAVES = st.one_of(
    one(st.sampled_from(["term", "terms", "match", "match_phrase", "wildcard", "prefix", "fuzzy", "range"]),
        one(FIELD, ANYTHING)),
    one(st.just("match"), one(FIELD, some(query=SCALARS, operator=st.sampled_from(["and", "OR", "x"]), boost=BOOST,
                                          minimum_should_match=st.sampled_from([1, "75%", "2<50%", "-1"]) | SCALARS))),
    one(st.just("match_phrase"), one(FIELD, some(query=SCALARS, slop=SLOP))),
    one(st.just("terms"), one(FIELD, st.lists(SCALARS, max_size=8))),
    one(st.just("range"), one(FIELD, some(gte=SCALARS, gt=SCALARS, lt=SCALARS, lte=SCALARS, format=TEXT))),
    one(st.just("fuzzy"), one(FIELD, some(value=SCALARS, fuzziness=SLOP))),
    one(st.just("wildcard"), one(FIELD, st.text("ab*?\\é", max_size=12))),
    one(st.sampled_from(["query_string", "simple_query_string", "multi_match"]),
        some(query=TEXT, fields=st.lists(FIELD | FIELD.map(lambda name: f"{name}^2"), max_size=4),
             default_operator=TEXT, type=st.sampled_from(["best_fields", "cross_fields", "phrase", "x"]), slop=SLOP)),
    one(st.just("exists"), one(st.just("field"), FIELD)),
    one(st.just("ids"), one(st.just("values"), st.lists(SCALARS, max_size=4))),
    one(st.sampled_from(["match_all", "match_none"]), some(boost=BOOST)),
    TEXT,
)  # fmt: skip
QUERIES: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        one(st.just("bool"), some(must=st.lists(inner, max_size=3), should=st.lists(inner, max_size=3), filter=inner,
                                  must_not=inner, minimum_should_match=SCALARS, boost=BOOST)),
        one(st.just("constant_score"), some(filter=inner, boost=BOOST)),
    ),
    max_leaves=6,
)  # fmt: skip
DIRECTIONS = st.sampled_from(["asc", "desc", "DESC", "up"]) | ANYTHING
BODIES = st.fixed_dictionaries(
    {"query": QUERIES},
    optional={
        "sort": st.lists(one(FIELD | st.just("relevance"), DIRECTIONS), max_size=3) | ANYTHING,
        "include": st.lists(st.sampled_from(RESPONSE_PATHS) | FIELD, max_size=4) | ANYTHING,
        "exclude": st.lists(st.sampled_from(RESPONSE_PATHS) | FIELD, max_size=4) | ANYTHING,
        "size": st.integers(0, 101) | ANYTHING,
        "from": st.integers(0, 10_001) | ANYTHING,
        "stemming": st.booleans() | ANYTHING,
        "language": st.sampled_from(["EN", "ja", "AR", "xx"]) | ANYTHING,
        "regex": st.booleans() | ANYTHING,
    },
)


def judge(answer: Any) -> None:
    """Nothing but the answers that the face knows, each in its body, with a header that the wire can take."""
    assert answer.status_code in (200, 400, 404, 413, 414, 415), answer.text
    body = answer.json()
    assert answer.headers.get("x-tokkyo-warning", "").isprintable()
    if answer.status_code == 200:
        assert list(body) == ["total", "max_score", "data", "results"] or "/patent/1" in str(answer.url)
    else:
        assert list(body) == ["reference", "message", "code"]
        assert body["code"] == answer.status_code
        assert "[" in body["message"]
        assert len(body["message"]) < 1500


def post(client: TestClient, body: Any) -> None:
    judge(client.post(SEARCH, content=json.dumps(body).encode(), headers=HEADERS))


@given(body=ANYTHING | st.dictionaries(st.sampled_from(OPTIONS), ANYTHING, max_size=6))
@tried
def test_any_json_body(client: TestClient, body: Any) -> None:
    post(client, body)


@given(body=BODIES)
@tried
def test_bodies_that_are_nearly_right(client: TestClient, body: Any) -> None:
    post(client, body)


@given(body=BODIES, cut=st.integers(0, 400), junk=st.binary(max_size=6))
@tried
def test_torn_bodies(client: TestClient, body: Any, cut: int, junk: bytes) -> None:
    data = json.dumps(body).encode()
    judge(client.post(SEARCH, content=data[:cut] + junk + data[cut + len(junk) :], headers=HEADERS))


@given(data=st.binary(max_size=60))
@tried
def test_any_bytes(client: TestClient, data: bytes) -> None:
    judge(client.post(SEARCH, content=data, headers=HEADERS))
    judge(client.get(f"/patent/{quote(data)}?{quote(data, safe='=&')}"))


@given(parameters=st.dictionaries(st.sampled_from(OPTIONS) | TEXT, TEXT, max_size=6))
@tried
def test_any_parameters(client: TestClient, parameters: dict[str, str]) -> None:
    raw = "&".join(
        f"{quote(k.encode('utf-8', 'replace'))}={quote(v.encode('utf-8', 'replace'))}" for k, v in parameters.items()
    )
    judge(client.get(f"{SEARCH}?{raw}"))
    judge(client.get(f"/patent/100-000-792-454-33X?{raw}"))
