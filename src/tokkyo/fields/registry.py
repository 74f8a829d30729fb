"""Looking fields up by any name a user may write, and suggesting the right one.

There are two collections, publications and cases before the Japan Patent Office. Each has fields of its own, which may
share a name; whoever looks a field up says where. Without a word on it, publications are meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tokkyo.fields.nearest import nearest
from tokkyo.fields.rows import ROWS
from tokkyo.fields.rows_cases import CASE_ROWS
from tokkyo.fields.types import Field, FieldType

DEFAULT_FIELD = "full_text"
"""The composite of every collection that words without a field name are looked for in."""

RELEVANCE_NAMES = ("relevance", "_score")


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """What is searched: `fields` by name, in the order of the rows, and `names`, every other way to write them.

    `ordered` are some fields that have an order, as examples for messages.
    """

    name: str
    fields: Mapping[str, Field]
    names: Mapping[str, Field]
    ordered: tuple[str, ...]

    def resolve(self, name: str) -> Field | None:
        """Return the field a search name, alias or response path means, or None; see `resolve`."""
        found = self.names.get(name)
        return found if found is not None else self.names.get(name.strip().lower())

    def sources(self, name: str | None) -> tuple[Field, ...]:
        """Return the fields that hold the values of a field: its parts, or itself; None is the default field."""
        field = self.fields[name or DEFAULT_FIELD]
        return tuple(self.fields[part] for part in field.parts) or (field,)

    def searchable(self) -> tuple[Field, ...]:
        """Return every field that is indexed itself, composites left out."""
        return tuple(field for field in self.fields.values() if not field.parts)


def _collection(name: str, rows: Sequence[Field], *ordered: str) -> Collection:
    return Collection(name, MappingProxyType({field.name: field for field in rows}), _names(rows), ordered)


def _names(rows: Sequence[Field]) -> Mapping[str, Field]:
    names: dict[str, Field] = {}
    for field in rows:
        for path in field.paths:
            if field.type is FieldType.TEXT or not field.name.endswith(".exact"):
                names.setdefault(path.replace("[]", ""), field)
                names.setdefault(path.replace("[]", "") + ".text", field)
    for field in rows:
        if field.name.startswith("owner_all"):
            names[field.name.replace("owner_all", "owner")] = field
        for alias in field.aliases:
            names[alias] = field
            names[alias.lower()] = field
    names.update({field.name: field for field in rows})
    return MappingProxyType(names)


PUBLICATIONS = _collection("publications", ROWS, "date_published", "year_published", "family.simple.size")
CASES = _collection("cases", CASE_ROWS, "filing_date", "filing_year", "expiry_date")
COLLECTIONS: Mapping[str, Collection] = MappingProxyType({one.name: one for one in (PUBLICATIONS, CASES)})

FIELDS = PUBLICATIONS.fields


def resolve(name: str, collection: Collection = PUBLICATIONS) -> Field | None:
    """Return the field a search name, alias or response path means, or None.

    Tried in turn: the exact name, an alias, the name in lower case, the response path (`biblio.…`), and the owner
    fields without `_all` that older clients use.
    """
    return collection.resolve(name)


def suggest(name: str, collection: Collection = PUBLICATIONS) -> str | None:
    """Return the known name closest to an unknown one, or None when nothing is close."""
    return next(iter(nearest(name.lower(), collection.fields, 0.6)), None)


def other_names(field: Field, collection: Collection = PUBLICATIONS) -> tuple[str, ...]:
    """Return every other name a field goes by: aliases and response paths, sorted; case does not matter to `resolve`.

    >>> other_names(FIELDS["ids"]), other_names(FIELDS["owner_all.country"])
    (('Ids',), ('biblio.parties.owners_all.extracted_country', 'owner.country'))
    """
    paths = {path.replace("[]", "") + ".text" for path in field.paths} - {*field.aliases}
    names = {name for name, found in collection.names.items() if found is field and name not in paths}
    return tuple(sorted(names - {name.lower() for name in names if not name.islower()} - {field.name}))


def sources(field: Field) -> tuple[Field, ...]:
    """Return the fields that hold the values of a field of publications: its parts, or itself."""
    return PUBLICATIONS.sources(field.name)


def searchable() -> tuple[Field, ...]:
    """Return every field of publications that is indexed itself, composites left out."""
    return PUBLICATIONS.searchable()
