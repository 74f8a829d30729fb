"""Front page of an EP document: the INID tags of `SDOBI`."""

import re
from collections.abc import Iterator

from tokkyo.formats.parts.citations import citation, literature, references
from tokkyo.formats.parts.class_columns import classifications, from_columns, from_edition, with_older
from tokkyo.formats.parts.parties import address, name, parties
from tokkyo.formats.parts.passages import flow_text
from tokkyo.formats.parts.priorities import priority_claims
from tokkyo.formats.values import iso_date, language
from tokkyo.formats.xml import Element, child, children, descendants, local, value
from tokkyo.model.numbers import normal_publication, normal_us_application
from tokkyo.model.publication import (
    Agent,
    Applicant,
    Bibliography,
    Citation,
    Classification,
    DocumentId,
    Inventor,
    Name,
    Owner,
    Parties,
    PatentCitation,
    PriorityClaim,
    ReferencesCited,
    Text,
)

# IPC editions 1 to 7: main, further, indexing/additional. Tag, position, value.
_EDITION_TAGS = (("B511", "F", "I"), ("B512", "L", "I"), ("B513", "L", "A"))
_PATENT_CITED = re.compile(r"([A-Z]{2})\s*-\s*([A-Z]\d?)\s*-\s*(\S.*)")


def bibliography(document: Element, sdobi: Element | None, reference: DocumentId) -> Bibliography:
    """Map the front page; `document` is the whole `ep-patent-document` (its search report is cited from)."""
    found: list[Classification] = _lines(sdobi, "B510EP")
    older = [
        one
        for tag, position, letter in _EDITION_TAGS
        for node in descendants(child(sdobi, "B500/B510"), tag)
        if (one := from_edition(flow_text(node), position, letter)) is not None
    ]
    return Bibliography(
        publication_reference=reference,
        application_reference=_application(sdobi, reference),
        application_number=value(sdobi, "B200/B210"),
        priority_claims=priority_claims(_priorities(sdobi)),
        invention_title=tuple(_titles(child(sdobi, "B500/B540"))),
        parties=_parties(sdobi),
        classifications_ipcr=with_older(found, older),
        classifications_cpc=classifications(_lines(sdobi, "B520EP")),
        references_cited=_citations(document, sdobi),
    )


def states(sdobi: Element | None) -> tuple[str, ...]:
    """Return designated, extension and validation states."""
    nodes = descendants(child(sdobi, "B800"), "ctry")
    kept = (
        node for node in nodes if (up := node.getparent()) is not None and local(up) in ("B840", "B845EP", "B849EP")
    )
    return tuple(dict.fromkeys(text for node in kept if (text := flow_text(node))))


def application_number(text: str | None) -> str | None:
    """Return an EP application number without its check digit.

    >>> application_number("16849316.1")
    '16849316'
    """
    return text.partition(".")[0].replace(" ", "") or None if text else None


def _application(sdobi: Element | None, reference: DocumentId) -> DocumentId | None:
    number = application_number(value(sdobi, "B200/B210"))
    date = iso_date(value(sdobi, "B200/B220/date"))
    return DocumentId(jurisdiction=reference.jurisdiction, doc_number=number, kind="A", date=date) if number else None


def _priorities(sdobi: Element | None) -> Iterator[PriorityClaim]:
    """Yield the priorities: B310, B320 and B330 follow one another, once for each."""
    group = child(sdobi, "B300")
    numbers = [flow_text(node) for node in children(group, "B310")]
    dates = [iso_date(value(node, "date")) for node in children(group, "B320")]
    offices = [value(node, "ctry") for node in children(group, "B330")]
    for place, number in enumerate(numbers):
        if not number:
            continue
        office = offices[place] if place < len(offices) else None
        date = dates[place] if place < len(dates) else None
        digits, kind = _number_and_kind(number)
        if office == "US":
            digits = normal_us_application(None, digits, date, provisional=kind == "P")
        yield PriorityClaim(jurisdiction=office, doc_number=digits, kind=kind, date=date, sequence=place + 1)


def _number_and_kind(number: str) -> tuple[str, str]:
    text, _, kind = number.partition(" ")
    if kind in ("P", "U", "W"):
        return text, kind
    return number.replace(" ", ""), "A"


def _titles(group: Element | None) -> Iterator[Text]:
    """Yield the titles: each B542 belongs to the B541 language before it."""
    lang = None
    for node in group if group is not None else ():
        if local(node) == "B541":
            lang = language(flow_text(node))
        elif local(node) == "B542" and (text := flow_text(node)):
            yield Text(text=text, lang=lang)


def _parties(sdobi: Element | None) -> Parties | None:
    """Map the parties; a B document names its proprietors only, who are then its applicants as in DOCDB."""
    group = child(sdobi, "B700")
    proprietors = [node for outer in children(group, "B730") for node in _people(outer)]
    applicants = [node for outer in children(group, "B710") for node in _people(outer)]
    return parties(
        applicants=(
            Applicant(
                residence=_country(node), sequence=place, extracted_name=_name(node), extracted_address=_where(node)
            )
            for place, node in enumerate(applicants or proprietors, start=1)
        ),
        inventors=(
            Inventor(
                residence=_country(node), sequence=place, extracted_name=_name(node), extracted_address=_where(node)
            )
            for place, node in enumerate((n for g in children(group, "B720") for n in _people(g)), start=1)
        ),
        agents=(
            Agent(
                sequence=place,
                extracted_name=_name(node),
                extracted_address=_where(node),
                extracted_country=_country(node),
            )
            for place, node in enumerate((n for g in children(group, "B740") for n in _people(g)), start=1)
        ),
        owners=(
            Owner(extracted_name=_name(node), extracted_address=_where(node), extracted_country=_country(node))
            for node in proprietors
        ),
    )


def _people(group: Element) -> Iterator[Element]:
    for node in group:
        if value(node, "snm"):
            yield node


def _name(node: Element) -> Name | None:
    return name(value(node, "snm"))


def _country(node: Element) -> str | None:
    return value(node, "adr/ctry")


def _where(node: Element) -> str | None:
    return address(value(node, f"adr/{part}") for part in ("str", "city"))


def _lines(sdobi: Element | None, tag: str) -> list[Classification]:
    nodes = descendants(child(sdobi, f"B500/{tag}"), "text")
    return [one for node in nodes if (one := from_columns(node.text)) is not None]


def _citations(document: Element, sdobi: Element | None) -> ReferencesCited | None:
    group = child(sdobi, "B500/B560")
    printed = [_patent(flow_text(node)) for node in children(group, "B561")]
    printed += [Citation(nplcit=literature(text)) for node in children(group, "B562") if (text := flow_text(node))]
    found = [_sequenced(one, place) for place, one in enumerate(printed, start=1)]
    reports = descendants(child(document, "search-report-data"), "citation")
    return references(found or [citation(node, place, "SEA") for place, node in enumerate(reports, start=1)])


def _sequenced(found: Citation, place: int) -> Citation:
    return Citation(sequence=place, patcit=found.patcit, nplcit=found.nplcit, cited_phase="SEA")


def _patent(text: str) -> Citation:
    """Return a cited patent printed as `WO-A1-2014/114885`; anything else is kept as literature."""
    if not (found := _PATENT_CITED.fullmatch(text)):
        return Citation(nplcit=literature(text))
    country, kind, number = found.groups()
    number = normal_publication(country, number.replace(" ", ""), kind)
    return Citation(patcit=PatentCitation(document_id=DocumentId(jurisdiction=country, doc_number=number, kind=kind)))
