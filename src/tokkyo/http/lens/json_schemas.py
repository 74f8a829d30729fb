"""JSON Schema (2020-12) of the record as it is sent."""

from tokkyo.http.json_schemas import DIALECT, Schema, schemas_of
from tokkyo.model.publication import Publication


def record_schema() -> Schema:
    """Return the schema of a record. No part is required, for a projection may leave out any; none is ever null."""
    components = schemas_of([Publication], "#/$defs/{name}")
    return {"$schema": DIALECT, "$ref": "#/$defs/Publication", "$defs": components}
