"""The rows of the field registry, group by group, in the order of the Lens request page.

Sources of each row: the request page (fields and filters), the additions of API 2.12.0 to 2.19.3, and the aggregation
table of the vendor's documentation.
"""

from typing import Any

from tokkyo.fields.types import Field, FieldType, Fold
from tokkyo.fields.vocabulary import (
    CITATION_CATEGORIES,
    CITED_PHASES,
    LENGTH_BUCKETS,
    LINKAGE_TYPES,
    PATENT_STATUSES,
    PUBLICATION_TYPES,
    SEQUENCE_TYPES,
)

TERMS = frozenset({"terms", "cardinality"})
CARDINALITY = frozenset({"cardinality"})
STATS = frozenset({"cardinality", "avg", "max", "min", "sum"})
HISTOGRAM = STATS | {"histogram"}
DATES = frozenset({"date_histogram"})
NOTHING: frozenset[str] = frozenset()

BIBLIO = "biblio."
PARTIES = "biblio.parties."
CITATIONS = "biblio.references_cited.citations[]."


def _text(name: str, description: str, *paths: str, **more: Any) -> Field:
    return Field(name, FieldType.TEXT, "Text Fields", description, paths, multiple=True, **more)


def _keyword(group: str, name: str, description: str, *paths: str, **more: Any) -> Field:
    return Field(name, FieldType.KEYWORD, group, description, paths, **more)


def _integer(group: str, name: str, description: str, *paths: str, **more: Any) -> Field:
    return Field(name, FieldType.INTEGER, group, description, paths, **{"sortable": True, **more})


def _date(group: str, name: str, description: str, *paths: str, **more: Any) -> Field:
    return Field(name, FieldType.DATE, group, description, paths, **{"sortable": True, **more})


def _boolean(group: str, name: str, description: str, *paths: str, **more: Any) -> Field:
    return Field(name, FieldType.BOOLEAN, group, description, paths, aggregations=frozenset({"terms"}), **more)


def _document_id(group: str, prefix: str, path: str, what: str, *, date: bool = True) -> tuple[Field, ...]:
    """The four parts of a document number under a common prefix, for lists of documents."""
    parts = [("jurisdiction", "jurisdiction"), ("doc_number", "document number"), ("kind", "kind code")]
    rows = [
        _keyword(group, f"{prefix}.{part}", f"{label} of {what}", f"{path}.{part}", multiple=True)
        for part, label in parts
    ]
    if date:
        label = f"publication date of {what}"
        rows.append(_date(group, f"{prefix}.date", label, f"{path}.date", multiple=True, sortable=False))
    return tuple(rows)


def _name_pair(group: str, name: str, description: str, *paths: str, **more: Any) -> tuple[Field, Field]:
    """A name as words, and as given for exact matches."""
    multiple = more.pop("multiple", True)
    return (
        Field(f"{name}.name", FieldType.NAME, group, description, paths, multiple=multiple, **more),
        Field(
            f"{name}.name.exact",
            FieldType.KEYWORD,
            group,
            f"{description}, the whole name",
            paths,
            multiple=multiple,
            aggregations=TERMS,
        ),
    )


def _family(kind: str) -> tuple[Field, ...]:
    prefix, path = f"family.{kind}", f"families.{kind}_family"
    what = f"a {kind} family member"
    member = f"{path}.members[]"
    return (
        *_document_id("Families", f"{prefix}.member.document_id", f"{member}.document_id", what),
        _keyword(
            "Families",
            f"{prefix}.member.lens_id",
            f"Lens ID of {what}",
            f"{member}.lens_id",
            multiple=True,
            aggregations=CARDINALITY,
        ),
        _integer(
            "Families",
            f"{prefix}.size",
            f"number of {kind} family members",
            f"{path}.size",
            aggregations=STATS,
        ),
        _integer(
            "Families",
            f"{prefix}.id",
            f"internal number of the {kind} family",
            sortable=False,
            aggregations=CARDINALITY,
            on_page=False,
        ),
    )


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
        _keyword(
            "Classifications",
            f"{name}.symbol",
            f"{label} symbols",
            path,
            multiple=True,
            aggregations=TERMS,
            aliases=(f"{scheme.removesuffix('r')}.symbol", f"{scheme}.symbol") if scheme != "cpc" else ("cpc.symbol",),
        ),
        *(_keyword("Classifications", f"{name}.{axis}", text, multiple=True) for axis, text in axes),
    )


GENERAL = (
    _keyword(
        "General",
        "lens_id",
        "unique Lens identifier, e.g. 186-488-232-022-055; old identifiers are found too",
        "lens_id",
        sortable=True,
    ),
    _date("General", "created", "earliest creation date of the record"),
    Field(
        "ids",
        FieldType.IDS,
        "General",
        "publication numbers in any spelling and Lens IDs",
        multiple=True,
        aliases=("Ids",),
    ),
    _keyword("General", "doc_number", "publication number", "doc_number", sortable=True),
    _integer("General", "docdb_id", "DOCDB identifier", "docdb_id"),
    _keyword(
        "General", "jurisdiction", "publishing office", "jurisdiction", sortable=True, aggregations=TERMS
    ),
    _keyword("General", "kind", "kind code", "kind", sortable=True, aggregations=TERMS),
    _keyword("General", "lang", "original language", "lang", sortable=True, fold=Fold.LOWER),
    _date(
        "General", "date_published", "publication date", "date_published", aggregations=DATES,
        aliases=("date_published_sort",),
    ),
    _integer("General", "year_published", "publication year"),
    _keyword(
        "General",
        "publication_type",
        "type of document",
        "publication_type",
        values=PUBLICATION_TYPES,
        sortable=True,
        aggregations=TERMS,
    ),
    _date(
        "General",
        "earliest_priority_claim_date",
        "earliest priority date",
        "biblio.priority_claims.earliest_claim.date",
        aggregations=DATES,
    ),
)  # fmt: skip

APPLICATION = (
    _keyword(
        "Application",
        "application_reference.jurisdiction",
        "office of the application",
        "biblio.application_reference.jurisdiction",
    ),
    _date(
        "Application",
        "application_reference.date",
        "filing date",
        "biblio.application_reference.date",
        aggregations=DATES,
    ),
    _keyword(
        "Application",
        "application_reference.doc_number",
        "application number as DOCDB writes it",
        "biblio.application_reference.doc_number",
    ),
    _keyword(
        "Application",
        "application_reference.kind",
        "kind code of the application",
        "biblio.application_reference.kind",
    ),
    Field(
        "application_number",
        FieldType.IDS,
        "Application",
        "application number in any spelling",
        multiple=True,
        since="2.19.0",
        on_page=False,
        aliases=("biblio.application_number",),
    ),
)

PRIORITY = (
    *_document_id("Priority", "priority_claim", "biblio.priority_claims.claims[]", "a priority"),
    _keyword(
        "Priority",
        "priority_claim.linkage_type",
        "how a priority is linked",
        "biblio.priority_claims.claims[].linkage_type",
        multiple=True,
        values=LINKAGE_TYPES,
        since="2.19.3",
        on_page=False,
    ),
)

TEXTS = (
    _text("title", "titles in every language", "biblio.invention_title[]"),
    _text("abstract", "abstracts in every language", "abstract[]", aliases=("abstract.text",)),
    _text(
        "claim",
        "claims in every language",
        aliases=("claims", "claims.text", "claim.text", "claims.claims.claim_text"),
    ),
    _text("description", "description", "description", aliases=("description.text",)),
    _text("full_text", "title, abstract, claims and description", parts=("title", "abstract", "claim", "description")),
)  # fmt: skip


def _party(group: str, name: str, path: str, label: str, place: str, place_field: str) -> tuple[Field, ...]:
    base = f"{PARTIES}{path}[]."
    return (
        Field(
            f"{name}.address",
            FieldType.NAME,
            group,
            f"{label} address",
            (base + "extracted_address",),
            multiple=True,
        ),
        *_name_pair(group, name, f"{label} name", base + "extracted_name.value"),
        _keyword(
            group,
            f"{name}.{place_field}",
            f"{label} country (ISO 3166 alpha-2)",
            base + place,
            multiple=True,
            aggregations=TERMS,
        ),
        _integer(group, f"{name}_count", f"number of {label}s", aggregations=STATS),
    )


PEOPLE = (
    *_party("Applicants", "applicant", "applicants", "applicant", "residence", "residence"),
    *_party("Inventors", "inventor", "inventors", "inventor", "residence", "residence"),
    _keyword(
        "Inventors",
        "inventor.orcid",
        "ORCID of an inventor",
        PARTIES + "inventors[].orcid",
        multiple=True,
        since="2.13.0",
        on_page=False,
    ),
    *_party("Owners", "owner_all", "owners_all", "owner", "extracted_country", "country"),
    _date(
        "Owners",
        "owner_all.execution_date",
        "date an assignment was signed",
        PARTIES + "owners_all[].execution_date",
        multiple=True,
        sortable=False,
    ),
    _date(
        "Owners",
        "owner_all.recorded_date",
        "date an assignment was recorded",
        PARTIES + "owners_all[].recorded_date",
        multiple=True,
        sortable=False,
    ),
    *_name_pair(
        "Examiners",
        "examiner",
        "examiner name",
        PARTIES + "examiners.primary_examiner.extracted_name.value",
        PARTIES + "examiners.assistant_examiner.extracted_name.value",
    ),
    _keyword(
        "Examiners",
        "examiner.department",
        "department of an examiner",
        PARTIES + "examiners.primary_examiner.department",
    ),
    *_name_pair(
        "Examiners",
        "primary_examiner",
        "primary examiner name",
        PARTIES + "examiners.primary_examiner.extracted_name.value",
        multiple=False,
    ),
    _keyword(
        "Examiners",
        "primary_examiner.department",
        "department of the primary examiner",
        PARTIES + "examiners.primary_examiner.department",
    ),
    *_name_pair(
        "Examiners",
        "assistant_examiner",
        "assistant examiner name",
        PARTIES + "examiners.assistant_examiner.extracted_name.value",
        multiple=False,
    ),
    *_party("Agents & Attorneys", "agent", "agents", "agent", "extracted_country", "country"),
)

CITED = (
    *_document_id(
        "Citations",
        "cited_by.patent.document_id",
        "biblio.cited_by.patents[].document_id",
        "a citing publication",
        date=False,
    ),
    _keyword(
        "Citations",
        "cited_by.patent.lens_id",
        "Lens ID of a citing publication",
        "biblio.cited_by.patents[].lens_id",
        multiple=True,
        aggregations=CARDINALITY,
    ),
    _integer(
        "Citations",
        "cited_by.patent_count",
        "number of citing publications",
        "biblio.cited_by.patent_count",
        aggregations=HISTOGRAM,
    ),
    _keyword(
        "Citations",
        "reference_cited.npl.external_id",
        "DOI, PubMed or PubMed Central number of a cited work",
        CITATIONS + "nplcit.external_ids[]",
        multiple=True,
        fold=Fold.LOWER,
    ),
    _keyword(
        "Citations",
        "reference_cited.npl.lens_id",
        "Lens ID of a cited scholarly work",
        CITATIONS + "nplcit.lens_id",
        multiple=True,
        aliases=("reference_cited.npl.record_lens_id",),
        aggregations=CARDINALITY,
    ),
    Field(
        "reference_cited.npl.text",
        FieldType.NAME,
        "Citations",
        "cited non-patent literature as printed",
        (CITATIONS + "nplcit.text",),
        multiple=True,
    ),
    _keyword(
        "Citations",
        "reference_cited.npl.cited_phase",
        "phase in which literature was cited",
        multiple=True,
        values=CITED_PHASES,
    ),
    _keyword(
        "Citations",
        "reference_cited.npl.category",
        "category of cited literature",
        multiple=True,
        values=CITATION_CATEGORIES,
    ),
    _integer(
        "Citations",
        "reference_cited.npl_count",
        "number of literature citations",
        "biblio.references_cited.npl_count",
        aggregations=HISTOGRAM,
    ),
    _integer(
        "Citations",
        "reference_cited.npl_resolved_count",
        "number of literature citations resolved to scholarly works",
        "biblio.references_cited.npl_resolved_count",
        aggregations=HISTOGRAM,
    ),
    _keyword(
        "Citations",
        "reference_cited.patent.lens_id",
        "Lens ID of a cited publication",
        CITATIONS + "patcit.lens_id",
        multiple=True,
        aggregations=CARDINALITY,
    ),
    _keyword(
        "Citations",
        "reference_cited.patent.category",
        "category of a cited publication",
        multiple=True,
        values=CITATION_CATEGORIES,
    ),
    _keyword(
        "Citations",
        "reference_cited.patent.cited_phase",
        "phase in which a publication was cited",
        multiple=True,
        values=CITED_PHASES,
    ),
    *_document_id(
        "Citations",
        "reference_cited.patent.document_id",
        CITATIONS + "patcit.document_id",
        "a cited publication",
    ),
    _integer(
        "Citations",
        "reference_cited.patent_count",
        "number of cited publications",
        "biblio.references_cited.patent_count",
        aggregations=HISTOGRAM,
    ),
)

LEGAL = (
    _date(
        "Legal Events",
        "legal_status.application_expiry_date",
        "date the application ended without grant",
        "legal_status.application_expiry_date",
    ),
    _date(
        "Legal Events",
        "legal_status.anticipated_term_date",
        "anticipated end of term",
        "legal_status.anticipated_term_date",
        aggregations=DATES,
    ),
    _date(
        "Legal Events",
        "legal_status.discontinuation_date",
        "date of lapse, withdrawal or abandonment",
        "legal_status.discontinuation_date",
    ),
    _date(
        "Legal Events",
        "legal_status.grant_date",
        "first grant date of the application",
        "legal_status.grant_date",
        aggregations=DATES,
    ),
    _boolean("Legal Events", "legal_status.granted", "the application was granted", "legal_status.granted"),
    _boolean("Legal Events", "legal_status.has_disclaimer", "terminal disclaimer", "legal_status.has_disclaimer"),
    _boolean("Legal Events", "legal_status.has_grant_event", "a grant event is recorded"),
    _boolean("Legal Events", "legal_status.has_entry_into_national_phase", "entry into national phase is recorded"),
    _keyword(
        "Legal Events",
        "legal_status.patent_status",
        "calculated legal status",
        "legal_status.patent_status",
        values=PATENT_STATUSES,
        aggregations=TERMS,
    ),
    _boolean(
        "Legal Events", "legal_status.has_spc", "supplementary protection certificate", "legal_status.has_spc"
    ),
    _integer("Legal Events", "legal_status.term_extension_days", "days of term extension", since="2.12.0"),
)  # fmt: skip

CLASSES = (
    *_classes("cpc", "CPC"),
    *_classes("ipcr", "IPC"),
    _keyword(
        "Classifications",
        "class_national.symbol",
        "national class symbols, e.g. 439/535",
        "biblio.classifications_national.classifications[].symbol",
        multiple=True,
        aggregations=TERMS,
    ),
)

SEQUENCES = (
    _integer(
        "Sequences",
        "sequence.count",
        "number of biological sequences",
        "sequence_listing.count",
        aggregations=STATS,
    ),
    _keyword("Sequences", "sequence.data_source", "data bank the sequences come from", multiple=True),
    _keyword("Sequences", "sequence.document_location", "section that discloses a sequence", multiple=True),
    _keyword(
        "Sequences",
        "sequence.length_bucket",
        "length range of the sequences",
        "sequence_listing.length_buckets[]",
        multiple=True,
        values=LENGTH_BUCKETS,
    ),
    _keyword(
        "Sequences",
        "sequence.organism.tax_id",
        "NCBI taxonomy number of an organism",
        "sequence_listing.organisms[].tax_id",
        multiple=True,
    ),
    _keyword(
        "Sequences",
        "sequence.type",
        "N nucleotide, P peptide or protein",
        "sequence_listing.sequence_types[]",
        multiple=True,
        values=SEQUENCE_TYPES,
    ),
    *_name_pair("Sequences", "sequence.organism", "organism name", "sequence_listing.organisms[].name"),
)

FILTERS = tuple(
    _boolean("Filter", name, description)
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

ROWS: tuple[Field, ...] = (
    *GENERAL,
    *APPLICATION,
    *PRIORITY,
    *TEXTS,
    *(row for kind in ("extended", "simple") for row in _family(kind)),
    *PEOPLE,
    *CITED,
    *LEGAL,
    *CLASSES,
    *SEQUENCES,
    *FILTERS,
)
