"""Putting a USPTO record together from the parts the four readers find."""

from dataclasses import dataclass, field

from tokkyo.formats.port import Context
from tokkyo.formats.uspto.numbers import known, publication
from tokkyo.formats.uspto.priorities import Origins, priority_claims, related
from tokkyo.formats.uspto.text import Claims, Description, number
from tokkyo.model.publication import (
    Bibliography,
    ClaimSet,
    Classification,
    Classifications,
    DocumentId,
    Parties,
    Publication,
    ReferencesCited,
    SequenceListing,
    Text,
)
from tokkyo.model.source import OtherNumber, RelatedDocument, SequenceFacts, SourceRecord, Term


@dataclass(slots=True, kw_only=True)
class Draft:
    """What a reader has found in one file; `published` has the number as printed, everything else is normal."""

    source: str
    published: DocumentId
    applied: DocumentId | None = None
    applied_as: str | None = None
    display: str | None = None
    title: str | None = None
    origins: Origins = field(default_factory=Origins)
    related: list[RelatedDocument] = field(default_factory=list)
    parties: Parties | None = None
    ipc: list[Classification] = field(default_factory=list)
    cpc: list[Classification] = field(default_factory=list)
    national: list[str] = field(default_factory=list)
    references: ReferencesCited | None = None
    abstract: str | None = None
    description: Description = field(default_factory=Description)
    claims: Claims = field(default_factory=Claims)
    statement: str | None = None
    term: Term | None = None
    keywords: tuple[str, ...] = ()
    numbers: list[OtherNumber] = field(default_factory=list)
    sequences: SequenceFacts | None = None
    sequence_listing: SequenceListing | None = None


def doc_key(document: DocumentId) -> str:
    """Return Lens's key, `US_8403949_B2_20130326`; what is missing is left out."""
    parts = (document.jurisdiction, document.doc_number, document.kind, (document.date or "").replace("-", ""))
    return "_".join(part for part in parts if part)


def pct_publication(document: DocumentId) -> RelatedDocument:
    """Return the row of the PCT publication; the bare kind `A` older files give it stands for any."""
    kind = document.kind if document.kind != "A" else None
    return RelatedDocument("pct-publication", "WO", document.doc_number, kind, document.date)


def record(draft: Draft, context: Context) -> SourceRecord:
    """Return the finished record of a draft."""
    printed = draft.published
    own = publication("US", printed.doc_number or "", printed.kind, printed.date)
    numbers = [OtherNumber("publication", "original", "US", printed.doc_number, printed.kind, printed.date)]
    if draft.applied and draft.applied_as:
        numbers.append(OtherNumber("application", "original", "US", draft.applied_as, None, draft.applied.date))
    return SourceRecord(
        source=draft.source,
        publication=_publication(draft, own),
        provenance=context.provenance,
        exchanged=own.date,
        related=(*related(draft.origins), *draft.related),
        numbers=(*numbers, *draft.numbers),
        paragraphs=draft.description.paragraphs,
        claim_links=draft.claims.links,
        term=draft.term,
        sequences=draft.sequences,
        keywords=draft.keywords,
        claim_statement=draft.statement,
    )


def _publication(draft: Draft, own: DocumentId) -> Publication:
    return Publication(
        jurisdiction="US",
        doc_number=own.doc_number,
        kind=own.kind,
        date_published=own.date,
        doc_key=doc_key(own),
        lang="en",
        biblio=_bibliography(draft, own),
        sequence_listing=draft.sequence_listing,
        abstract=(Text(draft.abstract, "en"),) if draft.abstract else (),
        claims=(ClaimSet(draft.claims.claims, "en"),) if draft.claims.claims else (),
        description=draft.description.text,
    )


def _bibliography(draft: Draft, own: DocumentId) -> Bibliography:
    national = tuple(Classification(symbol) for symbol in dict.fromkeys(draft.national))
    return Bibliography(
        publication_reference=own,
        application_reference=draft.applied,
        application_number=draft.display,
        priority_claims=priority_claims(draft.applied, draft.origins),
        invention_title=(Text(draft.title, "en"),) if draft.title else (),
        parties=draft.parties,
        classifications_ipcr=Classifications(tuple(draft.ipc)) if draft.ipc else None,
        classifications_cpc=Classifications(tuple(draft.cpc)) if draft.cpc else None,
        classifications_national=Classifications(national) if national else None,
        references_cited=draft.references,
    )


_FIVE_YEARS = 1826


def term(years: str | None, extension: str | None, *, disclaimer: bool) -> Term | None:
    """Return the term of grant, or None when nothing is said.

    An extension is a number of days or the words `5 years` (1826 days). An "extension" of 0 days is none.
    """
    found = Term(
        number(known(years)),
        _days(known(extension) or ""),
        disclaimer,
    )
    return found if found != Term() else None


def _days(text: str) -> int | None:
    days = number(text.partition(" ")[0])
    if days is None:
        return None
    return (_FIVE_YEARS if days == 5 else days * 365) if "year" in text.lower() else days or None
