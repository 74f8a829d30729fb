"""One citation in ST.36 and DOCDB form: a cited patent document or literature, its categories and its phase."""

import re
from collections.abc import Iterable, Iterator

from tokkyo.formats.parts.document_ids import document, formats
from tokkyo.formats.parts.passages import flow_text
from tokkyo.formats.values import categories
from tokkyo.formats.xml import Element, attribute, child, children, descendants, grouped, local
from tokkyo.model.publication import Citation, LiteratureCitation, PatentCitation, ReferencesCited

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>,;]+", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s*(\d{4,9})\b", re.IGNORECASE)
_PMC = re.compile(r"\bPMC\d{4,9}\b", re.IGNORECASE)

# DOCDB writes Lens' own codes; OPS spells the phase out.
PHASES = {
    "national-search-report": "SEA",
    "search": "SEA",
    "international-search-report": "ISR",
    "international-type-search-report": "ISR",
    "supplementary-international-search-report": "SUP",
    "supplementary": "SUP",
    "pre-search": "PRS",
    "national-examination": "EXA",
    "examination": "EXA",
    "international-examination": "CH2",
    "opposition": "OPP",
    "appeal": "APL",
    "applicant": "APP",
    "description": "APP",
    "third-party-observation": "TPO",
    **{code: code for code in ("SEA", "ISR", "SUP", "PRS", "APP", "EXA", "OPP", "APL", "FOP", "TPO", "CH2")},
}
_PHASE_OF_CITER = {"applicant": "APP", "examiner": "SEA"}


def citation(
    element: Element, sequence: int | None, origin: str | None = None, letters: str | None = None
) -> Citation | None:
    """Map a `citation` element, or a bare `patcit` or `nplcit`; None when it names nothing.

    `origin` is the phase and `letters` the categories where they are not said inside the element.
    """
    groups = grouped(element)
    if local(element) in ("patcit", "nplcit"):
        groups.setdefault(local(element), []).append(element)
    phase = _phase(element) or PHASES.get((origin or "").upper())
    category = categories(letters or "".join(_letters(groups)))
    for node in groups.get("patcit", ()):
        if (patent := cited_document(node)) is not None:
            return Citation(sequence=sequence, patcit=patent, category=category, cited_phase=phase)
    for node in groups.get("nplcit", ()):
        if (named := cited_literature(node)) is not None:
            return Citation(sequence=sequence, nplcit=named, category=category, cited_phase=phase)
    return None


def _letters(groups: dict[str, list[Element]]) -> Iterator[str]:
    """Yield the categories, which stand beside the cited document, inside it, or beside the relevant passages."""
    for node in groups.get("category", ()):
        yield node.text or ""
    for name in ("patcit", "nplcit", "rel-passage"):
        for group in groups.get(name, ()):
            for node in children(group, "category"):
                yield node.text or ""


def cited_document(patcit: Element) -> PatentCitation | None:
    """Return the cited publication, its DOCDB number where several notations are given."""
    found = formats([patcit])
    node = found["docdb"] if "docdb" in found else next(iter(found.values()), None)
    cited = document(node, publication=True) if node is not None else None
    return PatentCitation(document_id=cited) if cited is not None and cited.doc_number else None


def cited_literature(nplcit: Element) -> LiteratureCitation | None:
    """Return the cited literature with the DOI, PMID or PMC number printed or marked up in it."""
    node = child(nplcit, "text")
    text = flow_text(nplcit if node is None else node)
    marked = (flow_text(found) for found in descendants(nplcit, "doi"))
    return literature(text, marked) if text else None


def literature(text: str, dois: Iterable[str] = ()) -> LiteratureCitation:
    """Return literature named by a text."""
    return LiteratureCitation(text=text, external_ids=external_ids(text, dois))


def external_ids(text: str, dois: Iterable[str] = ()) -> tuple[str, ...]:
    """Return DOI (lower case), PMID digits and `pmc…` numbers printed in a text, each once.

    >>> external_ids("PHARMACEUTICS, vol. 11, DOI: 10.1208/S12249-017-0743-Z, PMID: 12345678.")
    ('10.1208/s12249-017-0743-z', '12345678')
    """
    found = [_closed(match) for match in _DOI.findall(" ".join([text, *dois]))]
    found += _PMID.findall(text) + [match.lower() for match in _PMC.findall(text)]
    return tuple(dict.fromkeys(found))


def _closed(doi: str) -> str:
    """Take off the punctuation after a printed DOI; brackets stay when they pair up."""
    doi = doi.lower().rstrip(".'”’")
    while doi.endswith((")", "]")) and doi.count(doi[-1]) > doi.count("(" if doi[-1] == ")" else "["):
        doi = doi[:-1].rstrip(".")
    return doi


def _phase(element: Element) -> str | None:
    printed = attribute(element, "cited-phase")
    known = (PHASES.get(printed) or PHASES.get(printed.upper())) if printed else None
    return known or _PHASE_OF_CITER.get(attribute(element, "cited-by") or "")


def references(citations: Iterable[Citation | None]) -> ReferencesCited | None:
    """Return the citations with their counts, or None when there are none."""
    found = tuple(one for one in citations if one is not None)
    if not found:
        return None
    patents = sum(one.patcit is not None for one in found)
    return ReferencesCited(citations=found, patent_count=patents or None, npl_count=(len(found) - patents) or None)
