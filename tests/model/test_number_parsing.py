"""Spellings that people write: row by row, then as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.model.number_parsing import MAX_LENGTH, ep_check_digit
from tokkyo.model.number_spellings import SPELLINGS, Spelling
from tokkyo.model.numbers import Reading, display, docdb, epodoc, normal_publication, parse

ROWS = [(row, example) for row in SPELLINGS for example in row.examples]


@pytest.mark.parametrize("row", SPELLINGS)
def test_every_row_has_examples(row: Spelling) -> None:
    assert row.examples


@pytest.mark.parametrize(("row", "example"), ROWS, ids=[example[0] for _, example in ROWS])
def test_examples(row: Spelling, example: tuple[str, str | None, str, str | None]) -> None:
    text, jurisdiction, number, kind = example
    readings = [(reading.of, reading.jurisdiction, reading.number, reading.kind) for reading in parse(text)]
    wanted = (row.of, jurisdiction, number, kind)
    assert wanted == readings[0] if row.best else wanted in readings


def test_a_document_key_gives_its_date() -> None:
    assert parse("EP_0227762_B1_19900411")[0] == Reading("publication", "EP", "0227762", "B1", "1990-04-11")


def test_a_check_digit_tells_a_european_application_from_a_bare_number() -> None:
    assert parse("17153510.7")[0] == Reading("application", "EP", "17153510", "A")
    assert all(reading.jurisdiction != "EP" for reading in parse("17153510.3"))


def test_a_number_that_can_be_two_things_has_two_readings() -> None:
    assert [(reading.of, reading.number) for reading in parse("10716854")] == [
        ("application", "10716854"),
        ("publication", "10716854"),
    ]


@pytest.mark.parametrize(
    "text", ["", "   ", "heart valve", "A61B17/1285", "特許", "1" * (MAX_LENGTH + 1), "QQ 123456 A"]
)
def test_other_texts_have_no_reading_at_an_office(text: str) -> None:
    assert [reading for reading in parse(text) if reading.jurisdiction] == []


def test_check_digits() -> None:
    assert [ep_check_digit(number) for number in ("17153510", "10167109", "16849316")] == ["7", "7", "1"]


@pytest.mark.parametrize(
    "shown", ["US 2016/0019458 A1", "WO 2000/001198 A1", "AU 2002/010074 A", "EP 0227762 B1", "JP S52145540 A"]
)
def test_display_numbers_are_read_back(shown: str) -> None:
    best = parse(shown)[0]
    assert display(best.jurisdiction, best.number, best.kind) == shown


@given(
    st.sampled_from([("US", "B2"), ("US", "A1"), ("WO", "A1"), ("EP", "A1"), ("CN", "A"), ("DE", "A1"), ("FR", "A1")]),
    st.integers(1, 9_999_999),
    st.integers(2001, 2025),
)
def test_what_is_displayed_can_be_read(office: tuple[str, str], serial: int, year: int) -> None:
    jurisdiction, kind = office
    written = f"{year}/{serial % 1_000_000}" if kind == "A1" and jurisdiction in ("US", "WO") else str(10_000 + serial)
    number = normal_publication(jurisdiction, written, kind)
    readings = parse(display(jurisdiction, number, kind))
    assert Reading("publication", jurisdiction, number, kind) in readings


@given(st.sampled_from(["US", "WO", "AU", "EP"]), st.integers(2001, 2025), st.integers(1, 99_999))
def test_docdb_numbers_lead_back_to_the_normal_form(jurisdiction: str, year: int, serial: int) -> None:
    number = normal_publication(jurisdiction, f"{year}/{serial:06d}" if jurisdiction != "EP" else str(serial), "A")
    assert normal_publication(jurisdiction, docdb(jurisdiction, number), "A") == number


@given(st.text(max_size=80))
def test_any_text_can_be_parsed(text: str) -> None:
    assert isinstance(parse(text), tuple)


@pytest.mark.parametrize(
    ("jurisdiction", "number", "kind", "written"),
    [
        ("EP", "1079809", "B1", "EP1079809"),
        ("AT", "311859", "T", "AT311859T"),
        ("AU", "1998086854", "A", "AU8685498"),
        ("AU", "750911", "B2", "AU750911B"),
        ("CN", "1149075", "C", "CN1149075C"),
        ("KR", "100484299", "B1", "KR100484299B"),
        ("JP", "2002516268", "A", "JP2002516268"),
        ("US", "20060142694", "A1", "US2006142694"),
        ("WO", "1999061002", "A1", "WO9961002"),
    ],
)
def test_epodoc(jurisdiction: str, number: str, kind: str, written: str) -> None:
    assert epodoc(jurisdiction, number, kind) == written
