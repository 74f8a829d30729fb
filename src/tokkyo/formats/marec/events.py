"""INPADOC events inside MAREC documents: `legal-event` with labelled attributes.

| label               | becomes                                  |
|---------------------|------------------------------------------|
| Ref Country Code    | `states`                                 |
| Effective Date      | `effective_date`                         |
| Designated State(s) | `states`, printed without blanks         |
| Countries concerned | `states`, printed without blanks         |
| Owner name          | `owner`                                  |
| free format text    | `text`                                   |
| any other           | `text`, with its label                   |

Where as many dates as countries are given they belong together in pairs, and each pair is an event.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from tokkyo.formats.parts.passages import flow_text
from tokkyo.formats.values import iso_date
from tokkyo.formats.xml import Element, attribute, children, descendants, value
from tokkyo.model.source import LegalEvent

_COUNTRY, _DATE, _OWNER, _FREE = "Ref Country Code", "Effective Date", "Owner name", "free format text"
_JOINED_STATES = ("Designated State(s)", "Countries concerned")
_MAPPED = frozenset({_COUNTRY, _DATE, _OWNER, _FREE, *_JOINED_STATES})
_TWO_LETTERS = re.compile(r"[A-Z]{2}")


def events(status: Element | None) -> Iterator[LegalEvent]:
    """Yield the events of a `legal-status` element; those without country or code are left out."""
    for element in children(status, "legal-event"):
        authority, code = attribute(element, "country"), attribute(element, "code")
        if authority and code:
            fields = _fields(element)
            event = LegalEvent(
                jurisdiction=authority,
                code=code,
                date=iso_date(attribute(element, "date")),
                description=value(element, "legal-event-body/event-title"),
                owner=next(iter(fields.get(_OWNER, ())), None),
                text=_text(fields),
            )
            yield from _placed(event, fields)


def _fields(element: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in descendants(element, "event-attribute"):
        label, text = (
            value(node, "event-attribute-label"),
            flow_text(next(children(node, "event-attribute-value"), None)),
        )
        if label and text:
            found.setdefault(label, []).append(text)
    return found


def _placed(event: LegalEvent, fields: dict[str, list[str]]) -> Iterator[LegalEvent]:
    countries, dates = fields.get(_COUNTRY, []), [iso_date(text) for text in fields.get(_DATE, ())]
    if len(countries) > 1 and len(countries) == len(dates):
        for country, date in zip(countries, dates, strict=True):
            yield replace(event, states=(country,), effective_date=date)
        return
    joined = (
        state for label in _JOINED_STATES for text in fields.get(label, ()) for state in _TWO_LETTERS.findall(text)
    )
    yield replace(event, states=tuple(dict.fromkeys([*countries, *joined])), effective_date=next(iter(dates), None))


def _text(fields: dict[str, list[str]]) -> str | None:
    parts = list(fields.get(_FREE, ()))
    parts += [f"{label}: {text}" for label, texts in fields.items() if label not in _MAPPED for text in texts]
    return "; ".join(parts) or None
