"""From text to the words the index holds, and from a query's text to the words it looks for.

The same analysers run in the index and over queries: letters and digits make words, lower case, stem, accents off.
"""

from collections.abc import Container, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from tokkyo.text.languages import LANGUAGES
from tokkyo.text.normalise import normalise
from tokkyo.text.segment import RUN, segment

MAX_WORD_BYTES = 255
"""Longer words are left out of the index; they keep their place in phrases."""

VALUE_GAP = 16
"""Places between two values of one field: a phrase with slop below this never joins them."""

_GAP_WORD = "0xgapz9"
_GAP = " " + f"{_GAP_WORD} " * VALUE_GAP


class Chain(NamedTuple):
    """Words that belong together: each with its place, in order.

    `open` means that the last word is only the beginning of one: the single letter of a run, see `text.segment`.
    """

    words: tuple[tuple[int, str], ...]
    open: bool = False


EMPTY = Chain(())


class Span(NamedTuple):
    """A word as indexed, its place among the words of a text, and its characters `[start, end)`."""

    place: int
    word: str
    start: int
    end: int


def tokenizer(language: str | None) -> TextAnalyzer:
    """Return a new engine-level analyser: stemmed for a language code, exact for None or a segmented language.

    It expects text from `prepare`.
    """
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(MAX_WORD_BYTES + 1))
    builder = builder.filter(Filter.custom_stopword([_GAP_WORD])).filter(Filter.lowercase())
    stemmer = LANGUAGES[language].stemmer if language else None
    if stemmer:
        builder = builder.filter(Filter.stemmer(stemmer))
    return builder.filter(Filter.ascii_fold()).build()


def prepare(text: str) -> str:
    """Return text as the index's analysers take it: one spelling, runs without spaces cut into pairs."""
    return text if text.isascii() else segment(normalise(text))


def join_values(values: Iterable[str]) -> str:
    """Return all values of a field as one text, `VALUE_GAP` empty places apart."""
    return _GAP.join(values)


class Analyser:
    """One way of splitting text into words."""

    def __init__(self, language: str | None) -> None:
        self._analyzer = tokenizer(language)

    def tokens(self, text: str) -> list[str]:
        """Return the words the index holds for a text."""
        return self._analyzer.analyze(prepare(text))

    def places(self, text: str) -> list[tuple[int, str]]:
        """Return the words the index holds for a text, each with its place."""
        return self._places(prepare(text))

    def spans(self, prepared: str, only: Container[str] | None = None) -> tuple[list[Span], int]:
        """Return the words of text from `prepare`, all or `only` some, and the number of places it takes."""
        tokens = self._analyzer.pre_tokenize(prepared).tokens
        kept = tokens if only is None else [token for token in tokens if token.text in only]
        found = [Span(token.position, token.text, token.char_offset_from, token.char_offset_to) for token in kept]
        return found, tokens[-1].position + 1 if tokens else 0

    def chain(self, text: str) -> Chain:
        """Return what to look for to find a text as a phrase; `EMPTY` when it has no words."""
        places = self._places(prepare(text))
        if not places:
            return EMPTY
        last = places[-1][1]
        if len(last) > 1 or not RUN.fullmatch(last):
            return Chain(tuple(places))
        if len(places) > 1 and len(places[-2][1]) == 2 and RUN.fullmatch(places[-2][1]):
            return Chain(tuple(places[:-1]))
        return Chain(tuple(places), open=True)

    def chains(self, text: str) -> list[Chain]:
        """Return what to look for to find the words of a text one by one; a run counts as one word."""
        if text.isascii():
            return [Chain(((0, word),)) for word in self._analyzer.analyze(text)]
        found: list[Chain] = []
        for index, piece in enumerate(RUN.split(normalise(text))):
            if index % 2:
                found.append(self.chain(piece))
            else:
                found += [Chain(((0, word),)) for word in self._analyzer.analyze(piece)]
        return found

    def _places(self, prepared: str) -> list[tuple[int, str]]:
        if len(prepared) <= MAX_WORD_BYTES and prepared.isascii() and _GAP_WORD not in prepared:
            return list(enumerate(self._analyzer.analyze(prepared)))
        return [(token.position, token.text) for token in self._analyzer.pre_tokenize(prepared).tokens]


@cache
def _analyser(language: str | None) -> Analyser:
    return Analyser(language)


def analyser(language: str, stemmed: bool = True) -> Analyser:
    """Return the analyser of a language code (any case), stemming or not; unknown languages are never stemmed."""
    code = language.upper()
    stems = stemmed and code in LANGUAGES and LANGUAGES[code].stemmer is not None
    return _analyser(code if stems else None)


EXACT = _analyser(None)

_FOLDER = (
    TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()
)  # fmt: skip


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return text spelt as exact words are (one spelling, lower case, accents off), without splitting it."""
    folded = _FOLDER.analyze(normalise(text))
    return folded[0] if folded else ""
