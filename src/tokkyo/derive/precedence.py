"""Which source wins where several tell of the same publication: one row per part of the record, with its reason.

Orders list source names, best first; sources not named come after in the order of `model.source.SOURCES`. `how` names
a rule of `derive.merge`:

    first      the first source that has the part
    languages  the first source's texts, and texts of the others in languages it lacks
    richest    the source with most entries, then most categories, then by order
"""

from dataclasses import dataclass
from types import MappingProxyType

from tokkyo.model.source import SOURCES

DEFAULT: tuple[str, ...] = tuple(source.name for source in SOURCES)
OFFICE_TEXTS = (
    "uspto-grant",
    "uspto-application",
    "uspto-aps",
    "ep-fulltext",
    "fulltext",
    "lens",
    "ops-fulltext",
    "ops-claims",
    "ops-description",
    "marec",
)
OFFICES = (
    "lens",
    "uspto-grant",
    "uspto-application",
    "uspto-aps",
    "ep-fulltext",
    "fulltext",
)


@dataclass(frozen=True, slots=True)
class Precedence:
    """One row: a part of the record by its path, its rule, the sources that come first, and why."""

    path: str
    how: str
    best: tuple[str, ...]
    reason: str

    @property
    def order(self) -> tuple[str, ...]:
        """Return all sources, best first."""
        return self.best + tuple(name for name in DEFAULT if name not in self.best)


def _rows(paths: str, how: str, best: tuple[str, ...], reason: str) -> tuple[Precedence, ...]:
    return tuple(Precedence(path, how, best, reason) for path in paths.split())


PRECEDENCE: tuple[Precedence, ...] = (
    *_rows("lens_id doc_key publication_type", "first", (), "only Lens records have them; the rest is derived"),
    *_rows("jurisdiction doc_number kind", "first", (), "equal in normal form; Lens and DOCDB write it best"),
    *_rows("date_published docdb_id", "first", (), "DOCDB's dates are checked against the gazette"),
    *_rows("lang", "first", OFFICES, "the office knows in which language it published"),
    *_rows("biblio.publication_reference", "first", (), "DOCDB form is what other records cite"),
    *_rows("biblio.application_reference", "first", (), "DOCDB form ties the publications of an application"),
    *_rows("biblio.application_number", "first", (), "as Lens spells it where it does"),
    *_rows("biblio.priority_claims", "first", (), "DOCDB form and linkage codes tie families"),
    *_rows("biblio.invention_title", "languages", (), "DOCDB's titles are corrected and come in more languages"),
    *_rows("biblio.parties.applicants", "first", (), "DOCDB's names are spelled alike over offices"),
    *_rows("biblio.parties.inventors", "first", (), "DOCDB's names are spelled alike over offices"),
    *_rows("biblio.parties.agents", "first", OFFICES, "DOCDB has none, the office's are complete"),
    *_rows("biblio.parties.owners_all", "first", (), "Lens joins assignments over time; others give a moment"),
    *_rows("biblio.parties.examiners", "first", OFFICES, "only offices print them"),
    *_rows("biblio.classifications_ipcr", "first", (), "DOCDB has the symbols in force, files the printed ones"),
    *_rows("biblio.classifications_cpc", "first", (), "DOCDB has the symbols in force, files the printed ones"),
    *_rows("biblio.classifications_national", "first", OFFICES, "the office's own scheme"),
    *_rows("biblio.references_cited", "richest", (), "sources drop applicant's citations or categories"),
    *_rows("biblio.cited_by", "first", (), "a base that stored publications are added to"),
    *_rows("families.simple_family", "first", (), "a base that stored publications are added to"),
    *_rows("families.extended_family", "first", (), "a base that stored publications are added to"),
    *_rows("sequence_listing", "first", ("lens", "uspto-sequences"), "the listing itself before counts of others"),
    *_rows("legal_status", "first", (), "only Lens records have it; the rest is computed"),
    *_rows("abstract", "languages", OFFICE_TEXTS, "the office's own text keeps its paragraphs"),
    *_rows("claims", "languages", OFFICE_TEXTS, "the office's own text has one claim to an entry"),
    *_rows("description", "first", OFFICE_TEXTS, "the office's own text keeps headings and paragraph numbers"),
)

TABLE = MappingProxyType({row.path: row for row in PRECEDENCE})
