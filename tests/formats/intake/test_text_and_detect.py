"""Line-based records, and what a stream is by its first bytes."""

import pytest

from tokkyo.formats.detect import FORMATS, Kind, all_formats, detect
from tokkyo.formats.slicing.slices import Slice, Window
from tokkyo.formats.slicing.text_slices import lines, text_slices


def cut(lab, data, piece=1 << 20, limit=1 << 20):
    starts = lambda line: line.startswith(b"CARD ")  # noqa: E731
    return [
        one.data if isinstance(one, Slice) else one.code
        for one in text_slices(Window(lab.Trickle(data, piece)), starts, limit)
    ]


@pytest.mark.parametrize("piece", [1, 5, 1 << 20])
def test_records_begin_where_the_format_says(lab, piece):
    assert cut(lab, b"head\nCARD 1\nx\n\nCARD 2\r\ny", piece) == [b"CARD 1\nx\n\n", b"CARD 2\r\ny"]
    assert cut(lab, b"no card", piece) == []


def test_a_text_record_above_the_limit_costs_itself_only(lab):
    assert cut(lab, b"CARD 1\n" + b"x\n" * 50 + b"CARD 2\ny\n", limit=20) == ["record_too_large", b"CARD 2\ny\n"]


def test_lines_are_decoded_without_their_ends():
    assert lines("CARD 1\r\nGröße\n".encode()) == (["CARD 1", "Größe"], True)
    assert lines(b"Gr\xf6\xdfe\n\x0cA") == (["Größe", "\x0cA"], False)


CONTENT = [
    (b"<?xml version='1.0'?><docs/>", Kind.XML, "XML <docs>"),
    (b"\xef\xbb\xbf\n<reg:register-documents/>", Kind.XML, "EPO register answer"),
    (b"<!-- c --><!DOCTYPE docs SYSTEM 'a.dtd' [<!ENTITY a 'b'>]><docs/>", Kind.XML, "XML <docs>"),
    (b"<!-- a DTD --><!ELEMENT docs (doc)*>", Kind.UNKNOWN, "DTD"),
    (b"<?xml version='1.0'?><!ENTITY % a 'b'>", Kind.UNKNOWN, "DTD"),
    (b"<!DOCTYPE docs [" + b"<!ENTITY a 'b'>" * 9, Kind.XML, "XML <DOCTYPE>"),
    (b"<!DOCTYPE html><html>", Kind.UNKNOWN, "HTML page"),
    (b" <HTML>", Kind.UNKNOWN, "HTML page"),
    (b'{"a": 1}', Kind.JSON, "JSON of an unknown kind"),
    (b' [\n {"a": 1}]', Kind.JSON, "JSON of an unknown kind"),
    (b"[section]\nkey=1", Kind.UNKNOWN, "text of an unknown kind"),
    (b"%PDF-1.7", Kind.UNKNOWN, "PDF"),
    (b"II*\0", Kind.UNKNOWN, "TIFF image"),
    (b"a,b\n1,2", Kind.UNKNOWN, "table (CSV or TSV)"),
    (b"a\tb\rc", Kind.UNKNOWN, "table (CSV or TSV)"),
    (b"\0\1\2\3", Kind.UNKNOWN, "binary data"),
    (b"", Kind.UNKNOWN, "empty file"),
    (b"CARD 1\n", Kind.TEXT, "Test card"),
]


@pytest.mark.parametrize(("head", "kind", "what"), CONTENT)
def test_content_is_told_by_its_first_bytes(lab, head, kind, what):
    found = detect(head, lab.FORMATS)
    assert (found.kind, found.what) == (kind, what)


def test_every_reader_is_registered_once():
    formats = all_formats()
    assert len(set(FORMATS)) == len(FORMATS)
    others = (*formats.json, *formats.text, *formats.tables, *formats.whole)
    assert len({row.name for row in formats.xml.values()}) + len(others) == len(FORMATS)
    assert {"us-patent-grant", "PATDOC", "exchange-document", "ep-patent-document"} <= set(formats.xml)
