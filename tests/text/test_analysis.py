"""How text becomes words, in the index and in queries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.text.analysis import EMPTY, EXACT, MAX_WORD_BYTES, VALUE_GAP, Chain, analyser, fold, join_values
from tokkyo.text.languages import LANGUAGES
from tokkyo.text.normalise import bounded, encodable, normalise
from tokkyo.text.segment import RUN, has_runs, segment, segment_long


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Solar cells, 3rd edition", ["solar", "cells", "3rd", "edition"]),
        ("vitamin-C", ["vitamin", "c"]),
        ("Übertragung façade", ["ubertragung", "facade"]),
        ("cafe\u0301", ["cafe"]),
        ("ＦＵＬＬ ｗｉｄｔｈ", ["full", "width"]),
        ("ﾘﾁｳﾑ", ["リチ", "チウ", "ウム", "ム"]),
        ("電池", ["電池", "池"]),
        ("電", ["電"]),
        ("Li電池3個", ["li", "電池", "池", "3", "個"]),
        ("電池、電解", ["電池", "池", "電解", "解"]),
        ("배터리 팩", ["배터", "터리", "리", "팩"]),
        ("𠀀𠀁", ["𠀀𠀁", "𠀁"]),
        ("", []),
        (" … ", []),
        ("x" * (MAX_WORD_BYTES + 1) + " y", ["y"]),
        ("x" * MAX_WORD_BYTES, ["x" * MAX_WORD_BYTES]),
        ("a\ud800b", ["a", "b"]),
        ("電\x00池", ["電", "池"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert EXACT.tokens(text) == tokens


# One stem a language: two forms that meet, written with and without accents.
@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("AR", "الكتاب", "كتاب"),
        ("DE", "Batterien", "Batterie"),
        ("EN", "batteries", "battery"),
        ("ES", "baterías", "batería"),
        ("FR", "cellules", "cellule"),
        ("PT", "baterias", "bateria"),
        ("RU", "батареями", "батарея"),
    ],
)
def test_stems(code: str, one: str, other: str) -> None:
    stems = analyser(code)
    assert stems.tokens(one) == stems.tokens(other)
    assert analyser(code.lower(), stemmed=False).tokens(one) != analyser(code, stemmed=False).tokens(other)


def test_languages_without_stems_are_exact() -> None:
    assert [code for code in LANGUAGES if analyser(code) is EXACT] == ["JA", "KO", "ZH"]
    assert analyser("nl") is EXACT
    assert analyser("EN", stemmed=False) is EXACT


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("solar cell", Chain(((0, "solar"), (1, "cell")))),
        ("電池", Chain(((0, "電池"),))),
        ("電池の", Chain(((0, "電池"), (1, "池の")))),
        ("電", Chain(((0, "電"),), open=True)),
        ("Li電池 X", Chain(((0, "li"), (1, "電池"), (2, "池"), (3, "x")))),
        ("X 電", Chain(((0, "x"), (1, "電")), open=True)),
        ("電。池", Chain(((0, "電"), (1, "池")), open=True)),
        ("?", EMPTY),
    ],
)
def test_chains_look_for_a_phrase(text: str, chain: Chain) -> None:
    assert EXACT.chain(text) == chain


def test_words_of_a_match_keep_runs_together() -> None:
    words = EXACT.chains("Li-イオン電池 cell 電")
    assert [tuple(word for _, word in chain.words) for chain in words] == [
        ("li",),
        ("イオ", "オン", "ン電", "電池"),
        ("cell",),
        ("電",),
    ]
    assert [chain.open for chain in words] == [False, False, False, True]


def test_values_stand_apart() -> None:
    places = {word: place for place, word in EXACT.places(join_values(["a b", "電", "c"]))}
    assert places["電"] - places["b"] == VALUE_GAP + 1
    assert places["c"] - places["電"] == VALUE_GAP + 1


letters = st.characters(codec="utf-32") | st.sampled_from("電池のイﾘー々가a 、.é\x00")
texts = st.text(letters, max_size=40)


@given(texts)
def test_both_ways_of_segmenting_agree(text: str) -> None:
    plain = normalise(text).replace("\x00", " ")
    assert segment(plain).split() == segment_long(plain).split()


@given(texts)
def test_segmenting_keeps_every_letter(text: str) -> None:
    plain = normalise(text).replace("\x00", " ")
    runs = RUN.findall(plain)
    pairs = [run[at : at + 2] for run in runs for at in range(len(run))]
    rest = RUN.sub(" ", plain).split()
    assert sorted(segment(plain).split()) == sorted([*pairs, *rest])


@given(texts, texts, texts)
def test_any_part_of_a_run_is_found_in_it(before: str, part: str, after: str) -> None:
    inside = "".join(RUN.findall(normalise(part)))
    places = EXACT.places(before + inside + after)
    chain = EXACT.chain(inside)
    for number, (place, word) in enumerate(chain.words):
        is_open = chain.open and number == len(chain.words) - 1
        assert any(known.startswith(word) if is_open else known == word for _, known in places), (place, word)


@given(st.text(st.characters(), max_size=30))
def test_nothing_breaks_the_analysis(text: str) -> None:
    for code in (*LANGUAGES, ""):
        analyser(code).tokens(text)
        analyser(code).chain(text)
        analyser(code).chains(text)
    assert fold(fold(text)) == fold(text) or not text.isascii()
    encodable(text).encode()


def test_plain_text_is_returned_as_it_is() -> None:
    for text in ("plain", "Übertragung “quoted”", "батарея"):
        assert normalise(text) is text
        assert segment(text) == text
        assert segment_long(text) is text
        assert not has_runs(text)


@pytest.mark.parametrize("letter", ["k", "é", "電", "𠀀", "\ud800"])
def test_keywords_are_cut_at_whole_letters(letter: str) -> None:
    cut = bounded(letter * 70_000)
    assert 59_990 <= len(cut.encode("utf-8", "replace")) <= 60_000
    assert set(cut) <= {letter, "?"}
    assert bounded(letter * 10) == letter * 10
