"""Marks stand on exactly the words that are found, and fragments are whole pieces of the text."""

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.text.analysis import EXACT, Chain, analyser, prepare
from tokkyo.text.fitting import Fits, Pattern
from tokkyo.text.fragments import Style, fragments, whole
from tokkyo.text.highlight import AS_WRITTEN, Reading, Sought, marks
from tokkyo.text.spans import extends, grown, laid_out, words_of

ENGLISH = Reading("EN", True)
CHARS = 100_000


def marked(texts: list[tuple[str, str]] | str, *wanted: Sought, chars: int = CHARS) -> list[str]:
    """Return the marked places of a text."""
    values = [("en", texts)] if isinstance(texts, str) else texts
    fits = Fits(frozenset(one.pattern for one in wanted if one.pattern))
    return [values[mark.value][1][mark.start : mark.end] for mark in marks(values, wanted, chars, fits)]


def word(text: str, reading: Reading = ENGLISH) -> Sought:
    return Sought(reading, reading.analyser.chain(text))


def phrase(text: str, slop: int = 0) -> Sought:
    return Sought(ENGLISH, ENGLISH.analyser.chain(text), slop)


def beginning(text: str) -> Sought:
    return Sought(AS_WRITTEN, Chain(EXACT.chain(text).words, open=True))


def pattern(text: str, distance: int | None = None) -> Sought:
    return Sought(pattern=Pattern(text, distance))


@pytest.mark.parametrize(
    ("text", "sought", "found"),
    [
        ("Batteries, and a battery.", word("battery"), ["Batteries", "battery"]),
        ("Batteries, and a battery.", word("battery", AS_WRITTEN), ["battery"]),
        ("CAFÉ café cafes", word("cafe", AS_WRITTEN), ["CAFÉ", "café"]),
        ("solid state electrolyte, Solid-Electrolyte", phrase("solid electrolyte"), ["Solid-Electrolyte"]),
        ("solid state electrolyte", phrase("solid electrolyte", 1), ["solid", "electrolyte"]),
        ("solid, or so one might think, electrolyte", phrase("solid electrolyte", 3), []),
        ("electric electrode select", beginning("electr"), ["electric", "electrode"]),
        ("organisation organization", pattern("organi(?s:.)ation"), ["organisation", "organization"]),
        ("battery batery buttery butter", pattern("battery", 1), ["battery", "batery", "buttery"]),
        ("battery batery", pattern("battery", 0), ["battery"]),
        ("リチウムイオン電池の製造", word("電池"), ["電池"]),
        ("リチウムイオン電池の製造", word("イオン電池"), ["イオン電池"]),
        ("電池と池", Sought(AS_WRITTEN, EXACT.chain("池")), ["池", "池"]),
        ("ｶﾞﾗｽ基板", Sought(AS_WRITTEN, EXACT.chain("ガラス")), ["ｶﾞﾗｽ"]),
        ("a ﬁlter", word("filters"), ["ﬁlter"]),
        ("nai\u0308ve", word("naive", AS_WRITTEN), ["nai\u0308ve"]),
        ("x\u0302y", word("x", AS_WRITTEN), ["x\u0302"]),
        ("nothing here", word("battery"), []),
        ("", word("battery"), []),
    ],
)
def test_what_is_marked(text: str, sought: Sought, found: list[str]) -> None:
    assert marked(text, sought) == found


def test_values_are_read_in_their_language_only() -> None:
    texts = [("de", "Batterien"), ("en", "batterien")]
    german = Reading("DE", True, "de")
    assert marked(texts, Sought(german, german.analyser.chain("Batterie"))) == ["Batterien"]


def test_a_phrase_does_not_join_two_values() -> None:
    assert marked([("en", "a solid"), ("en", "electrolyte")], phrase("solid electrolyte")) == []


def test_only_so_much_is_looked_at_and_no_cut_word_counts() -> None:
    text = "battery " * 10 + "battery"
    assert len(marked(text, word("battery"), chars=20)) == 2
    assert marked("batteryx", word("battery"), chars=7) == []
    assert marked([("en", "a cell"), ("en", "battery")], word("battery"), chars=6) == []


def test_marks_that_overlap_become_one() -> None:
    assert marked("solid state battery", phrase("solid state"), phrase("state battery")) == ["solid state battery"]


def test_patterns_that_would_take_for_ever_elsewhere_are_judged() -> None:
    assert marked("a" * 200 + " aaab", pattern("(?:(?:a)*)*b")) == ["aaab"]


# --- fragments

LONG = "First words of the text. " * 20 + "A battery & <b>cell</b>, in short. " + "Last words of the text. " * 20


def cut(text: str, *wanted: Sought, style: Style) -> list[str]:
    found = marks([("en", text)], wanted, CHARS, Fits(frozenset(one.pattern for one in wanted if one.pattern)))
    return fragments([text], found, style)


def test_a_fragment_stands_around_its_mark_and_is_escaped() -> None:
    style = Style(length=60)
    (only,) = cut(LONG, word("batteries"), style=style)
    assert "<em>battery</em> &amp; &lt;b&gt;cell&lt;/b&gt;" in only
    plain = html.unescape(only.replace("<em>", "").replace("</em>", ""))
    assert plain in LONG
    assert 30 <= len(plain) <= 60


def test_the_best_fragment_comes_first() -> None:
    text = "A cell. " + "Nothing. " * 50 + "A battery and a cell. " + "Nothing. " * 50 + "Cell, cell, cell."
    found = cut(text, word("battery"), word("cell"), style=Style(length=30))
    assert [fragment.count("<em>") for fragment in found] == [2, 3, 1]
    assert len(cut(text, word("cell"), style=Style(fragments=1, length=30))) == 1


def test_a_word_longer_than_a_fragment_is_a_fragment() -> None:
    assert cut("x " + "abc" * 40 + " y", word("abc" * 40), style=Style(length=10)) == [f"<em>{'abc' * 40}</em>"]


def test_all_marks_of_a_fragment_are_marked_and_none_is_cut() -> None:
    text = "solid state one two three four five solid state"
    for length in range(1, 60):
        for fragment in cut(text, phrase("solid state"), style=Style(length=length)):
            assert fragment.count("<em>solid state</em>") == fragment.count("solid")


def test_a_title_is_shown_whole() -> None:
    titles = [("en", "A battery <new>"), ("de", "Akku"), ("en", "Battery")]
    found = marks(titles, [word("battery")], CHARS, Fits(frozenset()))
    assert whole([text for _, text in titles], found, Style(before="[", behind="]")) == [
        "A [battery] &lt;new&gt;",
        "[Battery]",
    ]


# --- properties

letters = st.text(st.sampled_from("abcAB éßﬁ½電池のｶﾞ한국각e\u0301&<>\"'.-\n한\u200d😀"), max_size=60)
any_text = st.one_of(letters, st.text(max_size=40))


@given(any_text)
def test_texts_are_laid_out_as_the_index_sees_them(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    prepared, starts, ends = laid_out(text)
    assert prepared == prepare(text)
    assert len(prepared) == len(starts) == len(ends)
    for _, found, first, behind in EXACT.spans(prepared)[0]:
        written = text[starts[first] : ends[behind - 1]]
        assert found in EXACT.tokens(written) or any(token.startswith(found) for token in EXACT.tokens(written))


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_letters_that_join_others_are_known(text: str) -> None:
    parts: list[str] = []
    for letter in text:
        if parts and extends(letter):
            parts[-1] += letter
        else:
            parts.append(letter)
    assert "".join(unicodedata.normalize("NFKC", part) for part in parts) == unicodedata.normalize("NFKC", text)


@given(st.lists(any_text, min_size=1, max_size=3), st.data())
def test_every_word_of_a_text_is_found_where_it_stands(values: list[str], data: st.DataObject) -> None:
    values = [value.encode("utf-8", "replace").decode() for value in values]
    reading = data.draw(st.sampled_from([ENGLISH, AS_WRITTEN]))
    known = sorted({token for value in values for token in reading.analyser.tokens(value)})
    if not known:
        return
    wanted = Sought(reading, Chain(((0, data.draw(st.sampled_from(known))),)))
    found = marks([("en", value) for value in values], [wanted], CHARS, Fits(frozenset()))
    assert found
    for mark in found:
        assert 0 <= mark.start < mark.end <= len(values[mark.value])
        assert mark.end == grown(values[mark.value], mark.end)
        written = values[mark.value][mark.start : mark.end]
        assert wanted.chain.words[0][1] in reading.analyser.tokens(written)


@given(st.lists(any_text, min_size=1, max_size=3), st.data())
def test_fragments_without_marks_are_pieces_of_the_text(values: list[str], data: st.DataObject) -> None:
    values = [value.encode("utf-8", "replace").decode() for value in values]
    known = sorted({token for value in values for token in ENGLISH.analyser.tokens(value)})
    words = data.draw(st.lists(st.sampled_from(known), max_size=3)) if known else []
    wanted = [Sought(ENGLISH, Chain(((0, one),))) for one in words]
    style = Style(data.draw(st.integers(1, 4)), data.draw(st.integers(1, 30)), "{{", "}}")
    found = marks([("en", value) for value in values], wanted, CHARS, Fits(frozenset()))
    made = fragments(values, found, style)
    assert bool(made) == bool(found)
    assert len(made) <= style.fragments
    for fragment in made:
        plain = html.unescape(fragment.replace("{{", "").replace("}}", ""))
        longest = max(len(piece) for piece in re.findall(r"\{\{(.*?)\}\}", fragment, re.DOTALL))
        assert any(plain in value for value in values)
        assert len(plain) <= max(style.length, longest * 2)


@given(any_text, st.integers(0, 30))
def test_looking_at_less_finds_no_other_words(text: str, chars: int) -> None:
    text = text.encode("utf-8", "replace").decode()
    all_words, some = words_of([text], EXACT, CHARS), words_of([text], EXACT, chars)
    for found, places in some.known.items():
        known = {
            all_words.starts[at]
            for token in all_words.known
            if token.startswith(found)
            for at in all_words.known[token]
        }
        assert {some.starts[at] for at in places} <= known


def test_the_analyser_of_a_reading() -> None:
    assert ENGLISH.analyser is analyser("EN")
    assert AS_WRITTEN.analyser is EXACT
