"""Families of the demo corpus as data: inventions, applications, priorities, publications."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tokkyo.demo.dice import Dice
from tokkyo.demo.people import Party, Person
from tokkyo.demo.subject import Subject


@dataclass(slots=True, eq=False)
class Application:
    """An application: DOCDB number and kind, filing day, number as printed; US ones also series and serial."""

    office: str
    number: str
    kind: str
    filed: int
    printed: str
    doc_id: int
    priorities: list["Priority"] = field(default_factory=list)
    international: "Application | None" = None
    relation: str = ""
    parent: "Application | None" = None
    provisional: "Application | None" = None
    granted_on: int = 0
    series: str = ""
    serial: str = ""

    def claims(self) -> list["Priority"]:
        """Return the priorities as DOCDB lists them: itself where it claims none, or claims earlier US applications."""
        domestic = self.parent is not None or self.provisional is not None
        if self.office == "US" and domestic and self.kind == "A":
            return [Priority(self, active=self.relation == "continuation-in-part"), *self.priorities]
        return self.priorities or [Priority(self)]


class Priority(NamedTuple):
    """A priority claim; `linkage` is the DOCDB code (W PCT, 1 continuation, 2 in part, 3 division)."""

    application: Application
    linkage: str = ""
    active: bool = True


@dataclass(slots=True, eq=False)
class Publication:
    """A publication: DOCDB number and kind, number as printed, day, application, where it is written."""

    office: str
    number: str
    kind: str
    printed: str
    day: int
    application: Application
    language: str
    family: int
    grant: bool
    type: str = "utility"
    source: str = ""
    also_docdb: bool = False
    doc_id: int = 0
    earlier: "Publication | None" = None


@dataclass(slots=True, eq=False)
class Invention:
    """A family with its people; publications in order of date.

    `cpc` and `ipc` begin with the main symbol; `length` is the number of paragraphs of the detailed description;
    `dice` is the family's stream where planning left it.
    """

    index: int
    field: int
    subject: Subject
    applicant: Party
    partner: Party | None
    inventors: list[Person]
    publications: list[Publication]
    length: int
    claims: int
    cpc: tuple[str, ...]
    ipc: tuple[str, ...]
    dice: Dice

    @property
    def applicants(self) -> list[Party]:
        """The applicants."""
        return [self.applicant, self.partner] if self.partner else [self.applicant]
