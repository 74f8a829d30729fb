"""Files of documents of cases, read through the pipeline: loose, in folders, in archives as downloaded."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tokkyo.formats.jpo.bodies import BODIES, media_of
from tokkyo.formats.jpo.document_heads import Told, told_by_html, told_by_xml
from tokkyo.formats.port import Problem
from tokkyo.model.jpo.sources import DocumentBody

Read = Callable[..., tuple[list[Any], list[Problem]]]
OPINION = "patent/2021600001/A53_52100000001/JPOXMLDOC01-jpbibl.xml"
NOTICE = "patent/2021600001/A131_06121000003/06121000003-jpntce.xml"
DESIGN_NOTICE = "design/2021600003/A131_06321000006/06321000006P.HTM"


def test_every_file_of_a_folder_is_read(fixtures: Path, read_all: Read) -> None:
    bodies, problems = read_all(fixtures / "documents")
    assert problems == []
    assert sorted((b.law, b.application, b.code, b.number, b.name, b.media) for b in bodies) == [
        ("design", "2021600003", "A131", "06321000006", "063210000060001.tif", "image/tiff"),
        ("design", "2021600003", "A131", "06321000006", "06321000006P.HTM", "text/html"),
        ("design", "2021600003", "A523", "52100000008", "JPOSGMLDOC10001.JPG", "image/jpeg"),
        ("design", "2021600003", "A523", "52100000008", "JPOSGMLDOC1P.HTM", "text/html"),
        ("patent", "2012700002", "A131", "06113000005", "06113000005-jpntce.xml", "application/xml"),
        ("patent", "2012700002", "A191", "06113000007", "06113000007-jpntce.xml", "application/xml"),
        ("patent", "2021600001", "A01", "06122000004", "06122000004-jpntce.xml", "application/xml"),
        ("patent", "2021600001", "A131", "06121000003", "06121000003-jpntce.xml", "application/xml"),
        ("patent", "2021600001", "A523", "52100000002", "JPOXMLDOC01-jpbibl-I000001.tif", "image/tiff"),
        ("patent", "2021600001", "A523", "52100000002", "JPOXMLDOC01-jpbibl.xml", "application/xml"),
        ("patent", "2021600001", "A53", "52100000001", "JPOXMLDOC01-jpbibl.xml", "application/xml"),
        ("trademark", "2021600004", "A02", "06422000009", "06422000009P.HTM", "text/html"),
        ("trademark", "2021600004", "A63", "52100000010", "A63_52100000010.pdf", "application/pdf"),
    ]
    assert all(b.bytes == (fixtures / "documents" / _path(b)).read_bytes() for b in bodies if b.code != "A63")


def _path(body: DocumentBody) -> str:
    return f"{body.law}/{body.application}/{body.code}_{body.number}/{body.name}"


def test_a_document_alone_tells_its_case_and_code(fixtures: Path, tmp_path: Path, read_all: Read) -> None:
    for name in (NOTICE, DESIGN_NOTICE):
        (tmp_path / Path(name).name).write_bytes((fixtures / "documents" / name).read_bytes())
    bodies, problems = read_all(tmp_path)
    assert problems == []
    assert [(b.law, b.application, b.code, b.number) for b in bodies] == [
        ("patent", "2021600001", "A131", "06121000003"),
        ("design", "2021600003", "A131", "06321000006"),
    ]


def test_an_archive_as_downloaded_is_opened(fixtures: Path, tmp_path: Path, read_all: Read) -> None:
    with zipfile.ZipFile(tmp_path / "docContRefusalReason_2021600003.zip", "w") as archive:
        for path in sorted((fixtures / "documents" / DESIGN_NOTICE).parent.iterdir()):
            archive.write(path, path.name)
    bodies, problems = read_all(tmp_path)
    assert problems == []
    assert [(b.law, b.application, b.code, b.number, b.name) for b in bodies] == [
        ("patent", "2021600003", "", "06321000006", "063210000060001.tif"),
        ("design", "2021600003", "A131", "06321000006", "06321000006P.HTM"),
    ]


@pytest.mark.parametrize(
    ("name", "source", "code"),
    [
        ("JPOXMLDOC01-jpbibl.xml", OPINION, "document_number_unknown"),
        ("notice.xml", NOTICE, "document_number_unknown"),
        ("06121000003P.HTM", "", "application_unknown"),
        ("A63_52100000010.pdf", "trademark/2021600004/A63_52100000010.pdf", "application_unknown"),
    ],
)
def test_what_says_too_little_is_a_problem(
    fixtures: Path, tmp_path: Path, read_all: Read, name: str, source: str, code: str
) -> None:
    data = (fixtures / "documents" / source).read_bytes() if source else b"<HTML><PRE>nothing</PRE></HTML>"
    (tmp_path / name).write_bytes(data)
    bodies, problems = read_all(tmp_path)
    assert bodies == []
    assert [(p.code, p.lost) for p in problems] == [(code, True)]


def test_a_document_of_another_case_than_its_folder_is_told(fixtures: Path, tmp_path: Path, read_all: Read) -> None:
    folder = tmp_path / "2099000001"
    folder.mkdir()
    (folder / "06121000003-jpntce.xml").write_bytes((fixtures / "documents" / NOTICE).read_bytes())
    bodies, problems = read_all(tmp_path)
    assert [b.application for b in bodies] == ["2099000001"]
    assert [(p.code, p.lost) for p in problems] == [("application_differs", False)]


@pytest.mark.parametrize(
    ("head", "media"),
    [
        (b'<?xml version="1.0"?><jp-official-gazette xmlns:jp="http://www.jpo.go.jp">', ""),
        (b'<?xml version="1.0"?><us-patent-grant>', ""),
        (b'<!DOCTYPE jp:pat-amnd []><jp:pat-amnd xmlns:jp="http://www.jpo.go.jp">', "application/xml"),
        (b"<html><body>", "text/html"),
        (b"%PDF-1.7", "application/pdf"),
        (b"", ""),
        (b"\0\1\2", ""),
    ],
)
def test_media_by_first_bytes(head: bytes, media: str) -> None:
    assert media_of(head) == media


def test_pages_and_images_of_others_are_left_alone() -> None:
    assert not BODIES.matches("site/index.html", b"<html>")
    assert not BODIES.matches("US11000000/US11000000-D00001.TIF", b"II*\0")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("特許願の番号　特願２０２１－　　１２３", Told("patent", "2021000123")),
        ("【書類名】意見書 【出願番号】　商願平１０－１２３４５", Told("trademark", "1998012345", "A53")),
        ("意願昭６３－１", Told("design", "1988000001")),
        ("補正の却下の決定 特願2005-123456", Told("patent", "2005123456", "A191")),
        ("特願12-3", Told("patent", "")),
        ("手続補正書", Told(code="A523")),
        ("", Told()),
    ],
)
def test_what_html_tells(text: str, told: Told) -> None:
    assert told_by_html(text.encode("cp932")) == told


def test_xml_tells_its_code_by_element_or_by_number() -> None:
    assert told_by_xml(b'<jp:declining-the-amendment-a191 jp:kind-of-law="patent">').code == "A191"
    assert told_by_xml(b"<jp:x><jp:document-code> A1523 </jp:document-code>").code == "A523"
    assert told_by_xml(b"\xff\xfe\x81") == Told()


def test_recorded_archives_of_the_real_service(shared: Path, read_all: Read) -> None:
    archives = sorted((shared / "samples/jpo/live_cassettes").glob("*.zip"))
    bodies = [record for record in read_all(*archives)[0] if isinstance(record, DocumentBody)]
    assert {(b.law, b.application, b.code, b.number) for b in bodies} == {
        ("design", "2021019500", "A523", "52200813279"),
        ("design", "2021019500", "A131", "06322013724"),
        ("patent", "2020123456", "A53", "52400900476"),
        ("patent", "2020123456", "A523", "52400900473"),
        ("patent", "2020123456", "A131", "06124084096"),
        ("patent", "2020123456", "A01", "06124327784"),
        ("trademark", "2024123456", "A131", "06425090392"),
        ("trademark", "2024123456", "A02", "06426003498"),
    }
