"""Trees back to text: what is written reads as the same tree."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tokkyo.errors import QueryError
from tokkyo.query.limits import DEFAULT_LIMITS
from tokkyo.query.lucene import parse
from tokkyo.query.render import NOTHING, normalise, render
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
WIDE = replace(DEFAULT_LIMITS, max_query_depth=100, max_query_chars=10**6)


def read(text: str) -> Node:
    return parse(text, regex=True, limits=WIDE)


CHARACTERS = st.characters(exclude_categories=["Cs"])
MARKS = st.sampled_from([*'()[]{}"“”\\^~*?:/<>=+-!&|　， \n', "AND", "OR", "NOT", "TO", "a", "é", "電", "1"])
TEXT = st.text(CHARACTERS, max_size=8) | st.lists(MARKS, max_size=5).map("".join)
WORD = TEXT.filter(bool)
FIELD = st.sampled_from(["title", "applicant.name", "no_such_field", "class_cpc.symbol"])
PLACE = st.none() | FIELD
BOOST = st.sampled_from([1.0, 1.0, 1.0, 2.0, 0.0, 0.1, 1e-7, 3e22])
PIECE = WORD.map(lambda text: "".join(f"\\{c}" if c in "\\*?" else c for c in text))


def sayable_leaf() -> st.SearchStrategy[Node]:
    wildcard = st.tuples(PIECE, st.sampled_from("*?"), PIECE).map("".join) | PIECE.map(lambda text: "*" + text)
    bounds = st.tuples(st.sampled_from(["gt", "gte"]), st.sampled_from(["lt", "lte"]), TEXT, TEXT, st.booleans())
    return st.one_of(
        st.builds(MatchAll, boost=BOOST),
        st.builds(Match, PLACE, WORD, st.just(AND), boost=BOOST),
        st.builds(Phrase, PLACE, TEXT, st.integers(0, 200), boost=BOOST),
        st.builds(Prefix, PLACE, WORD, boost=BOOST),
        st.builds(Wildcard, PLACE, wildcard, boost=BOOST),
        st.builds(Fuzzy, PLACE, WORD, st.integers(0, 2), boost=BOOST),
        st.builds(Regex, PLACE, st.from_regex(r"(?:[a-c .*|\[\]()]|\\/)+", fullmatch=True), boost=BOOST),
        st.builds(Exists, FIELD, boost=BOOST),
        st.builds(lambda field, boost, b: Range(field, boost=boost, **dict(_bounds(*b))), FIELD, BOOST, bounds),
    )


def _bounds(low: str, high: str, first: str, last: str, both: bool) -> list[tuple[str, Any]]:
    return [(low, first), (high, last)] if both else [(high, last)]


def sayable_group(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    more = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Bool, must=more, boost=BOOST),
        st.builds(Bool, must_not=some, boost=BOOST),
        st.builds(Bool, must=some, must_not=some, boost=BOOST),
        st.builds(Bool, should=more, boost=BOOST),
        st.builds(Bool, must=some, should=some, boost=BOOST),
    )


SAYABLE = st.recursive(sayable_leaf(), sayable_group, max_leaves=12)


@given(SAYABLE)
@settings(max_examples=200, deadline=None)
def test_what_is_written_reads_as_the_same_tree(tree: Node) -> None:
    assert read(render(tree)) == tree


VALUE = TEXT | st.integers(-(10**6), 10**6) | st.booleans() | st.floats(-1e6, 1e6)
BOUND = st.none() | VALUE
ANY_LEAF = st.one_of(
    sayable_leaf(),
    st.builds(MatchNone),
    st.builds(Term, FIELD, VALUE, boost=BOOST),
    st.builds(Terms, FIELD, st.lists(VALUE, max_size=3).map(tuple), boost=BOOST),
    st.builds(Match, PLACE, VALUE, st.sampled_from(Operator), st.none() | st.just("75%"), boost=BOOST),
    st.builds(Range, FIELD, BOUND, BOUND, BOUND, BOUND, boost=BOOST),
    st.builds(Prefix, PLACE, TEXT),
    st.builds(Wildcard, PLACE, TEXT),
)
LIST = st.just(())


def any_group(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(inner, max_size=3).map(tuple)
    return st.builds(Bool, some, some, some, some, st.none() | st.integers(0, 3), boost=BOOST)


@given(st.recursive(ANY_LEAF, any_group, max_leaves=10))
@settings(max_examples=200, deadline=None)
def test_normal_form_is_stable_and_sayable(tree: Node) -> None:
    try:
        normal = normalise(tree)
    except QueryError:
        event("only JSON can say it")
        return
    assert normalise(normal) == normal
    assert read(render(normal)) == normal
    assert read(render(tree))


ROWS: list[tuple[Node, str]] = [
    (Match("title", "car", AND), "title:car"),
    (Match("title", "two words", OR), "title:two OR title:words"),
    (Term("class_cpc.symbol", "Y02E10/70"), r"class_cpc.symbol:Y02E10\/70"),
    (Terms("kind", ("A1", "B2")), "kind:A1 OR kind:B2"),
    (Range("year_published", gte=2000, lt=2010), "year_published:[2000 TO 2010}"),
    (Range("date_published", gt="2009-01-01"), "date_published:{2009-01-01 TO *]"),
    (Bool(must=(Match(None, "a", AND),), filter=(Term("kind", "A"),)), 'a AND kind:A^0.0'),
    (Bool(should=(Match(None, "a", AND), Match(None, "b", AND)), must_not=(Match(None, "c", AND),)),
     "(a OR b) AND NOT c"),
    (Bool(should=(Match(None, "a", AND), Match(None, "b", AND)), minimum_should_match=2), "a AND b"),
    (MatchNone(), "NOT *"),
    (PhrasePrefix("title", "batt"), "title:batt*"),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "text"), ROWS)
def test_rendered(tree: Node, text: str) -> None:
    assert render(tree) == text


def test_nothing_can_be_said() -> None:
    assert normalise(MatchNone()) == NOTHING == read("NOT *")


@pytest.mark.parametrize(
    "tree",
    [
        Match("title", "a b", AND, minimum_should_match=1),
        PhrasePrefix("title", "solid batt"),
        Bool(should=(MatchAll(),) * 3, minimum_should_match=2),
    ],
)
def test_what_only_json_can_say(tree: Node) -> None:
    for action in (render, normalise):
        with pytest.raises(QueryError, match="not_expressible"):
            action(tree)
