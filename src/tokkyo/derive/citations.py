"""Which stored publication a citation means, and by which stored publications one is cited.

A citation that names number and kind means the publication of that kind. One without kind, or with the kind's letter
alone (`EP 1000000 A`), means the first stored publication that fits (the one with the lowest id), unless a
publication has exactly that kind. A publication does not cite itself.
"""

from dataclasses import dataclass

import numpy as np

from tokkyo.derive.families import Ints


@dataclass(frozen=True, slots=True)
class Citations:
    """Resolved citations of a set of publications, by position.

    Citations `starts[i]` to `starts[i + 1]` are those of publication i in the order of its record; `cited` is the
    position of the cited publication or -1. `citing[cited_starts[i] : cited_starts[i + 1]]` cite publication i.
    """

    starts: Ints
    cited: Ints
    citing: Ints
    cited_starts: Ints

    def cited_of(self, position: int) -> Ints:
        """Return positions of the cited publications, -1 where not stored, one for each citation."""
        return self.cited[self.starts[position] : self.starts[position + 1]]

    def citing_of(self, position: int) -> Ints:
        """Return positions of the publications that cite this one, ascending, each once."""
        return self.citing[self.cited_starts[position] : self.cited_starts[position + 1]]


def owners(name: Ints, owner: Ints, rank: Ints) -> tuple[Ints, Ints]:
    """Return the distinct names, sorted, and the owner of each: lowest rank first, then lowest position."""
    order = np.lexsort((owner, rank, name))
    name, owner = name[order], owner[order]
    first = np.ones(len(name), bool)
    first[1:] = name[1:] != name[:-1]
    return name[first], owner[first]


def resolve(counts: Ints, cites: Ints, names: Ints, owner: Ints) -> Citations:
    """Resolve citations: `counts[i]` of them belong to publication i; `names` are sorted, `owner` aligned to them."""
    citing = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    cited = np.full(len(cites), -1, np.int64)
    if len(names):
        place = np.minimum(np.searchsorted(names, cites), len(names) - 1)
        cited = np.where(names[place] == cites, owner[place], -1)
        cited[cited == citing] = -1
    pairs = np.unique(np.stack((cited[cited >= 0], citing[cited >= 0]), axis=1), axis=0)
    cited_starts = np.searchsorted(pairs[:, 0], np.arange(len(counts) + 1)).astype(np.int64)
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return Citations(starts, cited, pairs[:, 1], cited_starts)
