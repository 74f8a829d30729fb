"""What a language module holds: the vocabulary of the fields of technology and sentences to put it in.

Rows of `terms` run in the order of `technology.FIELDS`, twelve terms each: two products, six components, two
materials and two effects. In languages with articles the products, components and effects carry an indefinite
article in the nominative; sentences are built so that no other case is ever needed.

Slots of a sentence: `p` product, `a` `b` `c` components, `m` material, `e` effect; `P` `A` `B` are the bare words
without article and with a capital, `lp` `la` `lb` without; `t` a phrase that never inflects (`with temperature
control`), `n` a number, `w` a percentage, `r` a claim referred to, `k` a part number, `x` a coined word. Korean has
`co` and `pn`: component and product with the particle their ending asks for.
"""

from dataclasses import dataclass
from functools import cached_property

PRODUCTS = slice(0, 2)
COMPONENTS = slice(2, 8)
MATERIALS = slice(8, 10)
EFFECTS = slice(10, 12)
TERMS_PER_FIELD = 12


@dataclass(frozen=True)
class Phrasebook:
    """One language: code, vocabulary and sentences."""

    code: str
    terms: tuple[str, ...]
    titles: tuple[str, ...]
    openings: tuple[str, ...]
    abstract: tuple[str, ...]
    claims: tuple[str, ...]
    dependents: tuple[str, ...]
    headings: tuple[str, ...]
    paragraphs: tuple[str, ...]
    phrases: tuple[str, ...]
    syllables: tuple[str, ...]
    articles: bool = False
    separator: str = ";"
    space: str = " "

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The terms of every field, split."""
        return tuple(tuple(term.strip() for term in row.split(self.separator)) for row in self.terms)

    def bare(self, term: str) -> str:
        """Return a term without its article."""
        return term.partition(" ")[2] if self.articles else term
