"""Priority linkage codes of DOCDB and the relation to an earlier application they stand for.

The EPO's manual with the full list is not public; rows are those seen in real files, where the linked application
is known from the US documents themselves. Any other code is UNKNOWN, never guessed.
"""

LINKAGES: dict[str, str] = {
    "1": "CONTINUATION",  # US 15/919,370 of 15/421,222
    "2": "CONTINUATION_IN_PART",
    "3": "DIVISION",  # US 15/421,222 of 13/930,683; EP divisionals
    "T": "TECHNICAL_PRIORITY",  # invented numbers such as DE 1258190's US 1258190X
    "W": "PCT_REGIONAL_FILING",  # AP 1206 of PCT/US98/16128
}

RELATIONS: dict[str, str] = {
    "CONTINUATION": "continuation",
    "CONTINUATION_IN_PART": "continuation-in-part",
    "DIVISION": "division",
    "PCT_REGIONAL_FILING": "pct-filing",
}


def linkage(code: str | None) -> str | None:
    """Spell out a linkage code; None where the source gives none, UNKNOWN for one that is not in the table.

    >>> linkage("W"), linkage("Q"), linkage(None)
    ('PCT_REGIONAL_FILING', 'UNKNOWN', None)
    """
    return LINKAGES.get(code, "UNKNOWN") if code else None
