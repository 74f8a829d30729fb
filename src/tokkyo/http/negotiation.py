"""Which content coding a client likes best (RFC 9110, sections 12.4.2 and 12.5.3)."""

import re
from collections.abc import Sequence
from functools import lru_cache

IDENTITY = "identity"
REMEMBERED_CHARS = 200
"""Longer headers are read anew each time, so that nobody fills the memory with them."""

_ITEM = re.compile(r"\s*([!#$%&'*+.^_`|~0-9a-z-]+)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?", re.ASCII)
_SYNONYMS = {"x-gzip": "gzip"}


def chosen(accepted: str, offered: tuple[str, ...]) -> str | None:
    """Return the offered coding of the highest weight in an `Accept-Encoding` header, or None for no coding.

    `offered` is in our order of preference, which decides between equal weights. What is not understood counts as not
    named. `identity` wins only where the client gives it a higher weight than all that is offered.

    >>> chosen("gzip;q=0.5, br", ("zstd", "br", "gzip")), chosen("identity, gzip;q=0.5", ("gzip",))
    ('br', None)
    """
    return _remembered(accepted, offered) if len(accepted) <= REMEMBERED_CHARS else _best(accepted, offered)


def weights(accepted: str) -> dict[str, float]:
    """Return the codings a header names, in lower case, with their weights from 0 to 1."""
    found: dict[str, float] = {}
    for item in accepted.lower().split(","):
        read = _ITEM.fullmatch(item)
        if read is not None:
            found[_SYNONYMS.get(read[1], read[1])] = float(read[2]) if read[2] else 1.0
    return found


def _best(accepted: str, offered: Sequence[str]) -> str | None:
    named = weights(accepted)
    others = named.get("*", 0.0)
    ranked = [(named.get(name, others), -place, name) for place, name in enumerate(offered)]
    weight, _, name = max(ranked, default=(0.0, 0, IDENTITY))
    return name if weight > 0 and weight >= named.get(IDENTITY, 0.0) else None


_remembered = lru_cache(256)(_best)
