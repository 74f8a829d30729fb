"""English texts of an invention: title, abstract, claims, description, literature it cites.

Every invention has a `Palette`: its components with reference numerals and its stream. Sentences are drawn from the
tables of `english`; rare words come from `coinage`.
"""

from typing import NamedTuple

from tokkyo.demo import coinage, english
from tokkyo.demo.dice import Dice, stream
from tokkyo.demo.fields import FIELDS
from tokkyo.demo.sentence import Sentence, Slots, passages, sentences
from tokkyo.demo.subject import PHRASES, Subject
from tokkyo.demo.technology import Field, Quantity

BOOK = english.BOOK
NAMED_PARTS = 9
QUANTITY_VARIANTS = 24

_TITLES = sentences(BOOK.titles)
_OPENINGS = sentences(BOOK.openings)
_ABSTRACT = sentences(BOOK.abstract)
_CLAIMS = sentences(BOOK.claims)
_DEPENDENTS = sentences(BOOK.dependents)
_FIRST_PARAGRAPHS = sentences(BOOK.paragraphs)
_BACKGROUND = passages(english.BACKGROUND, Dice(stream(0, "background")), 300, 2, 3)
_SUMMARY = passages(english.SUMMARY, Dice(stream(0, "summary")), 300, 2, 3)
_DRAWINGS = sentences(english.DRAWINGS)
_DETAILS = {nature: passages(table, Dice(stream(0, nature)), 900, 3, 5) for nature, table in english.BY_NATURE.items()}
_NUMBERS = tuple(str(number) for number in range(1000))
_LITERATURE = sentences(english.LITERATURE_TITLES)


class Claim(NamedTuple):
    """A claim without its number; `parts` are its paragraphs, `refers` the claim it depends on or 0."""

    parts: tuple[str, ...]
    refers: int = 0
    opening: str = ""

    @property
    def text(self) -> str:
        """The claim on one line."""
        joined = " ".join(self.parts)
        return f"{self.opening} {self.refers}, {joined}." if self.refers else f"{joined}."


class Block(NamedTuple):
    """A heading or a paragraph of a description."""

    text: str
    heading: bool = False


def indefinite(term: str) -> str:
    """Return a noun with `a` or `an`.

    >>> indefinite("anode"), indefinite("unmanned aerial vehicle"), indefinite("unit-dose pouch")
    ('an anode', 'an unmanned aerial vehicle', 'a unit-dose pouch')
    """
    return ("an " if term[0] in "aeiouAEIO" and not term.startswith("unit") else "a ") + term


def _amount(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def _quantity(dice: Dice, row: Quantity) -> str:
    name, unit, low, high = row
    start = low + (high - low) * 0.6 * dice.random()
    end = start + (high - start) * (0.1 + 0.8 * dice.random())
    return f"{name} of {_amount(start)} to {_amount(end)} {unit}".rstrip()


def _quantities(number: int, field: Field) -> tuple[str, ...]:
    dice = Dice(stream(0, "quantities", number))
    return tuple(_quantity(dice, row) for row in field.quantities for _ in range(QUANTITY_VARIANTS))


_ADJECTIVES = tuple(
    (word, word.capitalize(), indefinite(word), indefinite(word).capitalize()) for word in coinage.ADJECTIVES
)
_QUANTITIES = tuple(_quantities(number, field) for number, field in enumerate(FIELDS))


class Palette:
    """The words of one invention in English, and its sentences."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.field: Field = FIELDS[subject.field]
        self.quantities = _QUANTITIES[subject.field]
        self.phrases = tuple(BOOK.phrases[place] for place in PHRASES[self.field.nature])
        self.dice = dice = Dice(stream(subject.seed, "en"))
        terms = self.field.terms
        core = [terms[2 + place] for place in subject.components]
        parts = core[:5] + dice.some(self.field.parts, NAMED_PARTS - 5)
        self.parts = [(part, f"{part} {102 + 2 * place}", indefinite(part)) for place, part in enumerate(parts)]
        product, effect = terms[subject.product], terms[10 + subject.effect]
        material = terms[8 + subject.material]
        ip = indefinite(product)
        self.slots: Slots = {
            "p": product,
            "P": product.capitalize() if product.islower() else product,
            "ip": ip,
            "Ip": ip[0].upper() + ip[1:],
            "e": effect,
            "m": material,
            "t": BOOK.phrases[subject.phrase],
            "k": subject.model,
            "u": dice.pick(self.field.uses),
        }
        self._fresh()
        a, b, c = self.parts[:3]
        self.slots.update(a=a[0], b=b[0], c=c[0], ra=a[1], rb=b[1], rc=c[1], ia=a[2], ib=b[2], ic=c[2])
        self.slots["A"] = a[0][0].upper() + a[0][1:]

    def _fresh(self) -> None:
        """Draw the words that change from paragraph to paragraph. The hottest code of the corpus: draws are inline."""
        random, field, slots = self.dice.random, self.field, self.slots
        slots["y"] = field.matters[int(random() * len(field.matters))]
        slots["q"] = self.quantities[int(random() * len(self.quantities))]
        slots["v"] = field.verbs[int(random() * len(field.verbs))]
        slots["pr"] = field.problems[int(random() * len(field.problems))]
        rare = random()
        slots["j"], slots["J"], slots["ij"], slots["Ij"] = _ADJECTIVES[int(rare * rare * rare * len(_ADJECTIVES))]
        slots["n"], slots["w"] = _NUMBERS[2 + int(random() * 948)], _NUMBERS[1 + int(random() * 45)]
        rare = random()
        tail = coinage.CHEMICAL_TAILS[int(rare * rare * rare * len(coinage.CHEMICAL_TAILS))]
        slots["ch"] = f"{coinage.POSITIONS[int(random() * len(coinage.POSITIONS))]}-{tail}"
        pair = coinage.PAIRS[int(random() * len(coinage.PAIRS))]
        slots["x"] = pair + coinage.SYLLABLES[int(random() * len(coinage.SYLLABLES))]
        slots["t"] = self.phrases[int(random() * len(self.phrases))]

    def _turn(self) -> None:
        """Draw other components for the next sentence or paragraph."""
        random, parts, slots = self.dice.random, self.parts, self.slots
        first = int(random() * NAMED_PARTS)
        second = first + 1 + int(random() * 4)
        slots["a"], slots["ra"], slots["ia"] = parts[first]
        slots["b"], slots["rb"], slots["ib"] = parts[second % NAMED_PARTS]
        slots["c"], slots["rc"], slots["ic"] = parts[(second + 1) % NAMED_PARTS]
        slots["a2"], slots["ra2"], slots["ia2"] = parts[(second + 2) % NAMED_PARTS]
        slots["b2"], slots["rb2"], slots["ib2"] = parts[(second + 3) % NAMED_PARTS]
        slots["c2"], slots["rc2"], slots["ic2"] = parts[(first + 8) % NAMED_PARTS]

    def title(self) -> str:
        """Return the title; ask for it first, before other texts move the palette on."""
        words = dict(self.slots, t=BOOK.phrases[self.subject.phrase])
        return _TITLES[self.subject.title % len(_TITLES)].fill(words)

    def abstract(self) -> str:
        """Return the abstract: an opening and three to five sentences."""
        dice = self.dice
        chosen = [dice.pick(_OPENINGS), *dice.some(_ABSTRACT, dice.between(3, 5))]
        return " ".join([sentence.fill(self.slots) for sentence in chosen])

    def claims(self, count: int) -> list[Claim]:
        """Return that many claims: the first independent, perhaps a method later, the others dependent."""
        dice, slots = self.dice, self.slots
        written: list[Claim] = []
        method = count * 2 // 3 if count > 8 and dice.chance(0.6) else 0
        owner, opening = 1, f"The {slots['p']} of claim"
        for number in range(1, count + 1):
            if number == 1 or number == method:
                body = _CLAIMS[0 if number == 1 else 1].fill(slots)
                head, _, rest = body.partition(": ")
                written.append(
                    Claim((head + ":", *(part + ";" for part in rest.split("; ")[:-1]), rest.split("; ")[-1]))
                )
                if number == method:
                    owner, opening = number, "The method of claim"
                continue
            self._turn()
            if number % 4 == 0:
                self._fresh()
            refers = owner if dice.chance(0.7) else dice.between(owner, number - 1)
            written.append(Claim((dice.pick(_DEPENDENTS).fill(slots),), refers, opening))
        return written

    def _paragraphs(self, table: tuple[Sentence, ...], count: int) -> list[Block]:
        """Return that many paragraphs of a part of the description."""
        random, slots, size, written = self.dice.random, self.slots, len(table), []
        for _ in range(count):
            self._fresh()
            self._turn()
            written.append(Block(table[int(random() * size)].fill(slots)))
        return written

    def description(self, paragraphs: int) -> list[Block]:
        """Return headings and paragraphs; `paragraphs` is the number of those in the detailed part."""
        field, background, summary, drawings, details = (Block(text, heading=True) for text in BOOK.headings)
        return [
            field,
            Block(self.dice.pick(_FIRST_PARAGRAPHS).fill(self.slots)),
            background,
            *self._paragraphs(_BACKGROUND, 2),
            summary,
            *self._paragraphs(_SUMMARY, 2),
            drawings,
            *(Block(text) for text in self.drawings()),
            details,
            *self._paragraphs(_DETAILS[self.field.nature], paragraphs),
            Block(self.dice.pick(english.CLOSING)),
        ]

    def drawings(self) -> list[str]:
        """Return the list of figures."""
        count = 2 + self.dice.below(len(_DRAWINGS) - 1)
        return [f"FIG. {place + 1} {_DRAWINGS[place].fill(self.slots)};" for place in range(count)]

    def literature_title(self) -> str:
        """Return the title of an article in this field."""
        self._fresh()
        text = self.dice.pick(_LITERATURE).fill(self.slots)
        return text[0].upper() + text[1:]


def design_title(subject: Subject) -> str:
    """Return the title of a design: the product alone."""
    return FIELDS[subject.field].terms[subject.product].capitalize()
