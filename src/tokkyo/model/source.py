"""What a reader yields: one publication as one source tells it, with facts the wire record has no place for."""

import msgspec

from tokkyo.model.publication import Part, Publication


class LegalEvent(Part, frozen=True):
    """A legal event as INPADOC or an office records it.

    `jurisdiction` is the authority whose code list `code` belongs to; `date` the gazette date, `effective_date` the
    date it takes effect (both ISO); `influence` `+`, `-` or None; `event_class` the INPADOC class letter (F grant,
    H cessation, …) where known; `states` the designated states concerned (EP, WO).
    """

    jurisdiction: str
    code: str
    date: str | None = None
    description: str | None = None
    effective_date: str | None = None
    influence: str | None = None
    event_class: str | None = None
    states: tuple[str, ...] = ()
    owner: str | None = None
    text: str | None = None
    fee_year: int | None = None


class RelatedDocument(Part, frozen=True):
    """A parent, child, provisional, reissued or earlier-published document and how it is related.

    `relation` is lower case: continuation, continuation-in-part, division, reissue, substitution, reexamination,
    provisional, correction, related-publication, pct-filing, pct-publication, addition, utility-model-basis,
    parent-patent (what was granted on a parent), related-application (the source's own code is not known).
    """

    relation: str
    jurisdiction: str | None = None
    doc_number: str | None = None
    kind: str | None = None
    date: str | None = None
    status: str | None = None


class OtherNumber(Part, frozen=True):
    """The same publication or application in another notation.

    `of` is `publication` or `application`; `format` docdb, epodoc, original.
    """

    of: str
    format: str
    jurisdiction: str | None = None
    doc_number: str | None = None
    kind: str | None = None
    date: str | None = None


class Paragraph(Part, frozen=True):
    """A paragraph of the description: its start in `description.text` (characters), its number, heading or not."""

    start: int
    num: str | None = None
    heading: bool = False


class ClaimLink(Part, frozen=True):
    """Claim number `num` refers to claims `refers_to`; empty for an independent claim."""

    num: int
    refers_to: tuple[int, ...] = ()


class Term(Part, frozen=True):
    """Term of grant as printed: length in years, extension or adjustment in days, terminal disclaimer."""

    years: int | None = None
    extension_days: int | None = None
    disclaimer: bool = False


class SequenceFacts(Part, frozen=True):
    """Where disclosed sequences come from: `data_source` (USPTO_FULLTEXT_RB, WIPO_SEQL, …), `locations` (CLAIM, …)."""

    data_sources: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()


class Provenance(Part, frozen=True):
    """Where a record was read: file as given, member path inside archives (joined with `!`), byte offset."""

    file: str
    member: str = ""
    offset: int = 0


class SourceRecord(Part, frozen=True):
    """One publication as one source tells it.

    `source` is a row of `SOURCES`. `publication` carries what the source holds, in the record's own shape; it needs
    `jurisdiction` and `doc_number` (DOCDB normal form), everything else may be missing: an OPS claims answer has
    claims only. `active_priorities` lists the priorities the source marks as active, as `US 87165806 P` keys; None
    where the source does not say. `family_id` is the DOCDB simple family, `extended_family_id` the INPADOC one.
    `exchanged` is the source's own version date (ISO): a later one replaces an earlier one of the same source.
    `deleted` marks a delete message. `simple_family` and `extended_family` name members the source lists.
    `claim_statement` is the sentence printed before the claims (`What is claimed is:`).
    """

    source: str
    publication: Publication
    provenance: Provenance | None = None
    exchanged: str | None = None
    created: str | None = None
    deleted: bool = False
    family_id: int | None = None
    extended_family_id: int | None = None
    active_priorities: tuple[str, ...] | None = None
    events: tuple[LegalEvent, ...] = ()
    related: tuple[RelatedDocument, ...] = ()
    numbers: tuple[OtherNumber, ...] = ()
    states: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    claim_links: tuple[ClaimLink, ...] = ()
    term: Term | None = None
    sequences: SequenceFacts | None = None
    keywords: tuple[str, ...] = ()
    claim_statement: str | None = None


class Source(Part, frozen=True):
    """A source as declared: name, whose it is, what a person calls it, and what it proves about a record."""

    name: str
    title: str
    full_text: bool = False
    docdb: bool = False
    inpadoc: bool = False


# Order is precedence: for a field that several sources hold, the first source in this order wins, unless
# derive/merge.py declares another order for that field.
SOURCES: tuple[Source, ...] = (
    Source("lens", "Lens record", docdb=True),
    Source("docdb", "DOCDB exchange file", docdb=True),
    Source("ops-biblio", "OPS bibliographic answer", docdb=True),
    Source("uspto-grant", "USPTO grant full text", full_text=True),
    Source("uspto-application", "USPTO application full text", full_text=True),
    Source("uspto-aps", "USPTO grant full text, APS Green Book", full_text=True),
    Source("ep-fulltext", "EPO full text", full_text=True),
    Source("fulltext", "Full text of other offices (FTM)", full_text=True),
    Source("ops-fulltext", "OPS full-text answer", full_text=True),
    Source("ops-claims", "OPS claims answer"),
    Source("ops-description", "OPS description answer"),
    Source("marec", "MAREC patent document", full_text=True),
    Source("ops-family", "OPS family answer", docdb=True),
    Source("ops-legal", "OPS legal answer", inpadoc=True),
    Source("lens-export", "Lens export line", docdb=True),
    Source("google", "Google Patents Public Data"),
    Source("uspto-sequences", "USPTO sequence listing"),
)

SOURCE_NAMES: frozenset[str] = frozenset(source.name for source in SOURCES)

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(SourceRecord)


def encode_source(record: SourceRecord) -> bytes:
    """Encode a source record as compact UTF-8 JSON."""
    return _encoder.encode(record)


def decode_source(data: bytes) -> SourceRecord:
    """Decode what `encode_source` wrote. Raises `msgspec.ValidationError`."""
    return _decoder.decode(data)
