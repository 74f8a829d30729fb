"""Lens records and export lines: read into the record's own shape, differences of the documentation taken in."""

import json
from copy import deepcopy

import pytest

from tokkyo.formats.reading import Found, Problem, read
from tokkyo.model.publication import encode
from tokkyo.settings import defaults

RECORD = {
    "lens_id": "000-000-000-000-001",
    "jurisdiction": "EP",
    "doc_number": "1234567",
    "kind": "B1",
    "date_published": "2020-01-08",
    "lang": "en",
    "biblio": {
        "publication_reference": {"jurisdiction": "EP", "doc_number": "1234567", "kind": "B1", "date": "2020-01-08"},
        "invention_title": [{"text": "A box", "lang": "en"}],
        "parties": {"examiners": {"primary_examiner": {"department": "1", "extracted_name": {"value": "A Person"}}}},
        "references_cited": {
            "citations": [
                {
                    "sequence": 1,
                    "patcit": {"document_id": {"jurisdiction": "US", "doc_number": "1", "kind": "A"}},
                    "category": ["X"],
                    "cited_phase": "SEA",
                }
            ],
            "patent_count": 1,
        },
    },
    "families": {"simple_family": {"size": 2, "family_id": 77}, "extended_family": {"size": 3, "family_id": 88}},
    "claims": [{"claims": [{"claim_text": ["1. A box."]}], "lang": "en"}],
    "publication_type": "GRANTED_PATENT",
}


def records(tmp_path, text):
    file = tmp_path / "lens.json"
    file.write_text(text if isinstance(text, str) else json.dumps(text))
    outcomes = list(read([file], defaults()))
    assert [one for one in outcomes if isinstance(one, Problem)] == []
    return [one.record for one in outcomes if isinstance(one, Found)]


def shape(record):
    return json.loads(encode(record.publication))


@pytest.mark.parametrize(
    "wrapped",
    [
        RECORD,
        [RECORD, RECORD],
        {"total": 2, "data": [RECORD, RECORD], "results": 2},
        json.dumps(RECORD) + "\n" + json.dumps(RECORD),
    ],
    ids=["bare", "array", "answer", "lines"],
)
def test_records_come_bare_in_arrays_answers_and_lines(tmp_path, wrapped):
    for record in records(tmp_path, wrapped):
        assert shape(record) == RECORD
        assert (record.source, record.family_id, record.extended_family_id) == ("lens", 77, 88)


def documented():
    """The record as the documentation would print it."""
    changed = deepcopy(RECORD)
    changed["lang"] = "EN"
    biblio = changed["biblio"]
    biblio["parties"]["examiners"] = [biblio["parties"]["examiners"]]
    citation = biblio["references_cited"]["citations"][0]
    citation["patcit"]["document_id"] = [citation["patcit"]["document_id"]]
    changed["claims"][0]["claims"][0]["claim_text"] = "1. A box."
    changed["biblio"]["cited_by"] = None
    changed["docdb_id"] = None
    return changed


def test_the_documented_shape_becomes_the_live_one(tmp_path):
    assert shape(records(tmp_path, documented())[0]) == RECORD


def test_a_projection_is_identified_by_its_key(tmp_path):
    found = records(tmp_path, {"lens_id": "000-000-000-000-001", "doc_key": "US_20100004668_A1_20100107"})[
        0
    ].publication
    assert (found.jurisdiction, found.doc_number, found.kind) == ("US", "20100004668", "A1")


def test_what_is_no_lens_record_is_told(tmp_path):
    file = tmp_path / "lens.json"
    file.write_text(json.dumps({**RECORD, "biblio": "none"}))
    problem = next(one for one in read([file], defaults()) if isinstance(one, Problem))
    assert (problem.code, problem.record) == ("lens_shape", "000-000-000-000-001")
    assert "$.biblio" in problem.message


LINE = {
    "index": "1",
    "publicationKey": "US_2009_0068101_A9_20090312",
    "lensId": "000-000-000-000-001",
    "jurisdiction": "US",
    "kindCode": "A9",
    "displayKey": "US 2009/0068101 A9 20090312",
    "publicationDate": "2009-03-12",
    "filingNumber": "US 18080608 A",
    "filingDate": "2008-07-28",
    "priorityFilingKeysActive": ["US 53564104 P 20040109", "AU 2004 900001 A 20040102"],
    "earliestPriorityDate": "2004-01-02",
    "title": "A box",
    "applicants": ["BOX INC"],
    "inventors": ["PERSON A", "PERSON B"],
    "owners": [{"name": "BOX LTD", "executionDate": "2009-01-14"}],
    "docType": "Patent Application",
    "citedByPatentCount": 3,
    "simpleFamilySize": 5,
    "familySize": 6,
    "seqCount": 214,
    "cpcClassifications": ["C12Q1/701"],
    "ipcrClassifications": ["A61K39/42"],
    "usClassifications": ["424/159.1"],
    "nplCitationCount": 2,
    "nplCitations": ["PERSON C: Boxes, doi: 10.1000/BOX.1", "PERSON D: Lids"],
    "nplResolvedCount": 1,
    "nplResolvedLensIDs": ["000-000-000-000-002"],
    "nplResolvedExternalIDs": ["12345678", "10.1000/box.1"],
}


def test_an_export_line_is_mapped_whole(tmp_path):
    record = records(tmp_path, LINE)[0]
    assert record.source == "lens-export"
    assert record.active_priorities == ("US 53564104 P", "AU 2004900001 A")
    assert shape(record) == {
        "lens_id": "000-000-000-000-001",
        "jurisdiction": "US",
        "doc_number": "20090068101",
        "kind": "A9",
        "date_published": "2009-03-12",
        "biblio": {
            "publication_reference": {
                "jurisdiction": "US",
                "doc_number": "20090068101",
                "kind": "A9",
                "date": "2009-03-12",
            },
            "application_reference": {
                "jurisdiction": "US",
                "doc_number": "18080608",
                "kind": "A",
                "date": "2008-07-28",
            },
            "application_number": "18080608",
            "priority_claims": {
                "claims": [
                    {"jurisdiction": "US", "doc_number": "53564104", "kind": "P", "date": "2004-01-09", "sequence": 1},
                    {
                        "jurisdiction": "AU",
                        "doc_number": "2004900001",
                        "kind": "A",
                        "date": "2004-01-02",
                        "sequence": 2,
                    },
                ],
                "earliest_claim": {"date": "2004-01-02"},
            },
            "invention_title": [{"text": "A box"}],
            "parties": {
                "applicants": [{"extracted_name": {"value": "BOX INC"}}],
                "inventors": [
                    {"sequence": 1, "extracted_name": {"value": "PERSON A"}},
                    {"sequence": 2, "extracted_name": {"value": "PERSON B"}},
                ],
                "owners_all": [{"execution_date": "2009-01-14", "extracted_name": {"value": "BOX LTD"}}],
            },
            "classifications_ipcr": {"classifications": [{"symbol": "A61K39/42"}]},
            "classifications_cpc": {"classifications": [{"symbol": "C12Q1/701"}]},
            "classifications_national": {"classifications": [{"symbol": "424/159.1"}]},
            "references_cited": {
                "citations": [
                    {
                        "sequence": 1,
                        "nplcit": {"text": "PERSON C: Boxes, doi: 10.1000/BOX.1", "external_ids": ["10.1000/box.1"]},
                    },
                    {"sequence": 2, "nplcit": {"text": "PERSON D: Lids"}},
                ],
                "npl_count": 2,
                "npl_resolved_count": 1,
            },
            "cited_by": {"patent_count": 3},
        },
        "families": {"simple_family": {"size": 5}, "extended_family": {"size": 6}},
        "sequence_listing": {"count": 214},
        "publication_type": "PATENT_APPLICATION",
    }


TYPES = [
    ("Granted Patent", "GRANTED_PATENT"),
    ("Search report", "SEARCH_REPORT"),
    ("Supplementary protection certificate", "SPC"),
    ("ambiguous", "AMBIGUOUS"),
]


@pytest.mark.parametrize(("printed", "expected"), TYPES)
def test_document_types_are_the_closed_list(tmp_path, printed, expected):
    assert records(tmp_path, {**LINE, "docType": printed})[0].publication.publication_type == expected


def test_the_only_citation_has_all_identifiers(tmp_path):
    line = {**LINE, "nplCitations": ["PERSON D: Lids"], "nplCitationCount": 1}
    found = records(tmp_path, line)[0].publication.biblio.references_cited.citations[0].nplcit
    assert (found.lens_id, found.external_ids) == ("000-000-000-000-002", ("12345678", "10.1000/box.1"))


def unordered(value):
    return json.dumps(value, sort_keys=True)


def test_real_lens_records_survive_unchanged(shared):
    files = sorted((shared / "data/lens-json-full").glob("*.json"))
    files += sorted((shared / "samples/lens").glob("live_get_record_*.json"))
    files.append(shared / "samples/lens/docs_search_response.json")
    for file in files:
        given = json.loads(file.read_text())
        expected = given.get("data", [given])
        found = [shape(one.record) for one in read([file], defaults()) if isinstance(one, Found)]
        assert [unordered(one) for one in found] == [unordered(one) for one in expected], file.name
    print(f"{len(files)} real Lens files")


def test_real_export_lines_are_all_read(shared):
    outcomes = list(read([shared / "data/lens-export-jsonl"], defaults()))
    found = [one.record for one in outcomes if isinstance(one, Found)]
    assert len(found) > 8000
    assert not [one for one in outcomes if isinstance(one, Problem)]
    assert all(record.publication.kind and record.publication.lens_id for record in found)
    print(f"{len(found)} real export lines")
