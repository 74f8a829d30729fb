"""The table of the 42 APIs is that of the code, and says truly what their answers are compared with."""

import json
import re
from pathlib import Path

import pytest

from tokkyo.http.app import application
from tokkyo.http.jpo.outcomes import OUTCOMES, counted_codes
from tokkyo.http.routing import Below
from tokkyo.model.jpo.apis import APIS, OPD, Api, Body
from tokkyo.service.opening import open_service
from tokkyo.settings import TABLE, defaults

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "retrieval-api.md").read_text(encoding="utf-8")
OWN = ROOT / "tests" / "fixtures" / "jpo" / "answers"
ANSWERS = {Body.JSON: "JSON", Body.DOCUMENTS: "ZIP", Body.XML: "XML", Body.PDF: "PDF", Body.ZIP: "ZIP"}
ROWS = {row[0]: row[1:] for row in (line.strip("| ").split(" | ") for line in PAGE.splitlines())
        if re.fullmatch(r"(\d|OPD)-\d+", row[0])}  # fmt: skip


def keys(folder: Path, marker: str = "*") -> set[tuple[str, str]]:
    """The law and name of each API that files of a folder answer with 100 or an archive."""
    found = set()
    for path in folder.glob(f"{marker}__v1__*"):
        law, _, api = path.stem.split("__")[:3]
        answered = json.loads(path.read_bytes()) if path.suffix == ".json" else {}
        if answered.get("result", {}).get("statusCode", "100") == "100":
            found.add((law, api))
    return found


def compared(api: Api) -> set[str]:
    return set(ROWS[api.number][4].split(", "))


def test_the_table_has_every_api_with_name_limit_and_answer() -> None:
    assert list(ROWS) == [api.number for api in APIS]
    for api in APIS:
        japanese, _, limit, answer, _ = ROWS[api.number]
        assert (japanese, limit, answer) == (api.japanese, str(api.limit), ANSWERS[api.body])


def test_addresses_are_those_of_the_application(tmp_path: Path) -> None:
    with open_service(defaults(data=str(tmp_path))) as service:
        faces = [face for face in application(service).routes if isinstance(face, Below)]
        paths = {re.sub(r":\w+}", "}", route.path) for face in faces for route in face.routes}
    told = {row[1].strip("`") for row in ROWS.values()}
    assert told == {path for path in paths if re.match(r"/(api/(patent|design|trademark)|opdapi)/", path)}


def test_what_is_compared_with_own_answers_has_them() -> None:
    own = keys(OWN) | {(api.law, api.name) for api in APIS if api.law == OPD or api.body is Body.DOCUMENTS}
    for api in APIS:
        assert ("own" in compared(api)) is ((api.law, api.name) in own), api.number
        assert compared(api) <= {"recorded", "example", "own"}
        assert compared(api)


def test_what_is_compared_with_answers_of_the_office_has_them(shared: Path) -> None:
    samples = shared / "samples" / "jpo"
    for mark, folder in (("recorded", "live_cassettes"), ("example", "official_spec/examples")):
        of_office = keys(samples / folder)
        told = {(api.law, api.name) for api in APIS if mark in compared(api)}
        assert told == of_office


@pytest.mark.parametrize("code", OUTCOMES)
def test_every_status_code_is_told(code: str) -> None:
    if code == "212":
        return  # of the token URL, which answers with words of its own
    rows = re.findall(rf"^\| {code} \| (\d+) \|.*\| (yes)? ?\|$", PAGE, re.MULTILINE)
    assert rows
    assert rows[0][0] == str(OUTCOMES[code].status)
    assert (rows[0][1] == "yes") is (code in counted_codes(defaults()))


def test_tests_and_settings_that_are_named_exist() -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    for name in set(re.findall(r"`(test_\w+)`", PAGE)):
        assert name in files or any(f"def {name}(" in text for text in files.values()), name
    for name in re.findall(r"`((?:jpo|opd|search|public)_\w+)`", PAGE):
        assert name in TABLE
