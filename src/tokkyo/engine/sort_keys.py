"""What hits can be sorted and grouped by, the same in every engine."""

from collections.abc import Sequence

from tokkyo.engine.port import RELEVANCE, SortKey
from tokkyo.errors import QueryError
from tokkyo.fields.registry import Collection
from tokkyo.fields.types import FieldType


def check_sort(keys: Sequence[SortKey], collection: Collection) -> None:
    """Raise `QueryError` (`not_sortable`) for a key that is neither relevance nor a sortable field."""
    for key in keys:
        field = collection.fields.get(key.field)
        if key.field != RELEVANCE.field and (field is None or not field.sortable):
            raise QueryError("not_sortable", f"hits cannot be sorted by {key.field}", fix="sort by a date or a number")


def check_group(name: str, collection: Collection) -> None:
    """Raise `QueryError` (`not_groupable`) for anything but an integer field of one value."""
    field = collection.fields.get(name)
    if field is None or field.type is not FieldType.INTEGER or field.multiple:
        raise QueryError("not_groupable", f"hits cannot be grouped by {name}", fix="group by a family")


def is_scored(keys: Sequence[SortKey]) -> bool:
    """Whether relevance is one of the keys."""
    return any(key.field == RELEVANCE.field for key in keys)
