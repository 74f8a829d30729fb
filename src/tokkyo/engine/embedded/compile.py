"""From a checked query to a tantivy query: one function for each kind of node."""

from collections.abc import Callable, Sequence
from typing import Any

from tantivy import FieldType as Kind
from tantivy import Occur, Query

from tokkyo.engine.embedded.documents import HIGHEST, LOWEST
from tokkyo.engine.embedded.layout import EXACT as EXACT_COLUMN
from tokkyo.engine.embedded.layout import NUMBERS, PRESENT, WHOLE, schema
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
from tokkyo.fields.registry import DEFAULT_FIELD, FIELDS, sources
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


def compiled(query: CheckedQuery) -> Query:
    """Return the tantivy query. Raises `QueryError` for patterns the engine cannot run."""
    return _node(query.root, query.analysis)


def _node(node: Node, analysis: Analysis) -> Query:
    made = _COMPILERS[type(node)](node, analysis)
    return made if node.boost == 1.0 else Query.boost_query(made, node.boost)


def _fields(name: str | None) -> tuple[Field, ...]:
    return sources(FIELDS[name or DEFAULT_FIELD])


def _reading(field: Field, analysis: Analysis) -> tuple[str, Analyser]:
    """Return the column and the analyser for words of a query on a field."""
    if field.type is FieldType.NAME:
        return field.name, EXACT
    if analysis.stemming and analysis.language in LANGUAGES:
        return f"{field.name}.{analysis.language.lower()}", analyser(analysis.language)
    return f"{field.name}.{EXACT_COLUMN}", EXACT


def _exact_column(field: Field) -> str:
    return f"{field.name}.{EXACT_COLUMN}" if field.type is FieldType.TEXT else field.name


def _constant(query: Query) -> Query:
    return Query.const_score_query(query, 1.0)


# --- one value


def _value(field: Field, value: Value) -> Query:
    """Return the query for one value of a field that is not split into words."""
    if field.type in WHOLE:
        return Query.term_query(schema(), field.name, bounded(field.fold.apply(str(value))))
    if field.type is FieldType.BOOLEAN:
        holds = Query.term_query(schema(), field.name, 1)
        return holds if value else Query.boolean_query([(Occur.Must, EVERYTHING), (Occur.MustNot, holds)])
    numbers = _whole_numbers((value,))
    return Query.term_query(schema(), field.name, numbers[0]) if numbers else EMPTY


def _whole_numbers(values: Sequence[Value]) -> list[int]:
    """Return the values that a column of 64-bit whole numbers can hold."""
    return [number for value in values if (number := int(value)) == value and LOWEST <= number <= HIGHEST]


def _one(field: Field, value: Value) -> Query:
    if field.analysed:
        return chain_query(_exact_column(field), EXACT.chain(str(value)))
    return _value(field, value)


def _term(node: Term, _: Analysis) -> Query:
    return any_of([_one(field, node.value) for field in _fields(node.field)])


def _terms(node: Terms, _: Analysis) -> Query:
    field = FIELDS[node.field]
    if field.type in NUMBERS:
        return Query.term_set_query(schema(), field.name, _whole_numbers(node.values))
    if field.type not in WHOLE:
        return _constant(any_of([_one(part, value) for part in sources(field) for value in node.values]))
    return Query.term_set_query(schema(), field.name, [bounded(field.fold.apply(str(value))) for value in node.values])


# --- words


def _match(node: Match, analysis: Analysis) -> Query:
    fields = _fields(node.field)
    if not fields[0].analysed:
        return _value(fields[0], node.text)
    readings = [_reading(field, analysis) for field in fields]
    chains = readings[0][1].chains(str(node.text))
    words = [any_of([chain_query(column, chain) for column, _ in readings]) for chain in chains]
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


def _phrase(node: Phrase, analysis: Analysis) -> Query:
    fields = _fields(node.field)
    if not fields[0].analysed:
        return _value(fields[0], node.text)
    readings = [_reading(field, analysis) for field in fields]
    return any_of([chain_query(column, reader.chain(node.text), node.slop) for column, reader in readings])


def _phrase_prefix(node: PhrasePrefix, _: Analysis) -> Query:
    chain = prefix_chain(node.text)
    columns = [_exact_column(field) for field in _fields(node.field)]
    return _constant(any_of([chain_query(column, chain, node.slop) for column in columns]))


def _prefix(node: Prefix, _: Analysis) -> Query:
    fields = _pattern_fields(node, node.field)
    if not fields[0].analysed:
        return _any_value(fields[0], fields[0].fold.apply(node.text))
    chain = prefix_chain(node.text)
    return _constant(any_of([chain_query(_exact_column(field), chain) for field in fields]))


def _any_value(field: Field, start: str) -> Query:
    return beginning(field.name, start) if start else _exists_in(field)


def _pattern_fields(node: Node, name: str | None) -> tuple[Field, ...]:
    fields = _fields(name)
    if fields[0].analysed or fields[0].type in WHOLE:
        return fields
    raise QueryError(
        "not_text",
        f"{name} holds no text, so it has no words to look for by pattern",
        fix="give a value or a range",
        position=node.place.position,
        path=node.place.path,
    )


def _wildcard(node: Wildcard, _: Analysis) -> Query:
    fields = _pattern_fields(node, node.field)
    parts = wildcard_parts(node.pattern)
    if parts and all(part is None for part in parts):
        return _constant(any_of([_exists_in(field) for field in fields]))
    if not fields[0].analysed:
        return _pattern(fields[0].name, parts, fields[0].fold.apply)
    columns = [_exact_column(field) for field in fields]
    if has_runs(node.pattern):
        chains = literal_chains(parts)
        return _constant(any_of([all_of([chain_query(column, chain) for chain in chains]) for column in columns]))
    return _constant(any_of([_pattern(column, parts, fold) for column in columns]))


def _pattern(column: str, parts: list[str | None], folding: Callable[[str], str]) -> Query:
    if len(parts) == 1 and parts[0]:
        return _constant(Query.term_query(schema(), column, folding(parts[0])))
    if len(parts) == 2 and parts[0] and parts[1] is None:
        return beginning(column, folding(parts[0]))
    return Query.regex_query(schema(), column, wildcard_pattern(parts, folding))


def _regex(node: Regex, _: Analysis) -> Query:
    fields = _pattern_fields(node, node.field)
    pattern = plain_expression(node, fold if fields[0].analysed else fields[0].fold.apply)
    return _constant(any_of([Query.regex_query(schema(), _exact_column(field), pattern) for field in fields]))


def _fuzzy(node: Fuzzy, _: Analysis) -> Query:
    fields = _pattern_fields(node, node.field)
    if not fields[0].analysed:
        return fuzzy_query(fields[0].name, fields[0].fold.apply(node.text), node.distance, words=False)
    return any_of([fuzzy_query(_exact_column(field), node.text, node.distance, words=True) for field in fields])


# --- numbers and presence


def _range(node: Range, _: Analysis) -> Query:
    field = FIELDS[node.field]
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
        return _constant(Query.term_query(schema(), field.name, low))
    return Query.range_query(schema(), field.name, Kind.Integer, low, high)


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


def _exists(node: Exists, _: Analysis) -> Query:
    return _constant(any_of([_exists_in(field) for field in _fields(node.field)]))


def _exists_in(field: Field) -> Query:
    if field.type is FieldType.BOOLEAN:
        return EVERYTHING
    if field.type in NUMBERS:
        return _constant(Query.exists_query(field.name))
    return _constant(Query.term_query(schema(), PRESENT, field.name))


# --- structure


def _bool(node: Bool, analysis: Analysis) -> Query:
    clauses = [(Occur.Must, _node(part, analysis)) for part in node.must]
    clauses += [(Occur.Must, Query.const_score_query(_node(part, analysis), 0.0)) for part in node.filter]
    optional = [_node(part, analysis) for part in node.should]
    needed = required(node.minimum_should_match, len(optional))
    if not clauses and optional:
        needed = max(needed, 1)
    if needed > len(optional):
        return EMPTY
    if not clauses and not optional:
        clauses.append((Occur.Must, SILENT if node.must_not else EVERYTHING))
    clauses += [(Occur.Should, part) for part in optional]
    clauses += [(Occur.MustNot, _node(part, analysis)) for part in node.must_not]
    return Query.boolean_query(clauses, minimum_number_should_match=needed or None)


def _everything(_node: MatchAll, _: Analysis) -> Query:
    return EVERYTHING


def _nothing(_node: MatchNone, _: Analysis) -> Query:
    return EMPTY


_COMPILERS: dict[type[Node], Callable[[Any, Analysis], Query]] = {
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
