"""The vocabulary: complete in every language, every sentence fillable."""

import doctest
import importlib
import pkgutil
from random import Random

import pytest

import tokkyo.demo
from tokkyo.demo import english
from tokkyo.demo.dice import Dice
from tokkyo.demo.fields import FIELDS, ORDER
from tokkyo.demo.phrasebook import TERMS_PER_FIELD
from tokkyo.demo.prose import Palette
from tokkyo.demo.subject import BOOKS, PHRASES, Voice, draw_subject

MODULES = sorted(module.name for module in pkgutil.iter_modules(tokkyo.demo.__path__))
LANGUAGES = sorted(BOOKS)


def test_there_are_ten_languages_and_two_dozen_fields() -> None:
    assert LANGUAGES == ["ar", "de", "en", "es", "fr", "ja", "ko", "pt", "ru", "zh"]
    assert len(FIELDS) == len(ORDER) == len(set(ORDER)) == 24


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_twelve_terms_for_every_field(code: str) -> None:
    rows = BOOKS[code].rows
    assert [len(row) for row in rows] == [TERMS_PER_FIELD] * len(FIELDS)
    assert all(term == term.strip() and term for row in rows for term in row)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_phrases_that_subjects_point_at(code: str) -> None:
    needed = 1 + max(place for places in PHRASES.values() for place in places)
    assert len(BOOKS[code].phrases) >= needed


@pytest.mark.parametrize("code", [code for code in LANGUAGES if BOOKS[code].articles])
def test_products_components_and_effects_carry_an_article(code: str) -> None:
    articles = {"de": ("ein ", "eine "), "fr": ("un ", "une "), "es": ("un ", "una "), "pt": ("um ", "uma ")}[code]
    for row in BOOKS[code].rows:
        for term in (*row[:8], *row[10:]):
            assert term.startswith(articles), term


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
@pytest.mark.parametrize("field", range(0, 24, 5))
def test_a_voice_fills_every_sentence(code: str, field: int) -> None:
    voice = Voice(code, draw_subject(Dice(Random(field)), field, 7))
    told = [voice.title(), voice.abstract(), *voice.claims(9), voice.description(4)]
    assert all(text and "{" not in text and "%s" not in text for text in told)


@pytest.mark.parametrize("field", range(24))
def test_english_fills_every_sentence(field: int) -> None:
    palette = Palette(draw_subject(Dice(Random(field)), field, 7))
    told = [palette.title(), palette.abstract(), *(claim.text for claim in palette.claims(12))]
    told += [block.text for block in palette.description(6)]
    assert all(text and "{" not in text and "%s" not in text for text in told)


def test_korean_particles_follow_the_last_syllable() -> None:
    subject = draw_subject(Dice(Random(1)), 14, 7)
    text = Voice("ko", subject).claims(1)[0]
    closed = any(f"{word}을 포함" in text for word in ("추출실", "물 탱크"[-2:]))
    open_ = any(f"{word}를 포함" in text for word in ("펌프", "그라인더", "우유 거품기", "필터", "물 탱크"))
    assert closed or open_


def test_later_claims_depend_on_earlier_ones() -> None:
    claims = Palette(draw_subject(Dice(Random(3)), 3, 7)).claims(20)
    assert claims[0].refers == 0
    for number, claim in enumerate(claims, 1):
        assert claim.refers < number
        assert claim.text.endswith(".")


def test_symbols_of_the_2000_series_are_cpc_only() -> None:
    for field in FIELDS:
        assert all(len(symbol.partition("/")[0]) < 8 for symbol in field.ipc), field.key
        assert field.ipc[0] == field.cpc[0]


def test_sentences_for_every_nature_exist() -> None:
    assert {field.nature for field in FIELDS} == set(english.BY_NATURE) == set(PHRASES)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"tokkyo.demo.{name}")).failed == 0
