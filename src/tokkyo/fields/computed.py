"""Searchable fields that are not simply found at a place of the record: counts, flags, axes of classification.

Each row is a pure function of the merged publication and its facts that returns a list of values, empty when the field
has none. Boolean fields return `[True]` or nothing: absent counts as false.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from tokkyo.fields.sequence_sections import sequence_sections
from tokkyo.model.facts import Facts
from tokkyo.model.numbers import application_index_forms, index_forms
from tokkyo.model.publication import (
    Bibliography,
    Citation,
    Classifications,
    Parties,
    Publication,
    ReferencesCited,
    Text,
)

Compute = Callable[[Publication, Facts], list[Any]]

_NO_BIBLIO = Bibliography()
_NO_PARTIES = Parties()
_NO_REFERENCES = ReferencesCited()


def _biblio(publication: Publication) -> Bibliography:
    return publication.biblio or _NO_BIBLIO


def _parties(publication: Publication) -> Parties:
    return _biblio(publication).parties or _NO_PARTIES


def _references(publication: Publication) -> ReferencesCited:
    return _biblio(publication).references_cited or _NO_REFERENCES


def _flag(holds: Callable[[Publication, Facts], object]) -> Compute:
    return lambda publication, facts: [True] if holds(publication, facts) else []


def _count(party: str) -> Compute:
    return lambda publication, _: [len(getattr(_parties(publication), party))]


def _number(value: int | None) -> list[int]:
    return [] if value is None else [value]


def _year(publication: Publication, _: Facts) -> list[int]:
    text = (publication.date_published or "")[:4]
    return [int(text)] if text.isdigit() else []


def _claims(publication: Publication, _: Facts) -> list[Text]:
    return [
        Text(text="\n".join(line for claim in claim_set.claims for line in claim.claim_text), lang=claim_set.lang)
        for claim_set in publication.claims
    ]


def _axis(scheme: str, attribute: str, mark: str) -> Compute:
    """Symbols of a scheme at position F or L, or of value I or A; duplicates kept, as the real service does."""

    def compute(publication: Publication, _: Facts) -> list[str]:
        classes: Classifications | None = getattr(_biblio(publication), f"classifications_{scheme}")
        rows = classes.classifications if classes else ()
        return [row.symbol for row in rows if row.symbol and getattr(row, attribute) == mark]

    return compute


def _axes(scheme: str) -> dict[str, Compute]:
    position, value = "classification_symbol_position", "classification_value"
    return {
        f"class_{scheme}.first_symbol": _axis(scheme, position, "F"),
        f"class_{scheme}.later_symbol": _axis(scheme, position, "L"),
        f"class_{scheme}.inv_symbol": _axis(scheme, value, "I"),
        f"class_{scheme}.add_symbol": _axis(scheme, value, "A"),
    }


def _cited(kind: str, pick: Callable[[Citation], Iterable[str | None]]) -> Compute:
    """Values of all patent (`patcit`) or literature (`nplcit`) citations, each once, in order."""

    def compute(publication: Publication, _: Facts) -> list[str]:
        found = dict.fromkeys(
            value for row in _references(publication).citations if getattr(row, kind) for value in pick(row) if value
        )
        return list(found)

    return compute


def _phase(row: Citation) -> Iterable[str | None]:
    return (row.cited_phase,)


def _category(row: Citation) -> Iterable[str | None]:
    return row.category


def _resolved(publication: Publication, _: Facts) -> object:
    references = _references(publication)
    return references.npl_resolved_count or any(row.nplcit and row.nplcit.lens_id for row in references.citations)


def _cites(kind: str, count: str) -> Callable[[Publication, Facts], object]:
    def holds(publication: Publication, _: Facts) -> object:
        references = _references(publication)
        return getattr(references, count) or any(getattr(row, kind) for row in references.citations)

    return holds


def _is_cited(publication: Publication, _: Facts) -> object:
    cited_by = _biblio(publication).cited_by
    return cited_by and (cited_by.patent_count or cited_by.patents)


COMPUTED: Mapping[str, Compute] = MappingProxyType(
    {
        "created": lambda _, facts: [facts.created] if facts.created else [],
        "ids": lambda publication, facts: list(index_forms(publication, facts.lens_id_aliases)),
        "year_published": _year,
        "application_number": lambda publication, _: list(application_index_forms(publication)),
        "claim": _claims,
        "family.simple.id": lambda _, facts: _number(facts.simple_family_id),
        "family.extended.id": lambda _, facts: _number(facts.extended_family_id),
        "applicant_count": _count("applicants"),
        "inventor_count": _count("inventors"),
        "owner_all_count": _count("owners_all"),
        "agent_count": _count("agents"),
        "reference_cited.npl.cited_phase": _cited("nplcit", _phase),
        "reference_cited.npl.category": _cited("nplcit", _category),
        "reference_cited.patent.cited_phase": _cited("patcit", _phase),
        "reference_cited.patent.category": _cited("patcit", _category),
        "legal_status.has_grant_event": _flag(lambda _, facts: facts.has_grant_event),
        "legal_status.has_entry_into_national_phase": _flag(lambda _, facts: facts.has_entry_into_national_phase),
        "legal_status.term_extension_days": lambda _, facts: _number(facts.term_extension_days),
        **_axes("cpc"),
        **_axes("ipcr"),
        "sequence.data_source": lambda _, facts: list(facts.sequence_data_sources),
        "sequence.document_location": lambda publication, facts: (
            list(facts.sequence_locations) or sequence_sections(publication)
        ),
        "cited_by_patent": _flag(_is_cited),
        "cites_npl": _flag(_cites("nplcit", "npl_count")),
        "cites_patent": _flag(_cites("patcit", "patent_count")),
        "cites_resolved_npl": _flag(_resolved),
        "has_abstract": _flag(lambda publication, _: publication.abstract),
        "has_agent": _flag(lambda publication, _: _parties(publication).agents),
        "has_applicant": _flag(lambda publication, _: _parties(publication).applicants),
        "has_claim": _flag(lambda publication, _: publication.claims),
        "has_description": _flag(lambda publication, _: publication.description),
        "has_full_text": _flag(lambda _, facts: facts.has_full_text),
        "has_owner": _flag(lambda publication, _: _parties(publication).owners_all),
        "has_examiner": _flag(lambda publication, _: _parties(publication).examiners),
        "has_inventor": _flag(lambda publication, _: _parties(publication).inventors),
        "has_sequence": _flag(lambda publication, _: publication.sequence_listing),
        "has_title": _flag(lambda publication, _: _biblio(publication).invention_title),
        "has_docdb": _flag(lambda _, facts: facts.has_docdb),
        "has_inpadoc": _flag(lambda _, facts: facts.has_inpadoc),
    }
)
