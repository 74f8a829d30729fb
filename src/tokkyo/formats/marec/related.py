"""Other documents and countries a MAREC document names: parents, PCT filing and publication, designated states."""

from collections.abc import Iterator

from tokkyo.formats.parts.document_ids import document, formats
from tokkyo.formats.parts.document_ids import other_numbers as notations
from tokkyo.formats.parts.passages import flow_text
from tokkyo.formats.xml import Element, attribute, child, children, descendants
from tokkyo.model.publication import DocumentId
from tokkyo.model.source import OtherNumber, RelatedDocument

_PCT = (("pct-or-regional-filing-data", "pct-filing"), ("pct-or-regional-publishing-data", "pct-publication"))
_RELATIONS = frozenset(
    {
        *("continuation", "continuation-in-part", "division", "reissue", "substitution", "reexamination"),
        *("provisional", "correction", "addition", "related-publication"),
    }
)


def related(biblio: Element | None) -> Iterator[RelatedDocument]:
    """Yield the parents of `related-documents` and the PCT filing and publication."""
    for relation in children(child(biblio, "related-documents"), "relation"):
        kind = attribute(relation, "type") or ""
        if kind in _RELATIONS:
            for parent in children(relation, "parent-doc"):
                yield from _documents(kind, parent, attribute(parent, "psta"))
    convention = child(biblio, "international-convention-data")
    for tag, kind in _PCT:
        for node in children(convention, tag):
            yield from _documents(kind, node, None)


def _documents(relation: str, holder: Element, status: str | None) -> Iterator[RelatedDocument]:
    for node in formats([holder]).values():
        found = document(node, publication=relation.endswith("publication"))
        if found.doc_number:
            yield RelatedDocument(
                relation=relation,
                jurisdiction=found.jurisdiction,
                doc_number=_unpadded(found),
                kind=found.kind,
                date=found.date,
                status=status,
            )


def _unpadded(found: DocumentId) -> str | None:
    """Return a number without the zeros that pad US applications (`02604001` for 10/026,040 of 2001)."""
    number = found.doc_number
    return number.lstrip("0") if number and found.jurisdiction == "US" else number


def states(biblio: Element | None) -> tuple[str, ...]:
    """Return the designated states, each once."""
    groups = (
        child(biblio, "international-convention-data/designated-states"),
        child(biblio, "designation-of-states"),
    )
    found = (flow_text(node) for group in groups for node in descendants(group, "country"))
    return tuple(dict.fromkeys(state for state in found if state))


def other_numbers(biblio: Element | None) -> Iterator[OtherNumber]:
    """Yield publication and application numbers as printed."""
    for of, tag in (("publication", "publication-reference"), ("application", "application-reference")):
        yield from notations(of, formats(children(biblio, tag)))
