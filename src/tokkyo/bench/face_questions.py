"""Every shape of request the Lens face is asked for speed in, and the least an engine has to do for it."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tantivy

from tokkyo.bench.serving import SEARCH
from tokkyo.bench.workload import KINDS, Words
from tokkyo.engine.embedded.layout import ID

AGGREGATE = "/patent/aggregate"
PAGE = 20
IDS_ASKED = 10_000
FACETS = (
    "jurisdiction",
    "publication_type",
    "legal_status.patent_status",
    "applicant.residence",
    "applicant.name.exact",
    "class_cpc.symbol",
)
THREE_KEYS = ("cited_by.patent_count", "date_published", "family.simple.size")
FAMILY = "family.simple.id"

Alone = Callable[[tantivy.Searcher, tantivy.Query], int]


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of request: how to make a body, where it goes, and what the engine alone does; gives its hits."""

    name: str
    body: Callable[[Words, random.Random], dict[str, Any]]
    alone: Alone
    path: str = SEARCH


def _hits(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    return int(_count(searcher.search(query, limit=PAGE)))


def _count(found: Any) -> int:
    return int(found.count or 0)


def _three_keys(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """The engine's own list of best hits by several columns, which knows no relevance."""
    sort = [{THREE_KEYS[0]: "desc"}, {THREE_KEYS[1]: "asc"}, {THREE_KEYS[2]: "desc"}]
    best = {"top_hits": {"size": PAGE, "sort": sort, "docvalue_fields": [ID]}}
    searcher.aggregate(query, {"best": best})
    return _count(searcher.search(query, limit=1))


def _grouped(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """The best hits, four times as many as wanted, and their families; and how many families there are, roughly."""
    found: Any = searcher.search(query, limit=4 * PAGE)
    dict.fromkeys(searcher.fast_field_values(FAMILY, [address for _, address in found.hits]))
    searcher.aggregate(query, {"families": {"cardinality": {"field": FAMILY}}})
    return _count(found)


def _faceted(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    wanted = {name: {"terms": {"field": name, "size": 10}} for name in FACETS}
    searcher.aggregate(query, wanted)
    return _count(searcher.search(query, limit=1))


def _common(words: Words, draw: random.Random) -> dict[str, Any]:
    return {"match": {"claim": draw.choice(words.common)}}


def _identifiers(words: Words, draw: random.Random) -> dict[str, Any]:
    return {"query": {"terms": {"lens_id": draw.sample(words.identifiers, min(IDS_ASKED, len(words.identifiers)))}}}


def _prefix(words: Words, draw: random.Random) -> dict[str, Any]:
    return {"query": {"prefix": {"title": draw.choice([word for word in words.common if len(word) > 5])[:5]}}}


def _leading(words: Words, draw: random.Random) -> dict[str, Any]:
    return {"query": {"wildcard": {"claim": f"*{draw.choice([word for word in words.common if len(word) > 5])[-4:]}"}}}


def _sorted(words: Words, draw: random.Random) -> dict[str, Any]:
    sort = [{THREE_KEYS[0]: "desc"}, {THREE_KEYS[1]: "asc"}, {THREE_KEYS[2]: "desc"}]
    return {"query": _common(words, draw), "sort": sort}


def _by_family(words: Words, draw: random.Random) -> dict[str, Any]:
    return {"query": _common(words, draw), "group_by": "SIMPLE_FAMILY"}


def _facets(words: Words, draw: random.Random) -> dict[str, Any]:
    wanted = {name: {"terms": {"field": name, "size": 10}} for name in FACETS}
    return {"query": _common(words, draw), "aggregations": wanted, "size": 0}


_PLAIN: Mapping[str, Callable[[Words, random.Random], dict[str, Any]]] = dict(KINDS)

SHAPES: Sequence[Shape] = (
    Shape("term", _PLAIN["rare term"], _hits),
    Shape("AND", _PLAIN["AND of two common words"], _hits),
    Shape("phrase", _PLAIN["phrase"], _hits),
    Shape("bool + range", _PLAIN["bool + range"], _hits),
    Shape("terms, 10,000 ids", _identifiers, _hits),
    Shape("prefix", _prefix, _hits),
    Shape("leading wildcard", _leading, _hits),
    Shape("three-key sort", _sorted, _three_keys),
    Shape("group_by", _by_family, _grouped),
    Shape("six-way facet", _facets, _faceted, AGGREGATE),
)
