"""Chance that is the same on every platform: one stream per invention, drawn from `random.Random.random()` alone.

Only `random()` is used, because Python promises its sequence for a seed, and only products of its values are taken,
because IEEE multiplication is exact to the bit while `pow` is left to the C library.
"""

from collections.abc import Sequence
from hashlib import blake2b
from random import Random
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, label: str, number: int = 0) -> Random:
    """Return the stream of one label and number under a seed."""
    digest = blake2b(f"{seed}/{label}/{number}".encode(), digest_size=8).digest()
    return Random(int.from_bytes(digest, "big"))


class Dice:
    """Draws from one stream."""

    __slots__ = ("random",)

    def __init__(self, source: Random) -> None:
        self.random = source.random

    def below(self, limit: int) -> int:
        """Return an integer from 0 to limit - 1, all alike."""
        return int(self.random() * limit)

    def between(self, low: int, high: int) -> int:
        """Return an integer from low to high, both included, all alike."""
        return low + int(self.random() * (high - low + 1))

    def skewed(self, limit: int) -> int:
        """Return an integer below limit, small ones far more often (a power law like Zipf's)."""
        drawn = self.random()
        return int(drawn * drawn * drawn * limit)

    def chance(self, share: float) -> bool:
        """Return True in that share of draws."""
        return self.random() < share

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items, all alike."""
        return items[int(self.random() * len(items))]

    def favour(self, items: Sequence[T]) -> T:
        """Return one of the items, early ones far more often."""
        drawn = self.random()
        return items[int(drawn * drawn * len(items))]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return that many different items (all of them where there are fewer), in drawn order."""
        left = list(items)
        return [left.pop(int(self.random() * len(left))) for _ in range(min(count, len(left)))]


def weighted(table: Sequence[tuple[T, int]]) -> tuple[T, ...]:
    """Spread a table of items and whole weights so that `pick` draws each as often as its weight says.

    >>> weighted([("a", 2), ("b", 1)])
    ('a', 'a', 'b')
    """
    return tuple(item for item, weight in table for _ in range(weight))
