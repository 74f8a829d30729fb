"""Rows of many cases at once, for whatever goes through all of them.

What puts one case together asks for it table by table. Asked of a batch, the first such question is put to the store
for all cases of the batch, and the others are answered from memory.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tokkyo.model.jpo.table import Table
from tokkyo.model.jpo.tables import BY_NAME
from tokkyo.store.jpo.tables import JpoTables, Row

REGISTER = "mgt_info_"
REGISTRATION = "reg_num"
REMEMBERED = 100_000

Rows = list[Row]
Asking = Callable[[str, tuple[str, ...]], Rows]


def remembering(tables: JpoTables) -> Asking:
    """Return what looks up rows by key and remembers them: parties, who are the same in many cases."""
    return lru_cache(maxsize=REMEMBERED)(lambda table, key: tables.rows(table, *key))


class CaseBatch:
    """The tables of a store, for a few hundred cases of one law; like `JpoTables` in what it answers."""

    def __init__(self, tables: JpoTables, applications: Sequence[str], remembered: Asking) -> None:
        self._tables = tables
        self._applications = frozenset(applications)
        self._registrations: set[str] = set()
        self._remembered = remembered
        self._loaded: dict[tuple[str, str, tuple[str, ...]], _Loaded] = {}

    def rows(self, table: str, *key: str) -> Rows:
        """Return rows as `JpoTables.rows`."""
        described = BY_NAME[table]
        place = _place(described, len(key))
        if place is None or key[place] not in self._among(described.key[place]):
            return self._remembered(table, key)
        others = key[:place] + key[place + 1 :]
        found = self._of(described, described.key[place], described.key[: len(key)], others)
        return found.rows.get(key[place], []) if key[place] in found.asked else self._remembered(table, key)

    def looked_up(self, table: str, column: str, value: str) -> Rows:
        """Return rows as `JpoTables.looked_up`."""
        if value not in self._applications:
            return self._tables.looked_up(table, column, value)
        return self._of(BY_NAME[table], column, (column,), ()).rows.get(value, [])

    def _among(self, column: str) -> Collection[str]:
        return self._registrations if column == REGISTRATION else self._applications

    def _of(self, table: Table, column: str, given: tuple[str, ...], others: tuple[str, ...]) -> "_Loaded":
        """Return the rows of all cases by the column that tells them apart; the others of the given are fixed."""
        name = (table.name, column, others)
        if name not in self._loaded:
            fixed = dict(zip((one for one in given if one != column), others, strict=True))
            asked = frozenset(self._among(column))
            rows: defaultdict[str, Rows] = defaultdict(list)
            for row in self._tables.among(table.name, fixed, column, sorted(asked)):
                rows[row[column]].append(row)
            self._loaded[name] = _Loaded(asked, rows)
            if table.name.startswith(REGISTER):
                self._registrations.update(row[REGISTRATION] for some in rows.values() for row in some)
        return self._loaded[name]


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What the store was asked for, and what it gave."""

    asked: frozenset[str]
    rows: Mapping[str, Rows]


@lru_cache(maxsize=1024)
def _place(table: Table, given: int) -> int | None:
    """Return where among the given values of a key the number of a case or of its registration stands."""
    for column in (table.case, REGISTRATION):
        if column in table.key[:given]:
            return table.key.index(column)
    return None
