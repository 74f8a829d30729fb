"""What the retrieval APIs tell of trademarks, assembled from the tables of standardized data: one method for each API.

A method returns None for what the tables do not know (code 107 of the APIs).
"""

from dataclasses import dataclass

from tokkyo.model.jpo.apis import TRADEMARK
from tokkyo.model.jpo.cases import Numbers, Party, Registration, TrademarkProgress
from tokkyo.service.jpo import case_folders, marks
from tokkyo.service.jpo.applicants import codes_of, registered_name
from tokkyo.service.jpo.case_folders import ClaimedPriorities, folder
from tokkyo.service.jpo.registrations import registered_right, registration
from tokkyo.service.jpo.rows import CaseRows


@dataclass(frozen=True, slots=True)
class TrademarkCases:
    """The use cases of the trademark APIs over stored tables."""

    rows: CaseRows

    def progress(self, application: str) -> TrademarkProgress | None:
        """Return everything of an application (3-1, 3-2): bibliography, mark, goods, priority, every document."""
        case = folder(self.rows, TRADEMARK, application)
        if case is None:
            return None
        return TrademarkProgress(
            number=application,
            parties=case_folders.parties(self.rows, case),
            filing_date=case.row["shutugan_bi"],
            publication_date=case.row["pcz_kokaikohohakko_bi"],
            registration=case.registration,
            registration_date=case.registration_date,
            erasure=case.of_right("right_ersr_id"),
            expiry=case.of_right("conti_prd_expire_ymd"),
            disappearance=case.of_right("right_disppr_year_month_day"),
            display=marks.display(self.rows, application),
            transliterations=marks.transliterations(self.rows, application),
            vienna_classes=marks.vienna_classes(self.rows, application),
            goods=marks.goods_applied_for(self.rows, application, case.right),
            priorities=case_folders.priorities(self.rows, case),
            parent=case_folders.parent(case),
            numbers=case_folders.numbers(self.rows, case),
        )

    def priorities(self, application: str) -> ClaimedPriorities | None:
        """Return the priority claims of an application (3-3)."""
        return case_folders.claimed_priorities(self.rows, TRADEMARK, application)

    def applicant_name(self, code: str) -> str | None:
        """Return who bears an applicant code (3-4)."""
        return registered_name(self.rows, code) or None

    def applicants(self, name: str) -> tuple[Party, ...]:
        """Return who bears exactly this name (3-5); nobody is an empty answer."""
        return codes_of(self.rows, name)

    def numbers(self, kind: str, number: str) -> Numbers | None:
        """Return the numbers of a case by one of them (3-6); `kind` is application or registration."""
        found = number if kind == "application" else case_folders.application_of_right(self.rows, TRADEMARK, number)
        case = folder(self.rows, TRADEMARK, found) if found else None
        return Numbers(application=case.application, registration=case.registration) if case else None

    def registration(self, application: str) -> Registration | None:
        """Return the registration of an application (3-10) with the mark and the goods as registered."""
        right = registered_right(self.rows, TRADEMARK, application)
        if right is None:
            return None
        return registration(
            self.rows,
            TRADEMARK,
            application,
            display=marks.display(self.rows, application),
            transliterations=marks.transliterations(self.rows, application),
            vienna_classes=marks.vienna_classes(self.rows, application),
            goods=marks.goods_registered(self.rows, application, right),
        )
