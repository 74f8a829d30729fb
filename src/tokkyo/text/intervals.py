"""Ranges of whole numbers as regular expressions: `<1-12>` of Lucene's syntax."""

import re

_INTERVAL = re.compile(r"(\d{1,18})-(\d{1,18})")


def interval_pattern(written: str) -> str | None:
    """Return a regular expression for the decimal numbers of `low-high`, or None when it is no range.

    As in Lucene, bounds with equally many digits ask for that many, others allow any number of zeros in front, and
    bounds the wrong way round are swapped.

    >>> interval_pattern("1-3"), interval_pattern("08-11"), interval_pattern("one")
    ('(?:[1-3])', '(?:0[8-9]|1[0-1])', None)
    """
    found = _INTERVAL.fullmatch(written)
    if found is None or not written.isascii():
        return None
    low, high = sorted((int(found[1]), int(found[2])))
    width = len(found[1])
    if width == len(found[2]):
        return _any_of(_between(f"{low:0{width}}", f"{high:0{width}}"))
    spans = [_span(low, high, digits) for digits in range(len(str(low)), len(str(high)) + 1)]
    return f"(?:0*{_any_of([part for span in spans for part in span])})"


def _any_of(parts: list[str]) -> str:
    return f"(?:{'|'.join(parts)})"


def _span(low: int, high: int, digits: int) -> list[str]:
    """The part of a range whose numbers have so many digits."""
    first, last = max(low, 10 ** (digits - 1) if digits > 1 else 0), min(high, 10**digits - 1)
    return _between(str(first), str(last))


def _between(low: str, high: str) -> list[str]:
    """Alternatives for the texts of digits from `low` to `high`, all equally long."""
    if low == high:
        return [low]
    if low[0] == high[0]:
        return [low[0] + rest for rest in _between(low[1:], high[1:])]
    first, last, more = int(low[0]), int(high[0]), len(low) - 1
    parts: list[str] = []
    if low[1:] != "0" * more:
        parts += [low[0] + rest for rest in _between(low[1:], "9" * more)]
        first += 1
    end: list[str] = []
    if high[1:] != "9" * more:
        end = [high[0] + rest for rest in _between("0" * more, high[1:])]
        last -= 1
    if first <= last:
        parts.append((f"[{first}-{last}]" if first < last else str(first)) + "[0-9]" * more)
    return parts + end
