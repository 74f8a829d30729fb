"""What a search may cost, judged by its shape alone, so that no costly one holds up a quick one.

Postings of whole words and values are read at tens of millions a second. Patterns walk dictionaries and join thousands
of postings, words a distance apart are compared pair by pair, groups and least scores look at every hit.
"""

from enum import IntEnum

from tokkyo.engine.port import PageRequest
from tokkyo.query.tree import (
    CheckedQuery,
    Exists,
    Match,
    MatchAll,
    MatchNone,
    Node,
    Phrase,
    PhrasePrefix,
    Prefix,
    Range,
    Term,
    Terms,
)
from tokkyo.query.visit import leaves


class Cost(IntEnum):
    """A few milliseconds; as long as it takes to read many postings once; without a useful bound."""

    QUICK = 0
    MEDIUM = 1
    COSTLY = 2


QUICK_CLAUSES, QUICK_CHARS, QUICK_WINDOW = 16, 100, 200
MEDIUM_CLAUSES, MEDIUM_CHARS = 64, 2000
PREFIX_CHARS = 3
"""Beginnings shorter than this are those of a large part of all words."""

_QUICK = (Exists, Match, MatchAll, MatchNone, Range, Term, Terms)
_MEDIUM = (*_QUICK, Phrase, PhrasePrefix, Prefix)


def cost(query: CheckedQuery, page: PageRequest | None = None) -> Cost:
    """Return what a search for one page costs, or without a page the finding of all hits."""
    nodes = list(leaves(query.root))
    chars = sum(map(_chars, nodes))
    window = page.offset + page.size if page else 0
    if page is not None and (page.group is not None or page.min_score is not None):
        return Cost.COSTLY
    short = len(nodes) <= QUICK_CLAUSES and chars <= QUICK_CHARS and _all(nodes, _QUICK)
    if short and window <= QUICK_WINDOW and (page is None or len(page.sort) <= 1):
        return Cost.QUICK
    if len(nodes) > MEDIUM_CLAUSES or chars > MEDIUM_CHARS or not _all(nodes, _MEDIUM):
        return Cost.COSTLY
    return Cost.COSTLY if any(map(_boundless, nodes)) else Cost.MEDIUM


def _all(nodes: list[Node], kinds: tuple[type[Node], ...]) -> bool:
    return all(isinstance(node, kinds) for node in nodes)


def _chars(node: Node) -> int:
    """Letters measure the words of a text in any script, and four of them a value of a list."""
    match node:
        case Match() | Phrase() | PhrasePrefix():
            return len(str(node.text))
        case Terms():
            return 4 * len(node.values)
        case _:
            return 0


def _boundless(node: Node) -> bool:
    match node:
        case Prefix():
            return len(node.text) < PREFIX_CHARS
        case Phrase() | PhrasePrefix():
            return node.slop > 0
        case _:
            return False
