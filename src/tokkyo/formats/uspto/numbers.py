"""Numbers as USPTO files write them, brought to DOCDB form: own applications, PCT filings, foreign priorities."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from tokkyo.formats.values import iso_date
from tokkyo.model.numbers import normal_publication, normal_us_application
from tokkyo.model.publication import DocumentId

_PCT = re.compile(r"PCT[/ ]*([A-Z]{2})[/ ]*((?:19|20)\d\d(?=[/ ]*\d{6}\b)|\d\d)[/ ]*(\d{5,6})\b")
_SEPARATORS = re.compile(r"[\s/,.\-]+")
_UNKNOWN = frozenset({"", "unknown", "omitted", "none", "xx", "xxx", "00", "n/a"})

# Codes that stand in citations and addresses of the 1970s to 1990s for what ST.3 writes otherwise.
_COUNTRIES = {"UK": "GB", "GE": "DE", "SW": "SE", "OE": "AT", "DT": "DE", "BRD": "DE", "USA": "US"}


def known(text: str | None) -> str | None:
    """Return a trimmed value, or None for blanks and the fillers `unknown`, `omitted`, `00`.

    >>> known(" CA "), known("omitted"), known("00")
    ('CA', None, None)
    """
    text = (text or "").strip()
    return None if text.lower() in _UNKNOWN else text


@lru_cache(maxsize=1 << 10)
def country(text: str | None) -> str | None:
    """Return a two-letter code: APS writes a third letter (`JPX`), old citations write `UK`.

    >>> country("JPX"), country("UK"), country("unknown")
    ('JP', 'GB', None)
    """
    code = (known(text) or "").upper()
    code = _COUNTRIES.get(code, code)
    return code[:2] if re.fullmatch(r"[A-Z]{2}[A-Z0-9]?", code) else None


@lru_cache(maxsize=1 << 14)
def day(text: str | None) -> str | None:
    """Return a date as ISO text, or None; files repeat few dates often."""
    return iso_date(text)


def display_application(series: str | None, number: str) -> str | None:
    """Return a US application number as people write it, or None where the serial has not six digits.

    >>> display_application("10", "10716854"), display_application("5", "518454")
    ('10/716,854', '05/518,454')
    """
    digits = re.sub(r"\D", "", number)
    serial, head = digits[-6:], digits[:-6] or re.sub(r"\D", "", series or "")
    if len(serial) != 6 or len(head) > 2:
        return None
    return f"{head.zfill(2)}/{serial[:3]},{serial[3:]}" if head else f"{serial[:3]},{serial[3:]}"


def application(number: str, filed: str | None, series: str | None = None, *, provisional: bool = False) -> DocumentId:
    """Return the DOCDB identity of a US application or, where the number is one, of a PCT application (kind W).

    Kinds are DOCDB's: F for designs (series 29, or D before 1992), P for provisionals, A for all others.
    """
    if pct := pct_application(number, filed):
        return pct
    digits = re.sub(r"\D", "", number)
    head = digits[:-6] if len(digits) > 6 else re.sub(r"\D", "", series or "")
    design = head == "29" or (series or "").strip().upper() == "D"
    kind = "P" if provisional else "F" if design else "A"
    normal = normal_us_application(head or None, digits[-6:] if head else digits, filed, provisional)
    return DocumentId("US", normal, kind, filed)


def pct_application(text: str, filed: str | None) -> DocumentId | None:
    """Return a PCT application as DOCDB writes it, under its receiving office, or None when the text is none.

    Two-digit year and five digits up to 2003, four-digit year and six digits later.

    >>> pct_application("PCT/GB2013/050389", None).doc_number, pct_application("PCTEP9906456", None).doc_number
    ('2013050389', '9906456')
    """
    found = _PCT.search(text.upper())
    if found is None:
        return None
    office, year, serial = found.groups()
    full = year if len(year) == 4 else ("19" if year >= "78" else "20") + year
    number = full + serial.zfill(6) if full >= "2004" else full[2:] + serial.lstrip("0").zfill(5)
    return DocumentId(office, number, "W", filed)


def publication(jurisdiction: str, number: str, kind: str | None, published: str | None) -> DocumentId:
    """Return the identity of a publication or citation in normal form; the filler kind `00` is dropped."""
    kind = known(kind)
    return DocumentId(jurisdiction, normal_publication(jurisdiction, number, kind), kind, published)


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """How one office's application numbers, as printed on US patents, become DOCDB's.

    `build` gets the match and the two digits of the filing year. `kind` is U for utility models. `examples` are
    (printed, ISO date, DOCDB).
    """

    country: str
    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], str], str]
    examples: tuple[tuple[str, str, str], ...]
    kind: str = "A"


def _rule(
    code: str,
    pattern: str,
    build: Callable[[re.Match[str], str], str],
    *examples: tuple[str, str, str],
    kind: str = "A",
) -> PriorityRule:
    return PriorityRule(code, re.compile(pattern), build, examples, kind)


PRIORITY_RULES: tuple[PriorityRule, ...] = (
    _rule(
        "JP",
        r"(?:P|HEI|H|S)?[- ]?(\d{1,2})[-/](\d{1,6})",
        lambda m, year: m[2].lstrip("0") + year,
        ("10-186098", "1998-07-01", "18609898"),
        ("53/84696", "1978-07-10", "8469678"),
        ("P11-218349", "1999-08-02", "21834999"),
    ),
    _rule(
        "JP",
        r"P?[- ]?((?:19|20)\d\d)[-/](\d{1,6})",
        lambda m, _: m[1] + m[2].zfill(6),
        ("2003-1234", "2003-01-08", "2003001234"),
        ("P2002-035657", "2002-02-13", "2002035657"),
    ),
    _rule(
        "KR",
        r"(?:\d\d-?)?((?:19|20)\d\d)-?(\d{1,7})",
        lambda m, _: m[1] + m[2].zfill(7),
        ("10-2003-0012345", "2003-02-27", "20030012345"),
        ("1999-12345", "1999-04-08", "19990012345"),
    ),
    _rule("DE", r"([\d ]+)(?:[.,]\d)?", lambda m, _: m[1].replace(" ", ""), ("198 27 172.6", "1998-06-18", "19827172")),
    _rule(
        "DE",
        r"([\d ]+)(?:[.,]\d)? ?U",
        lambda m, _: m[1].replace(" ", ""),
        ("20 2009 001 036 U", "2009-01-28", "202009001036"),
        kind="U",
    ),
    _rule("EP", r"(\d{6,8})(?:\.\d)?", lambda m, _: m[1].zfill(8), ("99117391.5", "1999-09-03", "99117391")),
    _rule("GB", r"(\d{7})(?:\.\d)?", lambda m, _: m[1], ("0326331.5", "2003-11-12", "0326331")),
    _rule("SE", r"(\d{7})(?:-\d)?", lambda m, _: m[1], ("9501991-6", "1995-05-30", "9501991")),
    _rule(
        "CN",
        r"(\d{12}|\d{8})(?:\.?[\dX])?",
        lambda m, _: m[1],
        ("200810123456.7", "2008-07-01", "200810123456"),
        ("2004300187231", "2004-04-28", "200430018723"),
        ("99101234.5", "1999-01-11", "99101234"),
    ),
    _rule("TW", r"0*(\d+)[AU]?", lambda m, _: m[1], ("092123456", "2003-08-27", "92123456")),
    _rule(
        "CH",
        r"(\d{1,5})/(?:19|20)?(\d\d)",
        lambda m, _: m[1].zfill(4) + m[2],
        ("1611/98", "1998-07-31", "161198"),
        ("12/2001", "2001-01-05", "001201"),
    ),
    _rule(
        "IT",
        r"([A-Z]{2})((?:19|20)\d\d)[AUO]?0*(\d{1,6})",
        lambda m, _: m[1] + m[2] + m[3].zfill(4),
        ("BG2002A000039", "2002-09-26", "BG20020039"),
    ),
    _rule("AU", r"(P[A-Z]) ?(\d{4})", lambda m, year: m[1] + m[2] + year, ("PQ 1234", "2000-05-02", "PQ123400")),
)


def priority(code: str, number: str, filed: str | None) -> DocumentId:
    """Return a foreign or international priority in DOCDB form; unknown notations come back without separators.

    A PCT number keeps kind W and its receiving office, whatever country the file names.
    """
    if pct := pct_application(number, filed):
        return pct
    text, year = number.strip().upper(), (filed or "")[2:4]
    for rule in PRIORITY_RULES:
        if rule.country == code and (match := rule.pattern.fullmatch(text)):
            return DocumentId(code, rule.build(match, year), rule.kind, filed)
    return DocumentId(code, _SEPARATORS.sub("", text), "A", filed)
