"""What the clauses of a checked query look for in fields of words, as `text.highlight` wants it.

Each row says the same as the engines' function for that kind of node.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from tokkyo.fields.registry import DEFAULT_FIELD, FIELDS, sources
from tokkyo.fields.types import Field, FieldType
from tokkyo.query.tree import (
    Analysis,
    Fuzzy,
    Match,
    Node,
    Phrase,
    PhrasePrefix,
    Prefix,
    Regex,
    Term,
    Terms,
    Wildcard,
)
from tokkyo.text.analysis import EXACT, Chain, fold
from tokkyo.text.fitting import Pattern
from tokkyo.text.highlight import AS_WRITTEN, Reading, Sought
from tokkyo.text.languages import DEFAULT_LANGUAGE, LANGUAGES
from tokkyo.text.patterns import regex_pattern, wildcard_parts, wildcard_pattern
from tokkyo.text.segment import has_runs


def fields_of(node: Node) -> tuple[Field, ...]:
    """Return the fields of words a leaf looks in; none for other leaves."""
    name = getattr(node, "field", DEFAULT_FIELD) or DEFAULT_FIELD
    return tuple(field for field in sources(FIELDS[name]) if field.analysed)


def sought_by(node: Node, field: Field, analysis: Analysis) -> list[Sought]:
    """Return what a leaf looks for in one of its fields of words."""
    seek = _SEEKERS.get(type(node))
    return seek(node, reading(field, analysis)) if seek else []


def reading(field: Field, analysis: Analysis) -> Reading:
    """Return how a query of this analysis reads a field."""
    if field.type is FieldType.NAME or not analysis.stemming or analysis.language not in LANGUAGES:
        return AS_WRITTEN
    only = "" if analysis.language == DEFAULT_LANGUAGE else analysis.language.lower()
    return Reading(analysis.language, True, only)


def _chains(chains: Sequence[Chain], how: Reading = AS_WRITTEN, slop: int = 0) -> list[Sought]:
    return [Sought(how, chain, slop) for chain in chains]


def _match(node: Match, how: Reading) -> list[Sought]:
    return _chains(how.analyser.chains(str(node.text)), how)


def _phrase(node: Phrase, how: Reading) -> list[Sought]:
    return _chains([how.analyser.chain(node.text)], how, node.slop)


def _term(node: Term, _: Reading) -> list[Sought]:
    return _chains([EXACT.chain(str(node.value))])


def _terms(node: Terms, _: Reading) -> list[Sought]:
    return _chains([EXACT.chain(str(value)) for value in node.values])


def _beginning(node: Prefix | PhrasePrefix, _: Reading) -> list[Sought]:
    chain = EXACT.chain(node.text)
    if chain.words and not has_runs(chain.words[-1][1]):
        chain = Chain(chain.words, open=True)
    return _chains([chain], slop=node.slop if isinstance(node, PhrasePrefix) else 0)


def _wildcard(node: Wildcard, _: Reading) -> list[Sought]:
    parts = wildcard_parts(node.pattern)
    if all(part is None for part in parts):
        return []
    if has_runs(node.pattern):
        first, *others = [EXACT.chain(part) for part in parts if part]
        return [Sought(chain=first, besides=tuple(others))]
    return [Sought(pattern=Pattern(wildcard_pattern(parts, fold)))]


def _regex(node: Regex, _: Reading) -> list[Sought]:
    return [Sought(pattern=Pattern(regex_pattern(node.pattern, fold)))]


def _fuzzy(node: Fuzzy, _: Reading) -> list[Sought]:
    if has_runs(node.text):
        return _chains([EXACT.chain(node.text)])
    words = EXACT.tokens(node.text)
    word = words[0] if len(words) == 1 else fold(node.text)
    return [Sought(pattern=Pattern(word, node.distance))] if word else []


_SEEKERS: Mapping[type[Node], Callable[[Any, Reading], list[Sought]]] = MappingProxyType(
    {
        Match: _match,
        Phrase: _phrase,
        PhrasePrefix: _beginning,
        Term: _term,
        Terms: _terms,
        Prefix: _beginning,
        Wildcard: _wildcard,
        Regex: _regex,
        Fuzzy: _fuzzy,
    }
)
