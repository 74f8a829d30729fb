"""Looking fields up by any name a user may write, and suggesting the right one."""

from collections.abc import Mapping
from types import MappingProxyType

from tokkyo.fields.nearest import nearest
from tokkyo.fields.rows import ROWS
from tokkyo.fields.types import Field, FieldType

FIELDS: Mapping[str, Field] = MappingProxyType({field.name: field for field in ROWS})

DEFAULT_FIELD = "full_text"
RELEVANCE_NAMES = ("relevance", "_score")


def resolve(name: str) -> Field | None:
    """Return the field a search name, alias or response path means, or None.

    Tried in turn: the exact name, an alias, the name in lower case, the response path (`biblio.…`), and the owner
    fields without `_all` that older clients use.
    """
    found = _NAMES.get(name)
    return found if found is not None else _NAMES.get(name.strip().lower())


def suggest(name: str) -> str | None:
    """Return the known name closest to an unknown one, or None when nothing is close."""
    return next(iter(nearest(name.lower(), FIELDS, 0.6)), None)


def other_names(field: Field) -> tuple[str, ...]:
    """Return every other name a field goes by: aliases and response paths, sorted; case does not matter to `resolve`.

    >>> other_names(FIELDS["ids"]), other_names(FIELDS["owner_all.country"])
    (('Ids',), ('biblio.parties.owners_all.extracted_country', 'owner.country'))
    """
    paths = {path.replace("[]", "") + ".text" for path in field.paths} - {*field.aliases}
    names = {name for name, found in _NAMES.items() if found is field and name not in paths}
    return tuple(sorted(names - {name.lower() for name in names if not name.islower()} - {field.name}))


def sources(field: Field) -> tuple[Field, ...]:
    """Return the fields that hold the values of a field: its parts, or itself."""
    return tuple(FIELDS[part] for part in field.parts) or (field,)


def searchable() -> tuple[Field, ...]:
    """Return every field that is indexed itself, composites left out."""
    return tuple(field for field in ROWS if not field.parts)


def _names() -> dict[str, Field]:
    names: dict[str, Field] = {}
    for field in ROWS:
        for path in field.paths:
            if field.type is FieldType.TEXT or not field.name.endswith(".exact"):
                names.setdefault(path.replace("[]", ""), field)
                names.setdefault(path.replace("[]", "") + ".text", field)
    for field in ROWS:
        if field.name.startswith("owner_all"):
            names[field.name.replace("owner_all", "owner")] = field
        for alias in field.aliases:
            names[alias] = field
            names[alias.lower()] = field
    names.update(FIELDS)
    return names


_NAMES = _names()
