"""What the token URL and the retrieval APIs show of users to who should not know: D6, D8, D10, D13, over HTTP."""

import logging
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tokkyo.accounts.users.directory import Issued
from tokkyo.accounts.users.sessions import Sessions
from tokkyo.errors import StoreError, Unavailable
from tokkyo.http.app import application
from tokkyo.service.opening import Service, open_service
from tokkyo.settings import Settings, defaults

PROGRESS = "/api/patent/v1/app_progress/2020123456"
FAILURES: list[Callable[[], BaseException]] = [
    lambda: RuntimeError("the disk is on fire"),
    lambda: MemoryError(),
    lambda: StoreError("store_full", "/data/accounts.sqlite: disk is full"),
    lambda: Unavailable("accounts_busy", "the accounts are held by another process"),
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return defaults(data=str(tmp_path))


@pytest.fixture
def service(settings: Settings) -> Service:
    return open_service(settings)


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(application(service), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def issued(service: Service, client: TestClient) -> Issued:
    return service.users.directory.issue("firm-2026", "corporation")


@pytest.fixture
def token_url(settings: Settings) -> str:
    return settings.text("jpo_token_path")


def form(kind: str, **values: str) -> dict[str, str]:
    return {"grant_type": kind, **values}


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_d8_d10_known_and_unknown_ids_are_answered_alike(client: TestClient, issued: Issued, token_url: str) -> None:
    def shown(name: str) -> list[Any]:
        answers = [client.post(token_url, data=form("password", username=name, password="wrong")) for _ in range(12)]
        told = [(answer.status_code, answer.text.replace("239 s", "240 s")) for answer in answers]
        waits = [int(answer.headers.get("retry-after", 0)) for answer in answers]
        assert all(239 <= wait <= 240 for wait in waits[10:])
        return [*told, [name.lower() for name in answers[0].headers]]

    known = shown(issued.username)
    assert [status for status, _ in known[:12]] == [401] * 10 + [429] * 2
    assert shown("nobody-2026") == known


def test_d8_open_sessions_go_on_while_somebody_guesses(client: TestClient, issued: Issued, token_url: str) -> None:
    password = form("password", username=issued.username, password=issued.password)
    grant = client.post(token_url, data=password).json()
    for _ in range(15):
        client.post(token_url, data={**password, "password": "wrong"})
    assert client.post(token_url, data=password).status_code == 429  # guesses from the owner's own address
    assert client.get(PROGRESS, headers=bearer(grant["access_token"])).status_code == 200
    again = client.post(token_url, data=form("refresh_token", refresh_token=grant["refresh_token"]))
    assert again.status_code == 200


def test_d6_wrong_kinds_of_tokens_over_http(client: TestClient, issued: Issued, token_url: str) -> None:
    password = form("password", username=issued.username, password=issued.password)
    grant = client.post(token_url, data=password).json()
    access, refresh = grant["access_token"], grant["refresh_token"]
    for wrong in (refresh, access[:-1], access.upper(), "", "x" * 4000, "a b", "%00"):
        answer = client.get(PROGRESS, headers=bearer(wrong))
        assert (answer.status_code, answer.json()["result"]["statusCode"]) == (401, "210")
    answer = client.post(token_url, data=form("refresh_token", refresh_token=access))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    assert client.get(PROGRESS, headers=bearer(access)).status_code == 200


def test_d13_secrets_stand_in_no_log_no_answer_and_no_file(
    client: TestClient,
    issued: Issued,
    token_url: str,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    password = form("password", username=issued.username, password=issued.password)
    canary = form("password", username="canary-as-name", password="canary-password")
    grant = client.post(token_url, data=password).json()
    replayed = form("refresh_token", refresh_token=grant["refresh_token"])
    answers = [client.post(token_url, data=canary), client.post(token_url, data=replayed)]
    secrets = [grant["access_token"], grant["refresh_token"], issued.password, "canary-as-name", "canary-password"]
    answers += [client.get(PROGRESS + end, headers=bearer(secrets[0])) for end in ("", "%09", "/x")]
    for failure in FAILURES:

        def fail(*_: Any, failure: Callable[[], BaseException] = failure) -> Any:
            raise failure()

        for name in ("log_in", "refresh", "user"):
            with monkeypatch.context() as patched:
                patched.setattr(Sessions, name, fail)
                answers += [client.post(token_url, data=data) for data in (password, canary, replayed)]
                answers.append(client.get(PROGRESS, headers=bearer(secrets[0])))
    shown = "".join(answer.text for answer in answers if answer.json() != grant and "access_token" not in answer.text)
    shown += "".join(str(answer.headers) for answer in answers)
    ours = (record for record in caplog.records if not record.name.startswith("http"))  # the client logs addresses
    shown += "".join(logging.Formatter().format(record) for record in ours)
    kept = b"".join(path.read_bytes() for path in settings.data.rglob("*") if path.is_file())
    for secret in (*secrets, *map(urllib.parse.quote, secrets)):
        assert secret not in shown
        assert secret.encode() not in kept
    assert "/data/" not in "".join(answer.text for answer in answers)
