"""Queries on word columns: chains of words, their beginnings, patterns and near spellings."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from tantivy import Occur, Query

from tokkyo.engine.embedded.layout import Layout
from tokkyo.text.analysis import EXACT, Chain, fold
from tokkyo.text.patterns import ANY, escape
from tokkyo.text.segment import has_runs

MAX_EDITS = 2

EMPTY = Query.empty_query()
EVERYTHING = Query.const_score_query(Query.all_query(), 1.0)
SILENT = Query.const_score_query(Query.all_query(), 0.0)


def all_of(queries: Sequence[Query]) -> Query:
    """Return a query that needs every one of some queries."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Sequence[Query]) -> Query:
    """Return a query that needs one of some queries; nothing matches none."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries]) if queries else EMPTY


def chain_query(layout: Layout, column: str, chain: Chain, slop: int = 0) -> Query:
    """Return the query for a chain in one column.

    With slop, two words are at most that many moves apart. The engine's own rule for three and more depends on how
    frequent the words are and on whether scores are wanted, so a longer chain asks that of every two of its words.
    """
    words = chain.words
    if not words:
        return EMPTY
    if len(words) == 1:
        word = words[0][1]
        return beginning(layout, column, word) if chain.open else layout.term(column, word)
    if slop == 0 or len(words) == 2:
        return _phrase(layout, column, words, chain.open, slop)
    return all_of([_phrase(layout, column, pair, is_open, slop) for pair, is_open in _pairs(chain)])


def _pairs(chain: Chain) -> Iterable[tuple[Sequence[tuple[int, str]], bool]]:
    """Return every two words of a chain, and whether the latter is only begun; what asks the same comes once."""
    last = chain.words[-1]
    found = {
        (other_place - place, word, other, chain.open and (other_place, other) == last): None
        for (place, word), (other_place, other) in combinations(chain.words, 2)
    }
    return [(((0, word), (gap, other)), is_open) for gap, word, other, is_open in found]


def _phrase(layout: Layout, column: str, words: Sequence[tuple[int, str]], is_open: bool, slop: int) -> Query:
    if not is_open:
        return Query.phrase_query(layout.schema, column, list(words), slop=slop)
    patterns: list[str | tuple[int, str]] = [(place, escape(word)) for place, word in words[:-1]]
    patterns.append((words[-1][0], escape(words[-1][1]) + f"{ANY}*"))
    return Query.regex_phrase_query(layout.schema, column, patterns, slop=slop)


def beginning(layout: Layout, column: str, text: str) -> Query:
    """Return the query for values or words that begin with a text; an automaton of no edits is quicker than a regex."""
    return Query.fuzzy_term_query(layout.schema, column, text, 0, True, True)


def prefix_chain(text: str) -> Chain:
    """Return the chain whose last word is a beginning; a run of letters is found inside words as it is."""
    chain = EXACT.chain(text)
    return chain if chain.open or has_runs(chain.words[-1][1] if chain.words else "") else Chain(chain.words, True)


def literal_chains(parts: Iterable[str | None]) -> list[Chain]:
    """Return the chains of the literal parts of a wildcard pattern that holds letters cut into pairs."""
    return [EXACT.chain(part) for part in parts if part]


def fuzzy_query(layout: Layout, column: str, text: str, distance: int, words: bool) -> Query:
    """Return the query for values (or words) within some edits; pairs of letters are looked for as they are."""
    if words and has_runs(text):
        return chain_query(layout, column, EXACT.chain(text))
    spelt = single_word(text) if words else text
    if not spelt:
        return EMPTY
    if distance <= 0:
        return layout.term(column, spelt)
    return Query.fuzzy_term_query(layout.schema, column, spelt, min(distance, MAX_EDITS), True)


def single_word(text: str) -> str:
    """Return the one word of a text as it is indexed; text of several words is only folded."""
    words = EXACT.tokens(text)
    return words[0] if len(words) == 1 else fold(text)
