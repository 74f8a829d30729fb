"""The page on aggregations: its examples give the answers it shows, its limits are those in force."""

import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tokkyo.settings import TABLE

PAGE = (Path(__file__).parents[2] / "docs" / "aggregations.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```\n+```answer\n(.*?)```", PAGE, re.DOTALL)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize(("request_", "answer"), EXAMPLES)
def test_example(client: TestClient, request_: str, answer: str) -> None:
    found = client.post("/patent/aggregate", json=json.loads(request_))
    assert found.json() == json.loads(answer)
    assert "x-tokkyo-warning" not in found.headers


def test_limits() -> None:
    rows = re.findall(r"^\| `(max_\w+)` \| ([\d,]+) ", PAGE, re.MULTILINE)
    assert len(rows) == 5
    for name, default in rows:
        assert TABLE[name].default == int(default.replace(",", ""))
