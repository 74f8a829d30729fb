"""How large and how costly a query may be.

Depth counts nested `Bool` nodes of a tree, open parentheses of a text and query objects inside one another of a JSON
body. A clause is one word of a text value, or one value, pattern, range or list; words on the composite field
`full_text` count once. Every limit answers with an error code of its own.
"""

import re
from dataclasses import dataclass
from typing import Self

from tokkyo.errors import QueryError, SettingError
from tokkyo.query.tree import (
    Bool,
    Fuzzy,
    Match,
    Node,
    Phrase,
    PhrasePrefix,
    Place,
    Prefix,
    Regex,
    Term,
    Terms,
    Wildcard,
)
from tokkyo.query.visit import children, walk
from tokkyo.settings import Settings, defaults

DEEPEST = 100
"""No setting may allow deeper nesting: engines lose their stack at about 1,000 levels (`specs/engine.md`, limit M4)."""

MAX_DISTANCE = 2
"""Edits of a fuzzy word; the automata of every engine stop here."""

OBJECTS_PER_CLAUSE = 4
"""Query objects a JSON body may hold for each clause allowed: empty and nested `bool` objects are no clauses."""

Pattern = Prefix | PhrasePrefix | Wildcard | Regex | Fuzzy

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one query; each carries the name of its setting."""

    max_query_chars: int
    max_query_depth: int
    max_query_clauses: int
    max_terms: int
    max_wildcards: int
    max_pattern_chars: int
    leading_wildcard: bool
    max_slop: int
    max_proximity_words: int
    max_boost: int
    fuzziness: int = MAX_DISTANCE

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Read the limits. Raises `SettingError` when `max_query_depth` is above `DEEPEST`."""
        if settings.number("max_query_depth") > DEEPEST:
            raise SettingError("bad_setting", f"max_query_depth is above {DEEPEST}", fix=f"give {DEEPEST} or less")
        return cls(
            max_query_chars=settings.number("max_query_chars"),
            max_query_depth=settings.number("max_query_depth"),
            max_query_clauses=settings.number("max_query_clauses"),
            max_terms=settings.number("max_terms"),
            max_wildcards=settings.number("max_wildcards"),
            max_pattern_chars=settings.number("max_pattern_chars"),
            leading_wildcard=settings.flag("leading_wildcard"),
            max_slop=settings.number("max_slop"),
            max_proximity_words=settings.number("max_proximity_words"),
            max_boost=settings.number("max_boost"),
        )


DEFAULT_LIMITS = Limits.of(defaults())


def exceeded(code: str, what: str, limit: int, place: Place, fix: str) -> QueryError:
    """Return the error of a limit that is passed."""
    message = f"{what}; the limit is {limit}"
    return QueryError(code, message, fix=fix, position=place.position, path=place.path)


def check_length(text: str, limits: Limits, place: Place) -> None:
    """Raise `query_too_long` for a text above the limit."""
    if len(text) > limits.max_query_chars:
        what = f"the text has {len(text)} characters"
        fix = "shorten it, or send long lists of values as a terms query"
        raise exceeded("query_too_long", what, limits.max_query_chars, place, fix)


def check_depth(depth: int, limits: Limits, place: Place) -> None:
    """Raise `query_too_deep` for a nesting above the limit."""
    if depth > limits.max_query_depth:
        what = f"the query is nested {depth} levels deep"
        raise exceeded("query_too_deep", what, limits.max_query_depth, place, "flatten the query")


def check_clauses(count: int, limits: Limits, place: Place) -> None:
    """Raise `too_many_clauses` for a number above the limit."""
    if count > limits.max_query_clauses:
        what = f"the query has more than {limits.max_query_clauses} clauses"
        fix = "send lists of values as one terms query, or split the query"
        raise exceeded("too_many_clauses", what, limits.max_query_clauses, place, fix)


def check_objects(count: int, limits: Limits, place: Place) -> None:
    """Raise `too_many_clauses` for a number of query objects, joins with them, above the limit."""
    most = OBJECTS_PER_CLAUSE * limits.max_query_clauses
    if count > most:
        what = f"the query has more than {most} objects for {limits.max_query_clauses} clauses"
        fix = "send lists of values as one terms query, or split the query"
        raise exceeded("too_many_clauses", what, limits.max_query_clauses, place, fix)


def enforce(root: Node, limits: Limits) -> None:
    """Raise `QueryError` where a tree passes a limit: depth, clauses, terms, patterns, slop, edits, boosts."""
    clauses = 0
    patterns: set[object] = set()
    for node, depth in walk(root):
        if isinstance(node, Bool):
            check_depth(depth + 1, limits, node.place)
            continue
        clauses += _clauses(node, limits)
        check_clauses(clauses, limits, node.place)
        _check_leaf(node, limits)
        if isinstance(node, Pattern):
            patterns.add(_written(node))
            _check_patterns(len(patterns), node, limits)
    _check_boosts(root, limits)


def _check_boosts(root: Node, limits: Limits) -> None:
    """Raise `boost_too_large`: scores are numbers of 32 bits, and boosts inside one another multiply."""
    waiting = [(root, 1.0)]
    while waiting:
        node, around = waiting.pop()
        weight = around * node.boost
        if weight > limits.max_boost:
            what = f"a boost, multiplied by those around it, is {weight:.10g}"
            fix = "give smaller boosts; only their proportions matter"
            raise exceeded("boost_too_large", what, limits.max_boost, node.place, fix)
        waiting.extend((child, weight) for child in children(node))


def _clauses(node: Node, limits: Limits) -> int:
    if isinstance(node, Match | Phrase | PhrasePrefix | Term):
        text = node.value if isinstance(node, Term) else node.text
        if isinstance(text, str):
            check_length(text, limits, node.place)
            return max(1, len(_WORD.findall(text)))
    return 1


def _check_leaf(node: Node, limits: Limits) -> None:
    match node:
        case Terms() if len(node.values) > limits.max_terms:
            what = f"the list has {len(node.values)} values"
            raise exceeded("too_many_terms", what, limits.max_terms, node.place, "send the list in several requests")
        case Phrase() | PhrasePrefix() if node.slop > limits.max_slop:
            what = f"the words may be {node.slop} apart"
            raise exceeded("slop_too_large", what, limits.max_slop, node.place, "join the words with AND instead")
        case Phrase() | PhrasePrefix() if node.slop and len(_WORD.findall(node.text)) > limits.max_proximity_words:
            what = f"a phrase whose words may be apart has more than {limits.max_proximity_words} words"
            fix = "shorten it, or leave the distance out"
            raise exceeded("proximity_too_long", what, limits.max_proximity_words, node.place, fix)
        case Fuzzy() if node.distance > limits.fuzziness:
            what = f"{node.distance} edits are asked for"
            raise exceeded("fuzziness_too_large", what, limits.fuzziness, node.place, "allow fewer edits")
        case Wildcard() | Regex() if len(node.pattern) > limits.max_pattern_chars:
            raise _long_pattern(node, len(node.pattern), limits)
        case Prefix() | PhrasePrefix() | Fuzzy() if len(node.text) > limits.max_pattern_chars:
            raise _long_pattern(node, len(node.text), limits)
        case _:
            pass


def _long_pattern(node: Node, length: int, limits: Limits) -> QueryError:
    what = f"the pattern has {length} characters"
    return exceeded("pattern_too_long", what, limits.max_pattern_chars, node.place, "shorten the pattern")


def _written(node: Pattern) -> object:
    """One pattern as the user wrote it: spread over several fields it counts once."""
    text = node.pattern if isinstance(node, Wildcard | Regex) else node.text
    place = node.place
    return id(node) if place.position is None and not place.path else (type(node), text, place)


def _check_patterns(count: int, node: Node, limits: Limits) -> None:
    if count > limits.max_wildcards:
        what = f"the query has more than {limits.max_wildcards} wildcard, prefix, fuzzy and regex clauses"
        fix = "use fewer patterns; whole words cost little"
        raise exceeded("too_many_wildcards", what, limits.max_wildcards, node.place, fix)
