"""The collection of cases: its registry, what Lens must not see of it, and the values of real cases."""

from collections.abc import Callable
from typing import Any

import pytest

from tokkyo.fields.case_values import CASE_VALUES, case_values
from tokkyo.fields.extract import Values, days
from tokkyo.fields.registry import CASES, COLLECTIONS, FIELDS, PUBLICATIONS, resolve, suggest
from tokkyo.fields.rows_cases import CASE_ROWS
from tokkyo.fields.types import FieldType, Numbering
from tokkyo.model.jpo.cases import PatentProgress
from tokkyo.model.jpo.record import CaseRecord
from tokkyo.service.jpo.record import CaseRecords

Rows = Callable[..., Any]

ONLY_CASES = ("goods.class", "in_force", "next_payment_date", "vienna_class", "trial_number", "applicant.code")
ONLY_PUBLICATIONS = ("abstract", "lens_id", "class_cpc.symbol", "date_published")


@pytest.fixture
def values(standard_rows: Rows) -> Callable[[str, str], Values]:
    def of(law: str, application: str) -> Values:
        record = CaseRecords.over(standard_rows("applicants", f"{law}-{application}")).record(law, application)
        assert record is not None
        return case_values(record)

    return of


def test_names_are_unique_and_every_field_has_values_from_somewhere() -> None:
    assert len({row.name for row in CASE_ROWS}) == len(CASE_ROWS)
    assert {row.name for row in CASES.searchable()} == set(CASE_VALUES)


def test_each_collection_has_fields_of_its_own() -> None:
    assert set(COLLECTIONS) == {"publications", "cases"}
    for name in ONLY_CASES:
        assert resolve(name) is None
        assert name not in FIELDS
        assert resolve(name, CASES) is CASES.fields[name]
    for name in ONLY_PUBLICATIONS:
        assert resolve(name, CASES) is None
        assert resolve(name) is PUBLICATIONS.fields[name]
    assert resolve("title") is not resolve("title", CASES)


def test_names_of_the_retrieval_apis_are_understood() -> None:
    for written, meant in (("applicationNumber", "application_number"), ("inventionTitle", "title")):
        field = resolve(written, CASES)
        assert field is not None
        assert field.name == meant
    assert suggest("filing_dat", CASES) == "filing_date"
    assert suggest("goods.classes", PUBLICATIONS) != "goods.class"


def test_numbers_of_cases_take_spellings_of_cases() -> None:
    for field in CASES.fields.values():
        assert (field.type is FieldType.IDS) == (field.numbering is Numbering.CASE), field.name


def test_a_patent(values: Callable[[str, str], Values]) -> None:
    found = values("patent", "2020123456")
    assert found["title"] == [("ja", "立体配線構造体の製造方法")]
    assert found["application_number"] == ["01:2020123456", "1/01:2020123456"]
    assert "02:2021090037" in found["publication_number"]
    assert "1/06:7533889" in found["ids"]
    assert found["applicant.name"] == found["holder.name"] == ["メイショウ株式会社"]
    assert found["applicant.code"] == ["000114400"]
    assert found["attorney.name.exact"][0] == "渡辺　一豊"
    assert found["filing_date"] == [days("2020-07-20")]
    assert found["filing_year"] == [2020]
    assert found["next_payment_date"] == [days("2027-08-05")]
    assert found["expiry_date"] == [days("2040-07-20")]
    assert found["priority.application_number"] == ["01:2019210418", "1/01:2019210418"]
    assert found["priority_date"] == [days("2019-11-21")]
    assert found["claim_count"] == [5]
    assert found["paid_years"] == [3]
    assert found["in_force"] == found["registered"] == [True]
    assert "A131" in found["document.code"]
    assert "JPA 414233033" in found["citation.number"]
    assert "1/02:2002233033" in found["citation.publication"]
    assert found["citation.count"] == [7]
    assert "divided" not in found


def test_a_design_and_a_trademark(values: Callable[[str, str], Values]) -> None:
    design = values("design", "2020015234")
    assert design["title"] == [("ja", "球体転がし用積み木")]
    assert design["design_class"] == ["E2112"]
    assert "3/06:1680736" in design["registration_number"]
    mark = values("trademark", "2024123456")
    assert mark["title"] == [("ja", "メタンレス和牛")]
    assert ("ja", "メタンレスワギュー") in mark["transliteration"]
    assert mark["goods.class"] == ["29", "35"]
    assert mark["goods.similar_code"] == ["32A01", "35A01", "35K03"]
    assert "in_force" not in mark
    assert "registered" not in mark


def test_inventors_come_from_the_tables(values: Callable[[str, str], Values]) -> None:
    found = values("patent", "2021500001")
    assert found["inventor.name"] == ["見本　一郎", "見本一郎"]
    assert found["inventor.name.exact"] == ["見本　一郎"]
    assert ("ja", "見本　一郎") in found["people"]


def test_placeholders_are_no_values() -> None:
    bare = CaseRecord("patent", PatentProgress(number="2020000001", filing_date="00000000", publication_date="2020"))
    found = case_values(bare)
    assert "filing_date" not in found
    assert "publication_date" not in found
    assert set(found) == {"ids", "application_number", "law", "document.count"}


def test_every_value_has_the_type_of_its_field(standard_rows: Rows) -> None:
    kinds = {FieldType.TEXT: tuple, FieldType.INTEGER: int, FieldType.DATE: int, FieldType.BOOLEAN: bool}
    records = CaseRecords.over(standard_rows())
    for law, application in (("patent", "2020008423"), ("design", "2016500748"), ("trademark", "2018009480")):
        record = records.record(law, application)
        assert record is not None
        for name, found in case_values(record).items():
            assert {type(value) for value in found} == {kinds.get(CASES.fields[name].type, str)}, name
            assert len(found) == len(set(found)), name
