"""EP full text: an A1 of the first kind and a B2 with everything a front page can say."""

from collections.abc import Callable

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
from tokkyo.model.source import LegalEvent, OtherNumber, Paragraph, RelatedDocument, SourceRecord

Load = Callable[[str], list[SourceRecord]]


@pytest.fixture(scope="module")
def application(load: Load) -> SourceRecord:
    return load("ep_a1.xml")[0]


@pytest.fixture(scope="module")
def patent(load: Load) -> SourceRecord:
    return load("ep_b2.xml")[0]


def test_application_identity(application: SourceRecord) -> None:
    publication = application.publication
    assert application.source == "ep-fulltext"
    assert (publication.jurisdiction, publication.doc_number, publication.kind) == ("EP", "0000009", "A1")
    assert (publication.date_published, publication.lang, application.exchanged) == ("1978-12-20", "de", "1978-12-20")
    assert application.numbers == (
        OtherNumber(of="publication", format="original", jurisdiction="EP", doc_number="0000009"),
        OtherNumber(of="application", format="original", jurisdiction="EP", doc_number="78100001.0"),
    )
    assert application.states == ("BE", "CH", "BA")
    assert application.related == (
        RelatedDocument(
            relation="division",
            jurisdiction="EP",
            doc_number="77100009",
            kind="A",
            date="1977-01-01",
            status="parent",
        ),
    )
    assert application.events == ()


def test_application_front_page(application: SourceRecord) -> None:
    biblio = application.publication.biblio
    assert biblio is not None
    assert biblio.application_reference == DocumentId("EP", "78100001", "A", "1978-06-01")
    assert biblio.application_number == "78100001.0"
    assert biblio.priority_claims is not None
    assert biblio.priority_claims.claims == (
        PriorityClaim("US", "32695802", "P", "2002-10-03", sequence=1),
        PriorityClaim("DE", "2724675", "A", "1977-06-01", sequence=2),
    )
    assert biblio.invention_title == (Text(text="Ventil", lang="de"), Text(text="Valve", lang="en"))
    assert biblio.parties == Parties(
        applicants=(
            Applicant(
                residence="DE", sequence=1, extracted_name=Name("Erfunden AG"), extracted_address="Weg 1, 1000 Ort"
            ),
        ),
        inventors=(Inventor(residence="DE", sequence=1, extracted_name=Name("Muster, Eva"), extracted_address="Ort"),),
    )
    assert biblio.classifications_ipcr is not None
    assert biblio.classifications_ipcr.classifications == (
        Classification("C07D307/12", "I", "F"),
        Classification("C07D407/12", "I", "L"),
        Classification("A01N43/08", "A", "L"),
    )
    assert biblio.references_cited is not None
    assert biblio.references_cited.citations == (
        Citation(
            sequence=1,
            patcit=PatentCitation(document_id=DocumentId("GB", "2364924", "A", "2002-02-13")),
            category=("X",),
            cited_phase="SEA",
        ),
    )


def test_application_texts(application: SourceRecord) -> None:
    publication = application.publication
    assert publication.abstract == (Text(text="Ein Ventil.", lang="de"),)
    assert publication.description == Text(text="Gebiet\nEin Ventil mit R1: Sitz Kegel", lang="de")
    assert application.paragraphs == (Paragraph(start=0, heading=True), Paragraph(start=7, num="0001"))
    assert publication.claims == (
        ClaimSet(
            claims=(
                Claim(claim_text=("Ventil, umfassend:", "einen Sitz und", "einen Kegel.")),
                Claim(claim_text=("Ventil nach Anspruch 1.",)),
            ),
            lang="de",
        ),
    )


def test_patent_parties_classes_and_citations(patent: SourceRecord) -> None:
    biblio = patent.publication.biblio
    assert biblio is not None
    assert patent.publication.kind == "B2"
    assert biblio.parties == Parties(
        applicants=(
            Applicant(
                residence="US", sequence=1, extracted_name=Name("Invented LLC"), extracted_address="2 Road, City"
            ),
        ),
        inventors=(
            Inventor(residence="US", sequence=1, extracted_name=Name("DOE, Jane"), extracted_address="1 Street, Town"),
        ),
        agents=(
            Agent(
                sequence=1,
                extracted_name=Name("Agency"),
                extracted_address="3 Lane, London",
                extracted_country="GB",
            ),
        ),
        owners_all=(
            Owner(extracted_name=Name("Invented LLC"), extracted_address="2 Road, City", extracted_country="US"),
        ),
    )
    assert biblio.classifications_cpc is not None
    assert biblio.classifications_cpc.classifications == (Classification("F16K31/006", "A", "L"),)
    assert biblio.references_cited is not None
    assert biblio.references_cited.citations == (
        Citation(1, PatentCitation(document_id=DocumentId("WO", "2014114885", "A1")), cited_phase="SEA"),
        Citation(2, PatentCitation(document_id=DocumentId("US", "20070204872", "A1")), cited_phase="SEA"),
        Citation(3, nplcit=LiteratureCitation(text="see the record"), cited_phase="SEA"),
        Citation(4, nplcit=LiteratureCitation(text="DOE: 'Valves', 1999"), cited_phase="SEA"),
    )
    assert (biblio.references_cited.patent_count, biblio.references_cited.npl_count) == (2, 2)


def test_patent_claims_in_three_languages(patent: SourceRecord) -> None:
    assert [claims.lang for claims in patent.publication.claims] == ["en", "de", "fr"]
    assert patent.publication.claims[2].claims == (Claim(claim_text=("Une soupape.",)),)


def test_patent_history(patent: SourceRecord) -> None:
    assert [(event.code, event.effective_date, event.states) for event in patent.events] == [
        ("17P", "2018-04-09", ()),
        ("17Q", "2019-01-02", ()),
        ("INTG", "2019-03-16", ()),
        ("PG25", "2020-01-01", ("AT",)),
        ("PG25", "2020-02-01", ("BE",)),
        ("26", "2020-04-04", ()),
    ]
    assert patent.events[-1] == LegalEvent(
        jurisdiction="EP",
        code="26",
        description="OPPOSITION FILED",
        effective_date="2020-04-04",
        influence="-",
        event_class="L",
        text="Opposer SA",
    )
    assert [(one.relation, one.jurisdiction, one.doc_number, one.status) for one in patent.related] == [
        ("division", "EP", "20100001", "child"),
        ("pct-filing", "US", "2016049186", None),
        ("pct-publication", "WO", "2017053015", None),
    ]
    assert patent.states == ("DE", "MA")


def test_document_without_number_is_refused(
    slices: Callable[[bytes], list[Element]], read: Callable[[Element], list[SourceRecord]]
) -> None:
    with pytest.raises(RecordError, match="record_without_number"):
        read(slices(b"<ep-patent-document/>")[0])
