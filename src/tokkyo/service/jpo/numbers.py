"""Any spelling of any number of a case to the case: 特許第7533889号, 特開2021-90037, 不服2021-12345, WO2019/011858.

Where a number leads is a table: for each kind of number and law, the tables of standardized data that are looked up by
it and their column with the application number. Applications are known from the tables and from recorded answers;
kinds that no table is looked up by (international registrations) are found in the index of cases.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tokkyo.model.jpo.apis import DESIGN, LAW_CODES, LAWS, PATENT, TRADEMARK
from tokkyo.model.jpo.eras import with_era_years
from tokkyo.model.jpo.spellings import NumberKind, Reading, index_forms, readings
from tokkyo.model.jpo.tables import BY_NAME
from tokkyo.service.jpo.rows import CaseRows
from tokkyo.service.jpo.search import CaseSearch
from tokkyo.store.jpo.answers import Answers
from tokkyo.store.jpo.cases import Cases

_K = NumberKind
PLACES: Mapping[tuple[NumberKind, str], tuple[tuple[str, str], ...]] = {
    (_K.PUBLICATION, PATENT): (("pmac_g_app_case", "acup_pub_num"),),
    (_K.TRANSLATION, PATENT): (("pmac_g_app_case", "actp_trnsl_pub_num"),),
    (_K.REGISTRATION, PATENT): (("pmac_g_app_case", "acrg_reg_num"), ("mgt_info_p", "reg_num")),
    (_K.REGISTRATION, DESIGN): (
        ("jiken_c_d", "raz_toroku_no"),
        ("mgt_info_d", "reg_num"),
        ("mgt_info_hague", "reg_num"),
    ),
    (_K.REGISTRATION, TRADEMARK): (("jiken_c_t", "raz_toroku_no"), ("mgt_info_t", "reg_num")),
    (_K.INTERNATIONAL_APPLICATION, PATENT): (("pmac_g_app_case", "acia_intl_app_num"),),
    (_K.INTERNATIONAL_PUBLICATION, PATENT): (("pmac_g_app_case", "acia_intl_pub_num"),),
}
"""The tables and columns in which a number is looked up."""

WITH_ERAS = frozenset({_K.PUBLICATION, _K.TRANSLATION})
"""Kinds whose numbers the tables write with the era, `503090037`."""

_FOUND = re.compile(rb'"statusCode"\s*:\s*"100"')
"""What an answer that tells of a case has in its envelope."""

_LAW_OF_CODE = {code: law for law, code in LAW_CODES.items()}


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A case that a text leads to, and what the text then means; `number` is written as the answers write it."""

    law: str
    application: str
    kind: NumberKind
    number: str


@dataclass(frozen=True, slots=True)
class CaseNumbers:
    """Finds cases by their numbers."""

    rows: CaseRows
    cases: Cases
    answers: Answers
    search: CaseSearch

    def find(self, written: str, law: str = "") -> tuple[FoundNumber, ...]:
        """Return the cases a text may mean, the likeliest first, each once; of one law or of all."""
        found: dict[tuple[str, str], FoundNumber] = {}
        for reading in readings(written):
            for one in self._under(reading, law):
                found.setdefault((one.law, one.application), one)
        return tuple(found.values())

    def _under(self, reading: Reading, wanted: str) -> Iterator[FoundNumber]:
        for law in LAWS:
            if reading.law in ("", law) and wanted in ("", law):
                for application in self._applications(reading.kind, reading.number, law):
                    yield FoundNumber(law, application, reading.kind, reading.number)

    def _applications(self, kind: NumberKind, number: str, law: str) -> Iterator[str]:
        if kind is _K.APPLICATION:
            if self._known(law, number):
                yield number
        elif kind is _K.TRIAL:
            yield from self._of_trial(number, law)
        elif kind is _K.INTERNATIONAL_REGISTRATION:
            yield from self.search.numbered(index_forms(kind, number, law)[-1])
        else:
            written = with_era_years(number) if kind in WITH_ERAS else (number,)
            for table, column in PLACES.get((kind, law), ()):
                for one in written:
                    yield from (row[BY_NAME[table].case] for row in self.rows.looked_up(table, column, one))

    def _known(self, law: str, application: str) -> bool:
        if self.cases.get(law, application) is not None:
            return True
        recorded = (self.answers.find(law, api, application) for api in ("app_progress", "app_progress_simple"))
        return any(_FOUND.search(answer.body) for answer in recorded if answer)

    def _of_trial(self, number: str, law: str) -> Iterator[str]:
        for row in self.rows.rows("snpn_zkn", number):
            if _LAW_OF_CODE.get(row["ynpu_kbn"]) == law and row["sytgn_bngu"]:
                yield row["sytgn_bngu"]
