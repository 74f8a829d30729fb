"""The JSON query language of a request's `query` to a tree.

Wherever a query stands, query text may stand instead. Every error names its place: `query.bool.must[1].term`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from tokkyo.fields.registry import PUBLICATIONS, Collection
from tokkyo.query import dsl_leaf, dsl_text, lucene, values
from tokkyo.query.dsl_options import SILENT, Where, boost, closest, minimum, options
from tokkyo.query.limits import DEFAULT_LIMITS, Limits, check_depth
from tokkyo.query.minimum import required
from tokkyo.query.tree import Bool, MatchAll, Node

_LISTS = ("must", "should", "must_not", "filter")
_BOOL = frozenset({*_LISTS, "minimum_should_match", "boost"})
_BOOL_IGNORED = frozenset({"adjust_pure_negative", "disable_coord"})


def parse(
    body: Any,
    limits: Limits = DEFAULT_LIMITS,
    regex: bool = False,
    *,
    path: str = "query",
    collection: Collection = PUBLICATIONS,
) -> Node:
    """Parse the value of `query`: query text, or an object with one query type as its key.

    `regex` allows regular expressions in query text; `path` is where the value stands in the request and
    `collection` what is searched. Raises `QueryError` with a path (and a position when it is about query text).
    """
    return _query(body, Where(path, limits, regex, collection=collection))


def parse_at(body: Any, where: Where) -> Node:
    """Parse a query that stands somewhere inside a larger body, counting its objects with those read before."""
    return _query(body, where)


def _query(body: Any, where: Where) -> Node:
    if isinstance(body, str):
        return lucene.parse(body, regex=where.regex, limits=where.limits, path=where.path, collection=where.collection)
    if not isinstance(body, dict):
        fix = 'write text, or an object such as {"match": {"title": "battery"}}'
        raise where.error("bad_query", f"{values.shown(body)} is no query", fix)
    where.count_object()
    kinds = [key for key in body if key not in SILENT]
    if len(kinds) != 1:
        message = "the query object is empty" if not kinds else f"{len(kinds)} query types stand where one is due"
        raise where.error(
            "one_query_expected", message, 'give one query type; join several with {"bool": {"must": […]}}'
        )
    kind = str(kinds[0])
    here = where.at(kind)
    if kind not in _TYPES:
        message = f"no query type is named {values.shown(kind)}"
        raise here.error("unknown_query_type", message, closest(kind, _TYPES))
    return _TYPES[kind](body[kind], here)


def _bool(value: Any, where: Where) -> Node:
    inner = where.deeper()
    check_depth(inner.depth, where.limits, where.place)
    found = options(value, where, _BOOL, _BOOL_IGNORED)
    lists = {key: _clauses(found, key, inner) for key in _LISTS}
    if not any(lists.values()):
        return MatchAll(boost=boost(found, where), place=where.place)
    least = minimum(found, where)
    resolved = None if least is None else required(least, len(lists["should"]))
    return Bool(**lists, minimum_should_match=resolved, boost=boost(found, where), place=where.place)


def _clauses(found: Mapping[str, Any], key: str, where: Where) -> tuple[Node, ...]:
    """Read a list of queries, or one that stands without the list."""
    given, here = found.get(key), where.at(key)
    if given is None:
        return ()
    if not isinstance(given, list):
        return (_query(given, here),)
    if len(given) > where.limits.max_query_clauses:
        limit = where.limits.max_query_clauses
        fix = "send lists of values as one terms query"
        raise here.error("too_many_clauses", f"{len(given)} clauses; the limit is {limit}", fix)
    return tuple(_query(item, here.item(number)) for number, item in enumerate(given))


def _constant_score(value: Any, where: Where) -> Node:
    """All hits of the filter get the boost as their score."""
    inner = where.deeper()
    check_depth(inner.depth, where.limits, where.place)
    found = options(value, where, frozenset({"filter", "boost"}))
    if "filter" not in found:
        raise where.error("missing_option", "filter is missing", 'write {"filter": {…}}')
    score = MatchAll(boost=boost(found, where), place=where.place)
    return Bool(must=(score,), filter=(_query(found["filter"], inner.at("filter")),), place=where.place)


_TYPES: Mapping[str, Callable[[Any, Where], Node]] = {
    "bool": _bool,
    "constant_score": _constant_score,
    "exists": dsl_leaf.exists,
    "fuzzy": dsl_leaf.fuzzy,
    "ids": dsl_leaf.ids,
    "match": dsl_leaf.match,
    "match_all": dsl_leaf.match_all,
    "match_none": dsl_leaf.match_none,
    "match_phrase": dsl_leaf.match_phrase,
    "match_phrase_prefix": dsl_leaf.match_phrase_prefix,
    "multi_match": dsl_text.multi_match,
    "prefix": dsl_leaf.prefix,
    "query_string": dsl_text.query_string,
    "range": dsl_leaf.range_,
    "regexp": dsl_leaf.regexp,
    "simple_query_string": dsl_text.simple_query_string,
    "term": dsl_leaf.term,
    "terms": dsl_leaf.terms,
    "wildcard": dsl_leaf.wildcard,
}
