"""DOCDB exchange documents: every value of an invented record."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tokkyo.errors import RecordError
from tokkyo.formats.xml import Element
from tokkyo.model.publication import (
    Agent,
    Applicant,
    Citation,
    Classification,
    DocumentId,
    EarliestClaim,
    Families,
    Family,
    Inventor,
    LiteratureCitation,
    Member,
    Name,
    Parties,
    PatentCitation,
    PriorityClaim,
    PriorityClaims,
    ReferencesCited,
    Text,
)
from tokkyo.model.source import OtherNumber, RelatedDocument, SourceRecord

Load = Callable[[str], list[SourceRecord]]


@pytest.fixture(scope="module")
def record(load: Load) -> SourceRecord:
    return load("docdb.xml")[0]


def test_identity_dates_and_other_numbers(record: SourceRecord) -> None:
    publication = record.publication
    assert record.source == "docdb"
    assert (publication.jurisdiction, publication.doc_number, publication.kind) == ("US", "20190001234", "A1")
    assert (publication.date_published, publication.docdb_id, publication.lang) == ("2019-01-03", 500000001, "en")
    assert (record.exchanged, record.created, record.deleted) == ("2024-01-02", "2019-01-10", False)
    assert record.numbers == (
        OtherNumber(of="publication", format="epodoc", doc_number="US2019001234"),
        OtherNumber(of="application", format="original", doc_number="16/000,123"),
    )
    assert record.states == ("DE", "FR", "US")


def test_application_and_priorities(record: SourceRecord) -> None:
    biblio = record.publication.biblio
    assert biblio is not None
    assert biblio.publication_reference == DocumentId("US", "20190001234", "A1", "2019-01-03")
    assert biblio.application_reference == DocumentId("US", "201816000123", "A", "2018-06-05")
    assert biblio.application_number == "16/000,123"
    assert biblio.priority_claims == PriorityClaims(
        claims=(
            PriorityClaim("US", "201816000123", "A", "2018-06-05", sequence=1),
            PriorityClaim("US", "201715000111", "A", "2017-03-01", linkage_type="DIVISION", sequence=2),
            PriorityClaim("NL", "2016001", "A", linkage_type="UNKNOWN", sequence=3),
        ),
        earliest_claim=EarliestClaim(date="2017-03-01"),
    )
    assert record.active_priorities == ("US 201715000111 A", "NL 2016001 A")
    assert record.related == (
        RelatedDocument(relation="division", jurisdiction="US", doc_number="201715000111", kind="A", date="2017-03-01"),
    )


def test_titles_abstract_and_parties(record: SourceRecord) -> None:
    biblio = record.publication.biblio
    assert biblio is not None
    assert biblio.invention_title == (
        Text(text="Valve with two seats", lang="en"),
        Text(text="Soupape à deux sièges", lang="fr"),
    )
    assert record.publication.abstract == (Text(text="A valve has two seats.\nThey close.", lang="en"),)
    assert biblio.parties == Parties(
        applicants=(Applicant(residence="NL", sequence=1, extracted_name=Name("INVENTED VALVES BV")),),
        inventors=(Inventor(sequence=1, extracted_name=Name("Doe, Jane")),),
        agents=(Agent(sequence=1, extracted_name=Name("AGENCY LTD")),),
    )


def test_classes(record: SourceRecord) -> None:
    biblio = record.publication.biblio
    assert biblio is not None
    assert biblio.classifications_ipcr is not None
    assert biblio.classifications_ipcr.classifications == (
        Classification("F16K31/00", "I", "F"),
        Classification("F16K37/00", "A", "L"),
        Classification("F16L1/02", "I"),
        Classification("F16K1/00", None, "F"),
    )
    assert biblio.classifications_cpc is not None
    assert biblio.classifications_cpc.classifications == (
        Classification("F16K31/006", "I", "F"),
        Classification("F16K2200/10", "A", "L"),
        Classification("F16K99/0001", "A"),
    )
    assert biblio.classifications_national is not None
    assert biblio.classifications_national.classifications == (Classification("251/12"), Classification("F16K31/00B"))


def test_citations(record: SourceRecord) -> None:
    biblio = record.publication.biblio
    assert biblio is not None
    assert biblio.references_cited == ReferencesCited(
        citations=(
            Citation(
                sequence=1,
                patcit=PatentCitation(document_id=DocumentId("US", "20150000001", "A1", "2015-01-01")),
                category=("X", "A", "Y"),
                cited_phase="ISR",
            ),
            Citation(
                sequence=1,
                nplcit=LiteratureCitation(
                    text='DOE J: "Seats", J VALVES, DOI: 10.5555/ABC(12)3.', external_ids=("10.5555/abc(12)3",)
                ),
                cited_phase="APP",
            ),
        ),
        patent_count=1,
        npl_count=1,
    )


def test_simple_family(record: SourceRecord) -> None:
    assert record.family_id == 60000001
    assert record.publication.families == Families(
        simple_family=Family(
            members=(
                Member(document_id=DocumentId("US", "20190001234", "A1")),
                Member(document_id=DocumentId("WO", "2018100001", "A1")),
            ),
            size=2,
            family_id=60000001,
        )
    )


def test_delete_message_has_number_and_nothing_else(load: Load) -> None:
    deleted = load("docdb.xml")[1]
    assert deleted.source == "docdb"
    assert deleted.deleted
    assert deleted.publication.biblio is None
    assert (deleted.publication.doc_number, deleted.publication.docdb_id) == ("102019000001", 500000009)
    assert deleted.exchanged == "2024-01-02"


def test_prefix_and_namespace_do_not_matter(
    load: Load, slices: Callable[[bytes], list[Element]], read: Callable[[Element], list[SourceRecord]]
) -> None:
    prefixed = b'<exch:exchange-document country="DE" doc-number="1" kind="B" doc-id="7"><exch:invention-title/>'
    body = b'<%sbibliographic-data><%sinvention-title lang="de">Ventil</%sinvention-title></%sbibliographic-data>'
    bare = [
        b'<exchange-document country="DE" doc-number="1" kind="B" doc-id="7">'
        + body % ((b"",) * 4)
        + b"</exchange-document>",
        prefixed.replace(b"<exch:invention-title/>", b"") + body % ((b"exch:",) * 4) + b"</exch:exchange-document>",
    ]
    plain, unknown_prefix = (read(slices(data)[0])[0] for data in bare)
    assert plain == unknown_prefix
    assert plain.source == "docdb"
    assert plain.publication.biblio is not None
    assert plain.publication.biblio.invention_title == (Text(text="Ventil", lang="de"),)


def test_record_without_number_is_refused(
    slices: Callable[[bytes], list[Element]], read: Callable[[Element], list[SourceRecord]]
) -> None:
    with pytest.raises(RecordError, match="record_without_number"):
        read(slices(b'<exchange-document kind="A"><bibliographic-data/></exchange-document>')[0])


def test_ops_answer(load: Load) -> None:
    record = load("ops_biblio.xml")[0]
    biblio = record.publication.biblio
    assert record.source == "ops-biblio"
    assert biblio is not None
    assert (record.publication.date_published, record.exchanged) == ("2021-01-06", "2021-01-06")
    assert biblio.application_reference == DocumentId("EP", "19100200", "A", "2019-07-01")
    assert biblio.priority_claims is not None
    assert biblio.priority_claims.claims == (
        PriorityClaim("EP", "19100200", "A", "2019-07-01", sequence=1),
        PriorityClaim("US", "201862700001", "P", "2018-07-02", sequence=2),
    )
    assert record.active_priorities is None
    assert biblio.parties == Parties(
        applicants=(Applicant(residence="NL", sequence=1, extracted_name=Name("INVENTED VALVES BV")),),
        inventors=(Inventor(sequence=1, extracted_name=Name("DOE, Jane")),),
    )
    assert biblio.classifications_ipcr is not None
    assert biblio.classifications_ipcr.classifications == (
        Classification("F16K37/00", "I"),
        Classification("F16K31/00"),
    )
    assert biblio.classifications_cpc is not None
    assert biblio.classifications_cpc.classifications == (Classification("F16K31/006", "I"),)
    assert biblio.references_cited is not None
    first, second = biblio.references_cited.citations
    assert first == Citation(
        sequence=1,
        patcit=PatentCitation(document_id=DocumentId("WO", "2002000001", "A1", "2002-01-03")),
        category=("Y", "A"),
        cited_phase="SEA",
    )
    assert second == replace(
        first,
        sequence=2,
        patcit=PatentCitation(document_id=DocumentId("DE", "3546191")),
        category=(),
        cited_phase="APP",
    )
