"""What legal events do: INPADOC's code table reduced to effects.

The table (`data/legal_events.tsv`) is our own extract of the EPO's list of legal event codes: authority, code, class
and influence are facts of that list. The effect follows from them (F grants, H with influence `-` ends, B with `-`
discontinues, C and K with `+` revive, G grants a certificate), narrowed where the code's meaning says less: a
certificate that lapses leaves the patent alone, requests and notifications decide nothing, an expiry is told from a
lapse.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from tokkyo.model.source import LegalEvent

GRANT, LAPSE, EXPIRY, DISCONTINUATION, REVIVAL, CERTIFICATE, NATIONAL_PHASE = (
    "grant",
    "lapse",
    "expiry",
    "discontinuation",
    "revival",
    "spc",
    "national",
)
NAMED_BY_EVENT = "*"

# OPS calls the field L502EP so; readers put it into the event's text.
_NATIONAL_CODE = re.compile(r"Ref Legal Event Code: (\w+)")

# For codes newer than the table: what class and influence say by themselves.
_BY_CLASS = MappingProxyType(
    {
        ("F", "+"): GRANT,
        ("H", "-"): LAPSE,
        ("B", "-"): DISCONTINUATION,
        ("C", "+"): REVIVAL,
        ("K", "+"): REVIVAL,
    }
)


@dataclass(frozen=True, slots=True)
class EventCode:
    """A code's effect, class letter, influence, and the state it is confined to; each "" where there is none."""

    effect: str
    event_class: str
    influence: str
    state: str


_NO_EFFECT = EventCode("", "", "", "")


@cache
def event_codes() -> MappingProxyType[tuple[str, str], EventCode]:
    """Return the table by authority and code."""
    text = (files("tokkyo.derive") / "data" / "legal_events.tsv").read_text(encoding="utf-8")
    codes = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            authority, *values, members = line.split("\t")
            code = EventCode(*("" if value == "." else value for value in values))
            codes.update({(authority, member): code for member in members.split()})
    return MappingProxyType(codes)


def event_code(event: LegalEvent) -> EventCode:
    """Return what the event's code means; class and influence of the event stand in for an unknown code.

    A European `REG` event only names a state and its national code: that code's meaning counts, in that state.
    """
    code = event.code.strip()
    if code == "REG" and len(event.states) == 1 and (named := _NATIONAL_CODE.search(event.text or "")):
        national = event_codes().get((event.states[0], named[1]), _NO_EFFECT)
        return replace(national, state=NAMED_BY_EVENT)
    known = event_codes().get((event.jurisdiction, code))
    if known:
        return known
    letter, sign = event.event_class or "", (event.influence or "").strip()
    return EventCode(_BY_CLASS.get((letter, sign), ""), letter, sign, "") if letter else _NO_EFFECT


def event_class(authority: str, code: str) -> str | None:
    """Return the INPADOC class letter of a code, or None where the table has none.

    >>> event_class("EP", "PG25"), event_class("US", "AS")
    ('H', 'R')
    """
    known = event_codes().get((authority, code.strip()))
    return (known.event_class or None) if known else None
