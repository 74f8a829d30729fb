"""Plans over HTTP: headers of every answer, 429, usage, and which token reaches which route."""

import logging
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tokkyo.accounts.accounts import Accounts
from tokkyo.errors import StoreError
from tokkyo.http.app import application
from tokkyo.service.opening import Service, open_service
from tokkyo.settings import Settings

SEARCH = "/patent/search"
RECORD = "/patent/100-000-792-454-33X"
RATES = (
    "x-rate-limit-remaining-request-per-minute",
    "x-rate-limit-retry-after-seconds",
    "x-rate-limit-retry-after-millis",
    "x-rate-limit-reset-date",
    "x-rate-limit-remaining-request-per-month",
    "x-rate-limit-remaining-record-per-month",
    "retry-after",
)
FREE = ["2147483647", "0", "0", "2024-06-01T00:00:00.000Z", "2147483647", "2147483647", "0"]
HOURS_12 = 12 * 3600


@dataclass
class Server:
    """A server under a clock that the test moves."""

    service: Service
    app: Starlette
    client: TestClient
    clock: list[datetime]

    @property
    def accounts(self) -> Accounts:
        return self.service.accounts

    def token(self, name: str = "t", scopes: tuple[str, ...] = ("search", "aggregate"), **limits: int) -> str:
        """Make a token, with a plan of its own if there are limits."""
        plan = f"plan-{name}" if limits else None
        if plan:
            self.accounts.plans.create(plan, limits)
        return self.accounts.tokens.create(name, scopes, plan)

    def get(self, path: str, token: str | None, **options: Any) -> Any:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return self.client.get(path, headers=headers, **options)


@pytest.fixture
def start(settings: Settings) -> Iterator[Callable[..., Server]]:
    opened: list[TestClient] = []

    def make(**values: Any) -> Server:
        service = open_service(settings.replace(**values))
        service.accounts.close()
        clock = [datetime(2024, 5, 31, 12, tzinfo=UTC)]
        plan = service.settings.text("default_plan")
        steady = lambda: clock[0].timestamp()  # noqa: E731
        service.accounts = Accounts.open(service.settings.data, plan, lambda: clock[0], monotonic=steady)
        app = application(service)
        opened.append(TestClient(app, raise_server_exceptions=False).__enter__())
        return Server(service, app, opened[-1], clock)

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def server(start: Callable[..., Server]) -> Server:
    return start()


def rates(answer: Any) -> list[str | None]:
    return [answer.headers.get(name) for name in RATES]


def test_where_nothing_is_limited_the_headers_say_so(server: Server) -> None:
    token = server.token("free")
    for answer in (
        server.get(SEARCH, token, params={"query": "x"}),
        server.get(RECORD, token),
        server.get(SEARCH, token, params={"query": "x", "size": "y"}),
        server.get("/patent/000-000-000-000-000", token),
        server.client.post(SEARCH, content="x", headers={"authorization": token, "content-type": "text/plain"}),
        server.get(SEARCH, None),
        server.get("/patent", token),
        server.get("/subscriptions/none/usage", token),
        server.client.put(SEARCH),
        server.client.options(SEARCH),
        server.client.head(SEARCH, params={"query": "x", "token": token}),
    ):
        assert rates(answer) == FREE, answer.request.url
        assert all(len(answer.headers.get_list(name)) == 1 for name in RATES)


STATUSES = [
    (200, "GET", SEARCH, {"params": {"query": "x"}}),
    (200, "POST", SEARCH, {"json": {"query": "x"}}),
    (200, "GET", RECORD, {}),
    (400, "GET", SEARCH, {"params": {"query": "x", "size": "y"}}),
    (400, "POST", SEARCH, {"content": "{", "headers": {"content-type": "application/json"}}),
    (404, "GET", "/patent/000-000-000-000-000", {}),
    (413, "POST", SEARCH, {"content": b" " * 2**21, "headers": {"content-type": "application/json"}}),
    (415, "POST", SEARCH, {"content": "x", "headers": {"content-type": "text/plain"}}),
]


@pytest.mark.parametrize(("status", "method", "path", "options"), STATUSES)
def test_every_status_tells_what_is_left(
    server: Server, status: int, method: str, path: str, options: dict[str, Any]
) -> None:
    name = f"every-{status}-{method}-{len(path)}"
    token = server.token(name, requests_per_minute=6, requests_per_month=1000, records_per_month=500)
    headers = {"authorization": f"Bearer {token}", **options.get("headers", {})}
    answer = server.client.request(method, path, **{**options, "headers": headers})
    assert answer.status_code == status, answer.text
    given = len(answer.json().get("data", [1])) if status == 200 else 0
    assert rates(answer) == ["5", "0", "0", FREE[3], "999", str(500 - given), "0"]


def test_a_fault_of_ours_tells_what_is_left_too(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Response:
        raise RuntimeError("boom")

    token = server.token("fault", requests_per_month=10, records_per_month=10)
    monkeypatch.setattr("tokkyo.service.search.PatentSearch.record", broken)
    answer = server.get(RECORD, token)
    assert answer.status_code == 500
    assert rates(answer)[4:6] == ["9", "10"]


def test_too_many_in_a_minute(server: Server) -> None:
    token = server.token("minute", requests_per_minute=2)
    assert rates(server.get(RECORD, token))[:3] == ["1", "0", "0"]
    assert rates(server.get(RECORD, token))[:3] == ["0", "30", "30000"]
    server.clock[0] += timedelta(milliseconds=1500)
    answer = server.get(RECORD, token)
    assert answer.status_code == 429
    assert set(answer.json()) == {"reference", "message", "code"}
    assert answer.json()["code"] == 429
    assert "[too_many_requests]" in answer.json()["message"]
    assert rates(answer) == ["0", "29", "28500", FREE[3], "2147483647", "2147483647", "29"]
    server.clock[0] += timedelta(milliseconds=28_500)
    assert server.get(RECORD, token).status_code == 200


def test_a_month_of_requests(server: Server) -> None:
    token = server.token("month", requests_per_month=1)
    assert rates(server.get(RECORD, token))[1:5] == [str(HOURS_12), str(HOURS_12 * 1000), FREE[3], "0"]
    answer = server.get(RECORD, token)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, str(HOURS_12))
    server.clock[0] += timedelta(hours=12)
    answer = server.get(RECORD, token)
    assert (answer.status_code, answer.headers["x-rate-limit-reset-date"]) == (200, "2024-07-01T00:00:00.000Z")


def test_a_month_of_records(server: Server) -> None:
    token = server.token("records", records_per_month=6)
    everything = {"query": "*", "size": 4}
    answer = server.get(SEARCH, token, params=everything)
    assert (len(answer.json()["data"]), rates(answer)[5]) == (4, "2")
    answer = server.get(SEARCH, token, params=everything)
    assert answer.status_code == 429
    assert "4 records are asked for and 2 are left" in answer.json()["message"]
    assert rates(answer) == [FREE[0], str(HOURS_12), str(HOURS_12 * 1000), FREE[3], FREE[4], "2", str(HOURS_12)]
    answer = server.client.post(SEARCH, json={"query": "title:nosuchword"}, headers={"authorization": token})
    assert answer.status_code == 429  # 20 are asked for when the request does not say
    answer = server.get(SEARCH, token, params={"query": "title:nosuchword", "size": 2})
    assert (answer.json()["total"], rates(answer)[5]) == (0, "2")
    assert server.get(RECORD, token).headers[RATES[5]] == "1"
    assert server.get("/patent/000-000-000-000-000", token).headers[RATES[5]] == "1"
    assert server.get(RECORD, token).headers[RATES[5]] == "0"
    assert server.get(RECORD, token).status_code == 429
    assert server.get(SEARCH, token, params={"query": "x", "size": 0}).status_code == 200


def test_what_was_reserved_by_a_search_that_fails_comes_back(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    token = server.token("failing", records_per_month=10)

    def broken(*_: object) -> Response:
        raise RuntimeError("boom")

    with monkeypatch.context() as patched:
        patched.setattr("tokkyo.service.search.PatentSearch.answer", broken)
        assert server.get(SEARCH, token, params={"query": "x", "size": 10}).status_code == 500
    assert server.get(SEARCH, token, params={"query": "*", "size": 10}).status_code == 200


@pytest.mark.parametrize("page", [3, 150])
def test_the_page_size_of_the_plan(server: Server, page: int) -> None:
    token = server.token(f"page{page}", records_per_request=page)
    assert server.get(SEARCH, token, params={"query": "*", "size": page}).status_code == 200
    answer = server.get(SEARCH, token, params={"query": "*", "size": page + 1})
    assert answer.status_code == 400
    assert f"allowed are 0 to {page}" in answer.json()["message"]


def test_searches_and_aggregations_are_counted_apart(server: Server) -> None:
    token = server.token("apart", requests_per_month=5)
    server.get(RECORD, token)
    usage = server.get("/subscriptions/patent_aggregation_api/usage", token)
    assert usage.json()["usage"][1]["remaining"] == 5
    assert rates(usage)[4] == "5"


def test_usage(server: Server) -> None:
    limits = {"requests_per_minute": 10, "requests_per_month": 1000, "records_per_month": 100_000}
    token = server.token("usage", **limits, records_per_request=50)
    server.get(SEARCH, token, params={"query": "*", "size": 3})
    for _ in range(2):  # asking is not counted
        answer = server.get("/subscriptions/patent_api/usage", token)
        assert answer.headers["content-type"] == "application/json;charset=UTF-8"
        assert answer.json() == {
            "subscription": "patent_api",
            "plan": "plan-usage",
            "maxRecordsPerRequest": 50,
            "maxResultPerPage": 50,
            "resetDate": "2024-06-01T00:00:00.000Z",
            "usage": [
                {"unit": "REQUEST", "period": "MINUTE", "amount": 10, "used": 1, "remaining": 9},
                {"unit": "REQUEST", "period": "MONTH", "amount": 1000, "used": 1, "remaining": 999},
                {"unit": "RECORD", "period": "MONTH", "amount": 100_000, "used": 3, "remaining": 99_997},
            ],
        }
        assert rates(answer)[4:6] == ["999", "99997"]


def test_usage_without_limits(server: Server) -> None:
    token = server.token("unlimited", scopes=("aggregate",))
    answer = server.get("/subscriptions/patent_api/usage", token)
    assert answer.json()["usage"][2] == {
        "unit": "RECORD",
        "period": "MONTH",
        "amount": 2147483647,
        "used": 0,
        "remaining": 2147483647,
    }
    assert (answer.json()["maxRecordsPerRequest"], answer.json()["plan"]) == (100, "unlimited")
    other = server.token("counted")
    server.get(SEARCH, other, params={"query": "*", "size": 3})
    used = [row["used"] for row in server.get("/subscriptions/patent_api/usage", other).json()["usage"]]
    assert used == [0, 1, 3]


@pytest.mark.parametrize("name", ["scholarly_api", "scholarly_aggregation_api", "x", "patent_api/x"])
def test_other_subscriptions_do_not_exist(server: Server, name: str) -> None:
    answer = server.get(f"/subscriptions/{name}/usage", server.token("nothing"))
    assert answer.status_code == 404
    assert set(answer.json()) == {"reference", "message", "code"}


def test_the_default_plan_limits_tokens_without_one(start: Callable[..., Server]) -> None:
    start().accounts.plans.create("house", {"requests_per_month": 1})
    server = start(default_plan="house")
    token = server.token("guest")
    assert [server.get(RECORD, token).status_code for _ in range(2)] == [200, 429]


def test_a_default_plan_that_does_not_exist_stops_the_server(settings: Settings) -> None:
    with (
        open_service(settings.replace(default_plan="nowhere")) as service,
        pytest.raises(Exception, match="no_such_plan"),
    ):
        application(service)


def test_without_required_tokens_nothing_is_limited(start: Callable[..., Server]) -> None:
    server = start(require_token=False, default_plan="unlimited")
    assert rates(server.get(RECORD, None)) == FREE
    assert server.get("/subscriptions/patent_api/usage", None).json()["plan"] == "unlimited"


# --- which token reaches which route: a new route needs a row

SCOPE_OF: dict[str, str | None] = {
    "/patent/search": "search",
    "/patent/aggregate": "aggregate",
    "/patent/export": "search",
    "/patent/export/{token}": "search",
    "/patent/{lens_id:path}": "search",
    "/schema/patent": "search",
    "/subscriptions/patent_api/usage": "any",
    "/subscriptions/patent_aggregation_api/usage": "any",
    "/openapi.json": None,
    "/docs": None,
    "/health": None,
}


def reached(answer: Any) -> bool:
    assert answer.status_code < 500
    if answer.status_code == 401:
        assert (
            answer.request.method == "HEAD" or answer.json()["message"] == "Unable to authorize user to this resource."
        )
        assert answer.headers["www-authenticate"] == "Bearer"
    return bool(answer.status_code != 401)


def test_each_route_with_each_token(server: Server) -> None:
    accounts = server.accounts
    tokens = {scope: accounts.tokens.create(f"role-{scope}", [scope]) for scope in ("search", "aggregate")}
    bad = {"none": None, "wrong": "tokkyo_" + "x" * 43, "cut": tokens["search"][:-1]}
    bad["revoked"] = accounts.tokens.create("role-revoked", ["search", "aggregate"])
    accounts.tokens.revoke("role-revoked")
    bad["expired"] = accounts.tokens.create("role-expired", ["search", "aggregate"], expires=date(2024, 5, 31))
    server.clock[0] += timedelta(hours=12)
    routes = [route for route in server.app.routes if isinstance(route, Route)]
    assert {route.path for route in routes} == set(SCOPE_OF)
    for route in routes:
        path = re.sub(r"\{[^}]*\}", "100-000-792-454-33X", route.path)
        for method in sorted(route.methods or ()):

            def ask(token: str | None, method: str = method, path: str = path) -> bool:
                headers = {"authorization": f"Bearer {token}"} if token else {}
                return reached(server.client.request(method, path, headers=headers))

            allowed = SCOPE_OF[route.path]
            for name, token in bad.items():
                assert ask(token) is (allowed is None), (method, path, name)
            for scope, token in tokens.items():
                assert ask(token) is (allowed in (None, "any", scope)), (method, path, scope)


def test_refused_requests_are_not_counted(server: Server) -> None:
    token = server.token("uncounted", scopes=("search",), requests_per_month=10)
    assert server.client.post("/patent/aggregate", headers={"authorization": token}).status_code == 401
    server.get("/patent/nowhere", token)
    assert rates(server.get(RECORD, token))[4] == "8"
    assert server.client.put(SEARCH, headers={"authorization": token}).status_code == 405
    assert rates(server.get(RECORD, token))[4] == "7"


def test_tokens_stay_out_of_logs_and_errors(
    server: Server, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Response:
        raise RuntimeError("boom")

    caplog.set_level(logging.DEBUG)
    token = server.token("canary", requests_per_month=4)
    said = []
    for path, parameters in ((SEARCH, {"query": "x", "size": "y"}), (SEARCH, {"query": "x"}), ("/patent", {})):
        said.append(server.client.get(path, params={**parameters, "token": token}))
    said.append(server.client.get(SEARCH, params={"token": token + "x"}))
    said.append(server.client.post(SEARCH, json={"query": "x", "token": token}, headers={"authorization": token}))
    monkeypatch.setattr("tokkyo.service.search.PatentSearch.record", broken)
    said.append(server.client.get(RECORD, params={"token": token}))
    said.append(server.client.get(RECORD, params={"token": token}))
    assert [answer.status_code for answer in said] == [400, 200, 404, 401, 200, 500, 429]
    for answer in said:
        assert token not in answer.text + str(answer.headers)
        assert answer.headers["referrer-policy"] == "no-referrer"
    ours = [record for record in caplog.records if not record.name.startswith(("httpx", "asyncio"))]
    assert ours
    assert not [record for record in ours if token in record.getMessage() + str(record.exc_text)]


def test_a_server_whose_accounts_cannot_be_written_stops_all_the_same(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise StoreError("store_full", "no space")

    service = open_service(settings.replace(require_token=False))
    monkeypatch.setattr(service.accounts.usage.table, "add", full)
    with TestClient(application(service)) as client:
        assert client.get(SEARCH).status_code == 200
    assert "the use of the last moments is lost: no space [store_full]" in caplog.text


def test_accounts_that_another_process_holds_are_a_503(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tokkyo.http.booked", "tokkyo.store.accounts_database"):
        monkeypatch.setattr(f"{module}.PAUSES", (0, 0))
    limited, free = server.token("limited", records_per_month=100), server.token("free")
    assert server.get(SEARCH, limited, params={"query": "*", "size": 1}).status_code == 200
    assert server.get(SEARCH, free).status_code == 200
    path = server.accounts.database.path
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for query in ("*", "*a*"):  # on the event loop; on a thread
            answer = server.get(SEARCH, limited, params={"query": query, "size": 1})
            assert answer.status_code == 503
            assert "[accounts_busy]" in answer.json()["message"]
            assert str(path) not in answer.text
            assert answer.headers["retry-after"] == "1"
        assert server.get(RECORD, limited).status_code == 503
        assert server.get(SEARCH, free).status_code == 200
    assert server.get(SEARCH, limited, params={"query": "*", "size": 99}).headers[RATES[5]] != "0"
