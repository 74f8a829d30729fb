import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tokkyo.derive.legal_events import event_class, event_code, event_codes
from tokkyo.model.source import LegalEvent

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.mark.parametrize(
    ("authority", "code", "effect", "state"),
    [
        ("EP", "18D", "discontinuation", ""),
        ("EP", "18RR", "revival", ""),
        ("EP", "18RA", "", ""),
        ("EP", "27W", "lapse", ""),
        ("EP", "PG25", "lapse", "*"),
        ("EP", "PGRI", "revival", "*"),
        ("EP", "BERE", "lapse", "BE"),
        ("EP", "GRAA", "", ""),
        ("US", "STCF", "grant", ""),
        ("US", "FP", "lapse", ""),
        ("US", "REIN", "revival", ""),
        ("US", "STCB", "discontinuation", ""),
        ("US", "AS", "", ""),
        ("CN", "GR01", "grant", ""),
        ("CN", "WD01", "discontinuation", ""),
        ("CN", "CF01", "lapse", ""),
        ("CN", "CX01", "expiry", ""),
        ("JP", "R150", "grant", ""),
        ("JP", "EXPY", "expiry", ""),
        ("JP", "LAPS", "lapse", ""),
        ("KR", "E902", "", ""),
        ("DE", "R119", "lapse", ""),
        ("DE", "R044", "", ""),
        ("NL", "SPCG", "spc", ""),
        ("AT", "EGA", "lapse", ""),
        ("WO", "WWE", "national", ""),
        ("WO", "WWG", "grant", ""),
        ("WO", "WWW", "", ""),
        ("WO", "WA", "discontinuation", ""),
    ],
)
def test_effects(authority: str, code: str, effect: str, state: str) -> None:
    known = event_code(LegalEvent(authority, code))
    assert (known.effect, known.state) == (effect, state)


def test_codes_may_be_padded() -> None:
    assert event_code(LegalEvent("US", "FP  ")).effect == "lapse"


def test_class_and_influence_stand_in_for_an_unknown_code() -> None:
    assert event_code(LegalEvent("QQ", "1", event_class="H", influence="-")).effect == "lapse"
    assert event_code(LegalEvent("QQ", "1", event_class="H", influence=" ")).effect == ""
    assert event_code(LegalEvent("QQ", "1")).effect == ""


def test_class_letters() -> None:
    assert event_class("EP", "PG25") == "H"
    assert event_class("EP", "REG") is None
    assert event_class("QQ", "1") is None


def official(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Authority, code, influence and class of the official workbook, whose cells hold their text inline."""
    with zipfile.ZipFile(path) as book:
        for row in etree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(SHEET + "row"):
            cells = {(cell.get("r") or "")[:1]: "".join(cell.itertext()).strip() for cell in row}
            if row.get("r") != "1":
                yield cells["A"], cells["B"], cells["D"], cells["I"]


def test_the_table_agrees_with_the_official_one(shared: Path) -> None:
    rows = list(official(shared / "data" / "inpadoc-legal" / "legal_code_descriptions_202417.xlsx"))
    known = event_codes()
    print(f"{len(rows)} event codes of 1 file")
    assert len(rows) == len(known) == 4397
    assert [row for row in rows if (known[row[:2]].influence, known[row[:2]].event_class) != row[2:]] == []
