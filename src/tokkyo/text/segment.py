"""Splitting Chinese, Japanese and Korean running text into overlapping pairs of letters.

A run of such letters becomes every pair of neighbours and, last, its final letter alone: 電池の -> 電池 池の の. Each
stands at its own place, so a word of two letters is one term wherever it stands, a longer word is a phrase of pairs,
and a single letter is the beginning of some term.
"""

import re

import numpy as np
from numpy.typing import NDArray

# First and last letter of each block written without spaces between words (or, for Hangul, with endings attached).
BLOCKS: tuple[tuple[int, int], ...] = (
    (0x1100, 0x11FF),  # Hangul letters
    (0x3005, 0x3007),  # iteration mark, closing mark, zero
    (0x3041, 0x3096),  # Hiragana
    (0x309D, 0x309F),  # Hiragana iteration marks
    (0x30A1, 0x30FA),  # Katakana
    (0x30FC, 0x30FF),  # long vowel and Katakana iteration marks
    (0x3105, 0x312F),  # Bopomofo
    (0x3131, 0x318E),  # Hangul letters, compatible forms
    (0x31F0, 0x31FF),  # small Katakana
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xAC00, 0xD7A3),  # Hangul syllables
    (0xF900, 0xFAFF),  # Han, compatible forms
    (0x20000, 0x3FFFF),  # Han, further extensions
)

RUN = re.compile("([" + "".join(f"{chr(first)}-{chr(last)}" for first, last in BLOCKS) + "]+)")
"""Matches one run; with `split`, runs stand at the odd places."""

_FIRST = BLOCKS[0][0]
_SPACE = ord(" ")
_SHORT = 256


def _table() -> NDArray[np.bool_]:
    table = np.zeros(0x110000, dtype=np.bool_)
    for first, last in BLOCKS:
        table[first : last + 1] = True
    return table


_IN_BLOCK = _table()


def has_runs(text: str) -> bool:
    """Return whether the text holds a letter that is segmented."""
    return not text.isascii() and RUN.search(text) is not None


def segment(text: str) -> str:
    """Return normalised text with every run replaced by its pairs and its last letter, set apart by spaces.

    About 30 ns a character; text without such letters is returned as it is.
    """
    if text.isascii():
        return text
    return RUN.sub(_spell, text) if len(text) <= _SHORT else segment_long(text)


def segment_long(text: str) -> str:
    """Do the same as `segment` for a whole text at once, which pays for more than a few lines."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    if not len(codes) or int(codes.max()) < _FIRST:
        return text
    inside = _IN_BLOCK[codes]
    return _lay_out(codes, inside) if inside.any() else text


def _spell(run: re.Match[str]) -> str:
    letters = run[0]
    pairs = [letters[at : at + 2] for at in range(len(letters))]
    return f" {' '.join(pairs)} "


def _lay_out(codes: NDArray[np.uint32], inside: NDArray[np.bool_]) -> str:
    """Lay out up to four characters for each one (space, letter, next letter, space) and drop the empty places."""
    places = np.zeros((len(codes), 4), dtype=np.uint32)
    places[:, 1] = np.where(codes == 0, _SPACE, codes)
    followed = inside[:-1] & inside[1:]
    places[:-1, 2] = np.where(followed, codes[1:], 0)
    places[inside, 3] = _SPACE
    places[1:, 0] = np.where(inside[1:] & ~inside[:-1], _SPACE, 0)
    flat = places.ravel()
    letters: bytes = flat[flat != 0].tobytes()
    return letters.decode("utf-32-le")
