"""Eras of Japan in publication numbers: `503090037` (Reiwa 3, number 090037) is `2021090037` with the year of our era.

JPO writes an era as one digit, its year as two and the number as six. The first year of an era begins within the last
of the one before, so a year of our era may have two such forms: publications of 2019 are numbered as Heisei 31.
"""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Era:
    """An era: its digit in numbers, its name, and the year of our era before its first."""

    digit: str
    name: str
    before: int


ERAS = (
    Era("1", "明治", 1867),
    Era("2", "大正", 1911),
    Era("3", "昭和", 1925),
    Era("4", "平成", 1988),
    Era("5", "令和", 2018),
)
BY_DIGIT = {era.digit: era for era in ERAS}
OFFERED_SINCE = 1989
"""The first year of Heisei: older publication numbers are not offered (code 111 of the retrieval APIs)."""

_LENGTH = 9
_LAST_YEAR = {era: following.before + 1 for era, following in pairwise(ERAS)}


def with_ad_year(number: str) -> str:
    """Return an era number with the year of our era, "" for what is no era number.

    >>> with_ad_year("503090037"), with_ad_year("360046093"), with_ad_year("")
    ('2021090037', '1985046093', '')
    """
    era = BY_DIGIT.get(number[:1])
    if era is None or len(number) != _LENGTH or not (number.isascii() and number.isdecimal()):
        return ""
    return f"{era.before + int(number[1:3])}{number[3:]}"


def with_era_years(number: str) -> tuple[str, ...]:
    """Return the era numbers that a number with the year of our era may be, the older era first; none is one too.

    >>> with_era_years("2021090037"), with_era_years("2019012345"), with_era_years("1850000001")
    (('503090037',), ('431012345', '501012345'), ())
    """
    if len(number) != _LENGTH + 1 or not (number.isascii() and number.isdecimal()):
        return ()
    year = int(number[:4])
    return tuple(
        f"{era.digit}{year - era.before:02d}{number[4:]}"
        for era in ERAS
        if era.before < year <= _LAST_YEAR.get(era, era.before + 99)
    )
