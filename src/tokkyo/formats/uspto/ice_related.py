"""Related documents of ICE XML: chains of parents, provisionals, earlier publications, corrections."""

from collections.abc import Iterable, Iterator

from tokkyo.formats.uspto.numbers import application, day, known, pct_application, publication
from tokkyo.formats.uspto.priorities import Parent, parent_application
from tokkyo.formats.uspto.text import Element
from tokkyo.model.publication import DocumentId
from tokkyo.model.source import RelatedDocument

OWN_PCT = "pct-or-regional-filing-data"
_PUBLICATIONS = {"related-publication": "document-id", "correction": "document-corrected/document-id"}


def document(node: Element | None) -> DocumentId | None:
    """Return what the `document-id` below an element names: a PCT application or a publication."""
    found = node.find("document-id") if node is not None else None
    number = (found.findtext("doc-number") or "").strip() if found is not None else ""
    if found is None or not number:
        return None
    date = day(found.findtext("date"))
    return pct_application(number, date) or publication(
        known(found.findtext("country")) or "US", number, found.findtext("kind"), date
    )


def read_related(nodes: Iterable[Element]) -> tuple[tuple[Parent, ...], tuple[DocumentId, ...]]:
    """Return the parents and the provisionals of `us-related-documents`, in file order."""
    parents: list[Parent] = []
    provisionals: list[DocumentId] = []
    for related in nodes:
        for node in related:
            if node.tag == "us-provisional-application":
                provisionals.extend(_provisional(node))
            elif node.tag not in _PUBLICATIONS:
                parents.extend(_parents(node))
    return tuple(parents), tuple(provisionals)


def _provisional(node: Element) -> Iterator[DocumentId]:
    number = (node.findtext("document-id/doc-number") or "").strip()
    if number:
        yield application(number, day(node.findtext("document-id/date")), provisional=True)


def _parents(node: Element) -> Iterator[Parent]:
    for parent in node.iter("parent-doc"):
        number = (parent.findtext("document-id/doc-number") or "").strip()
        if not number:
            continue
        patent = document(parent.find("parent-grant-document"))
        pct = document(parent.find("parent-pct-document"))
        yield Parent(
            relation=str(node.tag),
            application=parent_application(number, day(parent.findtext("document-id/date"))),
            status=known(parent.findtext("parent-status")),
            patent=patent and DocumentId(patent.jurisdiction, patent.doc_number, None, patent.date),  # kind is a filler
            pct=pct if pct and pct.kind == "W" else None,
        )


def related_publication(node: Element) -> Iterator[RelatedDocument]:
    """Yield earlier publications of the same application and the documents a correction concerns."""
    for relation, path in _PUBLICATIONS.items():
        for one in node.iterfind(f"{relation}/{path}"):
            if found := document(one.getparent()):
                yield RelatedDocument(relation, found.jurisdiction, found.doc_number, found.kind, found.date)
