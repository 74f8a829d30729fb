"""USPTO grants of 1976 to 2001 in APS text ("Green Book").

A line is a four-column tag and a value from column six; blanks instead of a tag continue the value above. A group
(`PATN`, `INVT`, `CLAS`, …) stands on a line of its own. Kinds are DOCDB's for the time before 2001: A, and by the
letters of the number RE → E, D → S, PP → P, H → H, T (defensive publications) → I4.
"""

import re
from collections.abc import Iterator

from tokkyo.errors import RecordError
from tokkyo.formats.port import Context, TextFormat
from tokkyo.formats.uspto.aps_lines import Group, groups, of
from tokkyo.formats.uspto.aps_text import read_text
from tokkyo.formats.uspto.citations import Cited, references
from tokkyo.formats.uspto.classes import ipc, is_locarno, locarno_symbol, national_symbol
from tokkyo.formats.uspto.numbers import (
    application,
    country,
    day,
    display_application,
    pct_application,
    priority,
    publication,
)
from tokkyo.formats.uspto.parties import Person, examiners, parties
from tokkyo.formats.uspto.priorities import RELATIONS, Origins, Parent
from tokkyo.formats.uspto.record import Draft, pct_publication, record, term
from tokkyo.model.publication import DocumentId, Parties
from tokkyo.model.source import OtherNumber, RelatedDocument, SourceRecord

_KINDS = {"": "A", "RE": "E", "D": "S", "PP": "P", "H": "H", "T": "I4"}
_STATUSES = {"01": "granted", "03": "abandoned", "04": "statutory invention registration"}
_START = b"PATN"


def _matches(head: bytes) -> bool:
    lines = head.lstrip(b"\xef\xbb\xbf\r\n ").splitlines()
    return any(line.rstrip() == _START for line in lines[:4])


def _starts(line: bytes) -> bool:
    return line.rstrip() == _START


def _read(lines: list[str], context: Context) -> Iterator[SourceRecord]:
    found = groups(lines)
    patent = next(of(found, "PATN"), Group("PATN", ()))
    draft = Draft(source="uspto-aps", published=_published(patent))
    _application(patent, draft)
    draft.title = patent.text("TTL")
    years = (patent.text("TRM") or "").split()
    draft.term = term(years[0] if years else None, None, disclaimer=patent.text("DCD") is not None)
    _classes(found, draft)
    draft.references = references(_cited(found))
    draft.origins = _origins(found, context)
    draft.numbers.extend(_pct_numbers(found))
    draft.related.extend(_pct_publications(found))
    draft.parties = _parties(found, patent)
    read_text(found, draft)
    yield record(draft, context)


def _published(patent: Group) -> DocumentId:
    """Return the number as printed: WKU without its check digit (`043479030` is 4347903)."""
    number = re.sub(r"\s", "", patent.text("WKU") or "")[:-1]
    if not number:
        raise RecordError("uspto_no_number", "PATN has no number (WKU)", fix="check that the record is complete")
    return DocumentId("US", number, _kind(number), day(patent.text("ISD")))


def _kind(number: str) -> str | None:
    """Return the kind of a US patent from before 2001 by the letters in front of its number."""
    letters = re.match(r"[A-Z]*", number.strip().upper())
    return _KINDS.get(letters[0] if letters else "")


def _application(patent: Group, draft: Draft) -> None:
    number = (patent.text("APN") or "")[:6]  # the seventh is a check character
    if number:
        series = patent.text("SRC")
        draft.applied = application(number, day(patent.text("APD")), series)
        draft.applied_as, draft.display = number, display_application(series, number)


def _classes(found: list[Group], draft: Draft) -> None:
    for group in of(found, "CLAS"):
        first = True
        for tag, text in group.values():
            if tag in ("OCL", "XCL", "UCL", "DCL"):
                symbol = national_symbol(text)
                draft.national.extend([symbol] if symbol else ())
            elif tag == "ICL" and is_locarno(text):
                draft.national.append(locarno_symbol(text.strip().removeprefix("D")))
            elif tag == "ICL" and (international := ipc(text, first=first)):
                draft.ipc.append(international)
                first = False


def _cited(found: list[Group]) -> Iterator[Cited]:
    for group in found:
        if group.name == "OREF":
            yield from ((None, text.strip()) for tag, text in group.values() if tag in ("PAL", "PAR") and text.strip())
        elif group.name in ("UREF", "FREF") and (number := group.text("PNO")):
            land = country(group.text("CNT")) if group.name == "FREF" else "US"
            if land:
                kind = _kind(number) if land == "US" else None
                yield None, publication(land, number, kind, day(group.text("ISD")))


def _paris(found: list[Group]) -> Iterator[DocumentId]:
    for group in of(found, "PRIR"):
        number, land = group.text("APN"), country(group.text("CNT"))
        if number and land:
            yield priority(land, number, day(group.text("APD")))


def _origins(found: list[Group], context: Context) -> Origins:
    pct = next(of(found, "PCTA"), Group("PCTA", ()))
    return Origins(
        tuple(_paris(found)),
        pct_application(pct.text("PCN") or "", day(pct.text("PD3"))),
        tuple(_parents(found, context)),
        entered=day(pct.text("PD1")),
    )


def _pct_numbers(found: list[Group]) -> Iterator[OtherNumber]:
    for group in of(found, "PCTA"):
        if number := group.text("PCN"):
            yield OtherNumber("application", "original", "WO", number, None, day(group.text("PD3")))


def _pct_publications(found: list[Group]) -> Iterator[RelatedDocument]:
    for group in of(found, "PCTA"):
        if number := group.text("PCP"):
            yield pct_publication(publication("WO", number, None, day(group.text("PCD"))))


def _parents(found: list[Group], context: Context) -> Iterator[Parent]:
    for group in of(found, "REIS", "RLAP"):
        code, number = group.text("COD") or "", group.text("APN")
        if group.name == "RLAP" and code not in RELATIONS:
            context.note(
                "aps_unknown_relation",
                f"RLAP has the unknown code {code or '(none)'}; kept as a related application, not as a priority",
                "nothing to do, or report the code with the text of PARN",
            )
        if number:
            patent = group.text("PNO")
            issued = day(group.text("ISD"))
            yield Parent(
                relation="50" if group.name == "REIS" else code,
                application=_parent(number, day(group.text("APD"))),
                status=_STATUSES.get(group.text("PSC") or ""),
                patent=publication("US", patent[:8], None, issued) if patent else None,
            )


def _parent(number: str, filed: str | None) -> DocumentId:
    if pct := pct_application(number, filed):
        return pct
    if split := re.fullmatch(r"(\d\d)/(\d{3}),?(\d{3})", number):
        return application("".join(split.groups()), filed, provisional=split[1] == "60")
    return application(re.sub(r"\D", "", number)[:6], filed)


def _parties(found: list[Group], patent: Group) -> Parties | None:
    return parties(
        applying=None,
        inventing=[_person(group) for group in of(found, "INVT")],
        owning=[_person(group, organisation=True) for group in of(found, "ASSG")],
        acting=[person for group in of(found, "LREP") for person in _agents(group)],
        examining=examiners(
            _named(patent.text("EXP")),
            _named(patent.text("EXA")),
            patent.text("ART"),
        ),
    )


def _named(text: str | None) -> Person | None:
    """Read a name as APS writes persons, `Last; First`; a name without semicolon is an organisation's."""
    if not text:
        return None
    last, semicolon, first = text.partition(";")
    return Person(last=last.strip(), first=first.strip()) if semicolon else Person(organisation=text)


def _person(group: Group, *, organisation: bool = False) -> Person:
    name = group.text("NAM") or ""
    last, semicolon, first = name.partition(";")
    person = not organisation or bool(semicolon)
    return Person(
        organisation=None if person else name or None,
        last=last.strip() if person else None,
        first=first.strip() if person else None,
        street=group.text("STR"),
        city=group.text("CTY"),
        state=group.text("STA"),
        postcode=group.text("ZIP"),
        country=group.text("CNT"),
    )


def _agents(group: Group) -> Iterator[Person]:
    for tag, text in group.values():
        if tag in ("FRM", "FR2", "AAT", "AGT", "ATT", "NAM") and (person := _named(text.strip())):
            yield person


APS = TextFormat("uspto-aps", "USPTO grant, APS text 1976 to 2001", _matches, _starts, _read)
