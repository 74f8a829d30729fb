"""What the opaque tokens of every face share: what is kept of one, and for how long it is remembered whose it is."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

RANDOM_BYTES = 32
REMEMBERED_SECONDS = 1.0
REMEMBERED_TOKENS = 10_000

T = TypeVar("T")


def digest_of(token: str) -> str:
    """Return what is kept of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class Remembered(dict[str, tuple[float, T]]):
    """Whose tokens are, by digest, each until a moment; emptied when there are too many."""

    def of(self, digest: str, moment: float, look_up: Callable[[str, float], tuple[float, T]]) -> T:
        """Return whose a token is; looked up where that is not remembered at this moment any more.

        `look_up` tells until when its answer holds, by the same clock.
        """
        seen = self.get(digest)
        if seen is None or seen[0] <= moment:
            if len(self) >= REMEMBERED_TOKENS:
                self.clear()
            seen = self[digest] = look_up(digest, moment)
        return seen[1]
