"""Simple and extended families of any set of publications, from the keys of `derive.links`.

Simple family (DOCDB): publications with the same DOCDB family id; where a source gives none, the same set of active
priorities, a publication without priorities counting its own application as one. A publication without DOCDB id joins
the DOCDB family of those with the same set.

Extended family (INPADOC): publications connected, directly or through others, by a shared priority, application or
family id.

All functions take numpy arrays aligned by publication, and give for each publication the number of its group.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of publications: `group[i]` is the group of publication i; members of a group lie together in `order`."""

    group: Ints
    order: Ints
    starts: Ints

    def members(self, position: int) -> Ints:
        """Return the positions of all publications in the group of the one at `position`, ascending."""
        return self.of_group(int(self.group[position]))

    def of_group(self, group: int) -> Ints:
        """Return the positions of all publications in a group, ascending."""
        return self.order[self.starts[group] : self.starts[group + 1]]


def grouping(labels: Ints) -> Grouping:
    """Gather equal labels into groups."""
    _, group = np.unique(labels, return_inverse=True)
    group = group.astype(np.int64)
    order = np.argsort(group, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(group)))).astype(np.int64)
    return Grouping(group, order, starts)


def simple_families(simple: Ints, docdb: Ints, has_docdb: NDArray[np.bool_]) -> Grouping:
    """Group publications by simple family: keys of active priority sets, DOCDB ids where `has_docdb`."""
    if not len(simple):
        return grouping(np.empty(0, np.int64))
    _, by_set = np.unique(simple, return_inverse=True)
    highest = np.iinfo(np.int64).max
    of_set = np.full(by_set.max() + 1, highest, np.int64)
    np.minimum.at(of_set, by_set[has_docdb], docdb[has_docdb])
    docdb_family = np.where(has_docdb, docdb, of_set[by_set])
    known = docdb_family != highest
    _, by_docdb = np.unique(docdb_family, return_inverse=True)
    return grouping(np.where(known, by_docdb, by_set + len(simple) + 1).astype(np.int64))


def extended_families(count: int, owner: Ints, tie: Ints) -> Grouping:
    """Group `count` publications connected over shared ties; `owner[j]` is the publication that has `tie[j]`."""
    if not count:
        return grouping(np.empty(0, np.int64))
    unique, node = np.unique(tie, return_inverse=True)
    size = count + len(unique)
    edges = coo_array((np.ones(len(owner), np.int8), (owner, node + count)), shape=(size, size))
    _, labels = connected_components(edges, directed=False)
    return grouping(labels[:count].astype(np.int64))
