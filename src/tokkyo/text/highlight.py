"""Marking in a text the words a query found it by.

The words of the text are read by the same analysis as in the index, so that exactly what the engine compares is
compared here: stems, words as written, pairs of letters of running text, whole phrases where they stand.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain as joined
from itertools import combinations

from tokkyo.text.analysis import EMPTY, Analyser, Chain, analyser
from tokkyo.text.fitting import Fits, Pattern
from tokkyo.text.segment import RUN
from tokkyo.text.spans import Words, grown, words_of


@dataclass(frozen=True, slots=True)
class Reading:
    """How the words of a text are read: `language` and `stemmed` as for `text.analysis.analyser`.

    `only` is the language (lower case) a text must be in to be looked at, "" for all.
    """

    language: str = ""
    stemmed: bool = False
    only: str = ""

    @property
    def analyser(self) -> Analyser:
        """Return what splits texts into words."""
        return analyser(self.language, self.stemmed)


AS_WRITTEN = Reading()


@dataclass(frozen=True, slots=True)
class Sought:
    """What one clause looks for in a field: a chain of words, `slop` moves apart, or words that fit a pattern.

    The chains `besides` must stand in the field too.
    """

    reading: Reading = AS_WRITTEN
    chain: Chain = EMPTY
    slop: int = 0
    pattern: Pattern | None = None
    besides: tuple[Chain, ...] = ()

    @property
    def chains(self) -> tuple[Chain, ...]:
        """Return all chains."""
        return (self.chain, *self.besides)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Characters `[start, end)` of one value of a field, and the numbers of what was sought and stands there."""

    value: int
    start: int
    end: int
    sought: frozenset[int] = frozenset()


def marks(texts: Sequence[tuple[str, str]], wanted: Sequence[Sought], chars: int, fits: Fits) -> list[Mark]:
    """Return what to mark in the (language, text) values of a field: in order, none overlapping.

    Of all values together so many characters are looked at.
    """
    read: dict[Reading, tuple[Words, list[int]]] = {}
    found: set[Mark] = set()
    for number, sought in enumerate(wanted):
        if sought.reading not in read:
            only = _words_sought([one for one in wanted if one.reading == sought.reading])
            read[sought.reading] = _read(texts, sought.reading, chars, only)
        words, numbers = read[sought.reading]
        for first, last, end in _occurrences(words, sought, fits):
            found.add(
                Mark(numbers[words.value[first]], words.starts[first], end or words.ends[last], frozenset({number}))
            )
    return _merged(sorted(found, key=lambda mark: (mark.value, mark.start, mark.end)))


def _words_sought(wanted: Sequence[Sought]) -> frozenset[str] | None:
    """Return the only words that count, None for all."""
    chains = [chain for sought in wanted for chain in sought.chains]
    if any(sought.pattern for sought in wanted) or any(chain.open for chain in chains):
        return None
    return frozenset(word for chain in chains for _, word in chain.words)


def _read(
    texts: Sequence[tuple[str, str]], reading: Reading, chars: int, only: frozenset[str] | None
) -> tuple[Words, list[int]]:
    """Return the words of the values a reading sees, and which values these are."""
    numbers = [number for number, (language, _) in enumerate(texts) if reading.only in ("", language)]
    return words_of([texts[number][1] for number in numbers], reading.analyser, chars, only), numbers


def _merged(found: Sequence[Mark]) -> list[Mark]:
    """Return marks with those that overlap made one."""
    merged: list[Mark] = []
    for mark in found:
        last = merged[-1] if merged else None
        if last and last.value == mark.value and mark.start < last.end:
            merged[-1] = Mark(last.value, last.start, max(last.end, mark.end), last.sought | mark.sought)
        else:
            merged.append(mark)
    return merged


Occurrence = tuple[int, int, int]  # number of the first and the last word, end of a mark within the last word or 0


def _occurrences(words: Words, sought: Sought, fits: Fits) -> Iterator[Occurrence]:
    if sought.pattern is not None:
        for word in fits.fitting(sought.pattern, words.known):
            yield from ((at, at, 0) for at in words.known[word])
        return
    found = [list(_chain_occurrences(words, chain, sought.slop)) for chain in sought.chains]
    if all(found):
        yield from joined.from_iterable(found)


def _chain_occurrences(words: Words, chain: Chain, slop: int) -> Iterator[Occurrence]:
    if not chain.words:
        return
    number_last = len(chain.words) - 1
    starts = [
        _starts(words, word, place, chain.open and number == number_last)
        for number, (place, word) in enumerate(chain.words)
    ]
    last_word = chain.words[-1][1]
    cut = chain.open and len(last_word) == 1 and RUN.fullmatch(last_word) is not None
    if slop == 0 or len(starts) == 1:
        for start in set.intersection(*map(set, starts)):
            first, last = starts[0][start], starts[-1][start]
            yield first, last, _letter_end(words, last) if cut else 0
    else:
        for at in _near_words(starts, slop):
            yield at, at, _letter_end(words, at) if cut and at in starts[-1].values() else 0


def _letter_end(words: Words, at: int) -> int:
    """Return the end of the first letter of a pair."""
    return grown(words.values[words.value[at]], words.starts[at] + 1)


Starts = dict[int, int]  # where the chain would begin -> number of the word that says so


def _starts(words: Words, word: str, place: int, is_open: bool) -> Starts:
    """Return where a chain would begin if this word stood at its place, for each word of the text that is it."""
    if not is_open:
        return {words.places[at] - place: at for at in words.known.get(word, ())}
    known = (found for beginning, found in words.known.items() if beginning.startswith(word))
    return {words.places[at] - place: at for found in known for at in found}


def _near_words(starts: Sequence[Starts], slop: int) -> list[int]:
    """Return the words of a loose phrase: those near all others, else near one, if every two are somewhere near."""
    ordered = [sorted(one) for one in starts]
    near = {
        (one, other): [start for start in ordered[one] if _is_near(start, ordered[other], slop)]
        for pair in combinations(range(len(starts)), 2)
        for one, other in (pair, pair[::-1])
    }
    if not all(near.values()):
        return []
    chosen: list[int] = []
    for one, known in enumerate(starts):
        others = [set(near[one, other]) for other in range(len(starts)) if other != one]
        kept = set.intersection(*others) or set.union(*others)
        chosen += [known[start] for start in kept]
    return chosen


def _is_near(start: int, others: Sequence[int], slop: int) -> bool:
    nearest = bisect_left(others, start - slop)
    return nearest < len(others) and others[nearest] <= start + slop
