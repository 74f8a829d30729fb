"""Rows of the registry: identity, application, priorities, texts and families."""

from tokkyo.fields.row_kinds import CARDINALITY, DATES, STATS, TERMS, date, document_id, integer, keyword, text
from tokkyo.fields.types import Field, FieldType, Fold, Numbering
from tokkyo.fields.vocabulary import LINKAGE_TYPES, PUBLICATION_TYPES

GENERAL = (
    keyword(
        "General",
        "lens_id",
        "unique Lens identifier, e.g. 186-488-232-022-055; old identifiers are found too",
        "lens_id",
        sortable=True,
    ),
    date("General", "created", "earliest creation date of the record"),
    Field(
        "ids",
        FieldType.IDS,
        "General",
        "publication numbers in any spelling and Lens IDs",
        multiple=True,
        aliases=("Ids",),
    ),
    keyword("General", "doc_number", "publication number", "doc_number", sortable=True),
    integer("General", "docdb_id", "DOCDB identifier", "docdb_id"),
    keyword(
        "General", "jurisdiction", "publishing office", "jurisdiction", sortable=True, aggregations=TERMS
    ),
    keyword("General", "kind", "kind code", "kind", sortable=True, aggregations=TERMS),
    keyword("General", "lang", "original language", "lang", sortable=True, fold=Fold.LOWER),
    date(
        "General", "date_published", "publication date", "date_published", aggregations=DATES,
        aliases=("date_published_sort",),
    ),
    integer("General", "year_published", "publication year"),
    keyword(
        "General",
        "publication_type",
        "type of document",
        "publication_type",
        values=PUBLICATION_TYPES,
        sortable=True,
        aggregations=TERMS,
    ),
    date(
        "General",
        "earliest_priority_claim_date",
        "earliest priority date",
        "biblio.priority_claims.earliest_claim.date",
        aggregations=DATES,
    ),
)  # fmt: skip

APPLICATION = (
    keyword(
        "Application",
        "application_reference.jurisdiction",
        "office of the application",
        "biblio.application_reference.jurisdiction",
    ),
    date(
        "Application",
        "application_reference.date",
        "filing date",
        "biblio.application_reference.date",
        aggregations=DATES,
    ),
    keyword(
        "Application",
        "application_reference.doc_number",
        "application number as DOCDB writes it",
        "biblio.application_reference.doc_number",
    ),
    keyword(
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
        numbering=Numbering.APPLICATION,
    ),
)

PRIORITY = (
    *document_id("Priority", "priority_claim", "biblio.priority_claims.claims[]", "a priority"),
    keyword(
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
    text("title", "titles in every language", "biblio.invention_title[]"),
    text("abstract", "abstracts in every language", "abstract[]", aliases=("abstract.text",)),
    text(
        "claim",
        "claims in every language",
        aliases=("claims", "claims.text", "claim.text", "claims.claims.claim_text"),
    ),
    text("description", "description", "description", aliases=("description.text",)),
    text("full_text", "title, abstract, claims and description", parts=("title", "abstract", "claim", "description")),
)  # fmt: skip


def family(kind: str) -> tuple[Field, ...]:
    """The rows of the `simple` or `extended` family."""
    prefix, path = f"family.{kind}", f"families.{kind}_family"
    what = f"a {kind} family member"
    member = f"{path}.members[]"
    return (
        *document_id("Families", f"{prefix}.member.document_id", f"{member}.document_id", what),
        keyword(
            "Families",
            f"{prefix}.member.lens_id",
            f"Lens ID of {what}",
            f"{member}.lens_id",
            multiple=True,
            aggregations=CARDINALITY,
        ),
        integer(
            "Families",
            f"{prefix}.size",
            f"number of {kind} family members",
            f"{path}.size",
            aggregations=STATS,
        ),
        integer(
            "Families",
            f"{prefix}.id",
            f"internal number of the {kind} family",
            sortable=False,
            aggregations=CARDINALITY,
            on_page=False,
        ),
    )
