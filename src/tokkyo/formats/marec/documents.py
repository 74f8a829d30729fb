"""MAREC and CLEF-IP: `patent-document`, the EPO, WO, US and JP full texts of the MAREC collection.

The same element with `docnumber` and `date-published` is WIPO's ST.36 document. Claims may come in three languages;
EP documents carry their INPADOC events.
"""

from collections.abc import Iterator

from tokkyo.formats.marec.biblio import bibliography, titles
from tokkyo.formats.marec.events import events
from tokkyo.formats.marec.related import other_numbers, related, states
from tokkyo.formats.parts.claimsets import claim_links, claim_sets
from tokkyo.formats.parts.document_ids import digits, document, formats, published
from tokkyo.formats.parts.passages import first_description, texts
from tokkyo.formats.port import Context, XmlFormat
from tokkyo.formats.values import iso_date, language
from tokkyo.formats.xml import Element, attribute, child, children
from tokkyo.model.publication import DocumentId, Families, Family, Publication
from tokkyo.model.source import SourceRecord


def read(element: Element, context: Context) -> Iterator[SourceRecord]:
    """Read one `patent-document`; one marked as deleted becomes a delete message.

    Raises `RecordError` when it has no publication number.
    """
    biblio = child(element, "bibliographic-data")
    reference = _reference(element, biblio)
    lang = attribute(element, "lang")
    claims = list(children(element, "claims"))
    text, paragraphs = first_description(children(element, "description"), lang)
    family_id = digits(attribute(element, "family-id"))
    publication = Publication(
        jurisdiction=reference.jurisdiction,
        doc_number=reference.doc_number,
        kind=reference.kind,
        date_published=reference.date,
        lang=language(lang),
        biblio=bibliography(element, biblio, reference, titles(biblio, lang)),
        families=Families(simple_family=Family(family_id=family_id)) if family_id is not None else None,
        abstract=texts(children(element, "abstract"), lang),
        claims=claim_sets(claims, lang),
        description=text,
    )
    yield SourceRecord(
        source="marec",
        publication=publication,
        provenance=context.provenance,
        exchanged=iso_date(attribute(element, "date-produced")) or reference.date,
        deleted=(attribute(element, "status") or "").lower() in ("d", "deleted"),
        family_id=family_id,
        events=tuple(events(child(element, "legal-status"))),
        related=tuple(related(biblio)),
        numbers=tuple(other_numbers(biblio)),
        states=states(biblio),
        paragraphs=paragraphs,
        claim_links=claim_links(claims),
    )


def _reference(element: Element, biblio: Element | None) -> DocumentId:
    found = formats(children(biblio, "publication-reference"))
    node = next(iter(found.values()), None)
    printed = document(node) if node is not None else DocumentId()
    country = attribute(element, "country") or printed.jurisdiction
    number = attribute(element, "doc-number") or attribute(element, "docnumber") or printed.doc_number
    kind = attribute(element, "kind") or printed.kind
    date = iso_date(attribute(element, "date")) or iso_date(attribute(element, "date-published")) or printed.date
    return published("document", country, number, kind, date)


MAREC = XmlFormat(
    name="patent-document",
    title="MAREC, CLEF-IP and WIPO ST.36 patent document",
    tags=frozenset({"patent-document"}),
    read=read,
)
