"""The page on the retrieval APIs names what there is: every API with its address and limit, every code."""

import re
from pathlib import Path

from tokkyo.http.jpo.outcomes import OUTCOMES
from tokkyo.http.jpo.retrieval import path_of
from tokkyo.model.jpo.apis import APIS
from tokkyo.settings import TABLE

PAGE = (Path(__file__).parents[2] / "docs" / "retrieval-api.md").read_text(encoding="utf-8")


def test_every_api_stands_there() -> None:
    assert len(re.findall(r"^\| (?:OPD|[123])-\d+ \|", PAGE, re.MULTILINE)) == len(APIS)
    for api in APIS:
        path = path_of(api).replace(":path", "")
        assert f"| {api.number} | {api.japanese} | `{path}` | {api.limit} |" in PAGE


def test_every_code_and_its_status_stands_there() -> None:
    rows = set(re.findall(r"^\| (\d{3}) \| (\d{3}) \|", PAGE, re.MULTILINE))
    described = {(outcome.code, str(outcome.status)) for outcome in OUTCOMES.values()}
    assert described - {("212", "401")} <= rows


def test_settings_it_names_exist() -> None:
    for name in re.findall(r"`(jpo_\w+|public_url|search_seconds)`", PAGE):
        assert name in TABLE
