"""Parties of a MAREC document: `epo` (standardised), `intermediate` and `original` (as printed) names."""

from collections.abc import Iterator

from tokkyo.formats.parts.parties import address, name, name_and_country, parties
from tokkyo.formats.parts.passages import flow_text
from tokkyo.formats.xml import Element, child, children, local, value
from tokkyo.model.publication import Agent, Applicant, Inventor, Owner, Parties

_PREFERENCE = ("epo", "intermediate", "original")
_PERSON = ("first-name", "middle-name")


def named_parties(group: Element | None) -> Parties | None:
    """Map `parties`; assignees become owners, a correspondence address an agent where no agent is named."""
    agents = _people(group, "agents", "agent")
    if not agents:
        agents = [(node, text) for node in children(group, "correspondence-address") if (text := _name(node))]
    return parties(
        applicants=(
            Applicant(
                residence=_country(node), sequence=place, extracted_name=name(text), extracted_address=_where(node)
            )
            for place, (node, text) in enumerate(_people(group, "applicants", "applicant"), start=1)
        ),
        inventors=(
            Inventor(
                residence=_country(node), sequence=place, extracted_name=name(text), extracted_address=_where(node)
            )
            for place, (node, text) in enumerate(_people(group, "inventors", "inventor"), start=1)
        ),
        agents=(
            Agent(
                sequence=place,
                extracted_name=name(text),
                extracted_address=_where(node),
                extracted_country=_country(node),
            )
            for place, (node, text) in enumerate(agents, start=1)
        ),
        owners=(
            Owner(extracted_name=name(text), extracted_address=_where(node), extracted_country=_country(node))
            for node, text in _people(group, "assignees", "assignee")
        ),
    )


def _people(group: Element | None, many: str, one: str) -> list[tuple[Element, str]]:
    """Return the people of the best format that is there, with their names."""
    found: dict[str, list[tuple[Element, str]]] = {}
    for outer in children(group, many):
        for node in children(outer, one):
            if text := _name(node):
                found.setdefault(node.get("format") or "original", []).append((node, text))
    return next((found[wanted] for wanted in _PREFERENCE if wanted in found), [])


def _name(node: Element) -> str | None:
    book = child(node, "addressbook")
    whole = value(book, "name") or value(book, "orgname")
    last = value(book, "last-name")
    if last and not value(book, "name"):
        first = " ".join(text for part in _PERSON if (text := value(book, part)))
        whole = ", ".join(part for part in (last, first) if part)
    return name_and_country(whole)[0] or None if whole else None


def _country(node: Element) -> str | None:
    return value(node, "addressbook/address/country")


def _where(node: Element) -> str | None:
    return address(_lines(child(node, "addressbook/address")))


def _lines(where: Element | None) -> Iterator[str]:
    if where is not None and not len(where):
        yield flow_text(where)
    for node in where if where is not None else ():
        if local(node) != "country":
            yield flow_text(node)
