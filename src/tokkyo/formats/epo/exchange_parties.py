"""Applicants, inventors and agents of an `exchange-document`.

Each is given in several notations: `docdb` (standardised, with residence), `epodoc` (OPS: the same name with the
country in brackets), `docdba` and `original` (as printed). The first of these that is there is taken.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tokkyo.formats.parts.document_ids import digits
from tokkyo.formats.parts.parties import address, name, name_and_country, parties
from tokkyo.formats.parts.passages import flow_text
from tokkyo.formats.xml import Element, child, children, local, value
from tokkyo.model.publication import Agent, Applicant, Inventor, Parties

_PREFERENCE = ("docdb", "epodoc", "docdba", "original")
_OUTSIDE_NAME = frozenset({"residence", "address", "nationality"})


@dataclass(frozen=True, slots=True)
class _Party:
    name: str
    country: str | None
    address: str | None
    sequence: int | None


def named_parties(groups: Iterable[Element]) -> Parties | None:
    """Map the `parties` elements."""
    groups = list(groups)
    return parties(
        applicants=(
            Applicant(
                residence=party.country,
                sequence=party.sequence,
                extracted_name=name(party.name),
                extracted_address=party.address,
            )
            for party in _named(groups, "applicants", "applicant")
        ),
        inventors=(
            Inventor(
                residence=party.country,
                sequence=party.sequence,
                extracted_name=name(party.name),
                extracted_address=party.address,
            )
            for party in _named(groups, "inventors", "inventor")
        ),
        agents=(
            Agent(
                sequence=party.sequence,
                extracted_name=name(party.name),
                extracted_address=party.address,
                extracted_country=party.country,
            )
            for party in _named(groups, "agents", "agent")
        ),
    )


def _named(groups: list[Element], group: str, kind: str) -> Iterator[_Party]:
    notations: dict[str, list[Element]] = {}
    for outer in groups:
        for inner in children(outer, group):
            for node in children(inner, kind):
                notations.setdefault(node.get("data-format") or "original", []).append(node)
    chosen = next((found for wanted in _PREFERENCE if (found := notations.get(wanted))), [])
    for node in chosen:
        if (party := _party(node)) is not None:
            yield party


def _party(element: Element) -> _Party | None:
    holder = next((node for node in element if local(node) not in _OUTSIDE_NAME), None)
    text, bracketed = name_and_country(flow_text(holder))
    if not text:
        return None
    where = child(element, "address")
    return _Party(
        name=text,
        country=value(element, "residence/country") or value(where, "country") if len(element) > 1 else bracketed,
        address=address(flow_text(node) for node in where if local(node) != "country") if where is not None else None,
        sequence=digits(element.get("sequence")),
    )
