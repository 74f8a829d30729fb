"""/patent/export over a small library: both formats, resuming, plans that end in mid-stream, clients that go away."""

import asyncio
import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tokkyo.errors import EngineError
from tokkyo.http.app import application
from tokkyo.service.opening import Service, open_service
from tokkyo.settings import Settings
from tokkyo.store.cursor_file import CursorFile, CursorState

ALL = len((Path(__file__).parents[1] / "fixtures" / "lens" / "library.jsonl").read_text("utf-8").splitlines())
BY_DATE = [{"date_published": "desc"}, {"lens_id": "asc"}]


@pytest.fixture
def start(settings: Settings) -> Iterator[Callable[..., TestClient]]:
    clients: list[TestClient] = []

    def starting(token: str, **values: int) -> TestClient:
        app = application(open_service(settings.replace(**values)))
        clients.append(TestClient(app, headers={"authorization": f"Bearer {token}"}).__enter__())
        return clients[-1]

    yield starting
    for client in clients:
        client.__exit__()


@pytest.fixture
def client(start: Callable[..., TestClient], new_token: Callable[[], str]) -> TestClient:
    return start(new_token(), export_batch=5)


def export(client: TestClient, **body: Any) -> Any:
    answer = client.post("/patent/export", json=body)
    assert answer.status_code == 200, answer.text
    return answer


def refused(client: TestClient, **body: Any) -> str:
    answer = client.post("/patent/export", json=body)
    assert answer.status_code == 400, answer.text
    assert set(answer.json()) == {"reference", "message", "code"}
    return str(answer.json()["message"])


def lines(answer: Any) -> list[Any]:
    assert answer.headers["content-type"] == "application/x-ndjson;charset=UTF-8"
    return [json.loads(line) for line in answer.content.splitlines()]


def table(answer: Any) -> list[list[str]]:
    assert answer.headers["content-type"] == "text/csv;charset=UTF-8"
    return list(csv.reader(io.StringIO(answer.content.decode(), newline="")))


def searched(client: TestClient, **body: Any) -> list[Any]:
    data: list[Any] = client.post("/patent/search", json={"size": 100, **body}).json()["data"]
    return data


def test_the_whole_result_set_as_a_search_gives_it(client: TestClient) -> None:
    answer = export(client, query="*", sort=BY_DATE)
    assert lines(answer) == searched(client, query="*", sort=BY_DATE)
    assert answer.headers["x-tokkyo-total"] == str(ALL)
    assert len(answer.headers["x-tokkyo-resume-token"]) == 22
    assert answer.headers["content-disposition"] == 'attachment; filename="export.jsonl"'
    assert "content-length" not in answer.headers


def test_it_knows_no_window(start: Callable[..., TestClient], new_token: Callable[[], str]) -> None:
    client = start(new_token(), max_result_window=3, max_page_size=2)
    assert len(lines(export(client, query="*"))) == ALL


def test_the_projection_takes_search_names_too(client: TestClient) -> None:
    assert lines(export(client, query="battery", include=["lens_id", "title"], sort=BY_DATE)) == searched(
        client, query="battery", include=["lens_id", "biblio.invention_title"], sort=BY_DATE
    )
    assert "claims" not in lines(export(client, query="battery", exclude="claims"))[0]


def test_families_and_least_scores(client: TestClient) -> None:
    body = {"query": "doc_number:10990123", "expand_by": "SIMPLE_FAMILY", "sort": BY_DATE}
    assert lines(export(client, **body)) == searched(client, **body)
    assert lines(export(client, query="battery", min_score=10_000)) == []


def test_a_table(client: TestClient) -> None:
    answer = export(client, query="*", sort=BY_DATE, format="csv")
    rows = table(answer)
    assert len(rows) == ALL + 1
    assert rows[0][:5] == ["lens_id", "publication_number", "kind", "date_published", "title"]
    assert [row[0] for row in rows[1:]] == [row["lens_id"] for row in searched(client, query="*", sort=BY_DATE)]
    assert answer.headers["content-disposition"].endswith('"export.csv"')


@pytest.mark.parametrize(("accept", "csv"), [("text/csv", True), ("application/x-ndjson", False), ("*/*", False)])
def test_the_format_by_header(client: TestClient, accept: str, csv: bool) -> None:
    answer = client.post("/patent/export", json={"query": "battery"}, headers={"accept": accept})
    assert answer.headers["content-type"].startswith("text/csv" if csv else "application/x-ndjson")
    answer = client.post("/patent/export", json={"query": "battery", "format": "jsonl"}, headers={"accept": accept})
    assert answer.headers["content-type"].startswith("application/x-ndjson")


def test_columns(client: TestClient) -> None:
    rows = table(export(client, query="doc_number:10990123", format="csv", columns=["cpc", "legal_status.granted"]))
    assert rows == [["cpc", "legal_status.granted"], ["H01M10/0562", "true"]]
    text = table(export(client, query="doc_number:10990123", format="csv", columns="claims,kind"))
    assert text[1] == ["1. A battery comprising a pleated separator and a solid electrolyte.", "B2"]


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        ({"format": "xml"}, "bad_format", "format"),
        ({"format": 1}, "bad_format", "format"),
        ({"format": "csv", "columns": ["x"]}, "unrecognized_column", "columns"),
        ({"format": "csv", "columns": 5}, "bad_projection", "columns"),
        ({"format": "csv", "columns": ["kind"] * 201}, "too_many_columns", "columns"),
        ({"format": "csv", "include": ["title"]}, "option_needs_jsonl", "include"),
        ({"format": "csv", "escape_formulas": "perhaps"}, "bad_boolean", "escape_formulas"),
        ({"columns": ["kind"]}, "option_needs_csv", "columns"),
        ({"escape_formulas": True}, "option_needs_csv", "escape_formulas"),
        ({"include": ["x"]}, "unrecognized_field", "include"),
        ({"group_by": "SIMPLE_FAMILY"}, "group_with_export", "group_by"),
        ({"query": "("}, "unbalanced_parenthesis", "query"),
    ],
)
def test_refusals(client: TestClient, body: dict[str, Any], code: str, path: str) -> None:
    message = refused(client, **body)
    assert f"[{code}]" in message
    assert f"at {path}" in message


def test_what_has_no_effect_is_named(client: TestClient) -> None:
    answer = export(client, query="*", size=1, scroll="1m", nothing=1, **{"from": 2})
    assert len(lines(answer)) == ALL
    warning = answer.headers["x-tokkyo-warning"]
    assert warning == "from, scroll, size: no effect on an export; unknown option nothing was ignored"


def test_formulas(client: TestClient) -> None:
    body = {"query": "doc_number:10990123", "format": "csv", "columns": ["kind"]}
    assert table(export(client, **body, escape_formulas=False)) == table(export(client, **body))


# --- resuming


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
@pytest.mark.parametrize("records", [0, 1, 4, 5, 6, ALL - 1, ALL])
def test_resumed(client: TestClient, kind: str, records: int) -> None:
    whole = export(client, query="*", sort=BY_DATE, format=kind)
    token = whole.headers["x-tokkyo-resume-token"]
    rest = client.get(f"/patent/export/{token}", params={"from": records})
    assert rest.status_code == 200
    assert rest.headers["x-tokkyo-resume-token"] == token
    assert rest.headers["x-tokkyo-total"] == str(ALL)
    read = lines if kind == "jsonl" else table
    header = 1 if kind == "csv" and records else 0
    assert read(rest) == read(whole)[records + header :]


def test_resumed_in_another_process(start: Callable[..., TestClient], new_token: Callable[[], str]) -> None:
    token = new_token()
    name = export(start(token), query="*").headers["x-tokkyo-resume-token"]
    assert len(lines(start(token).get(f"/patent/export/{name}"))) == ALL


def test_not_resumed(client: TestClient, start: Callable[..., TestClient], new_token: Callable[[], str]) -> None:
    name = export(client, query="*").headers["x-tokkyo-resume-token"]
    assert start(new_token()).get(f"/patent/export/{name}").status_code == 404
    for wrong in ("x", "A" * 22, "%00", "..%2f..", "é", "A" * 3000):
        answer = client.get(f"/patent/export/{wrong}")
        assert answer.status_code == 404, wrong
        assert answer.json()["code"] == 404
    for records in ("x", "-1", str(ALL + 1), "9" * 30, "1.5"):
        assert client.get(f"/patent/export/{name}", params={"from": records}).status_code == 400
    assert client.post(f"/patent/export/{name}").status_code == 405


def test_head_gives_out_nothing(client: TestClient) -> None:
    name = export(client, query="*").headers["x-tokkyo-resume-token"]
    answer = client.head(f"/patent/export/{name}")
    assert (answer.status_code, answer.content, answer.headers["x-tokkyo-total"]) == (200, b"", str(ALL))


def test_so_many(settings: Settings, start: Callable[..., TestClient], new_token: Callable[[], str]) -> None:
    client = start(new_token(), max_exports_per_token=2)
    for _ in range(5):
        export(client, query="*")
    for path in (settings.data / "cursors" / "exports").glob("*-*"):
        _begin_anew(path)
    answer = client.post("/patent/export", json={"query": "*"})
    assert answer.status_code == 429
    assert "[too_many_exports]" in answer.json()["message"]
    assert int(answer.headers["retry-after"]) > 500


def _begin_anew(path: Path) -> None:
    """Make an export what it was before it was sent to its end."""
    hits = CursorFile.open(path)
    assert hits is not None
    with hits, hits.locked() as state:
        assert state is not None
        hits.move(CursorState(0, state.expires + 3600))


def test_needs_a_token(client: TestClient) -> None:
    answer = client.post("/patent/export", json={"query": "*"}, headers={"authorization": "Bearer x"})
    assert answer.status_code == 401


# --- plans


def left(client: TestClient) -> int:
    return int(client.get("/patent/search?size=0").headers["x-rate-limit-remaining-record-per-month"])


def test_records_count_against_the_plan(start: Callable[..., TestClient], new_token: Callable[..., str]) -> None:
    client = start(new_token({"records_per_month": 30}), export_batch=5)
    name = export(client, query="*").headers["x-tokkyo-resume-token"]
    assert left(client) == 30 - ALL
    client.get(f"/patent/export/{name}", params={"from": ALL - 2})
    assert left(client) == 30 - ALL - 2


def test_a_plan_that_is_used_up_before_the_first_record(
    start: Callable[..., TestClient], new_token: Callable[..., str], settings: Settings
) -> None:
    client = start(new_token({"records_per_month": 3}), export_batch=5)
    before = len(list((settings.data / "cursors" / "exports").glob("*-*")))
    answer = client.post("/patent/export", json={"query": "*"})
    assert (answer.status_code, answer.json()["code"]) == (429, 429)
    assert len(list((settings.data / "cursors" / "exports").glob("*-*"))) == before
    assert left(client) == 3


def test_lines_that_end_early_say_so(start: Callable[..., TestClient], new_token: Callable[..., str]) -> None:
    client = start(new_token({"records_per_month": 7}), export_batch=3)
    *records, last = lines(export(client, query="*", sort=BY_DATE))
    assert len(records) == 6
    assert set(last) == {"error"}
    assert set(last["error"]) == {"reference", "message", "code"}
    assert last["error"]["code"] == 429
    assert left(client) == 1


# --- below the client: pieces as they go out


async def messages(app: Any, token: str, body: dict[str, Any], gone_after: int | None = None) -> list[Any]:
    """Ask for an export and return the messages of the answer; the client may go away after so many."""
    sent: list[Any] = []
    asked = [{"type": "http.request", "body": json.dumps(body).encode()}]
    left = asyncio.Event()

    async def receive() -> Any:
        if asked:
            return asked.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) == gone_after:
            left.set()
            await asyncio.sleep(0)  # lets the server see that nobody reads on

    headers = [(b"authorization", token.encode()), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/patent/export", "raw_path": b"/patent/export", "root_path": "",
             "query_string": b"", "headers": headers, "http_version": "1.1", "scheme": "http", "client": ("test", 1),
             "server": ("test", 80), "asgi": {"version": "3.0", "spec_version": "2.3"}}  # fmt: skip
    await app(scope, receive, send)
    return sent


def answered(service: Service, token: str, body: dict[str, Any], gone_after: int | None = None) -> list[Any]:
    app = application(service)

    async def run() -> list[Any]:
        async with app.router.lifespan_context(app):
            return await messages(app, token, body, gone_after)

    return asyncio.run(run())


def test_a_batch_goes_out_at_a_time(settings: Settings, new_token: Callable[[], str]) -> None:
    service = open_service(settings.replace(export_batch=5))
    start, *pieces, end = answered(service, new_token(), {"query": "*"})
    assert start["status"] == 200
    assert [piece["body"].count(b"\n") for piece in pieces] == [5, 5, ALL - 10]
    assert (end["body"], end["more_body"]) == (b"", False)


def test_a_table_that_cannot_be_finished_has_no_end(settings: Settings, new_token: Callable[..., str]) -> None:
    service = open_service(settings.replace(export_batch=3))
    token = new_token({"records_per_month": 7})
    start, *pieces = answered(service, token, {"query": "*", "format": "csv"})
    assert start["status"] == 200
    rows = list(csv.reader(io.StringIO(b"".join(piece["body"] for piece in pieces).decode(), newline="")))
    assert len(rows) == 1 + 6
    assert all(piece["more_body"] for piece in pieces)


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_fault_in_mid_stream(settings: Settings, new_token: Callable[[], str], kind: str) -> None:
    service = open_service(settings.replace(export_batch=5))
    whole = service.documents.records_of
    calls: list[int] = []

    def failing(ids: Any) -> Any:
        calls.append(len(ids))
        if len(calls) == 2:
            raise EngineError("index_damaged", "/secret/path is damaged")
        return whole(ids)

    service.documents.records_of = service.documents.heads_of = failing  # type: ignore[method-assign]
    _, *pieces = answered(service, new_token(), {"query": "*", "format": kind})
    assert pieces[-1]["more_body"] == (kind == "csv")
    if kind == "jsonl":
        told = json.loads(pieces[-2]["body"])
        assert (told["error"]["code"], "[index_damaged]" in told["error"]["message"]) == (503, True)
        assert "secret" not in pieces[-2]["body"].decode()


def test_a_client_that_goes_away_is_charged_for_what_it_was_sent(
    settings: Settings, new_token: Callable[..., str], start: Callable[..., TestClient]
) -> None:
    token = new_token({"records_per_month": 50})
    sent = answered(open_service(settings.replace(export_batch=2)), token, {"query": "*"}, gone_after=3)
    given = sum(message.get("body", b"").count(b"\n") for message in sent)
    assert 4 <= given < ALL
    assert 50 - left(start(token)) in (given, given + 2)
