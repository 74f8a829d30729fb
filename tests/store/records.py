"""Invented source records for tests."""

from tokkyo.model.publication import (
    Bibliography, Citation, Claim, ClaimSet, DocumentId, PatentCitation, PriorityClaim, PriorityClaims, Publication, ReferencesCited, Text,
)
from tokkyo.model.source import SourceRecord


def record(number: int | str, kind: str | None = "A1", *, jurisdiction: str = "EP", source: str = "docdb", title: str = "Widget",
           cites: tuple[tuple[str, str, str | None], ...] = (), priorities: tuple[str, ...] = (), application: str | None = None,
           date: str = "2012-07-04", claims: str | None = None, **more: object) -> SourceRecord:
    biblio = Bibliography(
        invention_title=(Text(title, "en"),),
        application_reference=DocumentId(jurisdiction, application) if application else None,
        priority_claims=PriorityClaims(tuple(PriorityClaim(*p.split()) for p in priorities)) if priorities else None,
        references_cited=ReferencesCited(tuple(Citation(n, PatentCitation(DocumentId(j, d, k))) for n, (j, d, k) in enumerate(cites, 1))) if cites else None,
    )
    publication = Publication(jurisdiction=jurisdiction, doc_number=str(number), kind=kind, date_published=date, biblio=biblio,
        claims=(ClaimSet((Claim((claims,)),), "en"),) if claims else ())
    return SourceRecord(source, publication, **more)
