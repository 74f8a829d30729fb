"""Values of the user's to values of the index, field type by field type.

| type    | takes                                        | example of what is accepted            |
|---------|----------------------------------------------|----------------------------------------|
| KEYWORD | any text, folded                             | `us`, `granted patent`, `Y02E 10/70`   |
| IDS     | a document number or Lens ID in any spelling | `US 2021/0191781 A1`, `EP0227762`      |
| INTEGER | a whole number, as text too                  | `2009`, `"2009"`                       |
| DATE    | a day, month, year, date math                | `2009-05-22`, `2009`, `now-1y/d`       |
| BOOLEAN | true or false in any case, 1 or 0            | `TRUE`, `"false"`, `1`                 |

A value of `lens_id` is looked up among `ids`, which hold the former Lens IDs of a publication too.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tokkyo.errors import QueryError
from tokkyo.fields.registry import PUBLICATIONS, Collection
from tokkyo.fields.types import Field, FieldType, Numbering
from tokkyo.model import lens_ids
from tokkyo.model.jpo.spellings import query_forms as case_query_forms
from tokkyo.model.numbers import application_query_forms, query_forms
from tokkyo.query import dates, values
from tokkyo.query.tree import Bool, Exists, MatchNone, Node, Range, Term, Terms, Value

MAX_WARNINGS = 10

EXPECTED = {
    FieldType.TEXT: "text",
    FieldType.NAME: "text",
    FieldType.KEYWORD: "text",
    FieldType.INTEGER: "a whole number such as 2009, of 64 bits at most",
    FieldType.DATE: "a date such as 2009-05-22, 2009-05, 2009 or now-1y/d",
    FieldType.BOOLEAN: "true or false",
    FieldType.IDS: "a number such as EP 0227762 B1",
}


@dataclass(slots=True)
class Context:
    """What checking one query needs to know, and the warnings it leaves."""

    lenient: bool
    today: date | None
    collection: Collection = PUBLICATIONS
    warnings: list[str] = field(default_factory=list)

    def warn(self, message: str) -> None:
        """Keep a warning, once, up to `MAX_WARNINGS`."""
        if message not in self.warnings and len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(message)

    @property
    def full(self) -> bool:
        """Whether more warnings would be dropped, so that working them out is idle."""
        return len(self.warnings) >= MAX_WARNINGS


def exact(row: Field, value: Value, node: Node, context: Context) -> Node:
    """Return the node that finds one value in a field that is not split into words. Raises `QueryError`."""
    found = _convert(row, (value,), node, context)
    if len(found) == 1 and isinstance(found[0], Terms) and row.type is not FieldType.IDS:
        return Term(found[0].field, found[0].values[0], boost=node.boost, place=node.place)
    return _one(found, node)


def any_of(row: Field, wanted: Sequence[Value], node: Node, context: Context) -> Node:
    """Return the node that finds any of the values, each converted. Raises `QueryError`."""
    return _one(_convert(row, wanted, node, context), node)


def _one(found: Sequence[Node], node: Node) -> Node:
    if not found:
        return MatchNone(place=node.place)
    if len(found) == 1:
        return found[0]
    return Bool(should=tuple(found), place=node.place)


def _convert(row: Field, wanted: Iterable[Value], node: Node, context: Context) -> list[Node]:
    if row.type is FieldType.DATE:
        return _days(row, wanted, node, context)
    convert = _lens_id if row.name == "lens_id" else _CONVERTERS[row.type]
    typed = [item for value in wanted for item in _guarded(row, value, node, convert, context)]
    return [_terms(context.collection.fields["ids"] if row.name == "lens_id" else row, typed, node)] if typed else []


def _terms(row: Field, typed: Iterable[Value], node: Node) -> Terms:
    return Terms(row.name, tuple(dict.fromkeys(typed)), boost=node.boost, place=node.place)


Converter = Callable[[Field, Value, Node, Context], Iterable[Value]]


def _guarded(row: Field, value: Value, node: Node, convert: Converter, context: Context) -> Iterable[Value]:
    try:
        return convert(row, value, node, context)
    except ValueError:
        raise refused(row, value, node) from None


def refused(row: Field, value: Value, node: Node) -> QueryError:
    """Return the error for a value that a field cannot take."""
    message = f"{row.name} does not take {values.shown(value)}"
    code = "bad_date" if row.type is FieldType.DATE else "bad_value"
    fix = f"give {EXPECTED[row.type]}"
    return QueryError(code, message, fix=fix, position=node.place.position, path=node.place.path)


# A section, class or subclass of IPC and CPC, which is no symbol that a document carries.
_AREA = re.compile(r"[A-HY](?:\d\d[A-Z]?)?")


def _keyword(row: Field, value: Value, node: Node, context: Context) -> Iterable[Value]:
    folded = values.keyword(value, row)
    if row.values and folded not in row.values and not (context.lenient and context.full):
        message = f"{row.name} never holds {values.shown(value)}"
        fix = f"it holds {', '.join(row.values)}"
        if not context.lenient:
            raise QueryError("unknown_value", message, fix=fix, position=node.place.position, path=node.place.path)
        context.warn(f"{message}; {fix}")
    if row.name.startswith(("class_cpc.", "class_ipcr.")) and _AREA.fullmatch(folded):
        context.warn(f"{row.name} holds whole symbols; {folded}* finds all of {folded}")
    return (folded,)


def _lens_id(row: Field, value: Value, node: Node, context: Context) -> Iterable[Value]:
    plain = lens_ids.bare(values.text(value))
    return (plain,) if plain else ()


def _integer(row: Field, value: Value, node: Node, context: Context) -> Iterable[Value]:
    return (values.integer(value),)


def _boolean(row: Field, value: Value, node: Node, context: Context) -> Iterable[Value]:
    return (values.boolean(value),)


def _identifier(row: Field, value: Value, node: Node, context: Context) -> Iterable[Value]:
    written = values.text(value)
    forms = _FORMS[row.numbering](written)
    if not forms:
        context.warn(f"{values.shown(value)} is no document number")
    return forms


_FORMS: dict[Numbering, Callable[[str], tuple[str, ...]]] = {
    Numbering.PUBLICATION: query_forms,
    Numbering.APPLICATION: application_query_forms,
    Numbering.CASE: case_query_forms,
}

_CONVERTERS: dict[FieldType, Converter] = {
    FieldType.KEYWORD: _keyword,
    FieldType.INTEGER: _integer,
    FieldType.BOOLEAN: _boolean,
    FieldType.IDS: _identifier,
}


def _days(row: Field, wanted: Iterable[Value], node: Node, context: Context) -> list[Node]:
    single: list[Value] = []
    spans: list[Node] = []
    for value in wanted:
        first, last = _span(row, value, node, context)
        if first == last:
            single.append(first)
        else:
            spans.append(Range(row.name, gte=first, lte=last, boost=node.boost, place=node.place))
    return ([_terms(row, single, node)] if single else []) + spans


def _span(row: Field, value: Value, node: Node, context: Context) -> dates.Span:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    if isinstance(value, bool | float):
        raise refused(row, value, node)
    try:
        return dates.span(value, context.today)
    except ValueError:
        raise refused(row, value, node) from None


def interval(row: Field, node: Range, context: Context) -> Node:
    """Return a range over days or whole numbers with inclusive bounds only. Raises `QueryError`."""
    if row.type not in (FieldType.DATE, FieldType.INTEGER):
        raise QueryError(
            "range_not_supported",
            f"{row.name} has no order to take a range of",
            fix=f"ranges work on dates and counts, e.g. {', '.join(context.collection.ordered)}",
            position=node.place.position,
            path=node.place.path,
        )
    lows = [_low(row, value, node, context, after) for value, after in ((node.gte, False), (node.gt, True))]
    highs = [_high(row, value, node, context, before) for value, before in ((node.lte, False), (node.lt, True))]
    low = max((bound for bound in lows if bound is not None), default=None)
    high = min((bound for bound in highs if bound is not None), default=None)
    if low is None and high is None:
        return Exists(row.name, boost=node.boost, place=node.place)
    if (low is not None and high is not None and low > high) or low == values.INT_MAX + 1:
        return MatchNone(place=node.place)
    if high == values.INT_MIN - 1:
        return MatchNone(place=node.place)
    return Range(row.name, gte=low, lte=high, boost=node.boost, place=node.place)


def _low(row: Field, value: Value | None, node: Range, context: Context, after: bool) -> int | None:
    if value is None:
        return None
    if row.type is FieldType.DATE:
        first, last = _span(row, value, node, context)
        return last + 1 if after else first
    try:
        return values.lower_bound(value, exclusive=after)
    except ValueError:
        raise refused(row, value, node) from None


def _high(row: Field, value: Value | None, node: Range, context: Context, before: bool) -> int | None:
    if value is None:
        return None
    if row.type is FieldType.DATE:
        first, last = _span(row, value, node, context)
        return first - 1 if before else last
    try:
        return values.upper_bound(value, exclusive=before)
    except ValueError:
        raise refused(row, value, node) from None
