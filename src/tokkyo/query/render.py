r"""A tree back to query text, so that `lucene.parse(render(tree)) == tree` for every tree that text can say.

Text says: words joined by AND, phrases, patterns, fuzzy words, ranges with text bounds, `Bool` with two or more
clauses of must and must_not, of should alone, or of must and should; boosts. `normalise` brings other trees into that
form where an equal one exists: filters score nothing, so they become required clauses with boost 0.
"""

import re
from dataclasses import replace
from typing import Any

from tokkyo.errors import QueryError
from tokkyo.query import values
from tokkyo.query.leaves import pattern
from tokkyo.query.tree import (
    Bool,
    Exists,
    Fuzzy,
    Match,
    MatchAll,
    MatchNone,
    Node,
    Operator,
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

_SPECIAL = re.compile(r'([\s\\()\[\]{}"“”„＂（），、:：^~*?/<>&|])')
_SIGN = re.compile(r"[-+!]")
_RESERVED = frozenset({"AND", "OR", "NOT", "TO"})
_WORD = re.compile(r"[^\W_]+")
_WILD = re.compile(r"\\(.)|([*?])|([^\\*?]+|\\)", re.DOTALL)


NOTHING = Bool(must_not=(MatchAll(),))
"""What text says for no publication at all: `NOT *`."""


def escaped(text: str) -> str:
    r"""Return a word with a backslash before every character that has a meaning of its own.

    >>> escaped("Y02E10/70"), escaped("OR"), escaped("a-Si")
    ('Y02E10\\/70', '\\OR', 'a-Si')
    """
    plain = _SPECIAL.sub(r"\\\1", text)
    if text in _RESERVED or _SIGN.match(text) or not any(character.isalnum() for character in text):
        return plain if plain.startswith("\\") else f"\\{plain}"
    return plain


def quoted(text: str) -> str:
    """Return a phrase in quotation marks."""
    return '"' + re.sub(r'([\\"])', r"\\\1", text) + '"'


def render(node: Node) -> str:
    """Return query text for a tree. Raises `QueryError` `not_expressible` for what only JSON can say."""
    plain = node if isinstance(node, Bool) else _plain_leaf(node)
    text = _RENDERERS[type(plain)](plain)
    return text if plain.boost == 1.0 else f"{_grouped(plain, text)}^{plain.boost!r}"


def normalise(node: Node) -> Node:
    """Return an equal tree in the form text can say: hits and scores stay the same. Idempotent."""
    if not isinstance(node, Bool):
        return _plain_leaf(node)
    must = [normalise(child) for child in node.must]
    must += [replace(normalise(child), boost=0.0) for child in node.filter]
    should = [normalise(child) for child in node.should]
    must_not = [normalise(child) for child in node.must_not]
    least = node.minimum_should_match
    if least is None:
        least = 1 if should and not must else 0
    if least > len(should):
        return NOTHING
    must, should = _required(must, should, least)
    if should and must_not:
        inner = normalise(Bool(must=tuple(must), should=tuple(should)))
        return _bool([inner], [], must_not, node)
    return _bool(must, should, must_not, node)


def _required(must: list[Node], should: list[Node], least: int) -> tuple[list[Node], list[Node]]:
    """Say the same without a minimum."""
    if should and least == len(should):
        return must + should, []
    if must and least == 1:
        return [*must, Bool(should=tuple(should))], []
    if least > 1:
        raise _unsayable(f"at least {least} of {len(should)} clauses")
    if should and not must and least == 0:
        return [MatchAll(boost=0.0)], should
    return must, should


def _bool(must: list[Node], should: list[Node], must_not: list[Node], node: Bool) -> Node:
    if not (must or should or must_not):
        return MatchAll(boost=node.boost, place=node.place)
    if len(must) == 1 and not should and not must_not:
        return replace(must[0], boost=must[0].boost * node.boost)
    return Bool(tuple(must), tuple(should), tuple(must_not), boost=node.boost, place=node.place)


def _plain_leaf(node: Node) -> Node:
    match node:
        case MatchNone():
            return NOTHING
        case Wildcard():
            simplest = pattern(node.field, node.pattern, Operator.AND, node.boost, node.place)
            return simplest if isinstance(simplest, Wildcard) else _plain_leaf(simplest)
        case PhrasePrefix() if _WORD.fullmatch(node.text):
            return Prefix(node.field, node.text, boost=node.boost, place=node.place)
        case PhrasePrefix():
            raise _unsayable("a phrase whose last word is only begun")
        case Prefix() if not node.text:
            return pattern(node.field, "*", Operator.AND, node.boost, node.place)
        case Term():
            return _plain_leaf(
                Match(node.field, values.text(node.value), Operator.AND, boost=node.boost, place=node.place)
            )
        case Match() if node.minimum_should_match is not None:
            raise _unsayable("minimum_should_match of a text")
        case Match():
            return _words(node)
        case Terms():
            found = tuple(Match(node.field, values.text(value), Operator.AND) for value in node.values)
            return normalise(Bool(should=found, boost=node.boost, place=node.place)) if found else NOTHING
        case Range():
            return _text_bounds(node)
        case _:
            return node


def _words(node: Match) -> Node:
    """A text joined by OR as one clause for each word."""
    text = values.text(node.text)
    if not text:
        return Phrase(node.field, text, boost=node.boost, place=node.place)
    parts = _WORD.findall(text)
    if node.operator is Operator.AND or len(parts) < 2:
        return replace(node, text=text, operator=Operator.AND)
    return Bool(
        should=tuple(Match(node.field, part, Operator.AND) for part in parts), boost=node.boost, place=node.place
    )


def _text_bounds(node: Range) -> Node:
    bounds = {side: getattr(node, side) for side in ("gt", "gte", "lt", "lte")}
    given: dict[str, Any] = {side: values.text(value) for side, value in bounds.items() if value is not None}
    if not given:
        return Exists(node.field, boost=node.boost, place=node.place)
    if {"gt", "gte"} <= given.keys() or {"lt", "lte"} <= given.keys():
        parts = tuple(Range(node.field, **{side: value}) for side, value in given.items())
        return Bool(must=parts, boost=node.boost, place=node.place)
    return replace(node, **given)


def _unsayable(what: str) -> QueryError:
    return QueryError("not_expressible", f"query text cannot say: {what}", fix="send the query as JSON")


def _grouped(node: Node, text: str) -> str:
    return f"({text})" if isinstance(node, Bool) else text


def _child(node: Node) -> str:
    """A clause of a group: groups inside groups need parentheses unless a boost has put them on already."""
    plain = node if isinstance(node, Bool) else _plain_leaf(node)
    text = render(plain)
    return f"({text})" if isinstance(plain, Bool) and plain.boost == 1.0 else text


def _render_bool(node: Bool) -> str:
    if node.filter or node.minimum_should_match is not None or (node.should and node.must_not):
        normal = normalise(replace(node, boost=1.0))
        return _child(normal) if not isinstance(normal, Bool) or normal.boost != 1.0 else _render_bool(normal)
    if node.should:
        return " OR ".join([*("+" + _child(child) for child in node.must), *map(_child, node.should)])
    clauses = [*map(_child, node.must), *("NOT " + _child(child) for child in node.must_not)]
    return " AND ".join(clauses) if clauses else "*"


def _prefixed(field: str | None, text: str) -> str:
    return text if field is None else f"{_field(field)}:{text}"


def _field(field: str) -> str:
    return re.sub(r"([^\w.*-])", r"\\\1", field)


def _render_phrase(node: Phrase) -> str:
    return _prefixed(node.field, quoted(node.text) + (f"~{node.slop}" if node.slop else ""))


def _render_wildcard(node: Wildcard) -> str:
    pieces = [wild or _inner(one or more) for one, wild, more in _WILD.findall(node.pattern)]
    text = "".join(pieces)
    return _prefixed(node.field, f"\\{text}" if _SIGN.match(text) else text)


def _inner(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _render_range(node: Range) -> str:
    low, high = node.gt if node.gt is not None else node.gte, node.lt if node.lt is not None else node.lte
    opening, closing = "{" if node.gt is not None else "[", "}" if node.lt is not None else "]"
    return _prefixed(node.field, f"{opening}{_bound(low)} TO {_bound(high)}{closing}")


def _bound(value: Value | None) -> str:
    if value is None:
        return "*"
    text = values.text(value)
    return text if re.fullmatch(r"[\w.-]+", text) else quoted(text)


_RENDERERS = {
    MatchAll: lambda node: "*",
    Match: lambda node: _prefixed(node.field, escaped(node.text)),
    Phrase: _render_phrase,
    Prefix: lambda node: _prefixed(node.field, escaped(node.text) + "*"),
    Wildcard: _render_wildcard,
    Regex: lambda node: _prefixed(node.field, f"/{node.pattern}/"),
    Fuzzy: lambda node: _prefixed(node.field, f"{escaped(node.text)}~{node.distance}"),
    Range: _render_range,
    Exists: lambda node: f"{_field(node.field)}:*",
    Bool: _render_bool,
}
