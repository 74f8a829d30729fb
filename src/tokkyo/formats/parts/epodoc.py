"""Application numbers in epodoc notation (`EP20100167109`) brought to DOCDB's (`EP 10167109 A`).

OPS bibliographic answers name priorities in epodoc only. Rows come from files that print both notations; offices
without a row keep the digits epodoc prints.
"""

import re
from dataclasses import dataclass

from tokkyo.model.publication import DocumentId


@dataclass(frozen=True, slots=True)
class EpodocRule:
    """One notation: `number` and `kind` are templates over the groups of `pattern`; `examples` show it."""

    pattern: re.Pattern[str]
    number: str
    kind: str
    examples: tuple[tuple[str, str], ...]


def _rule(pattern: str, number: str, kind: str, *examples: tuple[str, str]) -> EpodocRule:
    return EpodocRule(re.compile(pattern), number, kind, examples)


# Groups: office, y the last two digits of the year, yy all four, n the serial number, k a kind letter at the end.
RULES: tuple[EpodocRule, ...] = (
    _rule(
        r"(?P<office>[A-Z]{2})X(?P<n>\d+)",
        r"\g<n>X",
        "A",
        ("USX1258190", "US 1258190X A"),
        ("CSX1258191", "CS 1258191X A"),
    ),
    _rule(
        r"(?P<office>EP)\d\d(?P<y>\d\d)0?(?P<n>\d{6})",
        r"\g<y>\g<n>",
        "A",
        ("EP20100167109", "EP 10167109 A"),
        ("EP19990203729", "EP 99203729 A"),
    ),
    _rule(r"WO(?P<yy>20(?!0[0-3])\d\d)(?P<office>[A-Z]{2})(?P<n>\d{6})", r"\g<yy>\g<n>", "W"),
    _rule(
        r"WO(?P<yy>20(?!0[0-3])\d\d)(?P<office>[A-Z]{2})(?P<n>\d{5})",
        r"\g<yy>0\g<n>",
        "W",
        ("WO2022IB55385", "IB 2022055385 W"),
    ),
    _rule(r"WO\d\d(?P<y>\d\d)(?P<office>[A-Z]{2})(?P<n>\d{5})", r"\g<y>\g<n>", "W", ("WO1998US16128", "US 9816128 W")),
    _rule(
        r"(?P<office>US)(?P<n>\d{4}[1-9]\d\d{6})(?P<k>P?)",
        r"\g<n>",
        r"\g<k>",
        ("US201113072247", "US 201113072247 A"),
        ("US201361761070P", "US 201361761070 P"),
    ),
    _rule(
        r"(?P<office>US)\d\d(?P<y>\d\d)0*(?P<n>\d{1,7})(?P<k>P?)",
        r"\g<n>\g<y>",
        r"\g<k>",
        ("US19980083597", "US 8359798 A"),
        ("US20040023667", "US 2366704 A"),
        ("US20060871658P", "US 87165806 P"),
    ),
    _rule(r"(?P<office>JP)(?P<yy>\d{4})0?(?P<n>\d{6})", r"\g<yy>\g<n>", "A", ("JP20000550462", "JP 2000550462 A")),
    _rule(
        r"(?P<office>GB|FR)(?:19|20(?=0[0-2]))(?P<y>\d\d)00(?P<n>\d{5})",
        r"\g<y>\g<n>",
        "A",
        ("GB20000001840", "GB 0001840 A"),
        ("FR20000000880", "FR 0000880 A"),
    ),
    _rule(r"(?P<office>GB)(?P<yy>\d{4})00(?P<n>\d{5})", r"\g<yy>\g<n>", "A", ("GB20120002737", "GB 201202737 A")),
    _rule(
        r"(?P<office>FR|BR|CA|NL)\d{4}0?(?P<n>\d{6,7})",
        r"\g<n>",
        "A",
        ("FR19620918235", "FR 918235 A"),
        ("CA20112744162", "CA 2744162 A"),
        ("NL19981010536", "NL 1010536 A"),
        ("BR19989815861", "BR 9815861 A"),
    ),
    _rule(
        r"(?P<office>AU)(?P<yy>20(?!0[01])\d\d)0(?P<n>\d{6})", r"\g<yy>\g<n>", "A", ("AU20130290010", "AU 2013290010 A")
    ),
    _rule(
        r"(?P<office>AU|BG|IL|NZ|PL|PT)\d\d(?P<y>\d\d)0*(?P<n>\d+)",
        r"\g<n>\g<y>",
        "A",
        ("AU19980086854", "AU 8685498 A"),
        ("PT20210117283", "PT 11728321 A"),
        ("IL19980139274", "IL 13927498 A"),
    ),
    _rule(
        r"(?P<office>AT|DE|DK|ES)\d\d(?P<y>\d\d)0(?P<n>\d{6})(?P<k>T)",
        r"\g<y>\g<n>",
        r"\g<k>",
        ("AT19980938302T", "AT 98938302 T"),
    ),
    _rule(r"(?P<office>DE)\d{4}(?P<y>[A-Z])(?P<n>\d{6})", r"\g<y>0\g<n>", "A", ("DE1961S073067", "DE S0073067 A")),
    _rule(
        r"(?P<office>CN)\d\d(?P<y>\d\d)(?P<yy>\d)0(?P<n>\d{5})",
        r"\g<y>\g<yy>\g<n>",
        "A",
        ("CN19988014060", "CN 98814060 A"),
    ),
    _rule(
        r"(?P<office>[A-Z]{2})(?P<n>\w+?)(?P<k>[PUTW]?)",
        r"\g<n>",
        r"\g<k>",
        ("KR20007013073", "KR 20007013073 A"),
        ("EEP200000680", "EE P200000680 A"),
    ),
)


def from_epodoc(number: str | None, date: str | None = None) -> DocumentId | None:
    """Return an epodoc application number in DOCDB notation, or None when it has no office code.

    >>> from_epodoc("EP20100167109", "2010-06-24").doc_number
    '10167109'
    """
    text = (number or "").replace(" ", "")
    for rule in RULES:
        if match := rule.pattern.fullmatch(text):
            return DocumentId(
                jurisdiction=match["office"],
                doc_number=match.expand(rule.number),
                kind=match.expand(rule.kind) or "A",
                date=date,
            )
    return None
