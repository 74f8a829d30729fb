"""D14 on the retrieval APIs: a token belongs into a header; one in the address opens nothing and is not repeated."""

import logging
from typing import Any

import pytest

from tokkyo.settings import Settings

CASE = "/api/patent/v1/app_progress/2020123456"
SEARCH = "/api/cases/v1/search"


@pytest.mark.parametrize("name", ["token", "access_token", "authorization"])
@pytest.mark.parametrize("path", [CASE, SEARCH])
def test_d14_a_token_in_the_address_opens_no_retrieval_api(
    server: Any, jpo_settings: Settings, caplog: pytest.LogCaptureFixture, path: str, name: str
) -> None:
    caplog.set_level(logging.DEBUG)
    asker = server()
    answer = asker.client.get(path, params={name: asker.token})
    assert answer.status_code == 401
    assert asker.token not in answer.text + str(answer.headers)
    assert answer.headers["referrer-policy"] in ("no-referrer", "same-origin")
    ours = [one for one in caplog.records if not one.name.startswith(("httpx", "asyncio"))]
    assert not [one for one in ours if asker.token in one.getMessage() + str(one.exc_text)]
    assert asker.get(path, params={"q": "x"} if path == SEARCH else {}).status_code != 401
