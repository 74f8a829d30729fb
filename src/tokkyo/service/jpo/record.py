"""One case put together from everything the answers of several APIs tell of it: for searching and for listing."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Protocol

from tokkyo.model.jpo.apis import DESIGN, LAW_CODES, PATENT, TRADEMARK
from tokkyo.model.jpo.cases import Citations, Registration
from tokkyo.model.jpo.record import AnyProgress, CaseRecord
from tokkyo.service.jpo.designs import DesignCases
from tokkyo.service.jpo.patents import PatentCases
from tokkyo.service.jpo.rows import CaseRows, in_number_order
from tokkyo.service.jpo.trademarks import TrademarkCases

INVENTORS: Mapping[str, tuple[str, str, str]] = {
    PATENT: ("pmab_gr_appl_case_biblog", "repeat_num", "abii_inventor_name"),
    DESIGN: ("jiken_c_d_sosakusha_joho", "cmz_junjo_no", "simei"),
}
"""Where the names of inventors and creators stand: table, the column that counts them, the name. Marks have none."""


Snapshot = Callable[[], AbstractContextManager[None]]
"""Gives a block in which the store is read in one state."""


class LawCases(Protocol):
    """What the cases of every law tell."""

    def progress(self, application: str) -> AnyProgress | None:
        """Return the progress of a case, None for one that is not known."""
        ...

    def registration(self, application: str) -> Registration | None:
        """Return the registration of a case, None where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class CaseRecords:
    """The records of cases over stored tables; each tells one state of what `snapshot()` holds fast."""

    rows: CaseRows
    laws: Mapping[str, LawCases]
    patents: PatentCases
    snapshot: Snapshot = nullcontext

    @classmethod
    def over(cls, rows: CaseRows, snapshot: Snapshot = nullcontext) -> "CaseRecords":
        """Return the records over tables."""
        patents = PatentCases(rows)
        laws: dict[str, LawCases] = {PATENT: patents, DESIGN: DesignCases(rows), TRADEMARK: TrademarkCases(rows)}
        return cls(rows, laws, patents, snapshot)

    def record(self, law: str, application: str) -> CaseRecord | None:
        """Return what is known of a case, None where the tables tell nothing that an answer could be made of."""
        with self.snapshot():
            return self._record(law, application)

    def _record(self, law: str, application: str) -> CaseRecord | None:
        progress = self.laws[law].progress(application)
        if progress is None:
            return None
        return CaseRecord(
            law,
            progress,
            self.laws[law].registration(application),
            self._citations(law, application),
            self._inventors(law, application),
        )

    def _citations(self, law: str, application: str) -> Citations | None:
        return self.patents.citations(application) if law == PATENT else None

    def _inventors(self, law: str, application: str) -> tuple[str, ...]:
        if law not in INVENTORS:
            return ()
        table, place, name = INVENTORS[law]
        rows = (row for row in self.rows.rows(table, LAW_CODES[law], application) if row[name])
        return tuple(row[name] for row in in_number_order(rows, place))
