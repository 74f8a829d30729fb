"""Running text: flattening, claims and their references."""

import pytest
from lxml import etree

from tokkyo.formats.uspto.aps_text import plain
from tokkyo.formats.uspto.text import claim, claim_references, describe, flatten, irregular
from tokkyo.model.publication import Claim
from tokkyo.model.source import ClaimLink, Paragraph


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>H<sub>2</sub>O and <b>10</b>\n parts</p>", "H2O and 10 parts"),
        ("<p>one<br/>two</p>", "one two"),
        ("<p>of:<ul><li>a</li><li>b</li></ul>end</p>", "of: a b end"),
        ("<p>a<?in-line-formulae end='lead'?>x=1<?in-line-formulae end='tail'?>b</p>", "ax=1b"),
        (
            "<p>keep <?delete-start id='D'?>this<?delete-end id='D'?><?insert-start id='I'?>that<?insert-end?></p>",
            "keep [this]that",
        ),
        (
            "<p>T<table><row><entry>a</entry><entry>b c</entry></row><row><entry/><entry>d</entry></row></table>u</p>",
            "T\na | b c\nd\nu",
        ),
        ("<p>so <math><mi>E</mi><mo>=</mo><mi>m</mi><mo>&#x2062;</mo><mi>c</mi></math>.</p>", "so E = m c ."),
        ("<p>a <img file='x.tif'/>b\u2003c</p>", "a b c"),
        ("<p/>", ""),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    node = etree.fromstring(markup)
    assert flatten(node) == text
    assert flatten(node, irregular(node)) == text


def test_named_elements_can_be_left_out() -> None:
    node = etree.fromstring(
        "<paragraph><number>[0001]</number> Tea <math-cwu><number>1</number>t=m</math-cwu>.</paragraph>"
    )
    assert flatten(node, skip=frozenset({"number"})) == "Tea t=m."


def test_deeply_nested_text_is_read() -> None:
    node = etree.fromstring("<p>" + "<b>" * 240 + "deep<br/>down" + "</b>" * 240 + "</p>")
    assert flatten(node) == "deep down"


def test_a_description_knows_where_its_paragraphs_start() -> None:
    found = describe([("TITLE", None, True), ("", "0001", False), ("Text.", "0002", False)])
    assert found.text is not None
    assert found.text.text == "TITLE\nText."
    assert found.paragraphs == (Paragraph(0, None, True), Paragraph(6, "0002", False))


def test_an_empty_description_is_none() -> None:
    assert describe([]).text is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The kettle of claim 1, in red", [1]),
        ("as in claims 3 or 4", [3, 4]),
        ("any one of claims 7 to 9", [7, 8, 9]),
        ("according to claims 2, 3, and 5", [2, 3, 5]),
        ("claims 1-3 and claim 6", [1, 2, 3, 6]),
        ("claim 1 through claim 3", [1, 2, 3]),
        ("nothing is claimed", []),
    ],
)
def test_references_to_claims(text: str, numbers: list[int]) -> None:
    assert list(claim_references(text)) == numbers


@pytest.mark.parametrize(
    ("num", "text", "numbered", "written"),
    [
        (1, "1. A kettle.", True, "1. A kettle."),
        (1, "1.A kettle.", True, "1. A kettle."),
        (2, "A kettle.", True, "2. A kettle."),
        (1, "A teapot as shown.", False, "A teapot as shown."),
        (1, "1-4. (canceled)", True, "1-4. (canceled)"),
        (3, "[3. A kettle.]", True, "[3. A kettle.]"),
        (2, "2. The kettle of claim 1 , in red.", True, "2. The kettle of claim 1, in red."),
        (1, "1.5 litres of tea.", True, "1. 1.5 litres of tea."),
    ],
)
def test_a_claim_carries_its_number_once(num: int, text: str, numbered: bool, written: str) -> None:
    assert claim(num, text, (), numbered=numbered)[0] == Claim((written,))


def test_a_claim_refers_to_earlier_claims_once_each() -> None:
    assert claim(4, "4. A kettle.", (2, 1, 2, 4, 9))[1] == ClaimLink(4, (2, 1))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("25.degree. C.", "25° C."),
        ("H.sub.2 O at .alpha.=.+-.2", "H2 O at α=±2"),
        ("a .[.red.]. .Iadd.blue .Iaddend.pot", "a [red] blue pot"),
        ("formula ##STR12## here", "formula here"),
        ("unknown .blah. stays", "unknown .blah. stays"),
    ],
)
def test_codes_of_aps_become_characters(written: str, text: str) -> None:
    assert plain(written) == text
