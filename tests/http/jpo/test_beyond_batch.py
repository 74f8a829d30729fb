"""Many calls in one request (jpo.md §10, 3 and 10): each is counted as the API's own, and answered alike."""

from typing import Any

import pytest

from tokkyo.service.opening import open_users

BATCH = "/api/cases/v1/batch"
PROGRESS, REGISTRATION = "patent/app_progress", "patent/registration_info"


def batch(asker: Any, body: Any) -> Any:
    return asker.get(BATCH, method="POST", json=body)


def answers(asker: Any, body: Any) -> list[dict[str, Any]]:
    answer = batch(asker, body)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["answers"]
    return found


def used(asker: Any, settings: Any) -> dict[str, int]:
    with open_users(settings) as users:
        uses = users.limits.uses(users.directory.find(asker.username))
    return {use.api.number: use.used for use in uses if use.used}


def test_each_call_is_answered_as_on_its_own(server: Any, jpo_settings: Any) -> None:
    asker = server()
    calls = [
        {"api": PROGRESS, "key": "2020123456"},
        {"api": PROGRESS, "key": "9999999999"},
        {"api": "patent/case_number_reference", "key": "registration/7533889"},
        {"api": "patent/applicant_attorney_cd", "key": "000114400"},
        {"api": "design/app_progress", "key": "2020015234"},
        {"api": "trademark/app_progress_simple", "key": "2024123456"},
    ]
    found = answers(asker, {"calls": calls})
    assert [(one["api"], one["key"], one["status"]) for one in found] == [
        (call["api"], call["key"], 200) for call in calls
    ]
    assert [one["body"]["result"]["statusCode"] for one in found] == ["100", "107", "100", "100", "100", "100"]
    assert [one["body"]["result"]["remainAccessCount"] for one in found] == ["799", "798", "99", "399", "799", "799"]
    assert used(asker, jpo_settings) == {"1-1": 2, "1-7": 1, "1-5": 1, "2-1": 1, "3-2": 1}
    alone = asker.get("/api/patent/v1/app_progress/2020123456").json()
    assert found[0]["body"]["result"]["data"] == alone["result"]["data"]
    assert alone["result"]["remainAccessCount"] == "797"


def test_numbers_in_any_spelling_times_apis(server: Any, jpo_settings: Any) -> None:
    asker = server()
    body = {
        "apis": [PROGRESS, REGISTRATION],
        "numbers": ["特許第7533889号", "特願２０２０－１２３４５６", "特開1901-1"],
    }
    found = answers(asker, body)
    assert [(one["api"], one["key"]) for one in found[:4]] == [
        (PROGRESS, "2020123456"),
        (REGISTRATION, "2020123456"),
    ] * 2
    assert found[0]["written"] == "特許第7533889号"
    assert [one["error"]["code"] for one in found[4:]] == ["unknown_number"] * 2
    assert used(asker, jpo_settings) == {"1-1": 2, "1-12": 2}


def test_every_call_counts_against_the_limit_of_its_own_api(server: Any, jpo_settings: Any) -> None:
    asker = server(jpo_daily_limits="1-1=2, 1-12=1")
    calls = [{"api": api, "key": "2020123456"} for api in (PROGRESS, REGISTRATION)] * 3
    codes = [one["body"]["result"]["statusCode"] for one in answers(asker, {"calls": calls})]
    assert codes == ["100", "100", "100", "203", "203", "203"]
    assert used(asker, jpo_settings) == {"1-1": 2, "1-12": 1}
    assert asker.result("/api/patent/v1/app_progress/2020123456")["statusCode"] == "203"


def test_what_does_not_count_alone_does_not_count_here(server: Any, jpo_settings: Any) -> None:
    asker = server()
    reference = "patent/case_number_reference"
    keys = ("application/12", "application/1;2", "nothing/1", "application")
    found = answers(asker, {"calls": [{"api": reference, "key": key} for key in keys]})
    assert [one["body"]["result"]["statusCode"] for one in found] == ["204", "208", "204", "204"]
    assert used(asker, jpo_settings) == {}


def test_names_with_slashes_and_blanks_are_keys(server: Any) -> None:
    found = answers(server(), {"calls": [{"api": "patent/applicant_attorney", "key": "メイショウ株式会社"}]})
    assert found[0]["body"]["result"]["data"]["applicantAttorney"][0]["applicantAttorneyCd"] == "000114400"


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        ({}, "missing_option", "calls"),
        ({"calls": []}, "bad_call_count", "calls"),
        ({"calls": "x"}, "missing_option", "calls"),
        ({"calls": ["x"]}, "bad_option", "calls[0]"),
        ({"calls": [{"api": PROGRESS}]}, "bad_text", "calls[0].key"),
        ({"calls": [{"api": PROGRESS, "key": "1", "law": "x"}]}, "unknown_option", "law"),
        ({"calls": [{"api": "patent/app_progres", "key": "1"}]}, "unknown_api", "calls[0]"),
        ({"calls": [{"api": "opd/family", "key": "1"}]}, "unknown_api", "calls[0]"),
        ({"calls": [{"api": "cases/search", "key": "1"}]}, "unknown_api", "calls[0]"),
        ({"calls": [{"api": "patent/app_doc_cont_refusal_reason", "key": "1"}]}, "not_in_batch", "calls[0]"),
        ({"calls": [{"api": PROGRESS, "key": "1"}] * 101}, "bad_call_count", "calls"),
        ({"apis": [PROGRESS] * 11, "numbers": ["1"] * 10}, "bad_call_count", "calls"),
        ({"apis": [PROGRESS], "numbers": "1"}, "bad_option", "numbers"),
        ({"apis": [PROGRESS], "numbers": [5]}, "bad_text", "numbers[0]"),
        ({"apis": [PROGRESS], "numbers": ["1"], "calls": []}, "bad_option", "calls"),
        ({"batch": []}, "unknown_option", "batch"),
        ([], "body_not_object", ""),
    ],
)
def test_a_batch_is_checked_before_its_first_call(
    server: Any, jpo_settings: Any, body: Any, code: str, path: str
) -> None:
    asker = server()
    answer = batch(asker, body)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["code"], error.get("path", "")) == (code, path)
    assert used(asker, jpo_settings) == {}


def test_lists_that_multiply_to_millions_held_the_server_up(server: Any) -> None:
    """2,000 numbers times 2,000 APIs were all made, and checked, before they were counted: half a minute of nothing."""
    asker = server(max_batch_calls=2000)
    error = batch(asker, {"apis": ["x"] * 2000, "numbers": [""] * 2000}).json()["error"]
    assert (error["code"], error["message"]) == ("bad_call_count", "4000000 calls are asked for; 1 to 2000 may be")


def test_the_limit_of_calls_is_a_setting(server: Any) -> None:
    asker = server(max_batch_calls=1)
    call = {"api": PROGRESS, "key": "2020123456"}
    assert len(answers(asker, {"calls": [call]})) == 1
    assert batch(asker, {"calls": [call, call]}).json()["error"]["code"] == "bad_call_count"


def test_calls_beyond_what_one_answer_holds_are_not_made(server: Any, jpo_settings: Any) -> None:
    asker = server(max_answer_bytes=3000)
    found = answers(asker, {"calls": [{"api": PROGRESS, "key": "2020123456"}] * 3})
    assert [one.get("error", {}).get("code") for one in found] == [None, "answer_too_large", "answer_too_large"]
    assert used(asker, jpo_settings) == {"1-1": 1}
