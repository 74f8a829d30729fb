"""Where in a text as it is written the words of the index stand.

The index sees a text in one spelling (NFKC) with Chinese, Japanese and Korean runs cut into pairs. Here both steps keep
an account of which written characters each prepared one came from.
"""

import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tokkyo.text.analysis import VALUE_GAP, Analyser
from tokkyo.text.normalise import encodable, normalise
from tokkyo.text.segment import RUN

_ZERO_WIDTH_JOINER = "\u200d"
# Letters that join the one before them although Unicode does not call them marks: Hangul vowels and finals, Kirat Rai.
_JOINING = (("\u1160", "\u11ff"), ("\ud7b0", "\ud7fb"), ("\U00016d67", "\U00016d67"))

Indices = NDArray[np.int64]


def extends(letter: str) -> bool:
    """Return whether a character belongs to the one before it: accents, vowel signs, joiners, half-width voice marks.

    >>> extends("\u0301"), extends("\uff9e"), extends("e")
    (True, True, False)
    """
    if letter.isascii():
        return False
    first = unicodedata.normalize("NFKD", letter)[:1]
    return (
        unicodedata.category(first).startswith("M")
        or letter == _ZERO_WIDTH_JOINER
        or any(low <= letter <= high for low, high in _JOINING)
    )


def grown(text: str, end: int) -> int:
    """Return the place behind a character and all that belongs to it."""
    while end < len(text) and (extends(text[end]) or text[end - 1] == _ZERO_WIDTH_JOINER):
        end += 1
    return end


@dataclass(slots=True)
class Words:
    """The words of a field: parallel lists of place, value and written characters `[start, end)`, and where each is.

    `values` are the texts, in which the characters are counted.
    """

    values: list[str]
    places: list[int] = field(default_factory=list)
    value: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    known: dict[str, list[int]] = field(default_factory=dict)

    def add(self, word: str, place: int, value: int, start: int, end: int) -> None:
        """Add the next word."""
        self.known.setdefault(word, []).append(len(self.places))
        self.places.append(place)
        self.value.append(value)
        self.starts.append(start)
        self.ends.append(end)


def words_of(values: Sequence[str], analyser: Analyser, chars: int, only: Container[str] | None = None) -> Words:
    """Return the words of all values of a field, or `only` some, looking at so many characters in all.

    A word that the end of what is looked at may have cut does not count.
    """
    found = Words([encodable(value) for value in values])
    base = 0
    for number, value in enumerate(found.values):
        looked_at = value[: max(chars, 0)]
        chars -= len(value)
        prepared, starts, ends = laid_out(looked_at)
        spans, places = analyser.spans(prepared, only)
        whole = len(looked_at) == len(value)
        for place, word, first, behind in spans:
            end = int(ends[behind - 1])
            if whole or end < len(looked_at):
                found.add(word, base + place, number, int(starts[first]), grown(looked_at, end))
        base += places + VALUE_GAP
    return found


def laid_out(text: str) -> tuple[str, Indices, Indices]:
    """Return text as `analysis.prepare` does, and for each of its characters the written ones `[start, end)`."""
    if text.isascii():
        ends = np.arange(1, len(text) + 1, dtype=np.int64)
        return text, ends - 1, ends
    spelt, starts, ends = _spelt(text)
    prepared, origin = _segmented(spelt)
    return prepared, starts[origin], ends[origin]


def _spelt(text: str) -> tuple[str, Indices, Indices]:
    """Return the one spelling of a text and for each of its characters the written ones."""
    if unicodedata.is_normalized("NFKC", text):
        places = np.arange(len(text), dtype=np.int64)
        return text, places, places + 1
    borders = [at for at, letter in enumerate(text) if at == 0 or not extends(letter)] + [len(text)]
    spelt: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for first, behind in pairwise(borders):
        spelt.append(normalise(text[first:behind]))
        if spelt[-1] == text[first:behind]:
            starts += range(first, behind)
            ends += range(first + 1, behind + 1)
        else:
            starts += [first] * len(spelt[-1])
            ends += [behind] * len(spelt[-1])
    return "".join(spelt), np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)


def _segmented(spelt: str) -> tuple[str, Indices]:
    """Return text with its runs in pairs and for each character the one it came from."""
    pieces: list[str] = []
    origin: list[Indices] = []
    at = 0
    for index, piece in enumerate(RUN.split(spelt)):
        places = np.arange(at, at + len(piece), dtype=np.int64)
        at += len(piece)
        if index % 2:
            piece, places = _pairs(piece, places)
        pieces.append(piece)
        origin.append(places)
    return "".join(pieces), np.concatenate(origin)


def _pairs(run: str, places: Indices) -> tuple[str, Indices]:
    """Spell a run as `segment` does: a blank, every pair with a blank behind it, the last letter, a blank."""
    following = np.append(places[1:], places[-1:])
    laid = np.column_stack((places, following, places)).ravel()
    letters = "".join(f"{one}{other} " for one, other in zip(run, [*run[1:], ""], strict=True))
    keep = np.ones(len(laid), dtype=np.bool_)
    keep[-2] = False
    return f" {letters}", np.concatenate((places[:1], laid[keep]))
