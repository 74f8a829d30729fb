"""Invented records, sources and readers for the tests of intake, slicing and reading, as one fixture `lab`."""

import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tokkyo.errors import RecordError
from tokkyo.formats.detect import Formats
from tokkyo.formats.port import Context, JsonFormat, TextFormat, XmlFormat
from tokkyo.formats.reading import Found, Problem, Read, read
from tokkyo.formats.xml import Element, attribute, value
from tokkyo.model.publication import Bibliography, Publication, Text
from tokkyo.model.source import SourceRecord
from tokkyo.settings import defaults


class Trickle:
    """A source that gives at most `piece` bytes at a time."""

    def __init__(self, data: bytes, piece: int = 1 << 20) -> None:
        self.file = io.BytesIO(data)
        self.piece = piece

    def read(self, size: int) -> bytes:
        return self.file.read(min(size, self.piece))

    def origin(self) -> float:
        return self.file.tell()


def xml_record(number: int, text: str = "A box") -> bytes:
    return f'<doc number="{number}"><title>{text} {number}</title></doc>'.encode()


def record(number: str, context: Context, title: str | None = None) -> SourceRecord:
    biblio = Bibliography(invention_title=(Text(title),)) if title else None
    publication = Publication(jurisdiction="XX", doc_number=number, biblio=biblio)
    return SourceRecord("marec", publication, provenance=context.provenance)


def _read_xml(element: Element, context: Context) -> Iterator[SourceRecord]:
    number = attribute(element, "number") or ""
    if number == "13":
        raise RecordError("unlucky", "thirteen cannot be read", fix="skip it")
    if number == "14":
        raise ZeroDivisionError("nobody saw this coming")
    if number == "15":
        context.note("mended", "something was mended", "nothing")
    if number == "16":
        raise RecursionError
    yield record(number, context, value(element, "title"))


def _read_json(value: dict[str, Any], context: Context) -> Iterator[SourceRecord]:
    yield record(str(value["number"]), context, value.get("title"))


def _read_text(lines: list[str], context: Context) -> Iterator[SourceRecord]:
    yield record(lines[0].split()[1], context, " ".join(lines[1:]))


FORMATS = Formats.of(
    [
        XmlFormat("doc", "Test document", frozenset({"doc"}), _read_xml),
        JsonFormat("row", "Test row", lambda value: "number" in value, _read_json),
        TextFormat(
            "card",
            "Test card",
            lambda head: head.startswith(b"CARD "),
            lambda line: line.startswith(b"CARD "),
            _read_text,
        ),
    ]
)


def run(*paths: str | Path, **settings: int) -> list[Read]:
    """Read paths with the test formats."""
    return list(read([str(path) for path in paths], defaults(**settings), formats=FORMATS))


def numbers(outcomes: list[Read]) -> list[str | None]:
    return [one.record.publication.doc_number for one in outcomes if isinstance(one, Found)]


def problems(outcomes: list[Read]) -> list[str]:
    return [one.code for one in outcomes if isinstance(one, Problem)]


def titles(outcomes: list[Read]) -> list[str | None]:
    found = [one.record.publication.biblio for one in outcomes if isinstance(one, Found)]
    return [biblio.invention_title[0].text for biblio in found if biblio]


@pytest.fixture(scope="session")
def lab() -> SimpleNamespace:
    """Everything above, for tests to take by name."""
    return SimpleNamespace(
        Trickle=Trickle,
        xml_record=xml_record,
        FORMATS=FORMATS,
        run=run,
        numbers=numbers,
        problems=problems,
        titles=titles,
    )
