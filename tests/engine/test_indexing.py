"""Replacing, dropping and remembering, in both engines."""

import pytest

from tokkyo.engine.port import Engine, IndexRow, PageRequest
from tokkyo.fields.registry import searchable
from tokkyo.fields.types import Field, FieldType
from tokkyo.query.tree import Analysis, CheckedQuery, Exists, Match, MatchAll, Node, Phrase, Term
from tokkyo.text.languages import LANGUAGES

STEMMED = Analysis()


def found(engine: Engine, node: Node, analysis: Analysis = STEMMED) -> set[int]:
    return {hit.id for hit in engine.search(CheckedQuery(node, analysis), PageRequest(100)).hits}


def row(id: int, seq: int = 0, **values: object) -> IndexRow:
    return IndexRow(id, seq, dict(values))  # type: ignore[arg-type]


def test_an_empty_engine_finds_nothing(load) -> None:  # type: ignore[no-untyped-def]
    engine = load()
    assert found(engine, MatchAll()) == set()
    assert (list(engine.ids()), engine.position()) == ([], 0)


def test_the_position_is_what_was_given(load) -> None:  # type: ignore[no-untyped-def]
    engine = load((row(1, 5, kind=["A1"]),), 7)
    assert engine.position() == 7
    engine.index((), (), 9)
    assert engine.position() == 9
    assert list(engine.ids()) == [(1, 5)]


def test_rows_are_replaced(load) -> None:  # type: ignore[no-untyped-def]
    engine = load((row(1, 1, kind=["A1"]), row(2, 2, kind=["A1"])), 2)
    engine.index([row(1, 3, kind=["B1"])], (), 3)
    assert found(engine, Term("kind", "A1")) == {2}
    assert found(engine, Term("kind", "B1")) == {1}
    assert list(engine.ids()) == [(1, 3), (2, 2)]


def test_indexing_again_changes_nothing(load, corpus) -> None:  # type: ignore[no-untyped-def]
    engine = load(corpus, 15)
    for _ in range(2):
        engine.index(iter(corpus), (), 15)
    assert list(engine.ids()) == [(id, id + 10) for id in range(1, 6)]
    assert found(engine, Match("title", "battery")) == {1, 2, 4}


def test_the_last_row_of_an_id_wins(load) -> None:  # type: ignore[no-untyped-def]
    engine = load((row(9, 1, kind=["A1"]), row(9, 2, kind=["A2"]), row(3, 3, kind=["A3"]), row(9, 4, kind=["A4"])), 4)
    assert list(engine.ids()) == [(3, 3), (9, 4)]
    assert found(engine, Term("kind", "A4")) == {9}


def test_ids_are_dropped(load, corpus) -> None:  # type: ignore[no-untyped-def]
    engine = load(corpus, 15)
    engine.index((), [2, 77], 16)
    assert found(engine, MatchAll()) == {1, 3, 4, 5}
    engine.index([corpus[1]], [3], 17)
    assert found(engine, MatchAll()) == {1, 2, 4, 5}
    engine.index([corpus[2]], [3], 18)
    assert 3 not in found(engine, MatchAll())
    assert engine.position() == 18


def _value(field: Field) -> object:
    values = {
        FieldType.TEXT: ("en", "word"),
        FieldType.INTEGER: 7,
        FieldType.DATE: -7,
        FieldType.BOOLEAN: True,
    }
    return values.get(field.type, "word")


def test_every_field_of_the_registry(load) -> None:  # type: ignore[no-untyped-def]
    fields = list(searchable())
    rows = tuple(row(number, number, **{field.name: [_value(field)]}) for number, field in enumerate(fields))
    engine = load(rows, 1)
    for number, field in enumerate(fields):
        value = _value(field)
        wanted = value[1] if isinstance(value, tuple) else value
        assert found(engine, Term(field.name, wanted)) == {number}, field.name  # type: ignore[arg-type]
        if field.type is not FieldType.BOOLEAN:
            assert found(engine, Exists(field.name)) == {number}, field.name


def test_empty_lists_count_as_absent(load) -> None:  # type: ignore[no-untyped-def]
    engine = load((row(1, kind=[], title=[], year_published=[]),), 1)
    assert (
        found(engine, Exists("title")) | found(engine, Exists("kind")) | found(engine, Exists("year_published"))
        == set()
    )


# Two forms of one word that only the language's own stemmer brings together.
STEMS = {
    "AR": ("الكتاب", "كتاب"),
    "DE": ("Batterien", "Batterie"),
    "EN": ("charging", "charge"),
    "ES": ("baterías", "batería"),
    "FR": ("continuellement", "continuel"),
    "PT": ("baterias", "bateria"),
    "RU": ("батареями", "батарея"),
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_is_found_stemmed_and_exact(load, code: str) -> None:  # type: ignore[no-untyped-def]
    written, other = STEMS.get(code, ("電池", "電池"))
    engine = load((row(1, abstract=[(code.lower(), f"{written}。 x")]), row(2, abstract=[("nl", "iets anders")])), 1)
    assert found(engine, Match("abstract", other), Analysis(code)) == {1}
    assert found(engine, Match("abstract", written), Analysis("EN")) == {1}
    assert found(engine, Match("abstract", written), Analysis(code, stemming=False)) == {1}
    if code in STEMS:
        assert found(engine, Match("abstract", other), Analysis(code, stemming=False)) == set()
    assert found(engine, Match("abstract", "anders"), Analysis("EN")) == {2}


def test_several_values_are_all_found_but_not_across(load) -> None:  # type: ignore[no-untyped-def]
    engine = load((row(1, claim=[("en", "first claim"), ("de", "zweiter Anspruch"), ("en", "電池")]),), 1)
    for text in ("first claim", "zweiter Anspruch", "電池"):
        assert found(engine, Phrase("claim", text)) == {1}
    assert found(engine, Phrase("claim", "claim zweiter", 15)) == set()
    assert found(engine, Phrase("claim", "zweiter Anspruch"), Analysis("DE")) == {1}
    assert found(engine, Match("claim", "first"), Analysis("DE")) == set()


def test_values_at_the_limits(load) -> None:  # type: ignore[no-untyped-def]
    long_word, long_key = "w" * 300, "k" * 70_000
    engine = load(
        (
            row(1, title=[("en", f"alpha {long_word} omega")], kind=[long_key], docdb_id=[2**63 - 1]),
            row(2, title=[("en", "lone \ud800 surrogate 電池")], kind=["\udfff"], docdb_id=[2**80]),
            row(3, title=[("en", "")], kind=[""], **{"applicant.name": ["", "."]}),
        ),
        1,
    )
    assert found(engine, Term("kind", long_key)) == {1}
    assert found(engine, Match("title", long_word)) == set()
    assert found(engine, Phrase("title", "alpha omega")) == set()
    assert found(engine, Phrase("title", "alpha omega", 1)) == {1}
    assert found(engine, Match("title", "surrogate")) == found(engine, Match("title", "電池")) == {2}
    assert found(engine, Exists("kind")) == {1, 2, 3}
    assert found(engine, Exists("applicant.name")) == {3}
    assert found(engine, Term("docdb_id", 2**63 - 1)) >= {1}
