"""Document numbers brought to one normal form, whatever the source writes.

These functions are called for every number of every record: they are pure and cached. Notations are rows of
`number_tables` (publications) and `number_applications`.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from tokkyo.model.number_applications import APPLICATION_RULES
from tokkyo.model.number_tables import PUBLICATION_RULES, NumberRule

_SEPARATORS = re.compile(r"[\s,/._\-]+")
_DASHES = re.compile(r"[‐-―−－ー_]")
_NUMBER_FOLLOWS = re.compile(r"[ -]*[A-Z]{0,2}\d")
_CACHED = 1 << 15


def _by_jurisdiction(rules: tuple[NumberRule, ...]) -> dict[str, tuple[NumberRule, ...]]:
    return {
        jurisdiction: tuple(rule for rule in rules if rule.jurisdiction == jurisdiction)
        for jurisdiction in dict.fromkeys(rule.jurisdiction for rule in rules)
    }


_PUBLICATIONS = _by_jurisdiction(PUBLICATION_RULES)
_APPLICATIONS = _by_jurisdiction(APPLICATION_RULES)


def compact(text: str) -> str:
    """Return the text in NFKC and upper case without blanks, commas, points, slashes, dashes and underscores.

    >>> compact("us 2016/0019458 a1"), compact("EP_0227762_B1")
    ('US20160019458A1', 'EP0227762B1')
    """
    return _joined(_folded(text))


def prepared(jurisdiction: str, number: str) -> str:
    """Return a number as the rule tables expect it: folded, no commas, the office's own code in front cut off."""
    text = re.sub(r"\s+", " ", _folded(number).replace(",", "")).strip()
    while text.startswith(jurisdiction) and _NUMBER_FOLLOWS.match(text, len(jurisdiction)):
        text = text[len(jurisdiction) :].lstrip(" -")
    return text


@lru_cache(maxsize=_CACHED)
def normal_publication(jurisdiction: str, number: str, kind: str | None = None) -> str:
    """Return a publication number in normal form: DOCDB's, with eleven digits for US applications and ten for WO.

    Takes what any source writes (zero padding, separators, check digits). Unknown notations come back without
    separators; nothing is refused.

    >>> normal_publication("US", "06530116", "B1"), normal_publication("WO", "9707609", "A3")
    ('6530116', '1997007609')
    """
    text = prepared(jurisdiction, number)
    letter = (kind or "")[:1]
    rules = [rule for rule in _PUBLICATIONS.get(jurisdiction, ()) if rule.kinds is None or letter in rule.kinds]
    normal = _applied(rules, text)
    # Blanks and padding may hide a notation (`209 9022111` is a year and a serial number once they are gone).
    return normal if normal == text else _applied(rules, prepared(jurisdiction, normal))


@lru_cache(maxsize=_CACHED)
def normal_application(jurisdiction: str, number: str, kind: str | None = None, filed: str | None = None) -> str:
    """Return an application number as DOCDB writes it (AU with a four-digit year, as Lens does).

    `kind` is DOCDB's application kind (A, U, W, F, P, …) where known, `filed` an ISO date; US numbers need it. Up to
    eight US digits that end in the filing year are taken as DOCDB's already; use `normal_us_application` where the
    number is known to be the office's. An international application may come as `PCT/US99/12817` under any office.

    >>> normal_application("EP", "17153510.7"), normal_application("JP", "63-68563", "A", "1988-03-22")
    ('17153510', '6856388')
    """
    text = prepared(jurisdiction, number)
    if kind == "W" or text.startswith("PCT"):
        rules = _APPLICATIONS["*"] + (_APPLICATIONS["US"] if jurisdiction == "US" else ())
        return _applied(rules, text)
    if jurisdiction == "US":
        if filed and len(text) <= 8 and text.isdigit() and text.endswith(filed[2:4]):
            return text
        return normal_us_application(None, text, filed, kind == "P")
    return _applied(_APPLICATIONS.get(jurisdiction, ()), text)


def _applied(rules: Sequence[NumberRule], text: str) -> str:
    for spelling in dict.fromkeys((text, _joined(text))):
        for rule in rules:
            if match := rule.pattern.fullmatch(spelling):
                return rule.build(match)
    return _joined(text)


# Series whose DOCDB numbers spell out year and series, whatever the filing date (13/… was opened in December 2010).
_LONG_SERIES = frozenset(range(13, 29)) | frozenset(range(30, 60)) | frozenset(range(62, 90))
# Provisional 61/421,000 stands for 10 December 2010: 61/420,750 (7 December) has the short form, 61/424,419 the long.
_FIRST_LONG_PROVISIONAL = 421_000


@lru_cache(maxsize=_CACHED)
def normal_us_application(series: str | None, number: str, filed: str | None, provisional: bool = False) -> str:
    """Return a US application number as DOCDB writes it.

    `number` is the office's: `12/269,629`, `12269629` or the serial alone with `series` given; `filed` an ISO date
    (or year). Serial and two-digit year up to series 12, year, series and serial from series 13 on and from December
    2010 for provisionals (61), 2011 for designs (29) and reexaminations. Twelve digits are taken as normal already.
    Without a date the number comes back without separators.

    >>> normal_us_application(None, "12/269,629", "2008-11-12"), normal_us_application("13", "215971", "2011-08-23")
    ('26962908', '201113215971')
    """
    digits = compact(number).removeprefix("US")
    if not digits.isdigit() or (len(digits) == 12 and digits[:2] in ("19", "20")):
        return digits
    series, serial = _series_and_serial(series, number, digits)
    if not filed or len(serial) > 6:
        return digits
    series = series or ("60" if provisional else "")
    if series and _is_long(int(series), int(serial), filed):
        return f"{filed[:4]}{int(series):02d}{serial.zfill(6)}"
    return f"{int(serial)}{filed[2:4]}"


def _series_and_serial(series: str | None, number: str, digits: str) -> tuple[str | None, str]:
    if split := re.fullmatch(r"\s*(?:US)?\s*(\d{1,2})\s*/\s*(\d[\d,. ]*)", _folded(number)):
        return split[1], re.sub(r"\D", "", split[2])
    series = series.strip().zfill(2) if series and series.strip().isdigit() else None
    if len(digits) == 8 and series in (None, digits[:2]):
        return digits[:2], digits[2:]
    if len(digits) == 7 and series in (None, "0" + digits[0]):
        return digits[0], digits[1:]
    return series, digits


def _is_long(series: int, serial: int, filed: str) -> bool:
    if series == 61:
        return serial >= _FIRST_LONG_PROVISIONAL or filed >= "2011-02"
    return series in _LONG_SERIES or (series in (29, 90, 95, 96) and filed >= "2011")


def _folded(text: str) -> str:
    if not text.isascii():
        text = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return text.upper()


def _joined(text: str) -> str:
    """Return the text without separators; composed anew, since a mark may now stand behind a letter."""
    joined = _SEPARATORS.sub("", text)
    return joined if joined.isascii() else unicodedata.normalize("NFC", joined)
