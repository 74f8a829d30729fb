"""From a case before the Japan Patent Office to the values of every searchable field of the collection `cases`.

One row a field, as `COMPUTED` has for publications: each is a pure function that returns a list, empty when the field
has none. Boolean fields return `[True]` or nothing: absent counts as false.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from tokkyo.fields.extract import EPOCH, Values
from tokkyo.model.jpo.cases import DesignProgress, PatentProgress, Registration, TrademarkProgress
from tokkyo.model.jpo.record import CaseRecord
from tokkyo.model.jpo.spellings import NumberKind, index_forms, normal, readings

APPLICANT, ATTORNEY = "1", "2"
IN_FORCE = "00"
LANGUAGE = "ja"
IDEOGRAPHIC_BLANK = "\u3000"

Compute = Callable[[CaseRecord], list[Any]]

_NO_REGISTRATION = Registration(number="")
_K = NumberKind


def case_values(record: CaseRecord) -> Values:
    """Return the values of every field that has some, as `engine.port.IndexRow` wants them."""
    found = ((name, compute(record)) for name, compute in CASE_VALUES.items())
    return {name: values for name, values in found if values}


@lru_cache(maxsize=65_536)
def day(text: str) -> int | None:
    """Return a date `YYYYMMDD` as days since 1970-01-01, or None for what is no date.

    >>> day("19700102"), day("00000000"), day("")
    (1, None, None)
    """
    if len(text) != 8 or not text.isdecimal():
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).toordinal() - EPOCH
    except ValueError:
        return None


def _days(pick: Callable[[CaseRecord], Iterable[str]]) -> Compute:
    return lambda record: [found for text in dict.fromkeys(pick(record)) if (found := day(text)) is not None]


def _date(pick: Callable[[CaseRecord], str]) -> Compute:
    return _days(lambda record: (pick(record),))


def _some(pick: Callable[[CaseRecord], Iterable[str]]) -> Compute:
    """Values that are there, each once, in order."""
    return lambda record: [value for value in dict.fromkeys(pick(record)) if value]


def _texts(pick: Callable[[CaseRecord], Iterable[str]]) -> Compute:
    some = _some(pick)
    return lambda record: [(LANGUAGE, text) for text in some(record)]


def _flag(holds: Callable[[CaseRecord], object]) -> Compute:
    return lambda record: [True] if holds(record) else []


def _whole(pick: Callable[[CaseRecord], str]) -> Compute:
    def compute(record: CaseRecord) -> list[int]:
        text = pick(record)
        return [int(text)] if text.isascii() and text.isdecimal() and len(text) < 18 else []

    return compute


def _registration(record: CaseRecord) -> Registration:
    return record.registration or _NO_REGISTRATION


# --- numbers


def _numbers(*kinds: NumberKind) -> Compute:
    def compute(record: CaseRecord) -> list[str]:
        found = (form for kind in kinds for number in NUMBERS[kind](record) for form in forms(kind, number, record.law))
        return list(dict.fromkeys(found))

    return compute


def forms(kind: NumberKind, number: str, law: str) -> tuple[str, ...]:
    """Return the forms under which a number is found, none for one that is absent."""
    if not number:
        return ()
    return index_forms(kind, normal(kind, number), law)


def _patent(name: str) -> Callable[[CaseRecord], Iterable[str]]:
    """A value of a patent's progress; the other laws have none."""
    return lambda record: (getattr(record.progress, name, ""),)


def _blocks(kind: NumberKind) -> Callable[[CaseRecord], Iterable[str]]:
    """The numbers of the blocks of a kind."""
    return lambda record: (block.number for block in record.progress.numbers if block.kind == kind.value)


NUMBERS: Mapping[NumberKind, Callable[[CaseRecord], Iterable[str]]] = MappingProxyType(
    {
        _K.APPLICATION: lambda record: (record.application,),
        _K.PUBLICATION: _patent("publication_ad"),
        _K.TRANSLATION: _patent("translation_ad"),
        _K.EXAMINED: _blocks(_K.EXAMINED),
        _K.REGISTRATION: lambda record: (record.progress.registration,),
        _K.TRIAL: _blocks(_K.TRIAL),
        _K.INTERNATIONAL_APPLICATION: _patent("international_application"),
        _K.INTERNATIONAL_PUBLICATION: _patent("international_publication"),
        _K.INTERNATIONAL_REGISTRATION: _blocks(_K.INTERNATIONAL_REGISTRATION),
    }
)
"""The numbers of a case by kind, as the answers of the APIs have them."""


def _parent(record: CaseRecord) -> list[str]:
    parent = record.progress.parent
    return list(forms(_K.APPLICATION, parent.number, record.law)) if parent else []


def _claimed(record: CaseRecord) -> list[str]:
    numbers = dict.fromkeys(claim.national_number for claim in record.progress.priorities)
    return [form for number in numbers for form in forms(_K.APPLICATION, number, record.law)]


def _cited(record: CaseRecord) -> list[str]:
    return [one.number for one in record.citations.patents] if record.citations else []


def _cited_forms(record: CaseRecord) -> list[str]:
    found = (reading for number in dict.fromkeys(_cited(record)) for reading in readings(number))
    return list(dict.fromkeys(form for kind, number, law in found if law for form in index_forms(kind, number, law)))


def _literature(record: CaseRecord) -> Iterable[str]:
    for one in record.citations.literature if record.citations else ():
        yield " ".join(filter(None, (one.author, one.title, one.publication)))


# --- dates


def _filing_year(record: CaseRecord) -> list[int]:
    text = record.progress.filing_date
    return [] if day(text) is None else [int(text[:4])]


def _priority_date(record: CaseRecord) -> str:
    claims = record.progress.priorities
    return min((text for claim in claims for text in (claim.paris_date, claim.national_date) if text), default="")


# --- people


def _parties(role: str, name: str) -> Callable[[CaseRecord], Iterable[str]]:
    return lambda record: (getattr(party, name) for party in record.progress.parties if party.role == role)


def _holders(name: str) -> Callable[[CaseRecord], Iterable[str]]:
    return lambda record: (getattr(holder, name) for holder in _registration(record).holders)


def _inventors(record: CaseRecord) -> Iterable[str]:
    return record.inventors


def _people(record: CaseRecord) -> Iterable[str]:
    yield from (party.name for party in record.progress.parties)
    yield from _holders("name")(record)
    yield from record.inventors


def _spellings(names: Iterable[str]) -> Iterable[str]:
    """Yield names, and once more without the blank that the office writes between family and given name (`渡辺　一豊`).

    Letters on both sides of a blank are words apart; who asks for 渡辺一豊 is to find him all the same.
    """
    for name in names:
        yield name
        if IDEOGRAPHIC_BLANK in name:
            yield name.replace(IDEOGRAPHIC_BLANK, "")


def _person(name: str, names: Callable[[CaseRecord], Iterable[str]]) -> dict[str, Compute]:
    return {f"{name}.name": _some(lambda record: _spellings(names(record))), f"{name}.name.exact": _some(names)}


# --- what only one law has


def _trademark(pick: Callable[[TrademarkProgress], Iterable[str]]) -> Callable[[CaseRecord], Iterable[str]]:
    return lambda record: pick(record.progress) if isinstance(record.progress, TrademarkProgress) else ()


def _design_class(record: CaseRecord) -> Iterable[str]:
    return (record.progress.design_class,) if isinstance(record.progress, DesignProgress) else ()


def _documents(name: str) -> Callable[[CaseRecord], Iterable[str]]:
    return lambda record: (getattr(one, name) for block in record.progress.numbers for one in block.documents)


def _in_force(record: CaseRecord) -> bool:
    return bool(record.progress.registration) and record.progress.erasure == IN_FORCE


CASE_VALUES: Mapping[str, Compute] = MappingProxyType(
    {
        "ids": _numbers(*NumberKind),
        "application_number": _numbers(_K.APPLICATION),
        "publication_number": _numbers(_K.PUBLICATION, _K.TRANSLATION, _K.EXAMINED),
        "registration_number": _numbers(_K.REGISTRATION),
        "international_number": _numbers(
            _K.INTERNATIONAL_APPLICATION, _K.INTERNATIONAL_PUBLICATION, _K.INTERNATIONAL_REGISTRATION
        ),
        "trial_number": _numbers(_K.TRIAL),
        "parent.application_number": _parent,
        "priority.application_number": _claimed,
        "priority.number": _some(lambda record: (one.paris_number for one in record.progress.priorities)),
        "priority.country": _some(lambda record: (one.paris_country for one in record.progress.priorities)),
        "title": _texts(lambda record: (record.title,)),
        "transliteration": _texts(_trademark(lambda mark: mark.transliterations)),
        "goods.name": _texts(_trademark(lambda mark: (goods.name for goods in mark.goods))),
        "people": _texts(lambda record: _spellings(_people(record))),
        "citation.title": _texts(_literature),
        "law": lambda record: [record.law.upper()],
        "registered": _flag(lambda record: record.progress.registration),
        "in_force": _flag(_in_force),
        "erasure": _some(lambda record: (record.progress.erasure,)),
        "paid_years": _whole(lambda record: _registration(record).last_payment_year),
        "claim_count": _whole(lambda record: _registration(record).claims),
        "divided": _flag(lambda record: record.progress.parent),
        "international": _flag(
            lambda record: isinstance(record.progress, PatentProgress) and record.progress.international_application
        ),
        "filing_date": _date(lambda record: record.progress.filing_date),
        "filing_year": _filing_year,
        "priority_date": _date(_priority_date),
        "publication_date": _date(lambda record: record.progress.publication_date),
        "decision_date": _date(lambda record: _registration(record).decision_date),
        "registration_date": _date(lambda record: record.progress.registration_date),
        "next_payment_date": _date(lambda record: _registration(record).next_payment),
        "expiry_date": _date(lambda record: record.progress.expiry),
        "disappearance_date": _date(lambda record: record.progress.disappearance),
        "document.date": _days(_documents("date")),
        **_person("applicant", _parties(APPLICANT, "name")),
        "applicant.code": _some(_parties(APPLICANT, "code")),
        **_person("attorney", _parties(ATTORNEY, "name")),
        "attorney.code": _some(_parties(ATTORNEY, "code")),
        **_person("holder", _holders("name")),
        "holder.code": _some(_holders("code")),
        **_person("inventor", _inventors),
        "design_class": _some(_design_class),
        "goods.class": _some(_trademark(lambda mark: (goods.number for goods in mark.goods))),
        "goods.similar_code": _some(
            _trademark(lambda mark: (code for goods in mark.goods for code in goods.similar.split()))
        ),
        "vienna_class": _some(_trademark(lambda mark: mark.vienna_classes)),
        "document.code": _some(_documents("code")),
        "document.name": _some(_documents("description")),
        "document.count": lambda record: [sum(len(block.documents) for block in record.progress.numbers)],
        "citation.number": _some(_cited),
        "citation.publication": _cited_forms,
        "citation.count": lambda record: [len(set(_cited(record)))] if record.citations else [],
    }
)
