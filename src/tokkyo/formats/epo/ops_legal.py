"""INPADOC legal events as OPS writes them: `ops:legal` with its numbered fields.

| field         | what it is                          | becomes                       |
|---------------|-------------------------------------|-------------------------------|
| L001EP        | authority of the code list          | `jurisdiction`                |
| L008EP, @code | event code, padded to four          | `code`                        |
| L007EP        | gazette date                        | `date`                        |
| L525EP        | effective date (else L518EP payment)| `effective_date`              |
| L501EP        | country concerned                   | `states`                      |
| L507EP, L524EP| designated, validation states       | `states`                      |
| L509EP        | owner                               | `owner`                       |
| L520EP        | year of fee payment                 | `fee_year`                    |
| L510EP        | free text                           | `text`                        |
| other L5xxEP  | referenced event, document, IPC, …  | `text`, each with its label   |
"""

import re
from collections.abc import Iterable, Iterator

from tokkyo.formats.parts.document_ids import digits, leaves
from tokkyo.formats.parts.parties import name
from tokkyo.formats.values import iso_date
from tokkyo.formats.xml import Element, attribute, child, children, local, squeeze
from tokkyo.model.publication import Owner
from tokkyo.model.source import LegalEvent

_FIELD = re.compile(r"L5\d\dEP")
_STATES = ("L501EP", "L507EP", "L524EP")
_MAPPED = frozenset({*_STATES, "L500EP", "L509EP", "L510EP", "L518EP", "L520EP", "L525EP"})
_COUNTRY = re.compile(r"\b[A-Z]{2}\b")


def events(elements: Iterable[Element]) -> tuple[LegalEvent, ...]:
    """Map `legal` elements; those without authority or code are left out."""
    return tuple(event for element in elements if (event := _event(element)) is not None)


def owners(found: Iterable[LegalEvent]) -> Iterator[Owner]:
    """Yield the owners that events name, each with the dates it was recorded and took effect."""
    seen: set[tuple[str, str | None]] = set()
    for event in found:
        if event.owner and (event.owner, event.date) not in seen:
            seen.add((event.owner, event.date))
            yield Owner(recorded_date=event.date, execution_date=event.effective_date, extracted_name=name(event.owner))


def _event(element: Element) -> LegalEvent | None:
    head = leaves(element)
    detail = child(element, "L500EP")
    fields = leaves(detail) if detail is not None else {}
    authority, code = head.get("L001EP"), head.get("L008EP") or attribute(element, "code")
    if not authority or not code:
        return None
    return LegalEvent(
        jurisdiction=authority,
        code=code,
        date=iso_date(head.get("L007EP")),
        description=attribute(element, "desc"),
        effective_date=iso_date(fields.get("L525EP")) or iso_date(fields.get("L518EP")),
        influence=attribute(element, "infl"),
        states=tuple(dict.fromkeys(state for tag in _STATES for state in _COUNTRY.findall(fields.get(tag, "")))),
        owner=fields.get("L509EP"),
        text=_text(fields, detail) or (None if detail is not None else _printed(element)),
        fee_year=digits(fields.get("L520EP")),
    )


def _text(fields: dict[str, str], detail: Element | None) -> str | None:
    parts = [fields["L510EP"]] if "L510EP" in fields else []
    for node in detail if detail is not None else ():
        tag, text = local(node), squeeze(node.text or "")
        if text and _FIELD.fullmatch(tag) and tag not in _MAPPED:
            meaning = attribute(node, "descData")
            parts.append(f"{attribute(node, 'desc') or tag}: {text}" + (f" ({meaning})" if meaning else ""))
    return "; ".join(parts) or None


def _printed(element: Element) -> str | None:
    """Return the `pre` lines of an event without fields."""
    return "; ".join(text for node in children(element, "pre") if (text := squeeze(node.text or ""))) or None
