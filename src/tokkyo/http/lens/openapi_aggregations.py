"""Aggregations in the OpenAPI document: the body of a request, each type with its fields, the results."""

from collections.abc import Mapping
from typing import Any

from tokkyo.fields.registry import FIELDS
from tokkyo.http.lens.aggregating import OF_SEARCH as OPTIONS
from tokkyo.http.lens.openapi_answers import Answer
from tokkyo.http.lens.openapi_operations import OF_SEARCH, WARNED, Operation
from tokkyo.http.lens.openapi_queries import Schema, record_of, ref
from tokkyo.http.lens.openapi_requests import DIRECTION, options, search_schemas
from tokkyo.query.aggregation import Interval, Metric
from tokkyo.query.dsl_aggregation import BUCKETS
from tokkyo.query.limits_aggregation import NAME_CHARS
from tokkyo.settings import Settings

COUNT: Schema = {"type": "integer", "minimum": 0}
INNER: Schema = {**ref("Aggregations"), "description": "Aggregations within each bucket."}
DESCRIPTIONS: Mapping[str, str] = {
    "avg": "The mean of a number.",
    "max": "The largest number.",
    "min": "The smallest number.",
    "sum": "The sum of a number.",
    "cardinality": "How many different values there are.",
    "terms": "The most frequent values.",
    "histogram": "Hits by steps of a number.",
    "date_histogram": "Hits by calendar year, quarter or month.",
    "filter": "The hits that match a query as well; its body is the query, `aggregations` may stand beside.",
    "filters": "The hits that match each of some queries as well.",
}
EXAMPLES: Mapping[str, tuple[str, Any]] = {
    "offices": (
        "Publications by office, and of each office by type",
        {
            "query": "battery",
            "size": 0,
            "aggregations": {
                "offices": {
                    "terms": {
                        "field": "jurisdiction",
                        "size": 20,
                        "aggregations": {"types": {"terms": {"field": "publication_type"}}},
                    }
                }
            },
        },
    ),
    "years": (
        "Publications by year, families among them",
        {
            "query": {"match_all": {}},
            "size": 0,
            "aggregations": {
                "years": {"date_histogram": {"field": "date_published", "interval": "YEAR"}},
                "families": {"cardinality": {"field": "family.simple.id"}},
            },
        },
    ),
}


def aggregation_schemas(settings: Settings) -> dict[str, Schema]:
    """Return the schemas of aggregation requests and answers by name."""
    searched = search_schemas(settings)["SearchAnswer"]
    properties = {name: schema for name, schema in searched["properties"].items() if name != "scroll_id"}
    return {
        "AggregationRequest": _request(settings),
        "Aggregations": {
            "type": "object",
            "description": "Aggregations under names of the caller's choice.",
            "propertyNames": {"maxLength": NAME_CHARS},
            "additionalProperties": ref("Aggregation"),
            "minProperties": 1,
            "maxProperties": settings.number("max_aggregations"),
        },
        "Aggregation": {
            "description": "One aggregation: its type, with aggregations within, which may stand in its body instead.",
            "oneOf": [_typed(kind, body) for kind, body in _types(settings).items()],
        },
        "AggregationAnswer": {
            **searched,
            "required": [*searched["required"], "aggregations"],
            "properties": {**properties, "aggregations": ref("AggregationResults")},
        },
        **_results(),
    }


def _request(settings: Settings) -> Schema:
    return {
        "type": "object",
        "description": "A search and what to aggregate over all its hits. Unknown keys are named in x-tokkyo-warning.",
        "required": ["aggregations"],
        "properties": {
            **{name: schema for name, schema in options(settings).items() if name in OPTIONS},
            "aggregations": ref("Aggregations"),
        },
    }


def _typed(kind: str, body: Schema) -> Schema:
    beside = {} if kind in {metric.value for metric in Metric} else {"aggregations": INNER}
    return {**record_of([kind], **{kind: body}, **beside), "description": DESCRIPTIONS[kind]}


def _types(settings: Settings) -> Mapping[str, Schema]:
    size = {"type": "integer", "minimum": 1, "maximum": settings.number("max_terms_buckets"), "default": BUCKETS}
    steps = {"type": "string", "enum": [interval.value for interval in Interval], "default": Interval.YEAR.value}
    width = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
    named = {"type": "object", "additionalProperties": ref("Query"), "minProperties": 1}
    named["maxProperties"] = settings.number("max_aggregations")
    return {
        **{metric.value: record_of(["field"], field=_fields(metric.value)) for metric in Metric},
        "terms": record_of(["field"], field=_fields("terms"), size=size, order=_order(), aggregations=INNER),
        "histogram": record_of(["field", "interval"], field=_fields("histogram"), interval=width, aggregations=INNER),
        "date_histogram": record_of(["field"], field=_fields("date_histogram"), interval=steps, aggregations=INNER),
        "filter": ref("Query"),
        "filters": record_of(["filters"], filters=named, aggregations=INNER),
    }


def _fields(kind: str) -> Schema:
    return {"type": "string", "enum": [name for name, field in FIELDS.items() if kind in field.aggregations]}


def _order() -> Schema:
    return {
        "type": "object",
        "description": "By doc_count (falling when absent), field_value, or the name of a metric within.",
        "additionalProperties": DIRECTION,
        "minProperties": 1,
        "maxProperties": 1,
        "examples": [{"field_value": "asc"}],
    }


def _results() -> dict[str, Schema]:
    buckets = {"type": "array", "items": ref("Bucket")}
    named = {"type": "object", "additionalProperties": ref("Bucket")}
    terms = record_of(
        ["doc_count_error_upper_bound", "sum_other_doc_count", "buckets"],
        doc_count_error_upper_bound={"const": 0, "description": "Numbers of hits are exact."},
        sum_other_doc_count={**COUNT, "description": "Hits of all other values, once for each value."},
        buckets=buckets,
    )
    value = {"type": ["number", "null"], "description": "The number; null over no values."}
    return {
        "AggregationResults": {
            "type": "object",
            "description": "Results under the names of the request, in its order.",
            "additionalProperties": ref("AggregationResult"),
        },
        "AggregationResult": {
            "description": "A number, buckets in a list, buckets by name, or one bucket.",
            "anyOf": [
                record_of(["value"], value=value),
                terms,
                record_of(["buckets"], buckets=buckets),
                record_of(["buckets"], buckets=named),
                ref("Bucket"),
            ],
        },
        "Bucket": {
            "type": "object",
            "description": "Hits with something in common, and results within under their names.",
            "required": ["doc_count"],
            "properties": {
                "key": {"type": ["string", "number"], "description": "The value; of dates milliseconds since 1970."},
                "key_as_string": {"type": "string", "description": "1999, 1999-04, true or false."},
                "doc_count": {**COUNT, "description": "Hits."},
            },
            "additionalProperties": ref("AggregationResult"),
        },
    }


def aggregation_operations() -> tuple[Operation, ...]:
    """Return the operation of aggregations."""
    return (
        Operation(
            "/patent/aggregate",
            "post",
            "aggregatePatents",
            "Search",
            "Count, add up and group all hits of a search",
            "Needs a token of the scope aggregate. The records of the search come too; size 0 leaves them out.",
            {200: Answer("The hits and the results.", ref("AggregationAnswer"), headers=WARNED)},
            (*OF_SEARCH, 413, 415),
            scope="aggregate",
            body=ref("AggregationRequest"),
            examples=EXAMPLES,
        ),
    )
