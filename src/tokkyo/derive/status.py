"""The legal status of a merged publication, which belongs to its application: all its publications are heard."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from tokkyo.derive.legal_inputs import status_inputs
from tokkyo.derive.legal_status import legal_status
from tokkyo.derive.merge import Merged
from tokkyo.model.facts import Facts
from tokkyo.model.publication import LegalStatus


def status_of(merged: Merged, same_application: Sequence[Merged], today: date) -> tuple[LegalStatus, Facts]:
    """Return status and facts of a publication; a Lens record's own status is kept."""
    everyone = (merged, *same_application)
    terms = (other.term for other in everyone if other.term is not None)
    inputs = status_inputs(
        [other.publication for other in everyone],
        (event for other in everyone for event in other.facts.events),
        (document for other in everyone for document in other.facts.related),
        next(terms, None),
        (state for other in everyone for state in other.facts.states),
    )
    status, found = legal_status(inputs, today)
    facts = replace(
        merged.facts,
        has_grant_event=found.has_grant_event,
        has_entry_into_national_phase=found.has_entry_into_national_phase,
        term_extension_days=found.term_extension_days,
    )
    return merged.publication.legal_status or status, facts
