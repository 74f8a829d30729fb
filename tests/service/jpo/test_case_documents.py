"""Archives of documents as the document APIs send them (jpo.md section 5)."""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import repeat
from pathlib import Path

import pytest

from tokkyo.errors import NotFound, Unavailable
from tokkyo.formats.jpo.recorded import RECORDED
from tokkyo.formats.port import Context
from tokkyo.model.jpo.sources import DocumentBody, RecordedAnswer
from tokkyo.model.source import Provenance
from tokkyo.service.jpo.documents import SENDINGS, Absence, Archive, CaseDocuments
from tokkyo.store.jpo.answers import Answers, put_answers
from tokkyo.store.jpo.bodies import Bodies, put_bodies
from tokkyo.store.store import Store

OPINION, DECISION, REFUSAL = SENDINGS
FIXTURES = Path(__file__).parents[2] / "fixtures" / "jpo"


def made(documents: CaseDocuments, law: str, api: str, application: str) -> Archive:
    found = documents.archive(law, api, application)
    assert isinstance(found, Archive)
    return found


def opened(archive: Archive) -> zipfile.ZipFile:
    found = zipfile.ZipFile(io.BytesIO(archive.read()))
    assert found.testzip() is None
    return found


@pytest.mark.parametrize(
    ("law", "api", "application", "name", "members"),
    [
        (
            "patent",
            OPINION,
            "2021600001",
            "docContOpinionAmendment_2021600001.zip",
            [
                "A53_52100000001/",
                "A53_52100000001/JPOXMLDOC01-jpbibl.xml",
                "A523_52100000002/",
                "A523_52100000002/JPOXMLDOC01-jpbibl.xml",
                "A523_52100000002/JPOXMLDOC01-jpbibl-I000001.tif",
            ],
        ),
        (
            "patent",
            DECISION,
            "2021600001",
            "docContRefusalReasonDecision_2021600001.zip",
            ["06121000003-jpntce.xml", "06122000004-jpntce.xml"],
        ),
        (
            "patent",
            REFUSAL,
            "2021600001",
            "docContRefusalReason_2021600001.zip",
            ["06121000003-jpntce.xml"],
        ),
        (
            "patent",
            DECISION,
            "2012700002",
            "docContRefusalReasonDecision_2012700002.zip",
            ["06113000005-jpntce.xml", "06113000007-jpntce.xml"],
        ),
        (
            "design",
            REFUSAL,
            "2021600003",
            "docContRefusalReason_2021600003.zip",
            ["06321000006P.HTM", "063210000060001.tif"],
        ),
        (
            "trademark",
            DECISION,
            "2021600004",
            "docContRefusalReasonDecision_2021600004.zip",
            ["06422000009P.HTM"],
        ),
    ],
)
def test_names_folders_and_order(
    documents: CaseDocuments, law: str, api: str, application: str, name: str, members: list[str]
) -> None:
    archive = made(documents, law, api, application)
    assert archive.name == name
    assert opened(archive).namelist() == members


def test_documents_stand_before_images_across_documents(
    documents: CaseDocuments, put: Callable[[Iterable[DocumentBody]], None]
) -> None:
    """As in the official example: all HTM by number, then all images by number."""
    for number in ("06421238784", "06422013425"):
        put(
            [
                DocumentBody("trademark", "2021010720", number, "", f"{number}0001.tif", "image/tiff", b"II*\0"),
                DocumentBody("trademark", "2021010720", number, "A131", f"{number}P.HTM", "text/html", b"<HTML>"),
            ]
        )
    assert opened(made(documents, "trademark", REFUSAL, "2021010720")).namelist() == [
        "06421238784P.HTM",
        "06422013425P.HTM",
        "064212387840001.tif",
        "064220134250001.tif",
    ]


def test_bytes_are_unchanged_deflated_and_stamped_with_the_time_in_japan(documents: CaseDocuments) -> None:
    archive = opened(made(documents, "patent", OPINION, "2021600001"))
    folder = FIXTURES / "documents/patent/2021600001"
    for entry in archive.infolist():
        assert entry.date_time == (2026, 5, 8, 0, 20, 32)
        assert (entry.create_system, entry.create_version, entry.extract_version, entry.extra) == (3, 20, 20, b"")
        if entry.is_dir():
            assert (entry.external_attr, entry.compress_type) == (0x41ED0010, zipfile.ZIP_STORED)
        else:
            assert (entry.external_attr, entry.compress_type) == (0x81A40000, zipfile.ZIP_DEFLATED)
            assert archive.read(entry) == (folder / entry.filename).read_bytes()


@pytest.mark.parametrize(("law", "application"), [("patent", "2021600001"), ("design", "2021600003")])
def test_the_size_is_known_before_anything_is_read(documents: CaseDocuments, law: str, application: str) -> None:
    for api in SENDINGS:
        archive = documents.archive(law, api, application)
        if isinstance(archive, Archive):
            assert archive.size == len(archive.read())


def test_a_case_without_such_documents_and_no_case(documents: CaseDocuments) -> None:
    assert documents.archive("patent", OPINION, "2012700002") is Absence.NO_BODY  # has others
    assert documents.archive("patent", REFUSAL, "2021600009") is Absence.NO_BODY  # has none
    assert documents.archive("patent", REFUSAL, "2021600010") is Absence.NO_CASE
    assert documents.archive("design", REFUSAL, "2021600001") is Absence.NO_CASE  # a patent's number
    assert documents.archive("trademark", REFUSAL, "2021600004") is Absence.NO_BODY


def test_a_recorded_archive_goes_before_the_documents(documents: CaseDocuments, store: Store) -> None:
    body = (FIXTURES / "recorded/patent__v1__app_doc_cont_refusal_reason__2021600001.zip").read_bytes()
    assert made(documents, "patent", REFUSAL, "2021600001").read() != body  # another time
    with store.transaction() as cursor:
        put_answers(cursor, [RecordedAnswer("patent", REFUSAL, "2021600001", "application/zip", body)])
    archive = made(documents, "patent", REFUSAL, "2021600001")
    assert (archive.read(), archive.size) == (body, len(body))


def test_files_whose_names_say_nothing_get_the_number_of_their_document(
    documents: CaseDocuments, put: Callable[[Iterable[DocumentBody]], None]
) -> None:
    put([DocumentBody("design", "2021600003", "06321000099", "A131", "意見.pdf", "application/pdf", b"%PDF")])
    names = opened(made(documents, "design", REFUSAL, "2021600003")).namelist()
    assert names == ["06321000006P.HTM", "06321000099-意見.pdf", "063210000060001.tif"]


def test_documents_one_by_one(documents: CaseDocuments) -> None:
    listed = documents.listed("design", "2021600003")
    assert [(d.id, d.name, d.main.name, len(d.files)) for d in listed] == [
        ("A131_06321000006", "拒絶理由通知書", "06321000006P.HTM", 2),
        ("A523_52100000008", "手続補正書", "JPOSGMLDOC1P.HTM", 2),
    ]
    document = documents.document("design", "2021600003", "A523_52100000008")
    assert documents.bytes_of(document.main).startswith(b"<HTML>")
    assert documents.listed("patent", "2021600009") == []


@pytest.mark.parametrize(
    ("law", "application", "id", "code"),
    [
        ("design", "2021600003", "A523_52100000009", "no_such_document"),
        ("design", "2021600003", "../A523_52100000008", "no_such_document"),
        ("design", "2021600003", "", "no_such_document"),
        ("design", "2021699999", "A523_52100000008", "no_such_case"),
    ],
)
def test_documents_that_are_not_there(documents: CaseDocuments, law: str, application: str, id: str, code: str) -> None:
    with pytest.raises(NotFound) as caught:
        documents.document(law, application, id)
    assert caught.value.code == code


def test_archives_put_together_are_the_recorded_ones_byte_for_byte(shared: Path, store: Store) -> None:
    """All seven recorded archives, their files stored one by one, at the time each was recorded."""
    for path in sorted((shared / "samples/jpo/live_cassettes").glob("*.zip")):
        law, _, api, application = path.stem.split("__")
        records = list(RECORDED.read(path.name, path.read_bytes(), Context(Provenance("", "", 0), lambda *_: None)))
        with store.transaction() as cursor:
            put_bodies(cursor, [record for record in records if isinstance(record, DocumentBody)])
        stamp = datetime(*zipfile.ZipFile(path).infolist()[0].date_time, tzinfo=UTC) - timedelta(hours=9)
        made_of = CaseDocuments(
            Answers(store.database), Bodies(store.database), lambda *_: True, repeat(stamp).__next__
        )
        assert made(made_of, law, api, application).read() == path.read_bytes()


def test_an_archive_no_zip_can_be_is_refused(documents: CaseDocuments, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tokkyo.service.jpo.documents.LARGEST", 100)
    with pytest.raises(Unavailable) as caught:
        made(documents, "patent", OPINION, "2021600001").read()
    assert caught.value.code == "archive_too_large"


def test_a_document_replaced_meanwhile_is_asked_for_again(
    documents: CaseDocuments, put: Callable[[Iterable[DocumentBody]], None]
) -> None:
    archive = made(documents, "trademark", DECISION, "2021600004")
    file = documents.document("trademark", "2021600004", "A02_06422000009").main
    put([DocumentBody("trademark", "2021600004", file.number, "A02", file.name, "text/html", b"<HTML>")])
    for read in (archive.read, lambda: documents.bytes_of(file)):
        with pytest.raises(Unavailable) as caught:
            read()
        assert caught.value.code == "document_replaced"
