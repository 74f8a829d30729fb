"""Who is whose neighbour among the stored publications: families, citations and applications of a set of them.

The same arithmetic serves a whole corpus and the few publications around a small batch.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tokkyo.derive.citations import Citations, owners, resolve
from tokkyo.derive.families import Grouping, Ints, extended_families, grouping, simple_families
from tokkyo.store.relations import CITED, Column, RelationTable

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Groups and citations of the publications of a relation table, by position."""

    table: RelationTable
    simple: Grouping
    extended: Grouping
    applications: Grouping
    citations: Citations

    def ids(self, positions: Ints) -> list[int]:
        """Return the ids of the publications at these positions."""
        found: list[int] = self.table.ids[positions].tolist()
        return found


def neighbourhood(table: RelationTable) -> Neighbourhood:
    """Work out families, applications and citations of all publications of a table."""
    return Neighbourhood(
        table,
        simple_families(table.simple, table.docdb, table.has_docdb),
        extended_families(len(table.ids), table.ties.owners(), table.ties.keys),
        grouping(table.application),
        resolve(table.cites.counts, table.cites.keys, *_owners(table.names)),
    )


def affected(near: Neighbourhood, pending: Sequence[int] | Ints, touched: Ints) -> Mask:
    """Return which publications may look different because `pending` ones are new or changed.

    `touched` are keys that changed publications had before: names, ties, and cited names with `CITED` turned.
    """
    table = near.table
    is_pending = np.isin(table.ids, np.asarray(pending, np.int64))
    hit = is_pending | _any(table.ties, np.isin(table.ties.keys, touched))
    groups = np.zeros(int(near.extended.group.max(initial=-1)) + 1, bool)
    groups[near.extended.group[hit]] = True
    names = np.concatenate((table.names.keys[is_pending[table.names.owners()]], touched))
    cited = np.concatenate((table.cites.keys[is_pending[table.cites.owners()]], touched ^ np.int64(CITED)))
    return np.asarray(
        groups[near.extended.group]
        | _any(table.cites, np.isin(table.cites.keys, names))
        | _any(table.names, np.isin(table.names.keys, np.concatenate((names, cited))))
    )


def _owners(names: Column) -> tuple[Ints, Ints]:
    """The first name of a publication is its own; the others may be claimed by several, the first one stored wins."""
    starts = np.cumsum(names.counts) - names.counts
    rank = np.ones(len(names.keys), np.int64)
    rank[starts[names.counts > 0]] = 0
    return owners(names.keys, names.owners(), rank)


def _any(column: Column, holds: Mask) -> Mask:
    return np.bincount(column.owners()[holds], minlength=len(column.counts)) > 0
