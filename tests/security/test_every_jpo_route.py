"""Every address of the JPO face: who may ask (D15), and what nobody should send (B9, E5).

Routes are read from the application: a new one without a rule fails, and is attacked too.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tokkyo.cli.ingest import run_ingest
from tokkyo.http.app import application
from tokkyo.http.routing import Below
from tokkyo.model.jpo.apis import BY_NAME, LIMITED
from tokkyo.service.opening import open_service, open_tokens, open_users
from tokkyo.settings import Settings, defaults

FIXTURES = Path(__file__).parents[1] / "fixtures" / "jpo"
SAMPLES = {
    "application": "2021600001",
    "code": "000900001",
    "name": "見本工業株式会社",
    "kind": "application",
    "number": "2021600001",
    "document": "A53_52100000001",
    "file": "1",
    "law": "patent",
    "api": "app_doc_cont_refusal_reason",
}
OVERSEAS = {"number": "JP.2021600001.A", "document": "Abstract_61539913647_JP"}
PCT = {"kind": "international_publication", "number": "WO2016160002"}


class Rule(NamedTuple):
    """Who may ask: addresses that begin so are open to anybody, or to users alone, or to whoever has a link."""

    prefix: str
    anybody: bool


RULES = (
    Rule("/auth/token", anybody=True),
    Rule("/api/openapi.json", anybody=True),
    Rule("/api/docs", anybody=True),
    Rule("/api/archives/", anybody=True),  # a signed link: see test_archives
    Rule("/api/cases/v1/", anybody=False),
    Rule("/api/patent/v1/", anybody=False),
    Rule("/api/design/v1/", anybody=False),
    Rule("/api/trademark/v1/", anybody=False),
    Rule("/opdapi/patent/v1/", anybody=False),
)
FREE: dict[str, Any] = {
    "max_guesses_per_account": 0,
    "max_guesses_per_address": 0,
    "max_guesses_per_minute": 0,
    "password_memory_kib": 8192,
    "password_passes": 1,
    "jpo_daily_limits": ",".join(f"{api.number}=1000000" for api in LIMITED),
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = defaults(data=str(tmp_path_factory.mktemp("jpo")), **FREE)
    sources = [str(FIXTURES / name) for name in ("standard_data", "documents", "recorded")]
    run_ingest(settings, sources, as_json=True)
    return settings


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(application(open_service(settings)), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def callers(settings: Settings, client: TestClient) -> dict[str, str]:
    """A token each: none, a user, another user, suspended, cancelled, with a new password since, a Lens token."""
    tokens = {"none": ""}
    with open_users(settings) as users:
        for name in ("user", "other user", "suspended", "cancelled", "reissued"):
            issued = users.directory.issue(None, "corporation")
            tokens[name] = users.sessions.log_in(issued.username, issued.password).access_token
            if name == "suspended":
                users.directory.suspend(issued.username)
            elif name == "cancelled":
                users.directory.cancel(issued.username)
            elif name == "reissued":
                users.directory.reissue(issued.username)
    with open_tokens(settings) as search_tokens:
        tokens["search token"] = search_tokens.create("x", ["search", "aggregate"])
    return tokens


ALLOWED = {"user", "other user"}


def routes(client: TestClient) -> list[tuple[str, str]]:
    """Every path with one of its methods."""
    faces = [face for face in client.app.routes if isinstance(face, Below)]  # type: ignore[attr-defined]
    return sorted(
        (re.sub(r":\w+}", "}", route.path), method)
        for face in faces
        for route in face.routes
        for method in route.methods - {"HEAD"}
    )


def sample(path: str, **values: str) -> str:
    """Return an address of a path that leads somewhere."""
    known = {**SAMPLES, **(OVERSEAS if path.startswith("/opdapi") else {}), **(PCT if "pct_" in path else {}), **values}
    return re.sub(r"\{(\w+)\}", lambda found: known[found[1]], path)


def judged(answer: Any) -> Any:
    """An answer below 500 whose body is of the shape of its address."""
    assert answer.status_code < 500, (str(answer.request.url)[:200], answer.text[:500])
    assert "Traceback" not in answer.text
    path = answer.request.url.path
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        body = answer.json()
        if path.startswith("/auth"):
            assert list(body) == ["error", "error_description"]
        elif path.startswith("/api/cases/") or (path.startswith("/api/archives/") and "error" in body):
            assert {"code", "message"} <= set(body["error"])
        elif path.startswith(("/api/", "/opdapi/")):
            assert list(body["result"]) == ["statusCode", "errorMessage", "remainAccessCount", "data"]
    return answer


def test_every_route_has_a_rule(client: TestClient) -> None:
    """D15: one that has none fails here."""
    found = routes(client)
    assert len({path for path, _ in found if path.startswith(("/api/", "/opdapi/"))}) >= 42
    for path, _ in found:
        assert sum(path.startswith(rule.prefix) for rule in RULES) == 1, path


def test_every_route_lets_in_who_may_ask_and_nobody_else(client: TestClient, callers: dict[str, str]) -> None:
    """D15: 401 for all but users whose registration stands; what is open asks nobody."""
    for path, method in routes(client):
        (rule,) = (rule for rule in RULES if path.startswith(rule.prefix))
        for caller, token in callers.items():
            headers = {"authorization": f"Bearer {token}"} if token else {}
            status = judged(client.request(method, sample(path), headers=headers)).status_code
            if not rule.anybody:
                assert (status != 401) is (caller in ALLOWED), (path, method, caller, status)
            elif path.startswith("/auth"):
                assert status in (400, 415)
            elif path.startswith("/api/archives"):
                assert status == 403
            else:
                assert status == 200


def test_tokens_of_users_open_nothing_of_the_other_face(client: TestClient, callers: dict[str, str]) -> None:
    headers = {"authorization": f"Bearer {callers['user']}"}
    assert client.get("/patent/search", headers=headers).status_code == 401
    search = {"authorization": f"Bearer {callers['search token']}"}
    assert client.get("/patent/search", headers=search).status_code == 200


def test_counts_of_users_are_apart(client: TestClient, callers: dict[str, str]) -> None:
    path = "/api/patent/v1/registration_info/9999999999"
    counts = {}
    for caller in sorted(ALLOWED):
        before = client.get(path, headers={"authorization": f"Bearer {callers[caller]}"}).json()
        counts[caller] = int(before["result"]["remainAccessCount"])
    client.get(path, headers={"authorization": f"Bearer {callers['user']}"})
    after = client.get(path, headers={"authorization": f"Bearer {callers['other user']}"}).json()
    assert int(after["result"]["remainAccessCount"]) == counts["other user"] - 1


# --- B9, E5

HOSTILE = (
    "",
    "\0",
    "%00",
    "..",
    "../../../etc/passwd",
    "..\\..\\x",
    "..%2f..%2f",
    "%2e%2e%2f",
    "．．／",
    "∕etc∕passwd",
    "9" * 20,
    "9223372036854775808",
    "-1",
    "1e400",
    "' OR 1=1 --",
    '"; DROP TABLE jpo_case; --',
    "%",
    "%FF%FE",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\t",
    ",",
    "|",
    "{application}",
    "${jndi:ldap://x}",
    "<script>alert(1)</script>",
    "１２３４５６７８９０",
    "😀" * 100,
    "a" * 7000,
)
LONG = "x" * 2**20


def places(path: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", path)


def headers_of(callers: dict[str, str]) -> dict[str, str]:
    return {"authorization": f"Bearer {callers['user']}"}


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_parameters_of_the_address(client: TestClient, callers: dict[str, str], value: str) -> None:
    """B9 and E5: never a 500, never a file; encoded and as they are."""
    headers = headers_of(callers)
    for path, method in routes(client):
        for place in places(path):
            for written in {quote(value, safe=""), quote(value, safe="/%.\\")}:
                answer = judged(client.request(method, sample(path, **{place: written}), headers=headers))
                assert "root:" not in answer.text


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_parameters_of_the_query(client: TestClient, callers: dict[str, str], value: str) -> None:
    headers = headers_of(callers)
    names = ("query", "size", "from", "to", "after", "offset", "number", "law", "sort", "until", "signature", "token")
    for path, method in routes(client):
        if method == "GET":
            for name in names if "/cases/" in path or "/archives/" in path else names[-1:]:
                judged(client.get(sample(path), params={name: value}, headers=headers))


def test_hostile_forms(client: TestClient) -> None:
    for value in HOSTILE:
        for name in ("grant_type", "username", "password", "refresh_token", "scope", value):
            for grant in ("password", "refresh_token"):
                judged(
                    client.post(
                        "/auth/token", data={"grant_type": grant, "username": "a", "password": "b", name: value}
                    )
                )
    assert judged(client.post("/auth/token", data={"username": LONG})).status_code == 413


def test_a_mebibyte_anywhere_is_refused(client: TestClient, callers: dict[str, str]) -> None:
    headers = headers_of(callers)
    for path, method in routes(client):
        for place in places(path):
            # the client takes no longer address; the server refuses long before
            assert (
                judged(client.request(method, sample(path, **{place: "x" * 60_000}), headers=headers)).status_code
                == 414
            )
    for header in ("authorization", "host", "accept", "accept-encoding"):
        judged(client.get(sample("/api/patent/v1/app_progress/{application}"), headers={**headers, header: LONG}))


@given(text=st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
@tried(
    max_examples=int(os.environ.get("TOKKYO_EXAMPLES", "50")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_any_text_is_an_answer(client: TestClient, callers: dict[str, str], text: str) -> None:
    for law, name in (("patent", "applicant_attorney"), ("design", "app_progress"), ("trademark", "registration_info")):
        assert BY_NAME[law, name]
        judged(client.get(f"/api/{law}/v1/{name}/{quote(text, safe='')}", headers=headers_of(callers)))
