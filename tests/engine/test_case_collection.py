"""The collection of cases in both engines: real cases, found by everything they are known by."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tokkyo.engine.embedded import EmbeddedEngine
from tokkyo.engine.lanes import laned
from tokkyo.engine.port import Buckets, Engine, IndexRow, PageRequest, SortKey
from tokkyo.engine.reference import ReferenceEngine
from tokkyo.errors import EngineError, QueryError
from tokkyo.fields.case_values import case_values
from tokkyo.fields.registry import CASES, PUBLICATIONS
from tokkyo.model.jpo.row_ids import case_of, row_id
from tokkyo.query.check import check
from tokkyo.query.check_aggregation import check_aggregations
from tokkyo.query.dsl import parse
from tokkyo.query.dsl_aggregation import parse_aggregations
from tokkyo.query.limits_aggregation import AggregationLimits
from tokkyo.query.tree import CheckedQuery
from tokkyo.service.jpo.record import CaseRecords
from tokkyo.settings import defaults

PATENTS = [f"patent-{one}" for one in (2007035937, 2019013554, 2019563629, 2020008423, 2020123456, 2021500001)]
DESIGNS = [f"design-{one}" for one in (2016500748, 2018900001, 2020015234, 2022012584)]
MARKS = [f"trademark-{one}" for one in (2018009480, 2019900002, 2020089151, 2024123456)]
NUMBERS = [*PATENTS, *DESIGNS, *MARKS]
TODAY = date(2026, 5, 7)
SMALL = defaults(index_heap_bytes=15_000_000, index_threads=1)
MANY = AggregationLimits(max_aggregations=500, max_aggregation_depth=2, max_terms_buckets=1000)


@pytest.fixture(scope="module")
def rows(standard_rows: Callable[..., Any]) -> tuple[IndexRow, ...]:
    """All cases of the fixtures as rows of the index."""
    records, made = CaseRecords.over(standard_rows()), []
    for seq, name in enumerate(NUMBERS, 1):
        law, _, application = name.partition("-")
        record = records.record(law, application)
        assert record is not None
        made.append(IndexRow(row_id(law, application), seq, dict(case_values(record))))
    return tuple(made)


@pytest.fixture(params=["reference", "embedded"], scope="module")
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, rows: tuple[IndexRow, ...]
) -> Iterator[Engine]:
    """An engine of each kind that holds the cases; not to be changed."""
    made: Engine = ReferenceEngine(collection=CASES)
    if request.param == "embedded":
        made = EmbeddedEngine.open(tmp_path_factory.mktemp("index"), SMALL, write=True, collection=CASES)
    made.index(rows, (), len(rows))
    yield made
    made.close()


def checked(query: Any) -> CheckedQuery:
    return check(parse(query, collection=CASES), today=TODAY, collection=CASES)


def found(engine: Engine, query: Any, *sort: SortKey) -> list[str]:
    page = engine.search(checked(query), PageRequest(50, 0, sort or (SortKey("law"), SortKey("filing_date"))))
    assert page.total == len(page.hits) == engine.count(checked(query))
    return ["-".join(case_of(hit.id)) for hit in page.hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("*", NUMBERS),
        ("立体配線", ["patent-2020123456"]),
        ("title:配線構造体", ["patent-2020123456"]),
        ("メイショウ株式会社", ["patent-2020123456"]),
        ("applicant.name:メイショウ", ["patent-2020123456"]),
        ("applicant.name.exact:特許庁長官", ["patent-2020008423", "trademark-2018009480"]),
        ("applicant.code:000114400", ["patent-2020123456"]),
        ('inventor.name:"見本 一郎"', ["patent-2021500001"]),
        ("attorney.name:渡辺", ["patent-2020123456"]),
        ("holder.name:フオルクスワーゲン*", ["design-2022012584"]),
        ("transliteration:メタンレス", ["trademark-2024123456"]),
        ("goods.name:牛肉", ["trademark-2024123456"]),
        ("goods.class:29 AND goods.similar_code:35k03", ["trademark-2024123456"]),
        ("vienna_class:26.1.13 OR vienna_class:1.15.15.2", ["trademark-2019900002"]),
        ("design_class:e2112", ["design-2020015234"]),
        ("law:design", DESIGNS),
        ("law : Trademark", MARKS),
        ("filing_year:2020 AND law:patent", ["patent-2020008423", "patent-2020123456"]),
        ("filing_date:[2020-07 TO 2020-07-20] AND law:patent", ["patent-2020123456"]),
        ("filing_year > 2021", ["design-2022012584", "trademark-2024123456"]),
        ("next_payment_date:[now TO now+1y] AND law:patent", ["patent-2021500001"]),
        ("document.code:A131 AND law:trademark", ["trademark-2024123456"]),
        ('document.name:拒絶査定 AND filing_year:2024', ["trademark-2024123456"]),
        ("citation.publication:特開2002-233033", ["patent-2020123456"]),
        ('citation.number:"JPA 414233033"', ["patent-2020123456"]),
        ("in_force:true AND law:design", [one for one in DESIGNS if one != "design-2018900001"]),
        ("_exists_:trial_number", ["design-2018900001", "patent-2020008423"]),
        ({"bool": {"filter": [{"term": {"law": "patent"}}], "must_not": [{"exists": {"field": "title"}}]}},
         ["patent-2007035937", "patent-2019013554", "patent-2019563629"]),
        ({"match": {"title": {"query": "立体 配線", "operator": "and"}}}, ["patent-2020123456"]),
        ({"terms": {"application_number": ["特願2020-123456", "意願2020-015234", "2024123456"]}},
         ["design-2020015234", "patent-2020123456", "trademark-2024123456"]),
        ({"ids": {"values": ["特許第7533889号"]}}, ["patent-2020123456"]),
    ],
)  # fmt: skip
def test_queries(engine: Engine, query: Any, expected: list[str]) -> None:
    assert sorted(found(engine, query)) == sorted(expected)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("特願２０２０－１２３４５６", ["patent-2020123456"]),
        ("令和2年特許願第123456号", ["patent-2020123456"]),
        ("2020123456", ["patent-2019013554", "patent-2020123456"]),
        ("特開2020-123456", ["patent-2019013554"]),
        ("特許第7533889号", ["patent-2020123456"]),
        ("意匠登録第1680736号", ["design-2020015234"]),
        ("商標登録第6036291号", ["trademark-2018009480"]),
        ("特許第6036291号", []),
        ("異議2020-700850", ["patent-2020008423"]),
        ("PCT/JP2019/011858", ["patent-2019563629"]),
        ("WO2019/182069", ["patent-2019563629"]),
        ("DM/091050", ["design-2016500748"]),
    ],
)
def test_numbers_in_any_spelling(engine: Engine, written: str, expected: list[str]) -> None:
    assert sorted(found(engine, {"term": {"ids": written}})) == expected
    assert sorted(found(engine, f'ids:"{written}"')) == expected


def test_order(engine: Engine) -> None:
    newest = found(engine, "law:patent", SortKey("filing_date", descending=True))
    assert newest[0] == "patent-2020123456"
    due = found(engine, "_exists_:next_payment_date", SortKey("next_payment_date"))
    assert due[0] == "design-2022012584"


def test_aggregations(engine: Engine) -> None:
    wanted = {"laws": {"terms": {"field": "law"}}, "codes": {"terms": {"field": "applicant.code", "size": 1}}}
    tree = check_aggregations(parse_aggregations(wanted, collection=CASES), collection=CASES).tree
    results = engine.aggregate(checked("*"), tree)
    laws = results["laws"]
    assert isinstance(laws, Buckets)
    assert [(bucket.key, bucket.count) for bucket in laws.buckets] == [("PATENT", 6), ("DESIGN", 4), ("TRADEMARK", 4)]


def test_both_engines_agree_on_every_aggregation(rows: tuple[IndexRow, ...], tmp_path: Path) -> None:
    reference = ReferenceEngine(collection=CASES)
    reference.index(rows, (), 1)
    wanted: dict[str, Any] = {}
    for field in CASES.searchable():
        for kind in sorted(field.aggregations & {"terms", "cardinality", "min", "max", "sum"}):
            wanted[f"{field.name} {kind}"] = {kind: {"field": field.name}}
        if "date_histogram" in field.aggregations:
            wanted[f"{field.name} years"] = {"date_histogram": {"field": field.name, "interval": "YEAR"}}
    tree = check_aggregations(parse_aggregations(wanted, collection=CASES, most=MANY), collection=CASES).tree
    with EmbeddedEngine.open(tmp_path, SMALL, write=True, collection=CASES) as embedded:
        embedded.index(rows, (), 1)
        assert embedded.aggregate(checked("*"), tree) == reference.aggregate(checked("*"), tree)


@pytest.mark.parametrize(
    ("query", "code", "said"),
    [
        ("abstract:x", "unknown_field", "no field is named"),
        ("filing_dat:2020", "unknown_field", "did you mean filing_date?"),
        ("law:utility", "unknown_value", "PATENT, DESIGN, TRADEMARK"),
        ("title:[a TO b]", "range_not_supported", "filing_date, filing_year, expiry_date"),
        ("filing_date:soon", "bad_date", "2009-05-22"),
    ],
)
def test_errors_speak_of_cases(query: str, code: str, said: str) -> None:
    with pytest.raises(QueryError) as error:
        checked(query)
    assert error.value.code == code
    assert said in f"{error.value.message} {error.value.fix}"


def test_an_index_of_publications_is_not_one_of_cases(tmp_path: Path) -> None:
    EmbeddedEngine.open(tmp_path, SMALL, write=True, collection=PUBLICATIONS).close()
    with pytest.raises(EngineError) as error:
        EmbeddedEngine.open(tmp_path, SMALL, write=False, collection=CASES)
    assert error.value.code == "index_outdated"


def test_costly_searches_run_in_lanes_of_their_own(rows: tuple[IndexRow, ...], tmp_path: Path) -> None:
    with EmbeddedEngine.open(tmp_path, SMALL, write=True, collection=CASES) as writer:
        writer.index(rows, (), 1)
    plain = EmbeddedEngine.open(tmp_path, SMALL, write=False, collection=CASES)
    apart = laned(plain, tmp_path, SMALL, CASES, at_once=False)
    try:
        assert found(apart, "title:*積み木*", SortKey("law"), SortKey("filing_date")) == ["design-2020015234"]
    finally:
        apart.close()
