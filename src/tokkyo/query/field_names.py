"""The error for a name that no field has."""

from tokkyo.errors import QueryError
from tokkyo.fields.registry import PUBLICATIONS, Collection, suggest
from tokkyo.query.values import shown


def unknown_field(
    name: str,
    *,
    position: int | None = None,
    path: str = "",
    otherwise: str = "see the list of fields",
    collection: Collection = PUBLICATIONS,
) -> QueryError:
    """Return `unknown_field` with its place and the field that may be meant; `otherwise` is the advice without one."""
    near = suggest(name, collection)
    fix = f"did you mean {near}?" if near else otherwise
    return QueryError("unknown_field", f"no field is named {shown(name)}", fix=fix, position=position, path=path)
