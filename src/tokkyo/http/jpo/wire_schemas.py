"""JSON Schema of the data of retrieval answers: every key is there, every leaf is text, what is absent is empty."""

from collections.abc import Iterable
from types import UnionType
from typing import Any, get_args, get_origin

import msgspec

from tokkyo.http.jpo.answer_blocks import Nothing

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NOTHING: Schema = {"type": "object", "maxProperties": 0, "description": "Nothing: there is no data."}


def wire_schemas(structs: Iterable[type[msgspec.Struct]]) -> dict[str, Schema]:
    """Return the schemas of structs and of all within them by name.

    They hold text, lists, objects with any keys, and objects that may be empty, which is what the answers consist of.
    """
    made: dict[str, Schema] = {}
    waiting = list(structs)
    while waiting:
        struct = waiting.pop()
        if struct.__name__ in made:
            continue
        rows = msgspec.structs.fields(struct)
        properties = {row.encode_name: _schema(row.type, waiting) for row in rows}
        made[struct.__name__] = {
            "type": "object",
            "description": (struct.__doc__ or "").strip(),
            "required": list(properties),
            "properties": properties,
            "additionalProperties": False,
        }
    return made


def _schema(kind: Any, waiting: list[type[msgspec.Struct]]) -> Schema:
    if kind is str:
        return TEXT
    if kind is Nothing:
        return NOTHING
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is list:
        return {"type": "array", "items": _schema(arguments[0], waiting)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(arguments[1], waiting)}
    if origin is UnionType:
        return {"anyOf": [_schema(part, waiting) for part in arguments]}
    waiting.append(kind)
    return {"$ref": f"#/components/schemas/{kind.__name__}"}
