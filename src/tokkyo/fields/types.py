"""What a searchable field is."""

from dataclasses import dataclass
from enum import Enum


class FieldType(Enum):
    """How a field is analysed and which values it takes."""

    TEXT = "text"
    """Running text in some language: indexed stemmed per language and exact."""
    NAME = "name"
    """Words of a name, address or citation: lower-cased and accents folded, never stemmed."""
    KEYWORD = "keyword"
    """One value as a whole, case folded as the row says."""
    INTEGER = "integer"
    """A signed 64-bit whole number."""
    DATE = "date"
    """A calendar day, indexed as days since 1970-01-01."""
    BOOLEAN = "boolean"
    """True or false; absent counts as false."""
    IDS = "ids"
    """Publication identifiers in any spelling."""


class Numbering(Enum):
    """What the numbers of an `IDS` field are of, which decides how users may write them."""

    PUBLICATION = "publication"
    APPLICATION = "application"
    CASE = "case"


class Fold(Enum):
    """How the case of a keyword is folded, in the index and in queries alike."""

    UPPER = "upper"
    LOWER = "lower"
    NONE = "none"

    def apply(self, text: str) -> str:
        """Return the text folded."""
        if self is Fold.UPPER:
            return text.upper()
        return text.lower() if self is Fold.LOWER else text


@dataclass(frozen=True, slots=True)
class Field:
    """One searchable field.

    `paths` are response paths below the record, `[]` marking lists; empty for search-only fields, whose values come
    from `fields.computed`. `parts` names the fields a composite stands for. `values` is the closed list of an
    enumerated field. `aggregations` names the aggregation types the field allows (terms, cardinality, stats,
    histogram, date_histogram). `since` is the version of the Lens API that introduced it, "" for the first.
    `numbering` says what the numbers of an `IDS` field are of.
    """

    name: str
    type: FieldType
    group: str
    description: str
    paths: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    multiple: bool = False
    sortable: bool = False
    fold: Fold = Fold.UPPER
    values: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    aggregations: frozenset[str] = frozenset()
    since: str = ""
    on_page: bool = True
    numbering: Numbering = Numbering.PUBLICATION

    @property
    def analysed(self) -> bool:
        """Whether the field's values are split into words."""
        return self.type in (FieldType.TEXT, FieldType.NAME)
