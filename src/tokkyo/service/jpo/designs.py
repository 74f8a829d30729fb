"""What the retrieval APIs tell of designs, assembled from the tables of standardized data: one method for each API.

A method returns None for what the tables do not know (code 107 of the APIs).
"""

from dataclasses import dataclass

from tokkyo.model.jpo.apis import DESIGN
from tokkyo.model.jpo.cases import DesignProgress, Numbers, Party, Registration
from tokkyo.service.jpo import case_folders, hague
from tokkyo.service.jpo.applicants import codes_of, registered_name
from tokkyo.service.jpo.case_folders import CaseFolder, ClaimedPriorities, folder
from tokkyo.service.jpo.registrations import registered_right, registration
from tokkyo.service.jpo.rows import CaseRows


@dataclass(frozen=True, slots=True)
class DesignCases:
    """The use cases of the design APIs over stored tables."""

    rows: CaseRows

    def progress(self, application: str) -> DesignProgress | None:
        """Return everything of an application (2-1, 2-2): bibliography, priority, parent, every document.

        Applications for designs are not published before registration, so there is no day of publication.
        """
        case = folder(self.rows, DESIGN, application)
        if case is None:
            return None
        return DesignProgress(
            number=application,
            article=case.row["ishonikakarubuppin"],
            design_class=case.row["daz_ishosin_bunrui"],
            parties=case_folders.parties(self.rows, case),
            filing_date=case.row["shutugan_bi"],
            registration=case.registration,
            registration_date=case.registration_date,
            principal=_principal(case),
            erasure=case.of_right("right_ersr_id"),
            expiry=case.of_right("conti_prd_expire_ymd"),
            disappearance=case.of_right("right_disppr_year_month_day"),
            priorities=case_folders.priorities(self.rows, case),
            parent=case_folders.parent(case),
            numbers=(
                *case_folders.numbers(self.rows, case, hague.documents(self.rows, application)),
                *hague.international_block(hague.international_design(self.rows, case.right)),
            ),
        )

    def priorities(self, application: str) -> ClaimedPriorities | None:
        """Return the priority claims of an application (2-3)."""
        return case_folders.claimed_priorities(self.rows, DESIGN, application)

    def applicant_name(self, code: str) -> str | None:
        """Return who bears an applicant code (2-4)."""
        return registered_name(self.rows, code) or None

    def applicants(self, name: str) -> tuple[Party, ...]:
        """Return who bears exactly this name (2-5); nobody is an empty answer."""
        return codes_of(self.rows, name)

    def numbers(self, kind: str, number: str) -> Numbers | None:
        """Return the numbers of a case by one of them (2-6); `kind` is application or registration."""
        found = number if kind == "application" else case_folders.application_of_right(self.rows, DESIGN, number)
        case = folder(self.rows, DESIGN, found) if found else None
        if case is None:
            return None
        international = hague.international_design(self.rows, case.right)
        return Numbers(
            application=case.application,
            registration=case.registration,
            international_registration=international.number,
            design=international.design,
        )

    def registration(self, application: str) -> Registration | None:
        """Return the registration of an application (2-10)."""
        if registered_right(self.rows, DESIGN, application) is None:
            return None
        case = folder(self.rows, DESIGN, application)
        return registration(self.rows, DESIGN, application, title=case.row["ishonikakarubuppin"] if case else "")


def _principal(case: CaseFolder) -> str:
    """Return the application of the design this one is related to."""
    return case.row["honishoshutugan_no"] or case.of_right("prncpl_d_app_num")
