import pytest

from tokkyo.derive.legal_terms import TERM_RULES, TermRule, term_end, term_rule

ROWS = [
    (row, office, example) for row in TERM_RULES for office in sorted(row.offices) or ["XX"] for example in row.examples
]


@pytest.mark.parametrize("row", TERM_RULES)
def test_every_row_has_examples(row: TermRule) -> None:
    assert row.examples


@pytest.mark.parametrize(("row", "office", "example"), ROWS)
def test_examples(row: TermRule, office: str, example: tuple[str, str, str]) -> None:
    filed, granted, end = example
    assert term_rule(office, row.right, filed, granted) is row
    assert term_end(office, row.right, filed, granted) == end


def test_extension_days_are_added() -> None:
    assert term_end("US", "patent", "2008-11-06", "2013-04-16", 581) == "2030-06-10"


def test_a_us_design_lasts_as_long_as_it_prints() -> None:
    assert term_end("US", "design", "2005-01-03", "2006-01-03", printed_years=15) == "2021-01-03"
    assert term_end("US", "patent", "2005-01-03", "2006-01-03", printed_years=15) == "2025-01-03"


def test_29_february_ends_on_the_28th() -> None:
    assert term_end("DE", "utility model", "2012-02-29") == "2022-02-28"


@pytest.mark.parametrize("filed", [None, "", "2012-13-45", "about 1970"])
def test_without_a_filing_date_there_is_no_term(filed: str | None) -> None:
    assert term_end("EP", "patent", filed, "2013-12-25") is None


def test_unknown_rights_have_no_term() -> None:
    assert term_end("EP", "certificate", "2000-01-01") is None
