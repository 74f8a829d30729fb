"""OPS family and legal answers, claims and descriptions, and full texts of other offices."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tokkyo.errors import RecordError
from tokkyo.formats.xml import Element
from tokkyo.model.publication import (
    Claim,
    ClaimSet,
    DocumentId,
    Families,
    Family,
    Name,
    Owner,
    Parties,
    PriorityClaim,
    Text,
)
from tokkyo.model.source import LegalEvent, Paragraph, RelatedDocument, SourceRecord

FULL_TEXTS = Path(__file__).resolve().parents[2] / "fixtures" / "epo" / "fulltext_documents.xml"
Load = Callable[[str], list[SourceRecord]]
Slices = Callable[[bytes], list[Element]]
Read = Callable[[Element], list[SourceRecord]]


def test_family_member_gives_family_biblio_and_legal_records(load: Load) -> None:
    family, biblio, legal = load("ops_family.xml")
    assert [record.source for record in (family, biblio, legal)] == ["ops-family", "ops-biblio", "ops-legal"]
    assert {record.publication.doc_number for record in (family, biblio, legal)} == {"3900001"}
    assert family.publication.biblio is not None
    assert family.publication.biblio.application_reference == DocumentId("EP", "19100200", "A", "2019-07-01")
    assert family.publication.biblio.priority_claims is not None
    assert family.publication.biblio.priority_claims.claims == (
        PriorityClaim("NL", "2018050001", "W", "2018-07-02", linkage_type="PCT_REGIONAL_FILING", sequence=1),
    )
    assert family.active_priorities == ("NL 2018050001 W",)
    assert family.related == (
        RelatedDocument(relation="pct-filing", jurisdiction="NL", doc_number="2018050001", kind="W", date="2018-07-02"),
    )
    assert family.publication.families == Families(simple_family=Family(family_id=60000002))
    assert biblio.publication.biblio is not None
    assert biblio.publication.biblio.invention_title == (Text(text="VALVE", lang="en"),)


def test_legal_events(load: Load) -> None:
    legal = load("ops_family.xml")[2]
    assert legal.exchanged == "2023-07-08"
    assert legal.events == (
        LegalEvent(
            jurisdiction="EP",
            code="AK",
            date="2021-01-06",
            description="DESIGNATED CONTRACTING STATES",
            influence="+",
            states=("AT", "BE", "DE"),
            text="Kind Code of Ref Document: A1",
        ),
        LegalEvent(
            jurisdiction="EP",
            code="REG",
            date="2022-02-02",
            description="REFERENCE TO A NATIONAL CODE",
            states=("GB",),
            text="Ref Legal Event Code: FG4D (EUROPEAN PATENT GRANTED)",
        ),
        LegalEvent(
            jurisdiction="EP",
            code="RAP1",
            date="2022-03-02",
            description="PARTY DATA CHANGED",
            effective_date="2022-02-01",
            owner="NEW VALVES BV",
        ),
        LegalEvent(
            jurisdiction="EP",
            code="PGFP",
            date="2023-07-08",
            description="ANNUAL FEE PAID",
            effective_date="2023-06-20",
            influence="+",
            states=("DE",),
            text="PAID",
            fee_year=5,
        ),
        LegalEvent(
            jurisdiction="EP",
            code="XX",
            date="2020-01-01",
            description="NO FIELDS",
            influence="-",
            text="A line; of text",
        ),
    )


def test_owners_of_legal_events(load: Load) -> None:
    biblio = load("ops_family.xml")[2].publication.biblio
    assert biblio is not None
    assert biblio.parties == Parties(
        owners_all=(
            Owner(recorded_date="2022-03-02", execution_date="2022-02-01", extracted_name=Name("NEW VALVES BV")),
        )
    )


def test_member_without_number_is_refused(slices: Slices, read: Read) -> None:
    with pytest.raises(RecordError, match="record_without_number"):
        read(slices(b"<family-member/>")[0])


@pytest.fixture(scope="module")
def full_texts(slices: Slices, read: Read) -> list[SourceRecord]:
    return [record for node in slices(FULL_TEXTS.read_bytes())[:3] for record in read(node)]


def test_full_text_of_another_office(full_texts: list[SourceRecord]) -> None:
    record = full_texts[0]
    publication = record.publication
    assert record.source == "fulltext"
    assert (publication.jurisdiction, publication.doc_number, publication.kind) == ("ES", "2999999", "T1")
    assert (publication.date_published, publication.lang, record.exchanged) == ("2024-12-27", "es", "2024-12-27")
    assert publication.biblio is not None
    assert publication.biblio.application_reference == DocumentId("ES", "20700001", "T", "2020-02-05")
    assert publication.description == Text(text="DESCRIPCIÓN\nUna válvula con asiento.", lang="es")
    assert record.paragraphs == (Paragraph(start=0, num="0001"), Paragraph(start=12, num="0003"))
    assert publication.claims == (
        ClaimSet(
            claims=(
                Claim(claim_text=("1. Una válvula que comprende:", "(a) un asiento.")),
                Claim(claim_text=("2. La válvula de la reivindicación 1.",)),
            ),
            lang="es",
        ),
    )
    assert record.claim_links == ()


def test_ops_claims_answer(full_texts: list[SourceRecord]) -> None:
    record = full_texts[1]
    assert record.source == "ops-claims"
    assert record.publication.claims == (
        ClaimSet(
            claims=(
                Claim(claim_text=("1. A valve comprising", "a seat.")),
                Claim(claim_text=("2. The valve of claim", "1, wherein it closes.")),
            ),
            lang="en",
        ),
    )
    assert record.publication.description is None


def test_ops_description_answer_with_number_on_the_element(full_texts: list[SourceRecord]) -> None:
    record = full_texts[2]
    assert record.source == "ops-description"
    assert (record.publication.doc_number, record.publication.kind) == ("3900001", "B1")
    assert record.publication.description == Text(text="Field\nA valve.\nBACKGROUND\nMore.", lang="en")
    assert record.paragraphs == (
        Paragraph(start=0),
        Paragraph(start=6, num="0001"),
        Paragraph(start=15, heading=True),
        Paragraph(start=26, num="0002"),
    )


def test_full_text_without_number_is_refused(slices: Slices, read: Read) -> None:
    with pytest.raises(RecordError, match="record_without_number"):
        read(slices(b'<fulltext-document source="X"><bibliographic-data/></fulltext-document>')[0])
