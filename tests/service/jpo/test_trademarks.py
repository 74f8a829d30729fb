"""Trademarks from rows of standardized data: how they are written, said and classified, and their goods."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.service.jpo import marks
from tokkyo.service.jpo.trademarks import TrademarkCases

CASE, RIGHT = "2019900002", "6990002"


@pytest.fixture
def rows(standard_rows: Callable[..., Any]) -> Any:
    return standard_rows("trademark-2019900002", "trademark-2024123456", "trademark-2018009480")


@pytest.fixture
def cases(rows: Any) -> TrademarkCases:
    return TrademarkCases(rows)


def test_a_mark_is_written_as_for_display_else_in_standard_characters(rows: Any) -> None:
    assert marks.display(rows, CASE) == "見本標章"
    shown = {"add_del_id": "0", "app_num": CASE, "split_num": "", "sub_data_num": "", "indct_use_t": "見本＼標章"}
    rows.tables["indct_use_t_art"].append(shown)
    assert marks.display(rows, CASE) == "見本＼標章"
    assert marks.display(rows, "2024999999") == ""


def test_ways_to_say_a_mark_stand_in_their_order(rows: Any) -> None:
    assert marks.transliterations(rows, CASE) == ("ミホン", "ミホンヒョーショー", "ミホンジルシ")


def test_vienna_classes_stand_by_number_without_zeros(rows: Any) -> None:
    assert marks.vienna_classes(rows, CASE) == ("1.15.15.2", "26.1.3", "26.1.3.10", "26.1.12")


def test_codes_of_similar_groups_are_set_apart(cases: TrademarkCases) -> None:
    assert [goods.similar for goods in cases.progress(CASE).goods] == ["11C01 42X11", "35B01 35A01", ""]


@given(st.lists(st.from_regex(r"[0-9]{2}[A-Z][0-9]{2}", fullmatch=True), max_size=60))
def test_any_run_of_codes_is_set_apart_into_them(codes: list[str]) -> None:
    row = {"split_num": "", "knd": "01", "smlr_dsgn_group_cd": "".join(codes)}

    class Rows:
        def rows(self, table: str, *key: str) -> list[dict[str, str]]:
            goods = {"rui": "01", "abz_junjo_no": "1", "lengthchoka_flag": "0", "shohinekimumeisho": "例"}
            return [row] if table == "t_knd_info_art_table" else [goods] if table == "jiken_c_t_shohin_joho" else []

        def looked_up(self, table: str, column: str, value: str) -> list[dict[str, str]]:
            return []

    assert marks.goods_applied_for(Rows(), CASE, None)[0].similar == " ".join(codes)


def test_goods_cut_off_in_the_application_are_told_as_registered(cases: TrademarkCases) -> None:
    applied = {goods.number: goods.name for goods in cases.progress(CASE).goods}
    assert applied == {"09": "電子計算機用プログラム，電子出版物", "35": "見本市の開催", "42": "例示の設計"}


def test_a_registration_tells_the_goods_registered(cases: TrademarkCases, rows: Any) -> None:
    registered = {goods.number: goods.name for goods in cases.registration(CASE).goods}
    assert registered == {"09": "電子計算機用プログラム，電子出版物", "35": "見本市の企画及び開催"}
    rows.tables["right_goods_name"] = []
    assert [goods.number for goods in cases.registration(CASE).goods] == ["09", "35", "42"]


def test_of_a_divided_right_the_undivided_part_is_told(cases: TrademarkCases) -> None:
    right = cases.registration(CASE)
    assert (right.erasure, right.last_payment_year, right.updated) == ("01", "05", "20250401")


def test_a_registration_number_leads_to_the_mark_not_to_its_defensive_one(cases: TrademarkCases) -> None:
    assert cases.numbers("registration", RIGHT).application == CASE
    assert cases.numbers("application", "2018900009").registration == RIGHT


def test_owners_stand_in_the_order_of_the_register_by_the_name_entered_there(cases: TrademarkCases) -> None:
    assert [holder.name for holder in cases.registration(CASE).holders] == ["例示合同会社", "見本商会株式会社"]


def test_rows_marked_deleted_tell_nothing(cases: TrademarkCases) -> None:
    registered = next(block for block in cases.progress(CASE).numbers if block.kind == "06")
    assert "R250" not in {document.code for document in registered.documents}


def test_documents_before_2019_show_no_body(cases: TrademarkCases) -> None:
    wrapper = cases.progress("2018009480").numbers[0].documents
    assert {document.available for document in wrapper} == {"0"}


def test_a_mark_not_yet_registered_has_no_right(cases: TrademarkCases) -> None:
    progress = cases.progress("2024123456")
    assert (progress.registration, progress.erasure, progress.expiry) == ("", "", "")
    assert cases.registration("2024123456") is None


def test_a_progress_asks_few_tables_twice(rows: Any, cases: TrademarkCases) -> None:
    rows.asked.clear()
    cases.progress("2018009480")
    assert {table for table in rows.asked if rows.asked.count(table) > 1} == set()
    assert len(rows.asked) <= 20
