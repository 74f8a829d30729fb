"""A checked tree as people write it: days become dates, so that it can be written as query text again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from tokkyo.errors import QueryError
from tokkyo.fields.extract import EPOCH
from tokkyo.fields.registry import FIELDS
from tokkyo.fields.types import FieldType
from tokkyo.query.render import normalise, render
from tokkyo.query.tree import Bool, Node, Range, Term, Terms, Value

_FIRST_DAY, _LAST_DAY = 1, 3_652_059
"""0001-01-01 and 9999-12-31, counted as Python does."""


def date_of(days: int) -> str:
    """Return days since 1970-01-01 as an ISO date, the first or last one of the calendar when there is none.

    >>> date_of(18000), date_of(10**9)
    ('2019-04-14', '9999-12-31')
    """
    return date.fromordinal(max(_FIRST_DAY, min(_LAST_DAY, days + EPOCH))).isoformat()


def written(value: Value, field: str) -> Value:
    """Return a value of a checked tree as a person writes it."""
    row = FIELDS.get(field)
    if row is not None and row.type is FieldType.DATE and isinstance(value, int):
        return date_of(value)
    return value


def as_text(root: Node, longest: int) -> str | None:
    """Return query text for a checked tree; None when text cannot say it or only at greater length."""
    try:
        text = render(normalise(_readable(root)))
    except QueryError:
        return None
    return text if len(text) <= longest else None


def _readable(node: Node) -> Node:
    if isinstance(node, Bool):
        return replace(
            node,
            must=tuple(map(_readable, node.must)),
            should=tuple(map(_readable, node.should)),
            must_not=tuple(map(_readable, node.must_not)),
            filter=tuple(map(_readable, node.filter)),
        )
    change = _CHANGES.get(type(node))
    return change(node) if change else node


def _term(node: Term) -> Node:
    return replace(node, value=written(node.value, node.field or ""))


def _terms(node: Terms) -> Node:
    return replace(node, values=tuple(written(value, node.field) for value in node.values))


def _range(node: Range) -> Node:
    def side(value: Value | None) -> Value | None:
        return None if value is None else written(value, node.field)

    return replace(node, gt=side(node.gt), gte=side(node.gte), lt=side(node.lt), lte=side(node.lte))


_CHANGES: dict[type[Node], Callable[[Any], Node]] = {Term: _term, Terms: _terms, Range: _range}
