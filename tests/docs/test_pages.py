"""The generated pages are current, and hand-written pages name things that exist."""

import re
from pathlib import Path

import pytest

from tokkyo.cli.reference import PAGES
from tokkyo.model.jpo.tables import TABLES
from tokkyo.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_pages_are_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


def test_readme_shows_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme


def test_every_setting_is_used() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py") if path.name != "settings.py"
    )
    unused = [setting.name for setting in SETTINGS if not re.search(rf"""["'.]{setting.name}\b""", source)]
    assert unused == []


def test_links_between_pages_lead_somewhere() -> None:
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_page_of_standardized_data_names_every_table() -> None:
    text = (ROOT / "docs" / "standard-data.md").read_text(encoding="utf-8")
    assert [table.name for table in TABLES if f"`{table.name}`" not in text] == []
