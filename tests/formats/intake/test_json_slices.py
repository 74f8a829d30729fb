"""Cutting JSON streams: arrays, lines, objects one after another, envelopes; what is torn costs itself only."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tokkyo.formats.slicing.json_slices import json_slices
from tokkyo.formats.slicing.slices import Slice, Window

DEEP = '{"a":' * 30 + "1" + "}" * 30

CASES = [
    ("one object", '{"a":1}', ['{"a":1}']),
    ("lines", '{"a":1}\n{"a":2}\r\n\n{"a":3}', ['{"a":1}', '{"a":2}', '{"a":3}']),
    ("array", '[{"a":1}, {"a":[{"b":2}]}]', ['{"a":1}', '{"a":[{"b":2}]}']),
    ("array, one a line", '[\n{"a":1},\n{"a":2}\n]', ['{"a":1}', '{"a":2}']),
    ("one after another", '{"a":1}{"a":2}', ['{"a":1}', '{"a":2}']),
    ("pretty", '{\n "a": 1\n}\n{\n "a": {\n  "b": 2}\n}\n', ['{\n "a": 1\n}', '{\n "a": {\n  "b": 2}\n}']),
    ("braces in strings", '{"a":"}{"}{"b":"\\"}"}', ['{"a":"}{"}', '{"b":"\\"}"}']),
    ("byte order mark", '\ufeff{"a":1}', ['{"a":1}']),
    ("record separators", '\x1e{"a":1}\n\x1e{"a":2}\n', ['{"a":1}', '{"a":2}']),
    ("envelope", '{"total":2,"data":[{"a":1},{"a":{"data":[{}]}}],"results":2}', ['{"a":1}', '{"a":{"data":[{}]}}']),
    ("envelope, empty", '{"total":0,"data":[],"results":0}', []),
    ("envelope, pretty", '{\n "data" : [\n  {"a": 1},\n  {"a": 2}\n ]\n}', ['{"a": 1}', '{"a": 2}']),
    ("two envelopes", '{"data":[{"a":1}]}\n{"data":[{"a":2}]}', ['{"a":1}', '{"a":2}']),
    ("data that is no array", '{"data":{"a":1}}', ['{"data":{"a":1}}']),
    ("data deeper down", '{"x":{"data":[{"a":1}]}}', ['{"x":{"data":[{"a":1}]}}']),
    ("deep", DEEP, [DEEP]),
    ("not a number", '{"a":NaN}\n{"a":1}', ['{"a":NaN}', '{"a":1}']),
]

TORN = [
    ("at the end", '{"a":1}\n{"a":', ['{"a":1}', "record_torn"]),
    ("in a string", '{"a":1}\n{"a":"x\n{"a":3}', ['{"a":1}', "record_torn", '{"a":3}']),
    ("in an object", '{"a":{\n{"a":3}\n{"a":4}\n', ["record_torn", '{"a":3}', '{"a":4}']),
    ("twice", '{"a":{\n{"a":3}\n{"a":\n{"a":5}\n', ["record_torn", '{"a":3}', "record_torn", '{"a":5}']),
    ("in an envelope", '{"data":[{"a":1},{"a":', ['{"a":1}', "record_torn"]),
    ("garbage", 'oops\n{"a":1}\noops\n{"a":2}', ["json_garbage", '{"a":1}', '{"a":2}']),
]


def cut(lab, text, piece=1 << 20, limit=1 << 20):
    return list(json_slices(Window(lab.Trickle(text.encode(), piece)), limit))


def texts(pieces):
    return [one.data.decode() if isinstance(one, Slice) else one.code for one in pieces]


@pytest.mark.parametrize("piece", [1, 7, 1 << 20])
@pytest.mark.parametrize(("name", "text", "expected"), CASES + TORN, ids=[case[0] for case in CASES + TORN])
def test_objects_are_cut_out(lab, name, text, expected, piece):
    pieces = cut(lab, text, piece)
    assert texts(pieces) == expected
    assert all(text.encode()[one.offset : one.end] == one.data for one in pieces if isinstance(one, Slice))


@pytest.mark.parametrize("wrap", ["%s\n%s", "[%s,%s]", '{"data":[%s,%s]}', "%s%s"])
def test_a_record_above_the_limit_costs_itself_only(lab, wrap):
    large, small = json.dumps({"a": [{"b": "x" * 50}] * 40}), '{"a":2}'
    assert texts(cut(lab, wrap % (large, small), limit=len(large))) == [large, small]
    assert texts(cut(lab, wrap % (large, small), limit=len(large) - 1)) == ["record_too_large", small]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from("abcd"), VALUES, max_size=4), max_size=4),
    st.integers(1, 30),
    st.integers(),
)
def test_whatever_is_written_is_cut_again(lab, records, piece, style):
    indent = None if style % 2 else 1
    lines = "\n".join(json.dumps(record, indent=indent) for record in records)
    answer = json.dumps({"total": len(records), "data": records, "results": 1}, indent=indent)
    for text in (lines, json.dumps(records, indent=indent), answer):
        assert [json.loads(one.data) for one in cut(lab, text, piece)] == records
