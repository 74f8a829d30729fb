"""Lines of the tables: values by column name into tab-separated text, in the order of the catalogue."""

from collections.abc import Callable
from types import MappingProxyType

from tokkyo.model.jpo.tables import BY_NAME

Line = tuple[str, str]
"""A table's name and one of its lines, without the line's end."""


def _maker(table: str) -> Callable[..., Line]:
    columns = BY_NAME[table].columns
    places = {name: place for place, name in enumerate(columns)}
    width = len(columns)

    def line(**values: str) -> Line:
        row = [""] * width
        for name, value in values.items():
            row[places[name]] = value
        return table, "\t".join(row)

    return line


LINE = MappingProxyType({name: _maker(name) for name in BY_NAME})
"""What makes a line of each table: called with values by column name, absent ones are empty."""


def header(table: str) -> str:
    """Return the first line of a table's `upd_` file."""
    return "\t".join(BY_NAME[table].columns)


def key_header(table: str) -> str:
    """Return the first line of a table's `del_` file."""
    return "\t".join(BY_NAME[table].key)
