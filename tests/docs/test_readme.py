"""The README links every page and shows an answer that the demo really gives."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
from tests.conftest import FolderRows

from tokkyo.demo.jpo.course import course
from tokkyo.demo.jpo.lines import header
from tokkyo.demo.jpo.standard_data import CHANGED_SHARE, lines_of
from tokkyo.http.jpo.patent_answers import ANSWERS
from tokkyo.model.jpo.apis import BY_NAME
from tokkyo.service.jpo.patents import PatentCases

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CASES = 2_000
"""Cases of `make demo`."""


def demo_case(folder: Path, law: str, number: str) -> PatentCases:
    """The rows of one case of the demo, as the store would hold them."""
    (case,) = [
        one for one in (course(2026, index, CASES) for index in range(CASES)) if (one.law, one.number) == (law, number)
    ]
    assert case.index % CHANGED_SHARE, "it changes on the next day"
    for table, line in lines_of(case):
        path = folder / f"upd_{table}.tsv"
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line + "\n" if path.stat().st_size else f"{header(table)}\n{line}\n")
    rows: Any = FolderRows()
    rows.add(folder)
    return PatentCases(rows)


def test_the_retrieval_is_answered_by_the_demo_as_shown(tmp_path: Path) -> None:
    path, shown = re.findall(r"/api/patent/v1/(\w+/\d+) .*?```json\n(.*?)\n```", README, re.DOTALL)[0]
    api, number = path.split("/")
    result = json.loads(shown)["result"]
    answer = ANSWERS[api](demo_case(tmp_path, "patent", number), (number,))
    assert json.dumps(result["data"]) == json.dumps(json.loads(msgspec.json.encode(answer)))
    assert (result["statusCode"], result["errorMessage"]) == ("100", "")
    assert result["remainAccessCount"] == str(BY_NAME["patent", api].limit - 1)


def test_every_page_is_linked() -> None:
    pages = {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}
    assert pages - set(re.findall(r"\]\(([^)#]+)", README)) == set()
