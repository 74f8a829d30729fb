"""What assembling an answer asks of the tables of standardized data."""

from collections.abc import Iterable, Mapping
from typing import Protocol

Row = Mapping[str, str]
"""One row: every kept column by its physical name, "" for what is absent."""


class CaseRows(Protocol):
    """The stored tables; a table of no rows gives none."""

    def rows(self, table: str, *key: str) -> list[Row]:
        """Return the rows whose first key columns (`Table.key`) have these values, in the order of the key as text."""
        ...

    def looked_up(self, table: str, column: str, value: str) -> list[Row]:
        """Return the rows with a value in one of `Table.lookups`, in the order of the key as text."""
        ...


def in_number_order(rows: Iterable[Row], *columns: str, within: tuple[str, ...] = ()) -> list[Row]:
    """Return rows by columns that count them, which the store sorts as text; first by others, if any, as text.

    What is no number comes first.
    """
    return sorted(
        rows, key=lambda row: ([row[column] for column in within], [counted(row[column]) for column in columns])
    )


def counted(value: str) -> int:
    """Return a count or a place in a list, -1 for what is no number."""
    return int(value) if value.isascii() and value.isdecimal() else -1
