"""The fields of technology the demo corpus invents in: real class symbols, English vocabulary, art units.

`terms` are the twelve words every language translates (see `phrasebook`); the rest is English only. `quantities` are
`name, unit, low, high`. `cpc` symbols are ordered from the usual main symbol on; `ipc` are those of them outside
the 2000 series, which only the CPC has. `locarno` and `uspc` classify designs and grants. `nature` is device, substance
or software and chooses the sentences that make sense.
"""

from dataclasses import dataclass

Quantity = tuple[str, str, float, float]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of technology."""

    key: str
    cpc: tuple[str, ...]
    ipc: tuple[str, ...]
    uspc: str
    art_unit: int
    locarno: str
    terms: tuple[str, ...]
    parts: tuple[str, ...]
    matters: tuple[str, ...]
    problems: tuple[str, ...]
    uses: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    verbs: tuple[str, ...]
    biological: bool = False
    nature: str = "device"


def words(text: str) -> tuple[str, ...]:
    """Split a semicolon list.

    >>> words("bolt; key")
    ('bolt', 'key')
    """
    return tuple(word.strip() for word in text.split(";"))


def quantities(text: str) -> tuple[Quantity, ...]:
    """Parse `name|unit|low|high` rows separated by semicolons.

    >>> quantities("thickness|mm|0.1|5")
    (('thickness', 'mm', 0.1, 5.0),)
    """
    rows = (row.split("|") for row in words(text))
    return tuple((name.strip(), unit, float(low), float(high)) for name, unit, low, high in rows)


def field(
    key: str,
    classes: str,
    *,
    uspc: str,
    unit: int,
    locarno: str,
    terms: str,
    parts: str,
    matters: str,
    problems: str,
    uses: str,
    measures: str,
    verbs: str,
    biological: bool = False,
    nature: str = "device",
) -> Field:
    """Build a field from semicolon lists."""
    return Field(
        key=key,
        cpc=tuple(classes.split()),
        ipc=tuple(symbol for symbol in classes.split() if int(symbol[4:].partition("/")[0]) < 2000),
        uspc=uspc,
        art_unit=unit,
        locarno=locarno,
        terms=words(terms),
        parts=words(parts),
        matters=words(matters),
        problems=words(problems),
        uses=words(uses),
        quantities=quantities(measures),
        verbs=words(verbs),
        biological=biological,
        nature=nature,
    )
