"""The checklist of the handbook has every line, and names settings and tests that exist."""

import ast
import re
from pathlib import Path

import pytest

from tokkyo.settings import TABLE

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "handbook-checklist.md").read_text(encoding="utf-8")
LENGTHS = {"R": 12, "L": 11, "A": 7, "P": 6, "D": 16}
LINES = (*(f"{letter}{place}" for letter, most in LENGTHS.items() for place in range(1, most + 1)),
         "S1", "S2", "B9", "E5")  # fmt: skip
ROWS = {found[1]: found[0].split(" | ") for found in re.finditer(r"^\| ([A-Z]\d+) \|.*$", PAGE, re.MULTILINE)}
DEFINED = {
    node.name
    for path in (ROOT / "tests").rglob("test_*.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
}


def test_every_line_is_there_once() -> None:
    assert sorted(re.findall(r"^\| ([A-Z]\d+) \|", PAGE, re.MULTILINE)) == sorted(LINES)


@pytest.mark.parametrize("line", LINES)
def test_a_line_has_its_rule_settings_that_exist_and_tests_that_exist(line: str) -> None:
    _, rule, here, settings, tests = ROWS[line]
    assert rule
    assert here
    assert settings == "always" or re.fullmatch(r"`\w+`(, `\w+`)*", settings)
    assert [name for name in re.findall(r"`(\w+)`", settings) if name not in TABLE] == []
    assert re.fullmatch(r"`test_\w+`(, `test_\w+`)* \|", tests)


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert sorted(named - DEFINED) == []
