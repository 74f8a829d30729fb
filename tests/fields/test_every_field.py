"""Every field and filter of the request page and of later versions, through ingest, index and search over HTTP.

Each field has an example: a value, the publication that holds it and one that lacks it. A field without one fails.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from starlette.testclient import TestClient

from tokkyo.fields.registry import FIELDS, other_names
from tokkyo.fields.response import response_paths_of
from tokkyo.fields.types import Field, FieldType

# Publications of the fixtures by what they are there for: LOW has every field of a record, HIGH more and later of all
# that can be sorted by, BARE nothing.
LOW, HIGH, BARE = "EP_7700001_A1_20120307", "WO_2018900002_B2_20181121", "XK_1_Z_"
EVENTS, LISTED, EXTENDED = "BR_112016770003_A2_20170808", "US_11990004_B2_20240604", "US_11990005_B2_20240604"


@dataclass(frozen=True, slots=True)
class Example:
    """A value as a user may write it, who holds it, who lacks it; `rises` are two publications in rising order."""

    value: Any
    holder: str = LOW
    lacker: str = BARE
    rises: tuple[str, str] = (LOW, HIGH)


EXAMPLES: dict[str, Example] = {
    "lens_id": Example("120000000000002"),
    "created": Example("2012-03-15"),
    "ids": Example("EP 7700001 A1"),
    "doc_number": Example("7700001", lacker=HIGH, rises=(HIGH, LOW)),  # numbers sort as text
    "docdb_id": Example("770000001"),
    "jurisdiction": Example("ep"),
    "kind": Example("a1"),
    "lang": Example("DE"),
    "date_published": Example("2012-03-07"),
    "year_published": Example("2012"),
    "publication_type": Example("amended application"),
    "earliest_priority_claim_date": Example("2009-09-07"),
    "application_reference.jurisdiction": Example("EP"),
    "application_reference.date": Example("2010-09-06"),
    "application_reference.doc_number": Example("10700001"),
    "application_reference.kind": Example("A"),
    "application_number": Example("EP10700001.4"),
    "priority_claim.jurisdiction": Example("CH"),
    "priority_claim.doc_number": Example("140009"),
    "priority_claim.kind": Example("A"),
    "priority_claim.date": Example("2009-09-07"),
    "priority_claim.linkage_type": Example("technical priority"),
    "title": Example("bleaching"),
    "abstract": Example("peroxidase"),
    "claim": Example("bath"),
    "description": Example("linseed"),
    "full_text": Example("lukewarm"),
    "family.extended.member.document_id.jurisdiction": Example("MT"),
    "family.extended.member.document_id.doc_number": Example("4402"),
    "family.extended.member.document_id.kind": Example("B"),
    "family.extended.member.document_id.date": Example("2014-06-11"),
    "family.extended.member.lens_id": Example("120-000-000-000-045"),
    "family.extended.size": Example(3),
    "family.extended.id": Example(None),
    "family.simple.member.document_id.jurisdiction": Example("IS"),
    "family.simple.member.document_id.doc_number": Example("8801"),
    "family.simple.member.document_id.kind": Example("A"),
    "family.simple.member.document_id.date": Example("2012-05-02"),
    "family.simple.member.lens_id": Example("120-000-000-000-037"),
    "family.simple.size": Example("2"),
    "family.simple.id": Example(None),
    "applicant.address": Example("vaduz"),
    "applicant.name": Example("enzymes"),
    "applicant.name.exact": Example("Flaxen Enzymes AG"),
    "applicant.residence": Example("LI"),
    "applicant_count": Example(1),
    "inventor.address": Example("ljubljana"),
    "inventor.name": Example("Kovač"),
    "inventor.name.exact": Example("KOVAC MOJCA"),
    "inventor.residence": Example("si"),
    "inventor_count": Example("1"),
    "inventor.orcid": Example("0000-0002-1825-0097"),
    "owner_all.address": Example("Kortrijk"),
    "owner_all.name": Example("linum"),
    "owner_all.name.exact": Example("linum holding sa"),
    "owner_all.country": Example("BE"),
    "owner_all_count": Example(1),
    "owner_all.execution_date": Example("2011-01-04"),
    "owner_all.recorded_date": Example("2011-02-03"),
    "examiner.name": Example("stempel"),
    "examiner.name.exact": Example("GRETA LUPE"),
    "examiner.department": Example("4711"),
    "primary_examiner.name": Example("lupe"),
    "primary_examiner.name.exact": Example("Greta Lupe"),
    "primary_examiner.department": Example(4711),
    "assistant_examiner.name": Example("Tom"),
    "assistant_examiner.name.exact": Example("tom stempel"),
    "agent.address": Example("seilergraben"),
    "agent.name": Example("quarz"),
    "agent.name.exact": Example("QUARZ & PARTNER"),
    "agent.country": Example("CH"),
    "agent_count": Example(1),
    "cited_by.patent.document_id.jurisdiction": Example("NZ"),
    "cited_by.patent.document_id.doc_number": Example("612345"),
    "cited_by.patent.document_id.kind": Example("B2"),
    "cited_by.patent.lens_id": Example("120-000-000-000-053"),
    "cited_by.patent_count": Example(1),
    "reference_cited.npl.external_id": Example("10.5555/RETTING.7"),
    "reference_cited.npl.lens_id": Example("120-000-000-000-088"),
    "reference_cited.npl.text": Example("retting"),
    "reference_cited.npl.cited_phase": Example("exa"),
    "reference_cited.npl.category": Example("X"),
    "reference_cited.npl_count": Example(1),
    "reference_cited.npl_resolved_count": Example(1),
    "reference_cited.patent.lens_id": Example("120-000-000-000-07x"),
    "reference_cited.patent.category": Example("y"),
    "reference_cited.patent.cited_phase": Example("SEA"),
    "reference_cited.patent.document_id.jurisdiction": Example("GB"),
    "reference_cited.patent.document_id.doc_number": Example("901234"),
    "reference_cited.patent.document_id.kind": Example("A"),
    "reference_cited.patent.document_id.date": Example("1962-07-18"),
    "reference_cited.patent_count": Example(1),
    "legal_status.application_expiry_date": Example("2015-01-02"),
    "legal_status.anticipated_term_date": Example("2030-09-06"),
    "legal_status.discontinuation_date": Example("2016-03-04"),
    "legal_status.grant_date": Example("2014-06-11"),
    "legal_status.granted": Example(True),
    "legal_status.has_disclaimer": Example(True),
    "legal_status.has_grant_event": Example(True, EVENTS),
    "legal_status.has_entry_into_national_phase": Example(True, EVENTS),
    "legal_status.patent_status": Example("inactive"),
    "legal_status.has_spc": Example(True),
    "legal_status.term_extension_days": Example(40, LISTED, rises=(LISTED, EXTENDED)),
    "class_cpc.symbol": Example("C12N 9/0061"),
    "class_cpc.first_symbol": Example("d06l4/40"),
    "class_cpc.later_symbol": Example("Y02P70/62"),
    "class_cpc.inv_symbol": Example("C12N9/0061"),
    "class_cpc.add_symbol": Example("Y02P70/62"),
    "class_ipcr.symbol": Example("D01C1/04"),
    "class_ipcr.first_symbol": Example("D06L4/40"),
    "class_ipcr.later_symbol": Example("C12N9/02"),
    "class_ipcr.inv_symbol": Example("C12N9/02"),
    "class_ipcr.add_symbol": Example("D01C1/04"),
    "class_national.symbol": Example("8/401"),
    "sequence.count": Example(2),
    "sequence.data_source": Example("USPTO_FULLTEXT_RB", LISTED),
    "sequence.document_location": Example("claim"),
    "sequence.length_bucket": Example("AA_51-300"),
    "sequence.organism.tax_id": Example(4006),
    "sequence.type": Example("p"),
    "sequence.organism.name": Example("linum"),
    "sequence.organism.name.exact": Example("Linum usitatissimum"),
    "cited_by_patent": Example(True),
    "cites_npl": Example(True),
    "cites_patent": Example(True),
    "cites_resolved_npl": Example(True),
    "has_abstract": Example(True),
    "has_agent": Example(True),
    "has_applicant": Example(True),
    "has_claim": Example(True),
    "has_description": Example(True),
    "has_full_text": Example(True),
    "has_owner": Example(True),
    "has_examiner": Example(True),
    "has_inventor": Example(True),
    "has_sequence": Example(True),
    "has_title": Example(True),
    "has_docdb": Example(True, lacker=LISTED),
    "has_inpadoc": Example(True, EVENTS),
}

# Internal numbers that nobody knows beforehand: only whether there is one, and that a family shares it.
NUMBERED = ("family.extended.id", "family.simple.id")
NAMED = [name for name in EXAMPLES if name not in NUMBERED]
SORTABLE = [field.name for field in FIELDS.values() if field.sortable]
WITH_PATH = [name for name in FIELDS if response_paths_of(name)]


def ask(shelf: TestClient, **body: Any) -> list[dict[str, Any]]:
    answer = shelf.post("/patent/search", json=body)
    assert answer.status_code == 200, answer.text
    assert "x-tokkyo-warning" not in answer.headers, answer.headers["x-tokkyo-warning"]
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def keys(shelf: TestClient, query: Any, **more: Any) -> list[str]:
    return [row["doc_key"] for row in ask(shelf, query=query, include=["doc_key"], **more)]


def check(shelf: TestClient, example: Example, query: Any) -> None:
    found = keys(shelf, query)
    assert example.holder in found, query
    assert example.lacker not in found, query


def as_text(name: str, value: Any) -> str:
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return f'{name}:"{written}"'


def test_every_field_has_an_example() -> None:
    assert set(EXAMPLES) == set(FIELDS)


@pytest.mark.parametrize("name", NAMED)
def test_term_match_and_text_find_who_holds_a_value_and_not_who_lacks_it(shelf: TestClient, name: str) -> None:
    example = EXAMPLES[name]
    field = FIELDS[name]
    term = str(example.value).lower().replace("č", "c") if field.analysed else example.value
    check(shelf, example, {"term": {name: term}})
    check(shelf, example, {"terms": {name: [term]}})
    check(shelf, example, {"match": {name: example.value}})
    check(shelf, example, {"match_phrase": {name: example.value}})
    check(shelf, example, {"query_string": {"query": as_text(name, example.value)}})
    check(shelf, example, as_text(name, example.value))


@pytest.mark.parametrize("name", [name for name in NAMED if FIELDS[name].type is FieldType.BOOLEAN])
def test_flags_are_true_or_false_in_any_spelling(shelf: TestClient, name: str) -> None:
    example = EXAMPLES[name]
    for value in (True, "true", "TRUE", 1):
        check(shelf, example, {"match": {name: value}})
    for value in (False, "false", "False", 0):
        found = keys(shelf, {"match": {name: value}})
        assert example.lacker in found
        assert example.holder not in found


@pytest.mark.parametrize("name", [name for name, row in FIELDS.items() if row.type is not FieldType.BOOLEAN])
def test_exists_finds_who_holds_anything(shelf: TestClient, name: str) -> None:
    found = keys(shelf, {"exists": {"field": name}})
    assert EXAMPLES[name].holder in found
    counted = name.endswith("_count") and "." not in name
    present = {"lens_id", "created", "ids", "doc_number", "jurisdiction", "kind", "publication_type"}
    present |= {"legal_status.patent_status"} | {key for key in FIELDS if key.startswith("family.")}
    if name not in present and not counted:
        assert EXAMPLES[name].lacker not in found


@pytest.mark.parametrize("name", [name for name in NAMED if FIELDS[name].type in (FieldType.DATE, FieldType.INTEGER)])
def test_ranges_hold_their_bounds(shelf: TestClient, name: str) -> None:
    example = EXAMPLES[name]
    check(shelf, example, {"range": {name: {"gte": example.value, "lte": str(example.value)}}})
    if not FIELDS[name].multiple:
        for side in ("gt", "lt"):
            assert example.holder not in keys(shelf, {"range": {name: {side: example.value}}})


@pytest.mark.parametrize(
    "name", [name for name in NAMED if FIELDS[name].type in (FieldType.KEYWORD, FieldType.TEXT, FieldType.NAME)]
)
def test_prefixes_and_wildcards_fit(shelf: TestClient, name: str) -> None:
    example = EXAMPLES[name]
    written = str(example.value).split()[0] if FIELDS[name].analysed else str(example.value)
    if name.endswith("lens_id"):
        written = written if "-" in written else "-".join(written[at : at + 3] for at in range(0, 15, 3))
    if len(written) > 1:
        check(shelf, example, {"wildcard": {name: f"{written[:-1]}?"}})
        check(shelf, example, {"prefix": {name: written}})


@pytest.mark.parametrize("name", NAMED)
def test_other_names_mean_the_same_field(shelf: TestClient, name: str) -> None:
    example = EXAMPLES[name]
    names = other_names(FIELDS[name])
    if name.startswith("owner_all"):
        assert name.replace("owner_all", "owner") in names
    for other in (*names, name.upper()):
        check(shelf, example, {"match": {other: example.value}})


@pytest.mark.parametrize("name", SORTABLE)
def test_sorting_rises_and_falls_and_missing_values_come_last(shelf: TestClient, name: str) -> None:
    low, high = EXAMPLES[name].rises
    query = {"terms": {"ids": [key.replace("_", " ") for key in (low, high)] + ["XK 1 Z"]}}
    rising = keys(shelf, query, sort=[{name: "asc"}])
    falling = keys(shelf, query, sort=[{name: {"order": "desc"}}])
    assert sorted(rising) == sorted(falling) == sorted((low, high, BARE))
    assert rising.index(low) < rising.index(high)
    assert falling.index(high) < falling.index(low)
    if BARE not in keys(shelf, {"exists": {"field": name}}):
        assert rising[-1] == falling[-1] == BARE
    answer = shelf.get("/patent/search", params={"query": "*", "sort": f"desc({name})"})
    assert answer.status_code == 200


@pytest.mark.parametrize("name", [name for name, row in FIELDS.items() if not row.sortable])
def test_what_cannot_be_sorted_by_is_refused(shelf: TestClient, name: str) -> None:
    answer = shelf.post("/patent/search", json={"query": "*", "sort": [{name: "asc"}]})
    assert answer.status_code == 400
    assert "not_sortable" in answer.json()["message"]


def leaf_values(record: Any, path: str) -> list[Any]:
    level = [record]
    for part in path.split("."):
        level = [item[part] for item in level if isinstance(item, dict) and part in item]
        level = [inner for item in level for inner in (item if isinstance(item, list) else [item])]
    return level


@pytest.mark.parametrize("name", WITH_PATH)
def test_projection_by_path_and_by_name_keeps_that_part_alone(shelf: TestClient, name: str) -> None:
    holder = EXAMPLES[name].holder
    query = {"ids": {"values": [holder.replace("_", " ")]}}
    (whole,) = ask(shelf, query=query)
    paths = response_paths_of(name)
    (by_name,) = ask(shelf, query=query, include=[name])
    (by_path,) = ask(shelf, query=query, include=list(paths))
    assert by_name == by_path
    (without,) = ask(shelf, query=query, exclude=list(paths))
    held = [path for path in paths if leaf_values(whole, path)]
    assert held
    for path in held:
        assert leaf_values(by_path, path) == leaf_values(whole, path)
        assert not leaf_values(without, path)
    kept = {part for path in held for part in [path.split(".")[0]]}
    assert set(by_name) == kept


@pytest.mark.parametrize("name", [name for name in FIELDS if not response_paths_of(name)])
def test_search_only_names_are_refused_in_a_projection(shelf: TestClient, name: str) -> None:
    answer = shelf.post("/patent/search", json={"query": "*", "include": [name]})
    assert answer.status_code == 400
    assert "Unrecognized fields" in answer.json()["message"]


@pytest.mark.parametrize("name", NUMBERED)
def test_family_numbers_are_shared_by_a_family_and_no_other(shelf: TestClient, name: str) -> None:
    body = {"query": "*", "group_by": "SIMPLE_FAMILY" if "simple" in name else "EXTENDED_FAMILY", "size": 50}
    assert len(ask(shelf, **body)) == len(keys(shelf, "*"))
    assert keys(shelf, {"exists": {"field": name}}, size=50) == keys(shelf, "*", size=50)


IDS = (
    "EP_7700001_A1_20120307",
    "EP 7700001 A1",
    "EP_7700001_A1",
    "EP7700001A1",
    "EP7700001",
    "EP 7700001",
    "120-000-000-000-002",
    "120000000000002",
    "7,700,001",
    "EP 7,700,001 A1",
)


@pytest.mark.parametrize("written", IDS)
def test_ids_in_every_spelling_of_the_page(shelf: TestClient, written: str) -> None:
    for name in ("ids", "Ids"):
        assert keys(shelf, {"terms": {name: [written]}}) == [LOW]
        assert keys(shelf, {"term": {name: written}}) == [LOW]
    assert keys(shelf, f'ids:"{written}"') == [LOW]
    assert keys(shelf, {"ids": {"values": [written]}}) == [LOW]


@pytest.mark.parametrize("name", [name for name in FIELDS if name.endswith(".exact")])
def test_exact_names_want_the_whole_name_in_any_case(shelf: TestClient, name: str) -> None:
    whole = str(EXAMPLES[name].value)
    for written in (whole, whole.lower(), whole.upper()):
        assert LOW in keys(shelf, {"term": {name: written}})
    assert keys(shelf, {"term": {name: whole.split()[0]}}) == []


def test_field_names_of_clients_outside_the_page(shelf: TestClient) -> None:
    for name, value in (
        ("claims", "bath"),
        ("claims.text", "bath"),
        ("claim.text", "bath"),
        ("abstract.text", "peroxidase"),
        ("description.text", "linseed"),
        ("biblio.invention_title", "bleaching"),
        ("biblio.invention_title.text", "bleaching"),
        ("biblio.application_number", "EP10700001"),
        ("biblio.parties.applicants.extracted_name.value", "flaxen"),
        ("cpc.symbol", "Y02P70/62"),
        ("ipc.symbol", "D01C1/04"),
        ("owner.name", "linum"),
        ("owner.country", "be"),
        ("reference_cited.npl.record_lens_id", "120-000-000-000-088"),
    ):
        assert keys(shelf, {"match": {name: value}}) == [LOW], name
    assert set(keys(shelf, "*", sort=[{"date_published_sort": "asc"}], size=2)) == {LOW, EVENTS}


@pytest.mark.parametrize("written", ["EP10700001.4", "EP10700001", "10700001.4", "10700001", "EP 10700001 A"])
def test_application_numbers_in_their_spellings(shelf: TestClient, written: str) -> None:
    assert keys(shelf, {"term": {"application_number": written}}) == [LOW]


def test_the_types_of_fields_are_covered() -> None:
    def types(rows: list[Field]) -> set[FieldType]:
        return {row.type for row in rows}

    assert types([FIELDS[name] for name in EXAMPLES]) == set(FieldType)
