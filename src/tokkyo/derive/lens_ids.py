"""Lens identifiers for publications that come without one, by a stable hash of their key.

The store asks again with another `attempt` when an identifier is taken.
"""

from hashlib import blake2b

from tokkyo.model.lens_ids import with_check

_BELOW = 2 * 10**13


def lens_id(publication_key: str, attempt: int = 0) -> str:
    """Return the identifier of a publication key (`US_8403949_B2_20130326`), the same on every machine.

    `attempt` counts collisions: each gives another identifier.

    >>> lens_id("US_8403949_B2_20130326") == lens_id("US_8403949_B2_20130326")
    True
    """
    seed = f"{publication_key}#{attempt}" if attempt else publication_key
    number = int.from_bytes(blake2b(seed.encode(), digest_size=16).digest(), "big") % _BELOW
    return with_check(f"{number:014d}")
