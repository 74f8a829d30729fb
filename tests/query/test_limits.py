"""Every limit: what is at it passes, what is one above answers with its code."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tokkyo.errors import QueryError, SettingError
from tokkyo.query.check import check
from tokkyo.query.dsl import parse
from tokkyo.query.limits import DEEPEST, DEFAULT_LIMITS, Limits
from tokkyo.query.tree import Bool, Match, Node
from tokkyo.settings import defaults


def read(body: Any, limits: Limits = DEFAULT_LIMITS) -> Node:
    return check(parse(body, limits, regex=True), limits=limits).root


def parentheses(depth: int) -> str:
    return "(" * depth + "a" + ")" * depth


def groups(depth: int) -> str:
    return "(a OR " * (depth - 1) + "(a OR b)" + ")" * (depth - 1)


def nested(depth: int) -> Any:
    body: Any = {"match_all": {}}
    for _ in range(depth):
        body = {"bool": {"must": [body]}}
    return body


def constant(depth: int) -> Any:
    body: Any = {"match_all": {}}
    for _ in range(depth):
        body = {"constant_score": {"filter": body}}
    return body


def alternatives(count: int) -> Any:
    return {"bool": {"should": [{"term": {"kind": "A"}}] * count}}


ROWS: list[tuple[str, Callable[[int], Any], int]] = [
    ("query_too_long", lambda n: "a" * n, DEFAULT_LIMITS.max_query_chars),
    ("query_too_long", lambda n: {"match": {"title": "a" * n}}, DEFAULT_LIMITS.max_query_chars),
    ("query_too_long", lambda n: {"query_string": {"query": "a" * n}}, DEFAULT_LIMITS.max_query_chars),
    ("query_too_deep", parentheses, DEFAULT_LIMITS.max_query_depth),
    ("query_too_deep", groups, DEFAULT_LIMITS.max_query_depth),
    ("query_too_deep", nested, DEFAULT_LIMITS.max_query_depth),
    ("query_too_deep", constant, DEFAULT_LIMITS.max_query_depth),
    ("too_many_clauses", lambda n: " ".join(["a"] * n), DEFAULT_LIMITS.max_query_clauses),
    ("too_many_clauses", lambda n: {"match": {"title": "a " * n}}, DEFAULT_LIMITS.max_query_clauses),
    ("too_many_clauses", lambda n: {"match": {"title": "電" * n}}, DEFAULT_LIMITS.max_query_clauses),
    ("too_many_clauses", alternatives, DEFAULT_LIMITS.max_query_clauses),
    ("too_many_terms", lambda n: {"terms": {"kind": ["A"] * n}}, DEFAULT_LIMITS.max_terms),
    ("too_many_wildcards", lambda n: " ".join(f"a{k}*" for k in range(n)), DEFAULT_LIMITS.max_wildcards),
    ("too_many_wildcards", lambda n: " ".join(["a~"] * n), DEFAULT_LIMITS.max_wildcards),
    ("pattern_too_long", lambda n: "a" * (n - 1) + "?", DEFAULT_LIMITS.max_pattern_chars),
    ("pattern_too_long", lambda n: "a" * n + "*", DEFAULT_LIMITS.max_pattern_chars),
    ("pattern_too_long", lambda n: "kind:/" + "a" * n + "/", DEFAULT_LIMITS.max_pattern_chars),
    ("slop_too_large", lambda n: f'"a b"~{n}', DEFAULT_LIMITS.max_slop),
    ("slop_too_large", lambda n: {"match_phrase_prefix": {"title": {"query": "a", "slop": n}}}, 100),
    ("pattern_too_long", lambda n: {"match_phrase_prefix": {"title": "a" * n}}, DEFAULT_LIMITS.max_pattern_chars),
    ("pattern_too_long", lambda n: {"regexp": {"kind": "a" * n}}, DEFAULT_LIMITS.max_pattern_chars),
    ("slop_too_large", lambda n: {"match_phrase": {"title": {"query": "a", "slop": n}}}, DEFAULT_LIMITS.max_slop),
    ("proximity_too_long", lambda n: f'"{"a " * n}"~1', DEFAULT_LIMITS.max_proximity_words),
    (
        "too_many_clauses",
        lambda n: {"query_string": {"query": "a", "fields": ["title"] * n}},
        DEFAULT_LIMITS.max_query_clauses,
    ),
    ("fuzziness_too_large", lambda n: f"a~{n}", DEFAULT_LIMITS.fuzziness),
    ("boost_too_large", lambda n: f"a^{n}", DEFAULT_LIMITS.max_boost),
    ("boost_too_large", lambda n: {"constant_score": {"filter": "a", "boost": n}}, DEFAULT_LIMITS.max_boost),
    ("boost_too_large", lambda n: {"query_string": {"query": "a", "fields": [f"title^{n}"]}}, DEFAULT_LIMITS.max_boost),
]


@pytest.mark.parametrize(("code", "make", "limit"), ROWS)
def test_limit(code: str, make: Callable[[int], Any], limit: int) -> None:
    assert isinstance(read(make(limit)), Node)
    with pytest.raises(QueryError) as caught:
        read(make(limit + 1))
    assert caught.value.code == code
    assert str(limit) in caught.value.message
    assert caught.value.path or caught.value.position is not None


@pytest.mark.parametrize(
    "body",
    [
        "(title:(a^1001 b))^1001",
        {"bool": {"must": {"match": {"title": {"query": "a", "boost": 1001}}}, "boost": 1001}},
        {"query_string": {"query": "a^1001", "fields": ["title^1001"]}},
        {"bool": {"should": [{"bool": {"must_not": "a", "boost": 1e308}}], "boost": 1e308}},
    ],
)
def test_boosts_inside_one_another_multiply(body: Any) -> None:
    with pytest.raises(QueryError, match="boost_too_large"):
        read(body)
    assert isinstance(read("(title:a^1000000)^0.5 OR (b^2)^500000"), Node)


def test_joins_are_counted_too() -> None:
    def chains(count: int) -> Any:
        return {"bool": {"should": [nested(19)] * count}}

    assert isinstance(read(chains(200)), Node)
    with pytest.raises(QueryError, match="too_many_clauses"):
        read(chains(205))


def test_words_in_many_fields_are_counted_while_reading() -> None:
    with pytest.raises(QueryError, match="too_many_clauses") as caught:
        read({"query_string": {"query": "a " * 1000, "fields": ["title"] * 1000}})
    assert caught.value.position == 2


def test_leading_wildcards_can_be_forbidden() -> None:
    strict = replace(DEFAULT_LIMITS, leading_wildcard=False)
    assert isinstance(read("a*b title:*", strict), Bool)
    for text in ("*a", "?a", "title:*a*"):
        assert isinstance(read(text), Node)
        with pytest.raises(QueryError, match="leading_wildcard"):
            read(text, strict)


def test_a_pattern_over_many_fields_counts_once() -> None:
    fields = ["title", "abstract", "claim", "description"] * 4
    assert isinstance(read({"query_string": {"query": "a* b*", "fields": fields}}), Bool)


def test_limits_are_settings() -> None:
    limits = Limits.of(defaults(max_query_depth=3, max_terms=5, leading_wildcard=False))
    assert (limits.max_query_depth, limits.max_terms, limits.leading_wildcard) == (3, 5, False)


def test_depth_has_a_ceiling() -> None:
    assert Limits.of(defaults(max_query_depth=DEEPEST)).max_query_depth == DEEPEST
    with pytest.raises(SettingError):
        Limits.of(defaults(max_query_depth=DEEPEST + 1))


@pytest.mark.parametrize("make", [parentheses, nested, constant])
def test_the_ceiling_itself_is_safe(make: Callable[[int], Any]) -> None:
    assert isinstance(read(make(DEEPEST), replace(DEFAULT_LIMITS, max_query_depth=DEEPEST)), Node)


def test_trees_made_by_hand_are_limited_too() -> None:
    tree: Node = Match("title", "a")
    for _ in range(DEFAULT_LIMITS.max_query_depth + 1):
        tree = Bool(must_not=(tree,))
    with pytest.raises(QueryError, match="query_too_deep"):
        check(tree)
