"""What the legal status of an application is computed from, gathered from its publications."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tokkyo.derive.legal_terms import parsed
from tokkyo.model.number_normal import normal_application, normal_publication
from tokkyo.model.publication import PriorityClaim, Publication
from tokkyo.model.source import LegalEvent, RelatedDocument, Term


@dataclass(frozen=True, slots=True)
class PublicationFact:
    """One publication of the application: kind code, ISO date and number in normal form."""

    kind: str | None
    date: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class EarlierFiling:
    """A filing the term counts from: ISO date and DOCDB number with kind (`US26632008A`)."""

    date: str
    number: str


@dataclass(frozen=True, slots=True)
class StatusInputs:
    """One application with everything known about it.

    `earlier` are the actual filings before it (parents, the international application), not its priorities. `states`
    are the designated states of a regional application where known.
    """

    jurisdiction: str
    publications: tuple[PublicationFact, ...] = ()
    filed: str | None = None
    earlier: tuple[EarlierFiling, ...] = ()
    events: tuple[LegalEvent, ...] = ()
    term: Term | None = None
    states: tuple[str, ...] = ()


# DOCDB linkage types that make an earlier filing a parent; all others that are spelt out claim a priority only.
_PARENT_LINKAGES = frozenset(
    {
        "CONTINUATION",
        "CONTINUATION_IN_PART",
        "ABANDONED_CONTINUATION",
        "ABANDONED_CIP",
        "DIVISION",
        "ABANDONED_DIVISION",
        "DIVISION_2",
        "DIVISION_OF_DIVISION",
        "ORIGINAL_REISSUE",
        "RE_EXAMINATION",
        "SUBSTITUTE",
        "PCT_REGIONAL_FILING",
        "EP_REGIONAL_FILING",
    }
)
_UNTOLD = frozenset({None, "", "DEFAULT", "UNKNOWN"})
_PARENT_RELATIONS = frozenset(
    {"continuation", "continuation-in-part", "division", "reissue", "reexamination", "pct-filing"}
)
# Without a linkage, an earlier filing at the same office is a priority within the Paris year and some grace.
_PRIORITY_DAYS = 14 * 31


def status_inputs(
    publications: Sequence[Publication],
    events: Iterable[LegalEvent] = (),
    related: Iterable[RelatedDocument] = (),
    term: Term | None = None,
    states: Iterable[str] = (),
) -> StatusInputs:
    """Gather the inputs of one application from its publications (at least one), in any order.

    `related` and `term` are those of any of its publications; events may repeat.
    """
    ordered = sorted(
        publications, key=lambda publication: (publication.date_published or "9999", publication.kind or "")
    )
    jurisdiction = ordered[0].jurisdiction or ""
    filed = next((day for day in map(_filing_date, ordered) if day), None)
    earlier = [*_related(related, filed)]
    for publication in ordered:
        earlier += _parents(publication, jurisdiction, filed)
    return StatusInputs(
        jurisdiction,
        tuple(_fact(publication) for publication in ordered),
        filed,
        tuple(dict.fromkeys(earlier)),
        tuple(dict.fromkeys(events)),
        term,
        tuple(dict.fromkeys(states)),
    )


def _fact(publication: Publication) -> PublicationFact:
    number = publication.doc_number
    normal = normal_publication(publication.jurisdiction or "", number, publication.kind) if number else None
    return PublicationFact(publication.kind, publication.date_published, normal)


def _filing_date(publication: Publication) -> str | None:
    reference = publication.biblio and publication.biblio.application_reference
    return reference.date if reference and parsed(reference.date) else None


def _parents(publication: Publication, jurisdiction: str, filed: str | None) -> Iterable[EarlierFiling]:
    claims = publication.biblio and publication.biblio.priority_claims
    for claim in claims.claims if claims else ():
        if claim.date and claim.doc_number and _is_parent(claim, jurisdiction, filed):
            yield EarlierFiling(claim.date, f"{claim.jurisdiction or ''}{claim.doc_number}{claim.kind or ''}")


def _is_parent(claim: PriorityClaim, jurisdiction: str, filed: str | None) -> bool:
    earlier, later = parsed(claim.date), parsed(filed)
    if earlier is None or later is None or earlier >= later or claim.kind == "P":
        return False
    if claim.linkage_type not in _UNTOLD:
        return claim.linkage_type in _PARENT_LINKAGES
    if claim.jurisdiction != jurisdiction and claim.kind != "W":
        return False
    return jurisdiction == "US" or (later - earlier).days > _PRIORITY_DAYS


def _related(related: Iterable[RelatedDocument], filed: str | None) -> Iterable[EarlierFiling]:
    for document in related:
        if document.relation not in _PARENT_RELATIONS or document.status == "child":
            continue
        if document.date and filed and document.date < filed:
            jurisdiction, kind = document.jurisdiction or "", document.kind or "A"
            number = normal_application(jurisdiction, document.doc_number or "", kind, document.date)
            yield EarlierFiling(document.date, f"{jurisdiction}{number}{kind}")
