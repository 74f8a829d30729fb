r"""Wildcards and Lucene regular expressions, rewritten as plain regular expressions.

The result uses only what the embedded engine and Python's `re` read alike: literals, `(?s:.)`, classes, groups without
capture, `|` and the counts `* + ? {n,m}`. Both anchor it at both ends. Letters are folded as the field's values are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from tokkyo.errors import QueryError
from tokkyo.text.intervals import interval_pattern

Folding = Callable[[str], str]

ANY = "(?s:.)"
MAX_REPEAT = 1000

_SPECIAL = frozenset("\\.+*?()|[]{}^$#&-~")
_REFUSED = {
    "~": "complement",
    "&": "intersection",
    "#": "empty language",
    ">": "end of a number range",
}
_CLASSES = {
    "d": "[0-9]",
    "D": "[^0-9]",
    "w": "[A-Za-z0-9_]",
    "W": "[^A-Za-z0-9_]",
    "s": "[ \t\n\r]",
    "S": "[^ \t\n\r]",
}


def escape(text: str) -> str:
    """Return a pattern that fits exactly this text."""
    return "".join("\\" + letter if letter in _SPECIAL else letter for letter in text)


def wildcard_parts(pattern: str) -> list[str | None]:
    r"""Split a wildcard pattern into literals, "*" as None and "?" as the empty string.

    A backslash quotes the next character: `a\*b*` -> ["a*b", None].
    """
    parts: list[str | None] = []
    literal: list[str] = []
    letters = iter(pattern)
    for letter in letters:
        if letter in "*?":
            if literal:
                parts.append("".join(literal))
                literal.clear()
            parts.append(None if letter == "*" else "")
        else:
            literal.append(next(letters, "\\") if letter == "\\" else letter)
    return [*parts, "".join(literal)] if literal else parts


def wildcard_pattern(parts: list[str | None], folding: Folding) -> str:
    """Return the regular expression of a split wildcard pattern."""
    return "".join(f"{ANY}*" if part is None else escape(folding(part)) if part else ANY for part in parts)


def regex_pattern(pattern: str, folding: Folding) -> str:
    """Return a Lucene regular expression as a plain one.

    Raises `QueryError`: `regex_unsupported` for the operators `~ & #`, `regex_invalid` for a broken pattern.
    """
    return _Reader(pattern, folding).read()


@dataclass
class _Reader:
    pattern: str
    folding: Folding
    at: int = 0
    levels: list[list[str]] = field(default_factory=lambda: [[]])

    def read(self) -> str:
        while self.at < len(self.pattern):
            letter = self._next()
            _ACTIONS.get(letter, _Reader._literal)(self, letter)
        if len(self.levels) > 1:
            raise self._invalid("a parenthesis is not closed")
        return "".join(self.levels[0])

    def _next(self) -> str:
        letter = self.pattern[self.at]
        self.at += 1
        return letter

    def _literal(self, letter: str) -> None:
        if letter in _REFUSED:
            raise QueryError(
                "regex_unsupported",
                f"the regular expression operator {letter} ({_REFUSED[letter]}) is not supported",
                fix=f"write \\{letter} for the character itself",
                position=self.at - 1,
            )
        folded = escape(self.folding(letter))
        self.levels[-1].append(folded if len(self.folding(letter)) == 1 else f"(?:{folded})")

    def _any(self, _: str) -> None:
        self.levels[-1].append(ANY)

    def _anything(self, _: str) -> None:
        self.levels[-1].append(f"(?:{ANY}*)")

    def _interval(self, _: str) -> None:
        end = self.pattern.find(">", self.at)
        numbers = interval_pattern(self.pattern[self.at : end]) if end >= 0 else None
        if numbers is None:
            raise self._invalid("angle brackets hold no range of numbers such as <1-12>")
        self.levels[-1].append(numbers)
        self.at = end + 1

    def _alternative(self, _: str) -> None:
        self.levels[-1].append("|")

    def _open(self, _: str) -> None:
        self.levels.append([])

    def _close(self, _: str) -> None:
        if len(self.levels) == 1:
            raise self._invalid("a parenthesis is closed that was never opened")
        inner = "".join(self.levels.pop())
        self.levels[-1].append(f"(?:{inner})")

    def _quoted(self, _: str) -> None:
        end = self.pattern.find('"', self.at)
        if end < 0:
            raise self._invalid("a quotation mark is not closed")
        self.levels[-1].append(f"(?:{escape(self.folding(self.pattern[self.at : end]))})")
        self.at = end + 1

    def _escaped(self, _: str) -> None:
        letter = self._escaped_letter()
        named = _CLASSES.get(letter)
        self.levels[-1].append(named if named else f"(?:{escape(self.folding(letter))})")

    def _escaped_letter(self) -> str:
        if self.at == len(self.pattern):
            raise self._invalid("it ends in a backslash")
        return self._next()

    def _repeat(self, letter: str) -> None:
        count = letter if letter != "{" else self._count()
        level = self.levels[-1]
        if not level or level[-1] == "|":
            raise self._invalid(f"nothing stands before {letter}")
        level[-1] = f"(?:{level[-1]}){count}"

    def _count(self) -> str:
        end = self.pattern.find("}", self.at)
        low, comma, high = self.pattern[self.at : max(end, self.at)].partition(",")
        self.at = end + 1
        numbers = [int(number) for number in (low, high) if number.isascii() and number.isdigit()]
        if end < 0 or not low or len(numbers) != bool(low) + bool(high):
            raise self._invalid("braces hold no count")
        if max(numbers) > MAX_REPEAT or numbers != sorted(numbers):
            raise self._invalid(f"a count is above {MAX_REPEAT} or runs backwards")
        return "{" + low + comma + high + "}"

    def _class(self, _: str) -> None:
        negated = self.pattern.startswith("^", self.at)
        self.at += negated
        members: list[str] = []
        while not self.pattern.startswith("]", self.at) or not members:
            members.append(self._member())
        self.at += 1
        self.levels[-1].append(f"[{'^' * negated}{''.join(members)}]")

    def _member(self) -> str:
        if self.at >= len(self.pattern):
            raise self._invalid("a bracket is not closed")
        first = self._class_letter()
        if not self.pattern.startswith("-", self.at) or self.pattern.startswith("]", self.at + 1):
            return escape(first)
        self.at += 1
        if self.at >= len(self.pattern):
            raise self._invalid("a bracket is not closed")
        last = self._class_letter()
        if last < first:
            raise self._invalid(f"the range {first}-{last} runs backwards")
        return f"{escape(first)}-{escape(last)}"

    def _class_letter(self) -> str:
        letter = self._next()
        if letter == "\\":
            letter = self._escaped_letter()
        folded = self.folding(letter)
        return folded if len(folded) == 1 else letter

    def _invalid(self, reason: str) -> QueryError:
        return QueryError("regex_invalid", f"the regular expression cannot be read: {reason}", position=self.at)


_ACTIONS: dict[str, Callable[[_Reader, str], None]] = {
    ".": _Reader._any,
    "@": _Reader._anything,
    "<": _Reader._interval,
    "|": _Reader._alternative,
    "(": _Reader._open,
    ")": _Reader._close,
    '"': _Reader._quoted,
    "\\": _Reader._escaped,
    "[": _Reader._class,
    "*": _Reader._repeat,
    "+": _Reader._repeat,
    "?": _Reader._repeat,
    "{": _Reader._repeat,
}
