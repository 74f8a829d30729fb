"""OPS family and legal answers: `ops:family-member`, one publication of an INPADOC family each.

A member names publication, application and priorities (source `ops-family`), may carry the bibliographic data
(`exchange-document`, source `ops-biblio`) and the legal events of its application (source `ops-legal`).
"""

from collections.abc import Iterator

from tokkyo.formats.epo.exchange import application_reference, exchange_record, publication_reference
from tokkyo.formats.epo.ops_legal import events, owners
from tokkyo.formats.parts.document_ids import digits, formats, other_numbers
from tokkyo.formats.parts.parties import parties
from tokkyo.formats.parts.priorities import claimed
from tokkyo.formats.port import Context, XmlFormat
from tokkyo.formats.xml import Element, grouped
from tokkyo.model.publication import Bibliography, DocumentId, Families, Family, Publication
from tokkyo.model.source import SourceRecord


def read(element: Element, context: Context) -> Iterator[SourceRecord]:
    """Read one family member: its numbers, then its bibliographic data and its legal events where it has them.

    Raises `RecordError` when it has no publication number.
    """
    groups = grouped(element)
    publications = formats(groups.get("publication-reference", ()))
    reference = publication_reference(element, publications)
    yield _member(element, context, groups, reference, publications)
    for exchange in groups.get("exchange-document", ()):
        yield exchange_record(exchange, context, "ops-biblio")
    if "legal" in groups:
        yield _legal(context, groups, reference)


def _member(
    element: Element,
    context: Context,
    groups: dict[str, list[Element]],
    reference: DocumentId,
    publications: dict[str, Element],
) -> SourceRecord:
    family_id = digits(element.get("family-id"))
    applications = formats(groups.get("application-reference", ()))
    found = claimed(groups.get("priority-claim", ()), applications)
    biblio = Bibliography(
        publication_reference=reference,
        application_reference=application_reference(applications),
        priority_claims=found.claims,
    )
    families = Families(simple_family=Family(family_id=family_id)) if family_id is not None else None
    return SourceRecord(
        source="ops-family",
        publication=_publication(reference, biblio, families),
        provenance=context.provenance,
        exchanged=reference.date,
        family_id=family_id,
        active_priorities=found.active,
        related=found.related,
        numbers=other_numbers("publication", publications) + other_numbers("application", applications),
    )


def _legal(context: Context, groups: dict[str, list[Element]], reference: DocumentId) -> SourceRecord:
    found = events(groups["legal"])
    biblio = Bibliography(
        publication_reference=reference,
        application_reference=application_reference(formats(groups.get("application-reference", ()))),
        parties=parties(owners=owners(found)),
    )
    return SourceRecord(
        source="ops-legal",
        publication=_publication(reference, biblio),
        provenance=context.provenance,
        exchanged=max((event.date for event in found if event.date), default=reference.date),
        events=found,
    )


def _publication(reference: DocumentId, biblio: Bibliography, families: Families | None = None) -> Publication:
    return Publication(
        jurisdiction=reference.jurisdiction,
        doc_number=reference.doc_number,
        kind=reference.kind,
        date_published=reference.date,
        biblio=biblio,
        families=families,
    )


OPS_FAMILY = XmlFormat(
    name="ops-family",
    title="EPO OPS family or legal answer",
    tags=frozenset({"family-member"}),
    read=read,
)
