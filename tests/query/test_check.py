"""From parsed trees to what engines take: fields, types, patterns."""

from datetime import date
from typing import Any

import pytest

from tokkyo.errors import QueryError
from tokkyo.query.check import check
from tokkyo.query.check_patterns import fold
from tokkyo.query.dates import days
from tokkyo.query.dsl import parse
from tokkyo.query.tree import (
    Analysis,
    Bool,
    Exists,
    Fuzzy,
    Match,
    MatchAll,
    MatchNone,
    Node,
    Operator,
    Phrase,
    Prefix,
    Range,
    Regex,
    Term,
    Terms,
    Wildcard,
)

AND = Operator.AND
TODAY = date(2026, 11, 21)


def checked(body: Any, **options: Any) -> Node:
    return check(parse(body, regex=True), today=TODAY, **options).root


def day(text: str) -> int:
    return days(date.fromisoformat(text))


ROWS: list[tuple[Any, Node]] = [
    # --- fields
    ("car", Match("full_text", "car", AND)),
    ("claims:car", Match("claim", "car", AND)),
    ("claims.text:car", Match("claim", "car", AND)),
    ("biblio.invention_title:car", Match("title", "car", AND)),
    ("owner.name:car", Match("owner_all.name", "car", AND)),
    ("Title:car", Match("title", "car", AND)),
    ("_exists_:claims", Exists("claim")),
    ({"match": {"_all": "x"}}, Match("full_text", "x")),
    # --- keywords
    ("jurisdiction:us", Term("jurisdiction", "US")),
    ("lang:EN", Term("lang", "en")),
    ('applicant.name.exact:"Cps Technology"', Term("applicant.name.exact", "CPS TECHNOLOGY")),
    ({"match": {"applicant.name.exact": "Ionq inc"}}, Term("applicant.name.exact", "IONQ INC")),
    ({"term": {"doc_number": 20130227762}}, Term("doc_number", "20130227762")),
    ({"terms": {"jurisdiction": ["us", "US", "ep"]}}, Terms("jurisdiction", ("US", "EP"))),
    ({"terms": {"jurisdiction": []}}, MatchNone()),
    ({"match": {"jurisdiction": {"query": "us", "boost": 2}}}, Term("jurisdiction", "US", boost=2.0)),
    # --- closed lists
    ("publication_type:granted_patent", Term("publication_type", "GRANTED_PATENT")),
    ('publication_type:"granted patent"', Term("publication_type", "GRANTED_PATENT")),
    ("legal_status.patent_status:Active", Term("legal_status.patent_status", "ACTIVE")),
    ('legal_status.patent_status:"withdrawn or rejected"', Term("legal_status.patent_status", "DISCONTINUED")),
    ("sequence.length_bucket:NT_101-5000", Term("sequence.length_bucket", "NT_101_5000")),
    # --- class symbols and Lens IDs
    (r"class_cpc.symbol:Y02E10\/70", Term("class_cpc.symbol", "Y02E10/70")),
    ('class_cpc.symbol:"y02e 10/70"', Term("class_cpc.symbol", "Y02E10/70")),
    ("class_ipcr.symbol:H01M", Term("class_ipcr.symbol", "H01M")),
    ("class_ipcr.symbol:h01m*", Prefix("class_ipcr.symbol", "H01M")),
    ({"wildcard": {"class_cpc.symbol": "H01L 31/*4"}}, Wildcard("class_cpc.symbol", "H01L31/*4")),
    ("class_national.symbol:439/535", Term("class_national.symbol", "439/535")),
    ("lens_id:18648823202205x", Term("ids", "18648823202205X")),
    ("lens_id:186-488-232-022-055", Term("ids", "186488232022055")),
    ({"term": {"lens_id": "EP 0227762 B1"}}, MatchNone()),
    ({"terms": {"lens_id": ["186488232022055", "none", 186488232022055]}}, Terms("ids", ("186488232022055",))),
    # --- document numbers
    ('ids:"US 2004/0068806 A1"', Terms("ids", ("US20040068806A1",))),
    ('application_number:"10/716,854"', Terms("application_number", ("US10716854", "10716854"))),
    ("ids:ep0227762*", Prefix("ids", "EP0227762")),
    # --- whole numbers
    ("year_published:2009", Term("year_published", 2009)),
    ({"range": {"year_published": {"gte": "1980", "lt": 2000}}}, Range("year_published", gte=1980, lte=1999)),
    ("family.simple.size>5", Range("family.simple.size", gte=6)),
    ({"range": {"applicant_count": {"gt": 1.5, "lt": "2.5"}}}, Range("applicant_count", gte=2, lte=2)),
    ({"range": {"applicant_count": {"gt": -1.5}}}, Range("applicant_count", gte=-1)),
    ({"range": {"applicant_count": {"gt": 5, "lt": 6}}}, MatchNone()),
    ({"range": {"applicant_count": {"gt": 2**63 - 1}}}, MatchNone()),
    ({"range": {"applicant_count": {"lt": -(2**63)}}}, MatchNone()),
    ({"range": {"applicant_count": {}}}, Exists("applicant_count")),
    # --- dates
    ("date_published:2009-05-22", Term("date_published", day("2009-05-22"))),
    ("date_published:2009", Range("date_published", gte=day("2009-01-01"), lte=day("2009-12-31"))),
    ("date_published:>2009", Range("date_published", gte=day("2010-01-01"))),
    ("date_published:>=2009", Range("date_published", gte=day("2009-01-01"))),
    ("date_published:<2009", Range("date_published", lte=day("2008-12-31"))),
    ("date_published:<=2009", Range("date_published", lte=day("2009-12-31"))),
    ({"range": {"date_published": {"gte": "now-1y/d"}}}, Range("date_published", gte=day("2025-11-21"))),
    (
        {"terms": {"date_published": ["2009", "2010-01-01", 20100102]}},
        Bool(
            should=(
                Terms("date_published", (day("2010-01-01"), day("2010-01-02"))),
                Range("date_published", gte=day("2009-01-01"), lte=day("2009-12-31")),
            )
        ),
    ),
    # --- truth values
    ("has_owner:TRUE", Term("has_owner", True)),
    ({"match": {"cited_by_patent": "true"}}, Term("cited_by_patent", True)),
    ({"term": {"has_owner": 0}}, Term("has_owner", False)),
    # --- words
    ({"term": {"title": "Économie"}}, Term("title", "economie")),
    ({"terms": {"title": ["Yeast", "yeast"]}}, Terms("title", ("yeast",))),
    ({"match": {"title": 3}}, Match("title", "3")),
    ('title:"A b"~3', Phrase("title", "A b", 3)),
    # --- patterns
    ("Économ*", Prefix("full_text", "econom")),
    ({"wildcard": {"title": "Econom*"}}, Prefix("title", "econom")),
    ({"wildcard": {"title": "*"}}, Exists("title")),
    ({"prefix": {"title": ""}}, Exists("title")),
    ("title:crispr-Ca*", Bool(must=(Match("title", "crispr", AND), Prefix("title", "ca")))),
    ({"prefix": {"title": "solid sta"}}, Bool(must=(Match("title", "solid", AND), Prefix("title", "sta")))),
    (r"title:a\*b*c", Bool(must=(Match("title", "a", AND), Wildcard("title", "b*c")))),
    ({"wildcard": {"title": "…*"}}, MatchNone()),
    ("title:Roam~1", Fuzzy("title", "roam", 1)),
    ("jurisdiction:us~1", Fuzzy("jurisdiction", "US", 1)),
    ("kind:/A[2-4]/", Regex("kind", "A[2-4]")),
    # --- structure
    ({"bool": {"should": ["a"], "minimum_should_match": 2}}, MatchNone()),
    ("*", MatchAll()),
]


@pytest.mark.parametrize(("body", "tree"), ROWS, ids=[str(row[0])[:70] for row in ROWS])
def test_body_means(body: Any, tree: Node) -> None:
    assert checked(body) == tree


ERRORS: list[tuple[Any, str]] = [
    ("year_published:soon", "bad_value"),
    ("year_published:99999999999999999999", "bad_value"),
    ({"term": {"year_published": True}}, "bad_value"),
    ({"term": {"year_published": 2009.5}}, "bad_value"),
    ("has_owner:maybe", "bad_value"),
    ("date_published:soon", "bad_date"),
    ("date_published:[2009-02-30 TO *]", "bad_date"),
    ({"term": {"date_published": True}}, "bad_date"),
    ("title:[a TO b]", "range_not_supported"),
    ("doc_number:>5", "range_not_supported"),
    ("has_owner:>0", "range_not_supported"),
    ("[2000 TO 2018]", "range_not_supported"),
    ("year_published:20*", "pattern_not_supported"),
    ("year_published:2010~1", "pattern_not_supported"),
    ("date_published:/2.*/", "pattern_not_supported"),
    ("nofield:a", "unknown_field"),
    ("legal_status.patent_status:withdrawn", "unknown_value"),
    ({"match": {"title": "\ud800"}}, "bad_value"),
    ({"prefix": {"title": "\ud800"}}, "bad_value"),
]


@pytest.mark.parametrize(("body", "code"), ERRORS, ids=[str(row[0])[:70] for row in ERRORS])
def test_errors(body: Any, code: str) -> None:
    with pytest.raises(QueryError) as caught:
        checked(body)
    assert caught.value.code == code
    assert caught.value.fix
    assert caught.value.path or caught.value.position is not None


def test_unknown_fields_hold_nothing_for_lenient_callers() -> None:
    tree = parse({"bool": {"must": [{"match": {"titel": "a"}}, {"match": {"title": "a"}}]}})
    found = check(tree, lenient=True)
    assert found.root == Bool(must=(MatchNone(), Match("title", "a")))
    assert found.warnings == ("no field is named 'titel'; did you mean title?",)
    with pytest.raises(QueryError, match="did you mean title") as caught:
        check(tree)
    assert caught.value.path == "query.bool.must[0].match"


def test_values_outside_a_list_are_looked_for_by_lenient_callers() -> None:
    found = check(parse("publication_type:design"), lenient=True)
    assert found.root == Term("publication_type", "DESIGN")
    assert "DESIGN_RIGHT" in found.warnings[0]


def test_a_term_of_several_words_warns() -> None:
    found = check(parse({"terms": {"owner_all.name": ["lockheed corporation"]}}))
    assert "match_phrase" in found.warnings[0]


def test_a_class_without_group_warns() -> None:
    found = check(parse("class_ipcr.symbol:(H01M OR A61K9/00) class_national.symbol:D12"))
    assert found.warnings == ("class_ipcr.symbol holds whole symbols; H01M* finds all of H01M",)


def test_warnings_are_few_and_cost_little() -> None:
    body = {"bool": {"should": [{"match": {f"field{number}": "a"}} for number in range(1000)]}}
    assert len(check(parse(body), lenient=True).warnings) == 10


def test_position_is_that_of_the_field_name() -> None:
    with pytest.raises(QueryError) as caught:
        checked("a AND nofield:b")
    assert caught.value.position == 6


def test_now_needs_a_clock() -> None:
    with pytest.raises(QueryError, match="bad_date"):
        check(parse("date_published:now"))


def test_a_caller_can_refuse_regular_expressions() -> None:
    with pytest.raises(QueryError, match="regex_not_enabled"):
        check(Regex("kind", "A."), regex=False)


def test_analysis_is_handed_on() -> None:
    assert check(MatchAll(), analysis=Analysis("DE", False)).analysis == Analysis("DE", False)


@pytest.mark.parametrize(
    ("text", "folded"), [("Économ", "econom"), ("が", "が"), ("ＡＢ", "ab"), ("й", "й"), ("İ", "i"), ("한국", "한국")]
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
