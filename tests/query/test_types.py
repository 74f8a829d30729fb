"""Every query type of the request page and its clients, from what is sent to what is found."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tokkyo.engine.port import IndexRow, PageRequest
from tokkyo.engine.reference import ReferenceEngine
from tokkyo.errors import QueryError
from tokkyo.fields.extract import days
from tokkyo.query.check import check
from tokkyo.query.dsl import parse

TODAY = date(2026, 11, 21)


def row(id: int, **values: Any) -> IndexRow:
    """A row of a shelf of invented publications; names have `__` for their dots."""
    return IndexRow(id, id, {name.replace("__", "."): value for name, value in values.items()})


SHELF = (
    row(
        1,
        title=[("en", "Folding chair with woven seat")],
        abstract=[("en", "A chair folds flat; its seat is woven from willow.")],
        claim=[("en", "1. A chair.")],
        applicant__name=["OAK AND WILLOW LTD"],
        jurisdiction=["US"],
        kind=["A1"],
        doc_number=["20090000011"],
        publication_type=["PATENT_APPLICATION"],
        legal_status__patent_status=["PENDING"],
        date_published=[days("2009-05-22")],
        year_published=[2009],
        family__simple__size=[2],
        class_cpc__symbol=["A47C4/04", "Y02E10/70"],
        ids=["US20090000011", "US20090000011A1"],
        has_abstract=[True],
    ),
    row(
        2,
        title=[("en", "Chair"), ("de", "Klappstuhl")],
        claim=[("en", "1. A folding seat.")],
        applicant__name=["WILLOW BROTHERS"],
        jurisdiction=["US"],
        kind=["B2"],
        doc_number=["7654321"],
        publication_type=["GRANTED_PATENT"],
        legal_status__patent_status=["ACTIVE"],
        date_published=[days("2010-09-30")],
        year_published=[2010],
        family__simple__size=[7],
        class_cpc__symbol=["A47C4/52"],
        ids=["US7654321", "US7654321B2", "7654321"],
        has_abstract=[],
    ),
    row(
        3,
        title=[("en", "Woven mat")],
        abstract=[("en", "The mat folds and unfolds.")],
        jurisdiction=["EP"],
        kind=["A4"],
        doc_number=["0227762"],
        publication_type=["SEARCH_REPORT"],
        date_published=[days("2010-10-01")],
        year_published=[2010],
        family__simple__size=[2],
        class_cpc__symbol=["A47G27/02"],
        ids=["EP0227762", "EP0227762A4"],
        has_abstract=[True],
    ),
)  # fmt: skip
ALL = {1, 2, 3}


@pytest.fixture(scope="module")
def shelf() -> Iterator[ReferenceEngine]:
    engine = ReferenceEngine()
    engine.index(SHELF, (), 1)
    yield engine
    engine.close()


def hits(shelf: ReferenceEngine, query: Any, *, regex: bool = False) -> set[int]:
    checked = check(parse(query, regex=regex), today=TODAY, lenient=True)
    return {hit.id for hit in shelf.search(checked, PageRequest(size=50)).hits}


def ranged(field: str, **bounds: Any) -> dict[str, Any]:
    return {"range": {field: bounds}}


TYPES: list[tuple[Any, set[int]]] = [
    # term: one exact value, also as an object, in any case, with blanks; one word of a text
    ({"term": {"publication_type": "GRANTED_PATENT"}}, {2}),
    ({"term": {"publication_type": "granted patent"}}, {2}),
    ({"term": {"publication_type": {"value": "Granted-Patent", "boost": 2}}}, {2}),
    ({"term": {"jurisdiction": "us"}}, {1, 2}),
    ({"term": {"title": "chair"}}, {1, 2}),
    ({"term": {"title": "chairs"}}, set()),
    ({"term": {"has_abstract": True}}, {1, 3}),
    ({"term": {"has_abstract": "false"}}, {2}),
    ({"term": {"year_published": "2010"}}, {2, 3}),
    ({"term": {"year_published": 2010}}, {2, 3}),
    ({"term": {"date_published": "2010-09"}}, {2}),
    # terms: any of several values
    ({"terms": {"doc_number": ["20090000011", "7654321"]}}, {1, 2}),
    ({"terms": {"doc_number": [7654321]}}, {2}),
    ({"terms": {"jurisdiction": "EP"}}, {3}),
    ({"terms": {"jurisdiction": []}}, set()),
    ({"terms": {"title": ["mat", "Chair"]}}, ALL),
    ({"terms": {"publication_type": ["search report", "GRANTED_PATENT"]}}, {2, 3}),
    ({"terms": {"ids": ["US 7,654,321 B2", "EP_0227762_A4"]}}, {2, 3}),
    # match: any word, all words, so many words; numbers, dates and truth values
    ({"match": {"title": "woven chairs"}}, ALL),
    ({"match": {"title": {"query": "woven chair", "operator": "and"}}}, {1}),
    ({"match": {"title": {"query": "woven chair", "operator": "AND"}}}, {1}),
    ({"match": {"title": {"query": "woven folding chair", "minimum_should_match": 2}}}, {1}),
    ({"match": {"title": {"query": "woven folding chair", "minimum_should_match": "34%"}}}, ALL),
    ({"match": {"title": {"query": "woven folding chair", "minimum_should_match": "2<-1"}}}, {1}),
    ({"match": {"title": {"query": "mat", "boost": 2.5}}}, {3}),
    ({"match": {"year_published": "2009"}}, {1}),
    ({"match": {"date_published": "2010-10-01"}}, {3}),
    ({"match": {"has_abstract": "true"}}, {1, 3}),
    ({"match": {"applicant.name": "willow"}}, {1, 2}),
    # match_phrase: the words next to each other
    ({"match_phrase": {"title": "folding chair"}}, {1}),
    ({"match_phrase": {"title": "chair folding"}}, set()),
    ({"match_phrase": {"title": {"query": "folding seat", "slop": 3}}}, {1}),
    ({"match_phrase": {"applicant.name": "Willow Brothers"}}, {2}),
    ({"match_phrase": {"year_published": "2009"}}, {1}),
    # match_phrase_prefix: a phrase whose last word is only begun
    ({"match_phrase_prefix": {"title": "folding ch"}}, {1}),
    ({"match_phrase_prefix": {"title": "wov"}}, {1, 3}),
    ({"match_phrase_prefix": {"title": {"query": "woven m", "max_expansions": 5}}}, {3}),
    ({"match_phrase_prefix": {"title": {"query": "folding wov", "slop": 2}}}, {1}),
    ({"match_phrase_prefix": {"class_cpc.symbol": "A47C4"}}, {1, 2}),
    # multi_match: all types clients send
    ({"multi_match": {"query": "folding chair", "fields": ["title", "claim"]}}, {1, 2}),
    ({"multi_match": {"query": "folding chair", "fields": ["title", "claim"], "operator": "and"}}, {1}),
    ({"multi_match": {"query": "folding chair", "fields": ["title^3", "claim"], "type": "best_fields"}}, {1, 2}),
    ({"multi_match": {"query": "mat", "fields": ["title", "abstract^0.5"], "type": "most_fields"}}, {3}),
    ({"multi_match": {"query": "folding chair", "fields": ["title", "claim"], "type": "cross_fields",
                      "operator": "and"}}, {1, 2}),
    ({"multi_match": {"query": "folding chair mat", "fields": ["title", "claim"], "type": "cross_fields",
                      "minimum_should_match": 2}}, {1, 2}),
    ({"multi_match": {"query": "folding seat", "fields": ["title", "claim"], "type": "phrase"}}, {2}),
    ({"multi_match": {"query": "folding se", "fields": ["title", "claim"], "type": "phrase_prefix"}}, {2}),
    ({"multi_match": {"query": "willow"}}, {1}),
    # range: numbers, texts, dates, parts of dates, formats, open ends
    (ranged("year_published", gte="1980", lte="2009"), {1}),
    (ranged("year_published", gt=2009), {2, 3}),
    (ranged("year_published", gt=2009.5, lt="2010.5"), {2, 3}),
    (ranged("date_published", gte="2010-09-01", lte="2010-09-30"), {2}),
    (ranged("date_published", gte="2010"), {2, 3}),
    (ranged("date_published", gt="2010"), set()),
    (ranged("date_published", lt="2010"), {1}),
    (ranged("date_published", lte="2010"), ALL),
    (ranged("date_published", lte="2010-09"), {1, 2}),
    (ranged("date_published", lt="2010-10"), {1, 2}),
    (ranged("date_published", gte="30/09/2010", format="dd/MM/yyyy"), {2, 3}),
    (ranged("date_published", gte="2010-09-30", lte="2010", format="yyyy-MM-dd||yyyy"), {2, 3}),
    (ranged("date_published", gte="2010-10-01", lt=None), {3}),
    (ranged("date_published", gte="now-17y/y"), ALL),
    (ranged("date_published"), ALL),
    (ranged("legal_status.grant_date"), set()),
    # bool: lists or single queries, every form of minimum_should_match
    ({"bool": {"must": [{"term": {"jurisdiction": "US"}}, {"match": {"title": "woven"}}]}}, {1}),
    ({"bool": {"must": {"term": {"jurisdiction": "US"}}}}, {1, 2}),
    ({"bool": {"should": {"term": {"kind": "B2"}}}}, {2}),
    ({"bool": {"should": [{"term": {"kind": "B2"}}, {"term": {"kind": "A4"}}]}}, {2, 3}),
    ({"bool": {"must_not": {"term": {"kind": "B2"}}}}, {1, 3}),
    ({"bool": {"filter": {"term": {"jurisdiction": "US"}}, "should": [{"term": {"kind": "A4"}}]}}, {1, 2}),
    ({"bool": {"should": ["chair", "woven", "mat"], "minimum_should_match": 2}}, {1, 3}),
    ({"bool": {"should": ["chair", "woven", "mat"], "minimum_should_match": "2"}}, {1, 3}),
    ({"bool": {"should": ["chair", "woven", "mat"], "minimum_should_match": -1}}, {1, 3}),
    ({"bool": {"should": ["chair", "woven", "mat"], "minimum_should_match": "67%"}}, {1, 3}),
    ({"bool": {"should": ["chair", "woven", "mat"], "minimum_should_match": "2<67%"}}, {1, 3}),
    ({"bool": {"must": "chair", "filter": ["woven", {"bool": {"must_not": [{"term": {"kind": "B2"}}]}}]}}, {1}),
    ({"bool": {}}, ALL),
    # query_string and simple_query_string
    ({"query_string": {"query": "title:woven AND NOT mat"}}, {1}),
    ({"query_string": {"query": "woven chair", "fields": ["title"]}}, ALL),
    ({"query_string": {"query": "woven chair", "fields": ["title"], "default_operator": "And"}}, {1}),
    ({"query_string": {"query": "seat", "fields": ["title^2", "claims"]}}, {1, 2}),
    ({"query_string": {"query": "seat", "default_field": "title"}}, {1}),
    ({"simple_query_string": {"query": "woven -mat", "fields": ["title"], "default_operator": "and"}}, {1}),
    ({"simple_query_string": {"query": "\"folding chair\" | ma*", "fields": ["title^3"]}}, {1, 3}),
    # wildcard and prefix: text or {value}, * and ? at both ends
    ({"wildcard": {"class_cpc.symbol": "A47C*"}}, {1, 2}),
    ({"wildcard": {"class_cpc.symbol": {"value": "a47c4/?4"}}}, {1}),
    ({"wildcard": {"doc_number": "*000001*"}}, {1}),
    ({"wildcard": {"title": {"wildcard": "?oven"}}}, {1, 3}),
    ({"prefix": {"class_cpc.symbol": "A47"}}, ALL),
    ({"prefix": {"title": {"value": "Fold"}}}, {1}),
    # fuzzy, exists, ids, match_all, match_none, constant_score
    ({"fuzzy": {"title": {"value": "chiar", "fuzziness": 1}}}, {1, 2}),
    ({"exists": {"field": "abstract"}}, {1, 3}),
    ({"exists": {"field": "legal_status.patent_status"}}, {1, 2}),
    ({"ids": {"values": ["EP0227762", "US 7,654,321"]}}, {2, 3}),
    ({"match_all": {}}, ALL),
    ({"match_none": {}}, set()),
    ({"constant_score": {"filter": {"term": {"kind": "A1"}}, "boost": 3}}, {1}),
    # a bare string, and the spellings only the normalising parser of the real service takes
    ("woven chair", {1}),
    ("title:(mat OR seat)", {1, 3}),
    ("jurisdiction: US", {1, 2}),
    ("title: (woven mat) OR kind: B2", {2, 3}),
    ("year_published:>2009", {2, 3}),
    ("year_published:>=2010", {2, 3}),
    ("year_published: >= 2010", {2, 3}),
    ("year_published:<2010", {1}),
    ("year_published>2009", {2, 3}),
    ("family.simple.size>5", {2}),
    ("family.simple.size >= 7", {2}),
    ("woven AND family.simple.size<5", {1, 3}),
    ("year_published:[2000 TO 2009]", {1}),
    ("year_published:[2010 TO *]", {2, 3}),
    ("date_published:[* TO 2010-09]", {1, 2}),
    (r"class_cpc.symbol:Y02E10\/70", {1}),
    ("class_cpc.symbol:Y02E10/70", {1}),
    ("( class_cpc.symbol: (A47C4/52) )", {2}),
    (r"class_cpc.symbol:(A47C4\/5*)", {2}),
    (r"title:\OR", set()),
    ("\"folding chair\"~2 OR mat", {1, 3}),
    ("chiar~", {1, 2}),
    ("chair^3 OR mat", ALL),
    ("+woven -mat", {1}),
    ("publication_type:\"granted patent\"", {2}),
    ("legal_status.patent_status:active", {2}),
    ("*", ALL),
]  # fmt: skip


@pytest.mark.parametrize(("query", "found"), TYPES, ids=lambda value: str(value)[:80])
def test_query_finds(shelf: ReferenceEngine, query: Any, found: set[int]) -> None:
    assert hits(shelf, query) == found


EXPRESSIONS = [
    ("kind:/A[2-4]/", {3}),
    ("kind:/[ab]./ AND woven", {1, 3}),
    ("title:/.*[Ff]ol.*/", {1}),
    ("title:/(mat|woven)/", {1, 3}),
    ("doc_number:/0{1,2}2+7.*/", {3}),
    ("kind:/A<1-3>/", {1}),
    ("class_cpc.symbol:/A47@/", ALL),
    ({"regexp": {"kind": "A[2-4]"}}, {3}),
    ({"regexp": {"kind": {"value": "b.", "flags": "ALL", "case_insensitive": True}}}, {2}),
    ({"query_string": {"query": "kind:/A[2-4]/"}}, {3}),
    ({"bool": {"must": [{"regexp": {"title": "wo.*"}}, {"term": {"jurisdiction": "US"}}]}}, {1}),
]


@pytest.mark.parametrize(("query", "found"), EXPRESSIONS, ids=str)
def test_regular_expressions_are_on_only_with_regex(shelf: ReferenceEngine, query: Any, found: set[int]) -> None:
    assert hits(shelf, query, regex=True) == found
    with pytest.raises(QueryError, match="regex_not_enabled"):
        hits(shelf, query)


@pytest.mark.parametrize(
    ("query", "place"),
    [("kind:/A~/", "character 0"), ("woven kind:/&/", "character 6"), ({"regexp": {"kind": "#"}}, "query.regexp")],
)
def test_operators_of_expressions_that_nothing_can_run_are_refused_by_name(
    shelf: ReferenceEngine, query: Any, place: str
) -> None:
    with pytest.raises(QueryError, match="regex_unsupported") as caught:
        hits(shelf, query, regex=True)
    assert place in str(caught.value)
    assert caught.value.fix


def test_a_terms_query_takes_ten_thousand_values_and_not_one_more(shelf: ReferenceEngine) -> None:
    values = [str(number) for number in range(1, 10_000)]
    assert hits(shelf, {"terms": {"doc_number": [*values, "7654321"]}}) == {2}
    with pytest.raises(QueryError, match="too_many_terms") as caught:
        hits(shelf, {"terms": {"doc_number": [*values, "7654321", "7654322"]}})
    assert "10000" in caught.value.message
    assert caught.value.path == "query.terms.doc_number"


def test_boosts_change_the_order_and_not_the_hits() -> None:
    for query in (
        {"match": {"title": {"query": "a", "boost": 2}}},
        {"match_phrase": {"title": {"query": "a", "boost": 2}}},
        {"term": {"title": {"value": "a", "boost": 2}}},
        {"terms": {"title": ["a"], "boost": 2}},
        {"range": {"year_published": {"gte": 1, "boost": 2}}},
        {"wildcard": {"title": {"value": "a*", "boost": 2}}},
        {"bool": {"must": ["a", "b"], "boost": 2}},
        {"multi_match": {"query": "a", "fields": ["title"], "boost": 2}},
        {"match_phrase_prefix": {"title": {"query": "a", "boost": 2}}},
        "title:a^2",
    ):
        assert check(parse(query)).root.boost == 2.0
