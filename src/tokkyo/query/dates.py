"""What users write for a day, a month or a year, as spans of days since 1970-01-01.

| written                                | span                                            |
|----------------------------------------|-------------------------------------------------|
| `2009-05-22`, `2009/5/22`, `20090522`  | the day                                         |
| `2009-05-22T10:00:00Z`                 | the day                                         |
| `2009-05`, `200905`                    | the month                                       |
| `2009` (text or number)                | the year                                        |
| `1242950400000`, a number above 8 digits or below 0 | milliseconds since 1970: the day   |
| `now`, `now-1y/d`, `2009-05-22||+1M/M` | date math of Elasticsearch: the day, or the unit after `/` |

In a range `gt` and `lte` take the end of the span, `gte` and `lt` its beginning, so `gt 2009` is after 2009-12-31.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

EPOCH = date(1970, 1, 1)
MILLISECONDS_OF_DAY = 86_400_000

LONGEST = 200
"""Characters of a date; date math of any use is much shorter."""

_WRITTEN = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ]\d{1,2}[\d:.,]*(?:Z|[+-]\d\d:?\d\d)?)?)?)?")
_PACKED = re.compile(r"(\d{4})(\d\d)(\d\d)?")
_MATH = re.compile(r"(?:now|(?P<anchor>[^|]{1,40})\|\|)(?P<steps>(?:[+-]\d{0,6}[yMwdhHms])*)(?:/(?P<unit>[yMwdhHms]))?")
_STEP = re.compile(r"([+-])(\d*)([yMwdhHms])")
_SECONDS = {"h": 3600, "H": 3600, "m": 60, "s": 1}


class Span(NamedTuple):
    """First and last day, both counted from 1970-01-01."""

    first: int
    last: int


def days(day: date) -> int:
    """Return the number of days since 1970-01-01."""
    return (day - EPOCH).days


def span(value: str | int, today: date | None = None) -> Span:
    """Return the days a value means. Raises `ValueError` for what is no date, and for `now` without `today`."""
    try:
        if isinstance(value, int):
            return _number(value)
        return _text(value.strip(), today)
    except OverflowError as error:
        raise ValueError("beyond the calendar") from error


def _text(text: str, today: date | None) -> Span:
    if len(text) > LONGEST:
        raise ValueError(text[:40])
    if found := _WRITTEN.fullmatch(text) or _PACKED.fullmatch(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        return _unit(year or 0, month, day)
    if re.fullmatch(r"-?\d{5,18}", text):
        return _number(int(text))
    if found := _MATH.fullmatch(text):
        return _math(found, today)
    raise ValueError(text[:40])


def _number(number: int) -> Span:
    if 1000 <= number <= 9999:
        return _unit(number)
    if found := _PACKED.fullmatch(str(number)) if 10**7 <= number < 10**8 else None:
        return _unit(int(found[1]), int(found[2]), int(found[3]))
    day = days(EPOCH + timedelta(days=number // MILLISECONDS_OF_DAY))
    return Span(day, day)


def _unit(year: int, month: int | None = None, day: int | None = None) -> Span:
    first = days(date(year, month or 1, day or 1))
    if day:
        return Span(first, first)
    last_month = month or 12
    return Span(first, days(date(year, last_month, monthrange(year, last_month)[1])))


def _math(found: re.Match[str], today: date | None) -> Span:
    anchor = found["anchor"]
    if anchor is None and today is None:
        raise ValueError("now")
    start = today if anchor is None else EPOCH + timedelta(days=_text(anchor.strip(), None).first)
    assert start is not None
    seconds = 0
    for sign, count, unit in _STEP.findall(found["steps"]):
        amount = int(count or 1) * (1 if sign == "+" else -1)
        if unit in _SECONDS:
            seconds += amount * _SECONDS[unit]
        else:
            start = _moved(start, amount, unit)
    return _rounded(start + timedelta(days=seconds // 86_400), found["unit"])


def _moved(day: date, amount: int, unit: str) -> date:
    if unit in "dw":
        return day + timedelta(days=amount * (7 if unit == "w" else 1))
    months = day.year * 12 + day.month - 1 + amount * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _rounded(day: date, unit: str | None) -> Span:
    if unit == "y":
        return _unit(day.year)
    if unit == "M":
        return _unit(day.year, day.month)
    first = days(day) - (day.weekday() if unit == "w" else 0)
    return Span(first, first + (6 if unit == "w" else 0))


_NAMED_FORMATS = {
    "strict_date": "yyyy-MM-dd",
    "date": "yyyy-MM-dd",
    "year_month_day": "yyyy-MM-dd",
    "strict_year_month_day": "yyyy-MM-dd",
    "year_month": "yyyy-MM",
    "strict_year_month": "yyyy-MM",
    "year": "yyyy",
    "strict_year": "yyyy",
    "basic_date": "yyyyMMdd",
}
_ANY_FORMATS = frozenset({"strict_date_optional_time", "date_optional_time", "epoch_millis"})
_LETTERS = re.compile(r"'([^']*)'|(y+|u+|M{1,2}|d{1,2}|H{1,2}|m{1,2}|s{1,2}|S{1,3})|([^A-Za-z'])|(.)", re.DOTALL)


def rewritten(text: str, formats: str) -> str:
    """Return a date written in one of the formats (`dd/MM/yyyy||yyyy`) as `span` reads it.

    Raises `ValueError` for an unknown pattern letter and for text that fits no format. Date math passes unchanged.
    """
    if text.startswith("now") or "||" in text:
        return text
    for name in formats.split("||")[:8]:
        if (day := _read(text.strip(), name.strip())) is not None:
            return day
    raise ValueError(text[:40])


def _read(text: str, name: str) -> str | None:
    if name in _ANY_FORMATS:
        return text
    if name == "epoch_second":
        return f"{int(text)}000" if re.fullmatch(r"-?\d{1,12}", text) else None
    found = re.fullmatch(_pattern(_NAMED_FORMATS.get(name, name)), text)
    if found is None:
        return None
    parts = found.groupdict()
    if not parts.get("y"):
        raise ValueError(name[:40])
    month, day = parts.get("M"), parts.get("d")
    return parts["y"] + (f"-{int(month):02}" if month else "") + (f"-{int(day):02}" if day and month else "")


def _pattern(name: str) -> str:
    """A date pattern as a regular expression with the groups y, M and d."""
    pieces: list[str] = []
    for quoted, letters, literal, bad in _LETTERS.findall(name[:64]):
        if bad:
            raise ValueError(name[:40])
        key = letters[:1].replace("u", "y")
        if key in ("y", "M", "d") and key and f"(?P<{key}>" not in "".join(pieces):
            pieces.append(rf"(?P<{key}>\d{{4}})" if key == "y" else rf"(?P<{key}>\d{{{len(letters)},2}})")
        else:
            pieces.append(r"\d{1,9}" if letters else re.escape(quoted or literal))
    return "".join(pieces)
