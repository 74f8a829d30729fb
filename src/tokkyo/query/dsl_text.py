"""JSON queries that hold text for several fields: query_string, simple_query_string, multi_match."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tokkyo.query import lucene, values
from tokkyo.query.dsl_options import (
    Where,
    boost,
    count,
    field_list,
    minimum,
    name,
    operator,
    options,
    words,
)
from tokkyo.query.leaves import scaled
from tokkyo.query.minimum import required
from tokkyo.query.render import escaped
from tokkyo.query.tree import Bool, Match, Node, Operator, Phrase, PhrasePrefix

_STRING = frozenset({"query", "fields", "default_field", "default_operator", "boost", "minimum_should_match"})
_STRING_IGNORED = frozenset(
    {
        "allow_leading_wildcard",
        "analyze_wildcard",
        "auto_generate_phrase_queries",
        "auto_generate_synonyms_phrase_query",
        "enable_position_increments",
        "escape",
        "flags",
        "fuzzy_max_expansions",
        "fuzzy_prefix_length",
        "fuzzy_transpositions",
        "lenient",
        "lowercase_expanded_terms",
        "max_determinized_states",
        "rewrite",
        "tie_breaker",
        "time_zone",
        "type",
        "use_dis_max",
    }
)
_MULTI = frozenset({"query", "fields", "type", "operator", "boost", "minimum_should_match", "slop"})
_MULTI_IGNORED = frozenset({"lenient", "tie_breaker", "zero_terms_query", "auto_generate_synonyms_phrase_query"})
_PHRASES = {"phrase": Phrase, "phrase_prefix": PhrasePrefix}
_MULTI_TYPES = frozenset({"best_fields", "most_fields", "cross_fields", *_PHRASES})
_QUOTED = re.compile(r'"(?:[^"\\]++|\\.)*+("|\\?\Z)', re.DOTALL)
_SIMPLE = re.compile(
    r'"(?P<phrase>(?:[^"\\]++|\\.)*+)"(?P<slop>~\d{1,4})?|(?P<sign>[()|+-])|(?P<word>[^\s()|"]++)', re.S
)

Targets = tuple[tuple[str, float], ...]


def query_string(value: Any, where: Where) -> Node:
    """Return the tree of `{"query": text, "fields": […], "default_operator": "or"}`; OR is the default."""
    found, text, targets = _read(value, where)
    return _parsed(text, found, targets, where)


def simple_query_string(value: Any, where: Where) -> Node:
    """Return the tree of text in the forgiving syntax: `+` and, `|` or, `-` not, `"…"~n`, `word*`, parentheses.

    Nothing in such text is an error but its length and depth: marks without a partner are dropped.
    """
    found, text, targets = _read(value, where)
    plain = translated(text)
    return _parsed(plain or '""', found, targets, where)


def _read(value: Any, where: Where) -> tuple[Mapping[str, Any], str, Targets]:
    found = options(value, where, _STRING, _STRING_IGNORED)
    if "query" not in found:
        raise where.error("missing_option", "query is missing", 'write {"query": "words"}')
    targets: Targets = ()
    if "fields" in found:
        targets = field_list(found["fields"], where.at("fields"))
    elif "default_field" in found:
        targets = ((name(found["default_field"], where.at("default_field")), 1.0),)
    return found, words(found["query"], where.at("query")), targets


def _parsed(text: str, found: Mapping[str, Any], targets: Targets, where: Where) -> Node:
    node = lucene.parse(
        text,
        fields=targets,
        default_operator=operator(found, where, "default_operator"),
        regex=where.regex,
        limits=where.limits,
        path=where.at("query").path,
        collection=where.collection,
    )
    spec = minimum(found, where)
    if spec is not None and isinstance(node, Bool) and len(node.should) > 1:
        node = replace(node, minimum_should_match=required(spec, len(node.should)))
    return scaled(node, boost(found, where), 0)


def translated(text: str) -> str:
    """Return text of the forgiving syntax in the strict one.

    >>> translated('graphene | "solid state"~2 -toy ele* (open')
    'graphene OR "solid state"~2 NOT toy ele* (open)'
    """
    pieces: list[str] = []
    opened = 0
    for found in _SIMPLE.finditer(_QUOTED.sub(_closed, text)):
        if found["phrase"] is not None:
            pieces.append(f'"{found["phrase"]}"{found["slop"] or ""}')
        elif found["word"]:
            pieces.extend(_simple_word(found["word"]))
        elif found["sign"] == "(":
            opened += 1
            pieces.append("(")
        elif found["sign"] == ")" and opened:
            opened -= 1
            _drop_operators(pieces)
            _close(pieces)
        elif found["sign"] != ")":
            _operator(pieces, found["sign"])
    _drop_operators(pieces)
    for _ in range(opened):
        _close(pieces)
        _drop_operators(pieces)
    return " ".join(pieces).replace("( ", "(").replace(" )", ")")


def _closed(quoted: re.Match[str]) -> str:
    """A phrase as it is; the rest of the text without marks when its last phrase is never closed."""
    return quoted[0] if quoted[1] == '"' else quoted[0].replace('"', " ")


_OPERATORS = {"|": "OR", "+": "AND", "-": "NOT"}


def _operator(pieces: list[str], sign: str) -> None:
    """Put an operator where one may stand; a second one takes the place of the first."""
    if sign != "-" and (not pieces or pieces[-1] == "("):
        return
    if sign != "-" or pieces[-1:] == ["NOT"]:
        _drop_operators(pieces)
    if sign == "-" or (pieces and pieces[-1] != "("):
        pieces.append(_OPERATORS[sign])


def _drop_operators(pieces: list[str]) -> None:
    while pieces and pieces[-1] in ("OR", "AND", "NOT"):
        pieces.pop()


def _close(pieces: list[str]) -> None:
    if pieces and pieces[-1] == "(":
        pieces.pop()
    else:
        pieces.append(")")


def _simple_word(word: str) -> list[str]:
    """One word; a sign sticks to its beginning, a star or `~n` to its end."""
    found = re.fullmatch(r"(.*?)(\*|~[012]?)?", word, re.DOTALL)
    stem, end = (found[1], found[2] or "") if found else (word, "")
    if not any(character.isalnum() for character in stem):
        return []
    return [escaped(stem) + end]


def multi_match(value: Any, where: Where) -> Node:
    """Return the tree of `{"query": text, "fields": […], "type": …, "operator": …}`.

    `cross_fields` takes all fields for one: with AND every word must be in some field, and `minimum_should_match`
    counts words of any field. The other types want the text in one field, `phrase` and `phrase_prefix` as a phrase.
    """
    found = options(value, where, _MULTI, _MULTI_IGNORED)
    if "query" not in found:
        raise where.error("missing_option", "query is missing", 'write {"query": "words"}')
    text = words(found["query"], where.at("query"))
    targets = field_list(found["fields"], where.at("fields")) if "fields" in found else (("*", 1.0),)
    kind = found.get("type", "best_fields")
    if not isinstance(kind, str) or kind not in _MULTI_TYPES:
        fix = f"use one of {', '.join(sorted(_MULTI_TYPES))}"
        raise where.at("type").error("bad_option", f"{values.shown(kind)} is no type of multi_match", fix)
    return scaled(_multi(kind, text, targets, found, where), boost(found, where), 0)


def _multi(kind: str, text: str, targets: Targets, found: Mapping[str, Any], where: Where) -> Node:
    joined, least = operator(found, where), minimum(found, where)
    slop = count(found, "slop", where)
    if kind in _PHRASES:
        node = _PHRASES[kind]
        return _either([node(field, text, slop, boost=weight, place=where.place) for field, weight in targets], where)
    if kind == "cross_fields" and (joined is Operator.AND or least is not None):
        return _across(text, targets, joined, least, where)
    return _fields(text, targets, joined, least, where)


def _across(text: str, targets: Targets, joined: Operator, least: str | int | None, where: Where) -> Node:
    """The words of a text, each in any of the fields."""
    parts = [word for word in text.split() if any(character.isalnum() for character in word)]
    if len(parts) < 2:
        return _fields(text, targets, joined, None, where)
    nodes = tuple(_fields(word, targets, Operator.AND, None, where) for word in parts)
    if joined is Operator.AND:
        return Bool(must=nodes, place=where.place)
    return Bool(should=nodes, minimum_should_match=required(least, len(parts)), place=where.place)


def _fields(text: str, targets: Targets, joined: Operator, least: str | int | None, where: Where) -> Node:
    nodes = [Match(field, text, joined, least, boost=weight, place=where.place) for field, weight in targets]
    return _either(nodes, where)


def _either(nodes: Sequence[Node], where: Where) -> Node:
    return nodes[0] if len(nodes) == 1 else Bool(should=tuple(nodes), place=where.place)
