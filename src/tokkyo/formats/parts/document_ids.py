"""`document-id` elements: the same document in several notations (DOCDB, epodoc, the office's own).

DOCDB repeats the reference with `data-format`, OPS repeats the `document-id` with `document-id-type`; MAREC says
`format`. Both come out as one mapping from notation to element.
"""

import re
from collections.abc import Iterable

from tokkyo.errors import RecordError
from tokkyo.formats.values import iso_date
from tokkyo.formats.xml import Element, children, local, squeeze
from tokkyo.model.numbers import normal_publication
from tokkyo.model.publication import DocumentId
from tokkyo.model.source import OtherNumber

# Fits the 64 bits of stores and wire formats.
_MOST_DIGITS = 18
_FORMATS = {"epo": "docdb", "intermediate": "docdb"}


def leaves(element: Element) -> dict[str, str]:
    """Return the texts of the direct children by local name, blank ones left out; the first of a name counts."""
    found: dict[str, str] = {}
    for node in element:
        if node.text and (text := squeeze(node.text)):
            found.setdefault(local(node), text)
    return found


def digits(text: str | None) -> int | None:
    """Return an identifier or sequence number as a number; None for anything but up to 18 digits.

    >>> digits("82558028"), digits("x"), digits("9" * 30)
    (82558028, None, None)
    """
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def formats(references: Iterable[Element]) -> dict[str, Element]:
    """Return the `document-id` elements of the references by notation: docdb, epodoc or original."""
    found: dict[str, Element] = {}
    for reference in references:
        outer = reference.get("data-format")
        for node in children(reference, "document-id"):
            said = outer or node.get("document-id-type") or node.get("format")
            found.setdefault(_FORMATS.get(said, said) if said else _guess(node), node)
    return found


def _guess(node: Element) -> str:
    return "docdb" if any(local(inner) == "country" for inner in node) else "epodoc"


def document(node: Element, publication: bool = False) -> DocumentId:
    """Return the number of one `document-id`; publication numbers are brought to normal form.

    An epodoc number of a publication (`WO02054790`) is split into office and number.
    """
    texts = leaves(node)
    country, number, kind = texts.get("country"), texts.get("doc-number"), texts.get("kind")
    if publication and number:
        if not country and (found := re.fullmatch(r"([A-Z]{2})(\w+)", number)):
            country, number = found.groups()
        if country:
            number = normal_publication(country, number, kind)
    return DocumentId(jurisdiction=country, doc_number=number, kind=kind, date=iso_date(texts.get("date")))


def published(
    what: str, country: str | None, number: str | None, kind: str | None, date: str | None = None
) -> DocumentId:
    """Return the number of a record's publication in normal form; `what` the record is stands in the error.

    Raises `RecordError` `record_without_number` without office or number.
    """
    if not country or not number:
        message = f"the {what} has no publication number"
        raise RecordError("record_without_number", message, fix="check that the file is complete")
    return DocumentId(jurisdiction=country, doc_number=normal_publication(country, number, kind), kind=kind, date=date)


def other_numbers(of: str, found: dict[str, Element]) -> tuple[OtherNumber, ...]:
    """Return the notations other than DOCDB's, as the source writes them."""
    return tuple(
        OtherNumber(
            of=of,
            format=name,
            jurisdiction=texts.get("country"),
            doc_number=texts.get("doc-number"),
            kind=texts.get("kind"),
            date=iso_date(texts.get("date")),
        )
        for name, node in found.items()
        if name != "docdb" and (texts := leaves(node)).get("doc-number")
    )
