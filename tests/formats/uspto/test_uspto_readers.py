"""Each reader against a small invented file whose whole record is written down beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tokkyo.errors import RecordError
from tokkyo.formats.port import Context, TextFormat, XmlFormat
from tokkyo.formats.uspto.aps import APS
from tokkyo.formats.uspto.ice import APPLICATION, GRANT
from tokkyo.formats.uspto.pap import PAP
from tokkyo.formats.uspto.sequences import SEQUENCES
from tokkyo.formats.uspto.st32 import ST32
from tokkyo.model.source import SOURCE_NAMES, SourceRecord, decode_source, encode_source

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "uspto"
Read = Callable[[XmlFormat, str], list[SourceRecord]]
ReadText = Callable[[TextFormat, bytes], list[SourceRecord]]
Expected = Callable[[str], Any]
Plain = Callable[[SourceRecord], Any]

FILES = [
    (GRANT, "grant"),
    (GRANT, "design"),
    (APPLICATION, "application"),
    (ST32, "st32"),
    (PAP, "pap"),
    (SEQUENCES, "sequences"),
]


@pytest.mark.parametrize(("source", "name"), FILES)
def test_a_file_is_read_in_full(source: XmlFormat, name: str, read: Read, expected: Expected, plain: Plain) -> None:
    records = read(source, f"{name}.xml")
    assert [plain(record) for record in records] == expected(f"{name}.json")
    assert all(record.source in SOURCE_NAMES and decode_source(encode_source(record)) == record for record in records)


def test_an_aps_file_is_read_in_full(read_text: ReadText, expected: Expected, plain: Plain) -> None:
    records = read_text(APS, (FIXTURES / "aps.txt").read_bytes())
    assert [plain(record) for record in records] == expected("aps.json")


def test_an_unknown_aps_relation_is_noted(read_text: ReadText, notes: list[tuple[str, str, str]]) -> None:
    read_text(APS, (FIXTURES / "aps.txt").read_bytes())
    assert [(code, "99" in message) for code, message, _ in notes] == [("aps_unknown_relation", True)]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"HHHHHT        APS1        ISSUE - 850702\nPATN\nWKU  045269991\n", True),
        (b"PATN\r\nWKU  045269991\r\n", True),
        (b"<?xml version='1.0'?>\n<PATDOC/>", False),
        (b"PATNX\n", False),
    ],
)
def test_aps_is_recognised_by_its_first_group(head: bytes, found: bool) -> None:
    assert APS.matches(head) is found


@pytest.mark.parametrize(("line", "starts"), [(b"PATN\n", True), (b"PATN  \r\n", True), (b"PAR  PATN", False)])
def test_an_aps_record_starts_at_patn(line: bytes, starts: bool) -> None:
    assert APS.starts(line) is starts


@pytest.mark.parametrize(
    ("source", "markup"),
    [
        (GRANT, "<us-patent-grant><us-bibliographic-data-grant/></us-patent-grant>"),
        (GRANT, "<us-patent-grant/>"),
        (APPLICATION, "<us-patent-application/>"),
        (ST32, "<PATDOC><SDOBI><B100/></SDOBI></PATDOC>"),
        (PAP, "<patent-application-publication/>"),
    ],
)
def test_a_document_without_a_number_is_refused(source: XmlFormat, markup: str, context: Context) -> None:
    with pytest.raises(RecordError) as caught:
        list(source.read(etree.fromstring(markup), context))
    assert caught.value.code == "uspto_no_number"


def test_an_aps_record_without_a_number_is_refused(context: Context) -> None:
    with pytest.raises(RecordError):
        list(APS.read(["PATN", "TTL  Kettle"], context))


@pytest.mark.parametrize(
    ("wku", "number", "kind"),
    [
        ("043479030", "4347903", "A"),
        ("RE0286710", "RE28671", "E"),
        ("D02789993", "D278999", "S"),
        ("PP0056783", "PP5678", "P"),
        ("H00004852", "H485", "H"),
        ("T09980015", "T998001", "I4"),
    ],
)
def test_aps_kinds_come_from_the_letters_of_the_number(wku: str, number: str, kind: str, context: Context) -> None:
    (record,) = APS.read(["PATN", f"WKU  {wku}", "ISD  19820907"], context)
    assert record.publication.doc_key == f"US_{number}_{kind}_19820907"


def test_a_bare_number_makes_a_record(context: Context) -> None:
    markup = "<PATDOC><SDOBI><B100><B110><DNUM><PDAT>06530116</PDAT></DNUM></B110></B100></SDOBI></PATDOC>"
    (record,) = ST32.read(etree.fromstring(markup), context)
    assert (record.publication.doc_number, record.publication.doc_key) == ("6530116", "US_6530116")


def test_a_listing_that_names_no_publication_is_noted(context: Context, notes: list[tuple[str, str, str]]) -> None:
    markup = "<sequence-cwu><sequence-list-new-rules/></sequence-cwu>"
    assert not list(SEQUENCES.read(etree.fromstring(markup), context))
    assert [code for code, _, _ in notes] == ["uspto_sequences_unattached"]
