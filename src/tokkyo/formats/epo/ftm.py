"""`fulltext-document`: EPO's full texts of other offices (FTM, v1.2.x) and OPS claims and description answers.

Both hold publication and application numbers, a description and claims; an OPS answer says `system="ops.epo.org"`
and usually holds one of the two. Some OPS answers carry the number on the element itself.
"""

from collections.abc import Iterator

from tokkyo.formats.parts.claimsets import claim_links, claim_sets
from tokkyo.formats.parts.document_ids import document, formats, leaves, other_numbers, published
from tokkyo.formats.parts.passages import first_description, texts
from tokkyo.formats.port import Context, XmlFormat
from tokkyo.formats.values import language
from tokkyo.formats.xml import Element, attribute, child, children
from tokkyo.model.publication import Bibliography, DocumentId, Publication
from tokkyo.model.source import SourceRecord

# By (has claims, has description).
_OPS_SOURCES = {
    (True, True): "ops-fulltext",
    (True, False): "ops-claims",
    (False, True): "ops-description",
    (False, False): "ops-fulltext",
}


def read(element: Element, context: Context) -> Iterator[SourceRecord]:
    """Read one `fulltext-document`. Raises `RecordError` when it has no publication number."""
    biblio = child(element, "bibliographic-data")
    publications = formats(children(biblio, "publication-reference"))
    applications = formats(children(biblio, "application-reference"))
    reference = _reference(element, publications)
    default = attribute(element, "lang")
    claims_elements = list(children(element, "claims"))
    claims = claim_sets(claims_elements, default)
    text, paragraphs = first_description(children(element, "description"), default)
    is_ops = attribute(element, "system") is not None or attribute(element, "fulltext-format") is not None
    application = document(applications["docdb"]) if "docdb" in applications else None
    original = applications.get("original")
    publication = Publication(
        jurisdiction=reference.jurisdiction,
        doc_number=reference.doc_number,
        kind=reference.kind,
        date_published=reference.date,
        lang=text.lang if text else (claims[0].lang if claims else language(default)),
        biblio=Bibliography(
            publication_reference=reference,
            application_reference=application,
            application_number=leaves(original).get("doc-number") if original is not None else None,
            invention_title=texts(children(biblio, "invention-title")),
        ),
        abstract=texts(children(element, "abstract"), default),
        claims=claims,
        description=text,
    )
    yield SourceRecord(
        source=_OPS_SOURCES[bool(claims), text is not None] if is_ops else "fulltext",
        publication=publication,
        provenance=context.provenance,
        exchanged=reference.date,
        numbers=other_numbers("publication", publications) + other_numbers("application", applications),
        paragraphs=paragraphs,
        claim_links=claim_links(claims_elements),
    )


def _reference(element: Element, found: dict[str, Element]) -> DocumentId:
    node = found["docdb"] if "docdb" in found else next(iter(found.values()), None)
    if node is not None and (reference := document(node, publication=True)).doc_number and reference.jurisdiction:
        return reference
    country, number, kind = (attribute(element, name) for name in ("country", "doc-number", "kind"))
    return published("full text", country, number, kind)


FTM = XmlFormat(
    name="fulltext-document",
    title="EPO full text of other offices (FTM), OPS claims and description",
    tags=frozenset({"fulltext-document"}),
    read=read,
)
