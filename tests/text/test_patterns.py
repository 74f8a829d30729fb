"""Wildcards and Lucene regular expressions as plain ones."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.errors import QueryError
from tokkyo.text.analysis import fold
from tokkyo.text.patterns import escape, regex_pattern, wildcard_parts, wildcard_pattern


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("batt*", ["batt", None]),
        ("*batt", [None, "batt"]),
        ("b?t", ["b", "", "t"]),
        (r"a\*b*", ["a*b", None]),
        (r"a\\?", ["a\\", ""]),
        ("**", [None, None]),
        ("a\\", ["a\\"]),
        ("", []),
    ],
)
def test_wildcard_parts(pattern: str, parts: list[str | None]) -> None:
    assert wildcard_parts(pattern) == parts


@pytest.mark.parametrize(
    ("pattern", "fits", "misses"),
    [
        ("batt*", ["batt", "battery", "batt\nery"], ["bat", "abatt"]),
        ("b?t*", ["bat", "bitten"], ["bt"]),
        ("H01M*/05?", ["h01m10/052"], ["h01m10/0525", "h01m10/05"]),
        ("a.c", ["a.c"], ["abc"]),
        (r"\?", ["?"], ["a"]),
        ("É*", ["ete"], ["été"]),
    ],
)
def test_wildcards(pattern: str, fits: list[str], misses: list[str]) -> None:
    compiled = re.compile(wildcard_pattern(wildcard_parts(pattern), fold))
    assert [text for text in (*fits, *misses) if compiled.fullmatch(text)] == fits


@pytest.mark.parametrize(
    ("pattern", "fits", "misses"),
    [
        ("A[1-4]", ["A1", "A4"], ["A5", "A"]),
        ("a(b|c)d", ["ABD", "ACD"], ["AD"]),
        ("ab?c", ["AC", "ABC"], ["ABBC"]),
        ("a{2,3}", ["AA", "AAA"], ["A", "AAAA"]),
        ("a{2,}", ["AA", "AAAAA"], ["A"]),
        ("a{2}", ["AA"], ["AAA"]),
        ("(a*)*b", ["B", "AAB"], ["A"]),
        ("a**", ["", "AA"], ["B"]),
        ("[^ab]", ["C"], ["A", "B", ""]),
        (r"[a\-c]", ["A", "-", "C"], ["B"]),
        ("[a-]", ["A", "-"], ["B"]),
        (r"[\]^]", ["]", "^"], ["\\"]),
        (r"\d+\.\w", ["1.A", "22.B"], ["1A", "1. "]),
        (r"\s\S", [" A"], ["A "]),
        ('"a.b"*c', ["C", "A.BC", "A.BA.BC"], ["AXBC"]),
        ("^a$", ["^A$"], ["A"]),
        (r"\~\&\@\#\<", ["~&@#<"], []),
        ("x|", ["X", ""], ["XX"]),
        ("", [""], ["A"]),
        ("a-b/c", ["A-B/C"], []),
        ("}", ["}"], []),
        ("straße", ["STRASSE"], []),
        ("a@b", ["AB", "AXYB"], ["A", "B"]),
        ("x<2-4>", ["X2", "X4"], ["X1", "X5", "X02"]),
        ("<9-11>", ["9", "10", "11", "009"], ["8", "12"]),
        ("<08-11>", ["08", "11"], ["8", "011", "12"]),
        ("(<1-3>a)+", ["1A2A3A"], ["4A"]),
    ],
)
def test_regular_expressions(pattern: str, fits: list[str], misses: list[str]) -> None:
    compiled = re.compile(regex_pattern(pattern, str.upper))
    assert [text for text in (*fits, *misses) if compiled.fullmatch(text)] == fits


BROKEN = ("(", ")", "a)", "(a", "[", "[a", "[a-", "[z-a]", "*", "+a", "(|*)", "a|*", '"a', "\\", "[\\", "[^")
BROKEN_RANGES = ("<", "<1-9", "<a-b>", "<1>", "<->", "<1-2-3>", "<1234567890123456789-2>")
BROKEN_COUNTS = ("a{", "a{}", "a{x}", "a{2,1}", "a{1001}", "a{1,2,3}", "a{-1}")


@pytest.mark.parametrize("pattern", BROKEN + BROKEN_COUNTS + BROKEN_RANGES)
def test_broken_patterns(pattern: str) -> None:
    with pytest.raises(QueryError) as caught:
        regex_pattern(pattern, str.upper)
    assert caught.value.code == "regex_invalid"


@pytest.mark.parametrize(("pattern", "position"), [("ab~c", 2), ("a&b", 1), ("#", 0), ("a>", 1)])
def test_operators_that_are_not_supported(pattern: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        regex_pattern(pattern, str.upper)
    assert (caught.value.code, caught.value.position) == ("regex_unsupported", position)
    assert caught.value.fix


@given(st.integers(0, 1200), st.integers(0, 1200), st.integers(0, 4), st.integers(0, 1300))
def test_number_ranges_hold_the_numbers_between_their_bounds(low: int, high: int, width: int, number: int) -> None:
    written = f"{low:0{width}}-{high:0{width}}"
    fixed = len(written.split("-")[0]) == len(written.split("-")[1])
    pattern = re.compile(regex_pattern(f"<{written}>", str.upper))
    text = f"{number:0{len(written.split('-')[0])}}" if fixed else str(number)
    assert bool(pattern.fullmatch(text)) == (min(low, high) <= number <= max(low, high))


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_an_escaped_text_fits_itself_alone(text: str) -> None:
    assert re.fullmatch(escape(text), text)
    assert not re.fullmatch(escape(text), text + "x")


@given(st.text(st.sampled_from('ab.*+?()[]{}<>@|^-\\"01,~é電'), max_size=12))
def test_every_pattern_is_read_or_refused(pattern: str) -> None:
    with contextlib.suppress(QueryError):
        re.compile(regex_pattern(pattern, fold))
