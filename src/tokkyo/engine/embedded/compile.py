"""From a checked query to a tantivy query: one function for each kind of node."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tantivy import Occur, Query

from tokkyo.engine.embedded.documents import HIGHEST, LOWEST
from tokkyo.engine.embedded.layout import EXACT as EXACT_COLUMN
from tokkyo.engine.embedded.layout import NUMBERS, PRESENT, WHOLE, Layout
from tokkyo.engine.embedded.words import (
    EMPTY,
    EVERYTHING,
    SILENT,
    all_of,
    any_of,
    beginning,
    chain_query,
    fuzzy_query,
    literal_chains,
    prefix_chain,
)
from tokkyo.engine.expressions import plain_expression
from tokkyo.errors import QueryError
from tokkyo.fields.types import Field, FieldType
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
from tokkyo.text.analysis import EXACT, Analyser, analyser, fold
from tokkyo.text.languages import LANGUAGES
from tokkyo.text.normalise import bounded
from tokkyo.text.patterns import wildcard_parts, wildcard_pattern
from tokkyo.text.segment import has_runs


@dataclass(frozen=True, slots=True)
class How:
    """What a query is compiled for: an index, and the analysis of its words."""

    layout: Layout
    analysis: Analysis

    def fields(self, name: str | None) -> tuple[Field, ...]:
        """Return the fields that hold the values of one; None is the default field."""
        return self.layout.collection.sources(name)


def compiled(query: CheckedQuery, layout: Layout) -> Query:
    """Return the tantivy query for an index. Raises `QueryError` for patterns the engine cannot run."""
    return _node(query.root, How(layout, query.analysis))


def _node(node: Node, how: How) -> Query:
    made = _COMPILERS[type(node)](node, how)
    return made if node.boost == 1.0 else Query.boost_query(made, node.boost)


def _reading(field: Field, how: How) -> tuple[str, Analyser]:
    """Return the column and the analyser for words of a query on a field."""
    if field.type is FieldType.NAME:
        return field.name, EXACT
    analysis = how.analysis
    if analysis.stemming and analysis.language in LANGUAGES:
        return f"{field.name}.{analysis.language.lower()}", analyser(analysis.language)
    return f"{field.name}.{EXACT_COLUMN}", EXACT


def _exact_column(field: Field) -> str:
    return f"{field.name}.{EXACT_COLUMN}" if field.type is FieldType.TEXT else field.name


def _constant(query: Query) -> Query:
    return Query.const_score_query(query, 1.0)


# --- one value


def _value(how: How, field: Field, value: Value) -> Query:
    """Return the query for one value of a field that is not split into words."""
    if field.type in WHOLE:
        return how.layout.term(field.name, bounded(field.fold.apply(str(value))))
    if field.type is FieldType.BOOLEAN:
        holds = how.layout.term(field.name, 1)
        return holds if value else Query.boolean_query([(Occur.Must, EVERYTHING), (Occur.MustNot, holds)])
    numbers = _whole_numbers((value,))
    return how.layout.term(field.name, numbers[0]) if numbers else EMPTY


def _whole_numbers(values: Sequence[Value]) -> list[int]:
    """Return the values that a column of 64-bit whole numbers can hold."""
    return [number for value in values if (number := int(value)) == value and LOWEST <= number <= HIGHEST]


def _one(how: How, field: Field, value: Value) -> Query:
    if field.analysed:
        return chain_query(how.layout, _exact_column(field), EXACT.chain(str(value)))
    return _value(how, field, value)


def _term(node: Term, how: How) -> Query:
    return any_of([_one(how, field, node.value) for field in how.fields(node.field)])


def _terms(node: Terms, how: How) -> Query:
    field = how.layout.collection.fields[node.field]
    if field.type in NUMBERS:
        return how.layout.one_of(field.name, _whole_numbers(node.values))
    if field.type not in WHOLE:
        return _constant(any_of([_one(how, part, value) for part in how.fields(node.field) for value in node.values]))
    return how.layout.one_of(field.name, [bounded(field.fold.apply(str(value))) for value in node.values])


# --- words


def _match(node: Match, how: How) -> Query:
    fields = how.fields(node.field)
    if not fields[0].analysed:
        return _value(how, fields[0], node.text)
    readings = [_reading(field, how) for field in fields]
    chains = readings[0][1].chains(str(node.text))
    words = [any_of([chain_query(how.layout, column, chain) for column, _ in readings]) for chain in chains]
    if not words:
        return EMPTY
    if node.operator is Operator.AND:
        return all_of(words)
    return _at_least(words, required(node.minimum_should_match, len(words)))


def _at_least(queries: list[Query], number: int) -> Query:
    if number > len(queries):
        return EMPTY
    if number <= 1:
        return any_of(queries)
    return Query.boolean_query([(Occur.Should, query) for query in queries], minimum_number_should_match=number)


def _phrase(node: Phrase, how: How) -> Query:
    fields = how.fields(node.field)
    if not fields[0].analysed:
        return _value(how, fields[0], node.text)
    readings = [_reading(field, how) for field in fields]
    return any_of([chain_query(how.layout, column, reader.chain(node.text), node.slop) for column, reader in readings])


def _phrase_prefix(node: PhrasePrefix, how: How) -> Query:
    chain = prefix_chain(node.text)
    columns = [_exact_column(field) for field in how.fields(node.field)]
    return _constant(any_of([chain_query(how.layout, column, chain, node.slop) for column in columns]))


def _prefix(node: Prefix, how: How) -> Query:
    fields = _pattern_fields(how, node, node.field)
    if not fields[0].analysed:
        return _any_value(how, fields[0], fields[0].fold.apply(node.text))
    chain = prefix_chain(node.text)
    return _constant(any_of([chain_query(how.layout, _exact_column(field), chain) for field in fields]))


def _any_value(how: How, field: Field, start: str) -> Query:
    return beginning(how.layout, field.name, start) if start else _exists_in(how, field)


def _pattern_fields(how: How, node: Node, name: str | None) -> tuple[Field, ...]:
    fields = how.fields(name)
    if fields[0].analysed or fields[0].type in WHOLE:
        return fields
    raise QueryError(
        "not_text",
        f"{name} holds no text, so it has no words to look for by pattern",
        fix="give a value or a range",
        position=node.place.position,
        path=node.place.path,
    )


def _wildcard(node: Wildcard, how: How) -> Query:
    fields = _pattern_fields(how, node, node.field)
    parts = wildcard_parts(node.pattern)
    if parts and all(part is None for part in parts):
        return _constant(any_of([_exists_in(how, field) for field in fields]))
    if not fields[0].analysed:
        return _pattern(how, fields[0].name, parts, fields[0].fold.apply)
    columns = [_exact_column(field) for field in fields]
    if has_runs(node.pattern):
        chains = literal_chains(parts)
        return _constant(
            any_of([all_of([chain_query(how.layout, column, chain) for chain in chains]) for column in columns])
        )
    return _constant(any_of([_pattern(how, column, parts, fold) for column in columns]))


def _pattern(how: How, column: str, parts: list[str | None], folding: Callable[[str], str]) -> Query:
    if len(parts) == 1 and parts[0]:
        return _constant(how.layout.term(column, folding(parts[0])))
    if len(parts) == 2 and parts[0] and parts[1] is None:
        return beginning(how.layout, column, folding(parts[0]))
    return Query.regex_query(how.layout.schema, column, wildcard_pattern(parts, folding))


def _regex(node: Regex, how: How) -> Query:
    fields = _pattern_fields(how, node, node.field)
    pattern = plain_expression(node, fold if fields[0].analysed else fields[0].fold.apply)
    return _constant(any_of([Query.regex_query(how.layout.schema, _exact_column(field), pattern) for field in fields]))


def _fuzzy(node: Fuzzy, how: How) -> Query:
    fields = _pattern_fields(how, node, node.field)
    if not fields[0].analysed:
        return fuzzy_query(how.layout, fields[0].name, fields[0].fold.apply(node.text), node.distance, words=False)
    return any_of(
        [fuzzy_query(how.layout, _exact_column(field), node.text, node.distance, words=True) for field in fields]
    )


# --- numbers and presence


def _range(node: Range, how: How) -> Query:
    field = how.layout.collection.fields[node.field]
    if field.type not in NUMBERS:
        raise QueryError(
            "not_ordered",
            f"{node.field} has no order, so it has no ranges",
            fix="give values",
            position=node.place.position,
            path=node.place.path,
        )
    low, high = bounds(node)
    if low > high:
        return EMPTY
    if low == high:
        return _constant(how.layout.term(field.name, low))
    return how.layout.between(field.name, low, high)


def bounds(node: Range) -> tuple[int, int]:
    """Return the lowest and the highest whole number of a range, within 64 bits; crossed when it is empty."""
    low = max(_up(node.gte, LOWEST), _up(node.gt, LOWEST - 1, over=True))
    high = min(_down(node.lte, HIGHEST), _down(node.lt, HIGHEST + 1, under=True))
    return low, high


def _up(value: Any, default: int, over: bool = False) -> int:
    """Return the lowest whole number at or `over` a value."""
    number = default if value is None else value
    whole = int(number // 1)
    return whole + 1 if over or whole < number else whole


def _down(value: Any, default: int, under: bool = False) -> int:
    number = default if value is None else value
    whole = int(number // 1)
    return whole - 1 if under and whole == number else whole


def _exists(node: Exists, how: How) -> Query:
    return _constant(any_of([_exists_in(how, field) for field in how.fields(node.field)]))


def _exists_in(how: How, field: Field) -> Query:
    if field.type is FieldType.BOOLEAN:
        return EVERYTHING
    if field.type in NUMBERS:
        return _constant(Query.exists_query(field.name))
    return _constant(how.layout.term(PRESENT, field.name))


# --- structure


def _bool(node: Bool, how: How) -> Query:
    clauses = [(Occur.Must, _node(part, how)) for part in node.must]
    clauses += [(Occur.Must, Query.const_score_query(_node(part, how), 0.0)) for part in node.filter]
    optional = [_node(part, how) for part in node.should]
    needed = required(node.minimum_should_match, len(optional))
    if not clauses and optional:
        needed = max(needed, 1)
    if needed > len(optional):
        return EMPTY
    if not clauses and not optional:
        clauses.append((Occur.Must, SILENT if node.must_not else EVERYTHING))
    clauses += [(Occur.Should, part) for part in optional]
    clauses += [(Occur.MustNot, _node(part, how)) for part in node.must_not]
    return Query.boolean_query(clauses, minimum_number_should_match=needed or None)


def _everything(_node: MatchAll, how: How) -> Query:
    return EVERYTHING


def _nothing(_node: MatchNone, how: How) -> Query:
    return EMPTY


_COMPILERS: dict[type[Node], Callable[[Any, How], Query]] = {
    MatchAll: _everything,
    MatchNone: _nothing,
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
    Bool: _bool,
}
