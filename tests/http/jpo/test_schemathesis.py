"""Requests made up from the OpenAPI document of the JPO face: every answer is one the document describes.

`TOKKYO_SCHEMATHESIS` is the number of requests an operation gets instead of the usual few.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as tried
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from starlette.testclient import TestClient

from tokkyo.http.app import application
from tokkyo.http.jpo.openapi import document
from tokkyo.model.jpo.apis import LIMITED
from tokkyo.service.opening import open_service, open_users
from tokkyo.settings import Settings, defaults

USUAL = 8
EXAMPLES = int(os.environ.get("TOKKYO_SCHEMATHESIS", USUAL))
CONFIG = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": EXAMPLES > USUAL}}})
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    allow_header_conformance,
    unsupported_method,
]
FREE = {"max_guesses_per_account": 0, "max_guesses_per_address": 0, "max_guesses_per_minute": 0}
FREE |= {"password_memory_kib": 8192, "password_passes": 1}
SCHEMA = schemathesis.openapi.from_dict(document(defaults()), config=CONFIG)


@pytest.fixture(scope="module")
def client(jpo_settings: Settings) -> Iterator[TestClient]:
    limits = ",".join(f"{api.number}=1000000" for api in LIMITED)
    settings = jpo_settings.replace(jpo_daily_limits=limits, **FREE)
    with open_users(settings) as users:
        issued = users.directory.issue(None, "corporation")
        token = users.sessions.log_in(issued.username, issued.password).access_token
    app = application(open_service(settings))
    with TestClient(app, headers={"authorization": f"Bearer {token}"}, follow_redirects=False) as client:
        yield client


def sent(client: TestClient, case: schemathesis.Case) -> Any:
    """Send what was made up, as it is, with the token of the client."""
    wire = case.as_transport_kwargs(base_url=str(client.base_url))
    headers = {
        name: value.encode("latin-1") for name, value in wire["headers"].items() if name.lower() != "authorization"
    }
    data = wire.get("data")
    body = {"data": data} if isinstance(data, dict) else {"content": data}
    body = {"json": wire["json"]} if wire.get("json") is not None else body
    return client.request(wire["method"], wire["url"], params=wire.get("params"), headers=headers, **body)


@SCHEMA.parametrize()
@tried(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[*HealthCheck],
)
def test_made_up_requests(case: schemathesis.Case, client: TestClient) -> None:
    case.validate_response(sent(client, case), checks=CHECKS)
