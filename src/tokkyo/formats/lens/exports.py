"""Lines of a Lens web-site export (JSONL): bibliographic data in the export's own flat shape.

| export                      | record                                                                  |
|-----------------------------|-------------------------------------------------------------------------|
| `displayKey`                | `doc_number`: `US 2009/0022735 A1` → `20090022735`                      |
| `filingNumber`              | `application_reference`, `application_number`: `GB 0711858 A`           |
| `priorityFilingKeysActive`  | `priority_claims` and the active priorities: `US 53564104 P 20040109`   |
| `owners[].executionDate`    | `owners_all`                                                            |
| `simpleFamilySize`, `familySize` | sizes of simple and extended family                                |
| `nplResolvedExternalIDs`    | `external_ids` of the citation whose text holds them, or of the only one|
"""

import re
from collections.abc import Iterator
from typing import Any

from tokkyo.errors import RecordError
from tokkyo.formats.port import Context, JsonFormat
from tokkyo.formats.values import iso_date
from tokkyo.model.numbers import normal_application, normal_publication
from tokkyo.model.publication import (
    Applicant,
    Bibliography,
    Citation,
    CitedBy,
    Classification,
    Classifications,
    DocumentId,
    EarliestClaim,
    Families,
    Family,
    Inventor,
    LiteratureCitation,
    Name,
    Owner,
    Parties,
    PriorityClaim,
    PriorityClaims,
    Publication,
    ReferencesCited,
    SequenceListing,
    Text,
)
from tokkyo.model.source import SourceRecord

_FILING = re.compile(r"([A-Z]{2}) (.+) ([A-Z]\w?)")
_PRIORITY = re.compile(r"([A-Z]{2}) (.+) ([A-Z]\w?) (\d{8})")
_TYPES = {"SUPPLEMENTARY_PROTECTION_CERTIFICATE": "SPC"}


def _matches(value: dict[str, Any]) -> bool:
    return "publicationKey" in value and "displayKey" in value and "lensId" in value


def _read(value: dict[str, Any], context: Context) -> Iterator[SourceRecord]:
    jurisdiction, kind = _text(value, "jurisdiction"), _text(value, "kindCode")
    number = _number(_text(value, "displayKey") or "", jurisdiction, kind)
    if not jurisdiction or not number:
        raise RecordError("number_missing", "the line has no publication number", fix="check the file")
    date = iso_date(_text(value, "publicationDate"))
    claims = tuple(_priorities(_texts(value, "priorityFilingKeysActive")))
    document = DocumentId(jurisdiction, number, kind, date)
    publication = Publication(
        lens_id=_text(value, "lensId"),
        jurisdiction=jurisdiction,
        doc_number=number,
        kind=kind,
        date_published=date,
        biblio=_biblio(value, document, claims),
        families=_families(value),
        sequence_listing=SequenceListing(count=value["seqCount"]) if value.get("seqCount") else None,
        publication_type=_type(_text(value, "docType")),
    )
    yield SourceRecord(
        source="lens-export",
        publication=publication,
        provenance=context.provenance,
        active_priorities=tuple(f"{claim.jurisdiction} {claim.doc_number} {claim.kind}" for claim in claims),
    )


def _number(key: str, jurisdiction: str | None, kind: str | None) -> str | None:
    """Return the number of a display key: what stands between jurisdiction and kind."""
    if not jurisdiction or not key.startswith(f"{jurisdiction} "):
        return None
    middle = re.sub(rf" {re.escape(kind)}( \d{{8}})?$", "", key[3:]) if kind else key[3:]
    return normal_publication(jurisdiction, middle, kind) or None


def _biblio(value: dict[str, Any], document: DocumentId, claims: tuple[PriorityClaim, ...]) -> Bibliography:
    application = _application(_text(value, "filingNumber"), iso_date(_text(value, "filingDate")))
    earliest = iso_date(_text(value, "earliestPriorityDate"))
    cited_by = value.get("citedByPatentCount")
    title = _text(value, "title")
    return Bibliography(
        publication_reference=document,
        application_reference=application,
        application_number=application.doc_number if application else None,
        priority_claims=PriorityClaims(claims, EarliestClaim(earliest) if earliest else None),
        invention_title=(Text(title),) if title else (),
        parties=_parties(value),
        classifications_ipcr=_classes(value, "ipcrClassifications"),
        classifications_cpc=_classes(value, "cpcClassifications"),
        classifications_national=_classes(value, "usClassifications"),
        references_cited=_references(value),
        cited_by=CitedBy(patent_count=cited_by) if cited_by else None,
    )


def _application(text: str | None, filed: str | None) -> DocumentId | None:
    found = _FILING.fullmatch(text or "")
    if found is None:
        return DocumentId(date=filed) if filed else None
    jurisdiction, number, kind = found.groups()
    return DocumentId(jurisdiction, normal_application(jurisdiction, number, kind, filed), kind, filed)


def _priorities(keys: tuple[str, ...]) -> Iterator[PriorityClaim]:
    for sequence, key in enumerate(keys, start=1):
        if found := _PRIORITY.fullmatch(key):
            jurisdiction, number, kind, date = found.groups()
            filed = iso_date(date)
            yield PriorityClaim(
                jurisdiction, normal_application(jurisdiction, number, kind, filed), kind, filed, sequence=sequence
            )


def _parties(value: dict[str, Any]) -> Parties:
    owners = [owner for owner in value.get("owners") or () if isinstance(owner, dict)]
    return Parties(
        applicants=tuple(Applicant(extracted_name=Name(name)) for name in _texts(value, "applicants")),
        inventors=tuple(
            Inventor(sequence=place, extracted_name=Name(name))
            for place, name in enumerate(_texts(value, "inventors"), start=1)
        ),
        owners_all=tuple(
            Owner(execution_date=iso_date(_text(owner, "executionDate")), extracted_name=Name(_text(owner, "name")))
            for owner in owners
        ),
    )


def _classes(value: dict[str, Any], key: str) -> Classifications | None:
    symbols = _texts(value, key)
    return Classifications(tuple(Classification(symbol) for symbol in symbols)) if symbols else None


def _references(value: dict[str, Any]) -> ReferencesCited | None:
    texts = _texts(value, "nplCitations")
    ids = _texts(value, "nplResolvedExternalIDs")
    lens_ids = _texts(value, "nplResolvedLensIDs")
    if not texts and not value.get("nplCitationCount"):
        return None
    alone = len(texts) == 1
    citations = tuple(
        Citation(
            sequence=place,
            nplcit=LiteratureCitation(
                text=text,
                lens_id=lens_ids[0] if alone and len(lens_ids) == 1 else None,
                external_ids=ids if alone else tuple(found for found in ids if _holds(text, found)),
            ),
        )
        for place, text in enumerate(texts, start=1)
    )
    return ReferencesCited(
        citations=citations, npl_count=value.get("nplCitationCount"), npl_resolved_count=value.get("nplResolvedCount")
    )


def _holds(text: str, identifier: str) -> bool:
    """Tell whether a citation names a DOI; bare PMIDs are too short to be told from other numbers."""
    return identifier.startswith("10.") and identifier in text.lower()


def _families(value: dict[str, Any]) -> Families | None:
    simple, extended = value.get("simpleFamilySize"), value.get("familySize")
    if not simple and not extended:
        return None
    return Families(Family(size=simple) if simple else None, Family(size=extended) if extended else None)


def _type(text: str | None) -> str | None:
    if text is None:
        return None
    name = text.upper().replace(" ", "_")
    return _TYPES.get(name, name)


def _text(value: dict[str, Any], key: str) -> str | None:
    found = value.get(key)
    return found.strip() or None if isinstance(found, str) else None


def _texts(value: dict[str, Any], key: str) -> tuple[str, ...]:
    found = value.get(key)
    return tuple(text for text in found if isinstance(text, str) and text) if isinstance(found, list) else ()


LENS_EXPORT = JsonFormat("lens-export", "Lens export line (JSONL)", _matches, _read)
