"""What every answer has: methods, preconditions, fixed headers, pages of other origins, the error body everywhere."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from tokkyo.errors import EngineError
from tokkyo.http.app import application
from tokkyo.service.opening import open_service
from tokkyo.service.search import PatentSearch
from tokkyo.settings import Settings

BATTERY = "/patent/100-000-792-454-33X"
SEARCH = "/patent/search"
JSON = "application/json;charset=UTF-8"
GETS = [BATTERY, f"{BATTERY}?include=lens_id", f"{SEARCH}?query=battery", "/patent/000-000-000-000-000",
        f"{SEARCH}?query=title:(", "/health", "/nowhere", "/schema/patent", "/openapi.json", "/docs"]  # fmt: skip
Make = Callable[..., TestClient]


@pytest.fixture
def make(settings: Settings, token: str) -> Iterator[Make]:
    """Make clients of servers over the library with other settings."""
    opened: list[TestClient] = []

    def start(**values: Any) -> TestClient:
        app = application(open_service(settings.replace(**values)))
        client = TestClient(app, headers={"authorization": token}, raise_server_exceptions=False)
        opened.append(client.__enter__())
        return client

    yield start
    for client in opened:
        client.__exit__(None, None, None)


def judged(answer: Any, status: int) -> dict[str, Any]:
    """Check that an answer is the vendor's error body and nothing else."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == JSON
    body: dict[str, Any] = answer.json()
    assert list(body) == ["reference", "message", "code"]
    assert body["code"] == status
    assert str(UUID(body["reference"])) == body["reference"]
    return body


@pytest.mark.parametrize("address", GETS)
def test_head_is_get_without_the_body(client: TestClient, address: str) -> None:
    for accepted in ("identity", "gzip"):
        get = client.get(address, headers={"accept-encoding": accepted})
        head = client.head(address, headers={"accept-encoding": accepted})
        assert head.content == b""
        assert head.status_code == get.status_code
        varying = {"x-rate-limit-remaining-request-per-minute", "x-rate-limit-remaining-request-per-month",
                   "x-rate-limit-remaining-record-per-month", "x-rate-limit-reset-date"}  # fmt: skip
        assert head.headers.keys() == get.headers.keys()
        for name in get.headers.keys() - varying - {"content-length" if accepted == "gzip" else ""}:
            assert head.headers[name] == get.headers[name], name


@pytest.mark.parametrize("address", GETS)
def test_fixed_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "private, no-cache"
    assert "Accept-Encoding" in headers["vary"]
    assert "server" not in headers


@pytest.mark.parametrize(
    ("address", "methods"),
    [
        (SEARCH, {"GET", "HEAD", "POST", "OPTIONS"}),
        (BATTERY, {"GET", "HEAD", "OPTIONS"}),
        ("/schema/patent", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("/health", {"GET", "HEAD", "OPTIONS"}),
        ("/openapi.json", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_methods(client: TestClient, address: str, methods: set[str]) -> None:
    options = client.options(address)
    assert (options.status_code, options.content) == (204, b"")
    assert set(options.headers["allow"].split(", ")) == methods
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"} - methods:
        answer = client.request(method, address)
        judged(answer, 405)
        assert set(answer.headers["allow"].split(", ")) == methods
    assert client.options("/nowhere").status_code == 404


def test_addresses_with_a_slash_too_many_lead_nowhere(client: TestClient) -> None:
    for address in ("/health/", "/patent/search/", "/patent/", "/patent", "/", "//patent/search", "/schema/patent/"):
        judged(client.get(address, follow_redirects=False), 404)


# ------------------------------------------------------------------------------------------------ entity tags


def test_a_record_has_a_strong_tag_of_its_bytes(client: TestClient) -> None:
    plain = client.get(BATTERY, headers={"accept-encoding": "identity"})
    tag = plain.headers["etag"]
    assert tag.startswith('"')
    assert tag == client.get(BATTERY, headers={"accept-encoding": "identity"}).headers["etag"]
    assert tag != client.get(f"{BATTERY}?exclude=claims", headers={"accept-encoding": "identity"}).headers["etag"]
    for coding in ("gzip", "br", "zstd"):
        assert client.get(BATTERY, headers={"accept-encoding": coding}).headers["etag"] == f"W/{tag}"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("{}", 304),
        ("W/{}", 304),
        ("*", 304),
        (' "other" , {} ', 304),
        ('"other",W/{}', 304),
        ('"other"', 200),
        ("", 200),
        ("nonsense, ,,", 200),
        (" " * 2000, 200),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_if_none_match(client: TestClient, method: str, header: str, status: int) -> None:
    tag = client.get(BATTERY, headers={"accept-encoding": "identity"}).headers["etag"]
    asked = {"if-none-match": header.format(tag), "accept-encoding": "identity"}
    answer = client.request(method, BATTERY, headers=asked)
    assert answer.status_code == status
    assert answer.headers["etag"] == tag
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "Accept-Encoding" in answer.headers["vary"]
    if status == 304:
        assert answer.content == b""
        assert "content-type" not in answer.headers


def test_if_none_match_looks_at_what_the_projection_leaves(client: TestClient) -> None:
    tag = client.get(f"{BATTERY}?include=kind").headers["etag"]
    assert client.get(f"{BATTERY}?include=kind", headers={"if-none-match": tag}).status_code == 304
    assert client.get(BATTERY, headers={"if-none-match": tag}).status_code == 200


def test_if_none_match_does_not_hide_errors(client: TestClient, stranger: TestClient) -> None:
    judged(client.get("/patent/000-000-000-000-000", headers={"if-none-match": "*"}), 404)
    judged(stranger.get(BATTERY, headers={"if-none-match": "*"}), 401)


def test_if_match(client: TestClient) -> None:
    tag = client.get(BATTERY).headers["etag"]
    assert client.get(BATTERY, headers={"if-match": tag}).status_code == 200
    assert client.get(BATTERY, headers={"if-match": "*"}).status_code == 200
    judged(client.get(BATTERY, headers={"if-match": '"other"'}), 412)


# ------------------------------------------------------------------------------------------------ other origins


PREFLIGHT = {"origin": "https://page.example", "access-control-request-method": "POST",
             "access-control-request-headers": "authorization,content-type"}  # fmt: skip


def test_pages_of_any_origin_may_ask_while_tokens_are_required(client: TestClient) -> None:
    answer = client.options(SEARCH, headers=PREFLIGHT)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    allowed = answer.headers["access-control-allow-headers"].lower()
    assert "authorization" in allowed
    assert "content-type" in allowed
    simple = client.post(SEARCH, json={"query": "x"}, headers={"origin": "https://page.example"})
    assert simple.headers["access-control-allow-origin"] == "*"
    exposed = simple.headers["access-control-expose-headers"]
    for name in ("x-rate-limit-remaining-request-per-minute", "x-rate-limit-retry-after-seconds",
                 "x-rate-limit-retry-after-millis", "x-rate-limit-reset-date",
                 "x-rate-limit-remaining-request-per-month", "x-rate-limit-remaining-record-per-month",
                 "retry-after", "x-tokkyo-warning", "etag"):  # fmt: skip
        assert name in exposed
    for each in (answer, simple):
        assert "access-control-allow-credentials" not in each.headers


def test_errors_can_be_read_by_pages_too(stranger: TestClient) -> None:
    answer = stranger.post(SEARCH, json={"query": "x"}, headers={"origin": "https://page.example"})
    judged(answer, 401)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_without_tokens_the_star_counts_for_nothing(make: Make) -> None:
    client = make(require_token=False)
    assert "access-control-allow-origin" not in client.options(SEARCH, headers=PREFLIGHT).headers
    answer = client.get(BATTERY, headers={"origin": "https://page.example"})
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("require_token", [True, False])
def test_named_origins(make: Make, require_token: bool) -> None:
    client = make(require_token=require_token, cors_origins="https://a.example, https://page.example/")
    answer = client.options(SEARCH, headers=PREFLIGHT)
    assert answer.headers["access-control-allow-origin"] == "https://page.example"
    assert "Origin" in answer.headers["vary"]
    foreign = client.options(SEARCH, headers={**PREFLIGHT, "origin": "https://evil.example"})
    assert "access-control-allow-origin" not in foreign.headers
    simple = client.get(BATTERY, headers={"origin": "https://page.example"})
    assert simple.headers["access-control-allow-origin"] == "https://page.example"
    assert "Origin" in simple.headers["vary"]


def test_no_origins(make: Make) -> None:
    client = make(cors_origins="")
    assert "access-control-allow-origin" not in client.options(SEARCH, headers=PREFLIGHT).headers
    assert "access-control-allow-origin" not in client.get(BATTERY, headers={"origin": "https://a.example"}).headers


# ------------------------------------------------------------------------------------------------ errors


@pytest.mark.parametrize(
    ("method", "address", "options", "status"),
    [
        ("GET", "/nowhere", {}, 404),
        ("GET", "/patent/nothing such", {}, 404),
        ("GET", "/patent/../../etc/passwd", {}, 404),
        ("DELETE", SEARCH, {}, 405),
        ("POST", SEARCH, {"content": b"x" * 1_100_000}, 413),
        ("GET", f"{SEARCH}?query={'x' * 9000}", {}, 414),
        ("GET", f"/patent/{'x' * 9000}", {}, 414),
        ("POST", SEARCH, {"content": b"{}", "headers": {"content-type": "text/plain"}}, 415),
        ("POST", SEARCH, {"content": b"{}", "headers": {"content-encoding": "gzip"}}, 415),
        ("POST", SEARCH, {"content": b"{"}, 400),
        ("GET", f"{BATTERY}?include=nothing", {}, 400),
        ("GET", BATTERY, {"headers": {"authorization": "Bearer wrong"}}, 401),
        ("GET", "/schema/patent", {"headers": {"authorization": "Bearer wrong"}}, 401),
    ],
)
def test_the_error_body_everywhere(
    client: TestClient, method: str, address: str, options: dict[str, Any], status: int
) -> None:
    answer = client.request(method, address, **options)
    judged(answer, status)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    if status == 401:
        assert answer.headers["www-authenticate"] == "Bearer"


def test_a_defect_is_told_by_reference(
    make: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = make()

    def broken(*_: Any) -> bytes:
        raise RuntimeError("secret path /srv/data\nand more")

    monkeypatch.setattr(PatentSearch, "record", broken)
    with caplog.at_level(logging.ERROR, "tokkyo.http"):
        answer = client.get(BATTERY, params={"token": "canary-token"}, headers={"origin": "https://page.example"})
    body = judged(answer, 500)
    assert "secret" not in answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    logged = [record.getMessage() for record in caplog.records if record.name == "tokkyo.http"]
    assert len(logged) == 1
    assert body["reference"] in logged[0]
    assert "secret path /srv/data\\nand more" in logged[0]
    assert "canary" not in caplog.text


def test_a_broken_index_is_told_by_code_and_reference(
    make: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = make()

    def broken(*_: Any) -> bytes:
        raise EngineError("index_damaged", "the file /srv/data/index/x.term is damaged", fix="run: tokkyo reindex")

    monkeypatch.setattr(PatentSearch, "record", broken)
    with caplog.at_level(logging.ERROR, "tokkyo.http"):
        body = judged(client.get(BATTERY), 503)
    assert "[index_damaged]" in body["message"]
    assert "/srv" not in body["message"]
    assert body["reference"] in caplog.text
    assert "/srv/data/index/x.term" in caplog.text


def test_what_the_caller_does_wrong_is_not_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "tokkyo"):
        client.get(f"{SEARCH}?query=title:(&token=canary-token")
        client.get("/nowhere?token=canary-token")
    assert "canary" not in caplog.text
    assert not [record for record in caplog.records if record.name.startswith("tokkyo")]


# ------------------------------------------------------------------------------------------------ records


RECORD_KEYS = ["lens_id", "jurisdiction", "doc_number", "kind", "date_published", "doc_key", "docdb_id", "lang",
               "biblio", "families", "sequence_listing", "legal_status", "abstract", "claims", "description",
               "publication_type"]  # fmt: skip
BIBLIO_KEYS = ["publication_reference", "application_reference", "application_number", "priority_claims",
               "invention_title", "parties", "classifications_ipcr", "classifications_cpc", "classifications_national",
               "references_cited", "cited_by"]  # fmt: skip


def in_order(keys: list[str], known: list[str]) -> bool:
    return keys == [key for key in known if key in keys]


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        if not value:
            yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    else:
        yield value


def test_key_order_and_omission_in_records(client: TestClient) -> None:
    answer = client.post(SEARCH, json={"query": "*", "size": 100})
    assert list(answer.json()) == ["total", "max_score", "data", "results"]
    for record in answer.json()["data"]:
        assert in_order(list(record), RECORD_KEYS)
        assert in_order(list(record["biblio"]), BIBLIO_KEYS)
        assert list(record)[-1] == "publication_type"
        for leaf in leaves(record):
            assert leaf is not None
            assert leaf is not False
            assert leaf not in ("", [], {})


def test_scores_stay_numbers(client: TestClient) -> None:
    """JSON has no number for the infinity that boosts without measure would make of a score."""

    def asked(boost: float) -> Any:
        return client.post(SEARCH, json={"query": {"exists": {"field": "title", "boost": boost}}}).json()

    assert asked(1e6)["max_score"] == 1e6
    assert "[boost_too_large]" in asked(1e300)["message"]


def order_of(value: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Return the keys of every object in a record with its path."""
    if isinstance(value, dict):
        yield path, list(value)
        for key, inner in value.items():
            yield from order_of(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from order_of(inner, path)


def test_key_order_of_the_recorded_body(shared: Any, tmp_path: Any) -> None:
    """A live record that goes in comes out with the keys of every object in the order the service sent them."""
    from tokkyo.cli.ingest import run_ingest
    from tokkyo.settings import defaults

    recorded = json.loads((shared / "samples/lens/live_get_record_091-428-408-796-283.json").read_text("utf-8"))
    source = tmp_path / "live.jsonl"
    source.write_text(json.dumps(recorded) + "\n", "utf-8")
    settings = defaults(data=str(tmp_path / "data"), require_token=False)
    run_ingest(settings, (str(source),), as_json=True)
    with TestClient(application(open_service(settings))) as client:
        answer = client.get(f"/patent/{recorded['lens_id']}").json()
    theirs: dict[str, list[list[str]]] = {}
    for path, keys in order_of(recorded):
        theirs.setdefault(path, []).append(keys)
    compared = 0
    for path, keys in order_of(answer):
        for other in theirs.get(path, []):
            shared_keys = [key for key in keys if key in other]
            assert shared_keys == [key for key in other if key in keys], path
            compared += 1
    assert compared > 100
