"""Every limit is reached in a test: at it, one above it and a hundred times above it.

`SIZED` are limits of what one request may ask for: the request is made larger. All others stand in `ELSEWHERE` with the
test that reaches them. A new setting that is a limit and stands in neither fails.
"""

# ruff: noqa: E501 - a table of names of tests: a row stays on one line

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from tokkyo.settings import SETTINGS, TABLE

TESTS = Path(__file__).parents[1]
SEARCH = "/patent/search"
JSON = {"content-type": "application/json"}
WIDE = {"max_body_bytes": 2**30, "search_seconds": 0}
LIMIT_NAME = re.compile(r"max_|.*_(seconds|hours|minutes|up_to)$")

Clients = Callable[..., TestClient]
Make = Callable[[int], Any]


def nested(depth: int) -> Any:
    body: Any = {"match_all": {}}
    for _ in range(depth):
        body = {"bool": {"must": [body]}}
    return body


def dumped(body: Any) -> bytes:
    """Write JSON of any depth, which `json.dumps` cannot."""
    opened = []
    while isinstance(body, dict) and list(body) == ["bool"] and list(body["bool"]) == ["must"]:
        body = body["bool"]["must"][0]
        opened.append(b'{"bool":{"must":[')
    return b"".join(opened) + json.dumps(body).encode() + b"]}}" * len(opened)


def words(count: int) -> str:
    return " ".join(["a"] * count)


def asked(query: Any, **options: Any) -> Any:
    return {"query": query, **options}


# Each: its setting (or the limit itself), the body of that size, the code above it.
SIZED: list[tuple[str | int, Make, str]] = [
    ("max_query_depth", lambda n: asked("(" * n + "a" + ")" * n), "query_too_deep"),
    ("max_query_depth", lambda n: asked(nested(n)), "query_too_deep"),
    ("max_query_clauses", lambda n: asked(words(n)), "too_many_clauses"),
    ("max_query_clauses", lambda n: asked({"match": {"full_text": words(n)}}), "too_many_clauses"),
    ("max_query_clauses", lambda n: asked({"bool": {"should": [{"term": {"kind": "A"}}] * n}}), "too_many_clauses"),
    ("max_query_clauses", lambda n: asked({"query_string": {"query": "a", "fields": ["title"] * n}}),
     "too_many_clauses"),
    ("max_terms", lambda n: asked({"terms": {"kind": ["A"] * n}}), "too_many_terms"),
    ("max_terms", lambda n: asked({"terms": {"doc_number": [str(k) for k in range(n)]}}), "too_many_terms"),
    ("max_query_chars", lambda n: asked("a" * n), "query_too_long"),
    ("max_query_chars", lambda n: asked({"match": {"title": "a" * n}}), "query_too_long"),
    ("max_wildcards", lambda n: asked(" ".join(f"a{k}*" for k in range(n))), "too_many_wildcards"),
    ("max_wildcards", lambda n: asked(" ".join(["a~1"] * n)), "too_many_wildcards"),
    ("max_pattern_chars", lambda n: asked({"prefix": {"title": "a" * n}}), "pattern_too_long"),
    ("max_pattern_chars", lambda n: asked(f"kind:/{'a' * n}/", regex=True), "pattern_too_long"),
    ("max_slop", lambda n: asked(f'"a b"~{n}'), "slop_too_large"),
    ("max_slop", lambda n: asked({"match_phrase": {"title": {"query": "a b", "slop": n}}}), "slop_too_large"),
    ("max_proximity_words", lambda n: asked(f'"{words(n)}"~9'), "proximity_too_long"),
    ("max_boost", lambda n: asked(f"(a^{n})^1"), "boost_too_large"),
    (2, lambda n: asked(f"battery~{n}"), "fuzziness_too_large"),
    (2, lambda n: asked({"fuzzy": {"title": {"value": "battery", "fuzziness": n}}}), "fuzziness_too_large"),
    ("max_page_size", lambda n: asked("a", size=n), "size_out_of_range"),
    ("max_scroll_page_size", lambda n: asked("a", size=n, scroll="1m"), "size_out_of_range"),
    ("max_result_window", lambda n: asked("a", size=0, **{"from": n}), "window_too_large"),
    ("max_sort_fields", lambda n: asked("a", sort=[{"kind": "asc"}] * n), "too_many_sort_fields"),
    ("max_highlight_fragments", lambda n: asked("a", highlight={"fragments": n}), "highlight_out_of_range"),
    ("max_highlight_length", lambda n: asked("a", highlight={"length": n}), "highlight_out_of_range"),
    ("max_highlight_mark_chars", lambda n: asked("a", highlight={"pre": "x" * n, "post": ""}),
     "highlight_out_of_range"),
]  # fmt: skip

NEARER = ("query_too_long", "too_many_clauses", "bad_json")
"""What a body a hundred times too large may be refused for before the limit in question is looked at."""

# What every other limit is tested by.
ELSEWHERE = {
    "max_body_bytes": "security/test_limits_table.py::test_the_body",
    "max_url_bytes": "security/test_limits_table.py::test_the_address",
    "max_answer_bytes": "security/test_limits_table.py::test_the_answer",
    "max_expanded_families": "security/test_limits_table.py::test_expanded_families",
    "max_scroll_seconds": "security/test_limits_table.py::test_the_life_of_a_scroll",
    "scroll_seconds": "service/test_scrolling.py::test_life_slides_with_every_page",
    "max_scroll_hours": "service/test_scrolling.py::test_a_day_is_the_end_however_busy",
    "max_scrolls_per_token": "service/test_scrolling.py::test_so_many_at_once_and_no_more",
    "export_hours": "service/test_exporting.py::test_tokens_live_a_day",
    "export_finished_minutes": "service/test_exporting.py::test_a_finished_one_is_kept_a_little",
    "max_exports_per_token": "service/test_exporting.py::test_so_many_at_once",
    "max_export_columns": "service/test_exporting.py::test_so_many_columns",
    "exact_groups_up_to": "engine/test_grouping.py::test_beyond_a_limit_the_number_of_groups_is_estimated",
    "max_aggregations": "query/test_aggregations.py::test_max_aggregations_counts_inner_ones_and_named_filters",
    "max_aggregation_depth": "query/test_aggregations.py::test_max_aggregation_depth",
    "max_aggregation_buckets": "engine/test_aggregations.py::test_the_limit_of_buckets_holds_for_all_levels_together",
    "max_terms_buckets": "query/test_aggregations.py::test_max_terms_buckets",
    "max_ordered_values": "engine/test_aggregations.py::test_only_so_many_values_are_put_in_the_order_of_a_metric",
    "max_highlight_chars": "service/beyond/test_highlighting.py::test_so_much_of_a_text_is_looked_at",
    "max_explained_clauses": "service/beyond/test_explaining.py::test_so_many_clauses_are_counted",
    "max_suggested_words": "service/beyond/test_suggesting.py::test_so_many_words_are_looked_after",
    "max_waiting_searches": "security/test_search_time.py::test_places_are_limited",
    "search_seconds": "security/test_search_time.py::test_the_time_limit_is_a_setting",
    "max_connections": "security/test_http_deadlines.py::test_a_full_server_says_so_in_our_words",
    "max_connections_per_address": "security/test_http_deadlines.py::test_an_address_has_so_many_connections",
    "send_seconds": "security/test_http_deadlines.py::test_a_client_that_does_not_read_is_cut_off",
    "header_seconds": "security/test_http_deadlines.py::test_headers_that_trickle_in_are_given_up",
    "receive_seconds": "security/test_http_deadlines.py::test_a_body_that_trickles_in_is_given_up",
    "keep_alive_seconds": "security/test_http_deadlines.py::test_a_whole_request_stops_the_clock",
    "shutdown_seconds": "security/test_processes.py::test_a_stopping_server_ends_in_time",
    "access_token_seconds": "accounts/users/test_sessions.py::test_lives_are_settings",
    "refresh_token_seconds": "accounts/users/test_sessions.py::test_lives_are_settings",
    "session_hours": "accounts/users/test_sessions.py::test_lives_are_settings",
    "refresh_grace_seconds": "accounts/users/test_sessions.py::test_d7_the_grace_is_a_setting",
    "max_sessions_per_user": "accounts/users/test_sessions.py::test_a_user_has_so_many_sessions_and_the_oldest_gives_way",
    "max_guesses_per_account": "accounts/users/test_guesses.py::test_limits_of_guesses_are_settings",
    "guess_pause_seconds": "accounts/users/test_guesses.py::test_limits_of_guesses_are_settings",
    "max_guesses_per_address": "accounts/users/test_guesses.py::test_limits_of_guesses_are_settings",
    "max_guesses_per_minute": "accounts/users/test_guesses.py::test_d8_everybody_together",
    "max_waiting_logins": "accounts/users/test_pool.py::test_d9_the_places_are_settings",
    "max_users": "accounts/users/registration/test_registering.py::test_r5_registration_closes_above_a_number",
    "max_users_opd": "accounts/users/registration/test_registering.py::test_r5_the_opd_api_is_closed_apart",
    "max_contacts": "accounts/users/registration/test_registering.py::test_r6_up_to_three_contacts",
    "max_form_chars": "accounts/users/registration/test_registering.py::test_r7_the_purpose_is_required_and_free",
    "max_purpose_chars": "accounts/users/registration/test_registering.py::test_r7_the_purpose_is_required_and_free",
    "max_registrations_per_address": "accounts/users/registration/test_hostile.py::test_d11_letters_are_bounded_for_a_client",
    "mail_link_minutes": "accounts/users/registration/test_hostile.py::test_d11_a_link_works_for_an_hour_at_most",
    "mail_seconds": "accounts/users/registration/test_mail.py::test_the_server_has_so_many_seconds",
    "maintenance_notice_hours": "accounts/users/registration/test_service_and_privacy.py::test_s1_how_far_ahead_is_a_setting",
    "max_form_bytes": "http/jpo/test_token_url.py::test_bodies_that_are_no_form",
    "jpo_link_seconds": "http/jpo/test_archives.py::test_a_link_ends",
    "max_batch_calls": "http/jpo/test_beyond_batch.py::test_the_limit_of_calls_is_a_setting",
    "max_page_changes": "http/jpo/test_page_of_changes.py::test_the_changes_of_one_answer_are_a_setting",
    "jpo_max_archive_bytes": "http/jpo/test_archives.py::test_what_is_too_large_is_a_link_that_needs_no_token",
    "max_header_bytes": "security/test_http_deadlines.py::test_headers_in_one_piece_above_the_limit",
    "max_record_bytes": "security/test_input_xml.py::test_a_record_of_any_filling_is_limited",
    "max_xml_depth": "security/test_input_xml.py::test_what_exceeds_the_limits_costs_itself_only",
    "max_text_bytes": "formats/intake/test_parsing.py::test_limits_hold_exactly",
    "max_archive_members": "security/test_input_archives.py::test_a_directory_larger_than_the_file_is_refused",
    "max_member_bytes": "security/test_input_archives.py::test_sizes_are_limited_exactly",
    "max_archive_bytes": "security/test_input_archives.py::test_sizes_are_limited_exactly",
    "max_archive_ratio": "security/test_input_archives.py::test_bombs_are_stopped_by_their_ratio",
    "max_archive_nesting": "security/test_input_archives.py::test_nesting_is_limited_exactly",
}


def code_of(answer: httpx.Response) -> str:
    found = re.search(r"\[([a-z][a-z_]{3,})\]", answer.json()["message"])
    assert found, answer.text
    return found[1]


def post(client: TestClient, body: Any) -> httpx.Response:
    if isinstance(body, dict) and isinstance(body.get("query"), dict) and "bool" in body["query"]:
        return client.post(SEARCH, content=b'{"query":' + dumped(body["query"]) + b"}", headers=JSON)
    return client.post(SEARCH, json=body)


@pytest.fixture(scope="module")
def wide(served: Any) -> Any:
    """A client of a server that takes bodies of any size."""
    from tokkyo.http.app import application
    from tokkyo.service.opening import open_service

    with TestClient(application(open_service(served.replace(**WIDE)))) as client:
        yield client


@pytest.mark.parametrize(("limit", "make", "code"), SIZED, ids=[f"{n}-{row[0]}" for n, row in enumerate(SIZED)])
def test_what_one_request_may_ask_for(wide: TestClient, limit: str | int, make: Make, code: str) -> None:
    most = int(TABLE[limit].default) if isinstance(limit, str) else limit
    at_limit = post(wide, make(most))
    assert at_limit.status_code == 200, at_limit.text
    above, far = post(wide, make(most + 1)), post(wide, make(100 * most))
    assert (above.status_code, code_of(above)) == (400, code)
    assert str(most) in above.json()["message"]
    assert far.status_code == 400
    assert code_of(far) in {code, *NEARER}
    assert len(far.content) < 1500


@pytest.mark.parametrize(("limit", "make", "code"), SIZED, ids=[f"{n}-{row[0]}" for n, row in enumerate(SIZED)])
def test_limits_are_settings(client_with: Clients, limit: str | int, make: Make, code: str) -> None:
    if isinstance(limit, str):
        client = client_with(**{limit: 3})
        assert post(client, make(3)).status_code == 200
        assert code_of(post(client, make(4))) == code


def measured(client_with: Clients, setting: str, amount: int, body: Any, code: str) -> None:
    """Check that an answer that needs `amount` is given at that limit, and not at one less or a hundredth."""
    assert client_with(**{setting: amount}).post(SEARCH, json=body).status_code == 200
    for less in (amount - 1, amount // 100):
        answer = client_with(**{setting: less}).post(SEARCH, json=body)
        assert (answer.status_code, code_of(answer)) == (400, code)
        assert str(less) in answer.json()["message"]


@pytest.mark.parametrize("scroll", [None, "1m"])
@pytest.mark.parametrize("include", [[], ["biblio.invention_title"]])
def test_the_answer(client: TestClient, client_with: Clients, include: list[str], scroll: str | None) -> None:
    body = {"query": "*", "size": 12, "include": include, "scroll": scroll}
    records = client.post(SEARCH, json=body).content.partition(b'"data":[')[2].rpartition(b"]")[0]
    amount = len(records) - 11  # the commas between
    measured(client_with, "max_answer_bytes", amount, body, "answer_too_large")
    message = client_with(max_answer_bytes=1).post(SEARCH, json=body).json()["message"]
    assert "smaller pages" in message
    assert "export" in message


def test_the_body(client_with: Clients) -> None:
    client = client_with(max_body_bytes=1000)
    body = b'{"query": "x"}'
    assert client.post(SEARCH, content=body.ljust(1000), headers=JSON).status_code == 200
    for size in (1001, 100_000):
        answer = client.post(SEARCH, content=body.ljust(size), headers=JSON)
        assert (answer.status_code, code_of(answer)) == (413, "body_too_large")


@pytest.mark.parametrize("path", [SEARCH + "?query=", "/patent/"])
def test_the_address(client_with: Clients, path: str) -> None:
    client = client_with(max_url_bytes=200)
    room = 200 - len(path.replace("?", ""))
    assert client.get(path + "x" * room).status_code in (200, 404)
    for size in (room + 1, 20_000):
        answer = client.get(path + "x" * size)
        assert (answer.status_code, code_of(answer)) == (414, "url_too_long")


def test_expanded_families(client: TestClient, client_with: Clients) -> None:
    body = {"query": "*", "expand_by": "SIMPLE_FAMILY", "size": 0}
    families = client.post(SEARCH, json={"query": "*", "group_by": "SIMPLE_FAMILY", "size": 0}).json()["total"]
    assert families > 1
    assert client_with(max_expanded_families=families).post(SEARCH, json=body).status_code == 200
    for less in (families - 1, 0):
        answer = client_with(max_expanded_families=less).post(SEARCH, json=body)
        assert (answer.status_code, code_of(answer)) == (400, "too_many_families")


def test_the_life_of_a_scroll(client_with: Clients) -> None:
    client = client_with(max_scroll_seconds=100)
    for seconds, warned in ((100, False), (101, True), (10_000, True)):
        answer = client.post(SEARCH, json={"query": "*", "scroll": f"{seconds}s"})
        assert answer.status_code == 200
        assert ("shortened to 100s" in answer.headers.get("x-tokkyo-warning", "")) is warned


def test_no_limit_is_without_a_test() -> None:
    tested = {limit for limit, _, _ in SIZED} | ELSEWHERE.keys()
    limits = {setting.name for setting in SETTINGS if LIMIT_NAME.match(setting.name)}
    assert sorted(limits - tested) == []
    assert sorted(name for name in tested if isinstance(name, str) and name not in TABLE) == []


@pytest.mark.parametrize("place", sorted(set(ELSEWHERE.values())))
def test_the_tests_named_exist(place: str) -> None:
    file, _, name = place.partition("::")
    assert f"def {name}(" in (TESTS / file).read_text(encoding="utf-8")
