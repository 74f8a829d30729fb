"""Numbers of applications and publications as each office gives them, in DOCDB form.

A series counts from 1 January on: every week of a year owns an equal share of the year's numbers, so numbers rise with
dates although inventions are written family by family, and a free number is mostly one look-up away.
"""

from dataclasses import dataclass
from functools import cache
from itertools import chain

from tokkyo.demo.days import week, year
from tokkyo.errors import SettingError

WEEKS = 53


@dataclass(frozen=True, slots=True)
class Series:
    """A number series: `first` in year `since`, then `per_year` more each year; None for series restarting yearly."""

    per_year: int
    form: str
    first: int = 0
    since: int | None = None


# Starts of years of US utility grants (rounded), 1990 to 2026; they do not grow evenly enough for a line.
US_GRANTS = (
    4890000, 4981000, 5077000, 5175000, 5274000, 5377000, 5479000, 5590000, 5704000, 5855000, 6009000, 6167000, 6334000,
    6502000, 6671000, 6836000, 6981000, 7155000, 7313000, 7472000, 7640000, 7861000, 8087000, 8341000, 8621000, 8925000,
    9226000, 9532000, 9855000, 10165000, 10524000, 10881000, 11212000, 11540000, 11856000, 12185000, 12510000,
)  # fmt: skip

# Year, US application series that began with it; provisional series change more rarely.
US_SERIES = (
    (1987, 7), (1993, 8), (1998, 9), (2002, 10), (2005, 11), (2008, 12), (2011, 13), (2014, 14), (2016, 15), (2018, 16),
    (2020, 17), (2022, 18), (2025, 19), (2028, 20),
)  # fmt: skip
US_PROVISIONAL_SERIES = ((1995, 60), (2008, 61), (2013, 62), (2020, 63), (2028, 64))

SERIES: dict[str, Series] = {
    "US publication": Series(420_000, "{year}{number:07d}"),
    "US design": Series(21_000, "D{number}", 304_500, 1990),
    "US plant": Series(830, "PP{number}", 7_100, 1990),
    "US reissue": Series(480, "RE{number}", 33_100, 1990),
    "EP publication": Series(116_000, "{number:07d}", 345_000, 1990),
    "EP application": Series(800_000, "{yy}{number:06d}"),
    "WO publication": Series(270_000, "{year}{number:06d}"),
    "WO application": Series(160_000, "{year}{number:06d}"),
    "WO application before 2004": Series(98_000, "{yy}{number:05d}"),
    "JP publication": Series(290_000, "{year}{number:06d}"),
    "JP publication before 2000": Series(340_000, "H{heisei:02d}{number}"),
    "JP translation": Series(40_000, "{year}{number:06d}", 500_000),
    "JP patent": Series(176_000, "{number}", 2_500_000, 1996),
    "JP application": Series(290_000, "{year}{number:06d}"),
    "JP application before 2000": Series(290_000, "{number}{yy}"),
    "CN publication": Series(780_000, "{number}", 100_900_000, 2007),
    "CN publication before 2007": Series(55_000, "{number}", 1_040_000, 1990),
    "CN application": Series(1_500_000, "{year}1{number:07d}"),
    "CN application before 2004": Series(99_000, "{yy}1{number:05d}"),
    "KR publication": Series(170_000, "{year}{number:07d}"),
    "KR patent": Series(113_000, "10{number:07d}", 100_000, 2001),
    "KR application": Series(220_000, "{year}{number:07d}"),
    "DE application": Series(300_000, "10{year}{number:06d}"),
    "DE application before 2004": Series(98_000, "1{yy}{number:05d}"),
    "FR publication": Series(14_800, "{number}", 2_645_000, 1990),
    "FR application": Series(98_000, "{yy}{number:05d}"),
    "ES publication": Series(28_000, "{number}", 2_014_000, 1990),
    "ES application": Series(98_000, "{year}{number:05d}"),
    "BR application": Series(30_000, "11{year}{number:06d}"),
    "BR application before 2012": Series(98_000, "PI{yy}{number:05d}"),
    "RU application": Series(150_000, "{year}{number:06d}", 100_000),
    "RU patent": Series(26_000, "{number}", 2_000_000, 1992),
    "AU application": Series(290_000, "{year}{number:06d}", 200_000),
    "CA application": Series(35_000, "{number}", 2_007_000, 1990),
    "GB publication": Series(11_700, "{number}", 2_227_000, 1990),
    "GB application": Series(30_000, "{year}{number:05d}"),
    "SA application": Series(9_500, "5{yy}{hijri:02d}{number:04d}"),
    "SA patent": Series(2_000, "{number}", 2_000, 2005),
}  # fmt: skip

# The narrowest series (reissues, plants, Saudi patents) hold a corpus of this size with room to spare.
MAX_SIZE = 2_000_000


class Numbers:
    """Gives out numbers, each once. Bounded memory: one count per series and week in use."""

    def __init__(self) -> None:
        self._used: dict[tuple[str, int], int] = {}

    def _count(self, series: str, day: int, per_year: int) -> int:
        """Return a free place among the numbers of a year: in the day's week, or the next week that has one left."""
        share, first, base = per_year // WEEKS, week(day), year(day) * 64
        counts = self._used
        for slot in chain((first,), range(first + 1, WEEKS), range(first)):
            key = (series, base + slot)
            used = counts.get(key, 0)
            if used < share:
                counts[key] = used + 1
                return slot * share + used + 1
        raise SettingError(
            "impossible_size", f"{series} has no number left in {year(day)}", fix="choose a smaller size"
        )

    def take(self, series: str, day: int) -> str:
        """Return the next number of a series on a day."""
        rule = SERIES[series]
        this = year(day)
        since = this if rule.since is None else rule.since
        number = rule.first + (this - since) * rule.per_year + self._count(series, day, rule.per_year)
        yy = f"{this % 100:02d}"
        return rule.form.format(number=number, year=this, yy=yy, heisei=this - 1988, hijri=(this - 579) % 100)

    def us_grant(self, day: int) -> str:
        """Return the next number of a US utility patent."""
        starts = US_GRANTS
        index = min(max(year(day) - 1990, 0), len(starts) - 1)
        per_year = starts[index + 1] - starts[index] if index + 1 < len(starts) else 325_000
        return str(starts[index] + self._count("US grant", day, per_year))

    def us_application(self, day: int, *, provisional: bool = False, design: bool = False) -> tuple[str, str]:
        """Return series and serial number of a US application, two and six digits."""
        if design:
            return "29", f"{(year(day) - 1990) * 26_000 + self._count('29', day, 26_000):06d}"
        series, before, per_year = _us_series(year(day), provisional)
        return series, f"{before + self._count(series, day, per_year):06d}"


@cache
def _us_series(number: int, provisional: bool) -> tuple[str, int, int]:
    """Return the US application series of a year, how many serial numbers came before the year, and how many a year."""
    table = US_PROVISIONAL_SERIES if provisional else US_SERIES
    begun, series = ([row for row in table if row[0] <= number] or [table[0]])[-1]
    ends = next((row[0] for row in table if row[0] > begun), begun + 5)
    per_year = 990_000 // (ends - begun)
    return f"{series:02d}", max(number - begun, 0) * per_year, per_year
