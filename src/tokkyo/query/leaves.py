r"""One word, phrase, range, comparison or regular expression of query text to a node.

| text                   | node                           |
|------------------------|--------------------------------|
| `word`                 | `Match`                        |
| `elect*`               | `Prefix`                       |
| `organi?ation`, `*ion` | `Wildcard`                     |
| `*`, `*:*`             | `MatchAll`                     |
| `title:*`              | `Exists`                       |
| `word~`, `word~1`      | `Fuzzy`                        |
| `"a b"`, `"a b"~4`     | `Phrase`                       |
| `[a TO b]`, `>=a`      | `Range`                        |
| `/A[1-4]/`             | `Regex`                        |
"""

import re
from dataclasses import dataclass, replace
from math import isfinite

from tokkyo.errors import QueryError
from tokkyo.fields.registry import DEFAULT_FIELD
from tokkyo.query.lexer import Kind, Token, unescape
from tokkyo.query.limits import MAX_DISTANCE
from tokkyo.query.tree import (
    Exists,
    Fuzzy,
    Match,
    MatchAll,
    Node,
    Operator,
    Phrase,
    Place,
    Prefix,
    Range,
    Regex,
    Value,
    Wildcard,
)

_NUMBER = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,4})?")
_TAILS = re.compile(r"([~^])([^~^]*)")
_BOUNDS = re.compile(r'("(?:[^"\\]|\\.)*"|(?:[^\s\\"]|\\.)+)', re.DOTALL)
_PIECES = re.compile(r"\\(.)|([*?])|([^\\*?]+)", re.DOTALL)
_SPECIAL = re.compile(r"([\\*?])")
_SIDES = {">": "gt", ">=": "gte", "<": "lt", "<=": "lte"}


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind a word: `~` (None absent, "" without a number) and the boost of `^`."""

    fuzzy: str | None = None
    boost: float = 1.0


NO_TAIL = Tail()


def tail(token: Token, length: int = 0) -> Tail:
    """Read the `~N` and `^N` of a token; `length` is that of the token's own text, for error positions."""
    if not token.tail:
        return NO_TAIL
    fuzzy, boost = None, 1.0
    for mark, number in _TAILS.findall(token.tail):
        if mark == "~":
            fuzzy = number
        elif _NUMBER.fullmatch(number):
            boost *= float(number)
        else:
            boost = float("nan")
    if not isfinite(boost):
        fix = r"give a number after the caret, as in word^2, or write \^ for the caret"
        raise QueryError("bad_boost", "a boost is not a number of 0 or more", fix=fix, position=token.position + length)
    return Tail(fuzzy, boost)


def leaf(token: Token, field: str | None, operator: Operator, place: Place) -> Node:
    """Return the node of one operand. `field` None stands for the default field."""
    behind = tail(token, len(token.text))
    match token.kind:
        case Kind.PHRASE:
            return _phrase(token, field, behind, place)
        case Kind.RANGE:
            return _range(token, field, behind, place)
        case Kind.REGEX:
            return Regex(field, token.text, boost=behind.boost, place=place)
        case _:
            return _word(token, field, operator, behind, place)


def comparison(operator: str, token: Token, field: str, place: Place) -> Node:
    """Return the range of `field:>value`."""
    bound: dict[str, Value | None] = {_SIDES[operator]: unescape(token.text)}
    return Range(field, boost=tail(token, len(token.text)).boost, place=place, **bound)


def is_noise(token: Token) -> bool:
    """Whether a word has nothing to search for: no letter, digit, wildcard or escape."""
    return token.kind is Kind.WORD and not any(c.isalnum() or c in "*?\\" for c in token.text)


def scaled(node: Node, boost: float, position: int) -> Node:
    """Multiply the boost of a node."""
    if boost == 1.0:
        return node
    product = node.boost * boost
    if not isfinite(product):
        raise QueryError("bad_boost", "the boosts multiply beyond all bounds", fix="lower them", position=position)
    return replace(node, boost=product)


def _word(token: Token, field: str | None, operator: Operator, behind: Tail, place: Place) -> Node:
    raw = token.text
    if behind.fuzzy is not None:
        return Fuzzy(field, unescape(raw), _distance(behind.fuzzy, token), boost=behind.boost, place=place)
    if "*" in raw or "?" in raw:
        return pattern(field, raw, operator, behind.boost, place)
    return Match(field, unescape(raw), operator, boost=behind.boost, place=place)


def pattern(field: str | None, raw: str, operator: Operator, boost: float, place: Place) -> Node:
    """Return the simplest node for a word with wildcards; a word without any is looked for as it is."""
    pieces = [(escaped or literal, wild) for escaped, wild, literal in _PIECES.findall(raw)]
    literals = "".join(literal for literal, _ in pieces)
    wilds = "".join(wild for _, wild in pieces)
    if not wilds:
        return Match(field, literals, operator, boost=boost, place=place)
    if not literals and set(wilds) == {"*"}:
        return _anything(field, boost, place)
    if wilds == "*" and pieces[-1][1]:
        return Prefix(field, literals, boost=boost, place=place)
    pattern = "".join(wild or _SPECIAL.sub(r"\\\1", literal) for literal, wild in pieces)
    return Wildcard(field, pattern, boost=boost, place=place)


def _anything(field: str | None, boost: float, place: Place) -> Node:
    if field is None or field == "*":
        return MatchAll(boost=boost, place=place)
    return Exists(field, boost=boost, place=place)


def _distance(number: str, token: Token) -> int:
    """The edits of `~`, `~1` or the old similarity `~0.8`, which the length of the word turns into edits."""
    if not number:
        return MAX_DISTANCE
    if number.isdecimal() and len(number) < 5:
        return int(number)
    if re.fullmatch(r"0?\.\d{1,9}", number):
        return min(MAX_DISTANCE, int((1 - float(number)) * len(unescape(token.text))))
    position = token.position + len(token.text)
    fix = r"write word~, word~1 or word~2, or \~ for the mark"
    raise QueryError("bad_fuzziness", "the number of edits is not 0, 1 or 2", fix=fix, position=position)


def _phrase(token: Token, field: str | None, behind: Tail, place: Place) -> Node:
    slop = 0
    if behind.fuzzy is not None:
        if not (behind.fuzzy.isdecimal() and len(behind.fuzzy) < 10):
            fix = 'give a whole number, as in "two words"~5'
            position = token.position + len(token.text) + 2
            raise QueryError("bad_slop", "the distance of a phrase is no number", fix=fix, position=position)
        slop = int(behind.fuzzy)
    return Phrase(field, unescape(token.text), slop, boost=behind.boost, place=place)


def _range(token: Token, field: str | None, behind: Tail, place: Place) -> Node:
    low, _, high = _BOUNDS.findall(token.text[1:-1])
    bounds: dict[str, Value | None] = {}
    if low != "*":
        bounds["gte" if token.text[0] == "[" else "gt"] = _bound(low)
    if high != "*":
        bounds["lte" if token.text[-1] == "]" else "lt"] = _bound(high)
    if not bounds:
        return _anything(field, behind.boost, place)
    return Range(field or DEFAULT_FIELD, boost=behind.boost, place=place, **bounds)


def _bound(raw: str) -> str:
    return unescape(raw[1:-1] if raw[0] == '"' else raw)
