"""What the values of a row of standardized data say beside themselves: deletions, placeholders, numbers with a law.

- A row is deleted that is marked so as a whole: `del_flg`, `ac_delete_flg`, `ab_delete_flg`, `ap_delete_flg` Y,
  `add_del_id`, `skbt_flg` 1 (file specification, code indexes 01280, 12280, 18380). Of `processing_type` (05330)
  nothing but 0 was ever seen outside of the office: what it says else is a setting.
- A part of a row whose own flag is Y (`acup_delete_flg`) tells nothing: its columns (`acup_…`) are blank.
- Zeros only, seven or more, stand for an absent number or day.
- Application numbers may be written with a hyphen behind the year. Those of cited documents have the law before them
  (notes of the file specification); of utility models nothing is kept there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tokkyo.model.jpo.table import Table

Row = tuple[str, ...]

_YES = frozenset(("Y", "1"))
_ONE = frozenset("1")
MARKS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(("del_flg", "ac_delete_flg", "ab_delete_flg", "ap_delete_flg"), _YES),
        **dict.fromkeys(("add_del_id", "skbt_flg"), _ONE),
    }
)
"""Columns that mark a whole row as deleted, and the values that do."""

PROCESSING = "processing_type"
"""The column of the register's tables that may mark a row as deleted."""

PLACEHOLDER = "0000000"
"""Zeros a placeholder has at least: a registration number; days have eight, application numbers ten."""

_PLACEHOLDERS = frozenset("0" * length for length in range(len(PLACEHOLDER), 64))
_PART_FLAG = "_delete_flg"
_HYPHENED = re.compile(r"\d{4}-\d{6}\Z")
_NUMBERS = ("app_num", "shutugan_no", "sytgn_bngu")
_FOREIGN = ("pri_app_num", "intl_app_num", "yusenkenshutugan_no")
_LAW_BEFORE = frozenset(("intnl_citation_doc_mstr", "intnl_citation_doc_mstr_data"))
_WITH_LAW = re.compile(r"(?P<law>[0-9A-Z]?)0*(?P<number>[12]\d{9})\s*\Z")
_PATENT = ("", "1", "P")


@dataclass(frozen=True, slots=True)
class RowRules:
    """The rules of one table, by the places of its columns."""

    marks: tuple[tuple[int, frozenset[str]], ...]
    parts: tuple[tuple[int, frozenset[int]], ...]
    numbers: tuple[int, ...]
    law_before: int | None

    def clean(self, row: Row, text: str) -> Row | None:
        """Return a row as it is stored, given with its line; None for one outside of what is kept.

        The line tells quickly what cannot be in the row.
        """
        if PLACEHOLDER in text:
            row = tuple("" if value in _PLACEHOLDERS else value for value in row)
        if "-" in text and self.numbers:
            row = _changed(row, self.numbers, _without_hyphen)
        if "Y" in text and self.parts:
            for flag, places in self.parts:
                if row[flag] == "Y":
                    row = tuple("" if place in places else value for place, value in enumerate(row))
        return row if self.law_before is None else self._without_law(row, self.law_before)

    def deleted(self, row: Row) -> bool:
        """Tell whether a row is marked as deleted."""
        return any(row[place] in values for place, values in self.marks)

    def _without_law(self, row: Row, place: int) -> Row | None:
        found = _WITH_LAW.match(row[place])
        if found is None:
            return row
        return _changed(row, (place,), lambda value: found["number"]) if found["law"] in _PATENT else None


def rules_of(table: Table, deleting: frozenset[str] = _ONE) -> RowRules:
    """Return the rules of a table of the catalogue; `deleting` are the values of `processing_type` that delete."""
    columns = table.columns
    marks = {**MARKS, PROCESSING: deleting}
    places = {name: place for place, name in enumerate(columns)}
    return RowRules(
        marks=tuple((places[name], values) for name, values in marks.items() if name in places),
        parts=tuple(
            (places[name], _part(columns, name.removesuffix(_PART_FLAG)))
            for name in columns
            if name.endswith(_PART_FLAG) and name not in MARKS
        ),
        numbers=tuple(
            place for name, place in places.items() if name.endswith(_NUMBERS) and not name.endswith(_FOREIGN)
        ),
        law_before=places["app_num"] if table.name in _LAW_BEFORE else None,
    )


def _part(columns: tuple[str, ...], prefix: str) -> frozenset[int]:
    """Return the places of the columns of a part, without its flag."""
    return frozenset(
        place for place, name in enumerate(columns) if name.startswith(f"{prefix}_") and not name.endswith(_PART_FLAG)
    )


def _changed(row: Row, places: tuple[int, ...], change: Callable[[str], str]) -> Row:
    values = list(row)
    for place in places:
        values[place] = change(values[place])
    return tuple(values)


def _without_hyphen(value: str) -> str:
    return value.replace("-", "") if _HYPHENED.match(value) else value
