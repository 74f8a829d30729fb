"""Numbers as USPTO files write them."""

import pytest

from tokkyo.formats.uspto.numbers import (
    PRIORITY_RULES,
    PriorityRule,
    application,
    country,
    display_application,
    known,
    pct_application,
    priority,
    publication,
)
from tokkyo.model.publication import DocumentId

EXAMPLES = [(rule, *example) for rule in PRIORITY_RULES for example in rule.examples]


@pytest.mark.parametrize(("rule", "printed", "filed", "docdb"), EXAMPLES)
def test_a_rule_does_what_its_examples_say(rule: PriorityRule, printed: str, filed: str, docdb: str) -> None:
    assert priority(rule.country, printed, filed) == DocumentId(rule.country, docdb, rule.kind, filed)


@pytest.mark.parametrize(
    ("code", "printed", "number", "kind"),
    [
        ("WO", "PCT/FI00/00687", "0000687", "W"),
        ("NO", "2002 2426", "20022426", "A"),
        ("XH", "971605", "971605", "A"),
    ],
)
def test_a_priority_of_no_known_notation_loses_its_separators(code: str, printed: str, number: str, kind: str) -> None:
    found = priority(code, printed, "2001-02-03")
    assert (found.doc_number, found.kind) == (number, kind)


@pytest.mark.parametrize(
    ("number", "filed", "series", "provisional", "expected"),
    [
        ("12269629", "2008-11-12", None, False, ("26962908", "A")),
        ("13215971", "2011-08-23", None, False, ("201113215971", "A")),
        ("09/742,144", "2000-12-19", None, False, ("74214400", "A")),
        ("29512682", "2014-12-22", None, False, ("201429512682", "F")),
        ("244045", "2005-12-05", "29", False, ("24404505", "F")),
        ("652345", "1984-09-19", "D", False, ("65234584", "F")),
        ("61550506", "2011-10-24", None, True, ("201161550506", "P")),
        ("60991829", "2007-12-03", None, True, ("99182907", "P")),
        ("518454", "1974-10-29", "5", False, ("51845474", "A")),
    ],
)
def test_us_applications_get_docdb_numbers_and_kinds(
    number: str, filed: str, series: str | None, provisional: bool, expected: tuple[str, str]
) -> None:
    found = application(number, filed, series, provisional=provisional)
    assert (found.jurisdiction, found.doc_number, found.kind, found.date) == ("US", *expected, filed)


@pytest.mark.parametrize(
    ("printed", "office", "number"),
    [
        ("PCT/GB2013/050389", "GB", "2013050389"),
        ("PCT/EP2003/011007", "EP", "0311007"),
        ("PCT/US97/05183", "US", "9705183"),
        ("PCTDE99/01556", "DE", "9901556"),
        ("PCTEP9906456", "EP", "9906456"),
        ("PCT/JP02/00677", "JP", "0200677"),
        ("PCT/IB2019/057948", "IB", "2019057948"),
    ],
)
def test_pct_numbers_stand_under_their_receiving_office(printed: str, office: str, number: str) -> None:
    assert pct_application(printed, None) == DocumentId(office, number, "W", None)


def test_what_is_no_pct_number_is_none() -> None:
    assert pct_application("10743857", "2003-12-22") is None


@pytest.mark.parametrize(
    ("series", "number", "shown"),
    [
        ("10", "10716854", "10/716,854"),
        (None, "09/413215", "09/413,215"),
        ("6", "192529", "06/192,529"),
        ("D", "652345", "652,345"),
        (None, "12", None),
    ],
)
def test_application_numbers_are_shown_as_people_write_them(series: str | None, number: str, shown: str | None) -> None:
    assert display_application(series, number) == shown


@pytest.mark.parametrize(
    ("text", "code"), [("JPX", "JP"), ("UK", "GB"), ("us", "US"), ("unknown", None), ("omitted", None), ("1234", None)]
)
def test_countries(text: str, code: str | None) -> None:
    assert country(text) == code


def test_fillers_are_no_values() -> None:
    assert [known(text) for text in ("00", " unknown ", "", None, " A1 ")] == [None, None, None, None, "A1"]


def test_a_cited_number_loses_padding_and_the_filler_kind() -> None:
    assert publication("US", "D0452599", "00", None) == DocumentId("US", "D452599", None, None)
