"""Prefixes, wildcards, regular expressions and fuzzy words, fitted to the field they look in.

Words of analysed fields hold letters and digits only, in lower case and without accents, so a pattern such as
`crispr-Ca*` becomes the word `crispr` and the prefix `ca`, both required. Keywords are one value each and folded as the
field says. Numbers, dates and booleans have no letters to fit.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from tokkyo.errors import QueryError
from tokkyo.fields.types import Field, FieldType
from tokkyo.model.numbers import compact
from tokkyo.query import values
from tokkyo.query.limits import Limits
from tokkyo.query.tree import (
    Bool,
    Exists,
    Fuzzy,
    Match,
    MatchNone,
    Node,
    Operator,
    Prefix,
    Regex,
    Wildcard,
)

_PIECES = re.compile(r"\\(.)|([*?])|([^\\*?]+|\\)", re.DOTALL)
_SPECIAL = re.compile(r"([\\*?])")

Piece = tuple[str, str]  # (literal, "") or ("", "*") or ("", "?")


def fold(text: str) -> str:
    """Return text as words are spelt: NFKC, lower case, Latin letters without accents.

    >>> fold("Économ"), fold("が"), fold("ＡＢ")
    ('econom', 'が', 'ab')
    """
    if text.isascii():
        return text.lower()
    letters: list[str] = []
    for letter in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower()):
        if not ("\u0300" <= letter <= "\u036f" and letters and letters[-1].isascii()):
            letters.append(letter)
    return unicodedata.normalize("NFC", "".join(letters))


def pattern(row: Field, node: Prefix | Wildcard | Regex | Fuzzy, limits: Limits) -> Node:
    """Return a pattern node fitted to its field. Raises `QueryError`."""
    if isinstance(node, Fuzzy):
        return _fuzzy(row, node)
    if isinstance(node, Regex):
        _need_letters(row, node)
        return Regex(row.name, _encodable(row, node.pattern, node), boost=node.boost, place=node.place)
    pieces = _pieces(row, node)
    if pieces and pieces[0][1] and len(pieces) > 1 and not limits.leading_wildcard:
        raise _error("leading_wildcard", "a pattern begins with * or ?", "begin it with a letter", node)
    if all(wild == "*" for _, wild in pieces):
        return Exists(row.name, boost=node.boost, place=node.place)
    _need_letters(row, node)
    whole = [[(_keyword(row, literal), wild) for literal, wild in pieces]]
    return _joined([_fitted(row, part, node) for part in (_parts(pieces) if row.analysed else whole)], node)


def _pieces(row: Field, node: Prefix | Wildcard) -> list[Piece]:
    if isinstance(node, Prefix):
        text = _encodable(row, node.text, node)
        return [(text, ""), ("", "*")] if text else [("", "*")]
    found = _PIECES.findall(_encodable(row, node.pattern, node))
    return [(escaped or literal, wild) for escaped, wild, literal in found]


def _encodable(row: Field, text: str, node: Node) -> str:
    try:
        return values.text(text)
    except ValueError:
        raise _error("bad_value", f"{row.name} does not take half a character", "correct the text", node) from None


def _keyword(row: Field, literal: str) -> str:
    if row.type is FieldType.IDS:
        return compact(literal)
    if row.name.startswith(("class_cpc.", "class_ipcr.")):
        return "".join(literal.upper().split())
    if row.values:
        return re.sub(r"[\s-]", "_", literal.upper())
    return row.fold.apply(literal)


def _parts(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Cut a pattern into words: a literal ends where no letter or digit stands."""
    part: list[Piece] = []
    for literal, wild in pieces:
        if wild:
            part.append(("", wild))
            continue
        for word in re.findall(r"[^\W_]+|[\W_]+", fold(literal)):
            if word[0].isalnum():
                part.append((word, ""))
            else:
                yield part
                part = []
    yield part


def _fitted(row: Field, pieces: Sequence[Piece], node: Node) -> Node | None:
    """One part of a pattern as the simplest node that says it; None when it fits anything."""
    literals = "".join(literal for literal, _ in pieces)
    wilds = "".join(wild for _, wild in pieces)
    if not literals and set(wilds) <= {"*"}:
        return None
    if not wilds:
        return Match(row.name, literals, Operator.AND, boost=node.boost, place=node.place)
    if wilds == "*" and pieces[-1][1]:
        return Prefix(row.name, literals, boost=node.boost, place=node.place)
    written = "".join(wild or _SPECIAL.sub(r"\\\1", literal) for literal, wild in pieces)
    return Wildcard(row.name, written, boost=node.boost, place=node.place)


def _joined(parts: Iterable[Node | None], node: Node) -> Node:
    kept = tuple(part for part in parts if part is not None)
    if not kept:
        return MatchNone(place=node.place)
    return kept[0] if len(kept) == 1 else Bool(must=kept, place=node.place)


def _fuzzy(row: Field, node: Fuzzy) -> Node:
    _need_letters(row, node)
    text = _encodable(row, node.text, node)
    if not row.analysed:
        return Fuzzy(row.name, _keyword(row, text), node.distance, boost=node.boost, place=node.place)
    words = [word for word in re.findall(r"[^\W_]+", fold(text)) if word]
    return _joined((Fuzzy(row.name, word, node.distance, boost=node.boost, place=node.place) for word in words), node)


def _need_letters(row: Field, node: Node) -> None:
    if row.type in (FieldType.INTEGER, FieldType.DATE, FieldType.BOOLEAN):
        what = "a value" if row.type is FieldType.BOOLEAN else "a value or a range"
        raise _error("pattern_not_supported", f"{row.name} holds no text to fit a pattern to", f"give {what}", node)


def _error(code: str, message: str, fix: str, node: Node) -> QueryError:
    return QueryError(code, message, fix=fix, position=node.place.position, path=node.place.path)
