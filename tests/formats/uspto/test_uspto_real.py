"""All USPTO files beside the project: every document reads, with as much of each part as was measured."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from tokkyo.formats.port import Context, TextFormat, XmlFormat
from tokkyo.formats.uspto.aps import APS
from tokkyo.formats.uspto.ice import APPLICATION, GRANT
from tokkyo.formats.uspto.pap import PAP
from tokkyo.formats.uspto.sequences import SEQUENCES
from tokkyo.formats.uspto.st32 import ST32
from tokkyo.model.publication import Bibliography
from tokkyo.model.source import SourceRecord

FOLDERS = ("uspto-grant-xml", "uspto-application-xml", "uspto-grant-biblio-ipgb", "sequence-listing")

# Number of records and the least number of them that have each part.
MEASURED: tuple[tuple[XmlFormat, int, dict[str, int]], ...] = (
    (
        GRANT,
        481,
        {
            "title": 481, "abstract": 186, "claims": 466, "description": 467, "inventors": 481, "applicants": 481,
            "owners": 399, "agents": 445, "examiners": 481, "ipc": 186, "cpc": 18, "national": 469, "citations": 480,
            "application": 481, "priorities": 481, "related": 200, "term": 419, "statement": 429,
        },
    ),
    (
        APPLICATION,
        14,
        {
            "title": 14, "abstract": 14, "claims": 12, "description": 12, "inventors": 14, "applicants": 14,
            "owners": 4, "agents": 7, "ipc": 14, "cpc": 5, "national": 10, "application": 14,
            "priorities": 14, "related": 11,
        },
    ),
    (
        ST32,
        18,
        {
            "title": 18, "abstract": 3, "claims": 18, "description": 18, "inventors": 18, "applicants": 18,
            "owners": 15, "agents": 16, "examiners": 18, "ipc": 3, "national": 18, "citations": 18,
            "application": 18, "term": 15,
        },
    ),
    (
        PAP,
        8,
        {
            "title": 8, "abstract": 8, "claims": 7, "description": 7, "inventors": 8, "applicants": 8, "owners": 2,
            "agents": 8, "ipc": 8, "national": 8, "application": 8, "priorities": 8, "related": 6,
        },
    ),
    (SEQUENCES, 11, {"sequences": 11}),
)  # fmt: skip
APS_MEASURED = {
    "title": 4, "abstract": 4, "claims": 4, "description": 4, "inventors": 4, "applicants": 4, "owners": 2, "agents": 3,
    "examiners": 4, "ipc": 4, "national": 4, "citations": 4, "application": 4, "priorities": 4, "related": 3,
}  # fmt: skip


def parts(record: SourceRecord) -> Iterator[str]:
    """Name the parts a record has."""
    publication = record.publication
    biblio = publication.biblio or Bibliography()
    people = biblio.parties
    has = {
        "title": biblio.invention_title,
        "abstract": publication.abstract,
        "claims": publication.claims,
        "description": publication.description,
        "inventors": people and people.inventors,
        "applicants": people and people.applicants,
        "owners": people and people.owners_all,
        "agents": people and people.agents,
        "examiners": people and people.examiners,
        "ipc": biblio.classifications_ipcr,
        "cpc": biblio.classifications_cpc,
        "national": biblio.classifications_national,
        "citations": biblio.references_cited,
        "application": biblio.application_reference,
        "priorities": biblio.priority_claims,
        "related": record.related,
        "term": record.term,
        "statement": record.claim_statement,
        "sequences": publication.sequence_listing,
    }
    return (name for name, value in has.items() if value)


@pytest.fixture(scope="session")
def roots(
    shared: Path, load: Callable[[bytes], list[etree._Element]], members: Callable[[Path], Iterator[bytes]]
) -> dict[str, list[etree._Element]]:
    """All documents by root name. A file whose comment never ends is left out; two were wrapped by an HTML parser."""
    found: dict[str, list[etree._Element]] = {}
    files = [path for folder in FOLDERS for path in sorted((shared / "data" / folder).rglob("*")) if path.is_file()]
    for path in files:
        if path.name == "USD435854S1.xml":
            continue
        for data in members(path):
            for root in load(data):
                inner = next(root.iter("us-patent-grant"), root) if root.tag == "html" else root
                found.setdefault(str(inner.tag), []).append(inner)
    print(f"{len(files)} files, {sum(map(len, found.values()))} documents")
    return found


@pytest.mark.parametrize(("source", "count", "least"), MEASURED, ids=lambda value: getattr(value, "name", ""))
def test_every_document_reads(
    source: XmlFormat, count: int, least: dict[str, int], roots: dict[str, list[etree._Element]], context: Context
) -> None:
    documents = [root for tag in source.tags for root in roots.get(tag, ())]
    records = [record for root in documents for record in source.read(root, context)]
    found = Counter(name for record in records for name in parts(record))
    print(source.name, len(records), dict(found))
    assert len(records) == len(documents) == count
    assert {name: found[name] for name in least if found[name] < least[name]} == {}


def test_every_aps_record_reads(shared: Path, read_text: Callable[[TextFormat, bytes], list[SourceRecord]]) -> None:
    files = sorted((shared / "data" / "uspto-aps-greenbook").iterdir())
    records = [record for path in files for record in read_text(APS, path.read_bytes())]
    found = Counter(name for record in records for name in parts(record))
    print(f"{len(files)} files", len(records), dict(found))
    assert len(records) == 4
    assert {name: found[name] for name, least in APS_MEASURED.items() if found[name] < least} == {}


def test_texts_and_numbers_of_all_records_are_sound(roots: dict[str, list[etree._Element]], context: Context) -> None:
    for source in (GRANT, APPLICATION, ST32, PAP):
        for root in (root for tag in source.tags for root in roots.get(tag, ())):
            (record,) = source.read(root, context)
            publication = record.publication
            assert publication.doc_number
            assert publication.kind
            assert publication.doc_key == "_".join(
                ("US", publication.doc_number, publication.kind, (publication.date_published or "").replace("-", ""))
            )
            text = (publication.description and publication.description.text) or ""
            starts = [paragraph.start for paragraph in record.paragraphs]
            assert starts == sorted(set(starts))
            assert all(start == 0 or text[start - 1] == "\n" for start in starts)
            claims = publication.claims[0].claims if publication.claims else ()
            assert len(claims) == len(record.claim_links)
            assert all(len(claim.claim_text) == 1 and claim.claim_text[0].strip() for claim in claims)
