"""Whatever is sent, the answer is a tree or a `QueryError`, and the work grows with the length."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tokkyo.errors import QueryError
from tokkyo.query import dsl
from tokkyo.query.check import check
from tokkyo.query.dates import rewritten, span
from tokkyo.query.limits import DEFAULT_LIMITS
from tokkyo.query.lucene import parse
from tokkyo.query.render import normalise, render
from tokkyo.query.tree import Node, Operator

WIDE = replace(DEFAULT_LIMITS, max_query_chars=10**7, max_query_clauses=10**7)
MARKS = [
    *'()[]{}"“”\\^~*?:/<>=+-!&| \t\n，（）　：',
    *("AND ", "OR ", "NOT ", " TO ", "title:", "year_published:", "date_published", "ids:", "a", "é", "電", "\ud800"),
    *("1", "2009", "_exists_:", "&&", "||", "/a/"),
]
TEXT = st.one_of(st.text(), st.lists(st.sampled_from(MARKS), max_size=30).map("".join))


def attempt(action: Callable[[], Node]) -> None:
    try:
        tree = action()
    except QueryError as error:
        str(error).encode()
        return
    for lenient in (False, True):
        try:
            found = check(tree, lenient=lenient, today=date(2026, 1, 1))
            "".join(found.warnings).encode()
        except QueryError as error:
            str(error).encode()
    with suppress(QueryError, ValueError):
        render(normalise(tree))


@given(TEXT, st.sampled_from(Operator), st.booleans())
@settings(max_examples=200, deadline=None)
@example("/", Operator.AND, True)
@example("\\", Operator.AND, True)
@example("title:[", Operator.OR, False)
def test_any_text(text: str, operator: Operator, regex: bool) -> None:
    attempt(lambda: parse(text, default_operator=operator, regex=regex, fields=[("title", 2.0), ("ids", 1.0)]))
    attempt(lambda: parse(text, default_operator=operator, regex=regex))


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(
    [*dsl._TYPES, "must", "should", "must_not", "filter", "query", "fields", "value", "boost", "title", "ids", "slop",
     "year_published", "date_published", "has_owner", "publication_type", "gte", "lt", "format", "operator", "type",
     "minimum_should_match", "field", "values", "default_operator", "from", "fuzziness"]
)  # fmt: skip
QUERIES: st.SearchStrategy[Any] = st.recursive(
    JSON, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=20
)


@given(JSON | QUERIES)
@settings(max_examples=200, deadline=None)
@example({"term": {"title": 10**5000}})
@example({"match": {"title": {"query": "a", "boost": 10**5000}}})
@example({"match": {"title": {"query": "a", "minimum_should_match": 10**5000}}})
@example({"fuzzy": {"title": {"value": "a", "fuzziness": 10**5000}}})
@example({"range": {"year_published": {"gte": 1e300}}})
@example({"range": {"date_published": {"gte": 1e300, "format": "yyyy"}}})
@example({"term": {"year_published": 1e-300}})
def test_any_json(body: Any) -> None:
    attempt(lambda: dsl.parse(body))


@given(TEXT, st.text() | st.sampled_from(["yyyy-MM-dd", "dd/MM||yyyy", "yyyyyy'"]))
@settings(max_examples=200, deadline=None)
def test_any_date(text: str, formats: str) -> None:
    for action in (lambda: span(text, date(2026, 1, 1)), lambda: rewritten(text, formats)):
        with suppress(ValueError):
            action()


def nested(depth: int, wrap: Callable[[Any], Any]) -> Any:
    body: Any = {"match_all": {}}
    for _ in range(depth):
        body = wrap(body)
    return body


DEEP = [
    lambda body: {"bool": {"must": [body]}},
    lambda body: {"bool": {"filter": body}},
    lambda body: {"constant_score": {"filter": body}},
    lambda body: [body],
    lambda body: {"match": body},
    lambda body: {"match": {"title": body}},
    lambda body: {"terms": {"title": [body]}},
    lambda body: {"range": {"title": {"gte": body}}},
]


@pytest.mark.parametrize("wrap", DEEP)
def test_100_000_levels_of_json(wrap: Callable[[Any], Any]) -> None:
    body = nested(100_000, wrap)
    with pytest.raises(QueryError):
        dsl.parse(body)
    while body:  # taken apart by hand: the interpreter would do it level inside level
        body = next(iter(body.values())) if isinstance(body, dict) else body[0]


@pytest.mark.parametrize("opening", ["(", "title:(", "NOT (", "-(", "((a OR ", "+(", "(a "])
def test_100_000_parentheses(opening: str) -> None:
    with pytest.raises(QueryError, match="query_too_deep"):
        parse(opening * 100_000, limits=WIDE)


@pytest.mark.parametrize(
    "piece",
    ["word ", "title:word ", "a-b ", "a* ", '"a b"~2 ', "(a OR b) ", "NOT a ", "- ", "a^2 ", "[a TO b] ", "/a "],
)
def test_work_grows_with_the_length(piece: str, calls: Callable[[Callable[[], object]], int]) -> None:
    small, large = (calls(lambda n=n: parse(piece * n, limits=WIDE)) for n in (500, 4000))  # type: ignore[misc]
    assert large <= 8.5 * small
