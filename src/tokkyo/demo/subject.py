"""What an invention is about, independent of language, and how each language says it."""

from dataclasses import dataclass

from tokkyo.demo import (
    arabic,
    chinese,
    coinage,
    english,
    french,
    german,
    japanese,
    korean,
    portuguese,
    russian,
    spanish,
)
from tokkyo.demo.dice import Dice, stream
from tokkyo.demo.fields import FIELDS
from tokkyo.demo.phrasebook import COMPONENTS, EFFECTS, MATERIALS, PRODUCTS, Phrasebook
from tokkyo.demo.sentence import Slots, sentences

BOOKS: dict[str, Phrasebook] = {
    module.BOOK.code: module.BOOK
    for module in (english, german, french, spanish, portuguese, russian, japanese, chinese, korean, arabic)
}

# Which of the fourteen phrases (`with temperature control`, …) make sense for the nature of a field.
PHRASES = {"device": tuple(range(14)), "substance": (0, 5, 6, 12), "software": (1, 3, 4, 8, 9)}


@dataclass(frozen=True, slots=True)
class Subject:
    """Places in the vocabulary of a field: product, components (all six, in drawn order), material, effect, phrase.

    `seed` gives the streams of its texts, so that a text can be written again for another publication of the family.
    """

    field: int
    product: int
    components: tuple[int, ...]
    material: int
    effect: int
    phrase: int
    title: int
    model: str
    seed: int


def draw_subject(dice: Dice, field: int, seed: int) -> Subject:
    """Draw what an invention is about."""
    return Subject(
        field=field,
        product=dice.below(2),
        components=tuple(dice.some(range(6), 6)),
        material=dice.below(2),
        effect=dice.below(2),
        phrase=dice.pick(PHRASES[FIELDS[field].nature]),
        title=dice.below(1000),
        model=coinage.model(dice),
        seed=seed,
    )


class _Sentences:
    """The compiled sentences of a language."""

    def __init__(self, book: Phrasebook) -> None:
        self.titles = sentences(book.titles)
        self.openings = sentences(book.openings)
        self.abstract = sentences(book.abstract)
        self.claims = sentences(book.claims)
        self.dependents = sentences(book.dependents)
        self.paragraphs = sentences(book.paragraphs)


_COMPILED = {code: _Sentences(book) for code, book in BOOKS.items()}


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _particle(word: str, closed: str, open_: str) -> str:
    """Return the Korean word with the particle for a closed or open last syllable."""
    code = ord(word[-1]) - 0xAC00
    return word + (closed if 0 <= code < 11172 and code % 28 else open_)


class Voice:
    """One language telling one invention (any language but English, which `prose` writes)."""

    def __init__(self, code: str, subject: Subject) -> None:
        self.book = BOOKS[code]
        self._made = _COMPILED[code]
        self._subject = subject
        self._phrases = PHRASES[FIELDS[subject.field].nature]
        self._dice = Dice(stream(subject.seed, code))
        self._slots: Slots = {"k": subject.model}
        self._turn(0)

    def _turn(self, turn: int) -> None:
        """Put other components, another effect and phrase into the slots."""
        book, subject, slots = self.book, self._subject, self._slots
        row = book.rows[subject.field]
        parts, places = row[COMPONENTS], subject.components
        product, effect = row[PRODUCTS][subject.product], row[EFFECTS][(subject.effect + turn) % 2]
        a, b, c = parts[places[turn % 6]], parts[places[(turn + 1) % 6]], parts[places[(turn + 2) % 6]]
        slots.update(p=product, a=a, b=b, c=c, e=effect, m=row[MATERIALS][(subject.material + turn) % 2])
        lp, la, lb = book.bare(product), book.bare(a), book.bare(b)
        slots.update(lp=lp, la=la, lb=lb, P=_upper(lp), A=_upper(la), B=_upper(lb))
        phrase = subject.phrase if turn == 0 else self._phrases[(subject.phrase + turn) % len(self._phrases)]
        slots["t"] = book.phrases[phrase]
        if book.code == "ko":
            slots["co"], slots["pn"] = _particle(c, "을", "를"), _particle(product, "은", "는")
        self._chance()

    def _chance(self) -> None:
        dice, slots = self._dice, self._slots
        slots["n"], slots["w"] = str(2 + dice.below(980)), str(1 + dice.below(40))
        slots["x"] = coinage.coined_from(dice, self.book.syllables)

    def title(self) -> str:
        """Return the title."""
        titles = self._made.titles
        return titles[self._subject.title % len(titles)].fill(self._slots)

    def abstract(self) -> str:
        """Return an abstract of five sentences."""
        dice, slots, made = self._dice, self._slots, self._made
        chosen = (dice.pick(made.openings), made.abstract[0], *dice.some(made.abstract[1:], 3))
        return self.book.space.join([sentence.fill(slots) for sentence in chosen])

    def claims(self, count: int) -> list[str]:
        """Return claims without numbers; the first is independent, each later one refers to an earlier one."""
        dice, slots, dependents = self._dice, self._slots, self._made.dependents
        self._turn(0)
        written = [self._made.claims[0].fill(slots)]
        for number in range(2, count + 1):
            if number % 3 == 0:
                self._turn(number // 3)
            slots["r"] = str(1 + dice.skewed(number - 1))
            written.append(dependents[number % len(dependents)].fill(slots))
        return written

    def description(self, rounds: int) -> str:
        """Return a description with headings, a paragraph a line; `rounds` sets its length."""
        self._turn(0)
        slots, lines, heads = self._slots, self._made.paragraphs, self.book.headings
        said = [line.fill(slots) for line in lines[:5]]
        texts = [heads[0], said[0], heads[1], said[1], said[2], heads[2], said[3], heads[3], said[4], heads[4]]
        for turn in range(rounds):
            self._turn(turn)
            texts.extend([line.fill(slots) for line in lines[5:9]])
            self._chance()
            texts.append(self._dice.pick(self._made.abstract).fill(slots))
        texts.append(lines[-1].fill(slots))
        return "\n".join(texts)
