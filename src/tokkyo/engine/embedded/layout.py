"""Which columns the index of a collection has for each of its fields, and the tantivy schema they make.

| type | columns |
| --- | --- |
| text | `<f>.x` exact words and `<f>.en` English stems, of every value; `<f>.<language>` stems, of that language only |
| name | `<f>` exact words |
| keyword, ids | `<f>` the whole value; with a fast column when sortable or aggregated |
| integer, date | `<f>` signed 64 bit |
| boolean | `<f>` 1 when true, else nothing |

Besides: `id` and `seq` of the row and `_present`, the names of the word and keyword fields that hold anything.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

import tantivy
from tantivy import FieldType as Kind
from tantivy import Query, Schema, SchemaBuilder

from tokkyo.fields.registry import Collection
from tokkyo.fields.types import Field, FieldType
from tokkyo.text.analysis import MAX_WORD_BYTES, VALUE_GAP, tokenizer
from tokkyo.text.languages import DEFAULT_LANGUAGE, LANGUAGES

ID = "id"
"""A signed column: tantivy-py 0.27 builds deletions as signed terms, which find nothing in an unsigned one."""

SEQ = "seq"
PRESENT = "_present"

VERSION = 2
"""Raised when the words of the index change though its columns do not."""

EXACT = "x"
DEFAULT_COLUMN = LANGUAGES[DEFAULT_LANGUAGE].column
LANGUAGE_COLUMNS = tuple(language.column for language in LANGUAGES.values())

NUMBERS = frozenset({FieldType.INTEGER, FieldType.DATE})
WHOLE = frozenset({FieldType.KEYWORD, FieldType.IDS})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the index: `kind` is `words`, `value`, `number` or `flag`; `analysis` names a tokenizer."""

    name: str
    kind: str
    analysis: str = ""
    fast: bool = False


def columns(field: Field) -> tuple[Column, ...]:
    """Return the columns of one field."""
    if field.type is FieldType.TEXT:
        names = (EXACT, *LANGUAGE_COLUMNS)
        return tuple(Column(f"{field.name}.{name}", "words", _analysis(name)) for name in names)
    if field.type is FieldType.NAME:
        return (Column(field.name, "words", EXACT),)
    if field.type in WHOLE:
        return (Column(field.name, "value", "raw", fast=field.sortable or bool(field.aggregations)),)
    return (Column(field.name, "number" if field.type in NUMBERS else "flag", fast=True),)


def _analysis(name: str) -> str:
    stems = name != EXACT and LANGUAGES[name.upper()].stemmer
    return name if stems else EXACT


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The index of one collection: its tantivy schema, and queries on single columns.

    `fingerprint` is a digest of everything that makes an index readable by this version: columns, analysis, engine.
    """

    collection: Collection
    schema: Schema
    fingerprint: str

    def term(self, column: str, value: Any) -> Query:
        """Return the query for one value or word of a column."""
        return Query.term_query(self.schema, column, value)

    def one_of(self, column: str, values: Sequence[Any]) -> Query:
        """Return the query for any of some values, of which there must be one."""
        return Query.term_set_query(self.schema, column, list(values))

    def between(self, column: str, low: int, high: int) -> Query:
        """Return the query for numbers from `low` to `high`."""
        return Query.range_query(self.schema, column, Kind.Integer, low, high)


@cache
def layout_of(collection: Collection) -> Layout:
    """Return the layout of the index of a collection."""
    return Layout(collection, _schema(collection), _fingerprint(collection))


def _schema(collection: Collection) -> Schema:
    builder = SchemaBuilder()
    builder.add_integer_field(ID, indexed=True, fast=True)
    builder.add_unsigned_field(SEQ, fast=True)
    builder.add_text_field(PRESENT, tokenizer_name="whitespace", index_option="basic")
    for field in collection.searchable():
        for column in columns(field):
            _add(builder, column)
    return builder.build()


def _add(builder: SchemaBuilder, column: Column) -> None:
    if column.kind == "number":
        builder.add_integer_field(column.name, indexed=True, fast=column.fast)
    elif column.kind == "flag":
        builder.add_unsigned_field(column.name, indexed=True, fast=column.fast)
    elif column.kind == "value":
        builder.add_text_field(column.name, tokenizer_name="raw", index_option="basic", fast=column.fast)
    else:
        builder.add_text_field(column.name, tokenizer_name=_registered(column.analysis), index_option="position")


def _registered(analysis: str) -> str:
    """Name a tokenizer so that none of tantivy's own is meant."""
    return f"tokkyo_{analysis}"


def register(index: tantivy.Index) -> None:
    """Give an index the analysers its columns name."""
    index.register_tokenizer(_registered(EXACT), tokenizer(None))
    for code, language in LANGUAGES.items():
        if language.stemmer:
            index.register_tokenizer(_registered(language.column), tokenizer(code))


def _fingerprint(collection: Collection) -> str:
    every = [column for field in collection.searchable() for column in columns(field)]
    rows = [[column.name, column.kind, column.analysis, column.fast] for column in every]
    stemmers = [[code, language.stemmer] for code, language in LANGUAGES.items()]
    engine = version("tantivy").rpartition(".")[0]
    described = [VERSION, engine, MAX_WORD_BYTES, VALUE_GAP, stemmers, rows]
    return hashlib.sha256(json.dumps(described).encode()).hexdigest()[:16]
