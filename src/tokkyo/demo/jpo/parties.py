"""Invented applicants and attorneys with their nine-digit codes, some of them far busier than others."""

from dataclasses import dataclass
from functools import lru_cache

from tokkyo.demo.dice import Dice, stream
from tokkyo.demo.jpo import vocabulary

APPLICANT, ATTORNEY = "1", "2"
FOREIGN_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody registered with the office: nine-digit code, name, address, country."""

    code: str
    name: str
    address: str
    country: str


@lru_cache(maxsize=1 << 16)
def applicant(seed: int, serial: int) -> Registered:
    """Return the applicant number `serial`; the same number is the same applicant."""
    dice = Dice(stream(seed, "jpo-applicant", serial))
    code = f"{300_000_000 + serial:09d}"
    if dice.chance(FOREIGN_SHARE):
        name, country = dice.pick(vocabulary.FOREIGN)
        return Registered(code, f"{name}{serial}" if serial >= len(vocabulary.FOREIGN) else name, "", country)
    core = dice.pick(vocabulary.COMPANY_WORDS) + dice.pick(vocabulary.COMPANY_WORDS) + dice.pick(vocabulary.TRADES)
    return Registered(code, dice.pick(vocabulary.FORMS).format(core), _address(dice), "JP")


@lru_cache(maxsize=1 << 14)
def attorney(seed: int, serial: int) -> Registered:
    """Return the patent attorney number `serial`."""
    dice = Dice(stream(seed, "jpo-attorney", serial))
    name = f"{dice.pick(vocabulary.FAMILIES)}\u3000{dice.pick(vocabulary.GIVEN)}"
    return Registered(f"{100_000_000 + serial:09d}", name, _address(dice), "JP")


def inventor(dice: Dice) -> tuple[str, str]:
    """Return name and address of an inventor or creator."""
    return f"{dice.pick(vocabulary.FAMILIES)}\u3000{dice.pick(vocabulary.GIVEN)}", _address(dice)


def _address(dice: Dice) -> str:
    return f"{dice.pick(vocabulary.PLACES)}{dice.between(1, 9)}丁目{dice.between(1, 30)}番{dice.between(1, 20)}号"
