"""The citation graph: every citation goes to an earlier publication of the corpus, few are cited often.

Publications are kept in compact arrays (about thirty bytes each). A field's pool holds each of its publications once
and once more per citation received; drawing from the pool therefore makes the cited more cited still. Later entries
are drawn more often, as examiners look at recent documents first.
"""

from array import array
from typing import NamedTuple

from tokkyo.demo import english
from tokkyo.demo.dice import Dice
from tokkyo.demo.family import Invention, Publication
from tokkyo.demo.fields import FIELDS
from tokkyo.demo.people import COMPANIES, COMPANIES_PER_FIELD
from tokkyo.demo.prose import Palette

_WIDTH = 18
_TRIES = 4
_SAME_FIELD = 0.85


class Cited(NamedTuple):
    """A cited publication as a citing record names it."""

    office: str
    number: str
    kind: str
    day: int
    name: str
    doc_id: int
    phase: str
    category: str


class Article(NamedTuple):
    """Cited literature."""

    author: str
    title: str
    journal: str
    issn: str
    year: int
    volume: int
    issue: int
    pages: tuple[int, int]
    doi: str
    phase: str
    category: str

    @property
    def text(self) -> str:
        """The citation on one line."""
        first, last = self.pages
        doi = f", DOI: {self.doi}" if self.doi else ""
        return (
            f'{self.author}: "{self.title}", {self.journal.upper()}, vol. {self.volume}, no. {self.issue}, '
            f"{self.year}, pages {first} - {last}{doi}"
        )


class Citations:
    """Remembers publications and draws citations among them."""

    def __init__(self) -> None:
        self._packed = bytearray()
        self._days = array("i")
        self._documents = array("i")
        self._owners = array("H")
        self._families = array("i")
        self._pools = [array("i") for _ in FIELDS]

    def remember(self, invention: Invention) -> None:
        """Make the publications of a family citable."""
        pool = self._pools[invention.field]
        for one in invention.publications:
            pool.append(len(self._days))
            self._packed += f"{one.office}{one.kind:<2}{one.number:<14}".encode("ascii")
            self._days.append(one.day)
            self._documents.append(one.doc_id)
            self._owners.append(invention.applicant.serial)
            self._families.append(invention.index)

    def _draw(self, dice: Dice, invention: Invention, before: int) -> int:
        """Return the place of an earlier publication of another family, or -1."""
        for _ in range(_TRIES):
            same = dice.random() < _SAME_FIELD
            pool = self._pools[invention.field] if same else self._pools[dice.below(len(self._pools))]
            if not pool:
                continue
            drawn = dice.random()
            place = pool[-1 - int(drawn * drawn * len(pool))]
            if self._days[place] < before and self._families[place] != invention.index:
                pool.append(place)
                return place
        return -1

    def patents(
        self, dice: Dice, invention: Invention, one: Publication, phases: tuple[str, ...], count: int
    ) -> list[Cited]:
        """Draw up to `count` different publications that are earlier than the citing application or publication."""
        before = one.day - 120
        found = dict.fromkeys(self._draw(dice, invention, before) for _ in range(count))
        found.pop(-1, None)
        return [self._cited(place, dice.favour(phases), dice.favour(_CATEGORIES)) for place in found]

    def _cited(self, place: int, phase: str, category: str) -> Cited:
        text = self._packed[place * _WIDTH : (place + 1) * _WIDTH].decode("ascii")
        owner = self._owners[place]
        party = COMPANIES[owner // COMPANIES_PER_FIELD][owner % COMPANIES_PER_FIELD]
        return Cited(
            text[:2],
            text[4:].rstrip(),
            text[2:4].rstrip(),
            self._days[place],
            party.docdb,
            self._documents[place],
            phase,
            category if phase not in ("APP", "OPP") else "",
        )


_CATEGORIES = ("A", "X", "Y", "XY", "A", "I", "D", "DA", "P", "E")


def articles(dice: Dice, palette: Palette, latest: int, phases: tuple[str, ...], count: int) -> list[Article]:
    """Invent cited literature published before the year `latest`."""
    found = []
    for _ in range(count):
        journal, issn = dice.favour(english.JOURNALS)
        first, phase = dice.between(1, 2400), dice.favour(phases)
        volume, issue = dice.between(3, 160), dice.between(1, 24)
        doi = f"10.{5600 + dice.below(7)}/demo.{latest}.{volume}.{first}" if dice.chance(0.45) else ""
        author = dice.pick(_AUTHORS) + " " + dice.pick("ABCDEGHJKLMNPRST") + dice.pick((" ET AL", "", " ET AL"))
        found.append(
            Article(
                author,
                palette.literature_title(),
                journal,
                issn,
                max(1970, latest - 1 - dice.skewed(15)),
                volume,
                issue,
                (first, first + dice.between(3, 20)),
                doi,
                phase,
                dice.pick(_CATEGORIES[:4]) if phase != "APP" else "",
            )
        )
    return found


_AUTHORS = (
    "HARTWELL",
    "OKABE",
    "LINDQVIST",
    "FERREIRO",
    "VALLIERES",
    "KOZLOWSKI",
    "NAKASHIMA",
    "OYELARAN",
    "BRANDT",
    "CHAUDHARY",
    "MORALES",
    "PETRENKO",
    "ZHENG",
    "ALBRIGHT",
    "DEMIR",
    "SORENSEN",
)
