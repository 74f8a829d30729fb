"""EP full text: `ep-patent-document` v1.0 to 1.5.1 (ST.36 with INID tags) of the EPO's bulk data.

A documents have an abstract, one description and one set of claims; B documents have claims in German, English and
French. Euro-PCT A documents can be a front page only. There is no CPC before v1.5.1.
"""

from collections.abc import Iterator

from tokkyo.formats.epo.st36_biblio import bibliography, states
from tokkyo.formats.epo.st36_events import events, other_numbers, related
from tokkyo.formats.parts.claimsets import claim_links, claim_sets
from tokkyo.formats.parts.document_ids import published
from tokkyo.formats.parts.passages import first_description, texts
from tokkyo.formats.port import Context, XmlFormat
from tokkyo.formats.values import iso_date, language
from tokkyo.formats.xml import Element, attribute, child, children, value
from tokkyo.model.publication import DocumentId, Publication
from tokkyo.model.source import SourceRecord


def read(element: Element, context: Context) -> Iterator[SourceRecord]:
    """Read one `ep-patent-document`. Raises `RecordError` when it has no publication number."""
    sdobi = child(element, "SDOBI")
    reference = _reference(element, sdobi)
    lang = attribute(element, "lang") or value(sdobi, "B200/B260")
    claims = list(children(element, "claims"))
    text, paragraphs = first_description(children(element, "description"), lang)
    publication = Publication(
        jurisdiction=reference.jurisdiction,
        doc_number=reference.doc_number,
        kind=reference.kind,
        date_published=reference.date,
        lang=language(lang),
        biblio=bibliography(element, sdobi, reference),
        abstract=texts(children(element, "abstract"), lang),
        claims=claim_sets(claims, lang),
        description=text,
    )
    yield SourceRecord(
        source="ep-fulltext",
        publication=publication,
        provenance=context.provenance,
        exchanged=reference.date,
        events=tuple(events(sdobi)),
        related=tuple(related(sdobi)),
        numbers=tuple(other_numbers(sdobi)),
        states=states(sdobi),
        paragraphs=paragraphs,
        claim_links=claim_links(claims),
    )


def _reference(element: Element, sdobi: Element | None) -> DocumentId:
    country = attribute(element, "country") or value(sdobi, "B100/B190")
    number = attribute(element, "doc-number") or value(sdobi, "B100/B110")
    kind = attribute(element, "kind") or value(sdobi, "B100/B130")
    date = iso_date(attribute(element, "date-publ")) or iso_date(value(sdobi, "B100/B140/date"))
    return published("document", country, number, kind, date)


EP_FULLTEXT = XmlFormat(
    name="ep-patent-document",
    title="EPO EP full text (ST.36)",
    tags=frozenset({"ep-patent-document"}),
    read=read,
)
