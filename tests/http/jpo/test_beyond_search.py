"""Search, numbers, changes and annuities below /api/cases/v1 (jpo.md §10: 1, 2, 8, 10)."""

from collections.abc import Mapping
from typing import Any

import pytest

BASE = "/api/cases/v1"
MARKS = ["商願2018-009480", "商願2019-900002", "2020089151", "2024123456"]


def get(asker: Any, path: str, **parameters: Any) -> Mapping[str, Any]:
    answer = asker.get(f"{BASE}/{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    found: Mapping[str, Any] = answer.json()
    return found


def post(asker: Any, path: str, body: Any) -> Any:
    return asker.get(f"{BASE}/{path}", method="POST", json=body)


def numbers_of(answer: Mapping[str, Any]) -> list[str]:
    return [f"{case['law']}-{case['application_number']}" for case in answer["cases"]]


# --- search


def test_a_search_by_text_tells_of_the_case_at_once(server: Any) -> None:
    """§10: no search at all; a full record burns four calls or more."""
    answer = get(server(), "search", query="title:立体配線構造体 AND applicant.name:メイショウ")
    assert answer["total"] == 1
    case = answer["cases"][0]
    assert case.pop("score") > 0
    assert case == {
        "law": "patent",
        "application_number": "2020123456",
        "title": "立体配線構造体の製造方法",
        "filing_date": "20200720",
        "publication_number": "2021090037",
        "publication_date": "20210610",
        "registration_number": "7533889",
        "registration_date": "20240805",
        "in_force": True,
        "erasure": "00",
        "expiry_date": "20400720",
        "disappearance_date": "",
        "next_payment_date": "20270805",
        "paid_years": "03",
        "applicants": [{"code": "000114400", "name": "メイショウ株式会社"}],
        "attorneys": [
            {"code": "100076598", "name": "渡辺　一豊"},
            {"code": "100165607", "name": "渡辺　一成"},
            {"code": "100196690", "name": "森合　透"},
        ],
        "holders": [{"code": "000114400", "name": "メイショウ株式会社"}],
        "inventors": [],
    }


def test_a_search_by_json_with_order_page_and_aggregations(server: Any) -> None:
    body = {
        "query": {"bool": {"filter": [{"term": {"law": "trademark"}}, {"terms": {"application_number": MARKS}}]}},
        "sort": [{"filing_date": "desc"}],
        "size": 2,
        "from": 1,
        "aggregations": {
            "classes": {"terms": {"field": "goods.class", "size": 2}},
            "n": {"cardinality": {"field": "law"}},
        },
    }
    answer = post(server(), "search", body).json()
    assert numbers_of(answer) == ["trademark-2020089151", "trademark-2019900002"]
    assert answer["total"] == 4
    assert "score" not in answer["cases"][0]
    assert [bucket["key"] for bucket in answer["aggregations"]["classes"]["buckets"]] == ["09", "35"]
    assert answer["aggregations"]["n"] == {"value": 1}


def test_any_spelling_of_a_number_is_found_by_a_search(server: Any) -> None:
    asker = server()
    for written in ("特願２０２０－１２３４５６", "特許第7533889号", "特開2021-90037", "JP7533889B2"):
        assert numbers_of(get(asker, "search", query=f'ids:"{written}"')) == ["patent-2020123456"], written


def test_names_are_found_whatever_their_width_and_blanks(server: Any) -> None:
    """§10, 2: the real service finds exact names only."""
    asker = server()
    for written in ("ｍｔｊグループ", "MTJグループ株式会社", "ＭＴＪグループ"):
        assert numbers_of(get(asker, "search", query=f'applicant.name:"{written}"')) == ["trademark-2024123456"]
    assert numbers_of(get(asker, "search", query='attorney.name:"平井安雄"')) == ["trademark-2024123456"]


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        ({"query": "abstract:x"}, "unknown_field", "query"),
        ({"query": 5}, "bad_query", "query"),
        ({"query": {"match": {"titel": "x"}}}, "unknown_field", "query.match"),
        ({"size": 101}, "size_out_of_range", "size"),
        ({"size": "many"}, "bad_number", "size"),
        ({"from": 10**9}, "window_too_large", "from"),
        ({"sort": "applicant.name"}, "not_sortable", "sort[0]"),
        ({"sort": "date_published"}, "unknown_field", "sort[0]"),
        ({"quary": "x"}, "unknown_option", "quary"),
        ({"aggs": {}, "aggregations": {}}, "bad_option", "aggregations"),
        ({"aggs": {"x": {"terms": {"field": "title"}}}}, "aggregation_not_allowed", "aggs.x.terms"),
        ({"query": "title:/a/"}, "regex_not_enabled", "query"),
    ],
)
def test_what_is_wrong_is_refused_and_counts_nothing(server: Any, body: Any, code: str, path: str) -> None:
    asker = server()
    answer = post(asker, "search", body)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["code"], error["path"]) == (code, path)
    assert error["fix"]
    assert get(asker, "search", size=0)["remaining"] == 999


def test_searches_count_together_up_to_their_own_limit(server: Any) -> None:
    asker = server(jpo_daily_limits="C-1=3")
    assert get(asker, "search", size=0)["remaining"] == 2
    assert get(asker, "changes")["remaining"] == 1
    assert get(asker, "numbers", number="2020123456")["remaining"] == 0
    answer = asker.get(f"{BASE}/annuities")
    assert answer.status_code == 429
    assert answer.json()["error"]["code"] == "daily_limit_reached"
    assert asker.result("/api/patent/v1/app_progress/2020123456")["remainAccessCount"] == "799"


def test_nothing_is_searched_without_a_token(server: Any) -> None:
    client = server().client
    for path in ("search", "annuities", "numbers", "changes", "fields"):
        answer = client.get(f"{BASE}/{path}")
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "invalid_token"
    assert client.post(f"{BASE}/batch", json={}).status_code == 401


def test_cases_that_are_not_indexed_cannot_be_searched(server: Any) -> None:
    asker = server(index_cases=False)
    answer = asker.get(f"{BASE}/search", params={"query": "電池"})
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "cases_not_indexed"
    assert get(asker, "numbers", number="特許第7533889号")["numbers"][0]["found"]


def test_fields_are_listed(server: Any) -> None:
    answer = server().get(f"{BASE}/fields")
    fields = {field["name"]: field for field in answer.json()}
    assert fields["law"]["values"] == ["PATENT", "DESIGN", "TRADEMARK"]
    assert fields["full_text"]["parts"] == ["title", "transliteration", "goods.name", "people"]
    assert "lens_id" not in fields


def test_publications_do_not_know_the_fields_of_cases(server: Any) -> None:
    assert "goods.class" not in server().client.get("/schema/patent").text


# --- numbers


@pytest.mark.parametrize(
    ("written", "kind", "expected"),
    [
        ("特願２０２０－１２３４５６", "application", ["patent-2020123456"]),
        ("特開2021-90037", "publication", ["patent-2021090037"]),
        ("特許第7533889号", "registration", ["patent-2020123456"]),
        ("意匠登録第1680736号", "registration", ["design-2020015234"]),
        ("商標登録第6036291号", "registration", ["trademark-2018009480"]),
        ("PCT/JP2019/011858", "international_application", ["patent-2019563629"]),
        ("WO2019/182069", "international_publication", ["patent-2019563629"]),
        ("特表2020-524277", "translation", ["patent-2019563629"]),
        ("異議2020-700850", "trial", ["patent-2020008423"]),
        ("DM/091050", "international_registration", ["design-2016500748"]),
    ],
)
def test_a_number_leads_to_its_case(server: Any, written: str, kind: str, expected: list[str]) -> None:
    """§10, 8: nobody converts numbers for you."""
    line = get(server(), "numbers", number=written)["numbers"][0]
    assert line["written"] == written
    assert line["readings"][0]["kind"] == kind
    found = line["found"][0]
    wanted = expected[0] if kind != "publication" else "patent-2020123456"
    assert f"{found['law']}-{found['application_number']}" == wanted
    assert found["case"]["application_number"] == found["application_number"]


def test_digits_alone_lead_to_every_case_that_has_them(server: Any) -> None:
    asker = server()
    found = get(asker, "numbers", number="2020123456")["numbers"][0]["found"]
    assert [(one["kind"], one["application_number"]) for one in found] == [
        ("application", "2020123456"),
        ("publication", "2019013554"),
    ]
    assert get(asker, "numbers", number="2020123456", law="design")["numbers"][0]["found"] == []


def test_many_numbers_in_one_request(server: Any) -> None:
    answer = get(server(), "numbers", number=["特許第7533889号", "battery", "特願1999-1"])
    assert [len(line["found"]) for line in answer["numbers"]] == [1, 0, 0]
    assert answer["remaining"] == 999
    answer = server(max_batch_calls=2).get(f"{BASE}/numbers", params={"number": ["1", "2", "3"]})
    assert answer.json()["error"]["code"] == "bad_number_count"


# --- changes


def test_changes_are_followed_page_by_page(server: Any) -> None:
    """§10, 10: change watch."""
    asker, after, seen = server(), 0, []
    while after is not None:
        page = get(asker, "changes", after=after, size=5)
        seen += page["changes"]
        after = page["next"]
    assert [change["seq"] for change in seen] == sorted({change["seq"] for change in seen})
    assert seen[-1]["seq"] == page["latest"]
    assert {"law": "patent", "application_number": "2020123456"}.items() <= next(
        change for change in seen if change["application_number"] == "2020123456"
    ).items()
    day = seen[0]["changed"]
    assert len(get(asker, "changes", **{"from": day, "to": day})["changes"]) == len(seen)
    assert get(asker, "changes", to="20200101")["changes"] == []
    assert {change["law"] for change in get(asker, "changes", law="design")["changes"]} == {"design"}
    assert get(asker, "changes", after=page["latest"])["changes"] == []


def test_a_place_far_before_the_first_change_was_a_fault(server: Any) -> None:
    """B9: an `after` below -2**63 overflowed in the database and was answered with a 500."""
    asker = server()
    whole = get(asker, "changes")["changes"]
    for after in (-1, -(2**63) - 1):
        assert get(asker, "changes", after=after)["changes"] == whole


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"from": "soon"}, "bad_date"),
        ({"law": "utility"}, "unknown_value"),
        ({"size": "0"}, "size_out_of_range"),
        ({"size": "1001"}, "size_out_of_range"),
        ({"after": "x"}, "bad_number"),
        ({"since": "1"}, "unknown_option"),
    ],
)
def test_wrong_questions_about_changes(server: Any, parameters: Mapping[str, str], code: str) -> None:
    answer = server().get(f"{BASE}/changes", params=parameters)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == code


# --- annuities


def test_the_next_payments_come_first_due_first(server: Any) -> None:
    """§10, 10: next-annuity reminders."""
    asker = server()
    answer = get(asker, "annuities", **{"from": "20250101", "to": "2027-12-31"})
    dates = [case["next_payment_date"] for case in answer["cases"]]
    assert dates == sorted(dates)
    assert answer["total"] == len(dates) >= 4
    assert all(case["in_force"] for case in answer["cases"])
    one = get(asker, "annuities", **{"from": "20270101", "to": "20271231", "query": "holder.code:000114400"})
    assert numbers_of(one) == ["patent-2020123456"]
    assert get(asker, "annuities", **{"from": "20270806", "to": "20270807"})["total"] == 0
    assert get(asker, "annuities", **{"from": "20270101", "to": "20271231", "size": 1, "offset": 1})["cases"]


def test_wrong_questions_about_annuities(server: Any) -> None:
    asker = server()
    for parameters, code in (
        ({"from": "x"}, "bad_date"),
        ({"holder": "1"}, "unknown_option"),
        ({"size": "x"}, "bad_number"),
    ):
        answer = asker.get(f"{BASE}/annuities", params=parameters)
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == code
