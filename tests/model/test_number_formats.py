import pytest

from tokkyo.model.number_applications import international, western_year
from tokkyo.model.numbers import display, doc_key, docdb
from tokkyo.model.offices import OFFICES, is_office, office_name
from tokkyo.model.us_series import series_of


@pytest.mark.parametrize(
    ("jurisdiction", "number", "written"),
    [
        ("US", "20040068806", "2004068806"),
        ("US", "6530116", "6530116"),
        ("WO", "2002051231", "02051231"),
        ("WO", "2002050264", "0250264"),
        ("WO", "1997007609", "9707609"),
        ("WO", "2013121230", "2013121230"),
        ("AU", "1988010488", "1048888"),
        ("AU", "2010286689", "2010286689"),
    ],
)
def test_docdb(jurisdiction: str, number: str, written: str) -> None:
    assert docdb(jurisdiction, number) == written


def test_display_leaves_out_what_is_unknown() -> None:
    assert display(None, "7654321") == "7654321"
    assert display("US", "D452599", "S1") == "US D452599 S1"


def test_document_keys() -> None:
    assert doc_key("EP", "0227762", "B1", "1990-04-11") == "EP_0227762_B1_19900411"
    assert doc_key("EP", "0227762") == "EP_0227762"


def test_international_numbers_before_2004_have_two_digits_and_five() -> None:
    assert [international("2003", "12345"), international("04", "012345")] == ["0312345", "2004012345"]


def test_japanese_years() -> None:
    assert [western_year("M", 45), western_year("T", 1), western_year("R", 1)] == [1912, 1912, 2019]


def test_offices() -> None:
    assert is_office("EP")
    assert not is_office("QQ")
    assert office_name("JP") == "Japan"
    assert office_name("QQ") == "QQ"
    assert all(len(code) == 2 and code.isupper() for code in OFFICES)


@pytest.mark.parametrize(
    ("serial", "filed", "kind", "series"),
    [
        (716854, "2003-11-19", "A", 10),
        (31438, "2000-07-06", "A", 10),
        (402732, "1998-04-21", "A", 9),
        (23309, "2004-12-27", "A", 11),
        (788, "2007-12-17", "A", 12),
        (871658, "2006-12-22", "P", 60),
        (19888, "2008-01-09", "P", 61),
        (244045, "2005-12-05", "F", 29),
        (1, "1930-01-02", "A", None),
    ],
)
def test_us_series(serial: int, filed: str, kind: str, series: int | None) -> None:
    assert series_of(serial, filed, kind) == series
