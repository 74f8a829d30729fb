"""Writing document numbers: DOCDB, epodoc, Lens's display number and document key. Input is the normal form."""

import re

_EIGHT_DIGITS_FROM = 2002_051231  # WO 02/051231 (4 July 2002) was the first international publication with six digits
_YEAR_SLASH = {"US": 11, "WO": 10, "AU": 10}

# Kind letters that epodoc appends to the number of these offices; the others are told apart by the number alone.
_EPODOC_LETTERS: dict[str, str] = {
    "AT": "TU",
    "AU": "B",
    "BG": "BU",
    "BR": "U",
    "CN": "CUY",
    "CY": "T",
    "DK": "DTU",
    "ES": "TU",
    "IL": "D",
    "JP": "BUY",
    "KR": "BUY",
    "NL": "C",
    "NO": "DL",
    "PL": "BTU",
    "SK": "BU",
    "TR": "TU",
    "TW": "BU",
}


def docdb(jurisdiction: str, number: str) -> str:
    """Return the DOCDB spelling of a normal publication number.

    >>> docdb("US", "20040068806"), docdb("WO", "1997007609"), docdb("AU", "1988010488"), docdb("EP", "0227762")
    ('2004068806', '9707609', '1048888', '0227762')
    """
    if jurisdiction == "US" and len(number) == 11 and number[4] == "0":
        return number[:4] + number[5:]
    if jurisdiction == "WO" and len(number) == 10 and number < "2004":
        return number[2:] if int(number) >= _EIGHT_DIGITS_FROM else number[2:4] + number[5:]
    if jurisdiction == "AU" and len(number) == 10 and number < "2002" and number[4] == "0":
        return number[5:] + number[2:4]
    return number


def epodoc(jurisdiction: str, number: str, kind: str | None = None) -> str:
    """Return the epodoc spelling of a publication, office code included.

    >>> epodoc("EP", "1000000", "A1"), epodoc("US", "20040068806", "A1"), epodoc("JP", "3798625", "B2")
    ('EP1000000', 'US2004068806', 'JP3798625B')
    """
    letter = (kind or "")[:1]
    return (
        jurisdiction + docdb(jurisdiction, number) + (letter if letter in _EPODOC_LETTERS.get(jurisdiction, "") else "")
    )


def display(jurisdiction: str | None, number: str, kind: str | None = None) -> str:
    """Return the number as Lens shows it: year and serial parted for US applications, WO and AU, else plain.

    >>> display("US", "20160019458", "A1"), display("WO", "2000001198", "A1"), display("EP", "0227762", "B1")
    ('US 2016/0019458 A1', 'WO 2000/001198 A1', 'EP 0227762 B1')
    """
    if len(number) == _YEAR_SLASH.get(jurisdiction or "") and re.fullmatch(r"(19|20)\d+", number):
        number = f"{number[:4]}/{number[4:]}"
    return " ".join(part for part in (jurisdiction, number, kind) if part)


def doc_key(jurisdiction: str, number: str, kind: str | None = None, date: str | None = None) -> str:
    """Return the document key: office, number, kind and date without dashes, those that are known, joined with `_`.

    >>> doc_key("US", "8403949", "B2", "2013-03-26")
    'US_8403949_B2_20130326'
    """
    return "_".join(part for part in (jurisdiction, number, kind, (date or "").replace("-", "")) if part)
