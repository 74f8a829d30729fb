"""Documents of dossiers as PDF and as archives."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tokkyo.model.jpo.dossiers import DocdbNumber
from tokkyo.service.jpo.opd.contents import DossierContents
from tokkyo.service.jpo.opd.finding import Finding
from tokkyo.service.jpo.opd.pdf import FONTS, LATIN, pdf
from tokkyo.service.opening import open_service, today
from tokkyo.settings import defaults

FIXTURES = Path(__file__).parents[3] / "fixtures" / "jpo"
NOTICE = """<?xml version="1.0" encoding="Shift_JIS"?>
<!DOCTYPE jp:notice-pat-exam-rn PUBLIC "-//JPO//DTD NOTICE DOCUMENT 1.0//EN" "ntc-pt-e-rn.dtd" []>
<jp:notice-pat-exam-rn lang="ja" dtd-version="1.0" xmlns:jp="http://www.jpo.go.jp">
<jp:notice-of-rejection-a131-rn jp:kind-of-law="patent">
<jp:document-name>拒絶理由通知書</jp:document-name>
<jp:drafting-body><p num="">この出願は、次の理由によって拒絶をすべきものです。</p></jp:drafting-body>
</jp:notice-of-rejection-a131-rn>
</jp:notice-pat-exam-rn>
"""
JAPANESE = DocdbNumber("JP", "2013900001", "A")
AMERICAN = DocdbNumber("US", "201414760001", "A")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DossierContents]:
    from tokkyo.cli.ingest import run_ingest

    files = tmp_path_factory.mktemp("files") / "patent" / "2013900001"
    notice = files / "A131_06116000001" / "06116000001-jpntce.xml"
    scan = files / "A53_51600000002.pdf"
    notice.parent.mkdir(parents=True)
    notice.write_bytes(NOTICE.encode("cp932"))
    scan.write_bytes(b"%PDF-1.4 an opinion")
    settings = defaults(data=str(tmp_path_factory.mktemp("data")))
    run_ingest(settings, (str(FIXTURES / "opd" / "family.jsonl"), str(files)), as_json=True)
    with open_service(settings) as service:
        finding = Finding(service.documents, service.engine, today)
        yield DossierContents(finding, service.cases.documents)


def test_a_document_in_xml_is_laid_out_as_pdf(stored: DossierContents) -> None:
    found = stored.pdf(JAPANESE, "Notification_of_Reasons_for_Refusal_06116000001_JP")
    assert found is not None
    assert found.startswith(b"%PDF-")
    assert FONTS["ja"].encode() in found


def test_a_document_stored_as_pdf_is_sent_as_it_is(stored: DossierContents) -> None:
    assert stored.pdf(JAPANESE, "Written_Opinion_51600000002_JP") == b"%PDF-1.4 an opinion"


@pytest.mark.parametrize("name", ["Abstract", "Claims", "Description"])
def test_texts_of_publications_are_laid_out_as_pdf(stored: DossierContents, name: str) -> None:
    found = stored.pdf(AMERICAN, f"{name}_9990001B2_US")
    assert found is not None
    assert found.startswith(b"%PDF-")
    assert LATIN.encode() in found


def test_an_archive_holds_the_files_of_one_document(stored: DossierContents) -> None:
    found = stored.archive(JAPANESE, "Notification_of_Reasons_for_Refusal_06116000001_JP")
    assert found is not None
    assert found.name == "Notification_of_Reasons_for_Refusal_06116000001_JP.zip"
    data = found.read()
    assert len(data) == found.size
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["06116000001-jpntce.xml"]
        assert archive.read("06116000001-jpntce.xml").decode("cp932") == NOTICE


@pytest.mark.parametrize(
    ("application", "document"),
    [
        (JAPANESE, "Notification_of_Reasons_for_Refusal_06116000009_JP"),
        (JAPANESE, "Abstract_9990001B2_US"),
        (AMERICAN, "Abstract_1_US"),
        (AMERICAN, "Drawings_9990001B2_US"),
        (AMERICAN, "..%2F_1_US"),
        (AMERICAN, ""),
        (DocdbNumber("JP", "2099000001", "A"), "Written_Opinion_51600000002_JP"),
    ],
)
def test_what_is_not_stored_is_not_there(stored: DossierContents, application: DocdbNumber, document: str) -> None:
    assert stored.pdf(application, document) is None
    assert stored.archive(application, document) is None


def test_the_same_text_gives_the_same_pdf() -> None:
    texts = [
        ("Läufer", ["Ein Läufer."], "de"),
        ("回転子", ["回転子。"], "ja"),
        ("轉子", ["轉子"], "zh"),
        ("Ротор", ["А"], "ru"),
    ]
    for title, lines, language in texts:
        assert pdf(title, lines, language) == pdf(title, lines, language)


def test_mark_up_in_a_text_is_shown_and_not_followed() -> None:
    assert pdf("<b>", ["<img src='file:///etc/passwd'/> & <para>", "", "x" * 50_000], "en").startswith(b"%PDF-")
