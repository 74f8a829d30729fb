"""From an index row to a tantivy document."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from tantivy import Document

from tokkyo.engine.embedded.layout import (
    DEFAULT_COLUMN,
    EXACT,
    ID,
    LANGUAGE_COLUMNS,
    NUMBERS,
    PRESENT,
    SEQ,
    WHOLE,
)
from tokkyo.engine.port import FieldValues, IndexRow
from tokkyo.errors import EngineError
from tokkyo.fields.registry import Collection
from tokkyo.fields.types import Field, FieldType, Fold
from tokkyo.text.analysis import join_values, prepare
from tokkyo.text.normalise import MAX_KEYWORD_BYTES, bounded, encodable

LOWEST, HIGHEST = -(2**63), 2**63 - 1

_SURELY_SHORT = MAX_KEYWORD_BYTES // 4

_FOLDS: dict[Fold, Callable[[str], str]] = {Fold.UPPER: str.upper, Fold.LOWER: str.lower, Fold.NONE: str}
"""The folds of `Fold.apply`, without its look-up: a row has a hundred keywords."""

Writer = Callable[[Document, Any], None]


def document(row: IndexRow, collection: Collection) -> Document:
    """Return the document of a row. Raises `EngineError` (`unknown_field`) for a field the collection does not have."""
    writers = _writers(collection)
    try:
        return _document(row, writers)
    except (UnicodeEncodeError, OverflowError):
        return _document(_repaired(row), writers)
    except KeyError as error:
        raise EngineError("unknown_field", f"the registry has no searchable field {error}") from None


def _document(row: IndexRow, writers: Mapping[str, tuple[Writer, bool]]) -> Document:
    made = Document()
    made.add_integer(ID, row.id)
    made.add_unsigned(SEQ, row.seq)
    present = []
    for name, values in row.values.items():
        if values:
            write, marked = writers[name]
            write(made, values)
            if marked:
                present.append(name)
    if present:
        made.add_text(PRESENT, " ".join(present))
    return made


def _repaired(row: IndexRow) -> IndexRow:
    """Return the row with text that UTF-8 can carry and numbers that fit into 64 bits."""
    return IndexRow(row.id, row.seq, {name: _carried(values) for name, values in row.values.items()})


def _carried(values: FieldValues) -> FieldValues:
    if isinstance(values[0], str):
        return [encodable(str(value)) for value in values]
    if isinstance(values[0], int):
        return [clamped(value) for value in values if isinstance(value, int)]
    return values


def clamped(value: int) -> int:
    """Return the number, or the nearest one of 64 bits."""
    return max(LOWEST, min(HIGHEST, value))


def _text(name: str) -> Writer:
    exact, stems = f"{name}.{EXACT}", f"{name}.{DEFAULT_COLUMN}"
    special = {code: f"{name}.{code}" for code in LANGUAGE_COLUMNS if code != DEFAULT_COLUMN}

    def write(made: Document, values: Sequence[tuple[str, str]]) -> None:
        joined = prepare(join_values([text for _, text in values]))
        made.add_text(exact, joined)
        made.add_text(stems, joined)
        languages = {language for language, _ in values}
        for language in languages & special.keys():
            of_one = [text for tongue, text in values if tongue == language]
            made.add_text(special[language], joined if len(languages) == 1 else prepare(join_values(of_one)))

    return write


def _name(name: str) -> Writer:
    def write(made: Document, values: Iterable[str]) -> None:
        made.add_text(name, prepare(join_values(values)))

    return write


def _whole(name: str, fold: Callable[[str], str]) -> Writer:
    def write(made: Document, values: Iterable[str]) -> None:
        add = made.add_text
        for folded in dict.fromkeys(map(fold, values)):
            add(name, folded if len(folded) <= _SURELY_SHORT else bounded(folded))

    return write


def _number(name: str) -> Writer:
    def write(made: Document, values: Iterable[int]) -> None:
        for value in values:
            made.add_integer(name, value)

    return write


def _flag(name: str) -> Writer:
    def write(made: Document, values: Sequence[bool]) -> None:
        if any(values):
            made.add_unsigned(name, 1)

    return write


def _writer(field: Field) -> tuple[Writer, bool]:
    if field.type is FieldType.TEXT:
        return _text(field.name), True
    if field.type is FieldType.NAME:
        return _name(field.name), True
    if field.type in WHOLE:
        return _whole(field.name, _FOLDS[field.fold]), True
    return (_number if field.type in NUMBERS else _flag)(field.name), False


@cache
def _writers(collection: Collection) -> Mapping[str, tuple[Writer, bool]]:
    return {field.name: _writer(field) for field in collection.searchable()}
