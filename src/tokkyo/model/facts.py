"""Facts about a publication that are searchable or needed inside but are not part of the wire record."""

from tokkyo.model.publication import Part
from tokkyo.model.source import ClaimLink, LegalEvent, OtherNumber, Paragraph, RelatedDocument


class Facts(Part, frozen=True):
    """What stands beside a merged publication in the store.

    `created` is when the record was first seen (ISO date), `sources` the sources merged into it. `simple_family_id`
    and `extended_family_id` are internal integers. `has_full_text` says that claims and description come from an
    office's own full text, `has_docdb` and `has_inpadoc` that a DOCDB record or INPADOC events exist.
    """

    created: str | None = None
    sources: tuple[str, ...] = ()
    simple_family_id: int | None = None
    extended_family_id: int | None = None
    has_full_text: bool = False
    has_docdb: bool = False
    has_inpadoc: bool = False
    has_grant_event: bool = False
    has_entry_into_national_phase: bool = False
    term_extension_days: int | None = None
    sequence_data_sources: tuple[str, ...] = ()
    sequence_locations: tuple[str, ...] = ()
    lens_id_aliases: tuple[str, ...] = ()
    active_priorities: tuple[str, ...] | None = None
    events: tuple[LegalEvent, ...] = ()
    related: tuple[RelatedDocument, ...] = ()
    numbers: tuple[OtherNumber, ...] = ()
    states: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    claim_links: tuple[ClaimLink, ...] = ()
    keywords: tuple[str, ...] = ()
