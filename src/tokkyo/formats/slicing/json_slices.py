"""Cutting JSON into records without decoding it: an array, lines (JSONL), objects one after another, or an envelope.

An envelope is an object that holds its records in an array under `data`, as an answer of the Lens service does; its
records are cut out one by one, however long the answer. Braces inside strings do not count. After a record that has no
end, only whole lines that are objects are taken, so that one torn line of a JSONL file costs one record.
"""

import re
from collections.abc import Iterator
from functools import cache
from re import Pattern

import msgspec

from tokkyo.formats.slicing.slices import Fault, Slice, Window

ENVELOPE_KEY = b'"data"'

_OPEN = (b"{", b"[")
_FLAT = rb"(?:[^\"{}\[\]]++|\"(?:[^\"\\\n]++|\\.)*+\")*+"
_DEEP_LEVELS = 6


def _nested(levels: int) -> bytes:
    """Return a pattern of text with balanced brackets up to a depth, so that whole subtrees are passed at once."""
    pattern = _FLAT
    for _ in range(levels):
        pattern = rb"(?:[^\"{}\[\]]++|\"(?:[^\"\\\n]++|\\.)*+\"|\{%b\}|\[%b\])*+" % (pattern, pattern)
    return pattern


_SKIP = re.compile(_FLAT, re.DOTALL)


@cache
def _skip_deep() -> Pattern[bytes]:
    """Return the pattern that passes over subtrees; it is large, so only files that need it have it compiled."""
    return re.compile(_nested(_DEEP_LEVELS), re.DOTALL)


_NOT_BLANK = re.compile(rb"[^ \t\r\n,\x1e\xef\xbb\xbf\[\]]")
_OPEN_STRING = re.compile(rb"\"(?:[^\"\\\n]++|\\.)*+\\?\Z", re.DOTALL)
_LINE_OR_OBJECT = re.compile(rb"[{\n]")
_ENVELOPE = re.compile(rb"\"data\"\s*:\s*$")
_raw = msgspec.json.Decoder(msgspec.Raw)


def json_slices(window: Window, limit: int) -> Iterator[Slice | Fault]:
    """Yield the objects of a JSON stream, faults in their place.

    `limit` is the largest record in bytes. Raises what the source raises.
    """
    yield from _Cutter(window, limit).records()


class _Cutter:
    def __init__(self, window: Window, limit: int) -> None:
        self._window = window
        self._limit = limit
        self._at = 0
        self._lines_until = 0  # stream offset up to which only whole lines are taken
        self._garbage_told = False

    def records(self) -> Iterator[Slice | Fault]:
        window = self._window
        while (found := window.seek(_NOT_BLANK, self._at)) is not None:
            start = found.start()
            start -= window.drop(start)
            if window.data[start] != ord("{"):
                yield from self._garbage(start)
            elif (end := self._line(start)) > 0:
                self._at = end
                yield Slice(window.cut(start, end), window.base + start)
            elif window.base + start < self._lines_until:
                yield from self._torn_line(start)
            else:
                yield from self._object(start)

    def _line(self, start: int) -> int:
        """Return the end of an object that is one whole line, or 0."""
        window = self._window
        end = window.data.find(b"\n", start)
        if end < 0 and not window.ended and len(window.data) - start < 65536:
            window.more()
            end = window.data.find(b"\n", start)
        if end < 0 and window.ended:
            end = len(window.data)
        if end < 0:
            return 0
        line = window.cut(start, end).rstrip(b"\r\t ,")
        if not line.endswith(b"}") or ENVELOPE_KEY in line:
            return 0
        return start + len(line) if _is_whole(line) and len(line) <= self._limit else 0

    def _object(self, start: int) -> Iterator[Slice | Fault]:
        """Cut an object by its braces; when it turns out to be an envelope, cut what it holds.

        `level` is the depth inside a record: 1, or 3 in the array of an envelope. `whole` tells that the record is
        held from its beginning.
        """
        window = self._window
        depth, level, at, held, whole = 0, 1, start, start, True
        while (at := self._next_bracket(at, deep=depth > level or depth == 3)) >= 0:
            sign = window.data[at : at + 1]
            if whole and at - held >= self._limit:
                whole = False
                yield self._too_large(held)
            if sign in _OPEN:
                if depth == 1 and level == 1 and sign == b"[" and self._is_envelope(at):
                    level = 3
                depth += 1
                if depth == level and sign == b"{":
                    at -= window.drop(at)
                    held, whole = at, True
            else:
                depth -= 1
                if depth == level - 1 and whole and (sign == b"}" or level == 1):
                    yield Slice(window.cut(held, at + 1), window.base + held)
            at += 1
            if depth <= 0:
                self._at = at
                return
            if not whole or depth < level:
                at -= window.drop(at)
                held = at
        yield self._lost(held)

    def _is_envelope(self, bracket: int) -> bool:
        return _ENVELOPE.search(self._window.cut(max(bracket - 64, 0), bracket)) is not None

    def _next_bracket(self, at: int, deep: bool) -> int:
        """Return the index of the next bracket outside strings, -1 where the stream ends or a string has no end.

        `deep` passes over balanced brackets as well.
        """
        window, skip = self._window, _skip_deep() if deep else _SKIP
        while True:
            skipped = skip.match(window.data, at)
            here = skipped.end() if skipped else at
            if here < len(window.data):
                if window.data[here] != ord('"'):
                    return here
                if window.data.find(b"\n", here) >= 0 and not self._string_ends(here):
                    return -1
            if len(window.data) - at > self._limit or not window.more(here):
                return -1
            at = here

    def _string_ends(self, at: int) -> bool:
        """Tell whether the string at `at` may still end: no bare line end stands in what is there of it."""
        return _OPEN_STRING.match(self._window.data, at) is not None

    def _lost(self, held: int) -> Fault:
        """A record has no end in sight: go on with whole lines."""
        window = self._window
        length = len(window.data)
        self._lines_until, self._at = window.base + length, self._next_line(held)
        if length - held > self._limit:
            return self._too_large(held)
        return Fault("record_torn", "the record has no end", "fetch the file again", window.base + held)

    def _too_large(self, held: int) -> Fault:
        message, fix = f"the record is larger than {self._limit} bytes", "raise max_record_bytes if the record is sound"
        return Fault("record_too_large", message, fix, self._window.base + held)

    def _torn_line(self, start: int) -> Iterator[Fault]:
        """Pass over a line that is no object; one that begins as an object is a torn record of its own."""
        window = self._window
        self._at = self._next_line(start)
        if window.cut(start, start + 2) == b'{"' and (start == 0 or window.data[start - 1] == ord("\n")):
            yield Fault("record_torn", "the record has no end", "fetch the file again", window.base + start)

    def _garbage(self, start: int) -> Iterator[Fault]:
        """Pass over text between records, to the next line or object; told once per stream."""
        window = self._window
        offset = window.base + start
        inside_lost = offset < self._lines_until
        found = window.seek(_LINE_OR_OBJECT, start)
        self._at = found.start() if found else len(window.data)
        if not self._garbage_told and not inside_lost:
            self._garbage_told = True
            message = "text that is no JSON stands between records"
            yield Fault("json_garbage", message, "check that the file is complete", offset)

    def _next_line(self, start: int) -> int:
        end = self._window.data.find(b"\n", start)
        return end + 1 if end >= 0 else len(self._window.data)


def _is_whole(line: bytes) -> bool:
    try:
        _raw.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True
