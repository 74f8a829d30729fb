"""Trials of a case and actions at court: which there are, their documents, how numbers are written."""

from collections.abc import Callable
from typing import Any

import pytest

from tokkyo.model.jpo.apis import DESIGN, PATENT, TRADEMARK
from tokkyo.service.jpo.trials import court_number, trial_blocks

CASE, TRIAL = "2018900001", "2020900011"


@pytest.fixture
def rows(standard_rows: Callable[..., Any]) -> Any:
    return standard_rows("design-2018900001")


def documents(rows: Any, trial: str = TRIAL) -> dict[str, Any]:
    block = next(block for block in trial_blocks(rows, DESIGN, CASE) if block.number == trial)
    return {document.number: document for document in block.documents}


def test_trials_come_by_number_before_actions_at_court(rows: Any) -> None:
    blocks = [(block.kind, block.number) for block in trial_blocks(rows, DESIGN, CASE)]
    assert blocks == [("07", "2019900010"), ("07", TRIAL), ("08", "5 0210042"), ("08", "5 0310007")]


def test_a_trial_belongs_to_the_law_it_names_since_application_numbers_repeat(rows: Any) -> None:
    assert [block.number for block in trial_blocks(rows, PATENT, CASE)] == ["2020900012"]
    assert trial_blocks(rows, TRADEMARK, CASE) == ()


def test_documents_come_by_date_whatever_their_origin(rows: Any) -> None:
    dates = [document.date for document in documents(rows).values()]
    assert dates == sorted(dates)
    assert {number[:3] for number in documents(rows)} == {"520", "071", "971"}


def test_a_document_marked_invalid_is_left_out(rows: Any) -> None:
    assert "52000900003" not in documents(rows)
    rows.tables["uktk_syri"] = [{**row, "yuku_flg": "0"} for row in rows.tables["uktk_syri"]]
    assert "52000900003" in documents(rows)


def test_a_body_is_where_the_row_counts_a_version(rows: Any) -> None:
    body, none = documents(rows)["07120900006"], documents(rows)["07120900005"]
    assert (body.available, body.version, body.separator, body.size) == ("1", "0002", "S", "4321")
    assert (none.available, none.version, none.separator, none.size) == ("0", "0000", " ", "0")


def test_what_may_not_be_inspected_shows_no_body(rows: Any) -> None:
    assert documents(rows)["52000900002"].available == "0"


def test_notes_of_the_board_show_no_body_and_the_first_day_they_have(rows: Any) -> None:
    note = documents(rows)["97120900007"]
    assert (note.available, note.date, note.description) == ("0", "20200215", "予告登録通知")


def test_an_action_at_court_is_told_once_and_without_documents(rows: Any) -> None:
    actions = [block for block in trial_blocks(rows, DESIGN, CASE) if block.kind == "08"]
    assert [action.documents for action in actions] == [(), ()]
    assert len({action.number for action in actions}) == len(actions)


def test_a_case_without_trials_has_no_such_blocks(rows: Any) -> None:
    assert trial_blocks(rows, DESIGN, "2018900002") == ()


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("202110035", "5 0310035"),
        ("201910001", "5 0110001"),
        ("201810102", "4 3010102"),
        ("198900007", "4 0100007"),
        ("198800007", "3 6300007"),
        ("5 0310035", "5 0310035"),
        ("20211003", "20211003"),
        ("", ""),
    ],
)
def test_numbers_of_actions_have_the_year_of_the_era(stored: str, written: str) -> None:
    assert court_number(stored) == written
