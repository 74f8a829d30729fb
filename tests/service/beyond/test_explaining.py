"""Explanations: every node said as it was understood, with its own hits, on both engines."""

from typing import Any

import msgspec
import pytest

from tokkyo.query.tree import (
    Bool,
    CheckedQuery,
    MatchNone,
    Node,
)
from tokkyo.query.tree import __dict__ as TREE
from tokkyo.service.beyond import explaining
from tokkyo.service.beyond.explaining import Clause, Explaining
from tokkyo.service.beyond.readable import as_text, date_of


def explained(corpus: Any, body: Any, **analysis: Any) -> explaining.Explanation:
    return Explaining(corpus.engine, corpus.settings).explanation(corpus.query(body, **analysis))


def clauses(clause: Clause) -> list[Clause]:
    return [clause, *(one for inner in clause.clauses for one in clauses(inner))]


def test_a_query_is_explained(corpus: Any) -> None:
    found = explained(
        corpus, 'title:(batteries OR "solid electrolytes"~1^2) AND jurisdiction:us NOT date_published:<2020'
    )
    top = found.tree
    assert (top.type, top.role, top.hits, [one.role for one in top.clauses]) == (
        "bool",
        "query",
        1,
        ["must", "must", "must_not"],
    )
    words, country, dates = top.clauses
    first, second = words.clauses
    assert (first.type, first.field, first.words, first.hits, first.role) == (
        "match",
        "title",
        ("batteri",),
        3,
        "should",
    )
    assert (second.type, second.words, second.slop, second.boost) == ("match_phrase", ("solid electrolyt",), 1, 2.0)
    assert (country.type, country.values, country.hits) == ("term", ("US",), 2)
    assert country.analysis == "whole value in capitals"
    assert dates.bounds == {"lte": "2019-12-31"}
    assert [one.position for one in top.clauses] == [6, 50, 70]
    assert found.clauses_counted == 6


@pytest.mark.parametrize(
    ("body", "language", "words", "how"),
    [
        ("title:Gehäuse", "DE", ("gehaus",), "words reduced to their stems, DE, in texts in DE only"),
        ("applicant.name:Müller", "EN", ("muller",), "words as written"),
        ("title:batter*", "EN", ("batter*",), "words as written"),
        ("title:電解質", "JA", ("電解 解質",), "words as written, in texts in JA only"),
        ({"term": {"title": "batteries"}}, "EN", ("batteries",), "words as written"),
    ],
)
def test_words_after_analysis(corpus: Any, body: Any, language: str, words: tuple[str, ...], how: str) -> None:
    tree = explained(corpus, body, language=language).tree
    assert tree.words == words
    assert tree.analysis == how


def test_warnings_and_what_finds_nothing_are_there(corpus: Any) -> None:
    found = explained(corpus, "titel:battery OR title:battery")
    assert found.warnings == ("no field is named 'titel'; did you mean title?",)
    assert [one.type for one in found.tree.clauses] == ["match_none", "match"]


def test_long_lists_are_cut_and_counted(corpus: Any) -> None:
    tree = explained(corpus, {"terms": {"jurisdiction": [f"{number:03}" for number in range(50)]}}).tree
    assert (len(tree.values), tree.value_count) == (explaining.SHOWN_VALUES, 50)


def test_so_many_clauses_are_counted(having: Any) -> None:
    found = explained(having(max_explained_clauses=2), "a OR b OR c")
    assert [one.hits is None for one in clauses(found.tree)] == [False, False, True, True]
    assert found.clauses_counted == 2


def test_paths_of_a_json_query(corpus: Any) -> None:
    body = {"bool": {"must": [{"match": {"title": "battery"}}], "filter": [{"exists": {"field": "abstract"}}]}}
    tree = explained(corpus, body).tree
    assert [(one.role, one.path) for one in tree.clauses] == [
        ("must", "query.bool.must[0].match"),
        ("filter", "query.bool.filter[0].exists"),
    ]
    assert all(one.position is None for one in tree.clauses)


def test_every_kind_of_node_can_be_explained() -> None:
    kinds = [kind for kind in TREE.values() if isinstance(kind, type) and issubclass(kind, Node) and kind is not Node]
    assert set(kinds) == set(explaining._KINDS)


@pytest.mark.parametrize(
    "body",
    [
        "title:battery OR claim:separator^2",
        "date_published:[2019-01-03 TO 2021] AND NOT kind:B2",
        {"terms": {"date_published": ["2019-01-03", "2021-05-04"]}},
        {"bool": {"should": [{"match": {"title": "battery"}}], "must_not": [{"term": {"jurisdiction": "DE"}}]}},
        {"range": {"year_published": {"gte": 2019}}},
        {"match": {"publication_type": "granted patent"}},
        "ids:US20190000101A1",
        "titel:x OR drone",
        "has_claim:true AND family.simple.size:>1",
    ],
)
def test_the_text_of_a_query_finds_the_same(corpus: Any, body: Any) -> None:
    text = explained(corpus, body).query
    assert text is not None
    assert corpus.engine.count(corpus.query(text)) == corpus.engine.count(corpus.query(body))


def test_what_text_cannot_say_has_no_text(corpus: Any) -> None:
    three = [{"match": {"title": word}} for word in ("a", "b", "c")]
    found = explained(corpus, {"bool": {"should": three, "minimum_should_match": 2}})
    assert found.query is None
    assert as_text(corpus.query("battery").root, 3) is None


def test_dates_beyond_the_calendar_are_its_ends() -> None:
    assert (date_of(-(10**9)), date_of(0), date_of(10**9)) == ("0001-01-01", "1970-01-01", "9999-12-31")


def test_an_explanation_is_json(corpus: Any) -> None:
    plain = msgspec.json.decode(msgspec.json.encode(explained(corpus, "title:battery AND kind:B2")))
    assert list(plain) == ["query", "language", "stemming", "warnings", "tree", "clauses_counted"]
    assert plain["tree"]["clauses"][1] == {
        "type": "term",
        "role": "must",
        "boost": 1.0,
        "hits": 1,
        "field": "kind",
        "analysis": "whole value in capitals",
        "values": ["B2"],
        "position": 18,
        "path": "query",
    }


def test_hits_are_those_of_the_clause_alone(corpus: Any) -> None:
    query = corpus.query("battery AND NOT (separator OR lock) AND jurisdiction:*")

    def compare(node: Node, clause: Clause) -> None:
        assert clause.hits == corpus.engine.count(CheckedQuery(node, query.analysis))
        if isinstance(node, Bool):
            below = (*node.must, *node.filter, *node.should, *node.must_not)
            for one, inner in zip(below, clause.clauses, strict=True):
                compare(one, inner)

    compare(query.root, Explaining(corpus.engine, corpus.settings).explanation(query).tree)
    assert explained(corpus, {"match": {"nowhere": 1}}).tree.type == "match_none"
    assert isinstance(corpus.query({"match": {"nowhere": 1}}).root, MatchNone)
