"""From a parsed tree to a `CheckedQuery`: known fields, typed values, every limit kept.

After this step a tree names registry fields only, dates are days since 1970-01-01, ranges are inclusive whole numbers,
and terms on `ids` are the exact forms to look up. Engines rely on it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from tokkyo.errors import QueryError
from tokkyo.fields.registry import DEFAULT_FIELD, PUBLICATIONS, Collection
from tokkyo.fields.types import Field
from tokkyo.query import check_patterns, check_values, values
from tokkyo.query.check_values import Context
from tokkyo.query.field_names import unknown_field
from tokkyo.query.limits import DEFAULT_LIMITS, Limits, enforce
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
    Wildcard,
)

__all__ = ["Limits", "check"]

DEFAULT_ANALYSIS = Analysis()
_EVERYWHERE = (None, "*", "_all")


def check(
    node: Node,
    *,
    analysis: Analysis = DEFAULT_ANALYSIS,
    limits: Limits = DEFAULT_LIMITS,
    regex: bool = True,
    lenient: bool = False,
    today: date | None = None,
    collection: Collection = PUBLICATIONS,
) -> CheckedQuery:
    """Check a tree against the fields of a collection and return what its engines take. Raises `QueryError`.

    A field that does not exist is an error; with `lenient` it holds nothing and leaves a warning, as at Lens, and so
    do values outside a closed list. `today` gives `now` its meaning; without it date math on `now` is `bad_date`.
    `regex` False refuses regular expressions (parsers do so already).
    """
    enforce(node, limits)
    checker = _Checker(limits, regex, Context(lenient, today, collection))
    root = checker.node(node)
    return CheckedQuery(root, analysis, tuple(checker.context.warnings))


class _Checker:
    def __init__(self, limits: Limits, regex: bool, context: Context) -> None:
        self.limits = limits
        self.regex = regex
        self.context = context

    def node(self, node: Node) -> Node:
        """Check one node; recursion is bounded by the depth limit that `enforce` has applied."""
        if isinstance(node, MatchAll | MatchNone):
            return node
        if isinstance(node, Bool):
            return self._bool(node)
        row = self._resolve(getattr(node, "field", None), node)
        return MatchNone(place=node.place) if row is None else _LEAVES[type(node)](self, row, node)

    def _bool(self, node: Bool) -> Node:
        if not (node.must or node.should or node.must_not or node.filter):
            return MatchAll(boost=node.boost, place=node.place)
        if node.minimum_should_match is not None and node.minimum_should_match > len(node.should):
            return MatchNone(place=node.place)
        return Bool(
            must=tuple(map(self.node, node.must)),
            should=tuple(map(self.node, node.should)),
            must_not=tuple(map(self.node, node.must_not)),
            filter=tuple(map(self.node, node.filter)),
            minimum_should_match=node.minimum_should_match,
            boost=node.boost,
            place=node.place,
        )

    def _resolve(self, name: str | None, node: Node) -> Field | None:
        """Return the field, or None when there is none of that name and the caller is lenient."""
        collection = self.context.collection
        row = collection.fields[DEFAULT_FIELD] if name in _EVERYWHERE else collection.resolve(name or "")
        if row is None and not (self.context.lenient and self.context.full):
            place = node.place
            error = unknown_field(name or "", position=place.position, path=place.path, collection=collection)
            if not self.context.lenient:
                raise error
            self.context.warn(f"{error.message}; {error.fix}")
        return row

    def term(self, row: Field, node: Term) -> Node:
        if not row.analysed:
            return check_values.exact(row, node.value, node, self.context)
        return replace(node, field=row.name, value=self._word(row, node.value, node))

    def terms(self, row: Field, node: Terms) -> Node:
        if not row.analysed:
            return check_values.any_of(row, node.values, node, self.context)
        words = dict.fromkeys(self._word(row, value, node) for value in node.values)
        return replace(node, field=row.name, values=tuple(words)) if words else MatchNone(place=node.place)

    def match(self, row: Field, node: Match) -> Node:
        if not row.analysed:
            return check_values.exact(row, node.text, node, self.context)
        return replace(node, field=row.name, text=self._text(row, node.text, node))

    def phrase(self, row: Field, node: Phrase) -> Node:
        if not row.analysed:
            return check_values.exact(row, node.text, node, self.context)
        return replace(node, field=row.name, text=self._text(row, node.text, node))

    def phrase_prefix(self, row: Field, node: PhrasePrefix) -> Node:
        if not row.analysed:
            return self.pattern(row, Prefix(row.name, node.text, boost=node.boost, place=node.place))
        return replace(node, field=row.name, text=self._text(row, node.text, node))

    def range(self, row: Field, node: Range) -> Node:
        return check_values.interval(row, node, self.context)

    def exists(self, row: Field, node: Exists) -> Node:
        return replace(node, field=row.name)

    def pattern(self, row: Field, node: Prefix | Wildcard | Regex | Fuzzy) -> Node:
        if isinstance(node, Regex) and not self.regex:
            fix = 'set "regex": true in the request'
            place = node.place
            message = "regular expressions are off"
            raise QueryError("regex_not_enabled", message, fix=fix, position=place.position, path=place.path)
        return check_patterns.pattern(row, node, self.limits)

    def _text(self, row: Field, value: str | float, node: Node) -> str:
        try:
            return values.text(value)
        except ValueError:
            raise check_values.refused(row, value, node) from None

    def _word(self, row: Field, value: str | float, node: Node) -> str:
        word = check_patterns.fold(self._text(row, value, node))
        if len(word.split()) > 1:
            self.context.warn(f"a term on {row.name} is one word; match_phrase finds {values.shown(value)}")
        return word


_LEAVES: dict[type[Node], Callable[[_Checker, Field, Any], Node]] = {
    Term: _Checker.term,
    Terms: _Checker.terms,
    Match: _Checker.match,
    Phrase: _Checker.phrase,
    Range: _Checker.range,
    Exists: _Checker.exists,
    PhrasePrefix: _Checker.phrase_prefix,
    Prefix: _Checker.pattern,
    Wildcard: _Checker.pattern,
    Regex: _Checker.pattern,
    Fuzzy: _Checker.pattern,
}
