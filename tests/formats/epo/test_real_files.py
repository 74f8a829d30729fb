"""Every real file of the EPO, OPS, MAREC and FTM formats reads; shares of what records hold stay where measured."""

import io
import lzma
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tokkyo.formats.xml import Element
from tokkyo.model.publication import Bibliography, Parties
from tokkyo.model.source import SOURCE_NAMES, SourceRecord, decode_source, encode_source

Slices = Callable[[bytes], list[Element]]
Read = Callable[[Element], list[SourceRecord]]

FOLDERS = ("docdb", "epo-ops", "ep-fulltext-st36", "marec-clefip-xml", "epo-bdds-delivery")


def _members(name: str, data: bytes) -> Iterator[bytes]:
    """Yield the XML members of a file, whatever it is packed in."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from _members(member, archive.read(member))
    elif name.endswith(".tar.xz"):
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:xz") as archive:
            for entry in archive:
                if (stream := archive.extractfile(entry)) is not None:
                    yield from _members(entry.name, stream.read())
    elif name.endswith(".xz"):
        yield from _members(name.removesuffix(".xz"), lzma.decompress(data))
    elif name.endswith(".xml"):
        yield data


@pytest.fixture(scope="module")
def records(shared: Path, slices: Slices, read: Read) -> dict[str, list[SourceRecord]]:
    """All records of the real files, by source."""
    found: dict[str, list[SourceRecord]] = {}
    files = 0
    for folder in FOLDERS:
        for path in sorted((shared / "data" / folder).rglob("*")):
            if path.is_file():
                for data in _members(path.name, path.read_bytes()):
                    files += 1
                    for node in slices(data):
                        for record in read(node):
                            found.setdefault(record.source, []).append(record)
    print(f"read {files} real XML files: { ({source: len(group) for source, group in found.items()}) }")
    return found


def _held(record: SourceRecord) -> Iterator[str]:
    publication = record.publication
    biblio = publication.biblio or Bibliography()
    parties = biblio.parties or Parties()
    held = {
        "date": publication.date_published,
        "title": biblio.invention_title,
        "abstract": publication.abstract,
        "claims": publication.claims,
        "description": publication.description,
        "applicants": parties.applicants,
        "inventors": parties.inventors,
        "agents": parties.agents,
        "owners": parties.owners_all,
        "ipc": biblio.classifications_ipcr,
        "cpc": biblio.classifications_cpc,
        "national": biblio.classifications_national,
        "citations": biblio.references_cited,
        "priorities": biblio.priority_claims,
        "application": biblio.application_reference,
        "events": record.events,
        "states": record.states,
        "family": record.family_id,
    }
    return (name for name, value in held.items() if value)


# Number of records, and how many of them hold what, as measured.
MEASURED: tuple[tuple[str, int, dict[str, int]], ...] = (
    (
        "docdb",
        12,
        {"title": 12, "applicants": 12, "ipc": 12, "cpc": 12, "citations": 12, "priorities": 12, "family": 12},
    ),
    ("ops-biblio", 33, {"date": 31, "title": 26, "abstract": 21, "applicants": 24, "cpc": 25, "priorities": 25}),
    ("ops-family", 40, {"date": 40, "application": 37, "priorities": 37, "family": 37}),
    ("ops-legal", 9, {"events": 9, "owners": 8}),
    ("ops-claims", 5, {"claims": 5}),
    ("ops-description", 62, {"description": 62}),
    ("fulltext", 1, {"date": 1, "claims": 1, "description": 1, "application": 1}),
    ("ep-fulltext", 28, {"title": 28, "claims": 21, "description": 21, "applicants": 28, "ipc": 28, "cpc": 4}),
    ("ep-fulltext", 28, {"abstract": 10, "citations": 11, "owners": 11, "events": 22, "states": 28, "agents": 24}),
    ("marec", 182, {"date": 181, "title": 174, "abstract": 175, "claims": 182, "description": 182, "applicants": 174}),
    ("marec", 182, {"ipc": 174, "national": 172, "citations": 36, "events": 109, "owners": 112, "priorities": 174}),
)


@pytest.mark.parametrize(("source", "number", "shares"), MEASURED)
def test_records_hold_what_was_measured(
    records: dict[str, list[SourceRecord]], source: str, number: int, shares: dict[str, int]
) -> None:
    group = records[source]
    held = Counter(name for record in group for name in _held(record))
    assert len(group) >= number
    assert {name: held[name] for name in shares if held[name] < shares[name]} == {}


def test_every_record_has_a_number_a_known_source_and_survives_encoding(
    records: dict[str, list[SourceRecord]],
) -> None:
    for source, group in records.items():
        assert source in SOURCE_NAMES
        for record in group:
            assert record.publication.jurisdiction
            assert record.publication.doc_number
            assert record.provenance is not None
            assert decode_source(encode_source(record)) == record


def test_paragraphs_start_where_they_say(records: dict[str, list[SourceRecord]]) -> None:
    checked = 0
    for group in records.values():
        for record in group:
            text = record.publication.description
            if text is not None and text.text and record.paragraphs:
                starts = [0, *(place + 1 for place, letter in enumerate(text.text) if letter == "\n")]
                assert [paragraph.start for paragraph in record.paragraphs] == starts
                checked += 1
    assert checked >= 260


def test_texts_are_clean(records: dict[str, list[SourceRecord]]) -> None:
    for group in records.values():
        for record in group:
            for claims in record.publication.claims:
                for claim in claims.claims:
                    assert claim.claim_text
                    assert all(text == text.strip() and "\n" not in text for text in claim.claim_text)


def test_a_set_in_one_element_is_cut_into_claims(records: dict[str, list[SourceRecord]]) -> None:
    counts = {
        (record.publication.jurisdiction, record.publication.doc_number): len(record.publication.claims[0].claims)
        for source in ("ops-claims", "fulltext")
        for record in records[source]
    }
    assert counts == {("EP", "2400812"): 15, ("EP", "1000000"): 11, ("WO", "2009085664"): 20, ("ES", "2993312"): 13}


def test_priorities_in_epodoc_agree_with_the_family(records: dict[str, list[SourceRecord]]) -> None:
    """An OPS family answer gives DOCDB numbers, the bibliographic data inside it epodoc ones."""
    docdb: dict[tuple[str | None, str | None], set[str | None]] = {}
    for record in records["ops-family"]:
        docdb.setdefault(_key(record), set()).update(_priorities(record))
    compared = 0
    for record in records["ops-biblio"]:
        if (known := docdb.get(_key(record))) and (mine := set(_priorities(record))):
            assert mine <= known
            compared += 1
    assert compared >= 5


def _key(record: SourceRecord) -> tuple[str | None, str | None]:
    return record.publication.doc_number, record.publication.kind


def _priorities(record: SourceRecord) -> Iterator[str | None]:
    biblio = record.publication.biblio
    for claim in biblio.priority_claims.claims if biblio and biblio.priority_claims else ():
        yield claim.doc_number
