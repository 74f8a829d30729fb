"""How the rows of the registry are written: one function per kind of field."""

from typing import Any

from tokkyo.fields.types import Field, FieldType

TERMS = frozenset({"terms", "cardinality"})
CARDINALITY = frozenset({"cardinality"})
STATS = frozenset({"cardinality", "avg", "max", "min", "sum"})
HISTOGRAM = STATS | {"histogram"}
DATES = frozenset({"date_histogram"})

PARTIES = "biblio.parties."
CITATIONS = "biblio.references_cited.citations[]."


def text(name: str, description: str, *paths: str, **more: Any) -> Field:
    """A language text, searched in every language."""
    return Field(name, FieldType.TEXT, "Text Fields", description, paths, multiple=True, **more)


def keyword(group: str, name: str, description: str, *paths: str, **more: Any) -> Field:
    """A value taken as a whole."""
    return Field(name, FieldType.KEYWORD, group, description, paths, **more)


def integer(group: str, name: str, description: str, *paths: str, **more: Any) -> Field:
    """A whole number, sortable unless told otherwise."""
    return Field(name, FieldType.INTEGER, group, description, paths, **{"sortable": True, **more})


def date(group: str, name: str, description: str, *paths: str, **more: Any) -> Field:
    """A calendar day, sortable unless told otherwise."""
    return Field(name, FieldType.DATE, group, description, paths, **{"sortable": True, **more})


def boolean(group: str, name: str, description: str, *paths: str, **more: Any) -> Field:
    """A flag; absent counts as false."""
    return Field(name, FieldType.BOOLEAN, group, description, paths, aggregations=frozenset({"terms"}), **more)


def document_id(group: str, prefix: str, path: str, what: str, *, dated: bool = True) -> tuple[Field, ...]:
    """The four parts of a document number under a common prefix, for lists of documents."""
    parts = [("jurisdiction", "jurisdiction"), ("doc_number", "document number"), ("kind", "kind code")]
    rows = [
        keyword(group, f"{prefix}.{part}", f"{label} of {what}", f"{path}.{part}", multiple=True)
        for part, label in parts
    ]
    if dated:
        label = f"publication date of {what}"
        rows.append(date(group, f"{prefix}.date", label, f"{path}.date", multiple=True, sortable=False))
    return tuple(rows)


def name_pair(group: str, name: str, description: str, *paths: str, **more: Any) -> tuple[Field, Field]:
    """A name as words, and as given for exact matches."""
    multiple = more.pop("multiple", True)
    return (
        Field(f"{name}.name", FieldType.NAME, group, description, paths, multiple=multiple, **more),
        Field(
            f"{name}.name.exact",
            FieldType.KEYWORD,
            group,
            f"{description}, the whole name",
            paths,
            multiple=multiple,
            aggregations=TERMS,
        ),
    )
