"""Did you mean: other words, values and field names for a query that finds nothing."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from tokkyo.engine.port import Engine
from tokkyo.errors import QueryError
from tokkyo.fields import registry
from tokkyo.fields.nearest import nearest
from tokkyo.fields.types import Field
from tokkyo.query import values
from tokkyo.query.check import Limits, check
from tokkyo.query.dsl import parse
from tokkyo.query.tree import Analysis, Bool, CheckedQuery, Match, Node, Operator, Phrase, Term
from tokkyo.query.visit import leaves
from tokkyo.service.beyond.corrections import TEXT_OF, Change, changed, corrected_text
from tokkyo.service.beyond.respelling import Respelling
from tokkyo.settings import Settings
from tokkyo.store.documents import Documents
from tokkyo.text.segment import has_runs

MOST = 5
"""Suggestions of one answer."""

ALTERNATIVES = 3
"""Spellings of one word that are tried."""

SHORTEST = 3
"""Letters of a word that has near spellings worth showing."""

_EVERYWHERE = (None, "*", "_all", "_exists_")
_WORD = re.compile(r"[^\W\d_]+(?![\w])")


class Replaced(msgspec.Struct):
    """What a suggestion changes: a `word`, a `value` of a closed list, or the name of a `field`."""

    kind: str
    old: str = msgspec.field(name="from")
    new: str = msgspec.field(name="to")


class Suggestion(msgspec.Struct, omit_defaults=True):
    """Another query that finds something. `query` is its text, absent when only JSON can say it."""

    hits: int
    changes: tuple[Replaced, ...]
    query: str | None = None


Remedies = Sequence[Change]
"""The changes that may help against one thing that finds nothing, the likeliest first."""


class Suggesting:
    """Suggests queries; safe to call from several threads."""

    def __init__(self, documents: Documents, engine: Engine, settings: Settings, today: Callable[[], date]) -> None:
        self._engine = engine
        self._respelling = Respelling(documents, engine, settings)
        self._limits = Limits.of(settings)
        self._most_problems = settings.number("max_suggested_words")
        self._most_counted = settings.number("max_explained_clauses")
        self._today = today

    def suggestions(self, body: Any, analysis: Analysis, *, regex: bool = False) -> list[Suggestion]:
        """Return queries near one that finds nothing, the likeliest first; empty when there is no help.

        `body` is query text or a JSON query known to be allowed. Raises `EngineError`.
        """

        def read(text: Any) -> Node:
            return parse(text, self._limits, regex)

        root = read(body)
        names = list(self._wrong_names(root))
        named = changed(root, [problem[0] for problem in names])
        words = list(self._wrong_values(named)) + list(self._wrong_words(named, analysis))
        problems = [*names, *words][: self._most_problems]
        made: list[tuple[int, Suggestion]] = []
        for changes in _combined(problems):
            hits = self._hits(changed(root, changes), analysis)
            if hits:
                replaced = tuple(Replaced(change.kind, change.old, change.new) for change in changes)
                found = Suggestion(hits, replaced, corrected_text(body, root, changes, read))
                made.append((sum(change.distance for change in changes), found))
        made.sort(key=lambda row: (row[0], -row[1].hits))
        return [suggestion for _, suggestion in made[:MOST]]

    def _hits(self, root: Node, analysis: Analysis) -> int:
        """Return the hits of a changed query, none when the right field does not take what the wrong one was given."""
        try:
            return self._engine.count(
                check(root, analysis=analysis, limits=self._limits, today=self._today(), lenient=True)
            )
        except QueryError:
            return 0

    def _wrong_names(self, root: Node) -> Iterator[Remedies]:
        """Names of fields that do not exist and have a near one."""
        found: dict[str, list[int]] = {}
        for number, leaf in _wanted(root):
            name = getattr(leaf, "field", None)
            if name not in _EVERYWHERE and registry.resolve(name) is None:
                found.setdefault(name, []).append(number)
        for name, numbers in found.items():
            meant = registry.suggest(name)
            if meant:
                yield [Change("field", name, meant, tuple(numbers))]

    def _wrong_values(self, root: Node) -> Iterator[Remedies]:
        """Values that are not in the closed list of their field and have near ones there."""
        for number, leaf in _wanted(root):
            row, text = _row_of(leaf), _text_of(leaf)
            if row is None or not row.values or values.enumerated(text, row):
                continue
            asked = re.sub(r"[\s\-_]+", "_", text.strip()).upper()
            near = nearest(asked, row.values, 0.5, ALTERNATIVES)
            if near:
                yield [Change("value", text, value, (number,)) for value in near]

    def _wrong_words(self, root: Node, analysis: Analysis) -> Iterator[Remedies]:
        """Words that find nothing alone and have near spellings that do."""
        found: dict[tuple[str, str], list[int]] = {}
        for number, leaf in _wanted(root):
            row = _row_of(leaf)
            if row is not None and row.analysed:
                for word in _words(_text_of(leaf), self._limits.max_pattern_chars):
                    found.setdefault((word, row.name), []).append(number)
        for (word, name), numbers in list(found.items())[: self._most_counted]:
            row = registry.FIELDS[name]
            if self._engine.count(CheckedQuery(Match(name, word, Operator.AND), analysis)):
                continue
            near = self._respelling.near(word, row, analysis)[:ALTERNATIVES]
            if near:
                yield [Change("word", word, other, tuple(numbers), distance) for other, distance in near]


def _wanted(root: Node) -> Iterator[tuple[int, Node]]:
    """Yield the leaves that are not excluded, numbered in reading order of all leaves."""
    excluded: set[int] = set()
    waiting = [(root, False)]
    while waiting:
        node, out = waiting.pop()
        if isinstance(node, Bool):
            waiting += [(child, out) for child in node.must + node.filter + node.should]
            waiting += [(child, True) for child in node.must_not]
        elif out:
            excluded.add(id(node))
    return ((number, leaf) for number, leaf in enumerate(leaves(root)) if id(leaf) not in excluded)


def _row_of(leaf: Node) -> Field | None:
    """Return the field of a leaf of words or of one value."""
    if not isinstance(leaf, Match | Phrase | Term):
        return None
    if leaf.field in _EVERYWHERE:
        return registry.FIELDS[registry.DEFAULT_FIELD]
    return registry.resolve(leaf.field or "")


def _text_of(leaf: Node) -> str:
    return next((str(getattr(leaf, name)) for name in TEXT_OF if hasattr(leaf, name)), "")


def _words(text: str, longest: int) -> Iterable[str]:
    """Return the words of a text that near spellings are looked for: letters only, not too short, not too long."""
    return dict.fromkeys(
        word for word in _WORD.findall(text) if SHORTEST <= len(word) <= longest and not has_runs(word)
    )


def _combined(problems: Sequence[Remedies]) -> Iterator[list[Change]]:
    """Yield changes to make together: the likeliest for each problem, then one of them another."""
    if not problems:
        return
    likeliest = [problem[0] for problem in problems]
    yield likeliest
    for place, problem in enumerate(problems):
        for other in problem[1:]:
            yield [*likeliest[:place], other, *likeliest[place + 1 :]]
