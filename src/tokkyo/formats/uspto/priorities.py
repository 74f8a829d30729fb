"""From the related documents of a US file to related rows and DOCDB-like priority claims.

DOCDB lists for a US publication: the application itself when it claims any earlier US application (or nothing at
all), foreign priorities, the PCT filing, the chain of US parents, provisionals. Numbers run 1 to n.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tokkyo.formats.uspto import numbers as uspto_numbers
from tokkyo.model.publication import DocumentId, EarliestClaim, PriorityClaim, PriorityClaims
from tokkyo.model.source import RelatedDocument


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of US files: our name, the DOCDB linkage, the linkage once the parent was abandoned.

    Without a linkage the parent is a related document but no priority.
    """

    name: str
    linkage: str | None = None
    abandoned: str | None = None


_CONTINUATION = Relation("continuation", "CONTINUATION", "ABANDONED_CONTINUATION")
_PART = Relation("continuation-in-part", "CONTINUATION_IN_PART", "ABANDONED_CIP")
_DIVISION = Relation("division", "DIVISION", "ABANDONED_DIVISION")
_REISSUE = Relation("reissue", "ORIGINAL_REISSUE")
_REEXAMINATION = Relation("reexamination", "RE_EXAMINATION")
_SUBSTITUTION = Relation("substitution", "SUBSTITUTE")
_ADDITION = Relation("addition", "ADDITION")
_NATIONAL_STAGE = Relation("pct-filing", "PCT_REGIONAL_FILING")
_UNKNOWN = Relation("related-application")

# Element names of ICE, tags of ST.32, elements of PAP, codes of APS (REIS, RLAP).
RELATIONS: dict[str, Relation] = {
    "continuation": _CONTINUATION,
    "continuation-in-part": _PART,
    "division": _DIVISION,
    "us-divisional-reissue": _DIVISION,
    "continuing-reissue": _CONTINUATION,
    "reissue": _REISSUE,
    "reexamination": _REEXAMINATION,
    "us-reexamination-reissue-merger": _REEXAMINATION,
    "substitution": _SUBSTITUTION,
    "addition": _ADDITION,
    "utility-model-basis": Relation("utility-model-basis", "UTILITY_TO_PATENT"),
    "B610": _ADDITION,
    "B620": _DIVISION,
    "B631": _CONTINUATION,
    "B632": _PART,
    "B633": _CONTINUATION,
    "B640": _REISSUE,
    "B641US": _DIVISION,
    "B645": _REEXAMINATION,
    "B646US": _REEXAMINATION,
    "B660": _SUBSTITUTION,
    "continuation-of": _CONTINUATION,
    "continuation-in-part-of": _PART,
    "division-of": _DIVISION,
    "reissue-of": _REISSUE,
    "substitution-for": _SUBSTITUTION,
    "a-371-of-international": _NATIONAL_STAGE,
    "50": _REISSUE,
    "71": _CONTINUATION,
    "72": _PART,
    "74": _DIVISION,
}


@dataclass(frozen=True, slots=True)
class Parent:
    """One step of a chain: the relation as the file names it, the parent application, its fate, its own documents."""

    relation: str
    application: DocumentId
    status: str | None = None
    patent: DocumentId | None = None
    pct: DocumentId | None = None

    @property
    def kind(self) -> Relation:
        """The relation's row; unknown names stand for a related application that is no priority."""
        return RELATIONS.get(self.relation, _UNKNOWN)

    def linkage(self) -> str | None:
        """Return the DOCDB linkage of the priority this parent gives, or None."""
        row = self.kind
        return row.abandoned if row.abandoned and (self.status or "").lower() == "abandoned" else row.linkage


@dataclass(frozen=True, slots=True)
class Origins:
    """Everything a file says about where its application comes from; `entered` is the US date of a PCT filing."""

    paris: tuple[DocumentId, ...] = ()
    pct: DocumentId | None = None
    parents: tuple[Parent, ...] = ()
    provisionals: tuple[DocumentId, ...] = ()
    entered: str | None = None


def related(origins: Origins) -> tuple[RelatedDocument, ...]:
    """Return related rows: parents with their patents and PCT filings, provisionals, the PCT filing itself.

    The status of the last says when the national stage was entered, under 35 U.S.C. 371(c).
    """
    rows: list[RelatedDocument] = []
    for parent in origins.parents:
        rows.append(_row(parent.kind.name, parent.application, parent.status))
        if parent.patent:
            rows.append(_row("parent-patent", parent.patent))
        if parent.pct:
            rows.append(_row("pct-filing", parent.pct))
    rows.extend(_row("provisional", one) for one in origins.provisionals)
    if origins.pct:
        rows.append(_row("pct-filing", origins.pct, origins.entered and f"national stage {origins.entered}"))
    return tuple(rows)


def _row(relation: str, document: DocumentId, status: str | None = None) -> RelatedDocument:
    return RelatedDocument(
        relation, document.jurisdiction, document.doc_number, document.kind, document.date, status and status.lower()
    )


def priority_claims(own: DocumentId | None, origins: Origins) -> PriorityClaims | None:
    """Return the priority claims of an application with these origins; the first mention of a number counts."""
    found: dict[tuple[str | None, str | None, str | None], PriorityClaim] = {}
    for document, linkage in _claimed(own, origins):
        key = (document.jurisdiction, document.doc_number, document.kind)
        if document.doc_number and key not in found:
            found[key] = PriorityClaim(*key, document.date, linkage, len(found) + 1)
    dates = [claim.date for claim in found.values() if claim.date]
    return PriorityClaims(tuple(found.values()), EarliestClaim(min(dates)) if dates else None) if found else None


def _claimed(own: DocumentId | None, origins: Origins) -> Iterable[tuple[DocumentId, str | None]]:
    chain = [parent for parent in origins.parents if parent.linkage()]
    if own and (chain or origins.provisionals or not (origins.paris or origins.pct)):
        yield own, None
    for document in origins.paris:
        yield document, None
    if origins.pct:
        yield origins.pct, _NATIONAL_STAGE.linkage
    for parent in chain:
        yield parent.application, parent.linkage()
        if parent.pct:
            yield parent.pct, _NATIONAL_STAGE.linkage
    for document in origins.provisionals:
        yield document, None


def parent_application(number: str, filed: str | None) -> DocumentId:
    """Return the identity of a parent: numbers of series 60 to 63 are provisionals wherever they stand."""
    digits = "".join(ch for ch in number if ch.isdigit())
    provisional = len(digits) == 8 and digits[:2] in ("60", "61", "62", "63") and "PCT" not in number.upper()
    return uspto_numbers.application(number, filed, provisional=provisional)
