"""JSON Schema (2020-12) of our own structs: whatever goes over the wire."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}

Schema = dict[str, Any]


def schemas_of(structs: Iterable[type[msgspec.Struct]], template: str = "#/components/schemas/{name}") -> Schema:
    """Return the schemas of structs and of all within them by name; `template` is how they refer to each other."""
    components = msgspec.json.schema_components(structs, ref_template=template)[1]
    return {name: _sent(schema) for name, schema in sorted(components.items())}


def _sent(schema: Any) -> Any:
    """Return a schema of what is sent: what is empty is left out, so it is never null and has no default."""
    if isinstance(schema, list):
        return [_sent(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    parts = {key: _sent(part) for key, part in schema.items() if key not in ("default", "title")}
    if parts.get("required") == []:
        del parts["required"]
    choices = [part for part in parts.pop("anyOf", []) if part != _NULL]
    if len(choices) == 1:
        return {**choices[0], **parts}
    return {**parts, "anyOf": choices} if choices else parts
