"""MAREC documents, WIPO's ST.36 example form and a Japanese text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tokkyo.errors import RecordError
from tokkyo.formats.xml import Element
from tokkyo.model.publication import (
    Agent,
    Applicant,
    Citation,
    Claim,
    ClaimSet,
    Classification,
    DocumentId,
    Inventor,
    LiteratureCitation,
    Name,
    Owner,
    Parties,
    PatentCitation,
    PriorityClaim,
    Text,
)
from tokkyo.model.source import ClaimLink, LegalEvent, Paragraph, RelatedDocument, SourceRecord

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "epo" / "marec.xml"
Slices = Callable[[bytes], list[Element]]
Read = Callable[[Element], list[SourceRecord]]


@pytest.fixture(scope="module")
def records(slices: Slices, read: Read) -> list[SourceRecord]:
    return [record for node in slices(FIXTURE.read_bytes())[:3] for record in read(node)]


def test_identity(records: list[SourceRecord]) -> None:
    record = records[0]
    publication = record.publication
    assert record.source == "marec"
    assert (publication.jurisdiction, publication.doc_number, publication.kind) == ("US", "20030000999", "A1")
    assert (publication.date_published, publication.lang) == ("2003-01-02", "en")
    assert (record.exchanged, record.family_id, record.deleted) == ("2009-06-05", 26700001, False)
    assert record.states == ("DE", "FR")
    assert record.related == (
        RelatedDocument(
            relation="division", jurisdiction="US", doc_number="2604001", date="2001-12-20", status="granted"
        ),
    )


def test_bibliography(records: list[SourceRecord]) -> None:
    biblio = records[0].publication.biblio
    assert biblio is not None
    assert biblio.application_reference == DocumentId("US", "21766902", "A", "2002-08-13")
    assert biblio.priority_claims is not None
    assert biblio.priority_claims.claims == (PriorityClaim("US", "2604001", "A", "2001-12-20", sequence=1),)
    assert biblio.invention_title == (Text(text="Valve", lang="en"),)
    assert biblio.classifications_ipcr is not None
    assert biblio.classifications_ipcr.classifications == (
        Classification("F16K37/00", "I", "F"),
        Classification("F16K31/00", None, "F"),
    )
    assert biblio.classifications_national is not None
    assert biblio.classifications_national.classifications == (Classification("99/279"), Classification("F16K31/00B"))
    assert biblio.parties == Parties(
        applicants=(Applicant(sequence=1, extracted_name=Name("DOE JANE B.")),),
        inventors=(Inventor(residence="US", sequence=1, extracted_name=Name("DOE JANE B")),),
        agents=(Agent(sequence=1, extracted_name=Name("ROE, Rick")),),
        owners_all=(
            Owner(extracted_name=Name("Invented LLC"), extracted_address="2 Road, City", extracted_country="US"),
        ),
    )


def test_citations(records: list[SourceRecord]) -> None:
    biblio = records[0].publication.biblio
    assert biblio is not None
    assert biblio.references_cited is not None
    assert biblio.references_cited.citations == (
        Citation(
            1, PatentCitation(document_id=DocumentId("EP", "0426559", "A1")), category=("A", "D"), cited_phase="SEA"
        ),
        Citation(2, PatentCitation(document_id=DocumentId("GB", "1", "A")), cited_phase="APP"),
        Citation(3, nplcit=LiteratureCitation(text="Valves, 1999"), category=("Y",), cited_phase="SEA"),
    )


def test_texts(records: list[SourceRecord]) -> None:
    record = records[0]
    assert record.publication.abstract == (Text(text="A valve.", lang="en"),)
    assert record.publication.description == Text(text="BACKGROUND\nA valve 1 2 closes.", lang="en")
    assert record.paragraphs == (Paragraph(start=0, heading=True), Paragraph(start=11, num="0001"))
    assert record.publication.claims == (
        ClaimSet(
            claims=(Claim(claim_text=("1. A valve.",)), Claim(claim_text=("2. The valve of claim 1.",))), lang="en"
        ),
    )
    assert record.claim_links == (ClaimLink(num=1), ClaimLink(num=2, refers_to=(1,)))


def test_events_pair_countries_with_dates(records: list[SourceRecord]) -> None:
    assert records[0].events == (
        LegalEvent(
            jurisdiction="EP",
            code="25",
            date="2007-03-21",
            description="LAPSED",
            effective_date="2006-07-26",
            states=("CH",),
        ),
        LegalEvent(
            jurisdiction="EP",
            code="25",
            date="2007-03-21",
            description="LAPSED",
            effective_date="2006-10-26",
            states=("FI",),
        ),
        LegalEvent(
            jurisdiction="EP",
            code="AX",
            date="2001-01-03",
            description="EXTENSION",
            states=("AL", "LT"),
            owner="OWNER AG",
            text="TEXT; IPC: 7F 16K",
        ),
    )


def test_wipo_st36_form(records: list[SourceRecord]) -> None:
    record = records[1]
    biblio = record.publication.biblio
    assert (record.publication.doc_number, record.publication.date_published) == ("2004043551", "2004-05-27")
    assert biblio is not None
    assert biblio.classifications_ipcr is not None
    assert biblio.classifications_ipcr.classifications == (Classification("A63B57/00", None, "F"),)
    assert biblio.priority_claims is not None
    assert biblio.priority_claims.claims == (PriorityClaim("GB", "0226470.3", date="2002-11-13", sequence=1),)
    assert biblio.parties == Parties(
        applicants=(
            Applicant(
                residence="GB",
                sequence=1,
                extracted_name=Name("INVENTED GOLF LTD"),
                extracted_address="1 Way, Town",
            ),
        )
    )
    assert biblio.references_cited is not None
    assert biblio.references_cited.citations[0].cited_phase == "ISR"
    assert biblio.references_cited.citations[0].category == ("X",)
    assert record.states == ("AE",)
    assert record.publication.claims == (ClaimSet(claims=(Claim(claim_text=("A tee.",)),), lang="en"),)


def test_japanese_text_has_no_blanks_of_line_ends(records: list[SourceRecord]) -> None:
    record = records[2]
    assert (record.publication.jurisdiction, record.publication.doc_number) == ("JP", "2005518157")
    assert record.publication.description == Text(text="内蔵プリンターを有するカメラ、US6,227,652 を含む。", lang="ja")


def test_document_without_number_is_refused(slices: Slices, read: Read) -> None:
    with pytest.raises(RecordError, match="record_without_number"):
        read(slices(FIXTURE.read_bytes())[3])
