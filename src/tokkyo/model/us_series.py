"""US application series codes guessed from filing date and serial, for sources that drop them (DOCDB up to 2010).

Series are opened when the one before runs out of serials; the dates below are the USPTO's. National stage entries
carry the international filing date, up to three years before their serial was given out.
"""

from datetime import date

# (series, first day), utility, plant and reissue applications.
_UTILITY: tuple[tuple[int, str], ...] = (
    (2, "1935-01-01"),
    (3, "1948-01-01"),
    (4, "1960-01-01"),
    (5, "1970-01-01"),
    (6, "1979-01-01"),
    (7, "1987-01-01"),
    (8, "1993-01-01"),
    (9, "1997-12-30"),
    (10, "2001-10-24"),
    (11, "2004-12-01"),
    (12, "2007-12-10"),
    (13, "2010-12-10"),
)
_PROVISIONAL: tuple[tuple[int, str], ...] = ((60, "1995-06-08"), (61, "2007-12-05"), (62, "2013-12-20"))
_DESIGN: tuple[tuple[int, str], ...] = ((29, "1992-10-01"), (29, "2011-01-01"))

# A serial may lie this far (share of the series) behind the even pace before the next series is the likelier one.
_SLACK = 0.3


def series_of(serial: int, filed: str, kind: str | None = None) -> int | None:
    """Return the likely series of a serial filed on an ISO date, or None before 1935.

    `kind` is DOCDB's: P provisional, F design.

    >>> series_of(716854, "2003-11-19"), series_of(31438, "2000-07-06"), series_of(871658, "2006-12-22", "P")
    (10, 10, 60)
    """
    table = {"P": _PROVISIONAL, "F": _DESIGN}.get(kind or "", _UTILITY)
    filed_on = _day(filed)
    firsts = [_day(first) for _, first in table]
    if filed_on < firsts[0]:
        return None
    ends = [*firsts[1:], firsts[-1] + 1000]
    fitting = (
        series
        for (series, _), first, end in zip(table, firsts, ends, strict=True)
        if _fits(serial / 1_000_000, (filed_on - first) / (end - first))
    )
    return next(fitting, None)


def _fits(share: float, pace: float) -> bool:
    return pace < 1 + _SLACK / 4 and share >= pace - _SLACK


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()
