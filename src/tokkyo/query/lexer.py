r"""Query text to tokens, in one pass and linear time.

Two modes, as a colon means one thing before a value and another inside it: a *clause* may begin with an operator, a
sign or a field name; a *value* (right after `field:`) may not. Blanks may stand on both sides of the colon. Full-width
blanks, commas, parentheses and curly quotes count as their plain forms.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from tokkyo.errors import QueryError
from tokkyo.fields.registry import PUBLICATIONS, Collection

_BLANK = r"\s，、"
_QUOTES = '"“”„＂'
_STOP = rf"{_BLANK}()（）{_QUOTES}"
_QUOTED = r"\"(?:[^\"\\]++|\\.)*+\"|[“”„＂](?:[^“”„＂\"\\]++|\\.)*+[“”„＂\"]"
_BOUND = r"(?:\"(?:[^\"\\]++|\\.)*+\"|(?:[^\s\]}\"\\]++|\\.)++)"
_RANGE = rf"[\[{{]\s*+(?P<low>{_BOUND})\s++(?:TO|to)\s++(?P<high>{_BOUND})\s*+[\]}}]"
_REGEX = rf"/(?:[^/\\]++|\\.)++/(?=[{_STOP}~^]|$)"
_SPACE = rf"[{_BLANK}]*+"
_GROUP = r"(?P<end>\Z)|(?P<open>[(（])|(?P<close>[)）])"
_PLAIN = rf"(?P<plain>(?!(?:AND|OR|NOT)(?:[{_STOP}]|\Z))[^\W_][\w.-]*+(?=[)）]|[{_BLANK}]++[\w(（\"]|\Z))"

_CLAUSE = re.compile(
    rf"{_SPACE}(?:{_PLAIN}|{_GROUP}|(?P<quoted>{_QUOTED})|(?P<unclosed>[{_QUOTES}])"
    rf"|(?P<and>AND(?=[{_STOP}]|$)|&&)|(?P<or>OR(?=[{_STOP}]|$)|\|\|)|(?P<not>NOT(?=[{_STOP}]|$))"
    rf"|(?P<sign>[-+!](?=[^\s，、)）]))|(?P<range>{_RANGE})|(?P<regex>{_REGEX})|(?P<compare>[<>]=?)"
    rf"|(?P<word>[~^]*+(?:[^{_STOP}\\:：^~]++|\\.)++)|(?P<stray>[~^]++|.))",
    re.DOTALL,
)
_VALUE = re.compile(
    rf"{_SPACE}(?:{_PLAIN}|{_GROUP}|(?P<quoted>{_QUOTED})|(?P<unclosed>[{_QUOTES}])"
    rf"|(?P<operator>(?:AND|OR|NOT)(?=[{_STOP}]|$)|&&|\|\|)|(?P<range>{_RANGE})|(?P<bracket>[\[{{])"
    rf"|(?P<regex>{_REGEX})|(?P<compare>[<>]=?)|(?P<word>(?:[^{_STOP}\\^~]++|\\.)++)|(?P<stray>[~^]++|.))",
    re.DOTALL,
)
_TAIL = re.compile(rf"(?:[~^][^{_STOP}~^]*+)++")
_REST = re.compile(rf"(?:[^{_STOP}\\^~]++|\\.)++", re.DOTALL)
_PEEK = re.compile(rf"[{_BLANK}]*+[:：<>]")
_COLON = re.compile(rf"([{_BLANK}]*+)([:：])")
_COMPARE = re.compile(rf"([A-Za-z_][\w.]*+)[{_BLANK}]*+([<>]=?)")
_NAME = re.compile(r"[A-Za-z_*][\w.*-]*")
_PATH = re.compile(r"[A-Za-z]\w*(?:\.\w+)+|[a-z]+_\w+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Kind(Enum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    PLUS = "+"
    FIELD = "field:"
    COMPARE = ">"
    PLAIN = "plain word"
    WORD = "word"
    PHRASE = "phrase"
    RANGE = "range"
    REGEX = "regex"


class Token(NamedTuple):
    """One token: where it begins, its text without delimiters (escapes kept), and the `~` and `^` behind it.

    A plain word needs no second look: it holds no wildcard, escape or colon and has nothing behind it.
    """

    kind: Kind
    position: int
    text: str
    tail: str = ""


_KINDS = {
    "open": Kind.OPEN,
    "close": Kind.CLOSE,
    "and": Kind.AND,
    "or": Kind.OR,
    "not": Kind.NOT,
    "compare": Kind.COMPARE,
    "range": Kind.RANGE,
}
_TAILED = frozenset({"close", "range", "regex", "quoted", "word"})


def unescape(text: str) -> str:
    r"""Return text without the backslashes that quote the next character.

    >>> unescape(r"Y02E10\/70")
    'Y02E10/70'
    """
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def tokens(text: str, *, regex: bool, collection: Collection = PUBLICATIONS) -> Iterator[Token]:
    """Yield the tokens of a query text. Raises `QueryError` with the position of what cannot be read."""
    position, end, value = 0, len(text), False
    while position < end:
        found = (_VALUE if value else _CLAUSE).match(text, position)
        assert found is not None
        group = found.lastgroup or "end"
        start, position = found.span(group)
        if group == "plain":
            yield Token(Kind.PLAIN, start, text[start:position])
            value = False
            continue
        if group == "end":
            return
        if group == "word" and not value and (named := _field(text, start, position, collection)):
            yield from named[0]
            position, value = named[1], True
            continue
        if group == "word" and text[position : position + 1] == ":":
            position = _value_end(text, position)
        if group == "regex" and not regex and _is_path(text[start:position]):
            group, position = "word", _word_end(text, start, value)
        tail = ""
        if group in _TAILED and text[position : position + 1] in ("~", "^"):
            tail = _tail(text, position)
        yield from _token(group, text[start:position], start, tail, regex=regex)
        position += len(tail)
        value = value and group == "compare"


def _is_path(text: str) -> bool:
    return any(character.isspace() for character in text)


def _word_end(text: str, start: int, value: bool) -> int:
    """Where the word ends that begins with a slash."""
    pattern = _VALUE if value else _CLAUSE
    found = pattern.match(text, start + 1)
    word = found is not None and found.lastgroup in ("plain", "word") and found.start(found.lastgroup) == start + 1
    return found.end() if found and word else start + 1


def _value_end(text: str, position: int) -> int:
    """Where a word ends that holds a colon but names no field, such as `10:30`."""
    found = _REST.match(text, position)
    return found.end() if found else position


def _tail(text: str, position: int) -> str:
    found = _TAIL.match(text, position)
    return found.group() if found else ""


def _field(text: str, start: int, end: int, collection: Collection) -> tuple[list[Token], int] | None:
    """Return the field name (and comparison) a word turns out to be, and where its value begins."""
    raw = text[start:end]
    if not ("<" in raw or ">" in raw or _PEEK.match(text, end)):
        return None
    if (found := _COMPARE.match(text, start)) and _is_field(found[1], collection):
        name = Token(Kind.FIELD, start, found[1])
        return [name, Token(Kind.COMPARE, found.start(2), found[2])], found.end()
    if not (colon := _COLON.match(text, end)):
        return None
    name_text = unescape(raw)
    close = not colon[1] and colon[2] == ":"
    if _NAME.fullmatch(raw) if close else collection.resolve(name_text):
        return [Token(Kind.FIELD, start, name_text)], colon.end()
    return None


def _is_field(name: str, collection: Collection) -> bool:
    return collection.resolve(name) is not None or _PATH.fullmatch(name) is not None


def _token(group: str, raw: str, start: int, tail: str, *, regex: bool) -> Iterator[Token]:
    match group:
        case "word":
            yield Token(Kind.WORD, start, raw, tail)
        case "quoted":
            yield Token(Kind.PHRASE, start, raw[1:-1], tail)
        case "sign":
            yield Token(Kind.PLUS if raw == "+" else Kind.NOT, start, raw)
        case "regex":
            if not regex:
                raise _regex_off(start)
            yield Token(Kind.REGEX, start, raw[1:-1], tail)
        case "unclosed" | "operator" | "bracket":
            raise _unreadable(group, raw, start)
        case "stray":
            if raw == "\\":
                raise _unreadable("escape", raw, start)
            yield Token(Kind.WORD, start, raw)
        case _:
            yield Token(_KINDS[group], start, raw, tail)


def _regex_off(start: int) -> QueryError:
    return QueryError(
        "regex_not_enabled",
        "text between slashes is a regular expression, and those are off",
        fix=r'set "regex": true in the request, or write \/ for a slash',
        position=start,
    )


_UNREADABLE = {
    "unclosed": ("unbalanced_quote", "a quotation mark has no partner", r"close the phrase, or write \" for the mark"),
    "operator": ("missing_value", "an operator stands where a value is due", r"to search the word itself, write \{}"),
    "bracket": ("bad_range", "a range is not complete", "write [from TO to], with * for an open end"),
    "escape": ("bad_escape", "a backslash stands at the end", r"write \\ for a backslash"),
}


def _unreadable(group: str, raw: str, start: int) -> QueryError:
    code, message, fix = _UNREADABLE[group]
    return QueryError(code, message, fix=fix.replace("{}", raw), position=start)
