"""The field registry against the request page and its own promises."""

import re
from pathlib import Path

import pytest

from tokkyo.fields.computed import COMPUTED
from tokkyo.fields.registry import FIELDS, resolve, searchable, sources, suggest
from tokkyo.fields.response import RESPONSE_PATHS, closest_path, is_response_path, response_paths_of
from tokkyo.fields.rows import ROWS
from tokkyo.fields.types import FieldType

PAGE_TYPES = {
    "String": {FieldType.TEXT, FieldType.NAME, FieldType.KEYWORD},
    "Date": {FieldType.DATE},
    "Integer": {FieldType.INTEGER},
    "Boolean": {FieldType.BOOLEAN},
    "Document Identifiers": {FieldType.IDS},
}


def page_rows(page: str) -> list[tuple[str, str]]:
    """Read (field, type) from both tables of the request page; filters count as Boolean."""
    fields = re.findall(
        r"^[A-Z][A-Za-z &]+ \| ([\w.]+) \| (String|Date|Integer|Boolean|Document Identifiers) \|", page, re.M
    )
    filters = re.findall(r"^((?:has|cites|cited)_\w+) \| .* \| true /false", page, re.M)
    return [*fields, *((name, "Boolean") for name in filters)]


def test_the_page_and_the_registry_agree(shared: Path) -> None:
    rows = page_rows((shared / "sources" / "lens_patent_request_page.txt").read_text(encoding="utf-8"))
    print(f"1 file, {len(rows)} rows")
    named = {name.replace("Ids", "ids") for name, _ in rows} | {"assistant_examiner.name.exact"}
    assert len(rows) == 134 + 1  # one row is printed twice, one name stands for two fields
    for name, kind in rows:
        field = resolve(name)
        assert field is not None, name
        assert field.type in PAGE_TYPES[kind], name
    assert {name for name, field in FIELDS.items() if field.on_page} == named


def test_the_checklist_and_the_registry_agree(shared: Path) -> None:
    lines = (shared / "specs" / "lens_fields.tsv").read_text(encoding="utf-8").splitlines()[1:]
    print(f"1 file, {len(lines)} rows")
    assert {line.split("\t")[1] for line in lines} == {row.name for row in ROWS if row.on_page}


def test_names_are_unique_and_every_field_has_values_from_somewhere() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
    for row in searchable():
        assert bool(row.paths) != (row.name in COMPUTED), row.name


def test_every_path_of_a_row_is_a_response_path() -> None:
    for row in ROWS:
        for path in row.paths:
            assert is_response_path(path.replace("[]", "")), row.name


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("title", "title"),
        ("Ids", "ids"),
        ("claims", "claim"),
        ("claims.text", "claim"),
        ("abstract.text", "abstract"),
        ("description.text", "description"),
        ("biblio.invention_title", "title"),
        ("biblio.invention_title.text", "title"),
        ("biblio.application_number", "application_number"),
        ("cpc.symbol", "class_cpc.symbol"),
        ("owner.name.exact", "owner_all.name.exact"),
        ("owner.country", "owner_all.country"),
        ("biblio.parties.applicants.extracted_name.value", "applicant.name"),
        ("reference_cited.npl.record_lens_id", "reference_cited.npl.lens_id"),
        ("date_published_sort", "date_published"),
        ("TITLE", "title"),
    ],
)
def test_aliases(written: str, meant: str) -> None:
    found = resolve(written)
    assert found is not None
    assert found.name == meant


def test_unknown_names_get_a_suggestion() -> None:
    assert resolve("applicant.nmae") is None
    assert suggest("applicant.nmae") == "applicant.name"
    assert suggest("zzzz") is None


def test_composites_are_made_of_indexed_fields() -> None:
    assert [field.name for field in sources(FIELDS["full_text"])] == ["title", "abstract", "claim", "description"]
    assert sources(FIELDS["title"]) == (FIELDS["title"],)


def test_response_paths_cover_the_documented_ones() -> None:
    for path in (
        "lens_id",
        "biblio.invention_title.text",
        "biblio.parties.applicants.extracted_name.value",
        "biblio.references_cited.citations.patcit.document_id.kind",
        "claims.claims.claim_text",
        "families.simple_family.members",
        "legal_status.calculation_log",
        "sequence_listing.organisms.tax_id",
    ):
        assert path in RESPONSE_PATHS
    assert "families.simple_family.family_id" not in RESPONSE_PATHS


def test_search_names_and_wrong_paths_lead_to_response_paths() -> None:
    assert response_paths_of("applicant.name") == ("biblio.parties.applicants.extracted_name.value",)
    assert closest_path("title") == "biblio.invention_title"
    assert closest_path("biblio.invention_titel") == "biblio.invention_title"
    assert closest_path("qqqqqqq") is None
