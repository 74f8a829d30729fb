"""The query language as JSON Schema for the OpenAPI document: one schema a query type, fields from the registry."""

from collections.abc import Iterable, Mapping
from typing import Any

from tokkyo.fields.registry import FIELDS
from tokkyo.query.limits import Limits

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
BOOST: Schema = {
    "type": "number",
    "minimum": 0,
    "default": 1,
    "description": "How much the clause counts. Boosts inside one another multiply, up to max_boost.",
}
OPERATOR: Schema = {"type": "string", "enum": ["and", "or"]}
MINIMUM: Schema = {
    "description": "How many optional clauses or words must match: a number, a share such as 75%, or 2<75%.",
    "oneOf": [{"type": "integer"}, {"type": "string", "examples": ["75%", "2<75%"]}],
}


def ref(name: str) -> Schema:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def record_of(required: Iterable[str] = (), /, **properties: Schema) -> Schema:
    """Return the schema of an object with these keys and no others."""
    names = sorted(required)
    return {
        "type": "object",
        **({"required": names} if names else {}),
        "properties": properties,
        "additionalProperties": False,
    }


def query_schemas(limits: Limits) -> dict[str, Schema]:
    """Return the schemas of queries and of all they are made of, by name."""
    types = {name: record_of([name], **{name: schema}) for name, schema in _types(limits).items()}
    return {
        "Query": {
            "description": "A query: text as typed into a search box, or an object with one query type as its key.",
            "oneOf": [ref("QueryText"), *(ref(_title(name)) for name in types)],
        },
        "QueryText": {
            "type": "string",
            "maxLength": limits.max_query_chars,
            "description": "Words, phrases, fields, ranges, AND, OR, NOT; words side by side must all match.",
            "examples": ["title:(heat AND pump) AND year_published:[2015 TO *]"],
        },
        "FieldName": {
            "type": "string",
            "description": "A searchable field. Case does not matter; other names of fields are in /schema/patent.",
            "enum": list(FIELDS),
        },
        "WeightedField": {
            "type": "string",
            "description": "A field, its weight behind a caret.",
            "pattern": r"^[A-Za-z_.]+(\^\d+(\.\d+)?)?$",
            "examples": ["title^3", "abstract"],
        },
        "Value": {
            "description": "A value; numbers, dates and truth values may be written as text.",
            "type": ["string", "number", "boolean"],
        },
        "Clauses": {
            "description": "Queries, or a single one without the list.",
            "oneOf": [{"type": "array", "items": ref("Query"), "maxItems": limits.max_query_clauses}, ref("Query")],
        },
        **{_title(name): {**schema, "description": DESCRIPTIONS[name]} for name, schema in types.items()},
    }


def _title(kind: str) -> str:
    return "".join(part.capitalize() for part in kind.split("_")) + "Query"


def _by_field(value: Schema) -> Schema:
    """Return the schema of an object with one field as its key."""
    return {
        "type": "object",
        "propertyNames": ref("FieldName"),
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": value,
    }


def _either(plain: Schema, full: Schema) -> Schema:
    return _by_field({"oneOf": [plain, full]})


def _types(limits: Limits) -> Mapping[str, Schema]:
    return {**_leaves(limits), **_texts(limits), **_joins()}


def _leaves(limits: Limits) -> Mapping[str, Schema]:
    slop = {"type": "integer", "minimum": 0, "maximum": limits.max_slop, "default": 0}
    pattern = {"type": "string", "maxLength": limits.max_pattern_chars}
    value, matched = record_of(["value"], value=ref("Value"), boost=BOOST), {"query": ref("Value"), "boost": BOOST}
    many = {"type": "array", "items": ref("Value"), "maxItems": limits.max_terms}
    edits = {"oneOf": [{"type": "integer", "minimum": 0, "maximum": 2}, {"const": "AUTO"}]}
    sides = dict.fromkeys(("gt", "gte", "lt", "lte"), ref("Value"))
    match = record_of(["query"], **matched, operator=OPERATOR, minimum_should_match=MINIMUM)
    phrase = record_of(["query"], query=TEXT, boost=BOOST, slop=slop)
    return {
        "term": _either(ref("Value"), value),
        "terms": _by_field(many),
        "match": _either(ref("Value"), match),
        "match_phrase": _either(TEXT, phrase),
        "match_phrase_prefix": _either(TEXT, phrase),
        "wildcard": _either(pattern, record_of(["value"], value=pattern, boost=BOOST)),
        "prefix": _either(pattern, record_of(["value"], value=pattern, boost=BOOST)),
        "regexp": _either(pattern, record_of(["value"], value=pattern, boost=BOOST)),
        "fuzzy": _either(TEXT, record_of(["value"], value=TEXT, fuzziness=edits, boost=BOOST)),
        "range": _by_field(record_of((), **sides, format=TEXT, boost=BOOST)),
        "exists": record_of(["field"], field=ref("FieldName"), boost=BOOST),
        "ids": record_of(["values"], values=many, boost=BOOST),
    }


def _texts(limits: Limits) -> Mapping[str, Schema]:
    fields = {"type": "array", "items": ref("WeightedField"), "minItems": 1, "maxItems": limits.max_query_clauses}
    of_text = record_of(
        ["query"],
        query=ref("QueryText"),
        fields=fields,
        default_field=ref("FieldName"),
        default_operator=OPERATOR,
        minimum_should_match=MINIMUM,
        boost=BOOST,
    )
    kinds = {"type": "string", "enum": ["best_fields", "most_fields", "cross_fields", "phrase"]}
    many = record_of(
        ["query"],
        query=TEXT,
        fields=fields,
        type=kinds,
        operator=OPERATOR,
        minimum_should_match=MINIMUM,
        slop={"type": "integer", "minimum": 0, "maximum": limits.max_slop},
        boost=BOOST,
    )
    return {"query_string": of_text, "simple_query_string": of_text, "multi_match": many}


def _joins() -> Mapping[str, Schema]:
    lists = dict.fromkeys(("must", "filter", "should", "must_not"), ref("Clauses"))
    return {
        "bool": record_of((), **lists, minimum_should_match=MINIMUM, boost=BOOST),
        "constant_score": record_of(["filter"], filter=ref("Query"), boost=BOOST),
        "match_all": record_of((), boost=BOOST),
        "match_none": record_of((), boost=BOOST),
    }


DESCRIPTIONS: Mapping[str, str] = {
    "term": "Exactly this value; in a text, this one word.",
    "terms": "Any of the values.",
    "match": "Any of the words, or all with the operator and.",
    "match_phrase": "The words next to each other, at most slop places apart.",
    "match_phrase_prefix": "The words next to each other, the last one only begun.",
    "wildcard": "A word or value with * for any letters and ? for one.",
    "prefix": "Words or values that begin so.",
    "regexp": "A regular expression that fits the whole word or value.",
    "fuzzy": "Words that differ in a few letters.",
    "range": "Values between bounds; a bound may be a month or a year, or date math such as now-1y/d.",
    "exists": "Publications that have any value in the field.",
    "ids": "Publications by number in any spelling, or by Lens ID.",
    "query_string": "Query text over some fields; words side by side are joined by or unless told otherwise.",
    "simple_query_string": "Query text in a forgiving syntax: + and, | or, - not, quotation marks, word*.",
    "multi_match": "A text in any of some fields.",
    "bool": "must and filter clauses all match, must_not none; of should clauses alone, one. filter does not score.",
    "constant_score": "The hits of the filter, all with the same score.",
    "match_all": "Everything.",
    "match_none": "Nothing.",
}
