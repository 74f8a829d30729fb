"""Every row of the number tables does what its examples say, and normal forms stay as they are."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tokkyo.model.number_applications import APPLICATION_RULES
from tokkyo.model.number_tables import PUBLICATION_RULES, NumberRule
from tokkyo.model.numbers import compact, normal_application, normal_publication, normal_us_application

PUBLICATIONS = [(rule, *example) for rule in PUBLICATION_RULES for example in rule.examples]
APPLICATIONS = [(rule, *example) for rule in APPLICATION_RULES for example in rule.examples]


def office(rule: NumberRule) -> str:
    return "XX" if rule.jurisdiction == "*" else rule.jurisdiction


@pytest.mark.parametrize("rule", [*PUBLICATION_RULES, *APPLICATION_RULES])
def test_every_row_has_examples(rule: NumberRule) -> None:
    assert rule.examples


@pytest.mark.parametrize(("rule", "number", "kind", "normal"), PUBLICATIONS)
def test_publication_examples(rule: NumberRule, number: str, kind: str, normal: str) -> None:
    assert normal_publication(rule.jurisdiction, number, kind or None) == normal
    assert normal_publication(rule.jurisdiction, normal, kind or None) == normal


@pytest.mark.parametrize(("rule", "number", "kind", "normal"), APPLICATIONS)
def test_application_examples(rule: NumberRule, number: str, kind: str, normal: str) -> None:
    assert normal_application(office(rule), number, kind) == normal
    assert normal_application(office(rule), normal, kind) == normal


@pytest.mark.parametrize(
    ("series", "number", "filed", "provisional", "normal"),
    [
        ("12", "269629", "2008-11-12", False, "26962908"),
        (None, "12/269,629", "2008-11-12", False, "26962908"),
        (None, "10/921,423", "2004-08-19", False, "92142304"),
        ("10", "10921423", "2004-08-19", False, "92142304"),
        ("13", "215971", "2011-08-23", False, "201113215971"),
        (None, "13/058,230", "2009-08-11", False, "200913058230"),
        (None, "12/984,568", "2011-01-04", False, "98456811"),
        (None, "61/550,506", "2011-10-24", True, "201161550506"),
        (None, "61/420,750", "2010-12-07", True, "42075010"),
        (None, "61/424,419", "2010-12-17", True, "201061424419"),
        ("29", "29405629", "2011-11-03", False, "201129405629"),
        ("29", "244045", "2005-12-05", False, "24404505"),
        (None, "17248024", "2021-01-05", False, "202117248024"),
        (None, "10/000,916", "2001-11-15", False, "91601"),
        (None, "09123456", "1998-07-28", False, "12345698"),
        (None, "201113215971", "2011-08-23", False, "201113215971"),
        (None, "12/269,629", None, False, "12269629"),
    ],
)
def test_us_applications(series: str | None, number: str, filed: str | None, provisional: bool, normal: str) -> None:
    assert normal_us_application(series, number, filed, provisional) == normal


def test_an_unknown_notation_only_loses_its_separators() -> None:
    assert normal_publication("XY", " ab-12 / 34.5", "A") == "AB12345"


def test_the_offices_own_code_is_cut_off_but_a_foreign_one_is_not() -> None:
    assert normal_publication("US", "US20220236009", "A1") == "20220236009"
    assert normal_publication("JP", "WO2005042579", "A1") == "WO2005042579"


def test_full_width_digits_are_folded() -> None:
    assert normal_publication("JP", "２０２１－０９００３７", "A") == "2021090037"
    assert compact("ＵＳ　７，６５４，３２１　Ｂ２") == "US7654321B2"


numbers = st.one_of(
    st.from_regex(r"[A-Z]{0,2}[0-9]{1,13}", fullmatch=True),
    st.from_regex(r"[0-9]{1,4}[ /-][0-9]{1,7}(\.[0-9X])?", fullmatch=True),
    st.text(max_size=20),
)
offices = st.sampled_from(
    ["US", "WO", "EP", "JP", "KR", "AU", "CN", "DE", "BR", "FR", "CA", "CH", "TW", "GB", "IN", "SE"]
)
kinds = st.sampled_from([None, "A", "A1", "B1", "B2", "C", "U", "S1", "P2", "E1", "H", "D0", "W"])


@example("US", "0 0", "S1")
@example("US", "209 9022111", "B2")
@given(offices, numbers, kinds)
def test_a_normal_publication_number_is_its_own_normal_form(jurisdiction: str, number: str, kind: str | None) -> None:
    normal = normal_publication(jurisdiction, number, kind)
    assert normal_publication(jurisdiction, normal, kind) == normal


@given(
    offices,
    numbers,
    st.sampled_from([None, "A", "U", "W", "P", "F"]),
    st.sampled_from([None, "1998-05-04", "2015-06-30"]),
)
def test_any_application_number_is_accepted(
    jurisdiction: str, number: str, kind: str | None, filed: str | None
) -> None:
    assert isinstance(normal_application(jurisdiction, number, kind, filed), str)
