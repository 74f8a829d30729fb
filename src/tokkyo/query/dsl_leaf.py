"""JSON queries on one field: values, words, phrases, patterns, ranges, presence."""

from collections.abc import Callable, Mapping
from typing import Any

from tokkyo.query import dates
from tokkyo.query.dsl_options import (
    Where,
    boost,
    count,
    minimum,
    name,
    one_field,
    operator,
    options,
    scalar,
    words,
)
from tokkyo.query.limits import MAX_DISTANCE
from tokkyo.query.tree import (
    Exists,
    Fuzzy,
    Match,
    MatchAll,
    MatchNone,
    Node,
    Phrase,
    PhrasePrefix,
    Prefix,
    Range,
    Regex,
    Term,
    Terms,
    Value,
    Wildcard,
)
from tokkyo.query.values import shown

_BOOST = frozenset({"boost"})
_PATTERN_IGNORED = frozenset({"case_insensitive", "rewrite"})
_REGEX_IGNORED = _PATTERN_IGNORED | {"flags", "flags_value", "max_determinized_states"}
_MATCH_IGNORED = frozenset({"lenient", "zero_terms_query", "auto_generate_synonyms_phrase_query", "type"})
_PHRASE_IGNORED = _MATCH_IGNORED | {"max_expansions"}
_FUZZY_IGNORED = frozenset({"prefix_length", "max_expansions", "transpositions", "rewrite"})
_RANGE_IGNORED = frozenset({"time_zone", "relation"})
_SIDES = frozenset({"gt", "gte", "lt", "lte"})


def _single(value: Any, where: Where, keys: frozenset[str], ignored: frozenset[str]) -> tuple[str, Any, Any, Where]:
    """Read `{"field": value}` or `{"field": {"value": value, …}}`: field, value, options, place."""
    field, given = one_field(value, where, beside=_BOOST)
    here = where.at(field)
    if not isinstance(given, dict):
        return field, given, value, here
    found = options(given, here, keys | _BOOST, ignored)
    for key in keys:
        if key in found:
            return field, found[key], found, here
    key = sorted(keys)[0] if len(keys) == 1 else "value"
    raise here.error("missing_option", f"{key} is missing", f'write {{"{key}": …}}')


def term(value: Any, where: Where) -> Node:
    """Return `Term` of `{"field": value}` or `{"field": {"value": value, "boost": n}}`."""
    field, given, found, here = _single(value, where, frozenset({"value"}), frozenset({"case_insensitive"}))
    return Term(field, scalar(given, here), boost=boost(found, here), place=where.place)


def terms(value: Any, where: Where) -> Node:
    """Return `Terms` of `{"field": [values]}`; one value may stand without the list."""
    field, given = one_field(value, where, beside=_BOOST)
    here = where.at(field)
    listed = given if isinstance(given, list) else [given]
    if len(listed) > where.limits.max_terms:
        limit = where.limits.max_terms
        fix = "send the list in several requests"
        raise here.error("too_many_terms", f"the list has {len(listed)} values; the limit is {limit}", fix)
    # Lists are long and mostly of text, for which no place need be worked out.
    found = tuple(
        [item if type(item) is str else scalar(item, here.item(number)) for number, item in enumerate(listed)]
    )
    return Terms(field, found, boost=boost(value, where), place=where.place)


def match(value: Any, where: Where) -> Node:
    """Return `Match` of `{"field": text}` or `{"field": {"query": text, "operator": …}}`.

    The older option `type` makes it a phrase.
    """
    field, given = one_field(value, where, beside=_BOOST)
    here = where.at(field)
    kind = given.get("type", "boolean") if isinstance(given, dict) else "boolean"
    if kind != "boolean":
        return _older_match(kind, here)(value, where)
    if not isinstance(given, dict):
        text = scalar(given, here)
        words(text, here)
        return Match(field, text, boost=boost(value, where), place=where.place)
    keys = frozenset({"query", "operator", "boost", "minimum_should_match"})
    found = _queried(given, here, keys, _MATCH_IGNORED)
    words(found["query"], here.at("query"))
    return Match(
        field,
        scalar(found["query"], here.at("query")),
        operator(found, here),
        minimum(found, here),
        boost=boost(found, here),
        place=where.place,
    )


def match_phrase(value: Any, where: Where) -> Node:
    """Return `Phrase` of `{"field": text}` or `{"field": {"query": text, "slop": n}}`."""
    return _phrase(Phrase, value, where)


def match_phrase_prefix(value: Any, where: Where) -> Node:
    """Return `PhrasePrefix` of `{"field": text}` or `{"field": {"query": text, "slop": n}}`."""
    return _phrase(PhrasePrefix, value, where)


def _phrase(kind: type[Phrase] | type[PhrasePrefix], value: Any, where: Where) -> Node:
    field, given = one_field(value, where, beside=_BOOST)
    here = where.at(field)
    if not isinstance(given, dict):
        return kind(field, words(given, here), boost=boost(value, where), place=where.place)
    found = _queried(given, here, frozenset({"query", "slop", "boost"}), _PHRASE_IGNORED)
    text = words(found["query"], here.at("query"))
    return kind(field, text, count(found, "slop", here), boost=boost(found, here), place=where.place)


def _older_match(kind: Any, where: Where) -> Callable[[Any, Where], Node]:
    kinds = {"phrase": match_phrase, "phrase_prefix": match_phrase_prefix}
    if not isinstance(kind, str) or kind not in kinds:
        fix = "use phrase, phrase_prefix or boolean"
        raise where.at("type").error("bad_option", f"{shown(kind)} is no type of match", fix)
    return kinds[kind]


def _queried(given: Any, here: Where, keys: frozenset[str], ignored: frozenset[str]) -> Mapping[str, Any]:
    found = options(given, here, keys, ignored)
    if "query" not in found:
        raise here.error("missing_option", "query is missing", 'write {"query": "words"}')
    return found


def wildcard(value: Any, where: Where) -> Node:
    """Return `Wildcard` of `{"field": pattern}` or `{"field": {"value": pattern}}`."""
    field, given, found, here = _single(value, where, frozenset({"value", "wildcard"}), _PATTERN_IGNORED)
    return Wildcard(field, words(given, here), boost=boost(found, here), place=where.place)


def regexp(value: Any, where: Where) -> Node:
    """Return `Regex` of `{"field": expression}` or `{"field": {"value": expression}}`. Needs `regex` switched on."""
    if not where.regex:
        raise where.error("regex_not_enabled", "regular expressions are off", 'set "regex": true in the request')
    field, given, found, here = _single(value, where, frozenset({"value", "regexp"}), _REGEX_IGNORED)
    return Regex(field, words(given, here), boost=boost(found, here), place=where.place)


def prefix(value: Any, where: Where) -> Node:
    """Return `Prefix` of `{"field": text}` or `{"field": {"value": text}}`."""
    field, given, found, here = _single(value, where, frozenset({"value", "prefix"}), _PATTERN_IGNORED)
    return Prefix(field, words(given, here), boost=boost(found, here), place=where.place)


def fuzzy(value: Any, where: Where) -> Node:
    """Return `Fuzzy` of `{"field": word}` or `{"field": {"value": word, "fuzziness": 0, 1, 2 or "AUTO"}}`."""
    field, given = one_field(value, where, beside=_BOOST)
    here = where.at(field)
    found: Mapping[str, Any] = {"value": given, "boost": value.get("boost", 1.0)}
    if isinstance(given, dict):
        found = options(given, here, frozenset({"value", "fuzziness", "boost"}), _FUZZY_IGNORED)
    if "value" not in found:
        raise here.error("missing_option", "value is missing", 'write {"value": "word"}')
    text = words(found["value"], here)
    return Fuzzy(field, text, _distance(found, text, here), boost=boost(found, here), place=where.place)


def _distance(found: Mapping[str, Any], text: str, here: Where) -> int:
    """AUTO is Elasticsearch's: none up to two letters, one up to five, else two."""
    given = found.get("fuzziness", "AUTO")
    if isinstance(given, str) and given.strip().upper() == "AUTO":
        return min(MAX_DISTANCE, (len(text) > 2) + (len(text) > 5))
    return count(found, "fuzziness", here)


def range_(value: Any, where: Where) -> Node:
    """Return `Range` of `{"field": {"gte": a, "lt": b}}`; `from` and `to` with `include_lower/upper` too."""
    field, given = one_field(value, where, beside=_BOOST)
    here = where.at(field)
    older = {"from", "to", "include_lower", "include_upper"}
    if not isinstance(given, dict):
        raise here.error("bad_option", f"{shown(given)} is no range", 'write {"gte": "2009", "lt": "2012"}')
    found = options(given, here, _SIDES | older | {"format", "boost"}, _RANGE_IGNORED)
    bounds: dict[str, Value | None] = {}
    for key in ("gt", "gte", "lt", "lte", "from", "to"):
        if found.get(key) is not None:
            bounds[_side(key, found)] = _bound(found[key], found.get("format"), here.at(key))
    return Range(field, boost=boost(found, here), place=where.place, **bounds)


def _side(key: str, found: Mapping[str, Any]) -> str:
    if key == "from":
        return "gt" if found.get("include_lower") in (False, "false") else "gte"
    if key == "to":
        return "lt" if found.get("include_upper") in (False, "false") else "lte"
    return key


def _bound(value: Any, formats: Any, where: Where) -> Value:
    bound = scalar(value, where)
    if formats is None:
        return bound
    try:
        return dates.rewritten(words(bound, where), name(formats, where))
    except ValueError:
        message = f"{shown(bound)} is not a date written as {shown(formats)}"
        raise where.error("bad_date", message, "write it as format says, e.g. yyyy-MM-dd") from None


def exists(value: Any, where: Where) -> Node:
    """Return `Exists` of `{"field": name}`."""
    found = options(value, where, frozenset({"field", "boost"}))
    if "field" not in found:
        raise where.error("missing_option", "field is missing", 'write {"field": "title"}')
    return Exists(name(found["field"], where.at("field")), boost=boost(found, where), place=where.place)


def ids(value: Any, where: Where) -> Node:
    """Return `Terms` on `ids` of `{"values": [numbers or Lens IDs]}`."""
    found = options(value, where, frozenset({"values", "boost"}), frozenset({"type"}))
    if "values" not in found:
        raise where.error("missing_option", "values is missing", 'write {"values": ["EP 0227762 B1"]}')
    listed = terms({"ids": found["values"]}, where)
    assert isinstance(listed, Terms)
    return Terms("ids", listed.values, boost=boost(found, where), place=where.place)


def match_all(value: Any, where: Where) -> Node:
    """Return `MatchAll` of `{}`."""
    found = options({} if value is None else value, where, _BOOST)
    return MatchAll(boost=boost(found, where), place=where.place)


def match_none(value: Any, where: Where) -> Node:
    """Return `MatchNone` of `{}`."""
    options({} if value is None else value, where, _BOOST)
    return MatchNone(place=where.place)
