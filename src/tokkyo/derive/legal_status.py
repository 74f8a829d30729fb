"""The legal status of an application, step by step, as Lens words it.

Rules (order matters):

1. Granted when a publication's kind is a grant or an event of class F says so; the grant date is that of the first such
   publication, else of the event. A European patent that ended in some state was granted, too.
2. The term runs from the earliest actual filing, plus extension days (`legal_terms`).
3. Events are read in order of the day they take effect; a revival undoes what ended the right before it. Events that
   concern one designated state end a regional patent only when they have ended it in all designated states.
4. Granted: INACTIVE after a lapse, EXPIRED after an expiry or when the term is over, ACTIVE otherwise; PATENTED where
   no term can be computed, and for an international application granted somewhere.
5. Not granted: DISCONTINUED after a withdrawal, refusal or lapse; PENDING while a term counted from the filing would
   still run; else UNKNOWN: nothing says what became of it.

Lens shows a granted patent with a running term as ACTIVE although nothing proves that its fees were paid; so do we.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tokkyo.derive.legal_events import (
    CERTIFICATE,
    DISCONTINUATION,
    EXPIRY,
    GRANT,
    LAPSE,
    NAMED_BY_EVENT,
    NATIONAL_PHASE,
    REVIVAL,
    event_code,
)
from tokkyo.derive.legal_inputs import EarlierFiling, PublicationFact, StatusInputs, status_inputs
from tokkyo.derive.legal_terms import parsed, term_end
from tokkyo.model.kinds import OTHER, PATENT, SEARCH_REPORT, is_grant, kind_rule
from tokkyo.model.publication import LegalStatus
from tokkyo.model.source import LegalEvent

__all__ = ["EarlierFiling", "LegalFacts", "PublicationFact", "StatusInputs", "legal_status", "status_inputs"]

_ENDS = (LAPSE, EXPIRY, DISCONTINUATION)


@dataclass(frozen=True, slots=True)
class LegalFacts:
    """Searchable facts that the record's `legal_status` does not show."""

    has_grant_event: bool = False
    has_entry_into_national_phase: bool = False
    term_extension_days: int | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """One event that does something: when, what, and where it is confined to (empty for everywhere)."""

    day: str
    effect: str
    states: tuple[str, ...]
    event: LegalEvent


@dataclass(frozen=True, slots=True)
class _End:
    """How and when the application or right ended."""

    effect: str
    day: str


def legal_status(inputs: StatusInputs, today: date) -> tuple[LegalStatus, LegalFacts]:
    """Return the status of one application on a day, with the log of its computation, and the facts beside it."""
    steps = tuple(_steps(inputs))
    effects = {step.effect for step in steps}
    grant_date, granted = _grant(inputs, steps)
    start = _earliest(inputs)
    extension = (inputs.term.extension_days if inputs.term else None) or None
    term = _term_end(inputs, start, grant_date, extension)
    end = _end(inputs, steps, grant_date if granted else None)
    status = _status(inputs, granted, end, term, today)
    shown_term = term if granted and inputs.jurisdiction != "WO" else None
    disclaimer = bool(inputs.term and inputs.term.disclaimer)
    log = (
        *_log_head(inputs, start, grant_date),
        *_log_term(extension, disclaimer, shown_term),
        *_log_events(steps),
    )
    return (
        LegalStatus(
            granted=granted,
            grant_date=grant_date,
            application_expiry_date=end.day if end and not granted else None,
            anticipated_term_date=shown_term,
            discontinuation_date=end.day if end and granted else None,
            has_disclaimer=disclaimer,
            patent_status=status,
            has_spc=CERTIFICATE in effects,
            calculation_log=log,
        ),
        LegalFacts(GRANT in effects, NATIONAL_PHASE in effects, extension),
    )


def _status(inputs: StatusInputs, granted: bool, end: _End | None, term: str | None, today: date) -> str:
    over = term is not None and term < today.isoformat()
    if not granted:
        if end:
            return "DISCONTINUED"
        return "UNKNOWN" if term is None or over else "PENDING"
    if inputs.jurisdiction == "WO":
        return "PATENTED"
    if end:
        return "EXPIRED" if end.effect == EXPIRY else "INACTIVE"
    if term is None:
        return "PATENTED"
    return "EXPIRED" if over else "ACTIVE"


def _grant(inputs: StatusInputs, steps: tuple[_Step, ...]) -> tuple[str | None, bool]:
    """Date of grant where known, and whether the application was granted."""
    grants = [row for row in inputs.publications if is_grant(inputs.jurisdiction, row.kind, row.date, row.number)]
    days = [row.date for row in grants if row.date] or [step.day for step in steps if step.effect == GRANT and step.day]
    granted = bool(grants) or any(step.effect == GRANT for step in steps)
    return (min(days) if days else None), granted or (inputs.jurisdiction == "EP" and any(map(_ends_in_a_state, steps)))


def _ends_in_a_state(step: _Step) -> bool:
    """Whether a national part of a European patent ended, which only granted ones have."""
    return step.effect in (LAPSE, EXPIRY) and bool(step.states)


def _earliest(inputs: StatusInputs) -> EarlierFiling | None:
    """The earliest actual filing before the application's own; of several on one day the last named, as Lens does."""
    earlier = [row for row in inputs.earlier if parsed(row.date)]
    first = min((row.date for row in earlier), default=None)
    return next((row for row in reversed(earlier) if row.date == first), None)


def _term_end(
    inputs: StatusInputs, start: EarlierFiling | None, grant_date: str | None, extension: int | None
) -> str | None:
    filed = start.date if start else inputs.filed
    years = inputs.term.years if inputs.term else None
    if not parsed(filed):
        filed = None
    return term_end(inputs.jurisdiction, _right(inputs), filed, grant_date, extension or 0, years)


def _right(inputs: StatusInputs) -> str:
    rows = [kind_rule(inputs.jurisdiction, row.kind, row.date, row.number) for row in inputs.publications]
    return next((row.right for row in rows if row.stage not in (OTHER, SEARCH_REPORT)), PATENT)


def _steps(inputs: StatusInputs) -> Iterator[_Step]:
    """Events that do something, in the order they take effect."""
    found = []
    for event in inputs.events:
        code = event_code(event)
        if code.effect:
            found.append(
                _Step(event.effective_date or event.date or "", code.effect, _where(inputs, event, code.state), event)
            )
    yield from sorted(found, key=lambda step: step.day)


def _where(inputs: StatusInputs, event: LegalEvent, state: str) -> tuple[str, ...]:
    if state == NAMED_BY_EVENT:
        return event.states or (NAMED_BY_EVENT,)
    if state:
        return (state,)
    if event.jurisdiction != inputs.jurisdiction and event.jurisdiction != "WO":
        return (event.jurisdiction,)
    return ()


def _end(inputs: StatusInputs, steps: tuple[_Step, ...], grant_date: str | None) -> _End | None:
    """What ended the application (not granted) or the right (granted), unless it was revived."""
    end: _End | None = None
    for step in steps:
        if step.states:
            continue
        if step.effect == REVIVAL:
            end = None
        elif step.effect in _ENDS and not _outlived(step, grant_date):
            end = end or _End(step.effect, step.day)
    return end or (_end_in_all_states(inputs, steps) if grant_date else None)


def _outlived(step: _Step, grant_date: str | None) -> bool:
    """Whether the grant shows that the application went on after the step."""
    return grant_date is not None and (step.effect == DISCONTINUATION or step.day < grant_date)


def _end_in_all_states(inputs: StatusInputs, steps: tuple[_Step, ...]) -> _End | None:
    designated = set(inputs.states) or _designated(inputs.events)
    ended: dict[str, str] = {}
    for step in steps:
        for state in step.states:
            if step.effect in (LAPSE, EXPIRY):
                ended[state] = step.day
            elif step.effect == REVIVAL:
                ended.pop(state, None)
    if not designated or not designated <= ended.keys():
        return None
    return _End(LAPSE, max(ended[state] for state in designated))


def _designated(events: tuple[LegalEvent, ...]) -> set[str]:
    """States of the last event of code AK (designated contracting states)."""
    listed = [event for event in events if event.code.strip() == "AK" and event.states]
    return set(max(listed, key=lambda event: event.date or "").states) if listed else set()


def _log_head(inputs: StatusInputs, start: EarlierFiling | None, grant_date: str | None) -> Iterator[str]:
    if inputs.filed:
        yield f"Application Filing Date: {inputs.filed}"
    if start:
        yield f"Earliest Filing Date: {start.date} priority to {start.number}"
    if grant_date:
        yield f"Granted Date: {grant_date}"


def _log_term(extension: int | None, disclaimer: bool, term: str | None) -> Iterator[str]:
    if extension and term:
        yield f"Applied {extension} days term extension."
    if disclaimer:
        yield "This patent is subject to a terminal disclaimer."
    if term:
        yield f"Anticipated Termination Date: {term}"


def _log_events(steps: tuple[_Step, ...]) -> Iterator[str]:
    """One line for each day and code, with all the states it concerns."""
    lines: dict[str, list[str]] = {}
    for step in steps:
        event = step.event
        line = f"{step.day or 'undated'}: {event.jurisdiction} {event.code.strip()} {event.description or step.effect}"
        lines.setdefault(line, []).extend(state for state in step.states if state != NAMED_BY_EVENT)
    for line, states in lines.items():
        yield f"{line} ({', '.join(dict.fromkeys(states))})" if states else line
