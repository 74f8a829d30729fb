"""The publication record in the shape and key order of the Lens patent API (response-patent, schema 1.6.5).

Field order is wire order. Empty, false and absent values are left out when encoded (`omit_defaults`), as the real
service does. Dates are ISO 8601 text (`YYYY-MM-DD`), languages lower-case ISO 639-1, jurisdictions WIPO ST.3 codes,
kinds WIPO ST.16 codes. Every struct is frozen; build from the inside out and change with `msgspec.structs.replace`.
"""

import msgspec


class Part(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Base of all parts of a record: frozen, with empty values left out of the encoding."""


class DocumentId(Part, frozen=True):
    """A document number as DOCDB writes it: `EP`, `2471949`, `A1`, `2012-07-04`."""

    jurisdiction: str | None = None
    doc_number: str | None = None
    kind: str | None = None
    date: str | None = None


class PriorityClaim(Part, frozen=True):
    """One priority; `linkage_type` spells out the DOCDB linkage code (e.g. `CONTINUATION`)."""

    jurisdiction: str | None = None
    doc_number: str | None = None
    kind: str | None = None
    date: str | None = None
    linkage_type: str | None = None
    sequence: int | None = None


class EarliestClaim(Part, frozen=True):
    """Date of the earliest priority claim."""

    date: str | None = None


class PriorityClaims(Part, frozen=True):
    """All priorities of a publication and the earliest date among them."""

    claims: tuple[PriorityClaim, ...] = ()
    earliest_claim: EarliestClaim | None = None


class Text(Part, frozen=True):
    """A text in one language; `lang` is ISO 639-1 in lower case or None where the source does not say."""

    text: str | None = None
    lang: str | None = None


class Name(Part, frozen=True):
    """A name as extracted from the source."""

    value: str | None = None


class Applicant(Part, frozen=True):
    """An applicant; `residence` is an ISO 3166 alpha-2 country."""

    residence: str | None = None
    sequence: int | None = None
    extracted_name: Name | None = None
    extracted_address: str | None = None


class Inventor(Part, frozen=True):
    """An inventor."""

    residence: str | None = None
    sequence: int | None = None
    orcid: str | None = None
    extracted_name: Name | None = None
    extracted_address: str | None = None


class Agent(Part, frozen=True):
    """A representative, agent or attorney."""

    sequence: int | None = None
    extracted_name: Name | None = None
    extracted_address: str | None = None
    extracted_country: str | None = None


class Owner(Part, frozen=True):
    """An owner or assignee, present or former."""

    recorded_date: str | None = None
    execution_date: str | None = None
    extracted_name: Name | None = None
    extracted_address: str | None = None
    extracted_country: str | None = None


class PrimaryExaminer(Part, frozen=True):
    """The primary examiner and the art unit or department."""

    department: str | None = None
    extracted_name: Name | None = None


class AssistantExaminer(Part, frozen=True):
    """The assistant examiner."""

    extracted_name: Name | None = None


class Examiners(Part, frozen=True):
    """The examiners of an application."""

    primary_examiner: PrimaryExaminer | None = None
    assistant_examiner: AssistantExaminer | None = None


class Parties(Part, frozen=True):
    """Everybody named on the publication."""

    examiners: Examiners | None = None
    applicants: tuple[Applicant, ...] = ()
    inventors: tuple[Inventor, ...] = ()
    agents: tuple[Agent, ...] = ()
    owners_all: tuple[Owner, ...] = ()


class Classification(Part, frozen=True):
    """A class symbol (`A61B17/1285`), value I (invention) or A (additional), position F (first) or L (later)."""

    symbol: str | None = None
    classification_value: str | None = None
    classification_symbol_position: str | None = None


class Classifications(Part, frozen=True):
    """The symbols of one scheme, in source order; the same symbol may appear twice (one per issuing office)."""

    classifications: tuple[Classification, ...] = ()


class PatentCitation(Part, frozen=True):
    """A cited patent document."""

    document_id: DocumentId | None = None
    lens_id: str | None = None


class LiteratureCitation(Part, frozen=True):
    """Cited non-patent literature; `external_ids` are bare DOI (lower case), PMID digits or `pmc…`."""

    text: str | None = None
    lens_id: str | None = None
    external_ids: tuple[str, ...] = ()


class Citation(Part, frozen=True):
    """One citation: either `patcit` or `nplcit`; `category` single letters (X, Y, A, …), `cited_phase` SEA, APP, …"""

    sequence: int | None = None
    patcit: PatentCitation | None = None
    nplcit: LiteratureCitation | None = None
    category: tuple[str, ...] = ()
    cited_phase: str | None = None


class ReferencesCited(Part, frozen=True):
    """All citations of a publication with their counts."""

    citations: tuple[Citation, ...] = ()
    patent_count: int | None = None
    npl_count: int | None = None
    npl_resolved_count: int | None = None


class Member(Part, frozen=True):
    """A publication named from another one: a family member or a citing document."""

    document_id: DocumentId | None = None
    lens_id: str | None = None


class CitedBy(Part, frozen=True):
    """The publications that cite this one."""

    patents: tuple[Member, ...] = ()
    patent_count: int | None = None


class Bibliography(Part, frozen=True):
    """The `biblio` object of a record."""

    publication_reference: DocumentId | None = None
    application_reference: DocumentId | None = None
    application_number: str | None = None
    priority_claims: PriorityClaims | None = None
    invention_title: tuple[Text, ...] = ()
    parties: Parties | None = None
    classifications_ipcr: Classifications | None = None
    classifications_cpc: Classifications | None = None
    classifications_national: Classifications | None = None
    references_cited: ReferencesCited | None = None
    cited_by: CitedBy | None = None


class Family(Part, frozen=True):
    """A simple or extended family: members include the record itself, `size` is their number."""

    family_id: int | None = None
    members: tuple[Member, ...] = ()
    size: int | None = None


class Families(Part, frozen=True):
    """Simple (DOCDB) and extended (INPADOC) family."""

    simple_family: Family | None = None
    extended_family: Family | None = None


class Organism(Part, frozen=True):
    """An organism a disclosed sequence comes from; `tax_id` is NCBI's, -1 when unknown or artificial."""

    tax_id: int | None = None
    name: str | None = None


class SequenceListing(Part, frozen=True):
    """Biological sequences: types N or P, length buckets such as `NT_101_5000`, organisms and their number."""

    sequence_types: tuple[str, ...] = ()
    length_buckets: tuple[str, ...] = ()
    organisms: tuple[Organism, ...] = ()
    count: int | None = None


class LegalStatus(Part, frozen=True):
    """Legal status of the application, with the steps by which it was computed."""

    granted: bool = False
    grant_date: str | None = None
    application_expiry_date: str | None = None
    anticipated_term_date: str | None = None
    discontinuation_date: str | None = None
    has_disclaimer: bool = False
    calculation_log: tuple[str, ...] = ()
    patent_status: str | None = None
    has_spc: bool = False


class Claim(Part, frozen=True):
    """One claim; several strings where the source prints it in separate paragraphs."""

    claim_text: tuple[str, ...] = ()


class ClaimSet(Part, frozen=True):
    """All claims in one language."""

    claims: tuple[Claim, ...] = ()
    lang: str | None = None


class Publication(Part, frozen=True):
    """A patent publication in the Lens response shape; key order is that of the real service."""

    lens_id: str | None = None
    jurisdiction: str | None = None
    doc_number: str | None = None
    kind: str | None = None
    date_published: str | None = None
    doc_key: str | None = None
    docdb_id: int | None = None
    lang: str | None = None
    biblio: Bibliography | None = None
    families: Families | None = None
    sequence_listing: SequenceListing | None = None
    legal_status: LegalStatus | None = None
    abstract: tuple[Text, ...] = ()
    claims: tuple[ClaimSet, ...] = ()
    description: Text | None = None
    publication_type: str | None = None


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Publication)


def encode(publication: Part) -> bytes:
    """Encode a record or a part of one as compact UTF-8 JSON in wire order."""
    return _encoder.encode(publication)


def decode(data: bytes) -> Publication:
    """Decode a record from UTF-8 JSON; unknown keys are dropped. Raises `msgspec.ValidationError`."""
    return _decoder.decode(data)
