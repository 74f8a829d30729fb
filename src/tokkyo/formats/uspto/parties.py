"""Names and addresses of USPTO files in the order Lens has them.

Persons are `Last First Middle` in the file's own case, without commas and points (`Bales Jr Thomas O`), as DOCDB
extracts them; organisations, agents and examiners stay as printed. Addresses are `Street, City, State, Code, Country`
with what is there; owners and agents have their country apart.

Before 2012 the law made inventors the applicants. DOCDB names the assignee as applicant of those documents where there
is one and the inventors otherwise; `applicants_of` does the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tokkyo.formats.uspto.numbers import country, known
from tokkyo.model.publication import (
    Agent,
    Applicant,
    AssistantExaminer,
    Examiners,
    Inventor,
    Name,
    Owner,
    Parties,
    PrimaryExaminer,
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person or organisation as a file gives it; `residence` overrides the country of the address."""

    organisation: str | None = None
    last: str | None = None
    first: str | None = None
    street: str | None = None
    city: str | None = None
    state: str | None = None
    postcode: str | None = None
    country: str | None = None
    residence: str | None = None

    def name(self) -> str | None:
        """Return the organisation as printed or the person as `Last First`."""
        if self.organisation:
            return self.organisation
        text = f"{self.last or ''} {self.first or ''}"
        return " ".join(text.replace(",", " ").replace(".", " ").split()) or None

    def printed(self) -> str | None:
        """Return the organisation or the person as `First Last`."""
        return self.organisation or " ".join(f"{self.first or ''} {self.last or ''}".split()) or None

    def land(self) -> str | None:
        """Return the country of residence, an alpha-2 code; a US state stands for US."""
        return country(self.residence) or country(self.country) or ("US" if known(self.state) else None)

    def address(self, *, with_country: bool) -> str | None:
        """Return the address on one line, or None."""
        parts = [self.street, self.city, self.state, self.postcode]
        line = [part for part in map(known, parts) if part]
        if with_country and (land := country(self.country) or self.land()):
            line.append(land)
        return ", ".join(line) or None


def applicants(people: Iterable[Person]) -> tuple[Applicant, ...]:
    """Return applicants; they carry no sequence, as in Lens."""
    return tuple(
        Applicant(person.land(), None, Name(name), person.address(with_country=True))
        for person in people
        if (name := person.name())
    )


def inventors(people: Iterable[Person]) -> tuple[Inventor, ...]:
    """Return inventors numbered from 1."""
    named = [(person, name) for person in people if (name := person.name())]
    return tuple(
        Inventor(person.land(), sequence, None, Name(name), person.address(with_country=True))
        for sequence, (person, name) in enumerate(named, 1)
    )


def owners(people: Iterable[Person]) -> tuple[Owner, ...]:
    """Return owners; the files print no recorded or execution dates."""
    return tuple(
        Owner(None, None, Name(name), person.address(with_country=False), person.land())
        for person in people
        if (name := person.name())
    )


def agents(people: Iterable[Person]) -> tuple[Agent, ...]:
    """Return agents numbered from 1, persons as `First Last`."""
    named = [(person, name) for person in people if (name := person.printed())]
    return tuple(
        Agent(sequence, Name(name), person.address(with_country=False), person.land())
        for sequence, (person, name) in enumerate(named, 1)
    )


def examiners(primary: Person | None, assistant: Person | None, department: str | None) -> Examiners | None:
    """Return the examiners, or None when the file names none."""
    first = primary.printed() if primary else None
    second = assistant.printed() if assistant else None
    if not (first or second or department):
        return None
    return Examiners(
        PrimaryExaminer(department, Name(first) if first else None) if first or department else None,
        AssistantExaminer(Name(second)) if second else None,
    )


def parties(
    *,
    applying: Iterable[Person] | None,
    inventing: list[Person],
    owning: list[Person],
    acting: Iterable[Person] = (),
    examining: Examiners | None = None,
) -> Parties | None:
    """Return the parties; `applying` is None where the file's law made inventors the applicants."""
    found = Parties(
        examiners=examining,
        applicants=applicants(applying if applying is not None else applicants_of(inventing, owning)),
        inventors=inventors(inventing),
        agents=agents(acting),
        owners_all=owners(owning),
    )
    return found if found != Parties() else None


def applicants_of(inventing: list[Person], owning: list[Person]) -> list[Person]:
    """Return whom DOCDB names as applicant of a US document from before 2012."""
    return owning or inventing
