"""Rows of the registry: legal status, classifications, sequences and the predefined filters."""

from tokkyo.fields.row_kinds import DATES, STATS, TERMS, boolean, date, integer, keyword, name_pair
from tokkyo.fields.types import Field
from tokkyo.fields.vocabulary import LENGTH_BUCKETS, PATENT_STATUSES, SEQUENCE_TYPES

LEGAL = (
    date(
        "Legal Events",
        "legal_status.application_expiry_date",
        "date the application ended without grant",
        "legal_status.application_expiry_date",
    ),
    date(
        "Legal Events",
        "legal_status.anticipated_term_date",
        "anticipated end of term",
        "legal_status.anticipated_term_date",
        aggregations=DATES,
    ),
    date(
        "Legal Events",
        "legal_status.discontinuation_date",
        "date of lapse, withdrawal or abandonment",
        "legal_status.discontinuation_date",
    ),
    date(
        "Legal Events",
        "legal_status.grant_date",
        "first grant date of the application",
        "legal_status.grant_date",
        aggregations=DATES,
    ),
    boolean("Legal Events", "legal_status.granted", "the application was granted", "legal_status.granted"),
    boolean("Legal Events", "legal_status.has_disclaimer", "terminal disclaimer", "legal_status.has_disclaimer"),
    boolean("Legal Events", "legal_status.has_grant_event", "a grant event is recorded"),
    boolean("Legal Events", "legal_status.has_entry_into_national_phase", "entry into national phase is recorded"),
    keyword(
        "Legal Events",
        "legal_status.patent_status",
        "calculated legal status",
        "legal_status.patent_status",
        values=PATENT_STATUSES,
        aggregations=TERMS,
    ),
    boolean(
        "Legal Events", "legal_status.has_spc", "supplementary protection certificate", "legal_status.has_spc"
    ),
    integer("Legal Events", "legal_status.term_extension_days", "days of term extension", since="2.12.0"),
)  # fmt: skip


def _classes(scheme: str, label: str) -> tuple[Field, ...]:
    path = f"biblio.classifications_{scheme}.classifications[].symbol"
    name = f"class_{scheme}"
    axes = (
        ("first_symbol", f"first {label} symbol"),
        ("later_symbol", f"later {label} symbols"),
        ("inv_symbol", f"{label} symbols marked as invention information"),
        ("add_symbol", f"{label} symbols marked as additional information"),
    )
    return (
        keyword(
            "Classifications",
            f"{name}.symbol",
            f"{label} symbols",
            path,
            multiple=True,
            aggregations=TERMS,
            aliases=(f"{scheme.removesuffix('r')}.symbol", f"{scheme}.symbol") if scheme != "cpc" else ("cpc.symbol",),
        ),
        *(keyword("Classifications", f"{name}.{axis}", text, multiple=True) for axis, text in axes),
    )


CLASSES = (
    *_classes("cpc", "CPC"),
    *_classes("ipcr", "IPC"),
    keyword(
        "Classifications",
        "class_national.symbol",
        "national class symbols, e.g. 439/535",
        "biblio.classifications_national.classifications[].symbol",
        multiple=True,
        aggregations=TERMS,
    ),
)

SEQUENCES = (
    integer(
        "Sequences",
        "sequence.count",
        "number of biological sequences",
        "sequence_listing.count",
        aggregations=STATS,
    ),
    keyword("Sequences", "sequence.data_source", "data bank the sequences come from", multiple=True),
    keyword("Sequences", "sequence.document_location", "section that discloses a sequence", multiple=True),
    keyword(
        "Sequences",
        "sequence.length_bucket",
        "length range of the sequences",
        "sequence_listing.length_buckets[]",
        multiple=True,
        values=LENGTH_BUCKETS,
    ),
    keyword(
        "Sequences",
        "sequence.organism.tax_id",
        "NCBI taxonomy number of an organism",
        "sequence_listing.organisms[].tax_id",
        multiple=True,
    ),
    keyword(
        "Sequences",
        "sequence.type",
        "N nucleotide, P peptide or protein",
        "sequence_listing.sequence_types[]",
        multiple=True,
        values=SEQUENCE_TYPES,
    ),
    *name_pair("Sequences", "sequence.organism", "organism name", "sequence_listing.organisms[].name"),
)

FILTERS = tuple(
    boolean("Filter", name, description)
    for name, description in (
        ("cited_by_patent", "is cited by other publications"),
        ("cites_npl", "cites non-patent literature"),
        ("cites_patent", "cites other publications"),
        ("cites_resolved_npl", "cites literature resolved to a scholarly work"),
        ("has_abstract", "has an abstract"),
        ("has_agent", "names an agent"),
        ("has_applicant", "names an applicant"),
        ("has_claim", "has claims"),
        ("has_description", "has a description"),
        ("has_full_text", "has the office's own full text"),
        ("has_owner", "names an owner"),
        ("has_examiner", "names an examiner"),
        ("has_inventor", "names an inventor"),
        ("has_sequence", "discloses biological sequences"),
        ("has_title", "has a title"),
        ("has_docdb", "has a DOCDB record"),
        ("has_inpadoc", "has INPADOC legal events"),
    )
)
