"""Numbers: in each office's form, rising with time, never twice."""

import re
from datetime import date

import pytest

from tokkyo.demo import days
from tokkyo.demo.numbering import SERIES, WEEKS, Numbers
from tokkyo.demo.offices import OFFICES
from tokkyo.errors import SettingError

ROWS = [
    # series, day, pattern
    ("US publication", date(2012, 5, 3), r"2012\d{7}"),
    ("US design", date(2018, 1, 2), r"D8\d{5}"),
    ("US plant", date(2018, 1, 2), r"PP30\d{3}"),
    ("US reissue", date(2015, 1, 6), r"RE45\d{3}"),
    ("EP publication", date(1991, 5, 2), r"05\d{5}|04\d{5}"),
    ("EP application", date(2016, 5, 2), r"16\d{6}"),
    ("WO publication", date(2022, 12, 15), r"2022\d{6}"),
    ("WO application before 2004", date(1999, 5, 2), r"99\d{5}"),
    ("JP publication before 2000", date(1995, 5, 2), r"H07\d{1,6}"),
    ("JP patent", date(2016, 2, 16), r"60\d{5}"),
    ("CN publication", date(2023, 6, 2), r"11[3-6]\d{6}"),
    ("CN application", date(2020, 6, 2), r"20201\d{7}"),
    ("KR publication", date(2023, 5, 30), r"2023\d{7}"),
    ("KR patent", date(2020, 5, 30), r"102\d{6}"),
    ("DE application", date(2020, 6, 2), r"102020\d{6}"),
    ("DE application before 2004", date(1998, 6, 2), r"198\d{5}"),
    ("BR application", date(2014, 6, 2), r"112014\d{6}"),
    ("BR application before 2012", date(2004, 6, 2), r"PI04\d{5}"),
    ("SA application", date(2020, 6, 2), r"52041\d{4}"),
]


@pytest.mark.parametrize(("series", "day", "pattern"), ROWS)
def test_a_number_has_the_form_of_its_office(series: str, day: date, pattern: str) -> None:
    assert re.fullmatch(pattern, Numbers().take(series, day.toordinal()))


def test_numbers_differ_even_when_a_week_is_full() -> None:
    numbers = Numbers()
    first = date(2019, 3, 5).toordinal()
    for series in SERIES:
        week = [numbers.take(series, first) for _ in range(60)]
        later = [numbers.take(series, first + 21) for _ in range(60)]
        assert len({*week, *later}) == 120, series


def test_numbers_run_from_the_beginning_of_the_year_to_its_end() -> None:
    numbers = Numbers()
    taken = [numbers.take("US plant", date(2019, month, 3).toordinal()) for month in range(1, 13)]
    assert taken == sorted(taken)


def test_a_year_without_numbers_left_is_told() -> None:
    numbers = Numbers()
    day = date(2019, 12, 24).toordinal()
    for _ in range(480 // WEEKS * WEEKS):
        numbers.take("US reissue", day)
    with pytest.raises(SettingError, match="no number left in 2019"):
        numbers.take("US reissue", day)


def test_us_grants_reach_the_numbers_of_their_time() -> None:
    assert Numbers().us_grant(date(2018, 6, 19).toordinal()).startswith(("99", "100"))
    assert Numbers().us_grant(date(1993, 1, 5).toordinal()).startswith("51")


@pytest.mark.parametrize(
    ("filed", "series"), [(date(1995, 1, 1), "08"), (date(2012, 1, 1), "13"), (date(2023, 1, 1), "18")]
)
def test_us_application_series_follow_the_year(filed: date, series: str) -> None:
    assert Numbers().us_application(filed.toordinal())[0] == series


def test_every_office_counts_in_known_series() -> None:
    for code, office in OFFICES.items():
        if code == "US":
            continue
        used = [office.application.now, office.application.before, office.grant_series]
        used += [office.publication.now, office.publication.before] if office.publication else []
        assert {name for name in used if name} <= SERIES.keys()


@pytest.mark.parametrize(
    ("office", "number", "printed"),
    [
        ("WO", "2022055385", "PCT/IB2022/055385"),
        ("WO", "9906456", "PCT/IB99/06456"),
        ("JP", "2012123456", "2012-123456"),
        ("JP", "18609898", "10-186098"),
        ("KR", "20120012345", "10-2012-0012345"),
        ("DE", "102020123456", "10 2020 123 456"),
    ],
)
def test_application_numbers_as_printed(office: str, number: str, printed: str) -> None:
    assert OFFICES[office].printed_application(number, "IB") == printed


def test_days_know_their_weekday() -> None:
    for offset in range(14):
        day = date(2024, 2, 20).toordinal() + offset
        assert date.fromordinal(days.on_weekday(day, days.THURSDAY)).weekday() == 3
        assert 0 <= days.on_weekday(day, days.THURSDAY) - day < 7
