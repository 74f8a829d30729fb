"""Deliveries of standardized data: which table a file holds, and the order in which deliveries are read.

A delivery is a folder or an archive of files `upd_<table>.tsv` and `del_<table>.tsv`. Deliveries are applied by their
date, the last day `YYYYMMDD` in their path; what has no date, as a first full set, comes before. Within a delivery
deletions come first, for a row that is deleted and delivered anew has to stay.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_TABLE = re.compile(
    r"(?:\A|[/\\!])(?P<kind>upd|del)_(?P<table>[a-z][a-z0-9_]*?)(?:_\d{8})?\.tsv(?:\.(?:gz|xz|bz2))?(?: \(\d+\))?\Z",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(r"(?:\A|[/\\!])JP[A-Z]{2,4}_?\d{8}[^/\\!]*\Z", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")

MOST_WALKS = 64
"""So often is an archive read that holds deliveries out of order; more of them are read in the order they have."""


class TableFile(NamedTuple):
    """What the name of a file says: its table, and whether it lists rows to be deleted."""

    table: str
    delete: bool


class Rank(NamedTuple):
    """Where in the order of reading a table stands: the day of its delivery, and deletions (0) before rows (1)."""

    day: str
    phase: int


def table_of(path: str) -> TableFile | None:
    """Return what a path says of a table, None when it is no file of standardized data.

    >>> table_of("JPDRP_20250106.tar.gz!JPDRP/del_mgt_info_p.tsv")
    TableFile(table='mgt_info_p', delete=True)
    """
    found = _TABLE.search(path)
    return TableFile(found["table"].lower(), found["kind"].lower() == "del") if found else None


def rank(path: str) -> Rank:
    """Return the rank of the table at a path."""
    found = table_of(path)
    days = _DAY.findall(path)
    return Rank(days[-1] if days else "", 0 if found is not None and found.delete else 1)


def in_order(files: Sequence[str]) -> list[str]:
    """Return files with the deliveries among them in order, in the places where deliveries stand."""
    places = [place for place, file in enumerate(files) if _delivered(file)]
    ordered = list(files)
    for place, file in zip(places, sorted((files[place] for place in places), key=_order), strict=True):
        ordered[place] = file
    return ordered


def ranks(members: Iterable[str]) -> list[frozenset[Rank]]:
    """Return which ranks to read in one walk through an archive, walk by walk; one walk when they come in order.

    There is none where there are no tables.
    """
    met = [rank(member) for member in members]
    ordered = sorted(set(met))
    if not met:
        return []
    if met == sorted(met) or len(ordered) > MOST_WALKS:
        return [frozenset(ordered)]
    return [frozenset((one,)) for one in ordered]


def _delivered(file: str) -> bool:
    return table_of(file) is not None or _ARCHIVE.search(file) is not None


def _order(file: str) -> tuple[str, str, int, str]:
    day, phase = rank(file)
    folder, _, name = file.replace("\\", "/").rpartition("/")
    return day, folder, phase, name
