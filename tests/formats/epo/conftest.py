"""A small loader: records of a file, cut at the outermost element a reader knows, as intake does."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tokkyo.formats.epo.docdb import DOCDB
from tokkyo.formats.epo.ftm import FTM
from tokkyo.formats.epo.ops import OPS_FAMILY
from tokkyo.formats.epo.st36 import EP_FULLTEXT
from tokkyo.formats.intake.sources import FileSource
from tokkyo.formats.marec.documents import MAREC
from tokkyo.formats.parsing.elements import XmlLimits, parse
from tokkyo.formats.port import Context, XmlFormat
from tokkyo.formats.slicing.slices import Slice, Window
from tokkyo.formats.slicing.xml_slices import xml_slices
from tokkyo.formats.xml import Element, local
from tokkyo.model.source import Provenance, SourceRecord
from tokkyo.settings import defaults

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "epo"
FORMATS: dict[str, XmlFormat] = {tag: row for row in (DOCDB, OPS_FAMILY, EP_FULLTEXT, MAREC, FTM) for tag in row.tags}

Slices = Callable[[bytes], list[Element]]
Read = Callable[[Element], list[SourceRecord]]
Load = Callable[[str], list[SourceRecord]]


@pytest.fixture(scope="session")
def slices() -> Slices:
    """Bytes of a file → the record elements in it."""
    limits = XmlLimits.of(defaults())

    def cut(data: bytes) -> list[Element]:
        pieces = xml_slices(Window(FileSource(BytesIO(data))), FORMATS, len(data))
        return [parse(piece, limits, lambda *_: None) for piece in pieces if isinstance(piece, Slice)]

    return cut


@pytest.fixture(scope="session")
def read() -> Read:
    """A record element → what its reader yields."""
    context = Context(provenance=Provenance(file="test.xml"), note=lambda *_: None)
    return lambda element: list(FORMATS[local(element)].read(element, context))


@pytest.fixture(scope="session")
def load(slices: Slices, read: Read) -> Load:
    """A fixture's name → all its records."""
    return lambda name: [record for node in slices((FIXTURES / name).read_bytes()) for record in read(node)]
