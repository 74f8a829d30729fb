"""What each kind of query finds, in both engines."""

import pytest

from tokkyo.engine.port import Engine, PageRequest
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

PLAIN = Analysis(stemming=False)
STEMMED = Analysis()
ALL = {1, 2, 3, 4, 5}


def found(engine: Engine, node: Node, analysis: Analysis = STEMMED) -> set[int]:
    page = engine.search(CheckedQuery(node, analysis), PageRequest(size=100))
    assert page.total == len(page.hits)
    return {hit.id for hit in page.hits}


AND, OR = Operator.AND, Operator.OR

# One row a rule: the query and the ids it finds in the corpus of conftest.
QUERIES: tuple[tuple[Node, set[int]], ...] = (
    (MatchAll(), ALL),
    (MatchNone(), set()),
    # whole values, folded as the registry says
    (Term("jurisdiction", "EP"), {1, 4}),
    (Term("jurisdiction", "ep"), {1, 4}),
    (Term("lang", "JA"), {2}),
    (Term("class_cpc.symbol", "H01M10/052"), {1}),
    (Term("ids", "JP2000002B2"), {2}),
    (Term("lens_id", "051-002-003-004-005"), {3}),
    (Term("applicant.name.exact", "toyota motor corp"), {1}),
    (Term("applicant.name.exact", "toyota"), set()),
    (Terms("jurisdiction", ("EP", "US", "XX")), {1, 4, 5}),
    (Terms("jurisdiction", ()), set()),
    (Terms("year_published", (1968, 2022)), {2, 3}),
    (Terms("title", ("solar", "太阳")), {1, 3}),
    (Terms("legal_status.granted", (True, False)), ALL),
    (Match("jurisdiction", "us"), {5}),
    # numbers and dates, before 1970 too
    (Term("applicant_count", 9), {4}),
    (Term("applicant_count", 2**80), set()),
    (Term("date_published", -400), {2}),
    (Match("year_published", 2019), {1}),
    (Range("date_published", gte=18000, lte=18000), {1, 4}),
    (Range("date_published", gt=18000), {3}),
    (Range("date_published", lt=18000), {2}),
    (Range("date_published", gte=-400, lt=19000), {1, 2, 4}),
    (Range("date_published"), {1, 2, 3, 4}),
    (Range("date_published", gt=5, lt=5), set()),
    (Range("date_published", gte=2**70), set()),
    (Range("date_published", lte=2**70), {1, 2, 3, 4}),
    (Range("applicant_count", gt=1.5, lt=9), {1}),
    # flags: absent is false
    (Term("legal_status.granted", True), {2, 4}),
    (Term("legal_status.granted", False), {1, 3, 5}),
    (Term("has_abstract", False), ALL),
    # presence
    (Exists("title"), {1, 2, 3, 4}),
    (Exists("description"), {4}),
    (Exists("full_text"), {1, 2, 3, 4}),
    (Exists("applicant.name"), {1, 2, 3}),
    (Exists("doc_number"), {1, 2, 5}),
    (Exists("date_published"), {1, 2, 3, 4}),
    (Exists("has_title"), ALL),
    # words
    (Match("title", "battery"), {1, 2, 4}),
    (Match("title", "Batteries"), {1, 2, 4}),
    (Match("title", "solar management"), {1, 4}),
    (Match("title", "solar battery", AND), {1}),
    (Match("title", "solar battery lithium", OR, 2), {1, 2}),
    (Match("title", "solar battery lithium", OR, "-1"), {1, 2}),
    (Match("title", "solar battery lithium", OR, "100%"), set()),
    (Match("title", "solar battery", OR, 3), set()),
    (Match("title", "?!"), set()),
    (Match("applicant.name", "muller"), {1}),
    (Match("applicant.name", "motors"), set()),
    (Match(None, "photovoltaic glass", AND), {1}),
    (Match("full_text", "lithium module"), {1, 2}),
    (Term("title", "Batterien"), {1}),
    (Term("title", "batteries"), set()),
    (Term("full_text", "GLASS"), {1}),
    # phrases
    (Phrase("title", "solar cells"), {1}),
    (Phrase("title", "cells solar"), set()),
    (Phrase("title", "cells solar", 2), {1}),
    (Phrase("title", "solar battery"), set()),
    (Phrase("title", "solar battery", 2), set()),
    (Phrase("title", "solar battery", 3), {1}),
    (Phrase("title", "battery cells solar", 5), set()),
    (Phrase("title", "battery cells solar", 6), {1}),
    (Phrase("title", "solar"), {1}),
    (Phrase("title", "..."), set()),
    (Phrase("full_text", "battery management system"), {4}),
    (Phrase("jurisdiction", "us"), {5}),
    (Phrase("claim", "frame the module"), set()),
    (Phrase("claim", "frame the", 15), set()),
    (Phrase("claim", "frame the", 16), {1}),
    (Phrase("applicant.name", "gmbh toyota"), set()),
    # Chinese, Japanese and Korean
    (Match("title", "電池"), {2}),
    (Match("title", "电池"), {3}),
    (Match("full_text", "电池"), {3}),
    (Match("title", "関理"), set()),
    (Match("title", "ﾘﾁｳﾑ"), {2}),
    (Match("title", "製造方法 太阳能"), {2, 3}),
    (Match("title", "製造方法 太阳能", AND), set()),
    (Match("title", "電"), {2}),
    (Match("title", "法"), {2}),
    (Match("abstract", "に関する"), {2}),
    (Match("title", "배터리"), {4}),
    (Match("title", "관리"), {4}),
    (Match("applicant.name", "自動車"), {2}),
    (Term("title", "イオン電池"), {2}),
    (Phrase("title", "リチウムイオン電池"), {2}),
    (Phrase("title", "電池リチウム"), set()),
    (Phrase("title", "관리 시스템"), {4}),
    (Prefix("title", "製造"), {2}),
    (Wildcard("title", "製造*"), {2}),
    (Wildcard("title", "*電池*方法"), {2}),
    (Fuzzy("title", "製造", 1), {2}),
    # patterns
    (Prefix("title", "Batt"), {1, 2, 4}),
    (Prefix("title", "solar ce"), {1}),
    (PhrasePrefix("title", "solar ce"), {1}),
    (PhrasePrefix("title", "Solar CELLS"), {1}),
    (PhrasePrefix("title", "cells sol"), set()),
    (PhrasePrefix("title", "cells sol", 2), {1}),
    (PhrasePrefix("title", "batt"), {1, 2, 4}),
    (PhrasePrefix("title", "..."), set()),
    (PhrasePrefix("full_text", "battery manag"), {4}),
    (PhrasePrefix("applicant.name", "müll"), {1}),
    (PhrasePrefix("title", "リチウムイオン"), {2}),
    (Prefix("title", ""), set()),
    (Prefix("class_cpc.symbol", "h01m"), {1, 2}),
    (Prefix("class_cpc.symbol", ""), {1, 2, 4}),
    (Prefix("full_text", "photovolt"), {1, 3}),
    (Wildcard("title", "b?tter*"), {1, 2, 4}),
    (Wildcard("title", "*tterien"), {1}),
    (Wildcard("title", "Müller"), set()),
    (Wildcard("applicant.name", "Müll*"), {1}),
    (Wildcard("title", "*"), {1, 2, 3, 4}),
    (Wildcard("doc_number", "*0*"), {1, 2}),
    (Wildcard("class_cpc.symbol", "H01M*/052?"), {2}),
    (Wildcard("lens_id", r"001\*"), set()),
    (Regex("kind", "A[1-4]"), {1}),
    (Regex("kind", "[ab][0-9]"), {1, 2, 4}),
    (Regex("kind", "b(1|2)"), {2, 4}),
    (Regex("kind", "u?"), {3}),
    (Regex("kind", "b<2-9>"), {2}),
    (Regex("title", "@batter@"), {1, 2, 4}),
    (Regex("title", "(solar|lithi.m)"), {1, 2}),
    (Regex("title", "batter(y|ie[a-z]{1,2})"), {1, 2, 4}),
    (Regex("doc_number", r"\d+"), {1, 2, 5}),
    (Regex("class_cpc.symbol", 'H02"S40/"38'), {1}),
    (Regex("title", "[^s]olar"), set()),
    (Fuzzy("title", "batery", 1), {1, 2, 4}),
    (Fuzzy("title", "btatery", 1), {1, 2, 4}),
    (Fuzzy("title", "btaery", 1), set()),
    (Fuzzy("title", "battrey", 1), {1, 2, 4}),
    (Fuzzy("title", "solr", 0), set()),
    (Fuzzy("jurisdiction", "ez", 1), {1, 4}),
    (Fuzzy("full_text", "photovoltaics", 2), {1}),
    # structure
    (Bool(), ALL),
    (Bool(must=(Term("jurisdiction", "EP"), Match("title", "solar"))), {1}),
    (Bool(must_not=(Term("jurisdiction", "EP"),)), {2, 3, 5}),
    (Bool(filter=(Term("jurisdiction", "EP"),), must_not=(Term("kind", "A1"),)), {4}),
    (Bool(should=(Term("kind", "A1"), Term("kind", "U"))), {1, 3}),
    (Bool(must=(MatchAll(),), should=(Term("kind", "A1"),)), ALL),
    (Bool(must=(MatchAll(),), should=(Term("kind", "A1"),), minimum_should_match=1), {1}),
    (Bool(should=(Term("kind", "A1"), Term("kind", "U")), minimum_should_match=2), set()),
    (Bool(should=(Term("kind", "A1"), Term("jurisdiction", "EP")), minimum_should_match=2), {1}),
    (Bool(should=(Term("kind", "A1"), Term("kind", "U")), minimum_should_match=0), {1, 3}),
    (Bool(should=(Term("kind", "A1"),), minimum_should_match=2), set()),
    (Bool(should=(Term("kind", "A1"), Term("kind", "U")), minimum_should_match=-1), {1, 3}),
    (Bool(must=(Bool(must_not=(Exists("title"),)),)), {5}),
    (Bool(must_not=(MatchAll(),)), set()),
)


@pytest.mark.parametrize(("node", "expected"), QUERIES, ids=lambda value: repr(value)[:70])
def test_query_finds(loaded: Engine, node: Node, expected: set[int]) -> None:
    assert found(loaded, node) == expected


# The language of a query chooses the stems; the texts of that language alone are searched, English searches all.
LANGUAGES = (
    ("EN", "cell", {1}),
    ("DE", "Solarzelle", {1}),
    ("DE", "batterie", {1}),
    ("EN", "Solarzelle", set()),
    ("EN", "Solarzellen", {1}),
    ("FR", "cellule photovoltaïque", {3}),
    ("FR", "solar", set()),
    ("JA", "電池", {2}),
    ("ZH", "電池", set()),
    ("ZH", "电池", {3}),
    ("KO", "배터리", {4}),
    ("JA", "배터리", set()),
    ("XX", "battery", {1, 2, 4}),
)


@pytest.mark.parametrize(("language", "text", "expected"), LANGUAGES)
def test_language_of_a_query(loaded: Engine, language: str, text: str, expected: set[int]) -> None:
    if language == "XX":
        assert found(loaded, Match("title", text), Analysis("XX", stemming=False)) == expected
    else:
        assert found(loaded, Match("title", text, AND), Analysis(language)) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("batteries", set()), ("Batterien", {1}), ("BATTERY", {1, 2, 4}), ("電池", {2})]
)
def test_without_stemming_words_are_exact(loaded: Engine, text: str, expected: set[int]) -> None:
    assert found(loaded, Match("title", text), PLAIN) == expected


@pytest.mark.parametrize("pattern", ["a~b", "a&b", "#"])
def test_lucene_operators_are_refused(loaded: Engine, pattern: str) -> None:
    with pytest.raises(QueryError) as caught:
        found(loaded, Regex("kind", pattern))
    assert caught.value.code == "regex_unsupported"


@pytest.mark.parametrize(
    "node",
    [Prefix("date_published", "1"), Wildcard("year_published", "2*"), Regex("has_title", "t"), Fuzzy("created", "1")],
)
def test_patterns_need_text(loaded: Engine, node: Node) -> None:
    with pytest.raises(QueryError) as caught:
        found(loaded, node)
    assert caught.value.code == "not_text"


def test_ranges_need_an_order(loaded: Engine) -> None:
    with pytest.raises(QueryError) as caught:
        found(loaded, Range("jurisdiction", gte="A"))
    assert caught.value.code == "not_ordered"


def test_boost_multiplies_the_score(loaded: Engine) -> None:
    def best(boost: float) -> float:
        query = CheckedQuery(Term("jurisdiction", "EP", boost=boost))
        return loaded.search(query, PageRequest()).max_score

    assert best(3.0) == pytest.approx(3 * best(1.0))


def test_filters_do_not_score(loaded: Engine) -> None:
    words = Match("title", "solar")
    plain = loaded.search(CheckedQuery(words), PageRequest())
    filtered = loaded.search(CheckedQuery(Bool(must=(words,), filter=(Term("kind", "A1"),))), PageRequest())
    assert filtered.max_score == pytest.approx(plain.max_score)
