"""Cutting XML streams: outermost known elements, whatever stands around and inside them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tokkyo.formats.slicing.slices import Fault, Slice, Window, wide_encoding
from tokkyo.formats.slicing.xml_slices import xml_slices

CASES = [
    ("bare", "<doc/>", ["<doc/>"]),
    ("prefix", "<x:docs><x:doc a='1'>t</x:doc></x:docs>", ["<x:doc a='1'>t</x:doc>"]),
    ("another prefix inside", "<x:doc><doc>in</doc></x:doc>", ["<x:doc><doc>in</doc></x:doc>"]),
    ("longer name is no record", "<docs><document/><doc-x/></docs><doc>1</doc>", ["<doc>1</doc>"]),
    (
        "nested same name",
        "<doc><doc>1</doc><doc/></doc><doc>2</doc>",
        ["<doc><doc>1</doc><doc/></doc>", "<doc>2</doc>"],
    ),
    ("comment hides end", "<doc><!-- </doc> -->1</doc>", ["<doc><!-- </doc> -->1</doc>"]),
    ("CDATA hides end", "<doc><![CDATA[</doc>]]>1</doc>", ["<doc><![CDATA[</doc>]]>1</doc>"]),
    ("PI hides end", "<doc><?p </doc> ?>1</doc>", ["<doc><?p </doc> ?>1</doc>"]),
    ("comment hides start", "<!-- <doc>0</doc> --><doc>1</doc>", ["<doc>1</doc>"]),
    ("PI between", "<?p <doc>0</doc> ?><doc>1</doc>", ["<doc>1</doc>"]),
    ("DOCTYPE", "<!DOCTYPE doc [<!ENTITY a '<doc>0</doc>'>]><doc>1</doc>", ["<doc>1</doc>"]),
    ("end tag with blanks", "<doc>1</doc\n ><doc>2</doc >", ["<doc>1</doc\n >", "<doc>2</doc >"]),
    ("sign > in attribute", "<doc a='/>'>1</doc>", ["<doc a='/>'>1</doc>"]),
    ("empty element with attribute", "<doc a='1' /><doc>2</doc>", ["<doc a='1' />", "<doc>2</doc>"]),
    ("two kinds", "<row>1</row><doc>2</doc>", ["<row>1</row>", "<doc>2</doc>"]),
    ("outermost only", "<row><doc>2</doc></row>", ["<row><doc>2</doc></row>"]),
]


def cut(lab, text, piece=1 << 20, limit=1 << 20):
    data = text if isinstance(text, bytes) else text.encode()
    return list(xml_slices(Window(lab.Trickle(data, piece)), ["doc", "row"], limit))


def texts(pieces):
    return [one.data.decode() if isinstance(one, Slice) else one.code for one in pieces]


@pytest.mark.parametrize("piece", [1, 7, 1 << 20])
@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_records_are_the_outermost_known_elements(lab, name, text, expected, piece):
    pieces = cut(lab, text, piece)
    assert texts(pieces) == expected
    assert all(text.encode()[one.offset : one.end] == one.data for one in pieces)


TORN = [
    ("at the end", "<doc>1</doc><doc>2", ["<doc>1</doc>", "record_torn"]),
    ("then the next", "<doc>1<doc>2</doc><doc>3</doc>", ["record_torn", "<doc>2</doc>", "<doc>3</doc>"]),
    ("two in a row", "<doc>1<doc>2<doc>3</doc>", ["record_torn", "record_torn", "<doc>3</doc>"]),
    ("then a new document", "<doc>1<?xml version='1.0'?><doc>2</doc>", ["record_torn", "<doc>2</doc>"]),
    ("in a comment", "<doc>1</doc><doc><!-- ", ["<doc>1</doc>", "record_torn"]),
    ("in the start tag", "<doc>1</doc><doc a='", ["<doc>1</doc>", "record_torn"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), TORN, ids=[case[0] for case in TORN])
def test_a_torn_record_is_told_and_the_next_is_read(lab, name, text, expected):
    assert texts(cut(lab, text)) == expected


def test_the_limit_on_a_record_is_exact(lab):
    text = "<doc>" + "x" * 100 + "</doc>"
    after = "<doc>2</doc>"
    assert texts(cut(lab, text + after, limit=len(text))) == [text, after]
    assert texts(cut(lab, text + after, limit=len(text) - 1)) == ["record_too_large", after]


def test_a_record_far_beyond_the_limit_is_passed_over(lab):
    text = "<doc>" + "x" * 3_000_000 + "</doc><doc>2</doc>"
    assert texts(cut(lab, text, limit=30_000)) == ["record_too_large", "<doc>2</doc>"]


def test_surroundings_are_those_of_the_nearest_document(lab):
    text = (
        "<?xml version='1.0' encoding='ISO-8859-1'?><r:docs xmlns:r='urn:r' xmlns='urn:d'><doc/></r:docs>"
        "<?xml version='1.0' encoding=\"UTF-8\"?><!DOCTYPE doc [<!ENTITY mu '&#956;'><!ENTITY i SYSTEM 'a' NDATA t>]>"
        "<doc/>"
    )
    first, second = cut(lab, text)
    assert first.around.encoding == "ISO-8859-1"
    assert dict(first.around.namespaces) == {"r": "urn:r", "": "urn:d"}
    assert second.around.encoding == "UTF-8"
    assert dict(second.around.namespaces) == {}
    assert dict(second.around.entities) == {"mu": "μ"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_known_with_and_without_mark(lab, tmp_path, encoding):
    file = tmp_path / "a.xml"
    text = '<?xml version="1.0" encoding="UTF-16"?><docs><doc number="7"><title>Größe 箱</title></doc></docs>'
    file.write_bytes(text.encode(encoding))
    assert wide_encoding(file.read_bytes()) is not None
    outcomes = lab.run(file)
    assert lab.titles(outcomes) == ["Größe 箱"]
    assert lab.problems(outcomes) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [text for _, text, _ in CASES + TORN] + ["junk < & ", "<!-- x -->", "<?xml version='1.0'?>", "\n"]
        ),
        max_size=6,
    ),
    st.integers(1, 40),
)
def test_the_size_of_pieces_changes_nothing(lab, parts, piece):
    text = "".join(parts)
    whole, pieces = cut(lab, text), cut(lab, text, piece)
    assert whole == pieces
    assert [one.offset for one in whole] == sorted(one.offset for one in whole)
    assert all(isinstance(one, Fault) or text.encode()[one.offset : one.end] == one.data for one in whole)
