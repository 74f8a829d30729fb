"""A reader should hold a file and a function in the head: lengths are bounded (CONTRIBUTING, house rule 4)."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "tokkyo"
MODULES = sorted(SOURCE.rglob("*.py"))
MAX_MODULE = 400
MAX_FUNCTION = 40


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= MAX_FUNCTION, f"{node.name} has {lines} lines"


def test_no_postponed_work_and_no_junk_drawers() -> None:
    for path in MODULES:
        assert path.stem not in {"utils", "helpers", "manager", "misc", "common"}
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in ("TODO", "FIXME", "XXX", "raise NotImplementedError")), path
