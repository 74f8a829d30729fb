"""The page on cases holds: its queries are allowed, its numbers are read, its addresses exist."""

import re
from datetime import date
from pathlib import Path

import pytest

from tokkyo.fields.registry import CASES
from tokkyo.http.jpo.openapi_cases import GETS
from tokkyo.model.jpo.spellings import NumberKind, readings
from tokkyo.query.check import check
from tokkyo.query.dsl import parse

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "cases-api.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0]: part for part in PAGE.split("\n## ")}
KINDS = {
    "application": {NumberKind.APPLICATION},
    "publication": {NumberKind.PUBLICATION, NumberKind.TRANSLATION, NumberKind.EXAMINED},
    "registration": {NumberKind.REGISTRATION},
    "trial": {NumberKind.TRIAL},
    "international": {
        NumberKind.INTERNATIONAL_APPLICATION,
        NumberKind.INTERNATIONAL_PUBLICATION,
        NumberKind.INTERNATIONAL_REGISTRATION,
    },
}


def cells(section: str) -> list[tuple[str, list[str]]]:
    """The rows of a section's table: the first cell, and what stands in backticks in the last."""
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", SECTIONS[section], re.M)
    return [(first, re.findall(r"`([^`]+)`", last)) for first, last in rows]


def test_every_query_of_the_page_is_allowed() -> None:
    queries = [query for first, found in cells("Search") for query in found if first != "to find"]
    assert len(queries) > 8
    for query in queries:
        found = check(parse(query, collection=CASES), today=date(2026, 5, 7), collection=CASES)
        assert found.warnings == (), query


@pytest.mark.parametrize("kind", KINDS)
def test_every_spelling_of_the_page_is_read(kind: str) -> None:
    written = dict(cells("Numbers"))[kind]
    assert len(written) > 1
    for one in written:
        assert readings(one)[0].kind in KINDS[kind], one


def test_every_address_of_the_page_exists() -> None:
    named = set(re.findall(r"/api/cases/v1/[a-z]+", PAGE))
    known = {"/".join(operation.path.split("/")[:5]) for operation in GETS}
    assert named == known | {"/api/cases/v1/batch"}
