"""Exports in the OpenAPI document: the body of a request, its columns, both operations."""

from tokkyo.fields.response import RESPONSE_PATHS
from tokkyo.http.lens.export_stream import MEDIA_TYPES
from tokkyo.http.lens.exporting import FORMATS, TOKEN_HEADER, TOTAL_HEADER
from tokkyo.http.lens.openapi_answers import Answer
from tokkyo.http.lens.openapi_operations import OF_SEARCH, WARNED, Operation
from tokkyo.http.lens.openapi_queries import Schema, ref
from tokkyo.http.lens.openapi_requests import options, parameter
from tokkyo.service.columns import COLUMNS, DEFAULT_COLUMNS
from tokkyo.settings import Settings

LEFT_OUT = frozenset({"from", "size", "group_by"})

STREAM = Answer(
    "The records as they are read: one line each, or a table. JSON lines that could not be finished end with a line "
    '`{"error": …}`; a table that could not be finished breaks off with the connection.',
    {"type": "string"},
    tuple(MEDIA_TYPES.values()),
    (TOKEN_HEADER, TOTAL_HEADER, "content-disposition", *WARNED),
)


def export_schemas(settings: Settings) -> dict[str, Schema]:
    """Return the schemas of export requests by name."""
    columns = {"type": "array", "items": ref("Column"), "maxItems": settings.number("max_export_columns")}
    return {
        "ExportRequest": {
            "type": "object",
            "description": "A search whose hits are all sent. Keys without effect are named in x-tokkyo-warning.",
            "properties": {
                **{name: schema for name, schema in options(settings).items() if name not in LEFT_OUT},
                "format": {"type": "string", "enum": list(FORMATS), "description": "JSON lines (jsonl) or CSV."},
                "columns": {**columns, "default": list(DEFAULT_COLUMNS), "description": "What a CSV holds."},
                "escape_formulas": {
                    "type": "boolean",
                    "default": True,
                    "description": "In CSV, an apostrophe before cells that a spreadsheet would take for a formula.",
                },
            },
        },
        "Column": {
            "type": "string",
            "description": "A column of a table by its name, or the path of a part of a record.",
            "enum": [*COLUMNS, *(path for path in RESPONSE_PATHS if path not in COLUMNS)],
        },
    }


def export_operations() -> tuple[Operation, ...]:
    """Return the operations of exports."""
    token: Schema = {"type": "string", "minLength": 1, "description": f"What the export's {TOKEN_HEADER} said."}
    start: Schema = {"type": "integer", "minimum": 0, "default": 0, "description": "Records that arrived already."}
    return (
        Operation(
            "/patent/export",
            "post",
            "exportPatents",
            "Search",
            "Export everything a search finds",
            f"Streams all hits in order. {TOTAL_HEADER} tells how many; {TOKEN_HEADER} resumes an export that broke.",
            {200: STREAM},
            (*OF_SEARCH, 413, 415),
            body=ref("ExportRequest"),
            examples={"csv": ("A table of two columns", {"query": "battery", "format": "csv", "columns": ["title"]})},
        ),
        Operation(
            "/patent/export/{token}",
            "get",
            "resumeExport",
            "Search",
            "Go on with an export",
            "The same hits in the same order, from any record on. A table is headed only from its first record on.",
            {200: STREAM},
            (*OF_SEARCH, 404),
            parameters=(parameter("token", token, "path", required=True), parameter("from", start)),
        ),
    )
