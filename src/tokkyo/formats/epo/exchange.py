"""The EPO's `exchange-document`: bibliographic data as DOCDB files and OPS answers write it.

The two differ in how they mark notations (`data-format` on the reference, `document-id-type` on the number), in the
class columns and in how far parties and priorities are normalised; one mapping serves both.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from tokkyo.formats.epo.exchange_classes import classified
from tokkyo.formats.epo.exchange_parties import named_parties
from tokkyo.formats.parts.citations import citation, references
from tokkyo.formats.parts.document_ids import digits, document, formats, leaves, other_numbers, published
from tokkyo.formats.parts.epodoc import from_epodoc
from tokkyo.formats.parts.passages import texts
from tokkyo.formats.parts.priorities import epodoc_number, priorities
from tokkyo.formats.port import Context
from tokkyo.formats.values import iso_date, language
from tokkyo.formats.xml import Element, child, children, descendants, grouped, local
from tokkyo.model.publication import (
    Bibliography,
    DocumentId,
    Families,
    Family,
    Member,
    PriorityClaims,
    Publication,
    ReferencesCited,
)
from tokkyo.model.source import SourceRecord


def exchange_record(element: Element, context: Context, source: str) -> SourceRecord:
    """Map one `exchange-document`. Raises `RecordError` when it has no publication number."""
    biblio = child(element, "bibliographic-data")
    groups = grouped(biblio)
    publications = formats(groups.get("publication-reference", ()))
    reference = publication_reference(element, publications)
    family_id = digits(element.get("family-id"))
    applications = formats(groups.get("application-reference", ()))
    claimed = priorities(groups.get("priority-claims", ()), applications)
    deleted = element.get("status") == "D"
    publication = Publication(
        jurisdiction=reference.jurisdiction,
        doc_number=reference.doc_number,
        kind=reference.kind,
        date_published=reference.date,
        docdb_id=digits(element.get("doc-id")),
        lang=_language(groups, publications),
        biblio=None if deleted else _bibliography(reference, groups, applications, claimed.claims),
        families=_families(child(element, "patent-family"), family_id),
        abstract=texts(children(element, "abstract")),
    )
    return SourceRecord(
        source=source,
        publication=publication,
        provenance=context.provenance,
        exchanged=iso_date(element.get("date-of-last-exchange")) or reference.date,
        created=iso_date(element.get("date-added-docdb")),
        deleted=deleted,
        family_id=family_id,
        active_priorities=claimed.active,
        related=claimed.related,
        numbers=other_numbers("publication", publications) + other_numbers("application", applications),
        states=_states(groups.get("designation-of-states", ())),
    )


def publication_reference(element: Element, found: dict[str, Element]) -> DocumentId:
    """Return the publication number, from the DOCDB reference or the element's own attributes.

    The date comes from the attribute, else from whichever notation has one. Raises `RecordError` without a number.
    """
    reference = document(found["docdb"], publication=True) if "docdb" in found else DocumentId()
    country = element.get("country") or reference.jurisdiction
    number = element.get("doc-number") or reference.doc_number
    kind = (element.get("kind") or "").strip() or reference.kind
    dates = (iso_date(leaves(node).get("date")) for node in found.values())
    date = iso_date(element.get("date-publ")) or next((date for date in dates if date), None)
    return published("record", country and country.strip(), number, kind, date)


def _language(groups: dict[str, list[Element]], publications: dict[str, Element]) -> str | None:
    said = [node.get("lang") for node in publications.values()]
    said += [node.text for node in groups.get("language-of-publication", ())]
    return next((language(text) for text in said if text and text.strip()), None)


def _bibliography(
    reference: DocumentId,
    groups: dict[str, list[Element]],
    applications: dict[str, Element],
    claims: PriorityClaims | None,
) -> Bibliography:
    ipc, cpc, national = classified(groups)
    return Bibliography(
        publication_reference=reference,
        application_reference=application_reference(applications),
        application_number=leaves(applications["original"]).get("doc-number") if "original" in applications else None,
        priority_claims=claims,
        invention_title=texts(groups.get("invention-title", ())),
        parties=named_parties(groups.get("parties", ())),
        classifications_ipcr=ipc,
        classifications_cpc=cpc,
        classifications_national=national,
        references_cited=_references(groups.get("references-cited", ())),
    )


def application_reference(found: dict[str, Element]) -> DocumentId | None:
    """Return the application number in DOCDB notation, dated from another notation where it has no date itself."""
    if "docdb" not in found:
        return from_epodoc(*epodoc_number(found["epodoc"])) if "epodoc" in found else None
    application = document(found["docdb"])
    if application.date:
        return application
    dates = (iso_date(leaves(node).get("date")) for node in found.values())
    return replace(application, date=next((date for date in dates if date), None))


def _references(groups: Iterable[Element]) -> ReferencesCited | None:
    return references(
        citation(node, digits(node.get("sequence"))) for group in groups for node in children(group, "citation")
    )


def _families(family: Element | None, family_id: int | None) -> Families | None:
    members = tuple(
        Member(document_id=document(node, publication=True))
        for member in children(family, "family-member")
        for reference in children(member, "publication-reference")
        if reference.get("data-format") in (None, "docdb")
        for node in children(reference, "document-id")
    )
    if not members and family_id is None:
        return None
    return Families(simple_family=Family(members=members, size=len(members) or None, family_id=family_id))


def _states(designations: Iterable[Element]) -> tuple[str, ...]:
    """Return the designated states, each once; regional offices named as such (`region`) are not states."""
    found = (
        (node.text or "").strip()
        for designation in designations
        for node in descendants(designation, "country")
        if (parent := node.getparent()) is not None and local(parent) != "region"
    )
    return tuple(dict.fromkeys(state for state in found if state))
