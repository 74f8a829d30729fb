"""The page for users: its examples run, and its table of errors is complete."""

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tokkyo.errors import QueryError
from tokkyo.query.check import check
from tokkyo.query.dsl import parse

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "query-language.md").read_text(encoding="utf-8")
TODAY = date(2026, 11, 21)

BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
TEXTS = [re.split(r"\s+#", line)[0] for kind, block in BLOCKS if kind == "query" for line in block.splitlines()]
BODIES = [json.loads(block) for kind, block in BLOCKS if kind == "json"]
CELLS = [json.loads(cell) for cell in re.findall(r"`(\{.*?\})`(?=[ ,])", PAGE.split("## Errors")[0])]
CODES = dict(re.findall(r"^\| `(\w+)` \| (?:`([^`]+)`)? \|", PAGE.split("## Errors")[1], re.MULTILINE))


def test_there_are_examples() -> None:
    assert len(TEXTS) > 35
    assert len(BODIES) == 2
    assert len(CELLS) > 10


@pytest.mark.parametrize("text", TEXTS)
def test_text_example(text: str) -> None:
    assert not check(parse(text), today=TODAY).warnings


@pytest.mark.parametrize("body", [*BODIES, *({"query": cell, "regex": True} for cell in CELLS)], ids=str)
def test_json_example(body: dict[str, Any]) -> None:
    assert not check(parse(body["query"], regex=body.get("regex", False)), today=TODAY).warnings


@pytest.mark.parametrize(("code", "example"), [(code, example) for code, example in CODES.items() if example])
def test_error_example(code: str, example: str) -> None:
    with pytest.raises(QueryError) as caught:
        check(parse(json.loads(example) if example[0] in "{[" else example), today=TODAY)
    assert caught.value.code == code


def test_every_code_is_in_the_table() -> None:
    assert list(CODES) == sorted(CODES)
    assert set(CODES) == set(_codes())


def _codes() -> Iterator[str]:
    """Every error code written in the sources of the query language."""
    for path in (ROOT / "src" / "tokkyo" / "query").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield from _code(node)


def _code(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in ("QueryError", "error", "_error", "exceeded") and node.args:
            yield from _texts(node.args[0])
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        match node.targets[0].id, node.value:
            case "code", value:
                yield from _texts(value)
            case "_ERRORS", ast.Dict() as table:
                yield from (text for key in table.keys if key for text in _texts(key))
            case "_UNREADABLE", ast.Dict() as table:
                yield from (text for row in table.values if isinstance(row, ast.Tuple) for text in _texts(row.elts[0]))


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
