"""Parties of ICE XML: `parties` up to version 4.2, `us-parties` from 4.3, assignees and examiners beside them."""

from collections.abc import Iterable, Iterator

from tokkyo.formats.uspto.numbers import known
from tokkyo.formats.uspto.parties import Person, examiners, parties
from tokkyo.formats.uspto.record import Draft
from tokkyo.formats.uspto.text import Element, flatten

_INVENTORS = frozenset({"inventor", "deceased-inventor"})


def read_parties(parts: dict[str, list[Element]], draft: Draft) -> None:
    """Read all parties of a front page whose children are given by name."""
    applying, inventing, acting = _people([*parts.get("parties", ()), *parts.get("us-parties", ())])
    owning = [_person(node) for group in parts.get("assignees", ()) for node in group]
    primary, assistant, department = _examining(parts.get("examiners", []))
    draft.parties = parties(
        applying=applying,
        inventing=inventing,
        owning=owning,
        acting=acting,
        examining=examiners(primary, assistant, department),
    )


def _people(groups: list[Element]) -> tuple[list[Person] | None, list[Person], list[Person]]:
    """Return applicants (None where inventors stand for them), inventors and agents.

    Applications before 2013 name no agents but an address for correspondence, mostly that of the attorneys.
    """
    applying: list[Person] = []
    both: list[Person] = []
    inventing: list[Person] = []
    acting: list[Person] = []
    modern = False
    written: list[Person] = []
    for node in (node for group in groups for part in group for node in _members(part)):
        if node.tag == "correspondence-address":
            written.append(_person(node))
        elif node.tag == "us-applicant":
            modern = True
            applying.append(_person(node))
            if node.get("app-type") == "applicant-inventor":
                both.append(applying[-1])
        elif node.tag == "applicant":
            (both if node.get("app-type") == "applicant-inventor" else applying).append(_person(node))
        elif node.tag in _INVENTORS:
            inventing.append(_person(node))
        elif node.tag == "agent":
            acting.append(_person(node))
    return applying if modern or applying else None, inventing or both, acting or written


def _members(part: Element) -> Iterable[Element]:
    return (part,) if part.tag == "correspondence-address" else part


def _person(node: Element) -> Person:
    part: dict[str, Element] = {str(child.tag): child for child in node}
    residence = part.get("residence")
    if (book := part.get("addressbook")) is not None:
        part = {str(child.tag): child for child in book}
    address = part.get("address")
    place = _address(address) if address is not None else {}
    first = [_text(part.get("first-name")), _text(part.get("middle-name"))]
    last = [_text(part.get("last-name")), _text(part.get("suffix"))]
    return Person(
        organisation=_text(part.get("orgname")) or _text(part.get("name")),
        last=_joined(last),
        first=_joined(first),
        residence=residence.findtext("country") if residence is not None else None,
        **place,
    )


def _text(node: Element | None) -> str | None:
    return known(flatten(node)) if node is not None else None


def _joined(texts: list[str | None]) -> str | None:
    return " ".join(text for text in texts if text) or None


_STREET = frozenset({"street", "address-1", "address-2", "address-3", "address-4", "address-5"})


def _address(node: Element) -> dict[str, str | None]:
    street: list[str | None] = []
    place: dict[str, str | None] = {}
    for child in node:
        tag = str(child.tag)
        if tag in _STREET:
            street.append(_text(child))
        elif tag in ("city", "state", "postcode", "country"):
            place[tag] = _text(child)
    if line := ", ".join(text for text in street if text):
        place["street"] = line
    return place


def _examining(groups: list[Element]) -> tuple[Person | None, Person | None, str | None]:
    found: dict[str, Element] = dict(_named(groups))
    primary, assistant = found.get("primary-examiner"), found.get("assistant-examiner")
    department = primary.findtext("department") if primary is not None else None
    return (
        _person(primary) if primary is not None else None,
        _person(assistant) if assistant is not None else None,
        known(department),
    )


def _named(groups: list[Element]) -> Iterator[tuple[str, Element]]:
    for group in groups:
        for node in group:
            yield str(node.tag), node
