"""Whatever the query, the embedded engine finds and sorts what the reference engine does."""

import itertools
import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tokkyo.engine.embedded import EmbeddedEngine
from tokkyo.engine.port import IndexRow, PageRequest, SortKey
from tokkyo.engine.reference import ReferenceEngine
from tokkyo.errors import QueryError
from tokkyo.query.tree import (
    Analysis,
    Bool,
    CheckedQuery,
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
from tokkyo.settings import defaults

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
    "の",
    "셀룰",
    ".",
    "a-b",
)
KEYS = ("A1", "a1", "A2", "B1", "AB", "É", "電池", "")
TEXTS = ("title", "abstract", "claim", "full_text", "applicant.name")
WHOLE = ("kind", "jurisdiction", "ids", "class_cpc.symbol")
NUMBERS = ("year_published", "date_published", "priority_claim.date")
FLAGS = ("has_title", "legal_status.granted")
LANGUAGES = ("en", "de", "ja", "ko", "")
PATTERNS = ("a", "b", "*", "?", "電", "池", "の", "1", "\\*", "É")
REGEXES = (
    "a.",
    "(a|b)*",
    "[a-c]{1,3}",
    "cell?s?",
    ".*",
    "[^a].",
    "電.",
    "A[0-9]",
    "(aa|ab|)",
    "\\w+",
    "a{2}",
    '"x1"',
    "@b",
    "x<0-3>",
)

words = st.sampled_from(WORDS)
phrases = st.lists(words, max_size=4).map(" ".join)
numbers = st.integers(-3, 3)
boosts = st.sampled_from((1.0, 2.5))
texts = st.sampled_from(TEXTS)
patterned = st.sampled_from((*TEXTS, *WHOLE))
whole = st.sampled_from(WHOLE)
keys = st.sampled_from(KEYS)
bound = st.none() | numbers

leaves: st.SearchStrategy[Node] = st.one_of(
    st.just(MatchAll()),
    st.just(MatchNone()),
    st.builds(Term, texts, phrases, boost=boosts),
    st.builds(Term, whole, keys),
    st.builds(Term, st.sampled_from(NUMBERS), numbers),
    st.builds(Term, st.sampled_from(FLAGS), st.booleans()),
    st.builds(Terms, whole, st.lists(keys, max_size=3).map(tuple)),
    st.builds(Terms, texts, st.lists(words, max_size=3).map(tuple)),
    st.builds(
        Match,
        texts,
        phrases,
        st.sampled_from(Operator),
        st.sampled_from((None, 1, 2, -1, "50%", "-30%", "1<2", "2<-1 3<50%")),
        boost=boosts,
    ),
    st.builds(Phrase, texts, phrases, st.sampled_from((0, 0, 1, 2, 3, 5, 20))),
    st.builds(PhrasePrefix, texts, phrases, st.sampled_from((0, 0, 1, 3))),
    st.builds(Prefix, patterned, phrases),
    st.builds(Wildcard, patterned, st.lists(st.sampled_from(PATTERNS), max_size=5).map("".join)),
    st.builds(Regex, patterned, st.sampled_from(REGEXES)),
    st.builds(Fuzzy, patterned, st.one_of(words, keys), st.integers(0, 2)),
    st.builds(Range, st.sampled_from(NUMBERS), bound, bound, bound, bound),
    st.builds(Exists, st.sampled_from((*TEXTS, *WHOLE, *NUMBERS, *FLAGS))),
)


def _bools(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(inner, max_size=3).map(tuple)
    return st.builds(Bool, some, some, some, some, st.sampled_from((None, None, 0, 1, 2, 3, -1)), boost=boosts)


trees = st.recursive(leaves, _bools, max_leaves=6)
analyses = st.builds(Analysis, st.sampled_from(("EN", "DE", "JA", "KO")), st.booleans())
sort_keys = st.sampled_from(("kind", "jurisdiction", "year_published", "date_published"))
sorts = st.lists(st.builds(SortKey, sort_keys, st.booleans()), min_size=1, max_size=3).map(tuple)


def _row(id: int, chance: random.Random) -> IndexRow:
    def some(values: tuple[str, ...], most: int) -> list[str]:
        return [chance.choice(values) for _ in range(chance.randint(0, most))]

    def text() -> list[tuple[str, str]]:
        return [(chance.choice(LANGUAGES), " ".join(some(WORDS, 6))) for _ in range(chance.randint(0, 3))]

    def days(most: int) -> list[int]:
        return [chance.randint(-3, 3) for _ in range(chance.randint(0, most))]

    return IndexRow(
        id,
        id,
        {
            "title": text(),
            "abstract": text(),
            "claim": text(),
            "applicant.name": [" ".join(some(WORDS, 3)) for _ in range(chance.randint(0, 3))],
            "kind": some(KEYS, 1),
            "jurisdiction": some(KEYS, 1),
            "ids": some(KEYS, 3),
            "class_cpc.symbol": some(KEYS, 3),
            "year_published": days(1),
            "date_published": days(1),
            "priority_claim.date": days(3),
            "has_title": [chance.random() < 0.5],
            **({"legal_status.granted": [chance.random() < 0.5]} if chance.random() < 0.6 else {}),
        },
    )


Pair = tuple[ReferenceEngine, EmbeddedEngine, dict[int, IndexRow]]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Both engines after the same history: three batches, replacements and deletions."""
    small = defaults(index_heap_bytes=15_000_000, index_threads=1, index_batch=25)
    chance = random.Random(20)
    known: dict[int, IndexRow] = {}
    oracle = ReferenceEngine()
    with EmbeddedEngine.open(tmp_path_factory.mktemp("index"), small, write=True) as engine:
        for step, (first, last) in enumerate(itertools.pairwise((0, 40, 70, 90))):
            rows = [_row(id, chance) for id in (*range(first, last), *chance.sample(range(90), 5))]
            deleted = chance.sample(range(90), 3)
            known.update((row.id, row) for row in rows)
            oracle.index(rows, deleted, step)
            engine.index(rows, deleted, step)
        yield oracle, engine, known


agreement = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_same_rows_are_left(pair: Pair) -> None:
    oracle, engine, _ = pair
    assert list(engine.ids()) == oracle.ids()
    assert 60 < len(oracle.ids()) < 90


@agreement
@given(trees, analyses)
def test_the_same_ids_are_found(pair: Pair, root: Node, analysis: Analysis) -> None:
    oracle, engine, _ = pair
    query, page = CheckedQuery(root, analysis), PageRequest(size=1000)
    expected = oracle.search(query, page)
    got = engine.search(query, page)
    assert sorted(hit.id for hit in got.hits) == sorted(hit.id for hit in expected.hits)
    assert got.total == expected.total


@settings(max_examples=100, deadline=None)
@given(trees, sorts, st.integers(0, 30), st.integers(0, 30))
def test_the_same_order(pair: Pair, root: Node, sort: tuple[SortKey, ...], size: int, offset: int) -> None:
    oracle, engine, rows = pair
    query, page = CheckedQuery(root), PageRequest(size, offset, sort)
    expected = oracle.search(query, page)
    got = engine.search(query, page)
    assert (got.total, len(got.hits)) == (expected.total, len(expected.hits))
    if len(sort) > 1:
        assert got.hits == expected.hits
    whole = PageRequest(1000, 0, sort)
    order = [hit.id for hit in oracle.search(query, whole).hits]
    everything = [hit.id for hit in engine.search(query, whole).hits]
    assert [hit.id for hit in got.hits] == everything[offset : offset + size]
    assert sorted(everything) == sorted(order)
    assert [_key(rows[id], sort[0]) for id in everything] == [_key(rows[id], sort[0]) for id in order]


def _key(row: IndexRow, key: SortKey) -> object:
    values = row.values[key.field]
    return str(values[0]).upper() if values else None


@agreement
@given(phrases, st.integers(1, 6), texts, analyses)
def test_distances_agree_with_and_without_scores(
    pair: Pair, text: str, slop: int, name: str, analysis: Analysis
) -> None:
    oracle, engine, _ = pair
    query = CheckedQuery(Phrase(name, text, slop), analysis)
    total = oracle.search(query, PageRequest()).total
    assert engine.search(query, PageRequest()).total == total
    assert engine.search(query, PageRequest(sort=(SortKey("kind"),))).total == total
    assert engine.search(CheckedQuery(Bool(filter=(query.root,)), analysis), PageRequest()).total == total


@agreement
@given(st.text(st.sampled_from('ab.*+?()[]{}|^-\\"01,電'), max_size=10), patterned)
def test_any_pattern_finds_the_same_or_is_refused_alike(pair: Pair, pattern: str, name: str) -> None:
    oracle, engine, _ = pair
    outcomes = []
    for one in (oracle, engine):
        try:
            outcomes.append(
                sorted(hit.id for hit in one.search(CheckedQuery(Regex(name, pattern)), PageRequest(99)).hits)
            )
        except QueryError as error:
            outcomes.append([error.code])
    assert outcomes[0] == outcomes[1] or outcomes[1] == ["regex_too_complex"]
