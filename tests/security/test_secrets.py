"""What happens inside a request shows no token: not in logs, not in answers (D13)."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from tokkyo.errors import EngineError, StoreError, Unavailable
from tokkyo.http.app import application
from tokkyo.service.opening import open_service, open_tokens
from tokkyo.settings import Settings

FAILURES: list[Callable[[], BaseException]] = [
    lambda: RuntimeError("the disk is on fire"),
    lambda: MemoryError(),
    lambda: KeyError("x"),
    lambda: EngineError("index_damaged", "/data/index/segment.fast is damaged"),
    lambda: StoreError("store_full", "/data/store.sqlite: disk is full"),
    lambda: Unavailable("search_died", "the process that ran the search died"),
]


@pytest.fixture(scope="module")
def token(served: Settings) -> str:
    with open_tokens(served) as tokens:
        return tokens.create("canary", ["search"])


@pytest.mark.parametrize("failure", FAILURES, ids=range(len(FAILURES)))
def test_failures_show_no_token(
    served: Settings, token: str, caplog: pytest.LogCaptureFixture, failure: Callable[[], BaseException]
) -> None:
    def fail(*_: Any) -> Any:
        raise failure()

    service = open_service(served.replace(require_token=True))
    service.search.answer = fail  # type: ignore[method-assign]
    service.search.record = fail  # type: ignore[method-assign]
    caplog.set_level(logging.DEBUG)
    with TestClient(application(service), raise_server_exceptions=False) as client:
        answers = [
            client.get("/patent/search", params={"query": "battery", "token": token}),
            client.get("/patent/1", params={"token": token}),
            client.post(f"/patent/search?token={token}", json={"query": '"a b"', "token": token}),
            client.post("/patent/search", json={"query": "a"}, headers={"authorization": f"Bearer {token}"}),
        ]
    ours = [record for record in caplog.records if not record.name.startswith("http")]  # the client logs addresses
    for answer in answers:
        assert answer.status_code in (500, 503)
        assert token not in answer.text
        assert "/data/" not in answer.text
        assert "Traceback" not in answer.text
        assert list(answer.json()) == ["reference", "message", "code"]
    assert not any(token in record.getMessage() + str(record.exc_info) for record in ours)


def test_objects_of_ours_show_no_token(served: Settings, token: str) -> None:
    with open_service(served) as service:
        holder = service.accounts.tokens.holder(token)
        assert holder is not None
        for thing in (service, service.accounts, service.accounts.tokens, holder):
            assert token not in repr(thing)
