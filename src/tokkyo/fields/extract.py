"""From a merged publication to the values of every searchable field.

The response paths of the registry are folded into one tree of steps when the module is loaded, so that a record is
walked once however many fields share a list; what no path leads to comes from `fields.computed`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

from tokkyo.fields.computed import COMPUTED
from tokkyo.fields.registry import searchable
from tokkyo.fields.types import Field, FieldType
from tokkyo.model.facts import Facts
from tokkyo.model.publication import Part, Publication

Values = dict[str, list[Any]]
EPOCH = date(1970, 1, 1).toordinal()


@lru_cache(maxsize=65_536)
def days(text: str) -> int | None:
    """Return an ISO date as days since 1970-01-01, or None when it is no date.

    >>> days("1970-01-02"), days("1969-12-31"), days("soon")
    (1, -1, None)
    """
    try:
        return date.fromisoformat(text).toordinal() - EPOCH
    except ValueError:
        return None


def field_values(publication: Publication, facts: Facts) -> Values:
    """Return the values of every searchable field, as `engine.port.IndexRow` wants them; fields without are absent.

    Text comes as (language, text), dates as days since 1970-01-01, keywords as the record writes them, each once.
    """
    out: Values = {}
    _collect([publication], _ROOT, out)
    for name, compute in COMPUTED.items():
        values = compute(publication, facts)
        if values:
            out[name] = values
    for name in _KEYWORDS & out.keys():
        if len(out[name]) > 1:
            out[name] = list(dict.fromkeys(out[name]))
    for name in _DATES & out.keys():
        out[name] = [day for value in dict.fromkeys(out[name]) if (day := days(value)) is not None]
    for name in _KEYWORDS_OF_NUMBERS & out.keys():
        out[name] = [str(value) for value in out[name]]
    for name in _TEXTS & out.keys():
        out[name] = [(value.lang or "", value.text) for value in out[name] if value.text]
    return {name: values for name, values in out.items() if values}


@dataclass(slots=True)
class _Step:
    """One attribute on the way to values: the fields that end here and the steps below."""

    get: Callable[[Part], Any]
    many: bool = False
    names: list[str] = field(default_factory=list)
    below: "dict[str, _Step]" = field(default_factory=dict)


def _collect(parts: list[Any], steps: dict[str, _Step], out: Values) -> None:
    """Follow every step from all parts at once: far fewer calls than following each part on its own."""
    for step in steps.values():
        values = [value for value in map(step.get, parts) if value is not None]
        if step.many:
            values = list(chain.from_iterable(values))
        if not values:
            continue
        for name in step.names:
            out[name] = out[name] + values if name in out else values
        if step.below:
            _collect(values, step.below, out)


def _plan(rows: tuple[Field, ...]) -> dict[str, _Step]:
    root: dict[str, _Step] = {}
    for row in rows:
        for path in row.paths:
            level, step = root, None
            for name in path.split("."):
                attribute = name.removesuffix("[]")
                step = level.setdefault(attribute, _Step(attrgetter(attribute), many=name.endswith("[]")))
                level = step.below
            if step is not None:
                step.names.append(row.name)
    return root


def _of_type(*types: FieldType) -> frozenset[str]:
    return frozenset(row.name for row in _ROWS if row.type in types)


_ROWS = searchable()
_ROOT = _plan(_ROWS)
_DATES = _of_type(FieldType.DATE)
_TEXTS = _of_type(FieldType.TEXT)
_KEYWORDS = _of_type(FieldType.KEYWORD)
_KEYWORDS_OF_NUMBERS = frozenset({"sequence.organism.tax_id"})
