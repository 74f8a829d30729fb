"""Names and addresses as sources print them, made into parties of the record."""

import re
from collections.abc import Iterable

from tokkyo.model.publication import Agent, Applicant, Inventor, Name, Owner, Parties

_COUNTRY_AFTER = re.compile(r"\s*\[([A-Z]{2})\]\s*$")
_NO_PARTIES = Parties()


def name_and_country(text: str) -> tuple[str, str | None]:
    """Split `HERRALA SAMI [FI]` into name and country; punctuation left at the end of a name goes.

    >>> name_and_country("9SOLUTIONS OY [FI]"), name_and_country("HERRALA, SAMI, ")
    (('9SOLUTIONS OY', 'FI'), ('HERRALA, SAMI', None))
    """
    country = None
    if found := _COUNTRY_AFTER.search(text):
        text, country = text[: found.start()], found[1]
    return text.strip().rstrip(",; "), country


def address(lines: Iterable[str | None]) -> str | None:
    """Join the lines of an address that are there."""
    return ", ".join(line for line in lines if line) or None


def name(text: str | None) -> Name | None:
    """Return a name, or None when there is none."""
    return Name(value=text) if text else None


def parties(
    applicants: Iterable[Applicant] = (),
    inventors: Iterable[Inventor] = (),
    agents: Iterable[Agent] = (),
    owners: Iterable[Owner] = (),
) -> Parties | None:
    """Return all parties, or None when nobody is named."""
    found = Parties(
        applicants=tuple(applicants),
        inventors=tuple(inventors),
        agents=tuple(agents),
        owners_all=tuple(owners),
    )
    return found if found != _NO_PARTIES else None
