"""Designs from rows of standardized data: what an answer takes from which column, and what it does without it."""

from collections.abc import Callable
from typing import Any

import pytest

from tokkyo.model.jpo.cases import CaseDocument
from tokkyo.service.jpo.case_folders import application_of_right
from tokkyo.service.jpo.designs import DesignCases
from tokkyo.service.jpo.hague import with_stroke

REFUSED, RELATED, HAGUE = "2018900001", "2022012584", "2016500748"


@pytest.fixture
def rows(standard_rows: Callable[..., Any]) -> Any:
    return standard_rows("design-2018900001", "design-2022012584", "design-2016500748")


def change(rows: Any, table: str, where: dict[str, str], **values: str) -> None:
    """Set columns in the rows of a table that have certain values."""
    rows.tables[table] = [
        {**row, **values} if where.items() <= row.items() else row for row in rows.tables.get(table, [])
    ]


def wrapper(rows: Any, application: str = REFUSED) -> dict[str, CaseDocument]:
    progress = DesignCases(rows).progress(application)
    assert progress is not None
    return {document.number: document for document in progress.numbers[0].documents}


@pytest.mark.parametrize(("day", "available"), [("20181231", "0"), ("20190101", "1"), ("20190102", "1")])
def test_bodies_are_offered_since_2019(rows: Any, day: str, available: str) -> None:
    change(rows, "jiken_c_d_sinsei_dv", {"chukanshorui_code": "A63"}, uketuke_bi=day)
    assert wrapper(rows)["51890000001"].available == available


@pytest.mark.parametrize(
    ("kind", "available", "part"),
    [
        ("1", "1", "S"),
        ("8", "1", "S"),
        ("S", "1", "S"),
        ("K", "1", "K"),
        ("", "0", " "),
        ("0", "0", " "),
        (" ", "0", " "),
    ],
)
def test_kinds_of_documents_in_digits_are_told_as_s(rows: Any, kind: str, available: str, part: str) -> None:
    change(rows, "jiken_c_d_sinsei_dv", {"chukanshorui_code": "A53"}, shorui_shubetu=kind)
    document = wrapper(rows)["51990000003"]
    assert (document.available, document.separator) == (available, part)


def test_what_may_not_be_inspected_shows_no_body(rows: Any) -> None:
    assert wrapper(rows)["00519900004"].available == "0"
    change(rows, "jiken_c_d_sinsei_dv", {"chukanshorui_code": "A861"}, eturankinsi_flag="0")
    assert wrapper(rows)["00519900004"].available == "1"


def test_documents_of_one_day_stand_in_the_order_of_the_folder(rows: Any) -> None:
    numbers = list(wrapper(rows))
    assert numbers.index("51990000003") < numbers.index("51990000002")
    change(rows, "jiken_c_d_sinsei_dv", {"shorui_no": "51990000002"}, folderbetusakusejnj_no="2")
    numbers = list(wrapper(rows))
    assert numbers.index("51990000002") < numbers.index("51990000003")


def test_the_day_of_a_document_is_that_it_was_received_or_sent(rows: Any) -> None:
    assert wrapper(rows)["06319900002"].date == "20190610"
    change(rows, "jiken_c_d_sinsei_dv", {"chukanshorui_code": "A63"}, sasidasi_bi="20181219")
    assert wrapper(rows)["51890000001"].date == "20181220"


def test_what_was_not_sent_stands_under_the_day_it_was_drafted(rows: Any) -> None:
    assert wrapper(rows)["06319900007"].date == "20191111"


def test_sizes_lose_leading_zeros(rows: Any) -> None:
    assert wrapper(rows)["06319900002"].size == "2048"


def test_a_document_without_a_number_of_its_own(rows: Any) -> None:
    assert wrapper(rows, RELATED)["BBBBBBBBBBB"].code == "A61"


def test_the_principal_design_comes_from_the_folder_or_the_register(rows: Any) -> None:
    for folder_says, register_says, told in (
        ("2022011905", "", "2022011905"),
        ("", "2022011906", "2022011906"),
        ("", "", ""),
    ):
        change(rows, "jiken_c_d", {"shutugan_no": RELATED}, honishoshutugan_no=folder_says)
        change(rows, "mgt_info_d", {}, prncpl_d_app_num=register_says)
        assert DesignCases(rows).progress(RELATED).principal == told


def test_parties_keep_their_order_within_applicants_and_attorneys(rows: Any) -> None:
    parties = DesignCases(rows).progress(REFUSED).parties
    assert [(party.role, party.name) for party in parties] == [
        ("1", "見本木工株式会社"),
        ("1", "例示　花子"),
        ("2", "例示　太郎"),
    ]


def test_an_original_application_may_stand_under_another_law(rows: Any) -> None:
    parent = DesignCases(rows).progress(REFUSED).parent
    assert (parent.category, parent.law, parent.number) == ("21", "1", "2017900077")
    change(rows, "jiken_c_d", {"shutugan_no": REFUSED}, genshutugan_no="")
    assert DesignCases(rows).progress(REFUSED).parent is None


def test_a_right_of_the_hague_system_is_found_in_its_register(rows: Any) -> None:
    numbers = DesignCases(rows).numbers("registration", "1581216")
    assert numbers == DesignCases(rows).numbers("application", HAGUE)
    assert (numbers.international_registration, numbers.design) == ("DM/091050", "001")
    right = DesignCases(rows).registration(HAGUE)
    assert (right.registration, right.holders[0].name) == ("1581216", "アッコ　ブランズ　コーポレイション")


def test_documents_of_the_hague_master_stand_once_as_they_are_last(rows: Any) -> None:
    documents = wrapper(rows, HAGUE)
    assert {number: document.date for number, document in documents.items()} == {
        "92016900002": "20160722",
        "92016900001": "20161007",
        "06317900001": "20170519",
    }
    assert documents["92016900002"].ib == "1"
    assert documents["92016900001"].ib == "0"


def test_the_registration_is_answered_by_the_register_alone(rows: Any) -> None:
    rows.tables["jiken_c_d"] = []
    cases = DesignCases(rows)
    assert cases.progress(RELATED) is None
    assert cases.registration(RELATED).title == "乗用自動車"
    change(rows, "mgt_info_d", {}, invent_title_etc="")
    assert cases.registration(RELATED).title == ""


def test_the_article_stands_in_for_a_title_the_register_lacks(rows: Any) -> None:
    change(rows, "mgt_info_d", {}, invent_title_etc="")
    assert DesignCases(rows).registration(RELATED).title == "乗用自動車"


def test_similar_designs_share_the_number_of_the_first(rows: Any) -> None:
    similar = {
        **rows.tables["jiken_c_d"][0],
        "shutugan_no": "1999000001",
        "raz_toroku_no": "1735126",
        "ruiji_no": "001",
    }
    rows.tables["jiken_c_d"].insert(0, similar)
    assert application_of_right(rows, "design", "1735126") == RELATED


@pytest.mark.parametrize(
    ("stored", "written"), [("DM/091050", "DM/091050"), ("DM091050", "DM/091050"), ("DMX", "DMX"), ("", "")]
)
def test_numbers_of_international_registrations_have_a_stroke(stored: str, written: str) -> None:
    assert with_stroke(stored) == written


def test_a_progress_asks_each_table_once(rows: Any) -> None:
    rows.asked.clear()
    DesignCases(rows).progress("2022012584")
    more_than_once = {table for table in rows.asked if rows.asked.count(table) > 1}
    assert more_than_once == {"appl_reg_info"}
    assert len(rows.asked) <= 20
