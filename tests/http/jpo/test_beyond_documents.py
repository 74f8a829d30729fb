"""Documents one by one below /api/cases/v1/documents."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Server = Callable[..., Any]
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "jpo" / "documents"
BASE = "/api/cases/v1/documents"
OPINION = f"{BASE}/patent/2021600001/A53_52100000001"
AMENDMENT = f"{BASE}/patent/2021600001/A523_52100000002"


def test_the_documents_of_a_case_are_listed(server: Server) -> None:
    answer = server().get(f"{BASE}/design/2021600003")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json() == {
        "law": "design",
        "application_number": "2021600003",
        "documents": [
            {
                "id": "A131_06321000006",
                "code": "A131",
                "number": "06321000006",
                "name": "拒絶理由通知書",
                "files": [
                    {
                        "name": "06321000006P.HTM",
                        "media": "text/html",
                        "size": 841,
                        "path": f"{BASE}/design/2021600003/A131_06321000006/files/1",
                    },
                    {
                        "name": "063210000060001.tif",
                        "media": "image/tiff",
                        "size": 63,
                        "path": f"{BASE}/design/2021600003/A131_06321000006/files/2",
                    },
                ],
            },
            {
                "id": "A523_52100000008",
                "code": "A523",
                "number": "52100000008",
                "name": "手続補正書",
                "files": [
                    {
                        "name": "JPOSGMLDOC1P.HTM",
                        "media": "text/html",
                        "size": 454,
                        "path": f"{BASE}/design/2021600003/A523_52100000008/files/1",
                    },
                    {
                        "name": "JPOSGMLDOC10001.JPG",
                        "media": "image/jpeg",
                        "size": 22,
                        "path": f"{BASE}/design/2021600003/A523_52100000008/files/2",
                    },
                ],
            },
        ],
    }


def test_text_page_original_and_files(server: Server) -> None:
    asker = server()
    text = asker.get(f"{OPINION}.txt")
    assert (text.status_code, text.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert text.content.decode().startswith("意見書\n\n【あて先】特許庁審査官")
    page = asker.get(f"{AMENDMENT}.html")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<a href="A523_52100000002/files/2">' in page.text
    image = asker.get(f"{AMENDMENT}/files/2")
    folder = FIXTURES / "patent/2021600001/A523_52100000002"
    assert (image.headers["content-type"], image.content) == (
        "image/tiff",
        (folder / "JPOXMLDOC01-jpbibl-I000001.tif").read_bytes(),
    )
    original = asker.get(f"{AMENDMENT}/original")
    assert (original.headers["content-type"], original.content) == (
        "application/xml",
        (folder / "JPOXMLDOC01-jpbibl.xml").read_bytes(),
    )
    assert original.headers["content-disposition"] == 'attachment; filename="A523_52100000002.xml"'
    assert asker.get(f"{AMENDMENT}/files/1").content == original.content


@pytest.mark.parametrize("path", [f"{OPINION}.txt", f"{OPINION}.html", f"{OPINION}/original", f"{AMENDMENT}/files/2"])
def test_a_browser_runs_nothing_of_a_document(server: Server, path: str) -> None:
    answer = server().get(path)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "sandbox" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    if path.endswith(".html"):
        style = re.search(r"<style>(.*?)</style>", answer.text)
        assert style is not None
        assert b64encode(hashlib.sha256(style[1].encode()).digest()).decode() in policy


def test_a_document_counts_as_a_call_of_the_api_that_sends_it_and_images_do_not(server: Server) -> None:
    asker = server(jpo_daily_limits="1-8=3")
    assert [asker.get(f"{OPINION}{end}").status_code for end in (".txt", ".html", "/original", ".txt")] == [
        200,
        200,
        200,
        429,
    ]
    assert asker.get(f"{AMENDMENT}/files/1").status_code == 429
    assert asker.get(f"{AMENDMENT}/files/2").status_code == 200
    assert asker.get(f"{BASE}/patent/2021600001").status_code == 200
    notice = f"{BASE}/patent/2021600001/A131_06121000003.txt"
    assert asker.get(notice).status_code == 200  # another API
    refused = asker.get(f"{OPINION}.txt").json()["error"]
    assert refused["code"] == "daily_limit_reached"


def test_what_is_not_there_counts_nothing(server: Server) -> None:
    asker = server(jpo_daily_limits="1-8=1")
    assert asker.get(f"{BASE}/patent/2021600001/A53_52100000099.txt").status_code == 404
    assert asker.get(f"{OPINION}/files/9").status_code == 404
    assert asker.get(f"{OPINION}.txt").status_code == 200


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/patent/2021699998", "no_such_case"),
        ("/utility/2021600001", "no_such_case"),
        ("/patent/20216", "no_such_case"),
        ("/patent/２０２１６００００１", "no_such_case"),
        ("/patent/2021600001/A53_52100000001.pdf", None),
        ("/patent/2021600001/x.txt", "no_such_document"),
        ("/patent/2021600001/A53_52100000001/files/0", "no_such_file"),
        ("/patent/2021600001/A53_52100000001/files/-1", "no_such_file"),
        ("/patent/2021600001/A53_52100000001/files/" + "9" * 5000, "no_such_file"),
        ("/patent/2021600001/A53_52100000001/files/JPOXMLDOC01-jpbibl.xml", "no_such_file"),
        ("/trademark/2021600004/A63_52100000010.txt", "no_text"),
        # E5: no name of a file or folder is ever taken from an address
        ("/patent/2021600001/..%2f..%2fstore.sqlite.txt", None),
        ("/patent/2021600001/%00.txt", "no_such_document"),
        ("/patent/2021600001/..%5c..%5cstore.sqlite.txt", "no_such_document"),
        ("/patent/2021600001/∕etc∕passwd.txt", "no_such_document"),
        ("/patent/..%2f..%2f/A53_52100000001.txt", None),
        ("/patent/2021600001/A53_52100000001/files/..%2f1", None),
    ],
)
def test_addresses_that_lead_nowhere(server: Server, path: str, code: str | None) -> None:
    answer = server().get(BASE + path)
    assert answer.status_code == 404
    if code is not None:
        assert answer.json()["error"]["code"] == code


def test_a_token_is_needed(server: Server) -> None:
    asker = server()
    for end in ("", "/A53_52100000001.txt", "/A53_52100000001.html", "/A53_52100000001/original"):
        answer = asker.get(f"{BASE}/patent/2021600001{end}", headers={"authorization": "Bearer wrong"})
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "invalid_token")


def test_a_document_no_api_sends_is_free(server: Server) -> None:
    asker = server(jpo_daily_limits="3-7=0, 3-8=0, 3-9=0")
    answer = asker.get(f"{BASE}/trademark/2021600004/A63_52100000010/original")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
