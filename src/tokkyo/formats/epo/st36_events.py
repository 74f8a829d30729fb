"""What an EP front page says about the life of the application: dated steps, parents and children, PCT origin.

Steps become events of the EPO's own INPADOC code list; a front page gives the date a step took effect.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tokkyo.formats.epo.st36_biblio import application_number
from tokkyo.formats.values import iso_date
from tokkyo.formats.xml import Element, child, descendants, local, squeeze, value
from tokkyo.model.numbers import normal_publication
from tokkyo.model.publication import DocumentId
from tokkyo.model.source import LegalEvent, OtherNumber, RelatedDocument


@dataclass(frozen=True, slots=True)
class _Step:
    path: str
    code: str
    description: str
    influence: str | None
    event_class: str


STEPS: tuple[_Step, ...] = (
    _Step("B200/B240/B241", "17P", "REQUEST FOR EXAMINATION FILED", "+", "D"),
    _Step("B200/B240/B242", "17Q", "FIRST EXAMINATION REPORT DESPATCHED", "+", "D"),
    _Step("B400/B452EP", "INTG", "INTENTION TO GRANT ANNOUNCED", "+", "D"),
)
# A long year has six digits after it, a short one five.
_PCT = re.compile(r"([A-Z]{2})(?:((?:19|20)\d\d)(?=\d{6}$)|(\d\d)(?=\d{5}$))(\d+)")
_LAPSE = ("PG25", "LAPSED IN A CONTRACTING STATE", "-", "H")
_OPPOSITION = ("26", "OPPOSITION FILED", "-", "L")


def events(sdobi: Element | None) -> Iterator[LegalEvent]:
    """Yield the steps, the lapses in contracting states (B475) and the oppositions (B781)."""
    for step in STEPS:
        if date := iso_date(value(sdobi, f"{step.path}/date")):
            yield LegalEvent(
                jurisdiction="EP",
                code=step.code,
                description=step.description,
                effective_date=date,
                influence=step.influence,
                event_class=step.event_class,
            )
    yield from _lapses(sdobi)
    for node in descendants(child(sdobi, "B700/B780"), "B781"):
        code, description, influence, event_class = _OPPOSITION
        yield LegalEvent(
            jurisdiction="EP",
            code=code,
            description=description,
            effective_date=iso_date(value(node, "date")),
            influence=influence,
            event_class=event_class,
            text=value(node, "snm"),
        )


def _lapses(sdobi: Element | None) -> Iterator[LegalEvent]:
    """Yield one event for each state of B475, where a date stands before each state."""
    code, description, influence, event_class = _LAPSE
    for group in descendants(child(sdobi, "B400/B472"), "B475"):
        date = None
        for node in group:
            if local(node) == "date":
                date = iso_date(node.text)
            elif local(node) == "ctry" and (state := squeeze(node.text or "")):
                yield LegalEvent(
                    jurisdiction="EP",
                    code=code,
                    description=description,
                    effective_date=date,
                    influence=influence,
                    event_class=event_class,
                    states=(state,),
                )


def related(sdobi: Element | None) -> Iterator[RelatedDocument]:
    """Yield parents (B620), divisionals of this document (B620EP) and the PCT application and publication."""
    for tag, status, below in (("B620", "parent", "pdoc"), ("B620EP", "child", "cdoc")):
        for node in descendants(child(sdobi, f"B600/{tag}"), below):
            yield RelatedDocument(
                relation="division",
                jurisdiction="EP",
                doc_number=application_number(value(node, "dnum/anum")),
                kind="A",
                date=iso_date(value(node, "date")),
                status=status,
            )
    yield from _pct(sdobi)


def _pct(sdobi: Element | None) -> Iterator[RelatedDocument]:
    filing = child(sdobi, "B800/B860/B861")
    if found := pct_application(value(filing, "dnum/anum"), iso_date(value(filing, "date"))):
        yield RelatedDocument(
            relation="pct-filing",
            jurisdiction=found.jurisdiction,
            doc_number=found.doc_number,
            kind=found.kind,
            date=found.date,
        )
    published = child(sdobi, "B800/B870/B871")
    number = value(published, "dnum/pnum")
    if number and number.startswith("WO"):
        yield RelatedDocument(
            relation="pct-publication",
            jurisdiction="WO",
            doc_number=normal_publication("WO", number[2:]),
            date=iso_date(value(published, "date")),
        )


def pct_application(text: str | None, date: str | None) -> DocumentId | None:
    """Return a PCT application number as DOCDB writes it; EP documents print it with a long or a short year.

    >>> pct_application("US2016049186", "2016-08-29").doc_number, pct_application("GB9819910", None).doc_number
    ('2016049186', '9819910')
    """
    found = _PCT.fullmatch((text or "").replace(" ", ""))
    if found is None:
        return None
    office, year, serial = found[1], found[2] or found[3], found[4]
    if len(year) == 4 and year < "2004":
        year = year[2:]
    width = 6 if len(year) == 4 else 5
    return DocumentId(jurisdiction=office, doc_number=year + serial.lstrip("0").zfill(width), kind="W", date=date)


def other_numbers(sdobi: Element | None) -> Iterator[OtherNumber]:
    """Yield publication and application number as printed."""
    for of, path in (("publication", "B100/B110"), ("application", "B200/B210")):
        if number := value(sdobi, path):
            yield OtherNumber(of=of, format="original", jurisdiction=value(sdobi, "B100/B190"), doc_number=number)
