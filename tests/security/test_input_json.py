"""Hostile JSON: decoded per rule or a problem; never an exception, never a value no text can hold (hardening B8)."""

import pytest

from tokkyo.formats.parsing.json_values import decode_object
from tokkyo.formats.reading import Found, Passed, Problem, read
from tokkyo.model.source import encode_source
from tokkyo.settings import defaults

GOOD = '{"publication_number":"US-2-A"}'

ROWS = [
    ("NaN", '{"publication_number":"US-1-A","family_id":NaN}', ["json_numbers"], 2),
    ("Infinity", '{"publication_number":"US-1-A","family_id":-Infinity}', ["json_numbers"], 2),
    ("1e400", '{"publication_number":"US-1-A","publication_date":1e400}', ["json_numbers"], 2),
    ("5,000 digits", '{"publication_number":"US-1-A","publication_date":' + "9" * 5000 + "}", ["json_numbers"], 2),
    ("duplicate keys", '{"publication_number":"US-9-A","publication_number":"US-1-A"}', [], 2),
    ("half a surrogate pair", '{"publication_number":"US-1-A","title_en":"a\\ud800b"}', ["damaged_text"], 2),
    ("NUL", '{"publication_number":"US-1-A","title_en":"a\\u0000b"}', [], 2),
    ("depth", '{"publication_number":"US-1-A","x":' + "[" * 100_000 + "]" * 100_000 + "}", ["json_too_deep"], 1),
    ("wrong types", '{"publication_number":"US-1-A","citation":7,"cpc":{"a":1},"inventor":[1,null]}', [], 2),
    ("trailing garbage", '{"publication_number":"US-1-A"} oops', ["json_garbage"], 2),
    ("not closed", '{"publication_number":"US-1-A"', ["record_torn"], 1),
    ("wrong closing", '{"publication_number":"US-1-A"]}', ["json_malformed", "json_garbage"], 1),
]


@pytest.mark.parametrize(("name", "text", "codes", "records"), ROWS, ids=[row[0] for row in ROWS])
def test_hostile_lines_cost_themselves_only(tmp_path, name, text, codes, records):
    file = tmp_path / "hostile.json"
    file.write_text(f"{text}\n{GOOD}\n")
    outcomes = list(read([file], defaults()))
    assert [one.code for one in outcomes if isinstance(one, Problem)] == codes
    found = [one.record for one in outcomes if isinstance(one, Found)]
    assert len(found) == records
    assert all(encode_source(record).decode("utf-8") for record in found)


def test_broken_utf8_is_marked(tmp_path):
    file = tmp_path / "hostile.json"
    file.write_bytes(b'{"publication_number":"US-1-A","title_en":"a\xff\xfeb"}')
    outcomes = list(read([file], defaults()))
    assert [one.code for one in outcomes if isinstance(one, Problem)] == ["damaged_text"]
    assert "a\ufffd\ufffdb" in repr(outcomes[0])


def test_pairs_of_surrogates_stay_whole():
    notes = []
    value = decode_object(b'{"a":"\\ud83d\\ude00 \\\\ud800 \\udc00","b":NaN}', lambda *note: notes.append(note[0]))
    assert value == {"a": "\U0001f600 \\ud800 \ufffd", "b": None}
    assert notes == ["json_numbers", "damaged_text"]


@pytest.mark.parametrize("text", ["[1,2,3]", '["a"]', "[]", "{}", '{"a":1}', "[[[[{}]]]]"])
def test_json_without_records_is_passed_over(tmp_path, text):
    file = tmp_path / "other.json"
    file.write_text(text)
    outcomes = list(read([file], defaults()))
    assert isinstance(outcomes[0], Passed)
    assert len(outcomes) == 2
