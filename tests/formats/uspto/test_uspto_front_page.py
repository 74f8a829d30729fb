"""Rules of the front page that one file alone cannot show: parties, priorities, terms, citations."""

import pytest
from lxml import etree

from tokkyo.formats.port import Context
from tokkyo.formats.uspto.citations import references
from tokkyo.formats.uspto.ice import GRANT
from tokkyo.formats.uspto.parties import Person, parties
from tokkyo.formats.uspto.priorities import RELATIONS, Origins, Parent, priority_claims, related
from tokkyo.formats.uspto.record import term
from tokkyo.formats.uspto.sequences import length_bucket, molecule_type, organism
from tokkyo.model.publication import DocumentId, Name
from tokkyo.model.source import SourceRecord, Term

OWN = DocumentId("US", "26962908", "A", "2008-11-12")
PARIS = DocumentId("JP", "2008012345", "A", "2008-01-21")
PCT = DocumentId("JP", "2008062636", "W", "2008-07-12")
PARENT = DocumentId("US", "26614608", "A", "2008-11-06")
PROVISIONAL = DocumentId("US", "99182907", "P", "2007-12-03")

Rows = list[tuple[str | None, str | None]]


@pytest.mark.parametrize(
    ("origins", "rows", "earliest"),
    [
        (Origins(), [("26962908", None)], "2008-11-12"),
        (Origins(paris=(PARIS,)), [("2008012345", None)], "2008-01-21"),
        (Origins((PARIS,), PCT), [("2008012345", None), ("2008062636", "PCT_REGIONAL_FILING")], "2008-01-21"),
        (
            Origins(parents=(Parent("continuation", PARENT),), provisionals=(PROVISIONAL,)),
            [("26962908", None), ("26614608", "CONTINUATION"), ("99182907", None)],
            "2007-12-03",
        ),
        (
            Origins(parents=(Parent("division", PARENT, "ABANDONED"),)),
            [("26962908", None), ("26614608", "ABANDONED_DIVISION")],
            "2008-11-06",
        ),
        (
            Origins(parents=(Parent("continuation", PARENT), Parent("division", PARENT))),
            [("26962908", None), ("26614608", "CONTINUATION")],
            "2008-11-06",
        ),
        (Origins(parents=(Parent("99", PARENT),)), [("26962908", None)], "2008-11-12"),
    ],
)
def test_priority_claims_are_those_docdb_lists(origins: Origins, rows: Rows, earliest: str) -> None:
    found = priority_claims(OWN, origins)
    assert found is not None
    assert [(claim.doc_number, claim.linkage_type) for claim in found.claims] == rows
    assert [claim.sequence for claim in found.claims] == list(range(1, len(rows) + 1))
    assert found.earliest_claim is not None
    assert found.earliest_claim.date == earliest


def test_without_any_application_there_are_no_claims() -> None:
    assert priority_claims(None, Origins()) is None


def test_related_rows_name_parents_their_patents_and_filings() -> None:
    patent = DocumentId("US", "8061014", None, "2011-11-22")
    parent = Parent("continuation-in-part", PARENT, "GRANTED", patent, PCT)
    rows = related(Origins((), PCT, (parent,), (PROVISIONAL,), "2010-01-05"))
    assert [(row.relation, row.doc_number, row.status) for row in rows] == [
        ("continuation-in-part", "26614608", "granted"),
        ("parent-patent", "8061014", None),
        ("pct-filing", "2008062636", None),
        ("provisional", "99182907", None),
        ("pct-filing", "2008062636", "national stage 2010-01-05"),
    ]


def test_every_relation_is_lower_case_and_has_a_linkage() -> None:
    assert all(row.name == row.name.lower() and row.linkage for row in RELATIONS.values())


@pytest.mark.parametrize(
    ("applying", "owning", "applicants"),
    [
        (None, ["Pots B.V."], ["Pots B.V."]),
        (None, [], ["Nib Otto"]),
        (["Samovar Inc."], ["Pots B.V."], ["Samovar Inc."]),
    ],
)
def test_applicants_before_2012_are_owners_or_inventors(
    applying: list[str] | None, owning: list[str], applicants: list[str]
) -> None:
    found = parties(
        applying=None if applying is None else [Person(name) for name in applying],
        inventing=[Person(last="Nib", first="Otto")],
        owning=[Person(name) for name in owning],
    )
    assert found is not None
    assert [one.extracted_name for one in found.applicants] == [Name(name) for name in applicants]


@pytest.mark.parametrize(
    ("person", "name", "printed"),
    [
        (Person(last="Bales, Jr.", first="Thomas O."), "Bales Jr Thomas O", "Thomas O. Bales, Jr."),
        (Person("Ink & Blot, P.C."), "Ink & Blot, P.C.", "Ink & Blot, P.C."),
        (Person(), None, None),
    ],
)
def test_names(person: Person, name: str | None, printed: str | None) -> None:
    assert (person.name(), person.printed()) == (name, printed)


def test_a_state_stands_for_the_united_states() -> None:
    person = Person("Samovar Inc.", city="Reno", state="NV")
    assert (person.land(), person.address(with_country=True)) == ("US", "Reno, NV, US")


@pytest.mark.parametrize(
    ("years", "extension", "disclaimer", "found"),
    [
        ("14", None, False, Term(years=14)),
        (None, "661", False, Term(extension_days=661)),
        (None, "5 years", False, Term(extension_days=1826)),
        (None, "0", False, None),
        (None, None, True, Term(disclaimer=True)),
        (None, None, False, None),
    ],
)
def test_terms(years: str | None, extension: str | None, disclaimer: bool, found: Term | None) -> None:
    assert term(years, extension, disclaimer=disclaimer) == found


def test_citations_are_numbered_within_their_phase() -> None:
    found = references([("APP", "A book"), ("SEA", PARENT), ("APP", PARENT), (None, "Loose"), ("TPO", "Leaflet")])
    assert found is not None
    assert [(one.cited_phase, one.sequence) for one in found.citations] == [
        ("SEA", 1),
        ("APP", 1),
        ("APP", 2),
        ("TPO", 1),
        (None, 1),
    ]
    assert (found.patent_count, found.npl_count) == (2, 3)
    assert references([]) is None


@pytest.mark.parametrize(
    ("molecule", "length", "bucket"),
    [
        ("N", 100, "NT_1_100"),
        ("N", 101, "NT_101_5000"),
        ("N", 5001, "NT_5001_100K"),
        ("N", 100_001, "NT_100K"),
        ("P", 50, "AA_1_50"),
        ("P", 51, "AA_51_300"),
        ("P", 301, "AA_301"),
    ],
)
def test_length_buckets(molecule: str, length: int, bucket: str) -> None:
    assert length_bucket(molecule, length) == bucket


@pytest.mark.parametrize(("text", "kind"), [("DNA", "N"), ("nucleic acid", "N"), ("PRT", "P"), ("sugar", None)])
def test_molecules(text: str, kind: str | None) -> None:
    assert molecule_type(text) == kind


@pytest.mark.parametrize(
    ("text", "taxon"), [("Homo Sapiens", 9606), ("Unknown", -1), ("Artificial", -1), ("Yeti", None)]
)
def test_organisms(text: str, taxon: int | None) -> None:
    assert organism(text).tax_id == taxon


def _grant(inside: str, context: Context) -> SourceRecord:
    number = (
        "<publication-reference><document-id><doc-number>09000001</doc-number></document-id></publication-reference>"
    )
    biblio = f"<us-bibliographic-data-grant>{number}{inside}</us-bibliographic-data-grant>"
    (record,) = GRANT.read(etree.fromstring(f"<us-patent-grant>{biblio}</us-patent-grant>"), context)
    return record


def test_applicants_who_are_inventors_stand_for_missing_inventors(context: Context) -> None:
    person = "<addressbook><last-name>Nib</last-name><first-name>Otto</first-name></addressbook>"
    record = _grant(
        f"<us-parties><us-applicants><us-applicant app-type='applicant-inventor'>{person}</us-applicant>"
        "</us-applicants><inventors/></us-parties>",
        context,
    )
    found = record.publication.biblio and record.publication.biblio.parties
    assert found
    assert [one.extracted_name for one in found.inventors] == [one.extracted_name for one in found.applicants]


def test_a_legal_representative_is_an_applicant_beside_the_inventors(context: Context) -> None:
    person = "<addressbook><last-name>{}</last-name><first-name>Otto</first-name></addressbook>"
    record = _grant(
        "<parties><applicants>"
        f"<applicant app-type='applicant-inventor'>{person.format('Nib')}</applicant>"
        f"<applicant app-type='applicant'>{person.format('Heir')}</applicant>"
        "</applicants></parties>",
        context,
    )
    found = record.publication.biblio and record.publication.biblio.parties
    assert found
    assert [one.extracted_name for one in found.applicants] == [Name("Heir Otto")]
    assert [one.extracted_name for one in found.inventors] == [Name("Nib Otto")]


def test_a_hague_registration_is_another_number(context: Context) -> None:
    record = _grant(
        "<hague-agreement-data><international-registration-date><date>20151119</date></international-registration-date>"
        "<international-registration-number>DM/088269</international-registration-number></hague-agreement-data>",
        context,
    )
    assert [(one.jurisdiction, one.doc_number, one.date) for one in record.numbers][-1] == (
        "WO",
        "DM/088269",
        "2015-11-19",
    )


def test_a_re_indented_file_loses_the_columns_of_its_classes(context: Context) -> None:
    record = _grant(
        "<classification-national><main-classification>\n   48197 R\n  </main-classification>"
        "<further-classification> 99279</further-classification></classification-national>",
        context,
    )
    biblio = record.publication.biblio
    assert biblio
    assert biblio.classifications_national
    assert [one.symbol for one in biblio.classifications_national.classifications] == ["48/197R", "99/279"]
