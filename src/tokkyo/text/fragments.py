"""Cutting the best pieces out of a text that has marks, as HTML."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest

from tokkyo.text.highlight import Mark
from tokkyo.text.segment import RUN
from tokkyo.text.spans import extends


@dataclass(frozen=True, slots=True)
class Style:
    """How many fragments of how many characters (without marks), and what stands around each marked place."""

    fragments: int = 3
    length: int = 160
    before: str = "<em>"
    behind: str = "</em>"


@dataclass(frozen=True, slots=True)
class _Window:
    """Marks that fit into one fragment."""

    marks: tuple[Mark, ...]

    @property
    def value(self) -> int:
        """The number of the value they stand in."""
        return self.marks[0].value

    @property
    def rank(self) -> tuple[int, int]:
        """More of what was sought is better, then more marks."""
        return len(frozenset().union(*(mark.sought for mark in self.marks))), len(self.marks)


def fragments(values: Sequence[str], marks: Sequence[Mark], style: Style) -> list[str]:
    """Return the best fragments first; none splits a character or a word, none overlaps another.

    A phrase longer than a fragment is a fragment of its own.
    """
    windows = sorted(_windows(marks, style.length), key=lambda window: window.rank, reverse=True)[: style.fragments]
    in_order = sorted(windows, key=lambda window: window.marks[0])
    texts = {window.value: _Marked(values[window.value], marks, window.value) for window in windows}
    made: dict[_Window, str] = {}
    value, free = -1, 0
    for window, following in zip_longest(in_order, in_order[1:]):
        text = texts[window.value]
        floor = free if window.value == value else 0
        near = following is not None and following.value == window.value
        ceiling = following.marks[0].start if following and near else len(text.text)
        start, end = text.bounds(window, floor, ceiling, style.length)
        made[window] = text.html(start, end, style)
        value, free = window.value, end
    return [made[window] for window in windows]


def whole(values: Sequence[str], marks: Sequence[Mark], style: Style) -> list[str]:
    """Return every value that has a mark, uncut."""
    kept = list(dict.fromkeys(mark.value for mark in marks))[: style.fragments]
    return [_Marked(values[number], marks, number).html(0, len(values[number]), style) for number in kept]


def _windows(marks: Sequence[Mark], length: int) -> list[_Window]:
    """Share all marks out to windows that begin at the first mark left."""
    windows: list[list[Mark]] = []
    for mark in marks:
        first = windows[-1][0] if windows else None
        if first and first.value == mark.value and mark.end - first.start <= length:
            windows[-1].append(mark)
        else:
            windows.append([mark])
    return [_Window(tuple(window)) for window in windows]


class _Marked:
    """One value with the marks in it."""

    def __init__(self, text: str, marks: Sequence[Mark], value: int) -> None:
        self.text = text
        self._marks = [mark for mark in marks if mark.value == value]
        self._starts = [mark.start for mark in self._marks]

    def bounds(self, window: _Window, floor: int, ceiling: int, length: int) -> tuple[int, int]:
        """Widen a window to the length of a fragment, about as much on either side, up to where one may cut."""
        first, last = window.marks[0].start, window.marks[-1].end
        spare = max(0, length - (last - first))
        end = min(ceiling, last + spare // 2)
        start = max(floor, first - (spare - (end - last)))
        end = min(ceiling, last + spare - (first - start))
        while start < first and (self.text[start].isspace() or not self._may_cut(start)):
            start += 1
        while end > last and (self.text[end - 1].isspace() or not self._may_cut(end)):
            end -= 1
        return start, end

    def _may_cut(self, at: int) -> bool:
        """Whether whole words and marks are on either side: at blanks, and in running text without any."""
        text = self.text
        if at in (0, len(text)):
            return True
        before = bisect_left(self._starts, at) - 1
        if before >= 0 and self._marks[before].end > at:
            return False
        if extends(text[at]) or text[at - 1] == "\u200d":
            return False
        return any(letter.isspace() or RUN.fullmatch(letter) for letter in text[at - 1 : at + 1])

    def html(self, start: int, end: int, style: Style) -> str:
        """Return the characters `[start, end)`, escaped, with everything marked that lies within."""
        pieces: list[str] = []
        for mark in self._marks[bisect_left(self._starts, start) :]:
            if mark.end > end:
                break
            marked = escape(self.text[mark.start : mark.end])
            pieces += [escape(self.text[start : mark.start]), style.before, marked, style.behind]
            start = mark.end
        return "".join([*pieces, escape(self.text[start:end])])
