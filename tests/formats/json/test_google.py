"""Google Patents Public Data rows, whole and thin."""

import json

from tokkyo.formats.reading import Found, Problem, read
from tokkyo.model.publication import encode
from tokkyo.settings import defaults

ROW = {
    "publication_number": "US-2004137729-A1",
    "application_number": "US-72456903-A",
    "family_id": "32511112",
    "publication_date": 20040715,
    "filing_date": 20031201,
    "grant_date": 0,
    "priority_date": 20021202,
    "title_localized": [{"text": "A box", "language": "en"}, {"text": "Eine Kiste", "language": "de"}],
    "abstract_localized": [{"text": "A box with a lid.", "language": "en"}],
    "claims_localized": [
        {"text": "What is claimed is:\n1. A box with 2. sides.\n2. A box as in claim 1,\nwith a lid.", "language": "en"}
    ],
    "description_localized": [{"text": "It is a box.", "language": "en"}],
    "priority_claim": [{"application_number": "DE-10256123-A", "filing_date": 20021202}],
    "inventor_harmonized": [{"name": "PERSON A", "country_code": "DE"}],
    "assignee_harmonized": [{"name": "BOX GMBH", "country_code": ""}],
    "assignee": ["Box GmbH"],
    "examiner": [{"name": "Examiner B", "department": None, "level": None}],
    "ipc": [{"code": "B65D1/00", "inventive": True, "first": True, "tree": []}],
    "cpc": [{"code": "B65D1/02", "inventive": False, "first": False, "tree": []}],
    "fi": [{"code": "B65D1/00 A", "inventive": False, "first": False}],
    "fterm": [{"code": "3E033AA01", "inventive": False, "first": False}],
    "citation": [
        {"publication_number": "US-6790298-B2", "category": "X", "type": "SEA", "npl_text": ""},
        {"publication_number": "", "category": "YA", "type": "", "npl_text": "PERSON C: Boxes"},
    ],
}


def records(tmp_path, *rows):
    file = tmp_path / "rows.json"
    file.write_text("\n".join(json.dumps(row) for row in rows))
    outcomes = list(read([file], defaults()))
    assert [one for one in outcomes if isinstance(one, Problem)] == []
    return [one.record for one in outcomes if isinstance(one, Found)]


def test_a_whole_row_is_mapped(tmp_path):
    record = records(tmp_path, ROW)[0]
    assert (record.source, record.family_id) == ("google", 32511112)
    assert json.loads(encode(record.publication)) == {
        "jurisdiction": "US",
        "doc_number": "20040137729",
        "kind": "A1",
        "date_published": "2004-07-15",
        "lang": "en",
        "biblio": {
            "publication_reference": {
                "jurisdiction": "US",
                "doc_number": "20040137729",
                "kind": "A1",
                "date": "2004-07-15",
            },
            "application_reference": {
                "jurisdiction": "US",
                "doc_number": "72456903",
                "kind": "A",
                "date": "2003-12-01",
            },
            "application_number": "72456903",
            "priority_claims": {
                "claims": [
                    {"jurisdiction": "DE", "doc_number": "10256123", "kind": "A", "date": "2002-12-02", "sequence": 1}
                ],
                "earliest_claim": {"date": "2002-12-02"},
            },
            "invention_title": [{"text": "A box", "lang": "en"}, {"text": "Eine Kiste", "lang": "de"}],
            "parties": {
                "examiners": {"primary_examiner": {"extracted_name": {"value": "Examiner B"}}},
                "applicants": [{"sequence": 1, "extracted_name": {"value": "BOX GMBH"}}],
                "inventors": [{"residence": "DE", "sequence": 1, "extracted_name": {"value": "PERSON A"}}],
            },
            "classifications_ipcr": {
                "classifications": [
                    {"symbol": "B65D1/00", "classification_value": "I", "classification_symbol_position": "F"}
                ]
            },
            "classifications_cpc": {
                "classifications": [
                    {"symbol": "B65D1/02", "classification_value": "A", "classification_symbol_position": "L"}
                ]
            },
            "classifications_national": {"classifications": [{"symbol": "B65D1/00 A"}, {"symbol": "3E033AA01"}]},
            "references_cited": {
                "citations": [
                    {
                        "sequence": 1,
                        "patcit": {"document_id": {"jurisdiction": "US", "doc_number": "6790298", "kind": "B2"}},
                        "category": ["X"],
                        "cited_phase": "SEA",
                    },
                    {"sequence": 2, "nplcit": {"text": "PERSON C: Boxes"}, "category": ["Y", "A"]},
                ],
                "patent_count": 1,
                "npl_count": 1,
            },
        },
        "abstract": [{"text": "A box with a lid.", "lang": "en"}],
        "claims": [
            {
                "claims": [
                    {"claim_text": ["1. A box with 2. sides."]},
                    {"claim_text": ["2. A box as in claim 1,", "with a lid."]},
                ],
                "lang": "en",
            }
        ],
        "description": {"text": "It is a box.", "lang": "en"},
    }


def test_thin_exports_made_by_hand_are_read(tmp_path):
    thin = {
        "publication_number": "WO-2013121230-A1",
        "abstract_en": "A vessel.",
        "Citations": "US-1-A, US-2004002752-A1",
    }
    publication = records(tmp_path, thin)[0].publication
    cited = [one.patcit.document_id.doc_number for one in publication.biblio.references_cited.citations]
    assert cited == ["1", "20040002752"]
    assert (publication.abstract[0].text, publication.abstract[0].lang) == ("A vessel.", "en")


def test_claims_on_one_line_are_cut_too(tmp_path):
    text = "1. A box of 3.5 mm. 2. A box as in claim 1. 3. A lid."
    row = {"publication_number": "US-1-A", "claims_localized": [{"text": text, "language": "en"}]}
    claims = records(tmp_path, row)[0].publication.claims[0].claims
    assert [claim.claim_text for claim in claims] == [
        ("1. A box of 3.5 mm.",),
        ("2. A box as in claim 1.",),
        ("3. A lid.",),
    ]


def test_a_row_without_family_has_none(tmp_path):
    found = records(tmp_path, {"publication_number": "US-1-A", "family_id": "-1", "publication_date": 0})[0]
    assert (found.family_id, found.publication.date_published) == (None, None)


def test_real_rows_are_all_read(shared):
    outcomes = list(read([shared / "data/google-bigquery-json"], defaults()))
    found = [one.record for one in outcomes if isinstance(one, Found)]
    assert len(found) == 11_000
    assert not [one for one in outcomes if isinstance(one, Problem)]
    assert sum(bool(record.publication.abstract) for record in found) > 10_000
    print(f"{len(found)} real rows")
