"""What happens to an invented case: its numbers, its days, and how it ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tokkyo.demo import days
from tokkyo.demo.dice import Dice, stream
from tokkyo.demo.jpo.parties import Registered, applicant, attorney
from tokkyo.model.jpo.apis import DESIGN, LAW_CODES, PATENT, TRADEMARK

FIRST_YEAR, YEARS = 2004, 22
TODAY = "20261120"
_TODAY = date(2026, 11, 20).toordinal()
ATTORNEYS = 3_000
APPLICANTS_PER_CASE = 0.04

# Of a hundred cases: laws, in the order of their index.
LAW_OF = (*(PATENT,) * 7, DESIGN, *(TRADEMARK,) * 2)
# First registration number, years of protection.
REGISTRATIONS = {PATENT: (3_500_000, 20), DESIGN: (1_200_000, 25), TRADEMARK: (4_600_000, 10)}


@dataclass(frozen=True, slots=True)
class Course:
    """One case. Numbers as the office writes them; days are ordinals (see `tokkyo.demo.days`), 0 for never."""

    law: str
    index: int
    number: str
    filed: int
    asked: int
    applicants: tuple[Registered, ...]
    attorneys: tuple[Registered, ...]
    refusal: int
    response: int
    decision: int
    granted: bool
    registered: int
    registration: str
    dice: Dice

    @property
    def law_code(self) -> str:
        """Return the code of its law: 1 patent, 3 design, 4 trademark."""
        return LAW_CODES[self.law]

    @property
    def expiry(self) -> str:
        """Return the last day of protection: patents and designs from filing, trademarks from registration."""
        start = days.compact(self.registered if self.law == TRADEMARK else self.filed)
        return later(start, REGISTRATIONS[self.law][1])

    @property
    def paid_years(self) -> int:
        """Return for how many years fees are paid: what is due by today, and a few rights are given up before.

        Three years are paid with the registration, and no year begins after the term.
        """
        registered = days.year(self.registered)
        passed = int(TODAY[:4]) - registered
        wanted = passed + 1 if self.index % 9 else passed // 2 + 1
        return min(max(3, wanted), max(3, int(self.expiry[:4]) - registered))

    @property
    def lapsed(self) -> bool:
        """Return whether the right ended before today."""
        return bool(self.registered) and (
            self.expiry < TODAY or later(days.compact(self.registered), self.paid_years) < TODAY
        )


def later(day: str, years: int) -> str:
    """Return the same day some years later; of 29 February the last of the month.

    >>> later("20240229", 1)
    '20250228'
    """
    year = int(day[:4]) + years
    if day[4:] == "0229" and year % 4:
        return f"{year}0228"
    return f"{year}{day[4:]}"


def number_of(serial: int) -> str:
    """Return the application number of the case that is `serial`-th under its law."""
    return f"{FIRST_YEAR + serial % YEARS}{1 + serial // YEARS:06d}"


def course(seed: int, index: int, cases: int) -> Course:
    """Return the case number `index` of a set of that many cases; the same numbers give the same case."""
    dice = Dice(stream(seed, "jpo-case", index))
    law = LAW_OF[index % len(LAW_OF)]
    number = number_of(serial_of(index))
    filed = days.new_year(int(number[:4])) + dice.below(365)
    asked = _past(filed + dice.between(30, 900)) if law == PATENT else filed
    refusal = _past(asked + dice.between(120, 420)) if asked and dice.chance(0.6) else 0
    response = _past(refusal + dice.between(30, 61)) if refusal and dice.chance(0.85) else 0
    last = response or refusal or asked
    decision = _past(last + dice.between(60, 240)) if last and (law != PATENT or dice.chance(0.8)) else 0
    granted = bool(decision) and (not refusal or (bool(response) and dice.chance(0.8)))
    registered = _past(decision + dice.between(15, 45)) if granted else 0
    known = max(20, int(cases * APPLICANTS_PER_CASE))
    return Course(
        law,
        index,
        number,
        filed,
        asked,
        _different(applicant(seed, dice.skewed(known)) for _ in range(1 + dice.skewed(3))),
        _different(attorney(seed, dice.skewed(ATTORNEYS)) for _ in range(dice.between(0, 2))),
        refusal,
        response,
        decision,
        granted,
        registered,
        f"{REGISTRATIONS[law][0] + serial_of(index):07d}" if registered else "",
        dice,
    )


def _different(parties: Iterable[Registered]) -> tuple[Registered, ...]:
    return tuple(dict.fromkeys(parties))


def _past(day: int) -> int:
    """Return a day that has come, 0 for one that has not."""
    return day if day <= _TODAY else 0


def serial_of(index: int) -> int:
    """Return the how-many-th case of its law a case is."""
    turn, place = divmod(index, len(LAW_OF))
    law = LAW_OF[place]
    return turn * LAW_OF.count(law) + LAW_OF[:place].count(law)
