"""The page on scrolls and exports names what exists: codes, columns, settings."""

import re
from pathlib import Path

from tokkyo.service.columns import COLUMNS, DEFAULT_COLUMNS
from tokkyo.settings import TABLE

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "scroll-and-export.md").read_text(encoding="utf-8")
ROOMS = ("store/cursor*.py", "service/scrolling.py", "service/exporting.py", "service/columns.py", "cli/export*.py",
         "http/lens/scrolling.py", "http/lens/exporting.py")  # fmt: skip
# Codes of other rooms that these modules may raise too, told elsewhere.
ELSEWHERE = {"bad_text"}
# Codes that are put together, or raised by the shared reading of bodies.
MADE = {"too_many_scrolls", "too_many_exports", "group_with_scroll"}


def test_every_error_code_is_told() -> None:
    source = "\n".join(path.read_text("utf-8") for room in ROOMS for path in (ROOT / "src/tokkyo").glob(room))
    raised = set(re.findall(r'(?:Error|NotFound|LimitReached)\(\s*"([a-z_]+)"', source))
    told = set(re.findall(r"^\| `([a-z_]+)` \| (?:\d+)? ?\|", PAGE, re.MULTILINE))
    assert told == (raised - ELSEWHERE) | MADE


def test_every_column_is_told() -> None:
    for name in COLUMNS:
        assert f"`{name}`" in PAGE
    assert ", ".join(f"`{name}`" for name in DEFAULT_COLUMNS) in PAGE.replace("\n", " ")


def test_every_setting_is_told() -> None:
    named = {name for name in TABLE if re.search(r"scroll|export", name)}
    assert {name for name in named if f"`{name}`" not in PAGE} == set()
    assert f"`max_scroll_seconds` ({TABLE['max_scroll_seconds'].default})" in PAGE
