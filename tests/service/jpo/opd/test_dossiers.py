"""Dossiers over a stored family of invented publications, with and without a Japanese case beside it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tokkyo.http.jpo import opd_xml
from tokkyo.model.jpo.cases import CaseDocument, CaseNumber, Citations, CitedPatent, Party, PatentProgress
from tokkyo.model.jpo.dossiers import DocdbNumber, document_id, english_name
from tokkyo.model.publication import Bibliography, DocumentId, Publication
from tokkyo.service.jpo.opd.dossiers import Dossiers
from tokkyo.service.jpo.opd.finding import Finding, applications
from tokkyo.service.opening import open_service
from tokkyo.settings import defaults

FAMILY = Path(__file__).parents[3] / "fixtures" / "jpo" / "opd" / "family.jsonl"
PREFIX = "{https://www.jpo.go.jp}"


class Cases:
    """What the tables tell of one Japanese application, or nothing."""

    def __init__(self, *, known: bool) -> None:
        self.known = known

    def progress(self, application: str) -> PatentProgress | None:
        if not self.known or application != "2013900001":
            return None
        filed = CaseDocument("20130204", "0", "1", "A63", "要約書", "51300190001", "0001", "Y", "0", "900")
        sent = CaseDocument("20160301", "0", "1", "A131", "拒絶理由通知書", "06116000001", "0001", "K", "0", "800")
        fee = CaseDocument("20171220", "0", "0", "A61", "登録料納付", "BBBBBBBBBBB", "0000", " ", "0", "0")
        return PatentProgress(
            number=application,
            title="回転子",
            parties=(Party("300000001", "北風電機株式会社", "1"),),
            numbers=(CaseNumber("01", application, (sent, filed, fee)), CaseNumber("02", "526150001")),
        )

    def citations(self, application: str) -> Citations | None:
        if not self.known:
            return None
        return Citations(application, (CitedPatent("20160222", "19", "1", "JPA 414010547"),))


@pytest.fixture(scope="module")
def finding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finding]:
    from tokkyo.cli.ingest import run_ingest

    settings = defaults(data=str(tmp_path_factory.mktemp("data")))
    run_ingest(settings, (str(FAMILY),), as_json=True)
    with open_service(settings) as service:
        yield Finding(service.documents, service.engine, lambda: date(2026, 11, 22))


@pytest.fixture(params=[False, True], ids=["publications", "publications and case"])
def dossiers(finding: Finding, request: pytest.FixtureRequest) -> Dossiers:
    return Dossiers(finding, Cases(known=request.param))


def number(text: str) -> DocdbNumber:
    found = DocdbNumber.parse(text)
    assert found
    return found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("application", "JP.2013900001.A"),
        ("application", "US.201414760001.A"),
        ("application", "EP.14740001.*"),
        ("publication", "JP.6900001.B2"),
        ("publication", "JP.2014150001.A"),
        ("publication", "US.2015990001.A1"),
        ("publication", "us.9990001.b2"),
    ],
)
def test_every_member_leads_to_the_whole_family(dossiers: Dossiers, kind: str, text: str) -> None:
    found = dossiers.family(kind, number(text))
    assert found is not None
    assert {one.application.number: [n.number for n in (*one.publications, *one.registrations)] for one in found} == {
        "JP.2013900001.A": ["JP.2014150001.A", "JP.6900001.B2"],
        "US.201414760001.A": ["US.2015990001.A1", "US.9990001.B2"],
        "EP.14740001.A": ["EP.2950001.A1"],
    }


@pytest.mark.parametrize(
    ("kind", "text"),
    [("application", "JP.2099000001.A"), ("publication", "JP.1.B2"), ("application", "JP.2013900001.U")],
)
def test_what_is_not_stored_has_no_family(dossiers: Dossiers, kind: str, text: str) -> None:
    assert dossiers.family(kind, number(text)) is None


def test_family_has_each_country_once_and_days_of_applications_alone(dossiers: Dossiers) -> None:
    root = parsed(opd_xml.family(dossiers.family("application", number("JP.2013900001.A")) or ()))
    assert texts(root, "family/country") == ["EP", "JP", "US"]
    assert texts(root, "family-item/application-number/document-number")[1] == "JP.2013900001.A"
    assert texts(root, "family-item/application-number/date") == ["2014-01-30", "2013-02-04", "2014-01-30"]
    assert texts(root, "publication-number/date") == []
    assert all(not group.attrib for group in root.iter(f"{PREFIX}family"))


def test_a_family_is_listed_by_office_then_day_then_number() -> None:
    """As an answer of the real service has it: three applications in Japan, the last of 2018, before that in the US."""
    filed = [
        ("US", "201314768239", "2013-11-19"),
        ("JP", "2018070806", "2018-04-02"),
        ("JP", "2014560041", "2013-02-28"),
    ]
    found = applications(published(*one) for one in [*filed, ("JP", "2014560040", "2013-02-28")])
    assert [one.application.number for one in found] == [
        "JP.2014560040.A",
        "JP.2014560041.A",
        "JP.2018070806.A",
        "US.201314768239.A",
    ]


def test_family_list_has_days_of_everything(dossiers: Dossiers) -> None:
    root = parsed(opd_xml.family_list(dossiers.family("application", number("JP.2013900001.A")) or ()))
    assert texts(root, "registration-number/date") == ["2018-01-10", "2017-05-02"]
    assert texts(root, "publication-number/date") == ["2015-12-09", "2014-08-21", "2015-12-31"]
    assert [one.get("id") for one in root.iter(f"{PREFIX}family-list")] == ["1", "2", "3"]


def test_documents_of_a_case_are_its_file_wrapper(finding: Finding) -> None:
    found = Dossiers(finding, Cases(known=True)).documents(number("JP.2013900001.A"))
    assert found is not None
    assert (found.title.original, found.title.translated) == ("回転子", "Rotor")
    assert (found.applicant.original, found.applicant.translated) == ("北風電機株式会社", "KITAKAZE DENKI KK")
    assert [(one.id, one.date, one.description.original) for one in found.documents] == [
        ("Abstract_51300190001_JP", "2013-02-04", "要約書"),
        ("Notification_of_Reasons_for_Refusal_06116000001_JP", "2016-03-01", "拒絶理由通知書"),
    ]


def test_documents_of_other_applications_are_their_published_texts(dossiers: Dossiers) -> None:
    found = dossiers.documents(number("US.201414760001.A"))
    assert found is not None
    assert [one.id for one in found.documents] == [
        f"{name}_{published}_US"
        for published in ("20150990001A1", "9990001B2")
        for name in ("Abstract", "Claims", "Description")
    ]
    root = parsed(opd_xml.documents(found))
    assert len(texts(root, "document-list/legal-date")) == 6


def test_classes_and_citations(finding: Finding) -> None:
    found = Dossiers(finding, Cases(known=False)).classes_and_citations(number("US.201414760001.A"))
    assert found is not None
    assert found.ipcs == ("H02K1/27", "H02K21/14")
    assert [(one.scheme, one.symbol) for one in found.originals] == [("CPC", "H02K1/276"), ("National", "310/156.53")]
    assert [(one.number, one.cited_in) for one in found.patents] == [
        ("US.5760520.A", "US.9990001.B2"),
        ("JP.2002010547.A", "US.9990001.B2"),
    ]


def test_citations_of_a_japanese_case_are_those_of_its_notices(finding: Finding) -> None:
    found = Dossiers(finding, Cases(known=True)).classes_and_citations(number("JP.2013900001.A"))
    assert found is not None
    assert [(one.drafted, one.number, one.format) for one in found.patents] == [
        ("2016-02-22", "JPA 414010547", "original")
    ]
    assert [one.text for one in found.literature] == ["Kitamura: Magnets in slots, 2009, pages 3 to 9"]
    root = parsed(opd_xml.classes_and_citations(found))
    assert texts(root, "patent-literature/publication-number/document-number") == ["JPA 414010547"]
    assert texts(root, "reference/registration-number/document-number") == ["JP.6900001.B2"]


def test_an_answer_has_one_default_namespace_and_no_prefix() -> None:
    body = opd_xml.answer("107", "該当するデータがありません。", 99, None)
    assert body.decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<api-data xmlns="https://www.jpo.go.jp"><statusCode>107</statusCode>'
        "<errorMessage>該当するデータがありません。</errorMessage><remainAccessCount>99</remainAccessCount></api-data>"
    )


@pytest.mark.parametrize("text", ["", "JP", "JP.2015500001", "JPN.1.A", "JP.1.ABC", "JP.1.A.B", "JP.1/2.A", "ＪＰ.1.A"])
def test_what_is_no_docdb_number(text: str) -> None:
    assert DocdbNumber.parse(text) is None


def test_document_ids() -> None:
    assert document_id(english_name("A53", "S"), "50800695453", "JP") == "Written_Opinion_50800695453_JP"
    assert english_name("A999", "S") == "A999"


def published(office: str, application: str, day: str) -> Publication:
    """Return a publication of an application."""
    reference = DocumentId(jurisdiction=office, doc_number=application, kind="A", date=day)
    return Publication(
        jurisdiction=office, doc_number="1", kind="A", biblio=Bibliography(application_reference=reference)
    )


def parsed(data: opd_xml.Element) -> ElementTree.Element:
    return ElementTree.fromstring(opd_xml.answer("100", "", 5, data))


def texts(root: ElementTree.Element, path: str) -> list[str]:
    return [one.text or "" for one in root.findall(".//" + "/".join(PREFIX + step for step in path.split("/")))]
