"""The reference engine: the oracle every other engine is compared with.

In memory, one row at a time, nothing precomputed: what each node means can be read off its function. It shares the
splitting of text into words (`text.analysis`) and the reading of patterns with the other engines, nothing else. Scores
count the clauses that match.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from tokkyo.engine import reference_order as ordering
from tokkyo.engine.budget import MAX_BUCKETS, Budget
from tokkyo.engine.expressions import plain_expression
from tokkyo.engine.port import RELEVANCE, Ids, IndexRow, Page, PageRequest, Result, SortKey
from tokkyo.engine.reference_aggregate import aggregated
from tokkyo.engine.sort_keys import check_group, check_sort
from tokkyo.errors import QueryError
from tokkyo.fields.registry import PUBLICATIONS, Collection
from tokkyo.fields.types import Field, FieldType
from tokkyo.query.aggregation import Aggregations
from tokkyo.query.minimum import required
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
from tokkyo.text.analysis import EXACT, Analyser, Chain, analyser, fold, join_values
from tokkyo.text.edits import edits
from tokkyo.text.languages import DEFAULT_LANGUAGE
from tokkyo.text.normalise import bounded
from tokkyo.text.patterns import wildcard_parts, wildcard_pattern
from tokkyo.text.segment import has_runs

_NUMBERS = (FieldType.INTEGER, FieldType.DATE)
_WHOLE = (FieldType.KEYWORD, FieldType.IDS)

Places = dict[str, list[int]]  # word -> its places, rising


@dataclass
class _Row:
    """One indexed row with its words, split once per way of reading."""

    row: IndexRow
    collection: Collection
    read: dict[tuple[str, Analysis], Places] = field(default_factory=dict)

    def values(self, name: str) -> Sequence[Any]:
        return self.row.values.get(name, ())

    def places(self, source: Field, analysis: Analysis) -> Places:
        """Return the words of a field as a query of this analysis sees them."""
        key = (source.name, analysis)
        if key not in self.read:
            places: Places = {}
            for place, word in _reader(source, analysis).places(join_values(self._texts(source, analysis))):
                places.setdefault(word, []).append(place)
            self.read[key] = places
        return self.read[key]

    def _texts(self, source: Field, analysis: Analysis) -> list[str]:
        values = self.values(source.name)
        if source.type is FieldType.NAME:
            return list(values)
        if not analysis.stemming or analysis.language == DEFAULT_LANGUAGE:
            return [text for _, text in values]
        return [text for language, text in values if language == analysis.language.lower()]


_AS_WRITTEN = Analysis(stemming=False)


def _reader(source: Field, analysis: Analysis) -> Analyser:
    return EXACT if source.type is FieldType.NAME else analyser(analysis.language, analysis.stemming)


class ReferenceEngine:
    """Keeps rows in a dictionary and looks at every one of them for every search."""

    def __init__(self, max_buckets: int = MAX_BUCKETS, collection: Collection = PUBLICATIONS) -> None:
        self._collection = collection
        self._rows: dict[int, _Row] = {}
        self._position = 0
        self._max_buckets = max_buckets

    def index(self, rows: Iterable[IndexRow], deleted: Iterable[int], upto: int) -> None:
        """Replace the given rows, then drop the deleted ids, and note the position."""
        for row in rows:
            self._rows[row.id] = _Row(row, self._collection)
        for id in deleted:
            self._rows.pop(id, None)
        self._position = upto

    def search(self, query: CheckedQuery, page: PageRequest) -> Page:
        """Return one page of hits; hits with equal keys come by id."""
        check_sort(page.sort, self._collection)
        if page.group is not None:
            check_group(page.group, self._collection)
        return ordering.page(self._scores(query), self._first, page)

    def ordered(
        self, query: CheckedQuery, sort: tuple[SortKey, ...] = (RELEVANCE,), min_score: float | None = None
    ) -> Ids:
        """Return the ids of all hits in order."""
        check_sort(sort, self._collection)
        found = ordering.passing(self._scores(query), min_score)
        return np.array(ordering.sorted_ids(found, self._first, sort or (RELEVANCE,)), dtype=np.int64)

    def distinct(self, query: CheckedQuery, name: str, limit: int, min_score: float | None = None) -> list[int] | None:
        """Return the different values of an integer field over all hits."""
        check_group(name, self._collection)
        found = ordering.passing(self._scores(query), min_score)
        values = {value for id in found for value in self._rows[id].values(name)}
        return sorted(values) if len(values) <= limit else None

    def count(self, query: CheckedQuery) -> int:
        """Return the number of hits."""
        return len(self._scores(query))

    def aggregate(self, query: CheckedQuery, wanted: Aggregations) -> dict[str, Result]:
        """Return the result of each aggregation over all hits."""
        rows = [self._rows[id].row for id in sorted(self._scores(query))]
        budget = Budget(self._max_buckets)
        return aggregated(rows, wanted, budget, self._fits, self._collection)

    def _fits(self, query: CheckedQuery, row: IndexRow) -> bool:
        return _score(query, self._rows[row.id]) is not None

    def _scores(self, query: CheckedQuery) -> dict[int, float]:
        return {id: score for id, row in self._rows.items() if (score := _score(query, row)) is not None}

    def _first(self, id: int, name: str) -> Any:
        values = self._rows[id].values(name)
        return _folded(self._collection.fields[name], values[0]) if values else None

    def ids(self) -> list[tuple[int, int]]:
        """Return (id, seq) of every row, sorted by id."""
        return sorted((id, row.row.seq) for id, row in self._rows.items())

    def position(self) -> int:
        """Return the position of the last `index` call."""
        return self._position

    def close(self) -> None:
        """Forget everything."""
        self._rows.clear()


def _folded(source: Field, value: Any) -> Any:
    return bounded(source.fold.apply(str(value))) if source.type in _WHOLE else value


def _score(query: CheckedQuery, row: _Row) -> float | None:
    """Return the score of a row, or None when it does not match."""
    return _node(query.root, query.analysis, row)


def _node(node: Node, analysis: Analysis, row: _Row) -> float | None:
    if isinstance(node, Bool):
        score = _bool(node, analysis, row)
        return None if score is None else score * node.boost
    return node.boost if _TESTS[type(node)](node, analysis, row) else None


def _bool(node: Bool, analysis: Analysis, row: _Row) -> float | None:
    must = [_node(part, analysis, row) for part in node.must]
    silent = [_node(part, analysis, row) for part in node.filter]
    if None in must or None in silent or any(_node(part, analysis, row) is not None for part in node.must_not):
        return None
    should = [score for part in node.should if (score := _node(part, analysis, row)) is not None]
    needed = required(node.minimum_should_match, len(node.should))
    if node.should and not node.must and not node.filter:
        needed = max(needed, 1)
    if len(should) < needed:
        return None
    return sum(score for score in (*must, *should) if score is not None)


# --- single values


def _holds(source: Field, value: Value, row: _Row) -> bool:
    """Whether a field holds one value; for words, the words of the value as written, one after another."""
    if source.analysed:
        return _has_chain(EXACT.chain(str(value)), row.places(source, _AS_WRITTEN))
    values = row.values(source.name)
    if source.type is FieldType.BOOLEAN:
        return any(values) == bool(value)
    if source.type in _WHOLE:
        return _folded(source, value) in {_folded(source, known) for known in values}
    return value in values


def _term(node: Term, _: Analysis, row: _Row) -> bool:
    return any(_holds(source, node.value, row) for source in row.collection.sources(node.field))


def _terms(node: Terms, _: Analysis, row: _Row) -> bool:
    return any(_holds(source, value, row) for source in row.collection.sources(node.field) for value in node.values)


def _range(node: Range, _: Analysis, row: _Row) -> bool:
    if row.collection.fields[node.field].type not in _NUMBERS:
        raise QueryError("not_ordered", f"{node.field} has no order, so it has no ranges", fix="give values")
    return any(
        (node.gt is None or value > node.gt)
        and (node.gte is None or value >= node.gte)
        and (node.lt is None or value < node.lt)
        and (node.lte is None or value <= node.lte)
        for value in row.values(node.field)
    )


def _exists(node: Exists, _: Analysis, row: _Row) -> bool:
    return any(
        source.type is FieldType.BOOLEAN or bool(row.values(source.name))
        for source in row.collection.sources(node.field)
    )


# --- words


def _match(node: Match, analysis: Analysis, row: _Row) -> bool:
    fields = row.collection.sources(node.field)
    if not fields[0].analysed:
        return _holds(fields[0], node.text, row)
    words = _reader(fields[0], analysis).chains(str(node.text))
    found = sum(any(_has_chain(word, row.places(source, analysis)) for source in fields) for word in words)
    needed = len(words) if node.operator is Operator.AND else required(node.minimum_should_match, len(words))
    return bool(words) and found >= max(needed, 1)


def _phrase(node: Phrase, analysis: Analysis, row: _Row) -> bool:
    fields = row.collection.sources(node.field)
    if not fields[0].analysed:
        return _holds(fields[0], node.text, row)
    chain = _reader(fields[0], analysis).chain(node.text)
    return any(_has_chain(chain, row.places(source, analysis), node.slop) for source in fields)


def _has_chain(chain: Chain, places: Places, slop: int = 0) -> bool:
    """Whether all words stand where the chain wants them; with slop, every two of them at most that far off."""
    if not chain.words:
        return False
    starts = [
        _starts(places, word, place, chain.open and number == len(chain.words) - 1)
        for number, (place, word) in enumerate(chain.words)
    ]
    if slop == 0 or len(starts) == 1:
        return bool(set.intersection(*map(set, starts)))
    return all(_near(one, other, slop) for one, other in combinations(starts, 2))


def _starts(places: Places, word: str, place: int, is_open: bool) -> list[int]:
    """Return where a phrase would begin if this word stood at its place, for each place it stands at."""
    if not is_open:
        return [at - place for at in places.get(word, ())]
    return sorted(at - place for known, all_at in places.items() if known.startswith(word) for at in all_at)


def _near(one: list[int], other: list[int], slop: int) -> bool:
    for start in one:
        nearest = bisect_left(other, start - slop)
        if nearest < len(other) and other[nearest] <= start + slop:
            return True
    return False


# --- patterns


def _spellings(node: Node, name: str | None, row: _Row) -> tuple[bool, list[Iterable[str]]]:
    """Return whether the field has words, and all words or values of each of its sources."""
    fields = row.collection.sources(name)
    if fields[0].analysed:
        return True, [row.places(source, _AS_WRITTEN) for source in fields]
    if fields[0].type not in _WHOLE:
        raise QueryError("not_text", f"{name} holds no text", fix="give a value or a range", path=node.place.path)
    return False, [[_folded(fields[0], value) for value in row.values(fields[0].name)]]


def _folding(name: str | None, row: _Row) -> Callable[[str], str]:
    source = row.collection.sources(name)[0]
    return fold if source.analysed else source.fold.apply


def _fits(spellings: list[Iterable[str]], pattern: str) -> bool:
    compiled = re.compile(pattern)
    return any(compiled.fullmatch(spelling) is not None for known in spellings for spelling in known)


def _prefix(node: Prefix, analysis: Analysis, row: _Row) -> bool:
    words, spellings = _spellings(node, node.field, row)
    if not words:
        start = _folding(node.field, row)(node.text)
        return any(value.startswith(start) for value in spellings[0])
    return _begins(node.text, 0, node.field, row)


def _phrase_prefix(node: PhrasePrefix, _: Analysis, row: _Row) -> bool:
    return _begins(node.text, node.slop, node.field, row)


def _begins(text: str, slop: int, name: str | None, row: _Row) -> bool:
    """Whether a text stands in a field as a phrase whose last word may go on."""
    chain = EXACT.chain(text)
    if chain.words and not has_runs(chain.words[-1][1]):
        chain = Chain(chain.words, open=True)
    return any(_has_chain(chain, row.places(source, _AS_WRITTEN), slop) for source in row.collection.sources(name))


def _wildcard(node: Wildcard, analysis: Analysis, row: _Row) -> bool:
    words, spellings = _spellings(node, node.field, row)
    parts = wildcard_parts(node.pattern)
    if parts and all(part is None for part in parts):
        return any(row.values(source.name) for source in row.collection.sources(node.field))
    if words and has_runs(node.pattern):
        chains = [EXACT.chain(part) for part in parts if part]
        fields = row.collection.sources(node.field)
        return any(all(_has_chain(chain, row.places(source, _AS_WRITTEN)) for chain in chains) for source in fields)
    return _fits(spellings, wildcard_pattern(parts, _folding(node.field, row)))


def _regex(node: Regex, analysis: Analysis, row: _Row) -> bool:
    _, spellings = _spellings(node, node.field, row)
    return _fits(spellings, plain_expression(node, _folding(node.field, row)))


def _fuzzy(node: Fuzzy, analysis: Analysis, row: _Row) -> bool:
    words, spellings = _spellings(node, node.field, row)
    if words and has_runs(node.text):
        return any(
            _has_chain(EXACT.chain(node.text), row.places(s, _AS_WRITTEN)) for s in row.collection.sources(node.field)
        )
    wanted = _folding(node.field, row)(node.text)
    if words:
        tokens = EXACT.tokens(node.text)
        wanted = tokens[0] if len(tokens) == 1 else wanted
    if not wanted:
        return False
    return any(edits(wanted, spelling) <= node.distance for known in spellings for spelling in known)


_TESTS: dict[type[Node], Callable[[Any, Analysis, _Row], bool]] = {
    MatchAll: lambda *_: True,
    MatchNone: lambda *_: False,
    Term: _term,
    Terms: _terms,
    Match: _match,
    Phrase: _phrase,
    PhrasePrefix: _phrase_prefix,
    Prefix: _prefix,
    Wildcard: _wildcard,
    Regex: _regex,
    Fuzzy: _fuzzy,
    Range: _range,
    Exists: _exists,
}
