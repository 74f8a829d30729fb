"""Recorded answers, read through the pipeline."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tokkyo.formats.jpo.recorded import RECORDED
from tokkyo.formats.port import Problem
from tokkyo.model.jpo.sources import DocumentBody, RecordedAnswer

Read = Callable[..., tuple[list[Any], list[Problem]]]


def answers_of(records: list[Any]) -> list[RecordedAnswer]:
    return [record for record in records if isinstance(record, RecordedAnswer)]


def envelope(status: str, data: object = None) -> dict[str, object]:
    return {"result": {"statusCode": status, "errorMessage": "", "remainAccessCount": "1", "data": data or {}}}


def test_answers_are_kept_byte_for_byte_under_their_call(fixtures: Path, read_all: Read) -> None:
    folder = fixtures / "recorded"
    answers = {(a.law, a.api, a.key): a for a in answers_of(read_all(folder)[0])}
    assert sorted(answers) == [
        ("design", "registration_info", "2021600003"),
        ("patent", "app_doc_cont_refusal_reason", "2021600001"),
        ("patent", "app_progress", "2021699999"),
        ("patent", "case_number_reference", "publication/2022600001"),
        ("patent", "jpp_fixed_address", "2021600001"),
        ("trademark", "applicant_attorney", "見本茶道具　株式会社"),
    ]
    for name in (
        "patent__v1__app_progress__2021699999.json",
        "patent__v1__jpp_fixed_address__2021600001.json",
        "patent__v1__app_doc_cont_refusal_reason__2021600001.zip",
    ):
        law, _, api, key = name.partition(".")[0].split("__")
        assert answers[law, api, key].body == (folder / name).read_bytes()


def test_refusals_and_calls_that_cannot_be_known_are_problems(fixtures: Path, read_all: Read) -> None:
    _, problems = read_all(fixtures / "recorded")
    assert {(Path(p.file).name, p.code) for p in problems} == {
        ("patent__v1__app_progress__2021688888.json", "answer_is_refusal"),
        ("patent__v1__applicant_attorney_cd__200_100.json", "answer_without_key"),
    }


def test_an_official_example_is_made_compact_without_stray_quotes(fixtures: Path, read_all: Read) -> None:
    (answer,) = answers_of(read_all(fixtures / "recorded/design__v1__registration_info__200_100.json")[0])
    assert answer.body == (
        b'{"result":{"statusCode":"100","errorMessage":"","remainAccessCount":"199",'
        b'"data":{"applicationNumber":"2021600003","filingDate":"20210401"}}}'
    )


def test_the_files_of_a_recorded_archive_are_documents_too(fixtures: Path, read_all: Read) -> None:
    records, _ = read_all(fixtures / "recorded/patent__v1__app_doc_cont_refusal_reason__2021600001.zip")
    (body,) = [record for record in records if isinstance(record, DocumentBody)]
    assert (body.law, body.application, body.code, body.number) == ("patent", "2021600001", "A131", "06121000003")


@pytest.mark.parametrize("status", ["203", "204", "208", "210", "302", "303", "999", "", 7, None])
def test_codes_that_tell_nothing_of_a_case_are_refused(tmp_path: Path, read_all: Read, status: object) -> None:
    path = tmp_path / "patent__v1__app_progress__2021600001.json"
    path.write_text(json.dumps({"result": {"statusCode": status, "data": {}}}))
    records, problems = read_all(path)
    assert records == []
    assert [p.code for p in problems] == ["answer_is_refusal"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{}", "answer_unreadable"),
        (b"{", "answer_unreadable"),
        (b'{"result":[]}', "answer_unreadable"),
        (b'{"result":{"statusCode":"100","data":[1]}}', "answer_unreadable"),
        (b'{"a":' * 5000, "answer_unreadable"),
        (b'{"result":"\xff"}', "answer_unreadable"),
    ],
)
def test_what_is_no_answer_is_a_problem(tmp_path: Path, read_all: Read, body: bytes, code: str) -> None:
    path = tmp_path / "patent__v1__app_progress__2021600001.json"
    path.write_bytes(body)
    records, problems = read_all(path)
    assert records == []
    assert [p.code for p in problems] == [code]


def test_a_link_to_an_archive_is_no_answer_for_later(tmp_path: Path, read_all: Read) -> None:
    path = tmp_path / "patent__v1__app_doc_cont_opinion_amendment__2021600001.json"
    path.write_text(json.dumps(envelope("100", {"URL": "https://example.org/expired"})))
    assert [p.code for p in read_all(path)[1]] == ["answer_is_link"]
    path.write_text(json.dumps(envelope("108")))
    assert len(read_all(path)[0]) == 1


@pytest.mark.parametrize(
    ("name", "head", "wanted"),
    [
        ("patent__v1__app_progress__2021600001.json", b'{"result"', True),
        ("x/y.zip!patent__v1__app_progress__2021600001.json", b"\xef\xbb\xbf {", True),
        ("patent__v1__app_progress__2021600001.json", b"<html>", False),
        ("patent__v1__no_such_api__1.json", b"{", False),
        ("design__v1__cite_doc_info__2021600001.json", b"{", False),
        ("utility__v1__app_progress__2021600001.json", b"{", False),
        ("opd__v1__family__application__JP.2015500001.A.xml", b"<api-data", True),
        ("_error_200_107_1.json", b"{", False),
    ],
)
def test_which_files_are_recorded_answers(name: str, head: bytes, wanted: bool) -> None:
    assert RECORDED.matches(name, head) is wanted


def test_answers_of_the_opd_api(tmp_path: Path, read_all: Read) -> None:
    (tmp_path / "opd__v1__family__application__JP.2015500001.A.xml").write_text(
        '<api-data xmlns="https://www.jpo.go.jp"><statusCode>100</statusCode></api-data>'
    )
    (tmp_path / "opd__v1__global_doc_cont__JP.2015500001.A__Abstract_1_JP.pdf").write_bytes(b"%PDF-1.4")
    answers = answers_of(read_all(tmp_path)[0])
    assert [(a.api, a.key, a.media) for a in answers] == [
        ("family", "application/JP.2015500001.A", "application/xml"),
        ("global_doc_cont", "JP.2015500001.A/Abstract_1_JP", "application/pdf"),
    ]


def test_an_archive_bomb_is_refused(tmp_path: Path, read_all: Read) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"A53_5210000000{number}/a.xml", b"\0" * (16 << 20))
    path = tmp_path / "patent__v1__app_doc_cont_opinion_amendment__2021600001.zip"
    path.write_bytes(bomb.getvalue())
    assert [p.code for p in read_all(path)[1]] == ["archive_ratio"]
    path.write_bytes(bomb.getvalue()[:-30])
    assert [p.code for p in read_all(path)[1]] == ["archive_damaged"]


def test_every_recorded_answer_of_the_real_service_is_kept_as_it_is(shared: Path, read_all: Read) -> None:
    folder = shared / "samples/jpo/live_cassettes"
    files = sorted(path for path in folder.iterdir())
    records, problems = read_all(folder)
    assert problems == []
    assert sorted(a.body for a in answers_of(records)) == sorted(path.read_bytes() for path in files)


def test_official_examples_are_taken_where_their_call_follows(shared: Path, read_all: Read) -> None:
    records, problems = read_all(shared / "samples/jpo/official_spec/examples")
    answers = {(a.law, a.api): a for a in answers_of(records)}
    assert len(answers) == 20
    assert answers["patent", "case_number_reference"].key.startswith("application/")
    assert answers["patent", "applicant_attorney"].key == "特許庁長官"
    assert not any(b"'\"" in answer.body for answer in answers.values())
    assert sorted(p.code for p in problems) == ["answer_is_link"] * 3 + ["answer_without_key"] * 7
