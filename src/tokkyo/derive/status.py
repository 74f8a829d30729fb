"""The legal status of merged publications, which belongs to their application: all its publications are heard."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tokkyo.derive.legal_inputs import status_inputs
from tokkyo.derive.legal_status import LegalFacts, legal_status
from tokkyo.derive.merge import Merged
from tokkyo.model.publication import LegalStatus


class ApplicationStatus(NamedTuple):
    """What all publications of one application share: the status to show and the facts beside it."""

    shown: LegalStatus
    facts: LegalFacts


def status_of(publications: Sequence[Merged], today: date) -> ApplicationStatus:
    """Return the status of one application from its stored publications (at least one), in any order.

    Where several print a term, that of the earliest of them counts.
    """
    if len(publications) > 1:
        publications = sorted(publications, key=_by_date)
    inputs = status_inputs(
        [one.publication for one in publications],
        [event for one in publications for event in one.facts.events],
        [document for one in publications for document in one.facts.related],
        next((one.term for one in publications if one.term is not None), None),
        [state for one in publications for state in one.facts.states],
    )
    return ApplicationStatus(*legal_status(inputs, today))


def _by_date(one: Merged) -> tuple[str, str, str]:
    told = one.publication
    return told.date_published or "9999", told.kind or "", told.doc_number or ""
