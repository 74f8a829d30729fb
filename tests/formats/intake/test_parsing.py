"""Parsing one XML record: repairs are made and told, limits hold, nothing outside the bytes is touched."""

from contextlib import suppress
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tokkyo.errors import RecordError
from tokkyo.formats.parsing import dot_codes
from tokkyo.formats.parsing.elements import XmlLimits, parse
from tokkyo.formats.slicing.slices import Slice, Surroundings
from tokkyo.formats.xml import own_text

LIMITS = XmlLimits(depth=256, text_bytes=1 << 20)


def parsed(data, encoding=None, entities=MappingProxyType({}), namespaces=MappingProxyType({}), limits=LIMITS):
    notes = []
    data = data if isinstance(data, bytes) else data.encode()
    piece = Slice(data, 0, "doc", Surroundings(encoding, namespaces, entities))
    element = parse(piece, limits, lambda code, message, fix: notes.append(code))
    return own_text(element), notes


REPAIRS = [
    ("plain", "<doc>A &amp; B &#8217; &#xe9;</doc>", "A & B ’ é", []),
    ("HTML name", "<doc>&ldquo;a&rdquo; &Hcirc;</doc>", "“a” Ĥ", []),
    ("ISO name", "<doc>&mgr;m &PHgr; &num;1</doc>", "μm Φ #1", []),
    ("name for a sign", "<doc>a &lsqb;b&rsqb; &LT; c</doc>", "a [b] < c", []),
    ("unknown name", "<doc>a &nosuch; b</doc>", "a &nosuch; b", ["unknown_entity"]),
    ("ampersand", "<doc>Kador & Partner, R&D</doc>", "Kador & Partner, R&D", ["raw_ampersand"]),
    ("ampersand in attribute", "<doc a='x & y'>b</doc>", "b", ["raw_ampersand"]),
    ("less than", "<doc>if x < 3 or y <4</doc>", "if x < 3 or y <4", ["stray_markup"]),
    ("something in angles", "<doc>see <Embodiment 1> here</doc>", "see <Embodiment 1> here", ["stray_markup"]),
    ("a tag never closed", "<doc><p>a <foo> b</p><p>c</p></doc>", "a <foo> bc", ["stray_markup"]),
    ("end of CDATA in text", "<doc>a ]]> b < c</doc>", "a ]]> b < c", ["stray_markup"]),
    ("control character", "<doc>a\x01b&#2;c</doc>", "a\ufffdb\ufffdc", ["control_characters"]),
    ("C1 written out", "<doc>a \x96 b</doc>", "a – b", ["c1_controls"]),
    ("C1 as number", "<doc>a &#150; b &#x92;</doc>", "a – b ’", ["c1_controls"]),
    ("CDATA is left alone", "<doc><![CDATA[a &nosuch; & b]]></doc>", "a &nosuch; & b", []),
]


@pytest.mark.parametrize(("name", "text", "expected", "notes"), REPAIRS, ids=[row[0] for row in REPAIRS])
def test_repairs_are_made_and_told(name, text, expected, notes):
    assert parsed(text) == (expected, notes)


ENCODINGS = [
    ("UTF-8", "Größe".encode(), "UTF-8", "Größe", []),
    ("Latin-1", "Größe".encode("latin-1"), "ISO-8859-1", "Größe", []),
    ("windows-1252 declared Latin-1", "‘Größe’".encode("cp1252"), "ISO-8859-1", "‘Größe’", []),
    ("Shift_JIS", "特許庁".encode("shift_jis"), "Shift_JIS", "特許庁", []),
    ("EUC-JP", "特許庁".encode("euc-jp"), "EUC-JP", "特許庁", []),
    ("ISO-2022-JP", "特許庁".encode("iso2022_jp"), "ISO-2022-JP", "特許庁", []),
    ("UTF-8 declared Latin-1", "Größe".encode(), "ISO-8859-1", "Größe", ["wrong_encoding"]),
    ("Latin-1 declared UTF-8", "Größe".encode("latin-1"), "UTF-8", "Größe", ["wrong_encoding"]),
    ("Latin-1 undeclared", "Größe".encode("latin-1"), None, "Größe", ["wrong_encoding"]),
    ("cut UTF-8", "特許".encode() + "庁".encode()[:2], "UTF-8", "特許\ufffd", ["damaged_text"]),
    ("overlong", "Größe".encode() + b"\xc0\xaf", "UTF-8", "Größe\ufffd\ufffd", ["damaged_text"]),
    ("surrogate", "Größe 特許".encode() + b"\xed\xa0\x80", "UTF-8", "Größe 特許\ufffd\ufffd\ufffd", ["damaged_text"]),
    ("gaiji", "特許庁".encode("shift_jis") + b"\xf0\x40", "Shift_JIS", "特許庁\ufffd@", ["damaged_text"]),
]


@pytest.mark.parametrize(
    ("name", "data", "declared", "expected", "notes"), ENCODINGS, ids=[row[0] for row in ENCODINGS]
)
def test_no_mojibake_in_silence(name, data, declared, expected, notes):
    assert parsed(b"<doc>" + data + b"</doc>", declared) == (expected, notes)


@pytest.mark.parametrize("name", ["UTF-7", "no-such-code", "unicode_escape", "base64", "rot13"])
def test_unknown_encodings_are_refused(name):
    with pytest.raises(RecordError) as refused:
        parsed(b"<doc>+AGE-</doc>", name)
    assert refused.value.code == "unknown_encoding"


def test_entities_of_the_document_are_texts():
    assert parsed("<doc>&own;</doc>", entities={"own": "<a> & b"}) == ("<a> & b", [])


def test_namespaces_of_the_surroundings_hold():
    element = parse(
        Slice(b"<x:doc y:a='1'><x:b/></x:doc>", 0, "doc", Surroundings(namespaces={"x": "urn:x"})),
        LIMITS,
        lambda *note: None,
    )
    assert element.tag == "{urn:x}doc"
    assert element.nsmap["y"] == "urn:tokkyo:undeclared:y"


MALFORMED = [
    "<doc><p>a<p>b</p></doc>",
    "<doc>",
    "<doc></dic>",
    "<doc a='1' a='2'/>",
    "<doc><a><b></a></b><a></a><b></b></doc>",
]


@pytest.mark.parametrize("text", MALFORMED)
def test_what_cannot_be_mended_is_refused(text):
    with pytest.raises(RecordError) as refused:
        parsed(text)
    assert refused.value.code == "xml_malformed"


def nested(depth):
    return "<doc>" + "<a>" * (depth - 1) + "</a>" * (depth - 1) + "</doc>"


def attributes(count):
    return "<doc " + " ".join(f'a{n}="1"' for n in range(count)) + "/>"


LIMIT_ROWS = [
    ("depth", nested(256), nested(257), "xml_too_deep", LIMITS),
    ("depth, far beyond", nested(256), nested(100_000), "xml_too_deep", LIMITS),
    ("depth set lower", nested(20), nested(21), "xml_too_deep", XmlLimits(20, 1 << 20)),
    ("depth set higher", nested(400), nested(401), "xml_too_deep", XmlLimits(400, 1 << 20)),
    ("attributes", attributes(256), attributes(257), "xml_too_wide", LIMITS),
    (
        "text",
        f"<doc>{'x' * 12_000_000}</doc>",
        f"<doc>{'x' * 12_000_001}</doc>",
        "xml_text_too_long",
        XmlLimits(256, 12_000_000),
    ),
]


@pytest.mark.parametrize(("name", "fits", "exceeds", "code", "limits"), LIMIT_ROWS, ids=[row[0] for row in LIMIT_ROWS])
def test_limits_hold_exactly(name, fits, exceeds, code, limits):
    parsed(fits, limits=limits)
    with pytest.raises(RecordError) as refused:
        parsed(exceeds, limits=limits)
    assert refused.value.code == code


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>&;#x/ab\"'= ![]-?\x01\x96é", max_size=60))
def test_any_text_is_read_or_refused(text):
    with suppress(RecordError):
        parsed(f"<doc>{text}</doc>")


DOT_CODES = [
    (".alpha.-helix", "α-helix"),
    ("25.degree. C.", "25° C."),
    ("5.times.10.sup.-3", "5×10-3"),
    ("H.sub.2 O", "H2 O"),
    ("{acute over (e)}t{acute over (e)}", "été"),
    ("{umlaut over (U)}ber", "Über"),
    ("{fraction (1/2)} inch", "1/2 inch"),
    ("see {character pullout}", "see \ufffd"),
    ("i.e. the .frobnicate. kind {Mps}", "i.e. the .frobnicate. kind {Mps}"),
]


@pytest.mark.parametrize(("text", "expected"), DOT_CODES)
def test_dot_and_brace_codes(text, expected):
    assert dot_codes.decode(text) == expected
