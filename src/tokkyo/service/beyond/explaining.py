"""How a query was understood: the checked tree with what each clause looks for and how much it finds alone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import msgspec

from tokkyo.engine.port import Engine
from tokkyo.fields.registry import DEFAULT_FIELD, FIELDS, sources
from tokkyo.fields.types import Field, FieldType, Fold
from tokkyo.query.tree import (
    Analysis,
    Bool,
    CheckedQuery,
    Exists,
    Fuzzy,
    Match,
    MatchAll,
    MatchNone,
    Node,
    Phrase,
    PhrasePrefix,
    Prefix,
    Range,
    Regex,
    Term,
    Terms,
    Value,
    Wildcard,
)
from tokkyo.service.beyond.readable import as_text, written
from tokkyo.service.beyond.sought import reading, sought_by
from tokkyo.settings import Settings
from tokkyo.text.analysis import Chain
from tokkyo.text.languages import LANGUAGES

SHOWN_VALUES = 20
"""Values of a long list that are written out."""


class Clause(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One node of the tree. `hits` is absent past `max_explained_clauses`.

    `words` are what the index is asked for, `*` behind one that may go on; words of one chain stand in one text.
    """

    type: str
    role: str
    boost: float
    hits: int | None = None
    field: str | None = None
    fields: tuple[str, ...] = ()
    analysis: str | None = None
    words: tuple[str, ...] = ()
    operator: str | None = None
    pattern: str | None = None
    distance: int | None = None
    slop: int | None = None
    values: tuple[Value, ...] = ()
    value_count: int | None = None
    bounds: dict[str, Value] = {}
    minimum_should_match: str | int | None = None
    position: int | None = None
    path: str = ""
    clauses: tuple["Clause", ...] = ()


class Explanation(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The whole query. `query` is text that finds the same, absent when only JSON can say it."""

    query: str | None = None
    language: str
    stemming: bool
    warnings: tuple[str, ...]
    tree: Clause
    clauses_counted: int


class Explaining:
    """Explains queries; safe to call from several threads."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._most = settings.number("max_explained_clauses")
        self._longest = settings.number("max_query_chars")

    def explanation(self, query: CheckedQuery) -> Explanation:
        """Explain a query. Raises `EngineError`."""
        counted = _Counting(self._engine, query.analysis, self._most)
        tree = _clause(query.root, "query", query.analysis, counted.hits)
        return Explanation(
            query=as_text(query.root, self._longest),
            language=query.analysis.language,
            stemming=query.analysis.stemming,
            warnings=query.warnings,
            tree=tree,
            clauses_counted=counted.number,
        )


@dataclass(slots=True)
class _Counting:
    """Counts the hits of clauses, so many at most."""

    engine: Engine
    analysis: Analysis
    most: int
    number: int = 0

    def hits(self, node: Node) -> int | None:
        if self.number >= self.most:
            return None
        self.number += 1
        return self.engine.count(CheckedQuery(node, self.analysis))


def _clause(node: Node, role: str, analysis: Analysis, hits: Callable[[Node], int | None]) -> Clause:
    """Explain a node and those below it; recursion is bounded by the depth limit of queries."""
    name, describe = _KINDS[type(node)]
    clause = Clause(
        type=name,
        role=role,
        boost=node.boost,
        hits=hits(node),
        position=node.place.position,
        path=node.place.path,
    )
    _say_field(clause, node, analysis)
    describe(clause, node)
    if isinstance(node, Bool):
        clause.clauses = tuple(_clause(child, role, analysis, hits) for role, child in _children(node))
    return clause


def _children(node: Bool) -> Iterator[tuple[str, Node]]:
    for role in ("must", "filter", "should", "must_not"):
        yield from ((role, child) for child in getattr(node, role))


def _say_field(clause: Clause, node: Node, analysis: Analysis) -> None:
    """Say the field, how its values are read and the words that come of it."""
    if isinstance(node, Bool | MatchAll | MatchNone):
        return
    field = FIELDS[getattr(node, "field", None) or DEFAULT_FIELD]
    clause.field, clause.fields = field.name, field.parts
    if isinstance(node, Exists):
        return
    first = sources(field)[0]
    clause.analysis = _analysis(first, node, analysis)
    if first.analysed:
        sought = sought_by(node, first, analysis)
        clause.words = tuple(_chain(chain) for one in sought for chain in one.chains if chain.words)


def _chain(chain: Chain) -> str:
    return " ".join(word for _, word in chain.words) + "*" * chain.open


def _analysis(field: Field, node: Node, analysis: Analysis) -> str:
    if field.analysed:
        how = reading(field, analysis)
        if not how.stemmed or not isinstance(node, Match | Phrase):
            return "words as written"
        stems = LANGUAGES[how.language].stemmer is not None
        said = f"words reduced to their stems, {how.language}" if stems else "words as written"
        return f"{said}, in texts in {how.language} only" if how.only else said
    return _WHOLE.get(field.type) or _FOLDED[field.fold]


_WHOLE: Mapping[FieldType, str] = MappingProxyType(
    {
        FieldType.INTEGER: "whole number",
        FieldType.DATE: "day",
        FieldType.BOOLEAN: "true or false",
        FieldType.IDS: "document number in its normal spellings",
    }
)
_FOLDED: Mapping[Fold, str] = MappingProxyType(
    {
        Fold.UPPER: "whole value in capitals",
        Fold.LOWER: "whole value in small letters",
        Fold.NONE: "whole value as it is",
    }
)

# --- what each kind of node has to say


def _nothing(_: Clause, __: Node) -> None:
    return


def _match(clause: Clause, node: Match) -> None:
    _value(clause, node.text)
    clause.operator, clause.minimum_should_match = node.operator.value, node.minimum_should_match


def _value(clause: Clause, value: Value) -> None:
    clause.values = (written(value, clause.field or ""),)


def _phrase(clause: Clause, node: Phrase | PhrasePrefix) -> None:
    _value(clause, node.text)
    clause.slop = node.slop


def _terms(clause: Clause, node: Terms) -> None:
    clause.values = tuple(written(value, node.field) for value in node.values[:SHOWN_VALUES])
    clause.words = clause.words[:SHOWN_VALUES]
    clause.value_count = len(node.values)


def _pattern(clause: Clause, node: Wildcard | Regex) -> None:
    clause.pattern = node.pattern


def _fuzzy(clause: Clause, node: Fuzzy) -> None:
    _value(clause, node.text)
    clause.distance = node.distance


def _range(clause: Clause, node: Range) -> None:
    sides = {side: getattr(node, side) for side in ("gt", "gte", "lt", "lte")}
    clause.bounds = {side: written(value, node.field) for side, value in sides.items() if value is not None}


def _bool(clause: Clause, node: Bool) -> None:
    clause.minimum_should_match = node.minimum_should_match


_KINDS: Mapping[type[Node], tuple[str, Callable[[Clause, Any], None]]] = MappingProxyType(
    {
        MatchAll: ("match_all", _nothing),
        MatchNone: ("match_none", _nothing),
        Term: ("term", lambda clause, node: _value(clause, node.value)),
        Terms: ("terms", _terms),
        Match: ("match", _match),
        Phrase: ("match_phrase", _phrase),
        PhrasePrefix: ("match_phrase_prefix", _phrase),
        Prefix: ("prefix", lambda clause, node: _value(clause, node.text)),
        Wildcard: ("wildcard", _pattern),
        Regex: ("regexp", _pattern),
        Fuzzy: ("fuzzy", _fuzzy),
        Range: ("range", _range),
        Exists: ("exists", _nothing),
        Bool: ("bool", _bool),
    }
)
