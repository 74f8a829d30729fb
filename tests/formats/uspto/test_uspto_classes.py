"""National, Locarno and old international classes."""

import pytest

from tokkyo.formats.uspto.classes import ipc, is_locarno, locarno_symbol, national_symbol
from tokkyo.model.publication import Classification


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("606169", "606/169"),
        (" 36 28", "36/28"),
        ("2 52", "2/52"),
        ("72 56", "72/56"),
        ("36103", "36/103"),
        ("2169", "2/169"),
        (" 15328", "15/328"),
        ("15328", "15/328"),
        (" 153276", "15/327.6"),
        ("  2113", "2/113"),
        ("607  3", "607/3"),
        ("280 1119", "280/11.19"),
        ("2504881", "250/488.1"),
        ("4241841", "424/184.1"),
        ("224 4207", "224/42.07"),
        ("224 42.03R", "224/42.03R"),
        ("188 795GE", "188/79.5GE"),
        ("  9  8R", "9/8R"),
        ("340  3T", "340/3T"),
        (" 36 67 A", "36/67A"),
        ("48197 R", "48/197R"),
        (" 16150X", "16/150X"),
        ("D14341", "D14/341"),
        ("D 3261", "D3/261"),
        (" D2947", "D2/947"),
        (" D8 54", "D8/54"),
        ("D30160", "D30/160"),
        ("D1106", "D1/106"),
        ("PLT263", "PLT/263"),
        ("PLT263000", "PLT/263"),
        ("428DIG  1", "428/DIG.1"),
        ("  2DIG 1", "2/DIG.1"),
        ("257E21346", "257/E21.346"),
        ("623001160", "623/1.16"),
        ("002009000", "2/9"),
        ("345952000", "345/952"),
        ("D14341000", "D14/341"),
        ("606/169", "606/169"),
        ("None", None),
        ("", None),
        ("D 1100-130", None),
    ],
)
def test_national_symbols(printed: str, symbol: str | None) -> None:
    assert national_symbol(printed) == symbol


@pytest.mark.parametrize(("printed", "symbol"), [("0206", "02-06"), ("02-06", "02-06"), ("LOC (9) 14-03", "14-03")])
def test_locarno_symbols(printed: str, symbol: str) -> None:
    assert locarno_symbol(printed) == symbol


@pytest.mark.parametrize(
    ("printed", "locarno"), [("0206", True), ("D0206", True), ("A47L  514", False), ("A01H005/00", False)]
)
def test_locarno_is_told_from_ipc(printed: str, locarno: bool) -> None:
    assert is_locarno(printed) is locarno


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [("A47L  514", "A47L5/14"), ("G06F 1730", "G06F17/30"), ("G06F017/00", "G06F17/00"), ("H01M  202", "H01M2/02")],
)
def test_old_ipc_has_a_position_and_no_value(printed: str, symbol: str) -> None:
    assert ipc(printed, first=True) == Classification(symbol, None, "F")
    assert ipc(printed, first=False) == Classification(symbol, None, "L")


def test_what_is_no_ipc_is_none() -> None:
    assert ipc("unknown", first=True) is None
