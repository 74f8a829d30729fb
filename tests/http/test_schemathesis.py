"""Requests made up from the OpenAPI document, right ones and wrong ones: every answer is one the document describes.

`TOKKYO_SCHEMATHESIS` is the number of requests an operation gets instead of the usual few; with it, each gets one for
every value and every limit that the document names besides, which are some ten thousand.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
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

from tokkyo.cli.ingest import run_ingest
from tokkyo.http.app import application
from tokkyo.http.lens.openapi import document
from tokkyo.service.opening import open_service, open_tokens
from tokkyo.settings import defaults

LIBRARY = Path(__file__).parents[1] / "fixtures" / "lens" / "library.jsonl"
USUAL = 40
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


SCHEMA = schemathesis.openapi.from_dict(document(defaults()), config=CONFIG)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = defaults(data=str(tmp_path_factory.mktemp("data")))
    run_ingest(settings, (str(LIBRARY),), as_json=True)
    with open_tokens(settings) as tokens:
        token = tokens.create("tests", ["search", "aggregate"])
    app = application(open_service(settings))
    with TestClient(app, headers={"authorization": f"Bearer {token}"}, follow_redirects=False) as client:
        yield client


def sent(client: TestClient, case: schemathesis.Case) -> Any:
    """Send what was made up, as it is, with the token of the client."""
    wire = case.as_transport_kwargs(base_url=str(client.base_url))
    headers = {
        name: value.encode("latin-1") for name, value in wire["headers"].items() if name.lower() != "authorization"
    }
    body = {"json": wire["json"]} if wire.get("json") is not None else {"content": wire.get("data")}
    return client.request(wire["method"], wire["url"], params=wire.get("params"), headers=headers, **body)


@SCHEMA.parametrize()
@tried(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_described(case: schemathesis.Case, client: TestClient) -> None:
    with contextlib.suppress(httpx.InvalidURL):  # longer than the client takes, far longer than the server does
        case.validate_response(sent(client, case), checks=CHECKS)
