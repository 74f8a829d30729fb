"""From a merged publication to the values of every searchable field.

The response paths of the registry are folded into one tree of steps when the module is loaded, so that a record is
walked once however many fields share a list; what no path leads to comes from `fields.computed`.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
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

    Text comes as (language, text), dates as days since 1970-01-01, keywords as the record writes them.
    """
    out: Values = {}
    _walk(publication, _ROOT, out)
    for name, compute in COMPUTED.items():
        values = compute(publication, facts)
        if values:
            out[name] = values
    for name in _DATES:
        if name in out:
            out[name] = [day for value in out[name] if (day := days(value)) is not None]
    for name in _KEYWORDS_OF_NUMBERS:
        if name in out:
            out[name] = [str(value) for value in out[name]]
    for name in _TEXTS:
        if name in out:
            out[name] = [(value.lang or "", value.text) for value in out[name] if value.text]
    return {name: values for name, values in out.items() if values}


@dataclass(slots=True)
class _Step:
    """One attribute on the way to values: the fields that end here and the steps below."""

    attribute: str
    many: bool = False
    names: list[str] = field(default_factory=list)
    below: dict[str, "_Step"] = field(default_factory=dict)


def _walk(part: Part, steps: list[_Step], out: Values) -> None:
    for step in steps:
        value = getattr(part, step.attribute)
        if value is None or value == ():
            continue
        below = list(step.below.values())
        for item in value if step.many else (value,):
            if below:
                _walk(item, below, out)
            if item is not None:
                for name in step.names:
                    out.setdefault(name, []).append(item)


def _plan(rows: tuple[Field, ...]) -> list[_Step]:
    root: dict[str, _Step] = {}
    for row in rows:
        for path in row.paths:
            level, step = root, None
            for name in path.split("."):
                attribute = name.removesuffix("[]")
                step = level.setdefault(attribute, _Step(attribute, many=name.endswith("[]")))
                level = step.below
            if step is not None:
                step.names.append(row.name)
    return list(root.values())


_ROWS = searchable()
_ROOT = _plan(_ROWS)
_DATES = tuple(row.name for row in _ROWS if row.type is FieldType.DATE)
_TEXTS = tuple(row.name for row in _ROWS if row.type is FieldType.TEXT)
_KEYWORDS_OF_NUMBERS = ("sequence.organism.tax_id",)
