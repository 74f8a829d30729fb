"""How each office's application numbers are brought to DOCDB form: one row per notation, examples beside it."""

import re

from tokkyo.model.number_tables import NumberRule, full_year, korean

_INDIAN_OFFICES = {"MUM": "MU", "DEL": "DE", "CHE": "CH", "KOL": "KO", "MAS": "MA", "CAL": "CA", "BOM": "BO"}
_ERA_BEGINS = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}


def western_year(era: str, year: int) -> int:
    """Return the Gregorian year of a Japanese era year; `era` is M, T, S, H or R.

    >>> western_year("S", 63), western_year("H", 5), western_year("R", 2)
    (1988, 1993, 2020)
    """
    return _ERA_BEGINS[era] + year


def international(year: str, serial: str) -> str:
    """Return the DOCDB number of an international application: two-digit year and five digits before 2004.

    >>> international("99", "12817"), international("2003", "012345"), international("2024", "126038")
    ('9912817', '0312345', '2024126038')
    """
    year = year if len(year) == 4 else full_year(year, 78)
    digits = serial.lstrip("0")
    return f"{year[2:]}{digits.zfill(5)}" if int(year) < 2004 else f"{year}{digits.zfill(6)}"


def _rule(jurisdiction: str, pattern: str, build: object, *examples: tuple[str, str, str]) -> NumberRule:
    make = build if callable(build) else lambda match: re.sub(r"[ /.-]", "", match[1])
    return NumberRule(jurisdiction, re.compile(pattern), make, examples)


def _japanese(match: re.Match[str]) -> str:
    era = match[1] or ("S" if int(match[2]) > 31 else "H")
    year = western_year(era, int(match[2]))
    return f"{year}{match[3].zfill(6)}" if year >= 2000 else f"{int(match[3])}{year % 100:02d}"


def _indian(match: re.Match[str]) -> str:
    office, national = match[2].removesuffix("NP"), match[2].endswith("NP")
    return f"{int(match[1])}{_INDIAN_OFFICES.get(office, office)}{'N' if national else ''}{match[3]}"


_PLAIN = None

# "*" holds for international applications of every receiving office.
APPLICATION_RULES: tuple[NumberRule, ...] = (
    _rule(
        "*",
        r"(?:PCT[ /-]*)(?:[A-Z]{2}[ /-]*)?(\d{4}|\d\d)[ /-]*(\d{5,6})",
        lambda match: international(match[1], match[2]),
        ("PCT/US99/12817", "W", "9912817"),
        ("PCT/CN2024/126038", "W", "2024126038"),
    ),
    _rule("US", r"(20\d\d)0(\d{6})", lambda match: match[1] + match[2], ("20060028329", "W", "2006028329")),
    _rule("EP", r"([\d ]{8,10})(?:\.\d)?", _PLAIN, ("17153510.7", "A", "17153510"), ("83 101 967.4", "A", "83101967")),
    _rule(
        "DE",
        r"[PG]?[ ]*(\d[\d ]*)(?:[.-]\d)?",
        _PLAIN,
        ("10 2006 012 345.6", "A", "102006012345"),
        ("P 44 12 345.6", "A", "4412345"),
        ("198 28 644.2", "A", "19828644"),
    ),
    _rule(
        "GB",
        r"([1-6]\d)(\d{5})\.\d",
        lambda match: f"20{match[1]}{match[2]}",
        ("1512635.9", "A", "201512635"),
    ),
    _rule("GB", r"(\d{7}|\d{9})(?:\.\d)?", _PLAIN, ("9912345.6", "A", "9912345"), ("201012056", "A", "201012056")),
    _rule("FR", r"(\d\d[ /]*\d{5})", _PLAIN, ("07 03013", "A", "0703013")),
    _rule(
        "CN",
        r"(?:ZL)?[ ]*(\d{12}|\d{8})(?:\.?[\dX])?",
        _PLAIN,
        ("200410160628.X", "A", "200410160628"),
        ("ZL03141517.5", "A", "03141517"),
        ("2018100123456", "A", "201810012345"),
    ),
    _rule(
        "JP",
        r"((?:19|20)\d\d)(?:[ /-]+(?=\d{1,6}$)|(?=\d{6}$))(\d+)",
        lambda match: match[1] + match[2].zfill(6),
        ("2004-117589", "A", "2004117589"),
        ("2020-1234", "A", "2020001234"),
    ),
    _rule(
        "JP",
        r"([MTSHR])?[ .]*(\d{1,2})[ /-]+(\d{1,6})",
        _japanese,
        ("63-68563", "A", "6856388"),
        ("H05-012345", "A", "1234593"),
        ("5-12345", "A", "1234593"),
    ),
    _rule(
        "KR",
        r"(?:[1-7]0[ -]*)?((?:19|20)\d\d)[ -]*(\d{7})",
        korean,
        ("10-2019-0012345", "A", "20190012345"),
        ("20190012345", "A", "20190012345"),
        ("20-1987-0021774", "U", "870021774"),
    ),
    _rule("AU", r"((?:19|20)\d\d)[ /]*(\d{6})", lambda m: m[1] + m[2], ("2003 904810", "A", "2003904810")),
    _rule("AU", r"(\d{5})[ /]*(\d\d)", lambda m: f"{full_year(m[2])}0{m[1]}", ("8685498", "A", "1998086854")),
    _rule(
        "IN",
        r"(\d{1,5})/([A-Z]{3,5})/(\d{4})",
        _indian,
        ("1353/MUM/2008", "A", "1353MU2008"),
        ("4304/DELNP/2015", "A", "4304DEN2015"),
    ),
    _rule("BR", r"(\d\d[ ]?\d{4}[ ]?\d{6})(?:[ -]?\d)?", _PLAIN, ("10 2013 033629 2", "A", "102013033629")),
    _rule("BR", r"([A-Z]{2}[ ]*\d{7})(?:-?\d)?", _PLAIN, ("PI0603782-1", "A", "PI0603782")),
    _rule("SE", r"(\d{7})-\d", _PLAIN, ("8106277-7", "A", "8106277")),
    _rule("CA", r"([\d ]+)", lambda m: m[1].replace(" ", "").lstrip("0"), ("2,750,482", "A", "2750482")),
)
