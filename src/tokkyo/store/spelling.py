"""Numbers without office and kind, under which `store.finding` finds publications."""

from tokkyo.model.numbers import compact, docdb, normal_publication


def spellings(jurisdiction: str, number: str, kind: str) -> tuple[str, ...]:
    """Return the numbers, without office and kind, that a publication is kept under.

    >>> spellings("US", "20040068806", "A1")
    ('20040068806', '2004068806')
    """
    normal = normal_publication(jurisdiction, number, kind or None)
    return tuple(dict.fromkeys((normal, compact(number), docdb(jurisdiction, normal))))
