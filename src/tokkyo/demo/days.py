"""Days as ordinals (`date.toordinal`), with their texts ready made: a corpus writes each date many times."""

from datetime import date

FIRST = date(1985, 1, 1).toordinal()
LAST = date(2046, 12, 31).toordinal()

ISO: tuple[str, ...] = tuple(date.fromordinal(day).isoformat() for day in range(FIRST, LAST + 1))
COMPACT: tuple[str, ...] = tuple(text.replace("-", "") for text in ISO)
_YEARS: tuple[int, ...] = tuple(int(text[:4]) for text in ISO)
_STARTS: dict[int, int] = {number: date(number, 1, 1).toordinal() for number in range(_YEARS[0], _YEARS[-1] + 1)}

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = 1, 2, 3, 4


def iso(day: int) -> str:
    """Return `YYYY-MM-DD`."""
    return ISO[day - FIRST]


def compact(day: int) -> str:
    """Return `YYYYMMDD`."""
    return COMPACT[day - FIRST]


def year(day: int) -> int:
    """Return the year."""
    return _YEARS[day - FIRST]


def new_year(year: int) -> int:
    """Return 1 January of a year."""
    return _STARTS[year]


def week(day: int) -> int:
    """Return the week of the year, 0 to 52, counted from 1 January."""
    return (day - _STARTS[_YEARS[day - FIRST]]) // 7


def on_weekday(day: int, weekday: int) -> int:
    """Return the same day or the next one that falls on a weekday (Monday is 0)."""
    return day + (weekday - (day - 1)) % 7
