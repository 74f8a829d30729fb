"""Numbers of cases as people write them: 特願2020-123456, 平成11年特許願第123456号, 特許第7533889号, JP2021090037A, …

A text is prepared first: NFKC (full-width digits become plain), capitals, no blanks and commas, one kind of dash,
nothing of 第, 号 and 番. A year before the word (平成11年特許願…) is put behind it. What is left is an opening word,
which says what is numbered and under which law, and the number itself. Where a text may mean several things it has
several readings, the likeliest first. Numbers come in the form the retrieval APIs have them: applications, publications
and trials with the year of our era and a serial of six digits, registrations with seven digits, `JP2019011858`,
`WO2019011858`, `DM/091050`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import Enum
from typing import NamedTuple

from tokkyo.model.jpo.apis import DESIGN, LAW_CODES, PATENT, TRADEMARK
from tokkyo.model.jpo.eras import ERAS

LONGEST = 80
"""Characters of a text that may be a number; longer ones are not looked at."""


class NumberKind(Enum):
    """What a number counts; the values are JPO's (`numberType`)."""

    APPLICATION = "01"
    PUBLICATION = "02"
    TRANSLATION = "03"
    """公表: the publication of a translation of an international application."""
    EXAMINED = "05"
    REGISTRATION = "06"
    TRIAL = "07"
    INTERNATIONAL_APPLICATION = "10"
    INTERNATIONAL_PUBLICATION = "11"
    INTERNATIONAL_REGISTRATION = "12"


class Reading(NamedTuple):
    """What a text may mean; `law` is "" when it does not say."""

    kind: NumberKind
    number: str
    law: str = ""


_K = NumberKind
_LETTERS = dict(zip(ERAS, "MTSHR", strict=True))
_BEFORE = {letter: era.before for era, letter in _LETTERS.items()}
_OF_DIGIT = {era.digit: letter for era, letter in _LETTERS.items()}
_ERA_WORDS = tuple((era.name, letter) for era, letter in _LETTERS.items())
_ERA_SIGNS = {era.name[0]: letter for era, letter in _LETTERS.items()}
_ERA_SIGN = re.compile(f"[{''.join(_ERA_SIGNS)}](?=[0-9])")
_DASHES = re.compile(r"[‐‑‒–—―−ー－]")
_DROPPED = re.compile(r"[\s,、，第号番]|公報|番号|(?:の|ノ)[0-9]+$")
_YEAR_FIRST = re.compile(r"(?P<year>[MTSHR]?[0-9]{1,4})年(?P<word>\D+?)(?P<serial>[0-9]{1,6})")
_YEAR_SERIAL = re.compile(r"(?P<era>[MTSHR]?)(?P<year>[0-9]{1,4})(?:年|[-/]|年[-/])(?P<serial>[0-9]{1,6})")
_TEN = re.compile(r"(?P<era>)(?P<year>[0-9]{4})(?P<serial>[0-9]{6})")
_ERA_NINE = re.compile(r"(?P<era>[345])(?P<year>[0-9][0-9])(?P<serial>[0-9]{6})")
_ERA_LETTER = re.compile(r"(?P<era>[MTSHR])(?P<year>[0-9][0-9])(?P<serial>[0-9]{1,6})")
_REGISTERED = re.compile(r"[0-9]{1,7}")
_PCT = re.compile(r"([A-Z]{2})/?([0-9]{4}|[0-9][0-9])[-/]?([0-9]{5,6})")
_WO = re.compile(r"(?:WO)?[-/]?([0-9]{4}|[0-9][0-9])[-/]?([0-9]{5,6})(?:A[0-9])?")
_HAGUE = re.compile(r"(DM)/?([0-9]{1,6})")
_MADRID = re.compile(r"[0-9]{6,7}[A-Z]?")
_EARLIEST, _LATEST = 1885, 2999


def _dated(text: str, *more: re.Pattern[str]) -> str | None:
    """Return year and serial as ten digits: of `2020-123456`, `H11-123456`, `2020123456`.

    >>> _dated("R3-90037"), _dated("60-12345")
    ('2021090037', None)
    """
    patterns = (_YEAR_SERIAL, _TEN, _ERA_LETTER, *more)
    found = next((found for pattern in patterns if (found := pattern.fullmatch(text))), None)
    if found is None:
        return None
    era = _OF_DIGIT.get(found["era"], found["era"])
    year = _BEFORE.get(era, 0) + int(found["year"])
    return f"{year:04d}{found['serial']:0>6}" if _EARLIEST <= year <= _LATEST else None


def _published(text: str) -> str | None:
    """As `_dated`, and of nine digits with the era in front: `503090037`."""
    return _dated(text, _ERA_NINE)


def _registered(text: str) -> str | None:
    return f"{text:0>7}" if _REGISTERED.fullmatch(text) and int(text) else None


def _year_of(short: str) -> str:
    """Return the year of an international application; two digits were written from 1978 to 2003."""
    return short if len(short) == 4 else f"{'19' if int(short) >= 78 else '20'}{short}"


def _pct(text: str) -> str | None:
    found = _PCT.fullmatch(text)
    return found and f"{found[1]}{_year_of(found[2])}{found[3]:0>6}"


def _wo(text: str) -> str | None:
    found = _WO.fullmatch(text)
    return found and f"WO{_year_of(found[1])}{found[2]:0>6}"


def _abroad(text: str) -> str | None:
    """Return the number of an international registration: of a design under the Hague Agreement, or of a trademark."""
    found = _HAGUE.fullmatch(text)
    return f"DM/{found[2]:0>6}" if found else text if _MADRID.fullmatch(text) else None


Read = Callable[[str], str | None]

_READ: dict[NumberKind, Read] = {
    **dict.fromkeys((_K.APPLICATION, _K.TRIAL), _dated),
    **dict.fromkeys((_K.PUBLICATION, _K.TRANSLATION, _K.EXAMINED), _published),
    _K.REGISTRATION: _registered,
    _K.INTERNATIONAL_APPLICATION: _pct,
    _K.INTERNATIONAL_PUBLICATION: _wo,
    _K.INTERNATIONAL_REGISTRATION: _abroad,
}

Opening = tuple[str, tuple[NumberKind, ...], str]

_OPENINGS: tuple[Opening, ...] = (
    *((word, (_K.PUBLICATION,), PATENT) for word in ("公開特許", "特許出願公開", "特許公開", "特開")),
    *((word, (_K.TRANSLATION,), PATENT) for word in ("公表特許", "特許出願公表", "特許公表", "特表")),
    *((word, (_K.EXAMINED,), PATENT) for word in ("特許出願公告", "特許公告", "特公")),
    *((word, (_K.INTERNATIONAL_PUBLICATION,), PATENT) for word in ("再公表特許", "再公表", "再表", "国際公開", "WO")),
    *((word, (_K.APPLICATION,), PATENT) for word in ("特許出願", "特許願", "特願")),
    *((word, (_K.APPLICATION,), DESIGN) for word in ("意匠登録出願", "意匠登録願", "意匠出願", "意願")),
    *((word, (_K.APPLICATION,), TRADEMARK) for word in ("商標登録出願", "商標登録願", "商標出願", "商願")),
    *((word, (_K.REGISTRATION,), PATENT) for word in ("特許登録", "特許")),
    *((word, (_K.REGISTRATION,), DESIGN) for word in ("意匠登録", "登録意匠", "意登")),
    *((word, (_K.REGISTRATION,), TRADEMARK) for word in ("商標登録", "登録商標", "商登")),
    *((word, (_K.APPLICATION,), "") for word in ("出願番号", "出願")),
    *((word, (_K.PUBLICATION, _K.TRANSLATION), "") for word in ("公開番号", "公開")),
    *((word, (_K.REGISTRATION,), "") for word in ("登録番号", "登録")),
    *((word, (_K.TRIAL,), "") for word in ("審判番号", "審判", "不服", "無効", "異議", "訂正", "取消", "判定", "再審")),
    *((word, (_K.INTERNATIONAL_APPLICATION,), PATENT) for word in ("国際出願", "PCT")),
    ("国際登録", (_K.INTERNATIONAL_REGISTRATION,), ""),
    ("DM", (_K.INTERNATIONAL_REGISTRATION,), DESIGN),
    ("JPA", (_K.PUBLICATION, _K.TRANSLATION), PATENT),
    ("JPT", (_K.TRANSLATION,), PATENT),
    ("JPB", (_K.REGISTRATION, _K.EXAMINED), PATENT),
)
"""The word a number opens with, what it may then be and under which law."""

_BY_WORD = {word: (kinds, law) for word, kinds, law in _OPENINGS}
_OPENING = re.compile("|".join(sorted(_BY_WORD, key=len, reverse=True)))
_KEPT = frozenset({"WO", "DM"})
"""Openings that belong to the number."""

_KIND_CODES: dict[str, tuple[NumberKind, ...]] = {
    "A": (_K.PUBLICATION, _K.TRANSLATION),
    "T": (_K.TRANSLATION,),
    "B": (_K.REGISTRATION, _K.EXAMINED),
    "S": (_K.REGISTRATION,),
    "W": (_K.INTERNATIONAL_APPLICATION,),
}
"""What the kind code behind `JP…` says."""

_LAW_OF_CODE = {"S": DESIGN}
_DOCDB = re.compile(r"JP[-.]?(?P<number>[MTSHR]?[0-9][0-9-]*)[-.]?(?:(?P<code>[ABSTW])[0-9]?)?")
_PATENT_OFFICE = (_K.PUBLICATION, _K.TRANSLATION, _K.REGISTRATION, _K.APPLICATION)
_BARE = (_K.APPLICATION, _K.PUBLICATION, _K.TRANSLATION, _K.TRIAL, _K.REGISTRATION)


def readings(written: str) -> tuple[Reading, ...]:
    """Return what a text may mean, the likeliest first, each once; nothing for what is no number.

    >>> readings("特願２０２０－１２３４５６")[0].number, readings("令和3年特許願第90037号")[0].number
    ('2020123456', '2021090037')
    >>> [reading.kind.name for reading in readings("7533889")]
    ['REGISTRATION']
    """
    text = _prepared(written)
    return tuple(dict.fromkeys(_readings(text))) if text else ()


def _readings(text: str) -> Iterator[Reading]:
    opening = _OPENING.match(text)
    if opening:
        word = opening[0]
        kinds, law = _BY_WORD[word]
        yield from _read(text if word in _KEPT else text[len(word) :].lstrip(":/-"), kinds, law)
    if found := _DOCDB.fullmatch(text):
        kinds = _KIND_CODES.get(found["code"] or "", _PATENT_OFFICE)
        law = _LAW_OF_CODE.get(found["code"] or "", PATENT)
        yield from _read(found["number"].rstrip("-"), kinds, law)
    if opening is None:
        yield from _read(text, (*_BARE, _K.INTERNATIONAL_APPLICATION), "")


def _read(number: str, kinds: tuple[NumberKind, ...], law: str) -> Iterator[Reading]:
    for kind in kinds:
        if normal := _READ[kind](number):
            yield Reading(kind, normal, law)


def _prepared(written: str) -> str:
    """Return a text as the tables expect it, "" for one too long to be a number."""
    if len(written) > LONGEST:
        return ""
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", written)).upper().strip()
    text = _DROPPED.sub("", text).replace("元年", "1年").replace("元-", "1-")
    if text.isascii():
        return text.strip("()[]")
    for word, letter in _ERA_WORDS:
        text = text.replace(word, letter)
    text = _ERA_SIGN.sub(lambda found: _ERA_SIGNS[found[0]], text)
    if turned := _YEAR_FIRST.fullmatch(text):
        text = f"{turned['word']}{turned['year']}-{turned['serial']}"
    return text.strip("()[]「」")


def normal(kind: NumberKind, number: str) -> str:
    """Return a number of a known kind in its normal form, as it is when it has another one.

    >>> normal(NumberKind.REGISTRATION, "123"), normal(NumberKind.PUBLICATION, "503090037")
    ('0000123', '2021090037')
    """
    return _READ[kind](number) or number


def index_forms(kind: NumberKind, number: str, law: str) -> tuple[str, ...]:
    """Return the forms under which a number of a case is indexed: without and with its law.

    >>> index_forms(NumberKind.REGISTRATION, "7533889", "patent")
    ('06:7533889', '1/06:7533889')
    """
    return (f"{kind.value}:{number}", f"{LAW_CODES[law]}/{kind.value}:{number}")


def query_forms(written: str) -> tuple[str, ...]:
    """Return the indexed forms that a text may mean, none for what is no number.

    >>> query_forms("商標登録第6036291号"), query_forms("PCT/JP2019/011858"), query_forms("battery")
    (('4/06:6036291',), ('1/10:JP2019011858',), ())
    """
    return tuple(_form(reading) for reading in readings(written))


def _form(reading: Reading) -> str:
    law = f"{LAW_CODES[reading.law]}/" if reading.law else ""
    return f"{law}{reading.kind.value}:{reading.number}"
