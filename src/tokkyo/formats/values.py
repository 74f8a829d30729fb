"""Values as sources write them, brought into the record's own form: dates, languages, citation categories."""

import re
from datetime import date
from functools import lru_cache

from tokkyo.fields.vocabulary import CITATION_CATEGORIES

_EIGHT_DIGITS = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")


@lru_cache(maxsize=1 << 16)
def iso_date(text: str | int | None) -> str | None:
    """Return `YYYYMMDD` or `YYYY-MM-DD` as an ISO date, or None when it is no date.

    Old citations give month or day as 00 (APS `19670900`): such parts become 01, so that the year stays searchable.

    >>> iso_date("20130212"), iso_date("1967-09-00"), iso_date("0"), iso_date("20131345")
    ('2013-02-12', '1967-09-01', None, None)
    """
    found = _EIGHT_DIGITS.match(str(text).strip()) if text else None
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year, max(month, 1), max(day, 1)).isoformat()
    except ValueError:
        return None


def language(text: str | None) -> str | None:
    """Return a language code in lower case (`EN` → `en`), or None."""
    return text.strip().lower()[:2] or None if text else None


def categories(text: str | None) -> tuple[str, ...]:
    """Split joined citation category letters (`XY`, `X,Y`, `DA`) into single known ones, in order, each once."""
    return tuple(dict.fromkeys(letter for letter in (text or "").upper() if letter in CITATION_CATEGORIES))
