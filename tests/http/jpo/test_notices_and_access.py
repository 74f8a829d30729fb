"""S1 and P1 over HTTP: maintenance closes the retrieval APIs; who called what from where is recorded."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tokkyo.accounts.users.notices import Text
from tokkyo.service.opening import open_registration
from tokkyo.settings import Settings

CASE = "/api/patent/v1/app_progress/2020123456"
TEXT = Text(title_ja="定期メンテナンス", text_ja="停止します。")


@pytest.fixture
def closed(jpo_settings: Settings) -> Iterator[None]:
    """Maintenance that goes on for an hour."""
    now = datetime.now(UTC)
    with open_registration(jpo_settings) as desk:
        number, _ = desk.board.announce(TEXT, now, now + timedelta(hours=1), by="op", urgent=True)
        yield
        desk.board.end(number, by="op")


@pytest.mark.usefixtures("closed")
def test_s1_during_maintenance_calls_are_answered_with_503_and_not_counted(server: Any, jpo_settings: Settings) -> None:
    asker = server()
    for path in (CASE, "/api/cases/v1/documents/patent/2020123456"):
        answer = asker.get(path)
        assert answer.status_code == 503
        assert 3500 < int(answer.headers["retry-after"]) <= 3600
    with open_registration(jpo_settings) as desk:
        user = desk.desk.users.directory.find(asker.username)
        assert sum(use.used for use in desk.desk.users.limits.uses(user)) == 0


def test_s1_afterwards_they_are_answered_again(server: Any) -> None:
    assert server().result(CASE)["statusCode"] == "100"


def test_p1_calls_are_recorded_with_address_api_and_outcome(server: Any, jpo_settings: Settings) -> None:
    asker = server()
    for path in (CASE, CASE, "/api/patent/v1/app_progress/9999999999", "/api/design/v1/app_progress/2020015234"):
        asker.get(path)
    asker.client.__exit__(None, None, None)  # what is counted in memory is written
    asker.client.__enter__()
    with open_registration(jpo_settings) as desk:
        rows = desk.privacy.access(asker.username)
        calls = {(row.api, row.outcome): row.calls for row in rows}
        assert {row.address for row in rows} == {"testclient"}
        assert calls == {("1-1", "100"): 2, ("1-1", "107"): 1, ("2-1", "100"): 1}


def test_p1_so_are_those_beside_the_retrieval_apis(server: Any, jpo_settings: Settings) -> None:
    asker = server(jpo_daily_limits="C-1=2")
    for path in ("search?query=*", "search?query=titel:x", "numbers?number=1", "changes"):
        asker.get(f"/api/cases/v1/{path}")
    batch = {"calls": [{"api": "patent/app_progress", "key": "2020123456"}]}
    asker.get("/api/cases/v1/batch", method="POST", json=batch)
    asker.client.__exit__(None, None, None)
    asker.client.__enter__()
    with open_registration(jpo_settings) as desk:
        calls = {(row.api, row.outcome): row.calls for row in desk.privacy.access(asker.username)}
    assert calls == {("C-1", "100"): 2, ("C-1", "400"): 1, ("C-1", "203"): 1, ("1-1", "100"): 1}
