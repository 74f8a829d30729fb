"""JSON query objects to trees, and errors that name their place."""

from typing import Any

import pytest

from tokkyo.errors import QueryError
from tokkyo.query.dsl import parse
from tokkyo.query.dsl_text import translated
from tokkyo.query.tree import (
    Bool,
    Exists,
    Fuzzy,
    Match,
    MatchAll,
    MatchNone,
    Node,
    Operator,
    Phrase,
    PhrasePrefix,
    Prefix,
    Range,
    Regex,
    Term,
    Terms,
    Wildcard,
)

AND, OR = Operator.AND, Operator.OR
US = Term("jurisdiction", "US")
TERM = {"term": {"jurisdiction": "US"}}

ROWS: list[tuple[Any, Node]] = [
    ("a", Match(None, "a", AND)),
    (TERM, US),
    ({"term": {"jurisdiction": {"value": "US", "boost": 2}}}, Term("jurisdiction", "US", boost=2.0)),
    ({"term": {"has_owner": True}}, Term("has_owner", True)),
    ({"terms": {"doc_number": ["1", 2], "boost": 2}}, Terms("doc_number", ("1", 2), boost=2.0)),
    ({"terms": {"jurisdiction": "US"}}, Terms("jurisdiction", ("US",))),
    ({"match": {"title": "a b"}}, Match("title", "a b")),
    ({"match": {"year_published": 2009}}, Match("year_published", 2009)),
    (
        {"match": {"title": {"query": "a b", "operator": "And", "boost": 2, "minimum_should_match": "75%"}}},
        Match("title", "a b", AND, "75%", boost=2.0),
    ),
    ({"match_phrase": {"title": "a b"}}, Phrase("title", "a b")),
    ({"match_phrase": {"title": {"query": "a b", "slop": 2}}}, Phrase("title", "a b", 2)),
    ({"match_phrase": {"title": {"query": "a b", "max_expansions": 50}}}, Phrase("title", "a b")),
    ({"match": {"title": {"query": "a b", "type": "phrase", "slop": 1}}}, Phrase("title", "a b", 1)),
    ({"match": {"title": {"query": "a b", "type": "boolean"}}}, Match("title", "a b")),
    ({"match_phrase_prefix": {"title": "a b"}}, PhrasePrefix("title", "a b")),
    (
        {"match_phrase_prefix": {"title": {"query": "a b", "slop": 2, "max_expansions": 10, "boost": 2}}},
        PhrasePrefix("title", "a b", 2, boost=2.0),
    ),
    ({"wildcard": {"class_cpc.symbol": "Y02A*"}}, Wildcard("class_cpc.symbol", "Y02A*")),
    ({"wildcard": {"title": {"value": "a*", "case_insensitive": True}}}, Wildcard("title", "a*")),
    ({"prefix": {"class_cpc.symbol": "H01L"}}, Prefix("class_cpc.symbol", "H01L")),
    ({"prefix": {"title": {"value": "a", "boost": 3}}}, Prefix("title", "a", boost=3.0)),
    ({"fuzzy": {"title": {"value": "roam", "fuzziness": 1}}}, Fuzzy("title", "roam", 1)),
    ({"fuzzy": {"title": "car"}}, Fuzzy("title", "car", 1)),
    ({"match_all": {}}, MatchAll()),
    ({"match_all": {"boost": 2.5}}, MatchAll(boost=2.5)),
    ({"match_none": {}}, MatchNone()),
    ({"exists": {"field": "title"}}, Exists("title")),
    ({"ids": {"values": ["EP 1 A1"]}}, Terms("ids", ("EP 1 A1",))),
    ({"range": {"year_published": {"gte": "1980", "lt": 2000}}}, Range("year_published", gte="1980", lt=2000)),
    (
        {"range": {"year_published": {"from": 1, "to": 2, "include_upper": False, "boost": 2}}},
        Range("year_published", gte=1, lt=2, boost=2.0),
    ),
    (
        {"range": {"date_published": {"gte": "22/05/2009", "lte": "2009", "format": "dd/MM/yyyy||yyyy"}}},
        Range("date_published", gte="2009-05-22", lte="2009"),
    ),
    ({"bool": {"must": TERM}}, Bool(must=(US,))),
    ({"bool": {"must": ["a", TERM], "must_not": [TERM]}}, Bool(must=(Match(None, "a", AND), US), must_not=(US,))),
    ({"bool": {"filter": TERM, "should": [TERM, TERM], "boost": 2}}, Bool((), (US, US), (), (US,), boost=2.0)),
    ({"bool": {}}, MatchAll()),
    ({"bool": {"must": []}}, MatchAll()),
    ({"constant_score": {"filter": TERM, "boost": 3}}, Bool(must=(MatchAll(boost=3.0),), filter=(US,))),
    ({"query_string": {"query": "a b"}}, Bool(should=(Match(None, "a", OR), Match(None, "b", OR)))),
    (
        {"query_string": {"query": "a b", "default_operator": "And", "default_field": "title"}},
        Bool(must=(Match("title", "a", AND), Match("title", "b", AND))),
    ),
    (
        {"query_string": {"query": "a", "fields": ["title^3", "claims"], "analyze_wildcard": True, "boost": 2}},
        Bool(should=(Match("title", "a", OR, boost=3.0), Match("claims", "a", OR)), boost=2.0),
    ),
    (
        {"query_string": {"query": "a b c", "minimum_should_match": "-1"}},
        Bool(should=tuple(Match(None, letter, OR) for letter in "abc"), minimum_should_match=2),
    ),
    (
        {"simple_query_string": {"query": "a + b", "fields": ["title"]}},
        Bool(must=(Match("title", "a", OR), Match("title", "b", OR))),
    ),
    ({"multi_match": {"query": "a b", "fields": ["title"]}}, Match("title", "a b")),
    (
        {"multi_match": {"query": "a b", "fields": ["title^2", "claim"], "operator": "and"}},
        Bool(should=(Match("title", "a b", AND, boost=2.0), Match("claim", "a b", AND))),
    ),
    (
        {"multi_match": {"query": "a b", "fields": ["title", "claim"], "type": "phrase", "slop": 1}},
        Bool(should=(Phrase("title", "a b", 1), Phrase("claim", "a b", 1))),
    ),
    (
        {"multi_match": {"query": "a b", "fields": ["title", "claim"], "type": "phrase_prefix"}},
        Bool(should=(PhrasePrefix("title", "a b"), PhrasePrefix("claim", "a b"))),
    ),
    (
        {"multi_match": {"query": "a b c", "fields": ["title"], "type": "cross_fields", "minimum_should_match": 2}},
        Bool(should=tuple(Match("title", w, AND) for w in "abc"), minimum_should_match=2),
    ),
    ({"multi_match": {"query": "a b", "fields": ["title"], "type": "most_fields"}}, Match("title", "a b")),
    (
        {"multi_match": {"query": "a b", "fields": ["title", "claim"], "type": "cross_fields", "operator": "AND"}},
        Bool(must=tuple(Bool(should=(Match("title", w, AND), Match("claim", w, AND))) for w in "ab")),
    ),
]


@pytest.mark.parametrize(("body", "tree"), ROWS, ids=[str(row[0])[:70] for row in ROWS])
def test_body_reads_as(body: Any, tree: Node) -> None:
    assert parse(body) == tree


@pytest.mark.parametrize(
    ("least", "of", "resolved"), [(2, 3, 2), ("2", 3, 2), (-1, 3, 2), ("75%", 4, 3), ("-25%", 4, 3), ("2<75%", 2, 2)]
)
def test_minimum_should_match(least: str | int, of: int, resolved: int) -> None:
    tree = parse({"bool": {"should": [TERM] * of, "minimum_should_match": least}})
    assert tree == Bool(should=(US,) * of, minimum_should_match=resolved)


def test_regular_expressions_in_query_text_need_the_switch() -> None:
    body = {"query_string": {"query": "kind:/A./"}}
    assert parse(body, regex=True) == Regex("kind", "A.")
    with pytest.raises(QueryError, match="regex_not_enabled"):
        parse(body)


@pytest.mark.parametrize(
    ("body", "tree"),
    [
        ({"kind": "A."}, Regex("kind", "A.")),
        ({"kind": {"value": "A.", "flags": "ALL", "max_determinized_states": 9, "boost": 2}},
         Regex("kind", "A.", boost=2.0)),
    ],
)  # fmt: skip
def test_regexp_queries_with_the_switch(body: Any, tree: Node) -> None:
    assert parse({"regexp": body}, regex=True) == tree


ERRORS: list[tuple[Any, str, str]] = [
    (None, "bad_query", "query"),
    (5, "bad_query", "query"),
    ([], "bad_query", "query"),
    ({}, "one_query_expected", "query"),
    ({"term": {}, "match": {}}, "one_query_expected", "query"),
    ({"tern": {}}, "unknown_query_type", "query.tern"),
    ({"term": {}}, "one_field_expected", "query.term"),
    ({"term": {"a": 1, "b": 2}}, "one_field_expected", "query.term"),
    ({"term": []}, "bad_option", "query.term"),
    ({"term": {"title": None}}, "bad_option", "query.term.title"),
    ({"term": {"title": {"val": 1}}}, "unknown_option", "query.term.title.val"),
    ({"term": {"title": {}}}, "missing_option", "query.term.title"),
    ({"terms": {"title": ["a", []]}}, "bad_option", "query.terms.title[1]"),
    ({"match": {"title": {"operator": "and"}}}, "missing_option", "query.match.title"),
    ({"match": {"title": {"query": "a", "operator": "nor"}}}, "bad_option", "query.match.title.operator"),
    ({"match": {"title": {"query": "a", "boost": "x"}}}, "bad_boost", "query.match.title.boost"),
    ({"match": {"title": {"query": "a", "boost": -1}}}, "bad_boost", "query.match.title.boost"),
    ({"match": {"title": {"query": "a", "slop": 1}}}, "unknown_option", "query.match.title.slop"),
    ({"match_phrase": {"title": {"query": "a", "slop": "x"}}}, "bad_option", "query.match_phrase.title.slop"),
    (
        {"match": {"title": {"query": "a", "minimum_should_match": "most"}}},
        "bad_minimum",
        "query.match.title.minimum_should_match",
    ),
    ({"bool": {"mustt": []}}, "unknown_option", "query.bool.mustt"),
    ({"bool": {"must": [TERM, {"tern": {}}]}}, "unknown_query_type", "query.bool.must[1].tern"),
    ({"bool": {"filter": 5}}, "bad_query", "query.bool.filter"),
    ({"range": {"date_published": "2009"}}, "bad_option", "query.range.date_published"),
    ({"range": {"date_published": {"gte": "22.5.09", "format": "yyyy"}}}, "bad_date", "query.range.date_published.gte"),
    ({"exists": {}}, "missing_option", "query.exists"),
    ({"query_string": {"query": "(a"}}, "unbalanced_parenthesis", "query.query_string.query"),
    ({"query_string": {"query": "a", "fields": [5]}}, "bad_option", "query.query_string.fields[0]"),
    ({"query_string": {"query": "a", "fields": []}}, "bad_option", "query.query_string.fields"),
    ({"multi_match": {"query": "a", "type": "best"}}, "bad_option", "query.multi_match.type"),
    ({"multi_match": {"query": "a", "type": []}}, "bad_option", "query.multi_match.type"),
    ({"match": {"title": {"query": "a", "type": "span"}}}, "bad_option", "query.match.title.type"),
    ({"match": {"title": {"query": "a", "type": {}}}}, "bad_option", "query.match.title.type"),
    ({"regexp": {"kind": "A."}}, "regex_not_enabled", "query.regexp"),
    ({"term": {"docdb_id": 10**30}}, "bad_option", "query.term.docdb_id"),
    ({"term": {"docdb_id": float("nan")}}, "bad_option", "query.term.docdb_id"),
]


@pytest.mark.parametrize(("body", "code", "path"), ERRORS, ids=[str(row[0])[:70] for row in ERRORS])
def test_errors_name_their_place(body: Any, code: str, path: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(body)
    assert (caught.value.code, caught.value.path) == (code, path)


def test_suggestions() -> None:
    with pytest.raises(QueryError, match="did you mean match_phrase"):
        parse({"matchPhrase": {"title": "a"}})
    with pytest.raises(QueryError, match="did you mean must_not"):
        parse({"bool": {"mustNot": []}})
    with pytest.raises(QueryError, match="use one of bool, "):
        parse({"nested": {"path": "biblio"}})


@pytest.mark.parametrize(
    ("body", "fix"),
    [
        ({"term": "A1"}, 'write {"title": "battery"}'),
        ({"query_string": "battery"}, 'write {"query": "title:battery"}'),
        ({"exists": "title"}, 'write {"field": "abstract"}'),
        ({"match_all": []}, "write {}"),
        ({"range": {"date_published": "2009"}}, 'write {"gte": "2009", "lt": "2012"}'),
        ({"term": {"kind": ["A1", "B2"]}}, "give text or a number; a list of values goes into terms"),
        ({"exists": {"field": 3}}, "write it in quotes"),
        ({"match_phrase": {"title": {"query": "a", "slop": -1}}}, "give 0 or more"),
    ],
)
def test_wrong_types_are_told_what_to_write(body: Any, fix: str) -> None:
    with pytest.raises(QueryError, match="bad_option") as caught:
        parse(body)
    assert caught.value.fix == fix


@pytest.mark.parametrize(
    ("simple", "strict"),
    [
        ("graphene battery", "graphene battery"),
        ("a | b", "a OR b"),
        ("a + b", "a AND b"),
        ("a -b", "a NOT b"),
        ('"a b"~2', '"a b"~2'),
        ("ele* roam~1", "ele* roam~1"),
        ("a OR b", r"a \OR b"),
        ("title:a", r"title\:a"),
        ("(a | b) + c", "(a OR b) AND c"),
        ("(a b", "(a b)"),
        ("a b)", "a b"),
        ('"a b', "a b"),
        ('"a b" "c', '"a b" c'),
        ("| a |", "a"),
        ("a + | b", "a OR b"),
        ("a -", "a"),
        ("()", ""),
        ("(-)", ""),
    ],
)
def test_forgiving_syntax(simple: str, strict: str) -> None:
    assert translated(simple) == strict
