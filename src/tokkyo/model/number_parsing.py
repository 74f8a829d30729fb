"""Reading document numbers as people write them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tokkyo.model.number_normal import normal_application, normal_publication
from tokkyo.model.number_spellings import (
    APPLICATION,
    ERA_LETTERS,
    JAPANESE_WORDS,
    LENS_ID,
    PUBLICATION,
    SPELLINGS,
    Spelling,
)
from tokkyo.model.offices import is_office

MAX_LENGTH = 64

_ASCII_SPELLINGS = tuple(spelling for spelling in SPELLINGS if spelling.pattern.pattern.isascii())
_EP_WITH_CHECK_DIGIT = re.compile(r"(\d{2} ?\d{3} ?\d{3})\.(\d)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a spelling may mean: a publication, an application or a Lens ID (`of`).

    `number` is in normal form. `kind` may be a letter alone where the spelling says no more (`特公` is some B);
    `jurisdiction` is None for a bare number, `date` ISO.
    """

    of: str
    jurisdiction: str | None
    number: str
    kind: str | None = None
    date: str | None = None


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> tuple[Reading, ...]:
    """Return what the text may mean, the best reading first; empty when it is no document number.

    Knows the spellings of `number_spellings`, in full-width or half-width characters and either case. Texts longer
    than 64 characters are not looked at.

    >>> parse("WO 2017/149128 A1")[0].number, parse("特開平5-12345")[0].number, parse("heart valve")
    ('2017149128', 'H0512345', ())
    """
    if len(text) > MAX_LENGTH:
        return ()
    folded = _folded(text)
    readings = [_european(folded)] if _EP_WITH_CHECK_DIGIT.fullmatch(folded) else []
    for spelling in _ASCII_SPELLINGS if folded.isascii() else SPELLINGS:
        if match := spelling.pattern.fullmatch(folded):
            readings.append(_reading(spelling, match))
    return tuple(dict.fromkeys(reading for reading in readings if reading))


def _folded(text: str) -> str:
    """Fold width, case, dashes, blanks and Japanese words."""
    if not text.isascii():
        text = re.sub(r"[‐-―−ー]", "-", unicodedata.normalize("NFKC", text))
        for word, short in JAPANESE_WORDS:
            text = text.replace(word, short)
        for era, letter in ERA_LETTERS:
            text = text.replace(era, letter)
        text = re.sub(r"第|号$|号(?=[ A-Z])", "", text)
        text = re.sub(r"^([MTSHR]\d+)年(\D+?)(\d+)$", r"\2\1-\3", text).replace("年", "-")
    return re.sub(r"[\s_]+", " ", text.upper()).strip(" .,;")


def _reading(spelling: Spelling, match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    jurisdiction = spelling.jurisdiction or groups.get("j")
    if jurisdiction and not is_office(jurisdiction):
        return None
    kind = spelling.kind or groups.get("k")
    number = spelling.write.format(**groups)
    date = groups.get("d")
    return Reading(
        spelling.of,
        jurisdiction,
        _normal(spelling.of, jurisdiction, number, kind),
        kind,
        f"{date[:4]}-{date[4:6]}-{date[6:]}" if date else None,
    )


def _normal(of: str, jurisdiction: str | None, number: str, kind: str | None) -> str:
    if of == LENS_ID or not jurisdiction:
        return number
    return (
        normal_publication(jurisdiction, number, kind)
        if of == PUBLICATION
        else normal_application(jurisdiction, number, kind)
    )


def _european(text: str) -> Reading | None:
    """Return the reading as an EP application if the check digit is right."""
    match = _EP_WITH_CHECK_DIGIT.fullmatch(text)
    if match is None:
        return None
    number = match[1].replace(" ", "")
    return Reading(APPLICATION, "EP", number, "A") if ep_check_digit(number) == match[2] else None


def ep_check_digit(number: str) -> str:
    """Return the check digit of an eight-digit EP application number.

    >>> ep_check_digit("17153510"), ep_check_digit("10167109")
    ('7', '7')
    """
    products = (int(digit) * weight for digit, weight in zip(number, (1, 2) * 4, strict=True))
    return str(-sum(product // 10 + product % 10 for product in products) % 10)
