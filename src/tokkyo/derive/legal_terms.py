"""How long rights last: one row per office, right and period, with worked examples.

Terms run from the earliest actual filing (not from a priority) unless a row says from grant; where a row names both,
the later end counts (US applications filed before 8 June 1995). Extension days are added to the end.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tokkyo.model.kinds import DESIGN, INNOVATION, PATENT, PLANT, UTILITY_MODEL


@dataclass(frozen=True, slots=True)
class TermRule:
    """One row: terms in years from filing and from grant, for filings and grants in half-open periods of ISO dates.

    `examples` are (filed, granted, end).
    """

    offices: frozenset[str]
    right: str
    from_filing: int | None
    from_grant: int | None
    examples: tuple[tuple[str, str, str], ...]
    filed: tuple[str, str] = ("", "9999")
    granted: tuple[str, str] = ("", "9999")


_ALWAYS = ("", "9999")


def _term(
    offices: str,
    right: str,
    *examples: tuple[str, str, str],
    filing: int | None = None,
    grant: int | None = None,
    filed: tuple[str, str] = _ALWAYS,
    granted: tuple[str, str] = _ALWAYS,
) -> TermRule:
    return TermRule(frozenset(offices.split()), right, filing, grant, examples, filed, granted)


TERM_RULES: tuple[TermRule, ...] = (
    _term("US", PATENT, ("2008-11-12", "2013-03-26", "2028-11-12"), filing=20, filed=("1995-06-08", "9999")),
    _term("US", PATENT, ("1970-01-02", "1972-05-09", "1989-05-09"), grant=17, granted=("", "1978-06-08")),
    _term("US", PATENT, ("1994-01-03", "1998-06-02", "2015-06-02"), filing=20, grant=17),
    _term("US", PLANT, ("2010-01-04", "2012-01-03", "2030-01-04"), filing=20, filed=("1995-06-08", "9999")),
    _term("US", PLANT, ("1990-01-03", "1991-01-01", "2010-01-03"), filing=20, grant=17),
    _term("US", DESIGN, ("2015-06-01", "2016-06-07", "2031-06-07"), grant=15, filed=("2015-05-13", "9999")),
    _term("US", DESIGN, ("2005-01-03", "2006-01-03", "2020-01-03"), grant=14),
    _term("CA", PATENT, ("1985-01-02", "1988-12-06", "2005-12-06"), grant=17, filed=("", "1989-10-01")),
    _term("JP", DESIGN, ("2021-01-04", "2021-08-02", "2046-01-04"), filing=25, filed=("2020-04-01", "9999")),
    _term("JP", DESIGN, ("2010-01-04", "2010-08-02", "2030-08-02"), grant=20, filed=("2007-04-01", "2020-04-01")),
    _term("JP", DESIGN, ("2000-01-04", "2000-08-02", "2015-08-02"), grant=15),
    _term("JP", UTILITY_MODEL, ("2006-01-04", "2006-04-03", "2016-01-04"), filing=10, filed=("2005-04-01", "9999")),
    _term(
        "JP", UTILITY_MODEL, ("1999-01-04", "1999-04-05", "2005-01-04"), filing=6, filed=("1994-01-01", "2005-04-01")
    ),
    _term("JP", UTILITY_MODEL, ("1985-01-04", "1990-01-04", "2000-01-04"), filing=15),
    _term("CN", UTILITY_MODEL, ("1990-01-04", "1991-01-04", "1998-01-04"), filing=8, filed=("", "1993-01-01")),
    _term("CN", DESIGN, ("2022-01-04", "2022-05-03", "2037-01-04"), filing=15, filed=("2021-06-01", "9999")),
    _term("CN", DESIGN, ("2010-01-04", "2010-05-03", "2020-01-04"), filing=10),
    _term("DE", PATENT, ("1970-01-05", "1975-01-02", "1988-01-05"), filing=18, filed=("", "1976-11-01")),
    _term("GB", PATENT, ("1960-01-05", "1963-01-02", "1976-01-05"), filing=16, filed=("", "1967-06-01")),
    _term("BR", UTILITY_MODEL, ("2010-01-04", "2015-01-06", "2025-01-04"), filing=15),
    _term("MX", UTILITY_MODEL, ("2021-01-04", "2022-01-06", "2036-01-04"), filing=15, filed=("2020-11-05", "9999")),
    _term("AU", INNOVATION, ("2010-01-04", "2010-03-04", "2018-01-04"), filing=8),
    _term("EM", DESIGN, ("2010-01-04", "2010-02-01", "2035-01-04"), filing=25),
    _term("GB DE FR KR", DESIGN, ("2015-01-05", "2015-05-04", "2040-01-05"), filing=25, filed=("2014-07-01", "9999")),
    _term("", UTILITY_MODEL, ("2019-02-27", "2020-01-31", "2029-02-27"), filing=10),
    _term("", PATENT, ("2010-12-31", "2013-12-25", "2030-12-31"), filing=20),
    _term("", PLANT, ("2010-12-31", "2013-12-25", "2030-12-31"), filing=20),
)


def term_end(
    jurisdiction: str,
    right: str,
    filed: str | None,
    granted: str | None = None,
    extension_days: int = 0,
    printed_years: int | None = None,
) -> str | None:
    """Return the day the term ends (ISO), or None where office, right and dates do not tell.

    `filed` is the earliest actual filing. `printed_years` is the term a US design prints on itself, from grant.

    >>> term_end("US", "patent", "2008-11-12", "2013-03-26", 661), term_end("EP", "patent", "2010-12-31")
    ('2030-09-04', '2030-12-31')
    """
    row = term_rule(jurisdiction, right, filed, granted)
    if row is None:
        return None
    from_grant = printed_years if printed_years and right == DESIGN and row.from_grant else row.from_grant
    ends = [
        _years_later(start, years)
        for start, years in ((filed, row.from_filing), (granted, from_grant))
        if parsed(start) and years
    ]
    return (max(ends) + timedelta(days=extension_days)).isoformat() if ends else None


def term_rule(jurisdiction: str, right: str, filed: str | None, granted: str | None) -> TermRule | None:
    """Return the row that holds; an unknown date falls into no bounded period."""
    for row in TERM_RULES:
        if (
            (not row.offices or jurisdiction in row.offices)
            and row.right == right
            and _within(filed, row.filed)
            and _within(granted, row.granted)
        ):
            return row
    return None


def parsed(day: str | None) -> date | None:
    """Return an ISO date, or None when it is missing or no date."""
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None


def _within(day: str | None, period: tuple[str, str]) -> bool:
    return period == _ALWAYS or (bool(day) and period[0] <= str(day) < period[1])


def _years_later(day: str | None, years: int) -> date:
    start = date.fromisoformat(day or "")
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)
