"""Which columns the embedded index has for each field of the registry, and the tantivy schema they make.

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
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

import tantivy
from tantivy import Schema, SchemaBuilder

from tokkyo.fields.registry import searchable
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


@cache
def schema() -> Schema:
    """Return the tantivy schema of the registry."""
    builder = SchemaBuilder()
    builder.add_integer_field(ID, indexed=True, fast=True)
    builder.add_unsigned_field(SEQ, fast=True)
    builder.add_text_field(PRESENT, tokenizer_name="whitespace", index_option="basic")
    for field in searchable():
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


@cache
def fingerprint() -> str:
    """Return a digest of everything that makes an index readable by this version: columns, analysis, engine."""
    rows = [[column.name, column.kind, column.analysis, column.fast] for f in searchable() for column in columns(f)]
    stemmers = [[code, language.stemmer] for code, language in LANGUAGES.items()]
    engine = version("tantivy").rpartition(".")[0]
    described = [VERSION, engine, MAX_WORD_BYTES, VALUE_GAP, stemmers, rows]
    return hashlib.sha256(json.dumps(described).encode()).hexdigest()[:16]
