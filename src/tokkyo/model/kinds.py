"""What kind codes mean: the right they belong to and the stage of the procedure they show (WIPO ST.16 and offices).

Used to tell grants from applications for the legal status; the publication type that Lens shows is another matter
(`tokkyo.derive.publication_types`), as it often says UNKNOWN. Rows are tried in order; the rows of all offices stand
last and are ST.16's general meaning.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

PATENT, UTILITY_MODEL, DESIGN, PLANT, INNOVATION, CERTIFICATE = (
    "patent",
    "utility model",
    "design",
    "plant",
    "innovation patent",
    "certificate",
)
APPLICATION, EXAMINED, GRANT, CORRECTED_GRANT, SEARCH_REPORT, OTHER = (
    "application",
    "examined application",
    "grant",
    "corrected grant",
    "search report",
    "other",
)

Example = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class KindRule:
    """One row: offices (blank-separated codes, "" for all), kind codes as a pattern, years of publication, number.

    `examples` are (office, kind, date, number).
    """

    offices: frozenset[str]
    kinds: re.Pattern[str]
    right: str
    stage: str
    examples: tuple[Example, ...]
    first_year: str = ""
    last_year: str = "9999"
    number: re.Pattern[str] | None = None


def _kinds(
    offices: str, kinds: str, right: str, stage: str, *examples: Example, years: str = "-9999", number: str = ""
) -> KindRule:
    first, last = years.split("-")
    pattern = re.compile(number) if number else None
    return KindRule(frozenset(offices.split()), re.compile(kinds), right, stage, examples, first, last, pattern)


KIND_RULES: tuple[KindRule, ...] = (
    _kinds("US", "A", PATENT, GRANT, ("US", "A", "1999-04-27", "5897569")),
    _kinds("US", "P[23]?", PLANT, GRANT, ("US", "P2", "2013-01-01", "PP12345"), ("US", "P", "1995-01-03", "PP9000")),
    _kinds("US", "P[149]", PLANT, APPLICATION, ("US", "P1", "2012-01-05", "20120005793")),
    _kinds("US", "H1?", PATENT, OTHER, ("US", "H", "1988-06-07", "H485")),
    _kinds("US", "(T|I[2-9]?).*", PATENT, OTHER, ("US", "I4", "1974-01-01", "T918018")),
    _kinds("EP WO", "A[34]", PATENT, SEARCH_REPORT, ("EP", "A4", "2016-10-05", "2471080")),
    _kinds("WO", "B1", PATENT, APPLICATION, ("WO", "B1", "2005-03-03", "2004099240")),
    _kinds("CA", "A", PATENT, GRANT, ("CA", "A", "1985-01-01", "1189450"), years="-1990"),
    _kinds("GB", "A", PATENT, GRANT, ("GB", "A", "1973-07-25", "1324618"), number=r"1?\d{5,6}"),
    _kinds("GB", "A", PATENT, GRANT, ("GB", "A", "1902-01-01", "190113488"), years="-1920"),
    _kinds("BE", "A[1-7]?", PATENT, GRANT, ("BE", "A1", "1987-04-17", "905621"), years="-2014"),
    _kinds("CH", "A5?", PATENT, GRANT, ("CH", "A5", "1978-03-15", "596315"), years="-2007"),
    _kinds("FR", "A", PATENT, GRANT, ("FR", "A", "1965-01-01", "1400000"), years="-1969"),
    _kinds("ES", "A1", PATENT, GRANT, ("ES", "A1", "1976-01-01", "419996"), years="-1986"),
    _kinds("ES", "A6", PATENT, GRANT, ("ES", "A6", "1992-01-01", "2022000")),
    _kinds("HK", "A1", PATENT, GRANT, ("HK", "A1", "2015-12-11", "1205048")),
    _kinds("ZA OA", "[AB]", PATENT, GRANT, ("ZA", "A", "1999-01-01", "9709592")),
    _kinds("LU MC", "A1", PATENT, GRANT, ("LU", "A1", "1990-01-01", "87000")),
    _kinds("SU", "A[1-4]", PATENT, GRANT, ("SU", "A1", "1991-01-01", "1672351")),
    _kinds("BG", "A1", PATENT, GRANT, ("BG", "A1", "1989-12-15", "46357"), years="-1993"),
    _kinds("AU", "[AB][46]", INNOVATION, GRANT, ("AU", "A4", "2003-01-01", "2003100487")),
    _kinds("DE", "D1", PATENT, GRANT, ("DE", "D1", "2003-03-20", "69905327")),
    _kinds("DE", "(B[12]?)", PATENT, EXAMINED, ("DE", "B2", "1979-01-01", "2165401"), years="-1981"),
    _kinds("JP", "B[1246]?", PATENT, EXAMINED, ("JP", "B2", "1995-12-25", "H07121874"), number=r"[MTSH]\d+"),
    _kinds("JP", "Y[12]?", UTILITY_MODEL, EXAMINED, ("JP", "Y2", "1988-01-01", "S6348433"), number=r"[MTSH]\d+"),
    _kinds("JP", "U", UTILITY_MODEL, APPLICATION, ("JP", "U", "1988-01-01", "S63102407"), number=r"[MTSH]\d+"),
    _kinds("SE NO FI DK NL", "B", PATENT, EXAMINED, ("SE", "B", "1983-05-02", "427824"), years="-1996"),
    _kinds(
        "AT CY DK EE FI GR HR HU LT LV NO PL PT RS SI SK SM",
        "T[2-9]?",
        PATENT,
        GRANT,
        ("DK", "T3", "2016-01-01", "2538960"),
    ),
    _kinds("DE", "T[234]", PATENT, GRANT, ("DE", "T2", "2004-01-01", "69730839")),
    _kinds("ES", "T[3-6]", PATENT, GRANT, ("ES", "T3", "2014-03-04", "2445709")),
    _kinds("TR", "T[34]", PATENT, GRANT, ("TR", "T4", "2010-01-01", "200401819")),
    _kinds("CY SI", "T1", PATENT, GRANT, ("CY", "T1", "2015-12-09", "1110544")),
    _kinds("PT", "E", PATENT, GRANT, ("PT", "E", "2010-01-01", "2206698")),
    _kinds("KR IT BR ES TR", "U.?", UTILITY_MODEL, APPLICATION, ("KR", "U", "2016-01-01", "20160002516")),
    _kinds("PL", "U1", UTILITY_MODEL, APPLICATION, ("PL", "U1", "2001-01-01", "117024")),
    _kinds(
        "", "A.?", PATENT, APPLICATION, ("EP", "A1", "2012-07-04", "2471949"), ("CN", "A", "2020-03-10", "110870759")
    ),
    _kinds("", "[BC][89]", PATENT, CORRECTED_GRANT, ("EP", "B9", "2019-05-22", "2666481")),
    _kinds("AU", "C\\d?", PATENT, CORRECTED_GRANT, ("AU", "C1", "2009-01-01", "2003299641")),
    _kinds("", "[BC].?", PATENT, GRANT, ("US", "B2", "2013-02-12", "8372101"), ("DE", "C1", "1993-01-01", "4232732")),
    _kinds("", "D0?", PATENT, APPLICATION, ("GB", "D0", "2012-04-04", "201202737")),
    _kinds(
        "", "E.?", PATENT, CORRECTED_GRANT, ("US", "E1", "2015-01-06", "RE45317"), ("US", "E", "1985-02-05", "RE31830")
    ),
    _kinds("", "I.?", CERTIFICATE, OTHER, ("NL", "I2", "2001-01-01", "940017")),
    _kinds("", "M.?", PATENT, GRANT, ("FR", "M", "1965-01-01", "4000")),
    _kinds("", "P.?", PLANT, GRANT, ("CA", "P", "2000-01-01", "1")),
    _kinds("", "S.?", DESIGN, GRANT, ("US", "S1", "2005-11-29", "D532742"), ("US", "S", "2003-01-01", "D470000")),
    _kinds(
        "",
        "[UY].?",
        UTILITY_MODEL,
        GRANT,
        ("CN", "U", "2020-01-31", "209996298"),
        ("KR", "Y1", "2014-01-01", "200474119"),
    ),
    _kinds("", ".*", PATENT, OTHER, ("NO", "L", "2006-01-01", "20061513")),
)


# Offices whose rows look at the number; for all others one answer holds for every number.
_NUMBERED = frozenset(office for row in KIND_RULES if row.number for office in row.offices)


def kind_rule(jurisdiction: str, kind: str | None, date: str | None = None, number: str | None = None) -> KindRule:
    """Return the row for a publication; `date` is ISO, `number` in normal form. Unknown kinds get the last row."""
    return _rule(jurisdiction, kind or "", (date or "2000")[:4], (number or "") if jurisdiction in _NUMBERED else "")


@lru_cache(maxsize=1 << 14)
def _rule(jurisdiction: str, kind: str, year: str, number: str) -> KindRule:
    return next(row for row in KIND_RULES if _holds(row, jurisdiction, kind, year, number))


def is_grant(jurisdiction: str, kind: str | None, date: str | None = None, number: str | None = None) -> bool:
    """Return whether the publication shows that the right was granted (corrected grants and reissues too).

    >>> is_grant("EP", "B1"), is_grant("US", "A", "1999-04-27"), is_grant("EP", "A1"), is_grant("CN", "U")
    (True, True, False, True)
    """
    return kind_rule(jurisdiction, kind, date, number).stage in (GRANT, CORRECTED_GRANT)


def _holds(row: KindRule, jurisdiction: str, kind: str, year: str, number: str) -> bool:
    return bool(
        (not row.offices or jurisdiction in row.offices)
        and row.kinds.fullmatch(kind)
        and row.first_year <= year <= row.last_year
        and (row.number is None or row.number.fullmatch(number))
    )


# The office prints the left kind, DOCDB and Lens write the right one for the same document.
# Examples: RE45317 E1 (Red Book) and E (DOCDB), H2140 H1 and H, D452599 S and S1.
_SAME_DOCUMENT: Mapping[tuple[str, str], str] = MappingProxyType(
    {("US", "E1"): "E", ("US", "H1"): "H", ("US", "S"): "S1"}
)


def usual_kind(jurisdiction: str, kind: str) -> str:
    """Return the kind a publication is stored under, so that records of several sources meet.

    >>> usual_kind("US", "E1"), usual_kind("US", "B2"), usual_kind("EP", "H1")
    ('E', 'B2', 'H1')
    """
    return _SAME_DOCUMENT.get((jurisdiction, kind), kind)
