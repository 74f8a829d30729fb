"""XML answers of the OPD-API: one default namespace, no prefixes, days with dashes.

The shapes follow the classes into which public clients read the real answers (jpo.md 4.7 has no raw sample).
"""

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from tokkyo.model.jpo.dossiers import (
    ClassesAndCitations,
    DatedNumber,
    Dossier,
    DossierApplication,
    DossierCitation,
    Wording,
)

NAMESPACE = "https://www.jpo.go.jp"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_MAP: Any = {None: NAMESPACE}  # the stubs of lxml know no default namespace

_CODE = re.compile(rb"<statusCode>([0-9]{3})</statusCode>")
_REMAINING = re.compile(rb"<remainAccessCount>[0-9]*</remainAccessCount>|<remainAccessCount\s*/>")
_NO_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (production 2)."""

Element = etree._Element


def family(applications: Iterable[DossierApplication]) -> Element:
    """Return the family of an application, its members by country; registrations and publications without days."""
    data = _element("family-data")
    families = _add(data, "families")
    countries: dict[str, list[DossierApplication]] = {}
    for one in applications:
        countries.setdefault(one.office, []).append(one)
    for country, members in countries.items():
        group = _add(families, "family")
        _add(group, "country", country)
        items = _add(group, "family-items")
        for member in members:
            _numbers(_add(items, "family-item"), member, dated=False)
    return data


def family_list(applications: Iterable[DossierApplication]) -> Element:
    """Return the family as a plain list, every number with its day."""
    data = _element("family-list-data")
    lists = _add(data, "family-lists")
    for place, one in enumerate(applications, 1):
        item = _add(lists, "family-list")
        item.set("id", str(place))
        _numbers(item, one, dated=True)
    return data


def documents(dossier: Dossier) -> Element:
    """Return the documents of an application."""
    data = _element("document-list-data")
    bibliographic = _add(data, "bibliographic")
    for side in ("original", "translated"):
        part = _add(bibliographic, side)
        _add(part, "invention-title", getattr(dossier.title, side))
        _add(_add(part, "applicant"), "last-name", getattr(dossier.applicant, side))
    lists = _add(data, "document-lists")
    for one in dossier.documents:
        item = _add(lists, "document-list")
        item.set("group", one.group)
        _add(item, "legal-date", one.date)
        _described(item, one.id, one.description)
    return data


def classes_and_citations(found: ClassesAndCitations) -> Element:
    """Return classification and citations of an application."""
    data = _element("citation-and-classification-data")
    reference = _add(data, "reference")
    application = found.application
    _dated(reference, "application-number", application.application)
    for name, numbers in (
        ("publication-number", application.publications[:1]),
        ("registration-number", application.registrations[:1]),
    ):
        for dated in numbers:
            _dated(reference, name, dated)
    classification = _add(data, "classification")
    ipcs = _add(classification, "ipcs")
    for symbol in found.ipcs:
        _add(ipcs, "ipc", symbol)
    originals = _add(classification, "originals")
    for one in found.originals:
        _add(originals, "original", one.symbol).set("scheme", one.scheme)
    citation = _add(data, "citation")
    patents = _add(citation, "patent-literatures")
    for cited in found.patents:
        item = _cited(_add(patents, "patent-literature"), cited)
        number = _add(item, "publication-number")
        number.set("format", cited.format)
        _add(number, "document-number", cited.number)
    literature = _add(citation, "non-patent-literatures")
    for cited in found.literature:
        _add(_cited(_add(literature, "non-patent-literature"), cited), "text", cited.text)
    return data


def answer(code: str, message: str, remaining: int | None, data: Element | None) -> bytes:
    """Return a whole answer in UTF-8; `remaining` None shows no counter."""
    root = _element("api-data")
    _add(root, "statusCode", code)
    _add(root, "errorMessage", message)
    _add(root, "remainAccessCount", "" if remaining is None else str(remaining))
    if data is not None:
        root.append(data)
    return DECLARATION + etree.tostring(root, encoding="UTF-8")


def recorded_code(body: bytes) -> str:
    """Return the status code of a recorded answer, "" when it has none."""
    found = _CODE.search(body)
    return found[1].decode("ascii") if found else ""


def with_remaining(body: bytes, remaining: int | None) -> bytes:
    """Return a recorded answer with another counter, the rest byte for byte."""
    if remaining is None:
        return body
    return _REMAINING.sub(rb"<remainAccessCount>%d</remainAccessCount>" % remaining, body, count=1)


def _numbers(parent: Element, one: DossierApplication, *, dated: bool) -> None:
    _dated(parent, "application-number", one.application)
    for name, numbers in (("publication-number", one.publications), ("registration-number", one.registrations)):
        group = _add(parent, f"{name}s")
        for number in numbers:
            if dated:
                _dated(group, name, number)
            else:
                _add(_add(group, name), "document-number", number.number)


def _dated(parent: Element, name: str, number: DatedNumber) -> None:
    element = _add(parent, name)
    _add(element, "document-number", number.number)
    _add(element, "date", number.date)


def _described(parent: Element, identity: str, wording: Wording) -> None:
    for side in ("original", "translated"):
        part = _add(parent, side)
        part.set("id", identity)
        _add(part, "document-description", getattr(wording, side))


def _cited(parent: Element, cited: DossierCitation) -> Element:
    _add(parent, "draft-date", cited.drafted)
    _add(parent, "cited-in", cited.cited_in)
    return parent


def _element(name: str) -> Element:
    return etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=_MAP)


def _add(parent: Element, name: str, text: str = "") -> Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = _allowed(text) or None
    return element


def _allowed(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)
