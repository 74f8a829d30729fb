"""Priority claims of an `exchange-document` or of an OPS family member."""

from collections.abc import Iterable
from dataclasses import dataclass

from tokkyo.formats.parts.document_ids import digits, document, formats, leaves
from tokkyo.formats.parts.epodoc import from_epodoc
from tokkyo.formats.parts.linkages import RELATIONS, linkage
from tokkyo.formats.values import iso_date
from tokkyo.formats.xml import Element, children, value
from tokkyo.model.publication import DocumentId, EarliestClaim, PriorityClaim, PriorityClaims
from tokkyo.model.source import RelatedDocument

_ACTIVE = ("Y", "YES")


@dataclass(frozen=True, slots=True)
class Claimed:
    """The priorities, the keys of the active ones (None where nothing is marked) and the related applications."""

    claims: PriorityClaims | None
    active: tuple[str, ...] | None
    related: tuple[RelatedDocument, ...]


def priorities(groups: Iterable[Element], applications: dict[str, Element]) -> Claimed:
    """Map `priority-claims` elements; `applications` are the record's own application numbers by notation."""
    return claimed((node for group in groups for node in children(group, "priority-claim")), applications)


def claimed(elements: Iterable[Element], applications: dict[str, Element]) -> Claimed:
    """Map `priority-claim` elements: DOCDB's where there are any, else epodoc's brought to DOCDB notation."""
    grouped: dict[str, list[tuple[Element, dict[str, Element]]]] = {}
    for element in elements:
        found = formats([element])
        notation = next((name for name in ("docdb", "epodoc") if name in found), None)
        if notation:
            grouped.setdefault(notation, []).append((element, found))
    claims: list[PriorityClaim] = []
    marked: list[tuple[bool, str]] = []
    for element, found in grouped.get("docdb") or grouped.get("epodoc") or ():
        number = _number(found, applications)
        if number is None or not number.doc_number:
            continue
        claims.append(_claim(element, number, place=len(claims) + 1))
        if mark := value(element, "priority-active-indicator"):
            marked.append((mark.upper() in _ACTIVE, key(number)))
    active = tuple(text for is_active, text in marked if is_active) if marked else None
    return Claimed(priority_claims(claims), active, tuple(_related(claims)))


def key(number: DocumentId) -> str:
    """Return a number as the key active priorities are compared by: `US 87165806 P`."""
    return " ".join(part for part in (number.jurisdiction, number.doc_number, number.kind) if part)


def priority_claims(claims: Iterable[PriorityClaim]) -> PriorityClaims | None:
    """Return the claims with the earliest date among them, or None when there are none."""
    found = tuple(claims)
    if not found:
        return None
    earliest = min((claim.date for claim in found if claim.date), default=None)
    return PriorityClaims(claims=found, earliest_claim=EarliestClaim(date=earliest) if earliest else None)


def epodoc_number(node: Element) -> tuple[str | None, str | None]:
    """Return number and date of an epodoc `document-id`."""
    texts = leaves(node)
    return texts.get("doc-number"), iso_date(texts.get("date"))


def _number(found: dict[str, Element], applications: dict[str, Element]) -> DocumentId | None:
    if "docdb" in found:
        return document(found["docdb"])
    number, date = epodoc_number(found["epodoc"])
    own = applications.get("epodoc")
    if "docdb" in applications and own is not None and epodoc_number(own)[0] == number:
        mine = document(applications["docdb"])
        return DocumentId(jurisdiction=mine.jurisdiction, doc_number=mine.doc_number, kind=mine.kind, date=date)
    return from_epodoc(number, date)


def _claim(element: Element, number: DocumentId, place: int) -> PriorityClaim:
    return PriorityClaim(
        jurisdiction=number.jurisdiction,
        doc_number=number.doc_number,
        kind=number.kind,
        date=number.date,
        linkage_type=linkage(value(element, "priority-linkage-type")),
        sequence=digits(element.get("sequence")) or place,
    )


def _related(claims: Iterable[PriorityClaim]) -> Iterable[RelatedDocument]:
    for claim in claims:
        if relation := RELATIONS.get(claim.linkage_type or ""):
            yield RelatedDocument(
                relation=relation,
                jurisdiction=claim.jurisdiction,
                doc_number=claim.doc_number,
                kind=claim.kind,
                date=claim.date,
            )
