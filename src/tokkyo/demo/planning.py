"""Planning the families of a corpus in order of time: people, subject, route, and the format each publication is in."""

from tokkyo.demo import days, people
from tokkyo.demo.dice import Dice, stream, weighted
from tokkyo.demo.family import Invention, Publication
from tokkyo.demo.fields import FIELDS
from tokkyo.demo.filing import YEAR, Filing, Registry
from tokkyo.demo.offices import OFFICES, TODAY
from tokkyo.demo.people import Party, Person
from tokkyo.demo.subject import draw_subject
from tokkyo.demo.technology import Field

USPTO_XML_SINCE = 2001

# (route, first office or None for the applicant's own) and how often.
_ROUTES = weighted(
    (
        (("national", "US"), 66),
        (("paris", "US"), 4),
        (("pct", "US"), 11),
        (("design", "US"), 6),
        (("plant", "US"), 1),
        (("national", "EP"), 4),
        (("paris", "EP"), 3),
        (("pct", "EP"), 2),
        (("national", "JP"), 6),
        (("paris", "JP"), 6),
        (("pct", "JP"), 4),
        (("national", "CN"), 8),
        (("pct", "CN"), 3),
        (("national", "KR"), 3),
        (("paris", "KR"), 3),
        (("national", "DE"), 3),
        (("paris", "DE"), 3),
        (("pct", "DE"), 1),
        (("national", "FR"), 2),
        (("pct", "FR"), 1),
        (("national", "GB"), 1),
        (("paris", "GB"), 1),
        (("national", "ES"), 2),
        (("national", "BR"), 2),
        (("national", "RU"), 2),
        (("national", "AU"), 1),
        (("national", "CA"), 1),
        (("national", "SA"), 1),
        (("pct", "SA"), 1),
        (("pct", "ES"), 1),
        (("pct", "BR"), 1),
        (("pct", "RU"), 1),
    )
)
_HOMES = {"EP": ("DE", "FR", "NL", "SE", "GB", "ES"), "US": ("US", "US", "US", "CA", "IN", "JP", "KR", "NL")}
# A little less than there are, so that the corpus is full before time is up; families planned after that are dated
# a while back, where all their publications are out.
PUBLICATIONS_PER_INVENTION = 2.03
_LATE = 0.9


class Planner:
    """Plans one family after another; keeps only the number counters."""

    def __init__(self, seed: int, inventions: float) -> None:
        self.seed = seed
        self._inventions = max(inventions, 1.0)
        self._registry = Registry()
        self._first = days.FIRST + 5 * YEAR + 1

    def plan(self, index: int) -> Invention:
        """Invent family number `index`; plan them in order, numbers depend on it."""
        dice = Dice(stream(self.seed, "invention", index))
        route, office = dice.pick(_ROUTES)
        first = self._first_day(dice, index)
        if days.year(first) < OFFICES[office].since:
            office = "EP"
        number = FIELDS.index(_SEED_FIELD) if route == "plant" else dice.below(len(FIELDS))
        home = dice.pick(_HOMES.get(office, (office,)))
        applicant = dice.favour(people.companies(number, home))
        partner = dice.favour(people.COMPANIES[number]) if dice.chance(0.06) else None
        publications = Filing(self._registry, dice, index, first).follow(route, office)
        cpc = _symbols(dice, FIELDS[number])
        return Invention(
            index=index,
            field=number,
            subject=draw_subject(dice, number, int(dice.random() * (1 << 48))),
            applicant=applicant,
            partner=None if partner is applicant else partner,
            inventors=_inventors(dice, applicant),
            publications=self._placed(dice, publications),
            length=_length(dice),
            claims=4 + dice.skewed(22),
            cpc=cpc,
            ipc=tuple(symbol for symbol in cpc if symbol in FIELDS[number].ipc)[:3],
            dice=dice,
        )

    def _first_day(self, dice: Dice, index: int) -> int:
        """Return a first filing day: families are planned in order of time, later years hold more."""
        share = index / self._inventions if index < self._inventions else _LATE
        span = TODAY - 400 - self._first
        return self._first + int(span * (0.12 * share + 0.88 * _root(share))) + dice.between(-60, 60)

    def _placed(self, dice: Dice, publications: list[Publication]) -> list[Publication]:
        """Drop what is not published yet, order by date, and say which file format each one is written in."""
        kept = sorted(
            (one for one in publications if one.day <= TODAY), key=lambda one: (one.day, one.office, one.number)
        )
        other = "lens" if dice.chance(0.35) else "docdb"
        for one in kept:
            one.doc_id = self._registry.document()
            if one.office == "US" and days.year(one.day) >= USPTO_XML_SINCE:
                one.source = "uspto-grant" if one.grant else "uspto-application"
                one.also_docdb = one.type == "utility" and other == "docdb" and dice.chance(0.35)
            else:
                one.source = other
        return kept


_SEED_FIELD = next(found for found in FIELDS if found.key == "seed")


def _root(share: float) -> float:
    """Return a curve from 0 to 1 that rises fast first: exact arithmetic only."""
    left = 1.0 - share
    return 1.0 - left * left


def _symbols(dice: Dice, found: Field) -> tuple[str, ...]:
    """Return CPC symbols: a main one, the usual ones more often, and some others."""
    main = found.ipc[dice.skewed(len(found.ipc))]
    return (main, *(symbol for symbol in dice.some(found.cpc, 1 + dice.skewed(5)) if symbol != main))


def _inventors(dice: Dice, applicant: Party) -> list[Person]:
    """Return one to six different inventors of a company, its regular ones more often."""
    drawn = dict.fromkeys(dice.skewed(40) for _ in range(1 + dice.skewed(6)))
    people_drawn = (people.inventor(applicant, number) for number in drawn)
    return list({person.docdb: person for person in people_drawn}.values())


def _length(dice: Dice) -> int:
    """Return the number of paragraphs of the detailed description: around eight, now and then some seventy."""
    return 40 + dice.below(45) if dice.chance(0.015) else 4 + dice.skewed(12)
