"""Did you mean: right words, values and names, on both engines."""

from typing import Any

import pytest

from tokkyo.query.dsl import parse
from tokkyo.query.tree import Analysis, Match
from tokkyo.service.beyond.corrections import Change, changed, corrected_text
from tokkyo.service.beyond.suggesting import Suggesting, Suggestion


def suggested(corpus: Any, body: Any, language: str = "EN", stemming: bool = True) -> list[Suggestion]:
    service = Suggesting(corpus.documents, corpus.engine, corpus.settings, corpus.today)
    return service.suggestions(body, Analysis(language, stemming))


@pytest.mark.parametrize(
    ("body", "text", "hits"),
    [
        ("title:batery", "title:battery", 3),
        ("title: batery", "title: battery", 3),
        ("batery", "battery", 3),
        ("title:(batery AND seperator)", "title:(battery AND separator)", 2),
        ("titel:battery", "title:battery", 3),
        ("titel:batery", "title:battery", 3),
        ('title:"solid electrolite"', 'title:"solid electrolyte"', 2),
        ("applicant.name:Schloser", "applicant.name:schlosser", 1),
        ("publication_type:grantd_patent", "publication_type:GRANTED_PATENT", 3),
        ("batery NOT titel:electrolite", "battery NOT titel:electrolite", 3),
        ({"match": {"title": "batery"}}, "title:battery", 3),
        ({"match_phrase": {"title": "solid electrolite"}}, 'title:"solid electrolyte"', 2),
        ({"query_string": {"query": "batery", "fields": ["title", "claim"]}}, "title:battery OR claim:battery", 3),
    ],
)
def test_a_query_that_finds_something(corpus: Any, body: Any, text: str, hits: int) -> None:
    best = suggested(corpus, body)[0]
    assert (best.query, best.hits) == (text, hits)
    assert corpus.engine.count(corpus.query(text)) == hits


def test_what_is_changed_is_told(corpus: Any) -> None:
    changes = suggested(corpus, "titel:batery")[0].changes
    assert [(change.kind, change.old, change.new) for change in changes] == [
        ("field", "titel", "title"),
        ("word", "batery", "battery"),
    ]


def test_nearer_words_come_first_and_each_finds_something(corpus: Any) -> None:
    found = suggested(corpus, "trone")
    assert found[0].query == "drone"
    for suggestion in found:
        assert corpus.engine.count(corpus.query(suggestion.query)) == suggestion.hits > 0


@pytest.mark.parametrize(
    "body", ["xqzwvkj", "電地", "jurisdiction:QQ", "zz", "year_published:1850", "zzz:battery", "a1b2c3d4"]
)
def test_where_nothing_is_near_nothing_is_suggested(corpus: Any, body: str) -> None:
    assert suggested(corpus, body) == []


def test_what_the_right_field_cannot_take_is_not_suggested(corpus: Any) -> None:
    assert suggested(corpus, "titel:[2000 TO 2010]") == []
    assert suggested(corpus, "yeer_published:abc") == []
    assert [one.query for one in suggested(corpus, "yeer_published:abc OR batery")] == []


def test_very_long_words_are_left_alone(corpus: Any) -> None:
    assert suggested(corpus, "x" * 30_000) == []


def test_words_that_find_something_alone_are_left(corpus: Any) -> None:
    assert suggested(corpus, "title:drone AND title:battery") == []


def test_so_many_words_are_looked_after(having: Any) -> None:
    assert suggested(having(max_suggested_words=1), "title:(batery AND seperator)") == []
    assert suggested(having(max_suggested_words=2), "title:(batery AND seperator)")
    assert suggested(having(max_explained_clauses=0), "title:batery") == []
    assert suggested(having(max_suggested_words=0), "title:batery") == []


def test_half_characters_and_json_only_queries_do_no_harm(corpus: Any) -> None:
    some = [{"match": {"title": word}} for word in ("batery", "seperator", "solid")]
    found = suggested(corpus, {"bool": {"should": some, "minimum_should_match": 2}})
    assert found
    assert found[0].query is None
    assert found[0].hits == 2


def test_the_query_is_changed_where_it_was_written() -> None:
    text = "titel:( batery  OR  cell ) AND batery"
    root = parse(text)
    changes = [Change("field", "titel", "title", (0, 1)), Change("word", "batery", "battery", (0, 2), 1)]
    assert corrected_text(text, root, [changes[1]], parse) == "titel:( battery  OR  cell ) AND battery"
    assert corrected_text(text, root, changes, parse) == "title:( battery  OR  cell ) AND battery"
    tree = changed(root, changes)
    assert parse("title:(battery OR cell) AND battery") == tree


def test_parts_of_other_words_are_left() -> None:
    assert changed(Match("title", "concat cat"), [Change("word", "cat", "car", (0,))]) == Match("title", "concat car")
    assert (
        corrected_text("concat cat", parse("concat cat"), [Change("word", "cat", "car", (1,))], parse) == "concat car"
    )
