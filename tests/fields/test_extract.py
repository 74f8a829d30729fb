"""From a publication to the values of every searchable field."""

import pytest

from tokkyo.fields.extract import days, field_values
from tokkyo.fields.registry import searchable
from tokkyo.model.facts import Facts
from tokkyo.model.publication import (
    Agent,
    Applicant,
    AssistantExaminer,
    Bibliography,
    Citation,
    CitedBy,
    Claim,
    ClaimSet,
    Classification,
    Classifications,
    DocumentId,
    EarliestClaim,
    Examiners,
    Families,
    Family,
    Inventor,
    LegalStatus,
    LiteratureCitation,
    Member,
    Name,
    Organism,
    Owner,
    Parties,
    PatentCitation,
    PrimaryExaminer,
    PriorityClaim,
    PriorityClaims,
    Publication,
    ReferencesCited,
    SequenceListing,
    Text,
)

DOCUMENT = DocumentId("EP", "1234567", "A1", "2001-02-03")
MEMBER = Member(DOCUMENT, "000-000-000-000-000")
CLASSES = Classifications(
    (Classification("H01M10/05", "I", "F"), Classification("H01M4/02", "I", "L"), Classification("Y02E60/10", "A", "L"))
)
WHOLE = Publication(
    lens_id="016-630-130-923-274",
    jurisdiction="US",
    doc_number="8372101",
    kind="B2",
    date_published="2013-02-12",
    doc_key="US_8372101_B2_20130212",
    docdb_id=381149713,
    lang="en",
    biblio=Bibliography(
        publication_reference=DocumentId("US", "8372101", "B2", "2013-02-12"),
        application_reference=DocumentId("US", "201113072309", "A", "2011-03-25"),
        application_number="13/072,309",
        priority_claims=PriorityClaims(
            (PriorityClaim("US", "201161550506", "P", "2011-01-01", "CONTINUATION", 1),), EarliestClaim("2011-01-01")
        ),
        invention_title=(Text("Lock", "en"), Text("Schloss", "de")),
        parties=Parties(
            Examiners(PrimaryExaminer("3731", Name("Ann Lee")), AssistantExaminer(Name("Bo Li"))),
            (Applicant("CH", 1, Name("COVIDIEN AG"), "BERN"),),
            (Inventor("US", 1, "0000-0001", Name("SMITH K"), "NY"),),
            (Agent(1, Name("Paul"), "London", "GB"),),
            (Owner("2011-04-29", "2011-04-08", Name("OWNER AG"), "BERN", "CH"),),
        ),
        classifications_ipcr=CLASSES,
        classifications_cpc=CLASSES,
        classifications_national=Classifications((Classification("606/169"),)),
        references_cited=ReferencesCited(
            (
                Citation(1, PatentCitation(DOCUMENT, "000-000-000-000-000"), None, ("X", "Y"), "SEA"),
                Citation(2, None, LiteratureCitation("A work", "004-047-148-411-345", ("10.1/x",)), ("A",), "APP"),
            ),
            1,
            1,
            1,
        ),
        cited_by=CitedBy((MEMBER,), 1),
    ),
    families=Families(Family(members=(MEMBER,), size=1), Family(members=(MEMBER, MEMBER), size=2)),
    sequence_listing=SequenceListing(("N",), ("NT_1_100",), (Organism(9606, "Homo sapiens"),), 3),
    legal_status=LegalStatus(
        True, "2013-02-12", "2014-01-01", "2031-03-25", "2015-01-01", True, patent_status="ACTIVE", has_spc=True
    ),
    abstract=(Text("A lock.", "en"),),
    claims=(ClaimSet((Claim(("1. A lock.",)), Claim(("2. The lock.", "and key"))), "en"),),
    description=Text("Long.", "en"),
    publication_type="GRANTED_PATENT",
)
FACTS = Facts(
    created="2013-02-13",
    simple_family_id=7,
    extended_family_id=8,
    has_full_text=True,
    has_docdb=True,
    has_inpadoc=True,
    has_grant_event=True,
    has_entry_into_national_phase=True,
    term_extension_days=12,
    sequence_data_sources=("WIPO_SEQL",),
    sequence_locations=("CLAIM",),
)


def test_a_full_record_has_a_value_in_every_searchable_field() -> None:
    values = field_values(WHOLE, FACTS)
    assert {row.name for row in searchable()} == set(values)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("title", [("en", "Lock"), ("de", "Schloss")]),
        ("claim", [("en", "1. A lock.\n2. The lock.\nand key")]),
        ("date_published", [15748]),
        ("year_published", [2013]),
        ("applicant.name.exact", ["COVIDIEN AG"]),
        ("examiner.name", ["Ann Lee", "Bo Li"]),
        ("class_cpc.first_symbol", ["H01M10/05"]),
        ("class_cpc.later_symbol", ["H01M4/02", "Y02E60/10"]),
        ("class_ipcr.inv_symbol", ["H01M10/05", "H01M4/02"]),
        ("class_ipcr.add_symbol", ["Y02E60/10"]),
        ("reference_cited.patent.category", ["X", "Y"]),
        ("reference_cited.npl.category", ["A"]),
        ("reference_cited.npl.cited_phase", ["APP"]),
        ("family.extended.size", [2]),
        ("sequence.organism.tax_id", ["9606"]),
        ("cites_npl", [True]),
        ("inventor_count", [1]),
    ],
)
def test_values(name: str, expected: list[object]) -> None:
    assert field_values(WHOLE, FACTS)[name] == expected


def test_an_empty_record_has_counts_of_nothing_only() -> None:
    values = field_values(Publication(), Facts())
    counts = {"applicant_count", "inventor_count", "owner_all_count", "agent_count"}
    assert {name: values[name] for name in counts} == {key: [0] for key in counts}
    assert set(values) <= counts | {"ids", "application_number"}


def test_days_are_counted_from_1970() -> None:
    assert (days("1970-01-01"), days("1900-01-01"), days("2013-13-01"), days("")) == (0, -25567, None, None)
