"""Rows of the registry: citations in both directions."""

from tokkyo.fields.row_kinds import CARDINALITY, CITATIONS, HISTOGRAM, document_id, integer, keyword
from tokkyo.fields.types import Field, FieldType, Fold
from tokkyo.fields.vocabulary import CITATION_CATEGORIES, CITED_PHASES

CITED = (
    *document_id(
        "Citations",
        "cited_by.patent.document_id",
        "biblio.cited_by.patents[].document_id",
        "a citing publication",
        dated=False,
    ),
    keyword(
        "Citations",
        "cited_by.patent.lens_id",
        "Lens ID of a citing publication",
        "biblio.cited_by.patents[].lens_id",
        multiple=True,
        aggregations=CARDINALITY,
    ),
    integer(
        "Citations",
        "cited_by.patent_count",
        "number of citing publications",
        "biblio.cited_by.patent_count",
        aggregations=HISTOGRAM,
    ),
    keyword(
        "Citations",
        "reference_cited.npl.external_id",
        "DOI, PubMed or PubMed Central number of a cited work",
        CITATIONS + "nplcit.external_ids[]",
        multiple=True,
        fold=Fold.LOWER,
    ),
    keyword(
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
    keyword(
        "Citations",
        "reference_cited.npl.cited_phase",
        "phase in which literature was cited",
        multiple=True,
        values=CITED_PHASES,
    ),
    keyword(
        "Citations",
        "reference_cited.npl.category",
        "category of cited literature",
        multiple=True,
        values=CITATION_CATEGORIES,
    ),
    integer(
        "Citations",
        "reference_cited.npl_count",
        "number of literature citations",
        "biblio.references_cited.npl_count",
        aggregations=HISTOGRAM,
    ),
    integer(
        "Citations",
        "reference_cited.npl_resolved_count",
        "number of literature citations resolved to scholarly works",
        "biblio.references_cited.npl_resolved_count",
        aggregations=HISTOGRAM,
    ),
    keyword(
        "Citations",
        "reference_cited.patent.lens_id",
        "Lens ID of a cited publication",
        CITATIONS + "patcit.lens_id",
        multiple=True,
        aggregations=CARDINALITY,
    ),
    keyword(
        "Citations",
        "reference_cited.patent.category",
        "category of a cited publication",
        multiple=True,
        values=CITATION_CATEGORIES,
    ),
    keyword(
        "Citations",
        "reference_cited.patent.cited_phase",
        "phase in which a publication was cited",
        multiple=True,
        values=CITED_PHASES,
    ),
    *document_id(
        "Citations",
        "reference_cited.patent.document_id",
        CITATIONS + "patcit.document_id",
        "a cited publication",
    ),
    integer(
        "Citations",
        "reference_cited.patent_count",
        "number of cited publications",
        "biblio.references_cited.patent_count",
        aggregations=HISTOGRAM,
    ),
)
