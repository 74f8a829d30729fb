"""The retrieval APIs over HTTP: envelopes, codes, headers and tolerances (handbook, official document, recordings)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tokkyo.errors import StoreError, Unavailable
from tokkyo.http.jpo.outcomes import OUTCOMES
from tokkyo.http.jpo.retrieval import path_of
from tokkyo.model.jpo.apis import APIS, OPD, Body
from tokkyo.patience import OUT_OF_TIME
from tokkyo.store.jpo.tables import JpoTables

CASE = "/api/patent/v1/app_progress/2021500001"
NOBODY = "/api/patent/v1/app_progress/9999999999"
LIVE = {
    "allow": "GET, HEAD, OPTIONS",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
"""Headers of recorded answers."""


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    return [leaf for inner in value for leaf in leaves(inner)] if isinstance(value, list) else [value]


def test_an_answer_is_compact_utf8_and_every_leaf_is_text(server: Any) -> None:
    answer = server().get(CASE)
    body = answer.json()
    compact = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    assert answer.content == compact.encode()
    assert body["result"]["data"]["inventionTitle"] == "回転式選別装置及びその制御方法"
    assert all(isinstance(leaf, str) for leaf in leaves(body))


def test_the_counter_shows_what_is_left_after_the_call(server: Any) -> None:
    """L2, D4: from 800, also for a case there is not; each API and each law has a counter of its own."""
    asker = server()
    assert [asker.result(path)["remainAccessCount"] for path in (CASE, NOBODY, CASE)] == ["799", "798", "797"]
    assert asker.result("/api/patent/v1/app_progress_simple/2021500001")["remainAccessCount"] == "799"
    assert asker.result("/api/design/v1/app_progress/9999999999")["remainAccessCount"] == "799"
    assert asker.result("/api/trademark/v1/app_progress/9999999999")["remainAccessCount"] == "799"


@pytest.mark.parametrize("api", [api for api in APIS if api.law != OPD], ids=lambda api: api.number)
def test_every_domestic_api_answers_107_for_what_is_not_there(server: Any, api: Any) -> None:
    """L1: and its counter begins at the limit of the API list."""
    values = {
        "application": "9999999999",
        "code": "999999999",
        "name:path": "誰でもない　会社",
        "kind": "application",
        "number": "9999999999",
    }
    if api.name.startswith("pct"):
        values |= {"kind": "international_publication", "number": "WO9999999999"}
    path = path_of(api)
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", value)
    result = server().result(path)
    assert result == {
        "statusCode": "107",
        "errorMessage": "該当するデータがありません。",
        "remainAccessCount": str(api.limit - 1),
        "data": {},
    }


@pytest.mark.parametrize("path", [CASE, NOBODY, "/api/patent/v1/applicant_attorney/a,b", "/api/x"])
def test_headers_are_those_of_the_real_service(server: Any, path: str) -> None:
    headers = server().get(path).headers
    assert {name: headers.get(name) for name in LIVE} == LIVE
    assert headers["content-type"] == "application/json"
    assert "Cookie" in headers["vary"]
    assert not {"cache-control", "etag", "last-modified"} & set(headers)


def test_over_the_limit_is_a_200_with_203(server: Any) -> None:
    """L3: never HTTP 429; other APIs go on, and so does everybody else."""
    asker = server(jpo_daily_limits="1-1=2")
    assert [asker.result(CASE)["remainAccessCount"] for _ in range(2)] == ["1", "0"]
    answer = asker.get(CASE)
    assert answer.status_code == 200
    assert answer.json()["result"] == {
        "statusCode": "203",
        "errorMessage": "1日のアクセス上限を超過したため閲覧を制限します。",
        "remainAccessCount": "",
        "data": {},
    }
    assert asker.result("/api/patent/v1/app_progress_simple/2021500001")["statusCode"] == "100"


def test_tokens_share_the_limit_of_their_user(server: Any) -> None:
    """L4: several people use one ID at once and count together."""
    asker = server()
    assert asker.result(CASE)["remainAccessCount"] == "799"
    asker.token = asker.log_in().json()["access_token"]
    assert asker.result(CASE)["remainAccessCount"] == "798"


@pytest.mark.parametrize("token", ["", "wrong", "tokkyo_access_" + "x" * 43, "é", "a" * 5000])
def test_without_a_valid_token_there_is_a_401_with_210(server: Any, token: str) -> None:
    """D6: and nothing else is told, not even what is wrong with the parameters."""
    asker = server()
    asker.token = token
    for path in (CASE, "/api/patent/v1/applicant_attorney/a,b"):
        answer = asker.get(path, headers={"authorization": f"Bearer {token}".encode()})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        result = answer.json()["result"]
        assert (result["statusCode"], result["remainAccessCount"], result["data"]) == ("210", "", {})
    assert asker.client.get(CASE).status_code == 401
    assert asker.client.get(CASE, headers={"authorization": "Basic YTpi"}).status_code == 401
    assert asker.client.get(CASE + "?token=x").status_code == 401


def test_the_word_bearer_may_be_written_in_any_case(server: Any) -> None:
    asker = server()
    for word in ("Bearer", "bearer", "BEARER"):
        assert asker.get(CASE, headers={"authorization": f"{word} {asker.token}"}).status_code == 200


def test_any_host_will_do(server: Any) -> None:
    """The handbook tells users to send `Host: https://ip-data.jpo.go.jp`, with its scheme."""
    asker = server()
    for host in ("https://ip-data.jpo.go.jp", "ip-data.jpo.go.jp", "", "x" * 300):
        assert asker.get(CASE, headers={"host": host}).status_code == 200


def test_an_unknown_address_is_301_and_needs_no_token(server: Any) -> None:
    asker = server()
    paths = ("/api/", "/api/patent/v1/", "/api/patent/v1/app_progress/", "/api/patent/v1/app_progress", "/opdapi/x")
    paths += (CASE + "/", "/api/patent/v2/app_progress/2021500001", "/api/utility/v1/app_progress/2021500001")
    for path in paths:
        answer = asker.client.get(path)
        assert (answer.status_code, answer.json()["result"]["statusCode"]) == (404, "301"), path


def test_other_methods_are_refused_and_told(server: Any) -> None:
    asker = server()
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = asker.get(CASE, method=method)
        assert (answer.status_code, answer.json()["result"]["statusCode"]) == (405, "400")
        assert answer.headers.get_list("allow") == ["GET, HEAD, OPTIONS"]
    options = asker.get(CASE, method="OPTIONS")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert asker.result(CASE)["remainAccessCount"] == "799"


def test_head_is_a_call_without_a_body(server: Any) -> None:
    asker = server()
    plain = {"accept-encoding": "identity"}
    answer = asker.get(CASE, method="HEAD", headers=plain)
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == len(asker.get(CASE, headers=plain).content)
    assert asker.result(CASE)["remainAccessCount"] == "797"


def test_statuses_that_nobody_knows_are_a_setting(server: Any) -> None:
    asker = server(jpo_statuses="301=400 400=400 210=403")
    assert asker.client.get("/api/x").status_code == 400
    assert asker.get(CASE, method="POST").status_code == 400
    assert asker.client.get(CASE).status_code == 403


def test_a_name_is_found_letter_for_letter(server: Any) -> None:
    """Also percent-encoded, with a full-width blank, and one that holds a slash finds nobody instead of no address."""
    asker = server()
    found = asker.result("/api/patent/v1/applicant_attorney/見本工業株式会社")
    assert found["data"]["applicantAttorney"][0]["name"] == "見本工業株式会社"
    for name in ("見本工業株式会社 ", "見本工業　株式会社", "Ａ/Ｂ", "a%2Fb", "..%2F..", "%00", "%FF%FE"):
        assert asker.result(f"/api/patent/v1/applicant_attorney/{name}")["statusCode"] == "107", name


def test_a_recorded_answer_wins_and_gets_todays_counter(server: Any) -> None:
    asker = server()
    path = "/api/patent/v1/jpp_fixed_address/2021600001"
    recorded = (
        Path(__file__).resolve().parents[2] / "fixtures/jpo/recorded/patent__v1__jpp_fixed_address__2021600001.json"
    )
    kept = json.loads(recorded.read_bytes())["result"]["remainAccessCount"]
    answer = asker.get(path)
    before = f'"remainAccessCount":"{kept}"'.encode()
    assert before in recorded.read_bytes()
    assert answer.content == recorded.read_bytes().replace(before, b'"remainAccessCount":"399"')


def test_an_address_at_j_platpat_is_made_where_none_is_recorded(server: Any) -> None:
    made = server().result("/api/patent/v1/jpp_fixed_address/2021500001")["data"]
    assert made == {"URL": "https://www.j-platpat.inpit.go.jp/c1801/PU/JP-2021-500001/10/ja"}
    own = server(jpo_fixed_address="https://example.org/{year}/{serial}")
    assert own.result("/api/patent/v1/jpp_fixed_address/2021500001")["data"] == {
        "URL": "https://example.org/2021/500001"
    }
    none = server(jpo_fixed_address="")
    assert none.result("/api/patent/v1/jpp_fixed_address/2021500001")["statusCode"] == "107"


FAILURES = (
    (Unavailable(OUT_OF_TIME, "too long"), 504, "302"),
    (Unavailable("busy", "too many"), 429, "303"),
    (StoreError("store_damaged", "/secret/place is damaged"), 500, "999"),
    (RuntimeError("a mistake of ours"), 500, "999"),
)


@pytest.mark.parametrize(("error", "status", "code"), FAILURES, ids=[row[2] for row in FAILURES])
def test_what_goes_wrong_on_our_side_has_a_code_and_does_not_count(
    server: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Any, status: int, code: str
) -> None:
    asker = server()
    with monkeypatch.context() as patched:

        def broken(*_: Any) -> None:
            raise error

        patched.setattr(JpoTables, "rows", broken)
        answer = asker.get("/api/patent/v1/case_number_reference/application/2021500001")
    result = answer.json()["result"]
    assert (answer.status_code, result["statusCode"], result["remainAccessCount"]) == (status, code, "")
    assert result["errorMessage"] == OUTCOMES[code].message
    assert b"secret" not in answer.content
    assert ("retry-after" in answer.headers) == isinstance(error, Unavailable)
    assert bool(caplog.records) == (status == 500)
    after = asker.result("/api/patent/v1/case_number_reference/application/2021500001")
    assert after["remainAccessCount"] == "99"


def test_a_pace_is_429_with_303(server: Any) -> None:
    """L11: off by default; a burst is told when to come again, and is not counted against the day."""
    asker = server(jpo_calls_per_minute=2)
    assert [asker.get(CASE).status_code for _ in range(2)] == [200, 200]
    answer = asker.get(CASE)
    assert (answer.status_code, answer.json()["result"]["statusCode"]) == (429, "303")
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    free = server()
    assert {free.get(CASE).status_code for _ in range(20)} == {200}


def test_an_address_that_is_too_long_is_a_414(server: Any) -> None:
    asker = server(max_url_bytes=100)
    assert asker.get(CASE).status_code == 200
    assert asker.get("/api/patent/v1/applicant_attorney/" + "x" * 66).status_code == 200
    answer = asker.get("/api/patent/v1/applicant_attorney/" + "x" * 67)
    assert (answer.status_code, answer.json()["result"]["statusCode"]) == (414, "204")


def test_answers_are_of_three_kinds() -> None:
    assert {api.body for api in APIS if api.law != OPD} == {Body.JSON, Body.DOCUMENTS}
