"""Ranks of keywords over many parts of a result: strings as fixed bytes, so that numpy sorts them.

Keyword columns cannot be read by address; the engine gives values as Python strings only. Those of one part are few;
over all parts only different values are kept, as `WIDTH` bytes each.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WIDTH = 32
"""Bytes of a value that are compared by numpy; values that are longer are few, they are compared by Python."""

Codes = NDArray[np.int32]
Heads = NDArray[np.bytes_]


class Keywords:
    """The values of one keyword field, part by part; `WIDTH` + 12 bytes for each different value of a part."""

    def __init__(self) -> None:
        self._heads: list[Heads] = []
        self._lengths: list[Codes] = []
        self._long: dict[int, bytes] = {}
        self._next = 0

    def codes(self, found: Sequence[str | None]) -> Codes:
        """Take the values of some hits and return the code of each, -1 where missing."""
        different = [value for value in dict.fromkeys(found) if value is not None]
        code_of: dict[str | None, int] = {value: code for code, value in enumerate(different, self._next)}
        code_of[None] = -1
        self._keep([value.encode() for value in different])
        return np.fromiter(map(code_of.__getitem__, found), dtype=np.int32, count=len(found))

    def _keep(self, values: list[bytes]) -> None:
        self._heads.append(np.array(values, dtype=f"S{WIDTH}"))
        self._lengths.append(np.fromiter(map(len, values), dtype=np.int32, count=len(values)))
        self._long.update((self._next + row, value) for row, value in enumerate(values) if len(value) > WIDTH)
        self._next += len(values)

    def ranks(self) -> Codes:
        """Return the rank of each code among all values, equal values having equal ranks.

        The order is that of the bytes, which is that of code points. numpy pads with zero bytes, so the length decides
        between values that differ in these; values over `WIDTH` come after, in an order of their own.
        """
        if not self._next:
            return np.empty(0, dtype=np.int32)
        heads, lengths = np.concatenate(self._heads), np.concatenate(self._lengths)
        order_of_long = {value: WIDTH + 1 + rank for rank, value in enumerate(sorted(set(self._long.values())))}
        for code, value in self._long.items():
            lengths[code] = order_of_long[value]
        order = np.lexsort((lengths, heads))
        changed = np.zeros(len(order), dtype=bool)
        changed[1:] = (heads[order[1:]] != heads[order[:-1]]) | (lengths[order[1:]] != lengths[order[:-1]])
        ranks = np.empty(len(order), dtype=np.int32)
        ranks[order] = np.cumsum(changed, dtype=np.int32)
        return ranks
