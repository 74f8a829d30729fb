"""Sentences with named slots, compiled once so that a corpus of millions of them can be written in minutes."""

import re
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from string import Formatter
from typing import Any

from tokkyo.demo.dice import Dice

Slots = dict[str, str]

_COMPONENT = re.compile(r"\{([ri]?[abc])\}")


def _nothing(_: Slots) -> tuple[()]:
    return ()


class Sentence:
    """A sentence such as `The {a} is made of {m}.`"""

    __slots__ = ("get", "names", "text")

    def __init__(self, template: str) -> None:
        parsed = list(Formatter().parse(template))
        self.names = [name for _, name, _, _ in parsed if name]
        self.text = "".join(literal.replace("%", "%%") + ("%s" if name else "") for literal, name, _, _ in parsed)
        self.get: Callable[[Slots], Any] = itemgetter(*self.names) if self.names else _nothing

    def fill(self, slots: Slots) -> str:
        """Return the sentence with its slots filled.

        >>> Sentence("The {a} is {n} % shorter.").fill({"a": "bolt", "n": "5"})
        'The bolt is 5 % shorter.'
        """
        return self.text % self.get(slots)  # type: ignore[no-any-return]


def sentences(templates: Iterable[str]) -> tuple[Sentence, ...]:
    """Compile a table of sentences."""
    return tuple(Sentence(template) for template in templates)


def passages(templates: Sequence[str], dice: Dice, count: int, low: int, high: int) -> tuple[Sentence, ...]:
    """Compile that many paragraphs of `low` to `high` different sentences each.

    Every second sentence has its slots `a`, `b`, `c` and their kin renamed to `a2`, `b2`, `c2`, so that a paragraph
    speaks of more than three things.
    """
    other = [_COMPONENT.sub(r"{\g<1>2}", template) for template in templates]
    return tuple(
        Sentence(" ".join((other if place % 2 else templates)[chosen] for place, chosen in enumerate(picked)))
        for picked in (dice.some(range(len(templates)), dice.between(low, high)) for _ in range(count))
    )
