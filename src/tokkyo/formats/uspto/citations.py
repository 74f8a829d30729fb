"""Citations of USPTO files: phases, numbering and counts as Lens has them."""

from collections.abc import Iterable

from tokkyo.model.publication import Citation, DocumentId, LiteratureCitation, PatentCitation, ReferencesCited

# Who cited, in the words and tags of the files, and the phase Lens gives it. Order is that of the answer.
PHASES: dict[str, str] = {
    "cited by examiner": "SEA",
    "CITED-BY-EXAMINER": "SEA",
    "cited by applicant": "APP",
    "cited by other": "APP",
    "CITED-BY-OTHER": "APP",
    "cited by third party": "TPO",
    "unknown": "APP",
}
_ORDER = {"SEA": 0, "APP": 1, "TPO": 2, None: 3}

Cited = tuple[str | None, DocumentId | str]


def references(cited: Iterable[Cited]) -> ReferencesCited | None:
    """Return citations from (phase, document or literature text): by phase, each phase numbered from 1."""
    rows = sorted(cited, key=lambda row: _ORDER.get(row[0], 3))
    citations: list[Citation] = []
    sequence, patents = 0, 0
    previous: str | None = None
    for phase, what in rows:
        sequence = sequence + 1 if phase == previous else 1
        previous = phase
        if isinstance(what, str):
            citations.append(Citation(sequence, None, LiteratureCitation(what), (), phase))
        else:
            patents += 1
            citations.append(Citation(sequence, PatentCitation(what), None, (), phase))
    return ReferencesCited(tuple(citations), patents, len(rows) - patents) if rows else None
