"""The query tree: closed, frozen, one line of meaning each.

Parsers (`dsl`, `lucene`) build `Node` trees that name fields as the user wrote them and hold values as given.
`check` turns such a tree into a `CheckedQuery`: the same node classes, but with registry field names, typed values
(dates as days since 1970-01-01, booleans, integers, folded keywords) and every limit enforced. Engines only ever see
a `CheckedQuery`.

Fields are names of the registry; `None` (only before `check`) means the default field `full_text`. `position` is the
0-based character offset in query text, `path` the place in a JSON body; both only serve error messages and never
take part in equality.
"""

from dataclasses import dataclass, field
from enum import Enum

Value = str | int | float | bool


class Operator(Enum):
    """How the words of one text are joined."""

    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node came from: character offset in query text or dotted path in a JSON body."""

    position: int | None = None
    path: str = ""


NOWHERE = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Base of all nodes. `boost` multiplies the score."""

    boost: float = 1.0
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class MatchAll(Node):
    """Every publication, score 1."""


@dataclass(frozen=True, slots=True)
class MatchNone(Node):
    """No publication."""


@dataclass(frozen=True, slots=True)
class Term(Node):
    """The field holds exactly this value. On analysed text: this one token, as written after case folding."""

    field: str | None
    value: Value


@dataclass(frozen=True, slots=True)
class Terms(Node):
    """The field holds one of these values; score 1."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Match(Node):
    """The text's words, analysed as the field is, joined by `operator`. On non-text fields the same as Term."""

    field: str | None
    text: Value
    operator: Operator = Operator.OR
    minimum_should_match: str | int | None = None


@dataclass(frozen=True, slots=True)
class Phrase(Node):
    """All words next to each other in order, at most `slop` moves apart."""

    field: str | None
    text: str
    slop: int = 0


@dataclass(frozen=True, slots=True)
class PhrasePrefix(Node):
    """A phrase of words as written whose last word may go on; score 1. On non-text fields the same as Prefix."""

    field: str | None
    text: str
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix(Node):
    """A value or word that begins with `text`; score 1."""

    field: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Wildcard(Node):
    r"""A value or word that fits `pattern`: `*` any characters, `?` one, `\\` quotes the next; score 1."""

    field: str | None
    pattern: str


@dataclass(frozen=True, slots=True)
class Regex(Node):
    """A value or word that fits a Lucene regular expression, anchored at both ends; score 1."""

    field: str | None
    pattern: str


@dataclass(frozen=True, slots=True)
class Fuzzy(Node):
    """A word within `distance` (0–2) edits, transpositions counting one."""

    field: str | None
    text: str
    distance: int = 2


@dataclass(frozen=True, slots=True)
class Range(Node):
    """A value between bounds: `gt`/`gte` below, `lt`/`lte` above, absent bounds open."""

    field: str
    gt: Value | None = None
    gte: Value | None = None
    lt: Value | None = None
    lte: Value | None = None


@dataclass(frozen=True, slots=True)
class Exists(Node):
    """The field holds any value."""

    field: str


@dataclass(frozen=True, slots=True)
class Bool(Node):
    """Elasticsearch's bool: all of `must` and `filter`, none of `must_not`, at least so many of `should`.

    `minimum_should_match` None means 1 when there is neither must nor filter, else 0. Only must and should score.
    """

    must: tuple[Node, ...] = ()
    should: tuple[Node, ...] = ()
    must_not: tuple[Node, ...] = ()
    filter: tuple[Node, ...] = ()
    minimum_should_match: int | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """How the words of a query are treated: `language` (upper-case code, see text.languages) and stemming."""

    language: str = "EN"
    stemming: bool = True


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A tree that has passed `check`, with the analysis its words take and what the user should know about it."""

    root: Node
    analysis: Analysis = Analysis()
    warnings: tuple[str, ...] = field(default=(), compare=False)
