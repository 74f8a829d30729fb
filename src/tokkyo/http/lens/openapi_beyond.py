"""Highlights, explanations and suggestions in the OpenAPI document: options of a search and keys of its answer."""

import msgspec

from tokkyo.fields.registry import FIELDS
from tokkyo.http.lens.openapi_queries import Schema, record_of, ref
from tokkyo.service.beyond.explaining import Explanation
from tokkyo.service.beyond.options import DEFAULT_STYLE
from tokkyo.service.beyond.suggesting import Suggestion
from tokkyo.settings import Settings

STRUCTS: tuple[type[msgspec.Struct], ...] = (Explanation, Suggestion)
FLAG: Schema = {"type": "boolean", "default": False}


def beyond_options(settings: Settings) -> dict[str, Schema]:
    """Return the options by name, as in a body."""
    words = {"type": "string", "enum": [name for name, field in FIELDS.items() if field.analysed]}
    mark: Schema = {"type": "string", "maxLength": settings.number("max_highlight_mark_chars")}
    parts = record_of(
        (),
        fields={"type": "array", "items": words, "description": "Fields of words; those asked in when absent."},
        fragments=_number(settings.number("max_highlight_fragments"), DEFAULT_STYLE.fragments, "Fragments of a field."),
        length=_number(settings.number("max_highlight_length"), DEFAULT_STYLE.length, "Characters of a fragment."),
        pre={**mark, "default": DEFAULT_STYLE.before, "description": "What stands before a word that was found."},
        post={**mark, "default": DEFAULT_STYLE.behind, "description": "What stands behind it."},
    )
    return {
        "highlight": {
            "description": "Adds highlights to the answer: fragments with the words a hit was found by.",
            "oneOf": [FLAG, parts],
        },
        **beyond_parameters(names=("explain", "suggest")),
    }


def beyond_parameters(names: tuple[str, ...] = ("highlight", "explain", "suggest")) -> dict[str, Schema]:
    """Return the options by name, as in an address."""
    texts = {
        "highlight": "Adds highlights to the answer.",
        "explain": "Adds to the answer how the query was understood, with the hits of each clause.",
        "suggest": "Adds to the answer, when nothing is found, near queries that find something.",
    }
    return {name: {**FLAG, "description": texts[name]} for name in names}


def beyond_answers() -> dict[str, Schema]:
    """Return the keys that an answer has for them."""
    fragments = {"type": "array", "items": {"type": "string"}}
    return {
        "highlights": {
            "type": "object",
            "description": "By Lens ID and field the fragments of each; only with highlight.",
            "additionalProperties": {"type": "object", "additionalProperties": fragments},
        },
        "explain": {**ref("Explanation"), "description": "Only with explain."},
        "suggestions": {"type": "array", "items": ref("Suggestion"), "description": "Only with suggest."},
    }


def _number(most: int, default: int, text: str) -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": most, "default": min(default, most), "description": text}
