"""What is marked is what the engine finds: a record has marks for a clause just when it is a hit of it."""

import random

from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from tokkyo.engine.port import IndexRow, PageRequest
from tokkyo.engine.reference import ReferenceEngine
from tokkyo.fields.registry import FIELDS
from tokkyo.fields.types import FieldType
from tokkyo.query.tree import (
    Analysis,
    CheckedQuery,
    Fuzzy,
    Match,
    Node,
    Operator,
    Phrase,
    PhrasePrefix,
    Prefix,
    Regex,
    Term,
    Terms,
    Wildcard,
)
from tokkyo.service.beyond.sought import fields_of, sought_by
from tokkyo.text.fitting import Fits
from tokkyo.text.highlight import marks

WORDS = (
    "aa",
    "ab",
    "ba",
    "abc",
    "abcs",
    "cell",
    "cells",
    "Zelle",
    "é",
    "x1",
    "電池",
    "電池の",
    "池",
    "셀룰",
    ".",
    "a-b",
)
FIELD_NAMES = ("title", "abstract", "applicant.name", "full_text")
LANGUAGES = ("en", "de", "ja", "ko", "")
CHARS = 10_000


def _row(id: int, chance: random.Random) -> IndexRow:
    def text() -> str:
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(0, 6)))

    def texts() -> list[tuple[str, str]]:
        return [(chance.choice(LANGUAGES), text()) for _ in range(chance.randint(0, 3))]

    names = [text() for _ in range(chance.randint(0, 2))]
    return IndexRow(id, id, {"title": texts(), "abstract": texts(), "applicant.name": names})


ROWS = [_row(id, random.Random(id)) for id in range(60)]
ENGINE = ReferenceEngine()
ENGINE.index(ROWS, (), 1)

words = st.sampled_from(WORDS)
names = st.sampled_from(FIELD_NAMES)
phrases = st.lists(words, max_size=4).map(" ".join)
pieces = st.lists(st.sampled_from(("a", "b", "*", "?", "電", "池", "1")), max_size=4).filter(lambda p: set(p) - {"*"})
expressions = st.sampled_from(("a.", "(a|b)*", "[a-c]{1,3}", "cell?s?", "[^a].", "電.", "(a*)*b", '"x1"', "@b"))
leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Match, names, words, st.just(Operator.AND)),
    st.builds(Match, names, phrases, st.just(Operator.OR)),
    st.builds(Phrase, names, phrases, st.sampled_from((0, 0, 1, 2, 3, 20))),
    st.builds(PhrasePrefix, names, phrases, st.sampled_from((0, 1, 3))),
    st.builds(Term, names, phrases),
    st.builds(Terms, names, st.lists(words, max_size=3).map(tuple)),
    st.builds(Prefix, names, phrases),
    st.builds(Wildcard, names, pieces.map("".join)),
    st.builds(Regex, names, expressions),
    st.builds(Fuzzy, names, words, st.integers(0, 2)),
)
analyses = st.builds(Analysis, st.sampled_from(("EN", "DE", "JA", "KO")), st.booleans())


def marked(row: IndexRow, leaf: Node, analysis: Analysis, fits: Fits) -> bool:
    """Whether any field of a row has marks for a leaf."""
    for field in fields_of(leaf):
        sought = sought_by(leaf, field, analysis)
        values = row.values.get(field.name, [])
        texts = [("", str(value)) for value in values] if field.type is FieldType.NAME else values
        if marks(texts, sought, CHARS, fits):  # type: ignore[arg-type]
            return True
    return False


@profile(max_examples=80, deadline=None)
@given(leaves, analyses)
def test_a_record_has_marks_just_when_it_is_a_hit(leaf: Node, analysis: Analysis) -> None:
    found = ENGINE.search(CheckedQuery(leaf, analysis), PageRequest(size=len(ROWS)))
    every = [one for field in fields_of(leaf) for one in sought_by(leaf, field, analysis)]
    fits = Fits(frozenset(one.pattern for one in every if one.pattern))
    assert {row.id for row in ROWS if marked(row, leaf, analysis, fits)} == {hit.id for hit in found.hits}


def test_leaves_of_other_fields_have_nothing_to_mark() -> None:
    assert fields_of(Term("jurisdiction", "EP")) == ()
    assert [field.name for field in fields_of(Match(None, "x"))] == list(FIELDS["full_text"].parts)
