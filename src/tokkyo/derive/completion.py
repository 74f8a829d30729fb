"""A merged publication with everything that follows from itself and from the publications stored beside it.

What a Lens record brings itself (members, citing documents, legal status, counts) is kept and only added to, so that a
lone Lens record comes back as it went in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from msgspec.structs import replace

from tokkyo.derive.merge import Merged
from tokkyo.derive.publication_types import publication_type
from tokkyo.derive.status import ApplicationStatus
from tokkyo.model.facts import Facts
from tokkyo.model.number_formats import doc_key
from tokkyo.model.numbers import normal_publication
from tokkyo.model.publication import (
    Bibliography,
    Citation,
    CitedBy,
    DocumentId,
    EarliestClaim,
    Families,
    Family,
    Member,
    PriorityClaims,
    Publication,
    ReferencesCited,
)


class Card(NamedTuple):
    """A stored publication as others name it."""

    id: int
    jurisdiction: str
    doc_number: str
    kind: str | None
    date: str | None
    lens_id: str

    def member(self) -> Member:
        """Return it as a family member."""
        return Member(DocumentId(self.jurisdiction, self.doc_number, self.kind or None, self.date), self.lens_id)


@dataclass(frozen=True, slots=True)
class Kin:
    """The stored publications of one family, worked out once for all of them; `first` is the lowest of their ids."""

    first: int
    members: tuple[Member, ...]
    family: Family

    @classmethod
    def of(cls, cards: Sequence[Card]) -> "Kin":
        """Gather a family from its cards (at least one), in any order."""
        members = tuple([card.member() for card in _by_date(cards)])
        return cls(min(card.id for card in cards), members, Family(members=members, size=len(members)))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The publications stored beside one: families (with itself), citing ones, cited ones.

    `cited` has one entry for each patent citation of the record, None where that is not stored; empty when none is.
    """

    simple: Kin
    extended: Kin
    cited_by: Sequence[Card] = ()
    cited: Sequence[Card | None] = ()


def complete(
    merged: Merged, card: Card, near: Neighbours, status: ApplicationStatus, aliases: tuple[str, ...] = ()
) -> tuple[Publication, Facts]:
    """Return the record as it is sent, and its facts. `status` is its application's; a Lens record keeps its own."""
    bare = merged.publication
    normal = normal_publication(card.jurisdiction, card.doc_number, bare.kind)
    biblio = _biblio(bare.biblio or _NO_BIBLIO, near)
    publication = replace(
        bare,
        lens_id=card.lens_id,
        doc_key=bare.doc_key or doc_key(card.jurisdiction, normal, bare.kind, bare.date_published),
        biblio=biblio if biblio != _NO_BIBLIO else None,
        families=_families(bare.families or _NO_FAMILIES, near),
        legal_status=bare.legal_status or status.shown,
        publication_type=bare.publication_type
        or publication_type(card.jurisdiction, bare.kind, bare.date_published, normal),
    )
    return publication, replace(
        merged.facts,
        has_grant_event=status.facts.has_grant_event,
        has_entry_into_national_phase=status.facts.has_entry_into_national_phase,
        term_extension_days=status.facts.term_extension_days,
        simple_family_id=near.simple.first,
        extended_family_id=near.extended.first,
        lens_id_aliases=aliases,
    )


_NO_BIBLIO = Bibliography()
_NO_FAMILIES = Families()


# --- bibliography


def _biblio(biblio: Bibliography, near: Neighbours) -> Bibliography:
    changes: dict[str, Any] = {}
    claims = biblio.priority_claims
    if claims and claims.earliest_claim is None:
        changes["priority_claims"] = _with_earliest(claims)
    if biblio.references_cited:
        changes["references_cited"] = _references(biblio.references_cited, near.cited)
    if near.cited_by:
        changes["cited_by"] = _cited_by(biblio.cited_by, near.cited_by)
    return replace(biblio, **changes) if changes else biblio


def _with_earliest(claims: PriorityClaims) -> PriorityClaims:
    earliest = min((claim.date for claim in claims.claims if claim.date), default=None)
    return replace(claims, earliest_claim=EarliestClaim(earliest)) if earliest else claims


def _references(references: ReferencesCited, cited: Sequence[Card | None]) -> ReferencesCited:
    """Fill in Lens ids of stored publications, and counts where the source gives none."""
    citations = references.citations
    if any(cited):
        citations = tuple(_linked(citations, iter(cited)))
    patents = sum(1 for citation in citations if citation.patcit)
    works = [citation.nplcit for citation in citations if citation.nplcit]
    resolved = sum(1 for work in works if work.lens_id)
    return ReferencesCited(
        citations,
        _given(references.patent_count, patents),
        _given(references.npl_count, len(works)),
        _given(references.npl_resolved_count, resolved),
    )


def _given(count: int | None, counted: int) -> int | None:
    return count if count is not None else counted or None


def _linked(citations: Iterable[Citation], cited: Iterable[Card | None]) -> Iterable[Citation]:
    following = iter(cited)
    for citation in citations:
        if citation.patcit:
            card = next(following, None)
            if card and not citation.patcit.lens_id:
                yield replace(citation, patcit=replace(citation.patcit, lens_id=card.lens_id))
                continue
        yield citation


def _cited_by(base: CitedBy | None, citing: Sequence[Card]) -> CitedBy:
    """Add stored citing publications to those the source lists; these carry no dates, as Lens gives none there."""
    mine = [
        Member(DocumentId(card.jurisdiction, card.doc_number, card.kind or None), card.lens_id)
        for card in _by_date(citing)
    ]
    patents = united(base.patents if base else (), mine)
    return CitedBy(patents, max(len(patents), (base.patent_count or 0) if base else 0))


# --- families


def _families(base: Families, near: Neighbours) -> Families:
    return Families(_family(base.simple_family, near.simple), _family(base.extended_family, near.extended))


def _family(base: Family | None, stored: Kin) -> Family:
    if base is None:
        return stored.family
    members = united(base.members, stored.members)
    return Family(base.family_id, members, max(len(members), base.size or 0))


def _by_date(cards: Sequence[Card]) -> Sequence[Card]:
    return sorted(cards, key=lambda card: (card.date or "9999", card.id)) if len(cards) > 1 else cards


def united(base: Sequence[Member], more: Iterable[Member]) -> tuple[Member, ...]:
    """Return the base and those of `more` that are not in it, by Lens id or by document number and kind.

    Members of the base that bring no Lens id get that of their namesake.
    """
    if not base:
        return tuple(more)
    ids = {member.lens_id for member in base if member.lens_id}
    others = [(_name(member.document_id), member) for member in more if member.lens_id not in ids]
    known = {name: member.lens_id for name, member in others}
    named = [(_name(member.document_id), member) for member in base]
    names = {name for name, _ in named}
    return (
        *(member if member.lens_id else replace(member, lens_id=known.get(name)) for name, member in named),
        *(member for name, member in others if name not in names),
    )


def _name(document: DocumentId | None) -> tuple[str, str, str]:
    if document is None:
        return ("", "", "")
    jurisdiction, number, kind = document.jurisdiction or "", document.doc_number or "", document.kind or ""
    return (jurisdiction, normal_publication(jurisdiction, number, kind), kind)
