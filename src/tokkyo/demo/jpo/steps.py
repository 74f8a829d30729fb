"""What is received and sent in the course of an invented case, after its application."""

from dataclasses import dataclass

from tokkyo.demo import days
from tokkyo.demo.jpo.course import Course, serial_of
from tokkyo.model.jpo.apis import PATENT

_PER_CASE = 7  # numbers that a case may use up


@dataclass(frozen=True, slots=True)
class Step:
    """A document: intermediate code, day `YYYYMMDD`, whether the office sent it, and its number of eleven digits."""

    code: str
    day: str
    sent: bool
    number: str


def steps(case: Course) -> tuple[Step, ...]:
    """Return the documents of a case in order of time: request, notice, answer with amendment, decision."""
    told = (
        ("A621", case.asked if case.law == PATENT else 0, False),
        ("A131", case.refusal, True),
        ("A53", case.response, False),
        ("A523", case.response, False),
        ("A01" if case.granted else "A02", case.decision, True),
    )
    return tuple(
        Step(code, days.compact(day), sent, document_number(case, f"06{case.law_code}" if sent else "524", place))
        for place, (code, day, sent) in enumerate(told, 1)
        if day
    )


def document_number(case: Course, kind: str, place: int) -> str:
    """Return the number of a document: its kind (three digits), two digits of the year, a serial of six."""
    return f"{kind}{case.number[2:4]}{(serial_of(case.index) * _PER_CASE + place) % 1_000_000:06d}"
