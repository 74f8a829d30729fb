"""Publication numbers with the year of an era and with that of ours (jpo.md 4.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.model.jpo.eras import ERAS, with_ad_year, with_era_years

EXAMPLES = [
    ("503090037", "2021090037"),
    ("503022359", "2021022359"),
    ("413202365", "2001202365"),
    ("419157175", "2007157175"),
    ("360046093", "1985046093"),
    ("431012345", "2019012345"),
    ("501012345", "2019012345"),
]


@pytest.mark.parametrize(("era", "ad"), EXAMPLES)
def test_an_era_number_has_a_year_of_our_era_and_the_other_way_round(era: str, ad: str) -> None:
    assert with_ad_year(era) == ad
    assert era in with_era_years(ad)


@pytest.mark.parametrize("text", ["", "9", "903090037", "50309003", "5030900371", "5o3090037", "５０３０９００３７"])
def test_what_is_no_era_number_has_none(text: str) -> None:
    assert with_ad_year(text) == ""


@pytest.mark.parametrize("text", ["", "202109003", "20210900371", "2021o90037", "２０２１０９００３７", "1867000001"])
def test_what_no_era_numbers_has_no_era_number(text: str) -> None:
    assert with_era_years(text) == ()


@given(year=st.integers(1868, 2117), serial=st.integers(0, 999_999))
def test_every_reading_of_a_number_leads_back_to_it(year: int, serial: int) -> None:
    number = f"{year}{serial:06d}"
    written = with_era_years(number)
    assert [with_ad_year(one) for one in written] == [number] * len(written)
    assert 1 <= len(written) <= 2
    assert (len(written) == 2) == (year in {era.before + 1 for era in ERAS[1:]})
