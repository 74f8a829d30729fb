"""A small loader for USPTO files: splits them into documents, drops DOCTYPEs, turns entities into characters."""

import html.entities
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tokkyo.formats.port import Context, TextFormat, XmlFormat
from tokkyo.model.source import Provenance, SourceRecord, encode_source

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "uspto"

_DECLARATION = re.compile(rb"(?=<\?xml )")
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[.*?\]\s*>", re.DOTALL)
_PLAIN = re.compile(rb"<!DOCTYPE[^>\[]*>")
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_OWN = {b"amp", b"lt", b"gt", b"quot", b"apos"}

Load = Callable[[bytes], list[etree._Element]]
Notes = list[tuple[str, str, str]]


def _character(found: re.Match[bytes]) -> bytes:
    if found[1] in _OWN:
        return found[0]
    known = html.entities.html5.get(found[1].decode() + ";", "")
    return "".join(f"&#{ord(one)};" for one in known).encode()


def _parse(document: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
    stripped = _PLAIN.sub(b"", _SUBSET.sub(b"", document, count=1), count=1)
    return etree.fromstring(_ENTITY.sub(_character, stripped.strip()), parser)


@pytest.fixture(scope="session")
def load() -> Load:
    """Parse the bytes of a file into the root elements of its documents."""
    return lambda data: [_parse(part) for part in _DECLARATION.split(data) if part.strip()]


@pytest.fixture
def notes() -> Notes:
    """What a reader noted."""
    return []


@pytest.fixture
def context(notes: Notes) -> Context:
    """A context that collects notes."""
    return Context(Provenance("file.xml"), lambda *note: notes.append(note))


@pytest.fixture
def read(load: Load, context: Context) -> Callable[[XmlFormat, str], list[SourceRecord]]:
    """Read a fixture file with an XML format."""

    def run(source: XmlFormat, name: str) -> list[SourceRecord]:
        roots = load((FIXTURES / name).read_bytes())
        assert all(root.tag in source.tags for root in roots)
        return [record for root in roots for record in source.read(root, context)]

    return run


def text_records(source: TextFormat, data: bytes) -> Iterator[list[str]]:
    """Cut a text file into the lines of its records."""
    record: list[str] = []
    for line in data.splitlines():
        if source.starts(line) and any(source.starts(one.encode("latin-1")) for one in record):
            yield record
            record = []
        record.append(line.decode("latin-1"))
    if record:
        yield record


@pytest.fixture
def read_text(context: Context) -> Callable[[TextFormat, bytes], list[SourceRecord]]:
    """Read the bytes of a text file with a text format."""
    return lambda source, data: [
        record for lines in text_records(source, data) for record in source.read(lines, context)
    ]


@pytest.fixture(scope="session")
def expected() -> Callable[[str], Any]:
    """The records written down beside a fixture file, as JSON."""
    return lambda name: json.loads((FIXTURES / name).read_text("utf-8"))


@pytest.fixture(scope="session")
def plain() -> Callable[[SourceRecord], Any]:
    """A record as plain dicts and lists, empty values left out."""
    return lambda record: json.loads(encode_source(record))


@pytest.fixture(scope="session")
def members() -> Callable[[Path], Iterator[bytes]]:
    """The files in a path, archives opened."""

    def walk(name: str, data: bytes) -> Iterator[bytes]:
        if data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.namelist():
                    yield from walk(member, archive.read(member))
        elif name.lower().endswith((".xml", ".one", ".two")):
            yield data

    return lambda path: walk(path.name, path.read_bytes())
