"""Rows of Google Patents Public Data (BigQuery table `publications`), whole or with few columns, as JSON.

| column                         | record                                                                    |
|--------------------------------|---------------------------------------------------------------------------|
| `publication_number`           | `US-2004137729-A1` → US 20040137729 A1                                    |
| `publication_date` …           | whole numbers `YYYYMMDD`, 0 for none                                      |
| `claims_localized`             | one text a language, cut into claims by their numbers                     |
| `cpc`, `ipc`, `fi`, `fterm`    | `inventive` → I or A, `first` → F or L; FI and F-terms are national       |
| `citation[]`                   | `type` SEA, APP, … is the phase, `category` letters                       |
| `assignee_harmonized`          | applicants with their country                                             |
| `Citations` (hand-made exports)| numbers joined by commas                                                  |
"""

import re
from collections.abc import Iterator
from typing import Any

from tokkyo.errors import RecordError
from tokkyo.fields.vocabulary import CITED_PHASES
from tokkyo.formats.parts.claimsets import split_numbered
from tokkyo.formats.port import Context, JsonFormat
from tokkyo.formats.values import categories, iso_date, language
from tokkyo.model.numbers import normal_application, normal_publication
from tokkyo.model.publication import (
    Applicant,
    Bibliography,
    Citation,
    Claim,
    ClaimSet,
    Classification,
    Classifications,
    DocumentId,
    EarliestClaim,
    Examiners,
    Inventor,
    LiteratureCitation,
    Name,
    Parties,
    PatentCitation,
    PrimaryExaminer,
    PriorityClaim,
    PriorityClaims,
    Publication,
    ReferencesCited,
    Text,
)
from tokkyo.model.source import SourceRecord

_NUMBER = re.compile(r"([A-Z]{2})-?(.+?)(?:-([A-Z]\w?))?")
_LANGUAGE_COLUMN = re.compile(r"(title|abstract|claims|description)_([a-z]{2})")


def _matches(value: dict[str, Any]) -> bool:
    number = value.get("publication_number")
    return isinstance(number, str) and _NUMBER.fullmatch(number) is not None and "lens_id" not in value


def _read(value: dict[str, Any], context: Context) -> Iterator[SourceRecord]:
    date = iso_date(value.get("publication_date"))
    document = _document(value.get("publication_number"), date)
    if document is None:
        raise RecordError("number_missing", "the row has no publication number", fix="check the file")
    descriptions = _localized(value, "description")
    for extra in descriptions[1:]:
        context.note("description_left_out", f"a description in {extra.lang} is not kept", "nothing: one is kept")
    publication = Publication(
        jurisdiction=document.jurisdiction,
        doc_number=document.doc_number,
        kind=document.kind,
        date_published=date,
        lang=next((text.lang for text in descriptions if text.lang), None),
        biblio=_biblio(value, document),
        abstract=_localized(value, "abstract"),
        claims=tuple(_claim_set(text) for text in _localized(value, "claims")),
        description=descriptions[0] if descriptions else None,
    )
    yield SourceRecord(
        source="google", publication=publication, provenance=context.provenance, family_id=_family(value)
    )


def _biblio(value: dict[str, Any], document: DocumentId) -> Bibliography:
    application = _application(value.get("application_number"), value.get("filing_date"))
    return Bibliography(
        publication_reference=document,
        application_reference=application,
        application_number=application.doc_number if application else None,
        priority_claims=_priorities(value),
        invention_title=_localized(value, "title"),
        parties=_parties(value),
        classifications_ipcr=_classes(value, "ipc"),
        classifications_cpc=_classes(value, "cpc"),
        classifications_national=_classes(value, "uspc", "fi", "fterm"),
        references_cited=_references(value),
    )


def _document(number: object, date: str | None = None) -> DocumentId | None:
    """Return `US-2004137729-A1` as a document number."""
    found = _NUMBER.fullmatch(number.strip()) if isinstance(number, str) else None
    if found is None:
        return None
    jurisdiction, digits, kind = found.groups()
    return DocumentId(jurisdiction, normal_publication(jurisdiction, digits, kind), kind, date)


def _application(number: object, filed: object) -> DocumentId | None:
    date = iso_date(filed) if isinstance(filed, str | int) else None
    found = _NUMBER.fullmatch(number.strip()) if isinstance(number, str) else None
    if found is None:
        return DocumentId(date=date) if date else None
    jurisdiction, digits, kind = found.groups()
    return DocumentId(jurisdiction, normal_application(jurisdiction, digits, kind, date), kind, date)


def _priorities(value: dict[str, Any]) -> PriorityClaims | None:
    claims = []
    for sequence, row in enumerate(_rows(value, "priority_claim"), start=1):
        given = row.get("application_number") or row.get("publication_number")
        found = _application(given, row.get("filing_date"))
        if found is not None and found.doc_number:
            claims.append(PriorityClaim(found.jurisdiction, found.doc_number, found.kind, found.date, None, sequence))
    earliest = iso_date(value.get("priority_date"))
    if not claims and earliest is None:
        return None
    return PriorityClaims(tuple(claims), EarliestClaim(earliest) if earliest else None)


def _parties(value: dict[str, Any]) -> Parties | None:
    applicants = tuple(Applicant(country, place, Name(name)) for place, (name, country) in _people(value, "assignee"))
    inventors = tuple(
        Inventor(country, place, extracted_name=Name(name)) for place, (name, country) in _people(value, "inventor")
    )
    examiners = [row.get("name") for row in _rows(value, "examiner")]
    primary = next((name for name in examiners if isinstance(name, str) and name), None)
    found = Examiners(PrimaryExaminer(extracted_name=Name(primary))) if primary else None
    return Parties(found, applicants, inventors) if applicants or inventors or found else None


def _people(value: dict[str, Any], role: str) -> Iterator[tuple[int, tuple[str, str | None]]]:
    """Yield place, name and country, harmonized where there are such rows, as printed otherwise."""
    rows = [(row.get("name"), row.get("country_code")) for row in _rows(value, f"{role}_harmonized")]
    plain = value.get(role)
    if not rows and isinstance(plain, list):
        rows = [(name, None) for name in plain]
    named = [(name, country or None) for name, country in rows if isinstance(name, str) and name]
    yield from enumerate(named, start=1)


def _classes(value: dict[str, Any], *columns: str) -> Classifications | None:
    found = tuple(
        Classification(
            symbol=row["code"],
            classification_value=_flag(row.get("inventive"), "I", "A") if column in ("cpc", "ipc") else None,
            classification_symbol_position=_flag(row.get("first"), "F", "L") if column in ("cpc", "ipc") else None,
        )
        for column in columns
        for row in _rows(value, column)
        if isinstance(row.get("code"), str) and row["code"]
    )
    return Classifications(found) if found else None


def _flag(value: object, yes: str, no: str) -> str | None:
    return {True: yes, False: no, "true": yes, "false": no}.get(value) if isinstance(value, bool | str) else None


def _references(value: dict[str, Any]) -> ReferencesCited | None:
    citations = [found for row in _rows(value, "citation") if (found := _citation(row)) is not None]
    plain = value.get("Citations")
    if not citations and isinstance(plain, str):
        numbers = [_document(number) for number in plain.split(",")]
        citations = [Citation(patcit=PatentCitation(found)) for found in numbers if found is not None]
    if not citations:
        return None
    numbered = tuple(
        Citation(place, one.patcit, one.nplcit, one.category, one.cited_phase)
        for place, one in enumerate(citations, start=1)
    )
    patents = sum(1 for one in numbered if one.patcit is not None)
    return ReferencesCited(numbered, patent_count=patents, npl_count=len(numbered) - patents)


def _citation(row: dict[str, Any]) -> Citation | None:
    document = _document(row.get("publication_number"), iso_date(row.get("publication_date")))
    text = row.get("npl_text")
    literature = LiteratureCitation(text=text.strip()) if isinstance(text, str) and text.strip() else None
    if document is None and literature is None:
        return None
    phase = row.get("type")
    return Citation(
        patcit=PatentCitation(document) if document else None,
        nplcit=literature if document is None else None,
        category=categories(row.get("category")),
        cited_phase=phase if phase in CITED_PHASES else None,
    )


def _localized(value: dict[str, Any], name: str) -> tuple[Text, ...]:
    """Return the texts of `title_localized` and the like, or of `abstract_en` in exports made by hand."""
    rows = [(row.get("text"), row.get("language")) for row in _rows(value, f"{name}_localized")]
    if not rows:
        rows = [
            (value[key], found[2])
            for key in value
            if (found := _LANGUAGE_COLUMN.fullmatch(key)) is not None and found[1] == name
        ]
    return tuple(Text(text.strip(), language(lang)) for text, lang in rows if isinstance(text, str) and text.strip())


def _claim_set(text: Text) -> ClaimSet:
    """Cut the claims of one language by their numbers."""
    lines = [line.strip() for line in (text.text or "").splitlines() if line.strip()]
    if len(lines) == 1:
        lines = re.split(r"(?<=[.;])\s+(?=\d{1,3}\s*\.\s)", lines[0])
    claims = split_numbered(lines)
    return ClaimSet(tuple(Claim(claim) for claim in claims), text.lang)


def _family(value: dict[str, Any]) -> int | None:
    """Return the DOCDB family; Google writes -1 where there is none."""
    text = str(value.get("family_id") or "")
    return int(text) if text.isdigit() and int(text) > 0 else None


def _rows(value: dict[str, Any], column: str) -> list[dict[str, Any]]:
    found = value.get(column)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


GOOGLE = JsonFormat("google", "Google Patents Public Data", _matches, _read)
