"""Reading the options of a JSON query: the right keys, the right types, errors that name the place."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tokkyo.errors import QueryError
from tokkyo.fields.nearest import nearest
from tokkyo.fields.registry import PUBLICATIONS, Collection
from tokkyo.query import values
from tokkyo.query.limits import Limits, check_objects
from tokkyo.query.minimum import required
from tokkyo.query.tree import Operator, Place, Value

SILENT = frozenset({"_name"})
"""Options every query takes and nothing depends on."""

MINIMUM_CHARS = 200
"""Longest `minimum_should_match`; conditions of any use are much shorter."""


@dataclass(slots=True)
class Tally:
    """How many query objects of one body were read."""

    objects: int = 0


@dataclass(frozen=True, slots=True)
class Where:
    """The place in the body, how many queries stand around it, and what holds for the whole query."""

    path: str
    limits: Limits
    regex: bool
    depth: int = 0
    tally: Tally = field(default_factory=Tally, compare=False)
    collection: Collection = PUBLICATIONS

    @property
    def place(self) -> Place:
        """Return the place for a node."""
        return Place(path=self.path)

    def at(self, key: str) -> "Where":
        """Return the place of a key below this one."""
        return self._moved(f"{self.path}.{_key(key)}", self.depth)

    def item(self, number: int) -> "Where":
        """Return the place of a list item below this one."""
        return self._moved(f"{self.path}[{number}]", self.depth)

    def deeper(self) -> "Where":
        """Return the same place, one query further in."""
        return self._moved(self.path, self.depth + 1)

    def _moved(self, path: str, depth: int) -> "Where":
        """Return a copy elsewhere; made often enough that `dataclasses.replace` would be felt."""
        return Where(path, self.limits, self.regex, depth, self.tally, self.collection)

    def count_object(self) -> None:
        """Count one more query object. Raises `too_many_clauses` before much has been built of too many."""
        self.tally.objects += 1
        check_objects(self.tally.objects, self.limits, self.place)

    def error(self, code: str, message: str, fix: str = "") -> QueryError:
        """Return an error at this place."""
        return QueryError(code, message, fix=fix, path=self.path)


def _key(key: str) -> str:
    return key if key.isidentifier() and len(key) <= 80 else values.shown(key, 80)[1:-1]


def closest(name: str, known: Iterable[str]) -> str:
    """Return the advice for an unknown name: the closest known one, or all of them."""
    names = sorted(known)
    close = nearest(name.lower(), names, 0.6)
    return f"did you mean {close[0]}?" if close else f"use one of {', '.join(names)}"


_FORMS: Mapping[str, str] = {
    "aggregations": '{"offices": {"terms": {"field": "jurisdiction"}}}',
    "bool": '{"must": […]}',
    "exists": '{"field": "abstract"}',
    "filters": '{"granted": {"term": {"publication_type": "GRANTED_PATENT"}}}',
    "match_all": "{}",
    "match_none": "{}",
    "order": '{"doc_count": "asc"}',
    **dict.fromkeys(("term", "fuzzy"), '{"title": "battery"}'),
    **dict.fromkeys(("match", "match_phrase", "match_phrase_prefix"), '{"title": "solid battery"}'),
    **dict.fromkeys(("query_string", "simple_query_string"), '{"query": "title:battery"}'),
    "multi_match": '{"query": "battery", "fields": ["title"]}',
    **dict.fromkeys(("prefix", "wildcard", "regexp"), '{"title": "batt"}'),
    "ids": '{"values": ["EP 0227762 B1"]}',
    "range": '{"date_published": {"gte": "2009"}}',
    "terms": '{"kind": ["A1", "B2"]}',
}
"""What an object looks like, by the key that holds it."""


def mapping(value: Any, where: Where) -> Mapping[str, Any]:
    """Return a JSON object. Raises `bad_option`."""
    if not isinstance(value, dict):
        form = _FORMS.get(where.path.rpartition(".")[2], '{"name": …}')
        raise where.error("bad_option", f"{values.shown(value)} stands where an object is due", f"write {form}")
    return value


def options(value: Any, where: Where, known: frozenset[str], ignored: frozenset[str] = SILENT) -> Mapping[str, Any]:
    """Return an object whose keys are all known. Raises `unknown_option`."""
    found = mapping(value, where)
    for key in found:
        if key not in known and key not in ignored and key not in SILENT:
            raise where.at(key).error("unknown_option", f"no option is named {values.shown(key)}", closest(key, known))
    return found


def one_field(value: Any, where: Where, *, beside: frozenset[str] = frozenset()) -> tuple[str, Any]:
    """Return the only field of `{"field": …}`; `beside` are options that may stand next to it."""
    found = mapping(value, where)
    names = [key for key in found if key not in beside and key not in SILENT]
    if len(names) != 1:
        message = "a field is missing" if not names else f"{len(names)} fields stand where one is due"
        raise where.error("one_field_expected", message, 'write {"field": value}; join several with bool')
    return names[0], found[names[0]]


def scalar(value: Any, where: Where) -> Value:
    """Return text, a number of 64 bits or a truth value. Raises `bad_option`."""
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int) and values.INT_MIN <= value <= values.INT_MAX:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    fix = "give text or a number" + ("; a list of values goes into terms" if isinstance(value, list) else "")
    raise where.error("bad_option", f"{values.shown(value)} stands where a value is due", fix)


def words(value: Any, where: Where) -> str:
    """Return a value as text, not longer than a query may be."""
    text = values.text(found) if not isinstance(found := scalar(value, where), str) else found
    if len(text) > where.limits.max_query_chars:
        limit = where.limits.max_query_chars
        raise where.error("query_too_long", f"the text has {len(text)} characters; the limit is {limit}", "shorten it")
    return text


def name(value: Any, where: Where) -> str:
    """Return a text. Raises `bad_option`."""
    if not isinstance(value, str):
        raise where.error("bad_option", f"{values.shown(value)} stands where text is due", "write it in quotes")
    return value


def boost(found: Mapping[str, Any], where: Where) -> float:
    """Return the option `boost`, 1 when absent. Raises `bad_boost`."""
    value = found.get("boost", 1.0)
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)[:32]) > 31:
            raise ValueError
        number = float(value)
    except (ValueError, OverflowError):
        number = math.nan
    if not (math.isfinite(number) and number >= 0):
        raise where.at("boost").error("bad_boost", "a boost is not a number of 0 or more", "give a number such as 2.5")
    return number


def operator(
    found: Mapping[str, Any], where: Where, key: str = "operator", default: Operator = Operator.OR
) -> Operator:
    """Return AND or OR, written in any case. Raises `bad_option`."""
    if key not in found:
        return default
    written = found[key]
    try:
        return Operator(written.strip().lower()) if isinstance(written, str) else Operator(written)
    except ValueError:
        raise where.at(key).error("bad_option", f"{values.shown(written)} is no operator", "give and or or") from None


def count(found: Mapping[str, Any], key: str, where: Where) -> int:
    """Return a whole number from 0, 0 when absent, also written as text. Raises `bad_option`."""
    value = found.get(key, 0)
    written = values.shown(value).strip("'")
    if isinstance(value, bool) or not isinstance(value, int | str) or not (written.isdecimal() and len(written) < 10):
        raise where.at(key).error("bad_option", f"{values.shown(value)} is not a whole number from 0", "give 0 or more")
    return int(written)


def minimum(found: Mapping[str, Any], where: Where) -> str | int | None:
    """Return the option `minimum_should_match`, known to be well formed. Raises `bad_minimum`."""
    value = found.get("minimum_should_match")
    if value is None:
        return None
    try:
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError
        if isinstance(value, str) and len(value) > MINIMUM_CHARS:
            raise ValueError
        required(value, 1)
    except ValueError:
        message = f"minimum_should_match {values.shown(value)} cannot be read"
        fix = "give a number, a share such as 75%, or a condition such as 2<75%"
        raise where.at("minimum_should_match").error("bad_minimum", message, fix) from None
    return value


def field_list(value: Any, where: Where) -> tuple[tuple[str, float], ...]:
    """Read `["title^3", "abstract"]` (or one such text) as names and boosts."""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list) or not given:
        raise where.error("bad_option", "fields is not a list of field names", 'write ["title^2", "abstract"]')
    if len(given) > where.limits.max_query_clauses:
        limit = where.limits.max_query_clauses
        raise where.error("too_many_clauses", f"{len(given)} fields; the limit is {limit}", "name fewer fields")
    return tuple(_weighted(name(item, where.item(number)), where.item(number)) for number, item in enumerate(given))


def _weighted(written: str, where: Where) -> tuple[str, float]:
    field, caret, weight = written.strip().partition("^")
    return field, boost({"boost": weight}, where) if caret else 1.0
