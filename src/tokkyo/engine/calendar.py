"""Calendar years, quarters and months as numbers, for buckets of dates."""

from datetime import date

from tokkyo.query.aggregation import Interval
from tokkyo.query.dates import EPOCH, days

_MONTHS = {Interval.YEAR: 12, Interval.QUARTER: 3, Interval.MONTH: 1}
_FIRST, _LAST = days(date.min), days(date.max)


def period_of(interval: Interval, day: int) -> int:
    """Return the number of the year, quarter or month that a day (since 1970-01-01) is in, counted from year 0.

    Days beyond the calendar, years 1 to 9999, count as its first or last.
    """
    found = date.fromordinal(EPOCH.toordinal() + max(_FIRST, min(day, _LAST)))
    return (found.year * 12 + found.month - 1) // _MONTHS[interval]


def start_of(interval: Interval, period: int) -> int:
    """Return the first day of a period, also of the one after the last of the calendar."""
    year, month = divmod(period * _MONTHS[interval], 12)
    return _LAST + 1 if year > date.max.year else days(date(year, month + 1, 1))
