"""`GET` and `POST /schema/patent`: every searchable field, and the record as JSON Schema.

The vendor lists the endpoint but never published a body; this one is ours.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from tokkyo import __version__
from tokkyo.fields.registry import FIELDS, other_names
from tokkyo.fields.types import Field
from tokkyo.http.lens.conditional import conditional
from tokkyo.http.lens.gate import Call, Gate
from tokkyo.http.lens.json_schemas import record_schema

SCOPE = "search"
RECORD_VERSION = "1.6.5"
"""The version of the vendor's patent schema that records follow."""


class FieldRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """A field that can be searched.

    `type` is text, name, keyword, integer, date, boolean or ids. `response_paths` are the places of a record its values
    come from, `[]` marking lists; a field without any can only be searched. `parts` are the fields searched for it.
    `values` is the closed list of what it may be, `aliases` its other names, `since` the version of the Lens API that
    introduced it. What is empty or false is left out.
    """

    name: str
    type: str
    group: str
    description: str
    response_paths: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    multiple: bool = False
    sortable: bool = False
    aggregations: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    since: str = ""


class SchemaBody(msgspec.Struct, frozen=True):
    """The version of the record and of the server, the fields in the order of the documentation, the record's schema.

    `record` is a JSON Schema (2020-12).
    """

    version: str
    server: str
    fields: tuple[FieldRow, ...]
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema endpoint."""

    gate: Gate

    def routes(self) -> list[Route]:
        """Return its route."""
        return [Route("/schema/patent", self.gate.endpoint(SCOPE, self.get), methods=["GET", "POST"])]

    async def get(self, call: Call) -> Response:
        """Answer the schema; a body is not looked at."""
        return conditional(body(), call.request.headers)


@functools.cache
def body() -> bytes:
    """Return the answer as UTF-8 JSON."""
    rows = tuple(_row(field) for field in FIELDS.values())
    return msgspec.json.encode(SchemaBody(RECORD_VERSION, __version__, rows, record_schema()))


def _row(field: Field) -> FieldRow:
    return FieldRow(
        name=field.name,
        type=field.type.value,
        group=field.group,
        description=field.description,
        response_paths=field.paths,
        parts=field.parts,
        multiple=field.multiple,
        sortable=field.sortable,
        aggregations=tuple(sorted(field.aggregations)),
        values=field.values,
        aliases=other_names(field),
        since=field.since,
    )
