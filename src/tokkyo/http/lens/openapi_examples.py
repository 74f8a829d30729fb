"""Requests that show what can be asked, for the OpenAPI document; the tests send them all."""

from collections.abc import Mapping
from typing import Any

SEARCHES: Mapping[str, tuple[str, Any]] = {
    "text": ("Query text", {"query": "title:battery AND year_published:[2015 TO *]"}),
    "match": ("Words in a field", {"query": {"match": {"title": "battery separator"}}, "size": 5}),
    "phrase": (
        "Words next to each other, at most two places apart",
        {"query": {"match_phrase": {"claim": {"query": "pleated separator", "slop": 2}}}},
    ),
    "numbers": (
        "Publications by number, however it is written",
        {"query": {"terms": {"ids": ["US 10,990,123 B2", "EP_3600111_B1"]}}},
    ),
    "combination": (
        "Granted patents that are cited, of one inventor, not of the kind B1, with an abstract",
        {
            "query": {
                "bool": {
                    "must": [
                        {"match": {"inventor.name": "Huber"}},
                        {"term": {"publication_type": "GRANTED_PATENT"}},
                    ],
                    "filter": [{"exists": {"field": "abstract"}}],
                    "must_not": {"term": {"kind": "B1"}},
                }
            }
        },
    ),
    "several_fields": (
        "Words in several fields, the title counting three times",
        {"query": {"query_string": {"query": "drone OR propeller", "fields": ["title^3", "abstract"]}}},
    ),
    "years": (
        "A span of time, newest first",
        {
            "query": {"range": {"date_published": {"gte": "2010", "lt": "2020-07"}}},
            "sort": [{"date_published": "desc"}, {"relevance": "desc"}],
        },
    ),
    "parts": (
        "Only some parts of the records",
        {
            "query": "battery",
            "include": ["lens_id", "biblio.invention_title", "biblio.parties.applicants"],
            "exclude": ["biblio.parties.applicants.sequence"],
        },
    ),
    "pattern": (
        "Class symbols by a regular expression",
        {"query": r"class_cpc.symbol:/H01M10\/.*/", "regex": True},
    ),
    "language": ("Words in German", {"query": {"match": {"title": "Gehäuse"}}, "language": "DE"}),
    "families": ("The best hit of each family", {"query": "battery", "group_by": "SIMPLE_FAMILY"}),
    "members": ("The hits with all members of their families", {"query": "battery", "expand_by": "SIMPLE_FAMILY"}),
    "highlights": (
        "Marks on the words that were found, and how the query was understood",
        {
            "query": "battery separator",
            "highlight": {"fields": ["title", "abstract"], "fragments": 2, "pre": "<b>", "post": "</b>"},
            "explain": True,
        },
    ),
    "count": ("How many there are", {"query": {"match_all": {}}, "size": 0}),
}


def named(examples: Mapping[str, tuple[str, Any]]) -> dict[str, Any]:
    """Return examples as the document wants them."""
    return {name: {"summary": summary, "value": value} for name, (summary, value) in examples.items()}
