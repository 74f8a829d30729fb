"""How each office's publication numbers are brought to one normal form: one row per notation, examples beside it.

A row's pattern must match the whole number as `numbers.prepared` leaves it: NFKC, upper case, commas and outer blanks
gone, the office's own code cut off, dashes unified. Rows are tried in order. The normal form is the DOCDB one except
where Lens widens it: US applications have eleven digits, WO and old AU numbers a four-digit year and six digits.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

Build = Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class NumberRule:
    """One notation: `kinds` are first letters of kind codes it holds for ("" is a missing kind), None for all.

    `examples` are (number, kind, normal form).
    """

    jurisdiction: str
    pattern: re.Pattern[str]
    build: Build
    examples: tuple[tuple[str, str, str], ...]
    kinds: frozenset[str] | None = field(default=None)


def full_year(two_digits: str, first: int = 60) -> str:
    """Return the year of a two-digit one: `first` is the earliest year of the 1900s that can be meant.

    >>> full_year("97"), full_year("03"), full_year("78", 78)
    ('1997', '2003', '1978')
    """
    return ("19" if int(two_digits) >= first else "20") + two_digits


def _rule(
    jurisdiction: str, pattern: str, build: Build, *examples: tuple[str, str, str], kinds: str = ""
) -> NumberRule:
    letters = frozenset("" if letter == "-" else letter for letter in kinds) if kinds else None
    return NumberRule(jurisdiction, re.compile(pattern), build, examples, letters)


def _digits(match: re.Match[str], group: int = 1) -> str:
    return match[group].lstrip("0") or "0"


def _after(prefix: str) -> Build:
    return lambda match: prefix + _digits(match)


def _bare(match: re.Match[str]) -> str:
    return re.sub(r"[ /-]", "", match[1])


def _unpadded(match: re.Match[str]) -> str:
    return _bare(match).lstrip("0") or "0"


def _year_serial(width: int) -> Build:
    return lambda match: match[1] + _digits(match, 2).zfill(width)


def _serial_short_year(match: re.Match[str]) -> str:
    return full_year(match[2]) + _digits(match).zfill(6)


def korean(match: re.Match[str]) -> str:
    """Year and serial; the year has two digits before 1998, unless the source joins four to the serial."""
    short = int(match[1]) < 1998 and not match[0].isdigit()
    return (match[1][2:] if short else match[1]) + match[2]


def _era(match: re.Match[str]) -> str:
    """Era letter, two-digit year and bare serial; from 2000 on Japan numbers by the western year."""
    letter, year = match[1], int(match[2])
    if letter == "R" or (letter == "H" and year >= 12):
        return f"{year + (2018 if letter == 'R' else 1988)}{_digits(match, 3).zfill(6)}"
    return f"{letter}{year:02d}{_digits(match, 3)}"


def _era_of_year(match: re.Match[str]) -> str:
    """As `_era` for a year without its letter: 1 to 12 is Heisei, above is Showa."""
    if match[1].zfill(2) == "12":
        return "2000" + _digits(match, 2).zfill(6)
    letter = "S" if int(match[1]) > 12 else "H"
    return f"{letter}{match[1].zfill(2)}{_digits(match, 2)}"


PUBLICATION_RULES: tuple[NumberRule, ...] = (
    _rule(
        "US",
        r"(D|PP|RE|H|T|AI|X|RX)[ .]*0*(\d+)",
        lambda match: match[1] + match[2],
        ("D0452599", "S1", "D452599"),
        ("RE045317", "E1", "RE45317"),
        ("PP012345", "P2", "PP12345"),
        ("H0001234", "H1", "H1234"),
        ("T0918018", "I4", "T918018"),
    ),
    _rule("US", r"0*(\d{1,7})", _after("D"), ("452599", "S1", "D452599"), ("452 599", "S1", "D452599"), kinds="S"),
    _rule("US", r"0*(\d{1,6})", _after("RE"), ("45317", "E", "RE45317"), kinds="E"),
    _rule("US", r"0*(\d{1,6})", _after("PP"), ("12345", "P2", "PP12345"), kinds="P"),
    _rule("US", r"0*(\d{1,6})", _after("H"), ("000485", "H", "H485"), kinds="H"),
    _rule(
        "US",
        r"((?:19|20)\d\d)[ /-]+(\d{1,7})",
        _year_serial(7),
        ("2004/0068806", "A1", "20040068806"),
        ("2004/68806", "", "20040068806"),
    ),
    _rule(
        "US",
        r"(20\d\d)(\d{6,7})",
        _year_serial(7),
        ("20040068806", "A1", "20040068806"),
        ("2004068806", "A1", "20040068806"),
        ("2004137729", "A1", "20040137729"),
        ("20130227762", "A1", "20130227762"),
    ),
    _rule(
        "US",
        r"([\d ]+)",
        _unpadded,
        ("06530116", "B1", "6530116"),
        ("8,403,949", "B2", "8403949"),
        ("10000000", "B2", "10000000"),
    ),
    _rule(
        "WO",
        r"((?:19|20)\d\d)[ /-]*(\d{5,6})",
        _year_serial(6),
        ("2013121230", "A1", "2013121230"),
        ("2000/001198", "A1", "2000001198"),
        ("2000/01198", "A1", "2000001198"),
    ),
    _rule(
        "WO",
        r"(\d\d)[ /-]*(\d{5,6})|(\d\d)[ /-]+(\d{1,6})",
        lambda match: full_year(match[1] or match[3], 78) + (match[2] or match[4]).lstrip("0").zfill(6),
        ("9707609", "A3", "1997007609"),
        ("0001198", "A1", "2000001198"),
        ("02051231", "A2", "2002051231"),
        ("97/7609", "A1", "1997007609"),
    ),
    _rule(
        "EP",
        r"0*(\d{1,7})(?:\.\d)?",
        lambda match: match[1].zfill(7),
        ("227762", "B1", "0227762"),
        ("0227762", "B1", "0227762"),
    ),
    _rule(
        "EP",
        r"0*([\d ]+?)(?:\.\d)?",
        lambda match: match[1].replace(" ", "").lstrip("0").zfill(7),
        ("0 227 762", "B1", "0227762"),
    ),
    _rule(
        "JP",
        r"([MTSHR])[ .]*(\d{1,2})[ /-]+(\d{1,6})",
        _era,
        ("H05-012345", "A", "H0512345"),
        ("S52-145540", "A", "S52145540"),
        ("H5-12345", "A", "H0512345"),
    ),
    _rule(
        "JP",
        r"([MTSHR])(\d\d)(\d{1,6})",
        _era,
        ("H02279997", "A", "H02279997"),
        ("S574695", "A", "S574695"),
        ("H0512345", "A", "H0512345"),
    ),
    _rule(
        "JP",
        r"((?:19|20)\d\d)[ /-]+(\d{1,6})",
        _year_serial(6),
        ("2005-518157", "A", "2005518157"),
        ("2020-1234", "A", "2020001234"),
    ),
    _rule(
        "JP",
        r"(\d{1,2})[ /-]+(\d{1,6})",
        _era_of_year,
        ("5-12345", "A", "H0512345"),
        ("60-172932", "A", "S60172932"),
        ("50-1234", "B1", "S501234"),
    ),
    _rule(
        "JP",
        r"(4[6-9]|5\d|6[0-4]|0[1-9]|1[01])(\d{6})",
        _era_of_year,
        ("60172932", "A", "S60172932"),
        ("05012345", "A", "H0512345"),
    ),
    _rule("JP", r"([1-9])(\d{6})", _era_of_year, ("5012345", "A", "H0512345"), kinds="A"),
    _rule("JP", r"([\d ]+)", _unpadded, ("4206830", "B2", "4206830"), ("2013502998", "A", "2013502998")),
    _rule(
        "JP",
        r"(WO)[ ]*((?:19|20)\d\d)[ /-]*(\d{6})",
        lambda m: m[1] + m[2] + m[3],
        ("WO2005/042579", "A1", "WO2005042579"),
    ),
    _rule(
        "KR",
        r"(?:[1-7]0[ -]*)?((?:19|20)\d\d)[ -]*(\d{7})",
        korean,
        ("10-2019-0012345", "A", "20190012345"),
        ("1020190012345", "A", "20190012345"),
        ("20190012345", "A", "20190012345"),
        ("1990-0017611", "A", "900017611"),
    ),
    _rule(
        "KR",
        r"([\d -]+)",
        _bare,
        ("10-0802716", "B1", "100802716"),
        ("0145570", "B1", "0145570"),
        ("900017611", "A", "900017611"),
    ),
    _rule(
        "AU",
        r"((?:19|20)\d\d)(?:[ /]+(?=\d{1,6}$)|(?=\d{6}$))(\d+)",
        _year_serial(6),
        ("2002/010074", "A", "2002010074"),
        ("2010286689", "B2", "2010286689"),
    ),
    _rule(
        "AU",
        r"(\d{1,5})[ /]*(\d\d)",
        _serial_short_year,
        ("1048888", "A", "1988010488"),
        ("6480201", "A", "2001064802"),
        kinds="A",
    ),
    _rule(
        "CN",
        r"(?:ZL)?[ ]*([\d ]+?)(?:\.[\dX])?",
        _unpadded,
        ("101055177", "A", "101055177"),
        ("ZL 201810012345.6", "", "201810012345"),
    ),
    _rule(
        "DE",
        r"([\d ]+?)(?:\.\d)?",
        _unpadded,
        ("10 2004 061 977", "A1", "102004061977"),
        ("000010047427", "A1", "10047427"),
        ("2235942", "A1", "2235942"),
    ),
    _rule(
        "BR",
        r"([A-Z]{2}[ ]*\d{7})(?:-?\d)?",
        _bare,
        ("PI0510148-2", "A", "PI0510148"),
        ("PI 0609278", "A2", "PI0609278"),
    ),
    _rule("BR", r"(\d{2}[ ]?\d{4}[ ]?\d{6})(?:[ -]?\d)?", _bare, ("10 2013 033629 2", "A2", "102013033629")),
    _rule("FR", r"([\d ]+)", _unpadded, ("2 499 880", "A1", "2499880")),
    _rule("CA", r"([\d ]+)", _unpadded, ("02750482", "A1", "2750482"), ("2,750,482", "C", "2750482")),
    _rule("CH", r"([\d ]+)", _unpadded, ("000596315", "A5", "596315")),
    _rule(
        "TW", r"([A-Z])[ -]*(\d{6})", lambda m: m[1] + m[2], ("I607885", "B", "I607885"), ("M-461037", "U", "M461037")
    ),
    _rule(
        "GB",
        r"([\d ]+)",
        _bare,
        ("2 446 707", "B", "2446707"),
        ("0326331", "D0", "0326331"),
        ("190113488", "A", "190113488"),
    ),
)
