"""Documents answer to every spelling the specification names, and to nothing else of the same family of numbers."""

import pytest

from tokkyo.model.numbers import application_index_forms, application_query_forms, index_forms, query_forms
from tokkyo.model.publication import Bibliography, DocumentId, Publication


def publication(
    jurisdiction: str, number: str, kind: str, date: str = "2013-12-24", lens_id: str | None = None
) -> Publication:
    return Publication(lens_id=lens_id, jurisdiction=jurisdiction, doc_number=number, kind=kind, date_published=date)


def filed(jurisdiction: str, number: str, kind: str, date: str, written: str | None = None) -> Publication:
    reference = DocumentId(jurisdiction, number, kind, date)
    return Publication(
        jurisdiction=jurisdiction, biblio=Bibliography(application_reference=reference, application_number=written)
    )


def answers(document: Publication, text: str) -> bool:
    return bool(set(index_forms(document, ("145-564-229-856-440",))) & set(query_forms(text)))


def is_filed_as(document: Publication, text: str) -> bool:
    return bool(set(application_index_forms(document)) & set(application_query_forms(text)))


EP = publication("EP", "0227762", "B1", "1990-04-11", "062-291-696-337-99X")
US = publication("US", "7654321", "B2")
US_APPLICATION = publication("US", "20210191781", "A1")
WO = publication("WO", "2017149128", "A1")
OLD_WO = publication("WO", "1997007609", "A1")


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (EP, "EP_0227762_B1_19900411"),
        (EP, "EP 0227762 B1"),
        (EP, "EP_0227762_B1"),
        (EP, "EP0227762B1"),
        (EP, "EP0227762"),
        (EP, "ep 0 227 762 b1"),
        (EP, "EP 227762 B1"),
        (EP, "0227762"),
        (EP, "EP 0227762 B"),
        (EP, "062-291-696-337-99X"),
        (EP, "06229169633799x"),
        (EP, "145-564-229-856-440"),
        (publication("US", "8625931", "B2"), "US 8625931"),
        (publication("US", "8626565", "B2"), "US_8626565_B2"),
        (US, "US 7,654,321 B2"),
        (US, "7,654,321"),
        (US, "07654321"),
        (US_APPLICATION, "US 2021/0191781 A1"),
        (US_APPLICATION, "US2021191781A1"),
        (US_APPLICATION, "2021/0191781"),
        (US_APPLICATION, "US-2021191781-A1"),
        (WO, "WO 2017/149128 A1"),
        (OLD_WO, "WO 97/07609"),
        (OLD_WO, "WO9707609A1"),
        (publication("US", "RE45317", "E1"), "US RE45,317 E1"),
        (publication("US", "D452599", "S1"), "USD0452599"),
        (publication("JP", "H0512345", "A"), "特開平5-12345"),
        (publication("JP", "6789012", "B2"), "特許第6789012号"),
        (publication("JP", "S501234", "B1"), "特公昭50-1234"),
        (publication("JP", "WO2005042579", "A1"), "再表2005/042579"),
        (publication("KR", "20190012345", "A"), "KR 10-2019-0012345"),
        (publication("TW", "I607885", "B"), "TWI607885B"),
        (publication("DE", "102004061977", "A1"), "DE 10 2004 061 977 A1"),
    ],
)
def test_a_publication_answers_to_its_spellings(document: Publication, text: str) -> None:
    assert answers(document, text)


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (EP, "EP 0227762 A1"),
        (EP, "US 0227762"),
        (EP, "EP_0227762_B1_19900412"),
        (EP, "227763"),
        (publication("JP", "S501234", "A"), "特公昭50-1234"),
        (US, "US 17,654,321 B2"),
        (WO, "WO 2017/149129 A1"),
    ],
)
def test_it_does_not_answer_to_other_numbers(document: Publication, text: str) -> None:
    assert not answers(document, text)


@pytest.mark.parametrize(
    ("document", "text"),
    [
        *((filed("US", "71685403", "A", "2003-11-19"), text) for text in ("10/716,854", "10/716854", "10716854")),
        *((filed("US", "71685403", "A", "2003-11-19"), text) for text in ("US10/716,854", "US10/716854", "US10716854")),
        (filed("US", "71685403", "A", "2003-11-19"), "US 71685403 A"),
        (filed("US", "201113215971", "A", "2011-08-23"), "13/215,971"),
        (filed("US", "201161550506", "P", "2011-10-24"), "61/550,506"),
        (filed("US", "24404505", "F", "2005-12-05"), "29/244,045"),
        *((filed("EP", "17153510", "A", "2017-01-27"), text) for text in ("17153510.7", "17153510", "EP17153510.7")),
        (filed("EP", "17153510", "A", "2017-01-27"), "EP17153510"),
        *((filed("CN", "2024126038", "W", "2024-10-21"), text) for text in ("PCT/CN2024/126038", "PCTCN2024126038")),
        (filed("US", "9912817", "W", "1999-06-23"), "PCT/US99/12817"),
        (filed("US", "9912817", "W", "1999-06-23"), "PCT/US1999/012817"),
        (filed("JP", "6856388", "A", "1988-03-22"), "特願昭63-68563"),
        (filed("JP", "2020123456", "A", "2020-07-20"), "特願２０２０－１２３４５６"),
        (filed("DE", "102006012345", "A", "2006-03-17"), "DE 10 2006 012 345.6"),
        (filed("CN", "201810012345", "A", "2018-01-05"), "ZL 201810012345.6"),
        (filed("US", "71685403", "A", "2003-11-19", "10/716,854"), "10/716,854"),
    ],
)
def test_an_application_is_found_by_its_spellings(document: Publication, text: str) -> None:
    assert is_filed_as(document, text)


def test_another_series_is_another_application() -> None:
    assert not is_filed_as(filed("US", "71685403", "A", "2003-11-19"), "09/716,854")


def test_records_without_numbers_answer_to_nothing() -> None:
    assert index_forms(Publication()) == ()
    assert application_index_forms(Publication()) == ()
    assert application_index_forms(Publication(biblio=Bibliography())) == ()


def test_a_blank_query_looks_nothing_up() -> None:
    assert query_forms("  ") == ()
    assert application_query_forms("-") == ()


def test_a_text_that_is_no_number_is_looked_up_as_written() -> None:
    assert query_forms("foo 12 bar") == ("FOO12BAR",)
