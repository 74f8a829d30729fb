"""The document APIs over HTTP: archives and their headers, codes, links to what is too large."""

import hashlib
import hmac
import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tokkyo.errors import StoreError
from tokkyo.http.jpo.links import Links
from tokkyo.store.link_key import KEY_BYTES, link_key

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "jpo"
REFUSALS = "/api/patent/v1/app_doc_cont_refusal_reason/2021600001"
OPINIONS = "/api/patent/v1/app_doc_cont_opinion_amendment/2021600001"
NAMES = {
    "app_doc_cont_opinion_amendment": "docContOpinionAmendment_{}.zip",
    "app_doc_cont_refusal_reason": "docContRefusalReason_{}.zip",
    "app_doc_cont_refusal_reason_decision": "docContRefusalReasonDecision_{}.zip",
}


@pytest.mark.parametrize("api", NAMES)
def test_an_archive_has_the_headers_of_the_real_service(server: Any, api: str) -> None:
    """No character set, a file name without blank and quotes, no counter: clients split and compare these."""
    answer = server().get(f"/api/patent/v1/{api}/2021600001")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == f"attachment;filename={NAMES[api].format(2021600001)}"
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "content-encoding" not in answer.headers
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_a_recorded_archive_wins_byte_for_byte(server: Any) -> None:
    recorded = FIXTURES / "recorded/patent__v1__app_doc_cont_refusal_reason__2021600001.zip"
    assert server().get(REFUSALS).content == recorded.read_bytes()


def test_a_case_without_documents_is_108_and_no_case_107(server: Any) -> None:
    asker = server()
    codes = [asker.result(f"{OPINIONS[:-10]}{case}")["statusCode"] for case in ("2021500001", "9999999999", "12")]
    assert codes == ["108", "107", "107"]


def test_an_archive_counts(server: Any) -> None:
    """Its answer shows no counter; the next 107 does."""
    asker = server()
    asker.get(OPINIONS)
    assert asker.result(f"{OPINIONS[:-10]}9999999999")["remainAccessCount"] == "198"


def test_what_is_too_large_is_a_link_that_needs_no_token(server: Any) -> None:
    small = server().get(OPINIONS).content
    asker = server(jpo_max_archive_bytes=len(small) - 1, public_url="https://patents.example/")
    result = asker.result(OPINIONS)
    assert (result["statusCode"], result["remainAccessCount"], list(result["data"])) == ("100", "199", ["URL"])
    link = urlsplit(result["data"]["URL"])
    assert f"{link.scheme}://{link.netloc}" == "https://patents.example"
    answer = asker.client.get(f"{link.path}?{link.query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == "attachment;filename=docContOpinionAmendment_2021600001.zip"
    entries = [zipfile.ZipFile(io.BytesIO(body)).namelist() for body in (answer.content, small)]
    assert entries[0] == entries[1]
    assert server(jpo_max_archive_bytes=len(small)).get(OPINIONS).content[:2] == b"PK"


def test_a_link_holds_in_every_process_and_for_nothing_else(server: Any) -> None:
    asker, other = server(jpo_max_archive_bytes=0), server()
    link = urlsplit(asker.result(OPINIONS)["data"]["URL"])
    assert other.client.get(f"{link.path}?{link.query}").status_code == 200
    parts = {name: values[0] for name, values in parse_qs(link.query).items()}
    forged = (
        (link.path.replace("2021600001", "2012700002"), parts),
        (link.path, {**parts, "until": str(int(parts["until"]) + 1)}),
        (link.path, {**parts, "until": "9" * 30}),
        (link.path, {**parts, "until": "１"}),
        (link.path, {**parts, "signature": parts["signature"][:-1]}),
        (link.path, {**parts, "signature": "é"}),
        (link.path, {"until": parts["until"]}),
        (link.path, {}),
    )
    for path, query in forged:
        answer = other.client.get(path, params=query)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "link_expired")


def test_a_link_ends(server: Any) -> None:
    asker = server(jpo_max_archive_bytes=0, jpo_link_seconds=0)
    link = urlsplit(asker.result(OPINIONS)["data"]["URL"])
    assert asker.client.get(f"{link.path}?{link.query}").status_code == 403


def test_links_last_as_long_as_they_say() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    key = bytes(32)
    made = urlsplit(Links(key, "http://here", 60, lambda: moment).made("/api/archives/a"))
    parts = {name: values[0] for name, values in parse_qs(made.query).items()}
    for seconds, holds in ((0, True), (59, True), (60, False)):
        later = Links(key, "http://here", 60, lambda seconds=seconds: moment + timedelta(seconds=seconds))
        assert later.holds(made.path, parts["until"], parts["signature"]) is holds
    assert not Links(b"x" * 32, "", 60, lambda: moment).holds(made.path, parts["until"], parts["signature"])
    signed = hmac.new(key, f"/api/archives/a\n{parts['until']}".encode(), hashlib.sha256).hexdigest()
    assert parts["signature"] == signed
    assert "0000" not in repr(Links(key, "", 1, lambda: moment))


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = link_key(tmp_path)
    assert len(key) == KEY_BYTES
    assert link_key(tmp_path) == key
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_bytes(b"short")
    with pytest.raises(StoreError):
        link_key(tmp_path)


def test_where_nothing_can_be_written_the_key_lasts_as_long_as_the_process(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    assert link_key(missing) != link_key(missing)


def test_documents_are_found_behind_what_was_recorded_without_an_archive(server: Any) -> None:
    """A link in a recorded answer is dead: where there are documents they are sent."""
    assert server().get("/api/design/v1/app_doc_cont_refusal_reason/2021600003").content[:2] == b"PK"
