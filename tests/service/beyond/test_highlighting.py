"""Highlights of records: the right clauses count, in the right fields, on both engines."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from tokkyo.engine.port import PageRequest
from tokkyo.fields.extract import field_values
from tokkyo.query.tree import Analysis, CheckedQuery, Match
from tokkyo.service.beyond.highlighting import Highlighting, Highlights
from tokkyo.service.beyond.options import Highlight
from tokkyo.text.analysis import EXACT
from tokkyo.text.fragments import Style

FIRST, SECOND, GERMAN = "100-000-000-000-007", "100-000-792-454-33X", "100-001-584-908-661"
WORDS = ("battery", "separator", "Batteriezelle", "電池", "пла", "drone", "GmbH", "müller", "lock", "claim", "solid")


def highlights(corpus: Any, body: Any, options: Highlight = Highlight(), **analysis: Any) -> Highlights:  # noqa: B008
    """Search and highlight all hits."""
    query = corpus.query(body, **analysis)
    hits = corpus.engine.search(query, PageRequest(size=100)).hits
    return Highlighting(corpus.documents, corpus.engine, corpus.settings).highlights(
        query, [hit.id for hit in hits], options
    )


def marked(found: Highlights, name: str) -> set[tuple[str, str]]:
    """Return field and word of every mark of a record."""
    return {
        (field, word)
        for field, pieces in found[name].items()
        for text in pieces
        for word in re.findall("<em>(.*?)</em>", text)
    }


def test_only_arms_that_hold_are_marked(corpus: Any) -> None:
    found = highlights(corpus, "(title:battery AND jurisdiction:DE) OR title:separator")
    assert marked(found, FIRST) == {("title", "separator")}
    assert marked(found, GERMAN) == {("title", "Battery")}


def test_what_is_excluded_is_never_marked(corpus: Any) -> None:
    found = highlights(corpus, "battery NOT claim:solid NOT (title:battery AND title:zzz)")
    assert {word for _, word in marked(found, GERMAN)} == {"Battery"}
    body = {"bool": {"must_not": [{"match": {"title": "battery"}}]}}
    assert all(fields == {} for fields in highlights(corpus, body).values())


def test_the_whole_text_is_marked_in_each_of_its_fields(corpus: Any) -> None:
    found = highlights(corpus, "battery")
    assert list(found[FIRST]) == ["title", "abstract", "claim", "description"]
    assert ("description", "batteries") in marked(found, FIRST)


def test_names_are_marked_and_shown_whole(corpus: Any) -> None:
    found = highlights(corpus, 'applicant.name:"schlosser gmbh"')
    assert found == {GERMAN: {"applicant.name": ["Müller <em>Schlösser GmbH</em>"]}}


def test_as_many_words_as_asked_for_must_be_there(corpus: Any) -> None:
    two = {"match": {"abstract": {"query": "pleated locked", "operator": "and"}}}
    body = {"bool": {"should": [two, {"match": {"title": "separator"}}]}}
    assert marked(highlights(corpus, body), FIRST) == {("title", "separator")}
    body = {
        "bool": {"should": [{"match": {"title": word}} for word in ("battery", "separator")], "minimum_should_match": 2}
    }
    outer = {"bool": {"should": [body, {"match": {"title": "housing"}}]}}
    assert marked(highlights(corpus, outer), GERMAN) == {("title", "housing")}


def test_stems_and_words_as_written(corpus: Any) -> None:
    assert ("description", "batteries") in marked(highlights(corpus, "battery"), FIRST)
    assert ("description", "batteries") not in marked(highlights(corpus, "battery", stemming=False), FIRST)
    assert marked(highlights(corpus, "Gehäusen", language="DE"), GERMAN) >= {("title", "Gehäuse")}


def test_only_the_fields_asked_for(corpus: Any) -> None:
    found = highlights(corpus, "battery OR applicant.name:alpenrain", Highlight(frozenset({"claim"})))
    assert list(found[FIRST]) == ["claim"]


def test_family_members_that_are_no_hits_have_no_marks(corpus: Any) -> None:
    query = corpus.query("title:battery AND kind:B2")
    service = Highlighting(corpus.documents, corpus.engine, corpus.settings)
    found = service.highlights(query, corpus.ids(), Highlight(), certain=False)
    assert {name for name, fields in found.items() if fields} == {SECOND}


def test_so_much_of_a_text_is_looked_at(having: Any) -> None:
    assert marked(highlights(having(max_highlight_chars=30), "title:(battery OR separator)"), FIRST) == {
        ("title", "battery")
    }
    assert highlights(having(max_highlight_chars=30), "title:separator")[FIRST] == {}


def test_past_the_limit_clauses_are_taken_to_hold(having: Any) -> None:
    body = "(title:battery AND jurisdiction:DE) OR title:separator"
    assert marked(highlights(having(max_explained_clauses=0), body), FIRST) == {
        ("title", "battery"),
        ("title", "separator"),
    }


def test_no_records_no_highlights(corpus: Any) -> None:
    assert highlights(corpus, "title:nowhere") == {}


@profile(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_hit_of_a_word_has_a_mark_in_its_field(corpus: Any, data: st.DataObject) -> None:
    records = corpus.documents.publications(corpus.ids())
    values = field_values(*records[data.draw(st.sampled_from(sorted(records)))])
    name = data.draw(
        st.sampled_from([n for n in ("title", "abstract", "claim", "description", "applicant.name") if n in values])
    )
    texts = [value if isinstance(value, str) else value[1] for value in values[name]]
    # Words as they are written: the stem of a word with accents need not be that of the word without.
    words = {token for text in texts for token in EXACT.tokens(text) if token in text.lower()}
    word = data.draw(st.sampled_from(sorted(words)))
    query = CheckedQuery(Match(name, word), Analysis(stemming=data.draw(st.booleans())))
    hits = [hit.id for hit in corpus.engine.search(query, PageRequest(size=100)).hits]
    assert hits
    style = Style(length=data.draw(st.integers(1, 60)))
    service = Highlighting(corpus.documents, corpus.engine, corpus.settings)
    found = service.highlights(query, hits, Highlight(style=style))
    assert len(found) == len(hits)
    assert all(list(fields) == [name] and "<em>" in fields[name][0] for fields in found.values())


@pytest.mark.parametrize("word", WORDS)
def test_every_field_marked_of_the_whole_text_is_a_hit_there(corpus: Any, word: str) -> None:
    for name, fields in highlights(corpus, word).items():
        for field in fields:
            among = corpus.query(
                {"bool": {"must": [{"match": {field: word}}], "filter": [{"term": {"lens_id": name}}]}}
            )
            assert corpus.engine.count(among) == 1
