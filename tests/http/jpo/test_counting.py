"""Which outcomes count against the limit of the day (D2), over one process and over several servers."""

from typing import Any

import pytest

from tokkyo.errors import SettingError
from tokkyo.http.jpo.outcomes import OUTCOMES, counted_codes, outcomes_of
from tokkyo.service.opening import open_users
from tokkyo.settings import defaults

PROGRESS = "/api/patent/v1/app_progress/"
REFERENCE = "/api/patent/v1/case_number_reference/"

# Outcome → a call that has it. What only a failure of ours brings about is in test_face.
OUTCOMES_BY_CALL = {
    "100": REFERENCE + "application/2021500001",
    "107": REFERENCE + "application/9999999999",
    "111": REFERENCE + "publication/1985123456",
    "204": REFERENCE + "application/12",
    "208": REFERENCE + "application/1;2",
}
COUNTED = {"100", "107", "108", "111"}
COUNTER = REFERENCE + "application/2021500001"
BODIES = "/api/patent/v1/app_doc_cont_opinion_amendment/"


@pytest.mark.parametrize("code", sorted(OUTCOMES_BY_CALL))
def test_100_107_and_111_count_and_what_is_wrong_with_a_call_does_not(server: Any, code: str) -> None:
    """D2: JPO shows a counter with 100, 107 and 108; that 111 counts too is a choice."""
    asker = server()
    assert asker.result(OUTCOMES_BY_CALL[code])["statusCode"] == code
    left = 100 - (2 if code in COUNTED else 1)
    assert asker.result(COUNTER)["remainAccessCount"] == str(left)


def test_108_counts(server: Any) -> None:
    """D2."""
    asker = server()
    found = [asker.result(f"{BODIES}{number}") for number in ("2021500001", "9999999999")]
    assert [(each["statusCode"], each["remainAccessCount"]) for each in found] == [("108", "199"), ("107", "198")]
    assert found[0]["errorMessage"] == "該当する書類実体がありません。"


def test_calls_without_a_valid_token_over_the_limit_or_over_the_pace_do_not_count(
    server: Any, jpo_settings: Any
) -> None:
    """D2: 210, 203 and 303."""
    asker = server(jpo_daily_limits="1-7=2", jpo_calls_per_minute=3)
    asker.client.get(COUNTER)
    assert [asker.result(COUNTER)["remainAccessCount"] for _ in range(3)] == ["1", "0", ""]
    assert asker.get(COUNTER).status_code == 429
    with open_users(jpo_settings) as users:
        uses = users.limits.uses(users.directory.find(asker.username))
    assert {use.api.number: use.used for use in uses if use.used} == {"1-7": 2}


@pytest.mark.parametrize(
    ("counted", "left"), [("100", 99), ("100 107 108 111 204 208", 95), ("107 204", 97), ("", 99)], ids=range(4)
)
def test_what_counts_is_a_setting(server: Any, counted: str, left: int) -> None:
    """After four calls with 107, 111, 204 and 208 the counter of one with 100 shows itself, counted or not."""
    asker = server(jpo_counted=counted)
    for code, path in OUTCOMES_BY_CALL.items():
        if code != "100":
            assert asker.result(path)["statusCode"] == code
    assert asker.result(COUNTER)["remainAccessCount"] == str(left)


def test_wrong_shapes_are_107_where_jpo_lists_no_204(server: Any) -> None:
    asker = server()
    for number in ("1", "20215000011", "２０２１５００００１", "2021-500001", "abcdefghij"):
        assert asker.result(PROGRESS + number)["statusCode"] == "107", number
        assert asker.result(REFERENCE + "application/" + number)["statusCode"] == "204", number
    strict = server(jpo_strict_parameters=True)
    assert strict.result(PROGRESS + "1")["statusCode"] == "204"


def test_two_servers_count_together(server: Any) -> None:
    """L2: over processes; here over two servers of one data folder, which share nothing but its files."""
    first, second = server(), server()
    second.token = first.token
    counts = [asker.result(COUNTER)["remainAccessCount"] for asker in (first, second, first, second)]
    assert counts == ["99", "98", "97", "96"]


def test_settings_that_cannot_be_are_refused() -> None:
    for values in ({"jpo_counted": "100 777"}, {"jpo_counted": "all"}):
        with pytest.raises(SettingError):
            counted_codes(defaults(**values))
    for text in ("777=200", "301", "301=", "301=99", "301=600", "301=４０４"):
        with pytest.raises(SettingError):
            outcomes_of(defaults(jpo_statuses=text))
    assert outcomes_of(defaults(jpo_statuses="")) == OUTCOMES
