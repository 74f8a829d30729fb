"""Patent Information Standardized Data: `upd_<table>.tsv` and `del_<table>.tsv`, as supplied since May 2019.

Tab-separated text in UTF-8, with or without a byte order mark. The first line names the columns, in any order; of
columns that are not there the values are absent, columns nobody asks for are ignored. Lines of `del_` files fill in
the key columns only. A line that cannot be taken is told with its number, and the others are kept.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from operator import itemgetter

from tokkyo.errors import RecordError
from tokkyo.formats.deliveries import table_of
from tokkyo.formats.jpo.row_rules import Row, RowRules, rules_of
from tokkyo.formats.port import Context, Heading, TableFormat
from tokkyo.model.jpo.sources import TableRows
from tokkyo.model.jpo.table import Table
from tokkyo.model.jpo.tables import BY_NAME

MOST_TOLD = 20
"""So many bad lines of one slice are told one by one, the others by their number."""


def matches(path: str, head: bytes) -> bool:
    """Tell whether a file is a table of standardized data: by its name, and by beginning as text."""
    return table_of(path) is not None and b"\0" not in head.partition(b"\n")[0]


def what(path: str) -> str:
    """Return what a table is called that is passed over."""
    found = table_of(path)
    return f"table {found.table if found else '?'} of the standardized data, which no answer needs"


def heading(path: str, line: bytes) -> Heading | None:
    """Return the heading of a table, None for one that is not in the catalogue.

    Raises `RecordError`: `table_without_heading` when the first line does not name the key columns, `table_line_ends`
    when it does not end where a line ends.
    """
    found = table_of(path)
    if found is None or found.table not in BY_NAME:
        return None
    text = line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")
    if "\r" in text:
        message = "lines end with a carriage return alone"
        raise RecordError("table_line_ends", message, fix="let lines end with a line feed")
    quoted = text.startswith('"')
    columns = tuple(name.strip().lower() for name in _values(text, quoted))
    table = BY_NAME[found.table]
    optional = table.beside if found.delete else ()
    missing = [name for name in table.key if name not in (*columns, *optional)]
    if missing:
        message = f"the first line does not name the key columns {', '.join(missing)[:200]}"
        raise RecordError("table_without_heading", message, fix="give the file its first line with the column names")
    return Heading(found.table, found.delete, columns, quoted)


def read(given: Heading, data: bytes, first: int, context: Context) -> Iterator[TableRows]:
    """Yield the rows of whole lines, those that are deleted apart; `first` is the number of the first line."""
    refusals = _Refusals(context)
    deletes: bool | None = None
    rows: list[Row] = []
    for row, deleted in _Lines(given, refusals, context.deleting).rows(data, first):
        if deleted is not deletes and rows:
            yield TableRows(given.table, bool(deletes), tuple(rows))
            rows = []
        deletes = deleted
        rows.append(row)
    if rows:
        yield TableRows(given.table, bool(deletes), tuple(rows))
    refusals.tell_rest()


class _Refusals:
    """Tells of bad lines, the first ones each."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._count = 0

    def refuse(self, code: str, line: int, message: str, fix: str) -> None:
        self._count += 1
        if self._count <= MOST_TOLD:
            self._context.refuse(code, f"line {line}: {message}", fix)

    def tell_rest(self) -> None:
        rest = self._count - MOST_TOLD
        if rest > 0:
            self._context.refuse("rows_refused", f"{rest} more lines here could not be taken", "see the ones before")


class _Lines:
    """Lines of one table to rows."""

    def __init__(self, given: Heading, refusals: _Refusals, deleting: frozenset[str]) -> None:
        self._table = BY_NAME[given.table]
        self._given = given
        self._refuse = refusals.refuse
        self._width = len(given.columns)
        self._pick = _picker(given.columns, self._table)
        self._rules = _rules(given.table, deleting)

    def rows(self, data: bytes, first: int) -> Iterator[tuple[Row, bool]]:
        """Yield rows, each with whether it is to be deleted."""
        keys, width, delete = len(self._table.key), self._width, self._given.delete
        clean, deleted = self._rules.clean, self._rules.deleted
        for number, text in enumerate(self._texts(data, first), first):
            if not text:
                continue
            values = _values(text, self._given.quoted)
            if len(values) != width and not (len(values) == width + 1 and not values[-1]):
                message = f"{len(values)} values, the first line names {width} columns"
                self._refuse("row_columns", number, message, "look for tabs and line ends inside values")
                continue
            values.append("")
            row = clean(self._pick(values), text)
            if row is None:
                continue
            if not any(row[:keys]) and not (delete and self._names_case(row)):
                self._refuse("row_without_key", number, "the key columns are empty", "check the file")
                continue
            yield row, delete or deleted(row)

    def _names_case(self, row: Row) -> bool:
        case = self._table.case
        return case in self._table.lookups and bool(row[self._table.columns.index(case)])

    def _texts(self, data: bytes, first: int) -> Iterable[str]:
        if b"\0" in data:
            return self._one_by_one(data, first)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return self._one_by_one(data, first)
        return (line.removesuffix("\r") for line in text.split("\n"))

    def _one_by_one(self, data: bytes, first: int) -> Iterator[str]:
        """Yield lines; one that is not UTF-8, or holds a NUL, is told and comes as empty."""
        for number, line in enumerate(data.split(b"\n"), first):
            if b"\0" in line:
                self._refuse("row_with_nul", number, f"NUL at byte {line.index(0)}", "supply the file as text")
                yield ""
                continue
            try:
                yield line.decode("utf-8").removesuffix("\r")
            except UnicodeDecodeError as error:
                message = f"not UTF-8 at byte {error.start}"
                self._refuse("row_not_utf8", number, message, "supply the file as UTF-8")
                yield ""


def _values(text: str, quoted: bool) -> list[str]:
    values = text.split("\t")
    return [_unquoted(value) for value in values] if quoted else values


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('""', '"')
    return value


@lru_cache(maxsize=256)
def _picker(columns: tuple[str, ...], table: Table) -> Callable[[list[str]], Row]:
    """Return what takes the columns of the catalogue out of the values of a line that end with one empty value."""
    places = {name: place for place, name in reversed(list(enumerate(columns)))}
    chosen = [places.get(name, -1) for name in table.columns]
    return itemgetter(*chosen) if len(chosen) > 1 else lambda values: (values[chosen[0]],)


@cache
def _rules(table: str, deleting: frozenset[str]) -> RowRules:
    return rules_of(BY_NAME[table], deleting)


STANDARDIZED = TableFormat("jpo-table", "table of the JPO's standardized data", matches, what, heading, read)
