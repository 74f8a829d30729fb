"""What the retrieval APIs tell of patents, assembled from the tables of standardized data: one method for each API.

A method returns None for what the tables do not know (code 107 of the APIs). A progress costs some ten look-ups by key:
one a table, and one for the name of each party.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from tokkyo.model.jpo.apis import PATENT
from tokkyo.model.jpo.cases import (
    CaseNumber,
    Citations,
    Divisional,
    Numbers,
    ParentApplication,
    Party,
    PatentProgress,
    Priority,
    Registration,
)
from tokkyo.model.jpo.eras import OFFERED_SINCE, with_ad_year, with_era_years
from tokkyo.service.jpo import patent_rows
from tokkyo.service.jpo.applicants import codes_of, registered_name
from tokkyo.service.jpo.citations import citations
from tokkyo.service.jpo.divisionals import family, parent_of
from tokkyo.service.jpo.patent_rows import LAW, blank, case_row, repeated_rows
from tokkyo.service.jpo.registrations import registered_right, registration, registration_block
from tokkyo.service.jpo.rows import CaseRows, Row
from tokkyo.service.jpo.trials import trial_blocks

INTERNATIONAL_COLUMNS = {
    "international_application": "acia_intl_app_num",
    "international_publication": "acia_intl_pub_num",
}


class NotProvided(Exception):
    """A number of an era before Heisei: JPO's service does not offer it (code 111)."""


class PatentFamily(msgspec.Struct, frozen=True):
    """Where an application comes from and the family of divisional applications it belongs to."""

    number: str
    parent: ParentApplication | None = None
    divisionals: tuple[Divisional, ...] = ()


class PatentPriorities(msgspec.Struct, frozen=True):
    """The priority claims of an application."""

    number: str
    priorities: tuple[Priority, ...] = ()


@dataclass(frozen=True, slots=True)
class _Application:
    """The two rows every application has; one of them may be missing and is then blank."""

    case: Row
    bibliography: Row


@dataclass(frozen=True, slots=True)
class PatentCases:
    """The use cases of the patent APIs over stored tables."""

    rows: CaseRows

    def progress(self, application: str) -> PatentProgress | None:
        """Return everything of 1-1: bibliography, priority, parent, divisional family, every document."""
        found = self._found(application)
        if found is None:
            return None
        repeated = repeated_rows(self.rows, application)
        return msgspec.structs.replace(
            self._simple(application, found, repeated),
            priorities=patent_rows.priorities(repeated),
            parent=self._parent(found.bibliography),
            divisionals=family(self.rows, application, found.bibliography, repeated),
        )

    def simple_progress(self, application: str) -> PatentProgress | None:
        """Return what 1-2 tells: the progress without priority, parent and divisional family."""
        found = self._found(application)
        return self._simple(application, found, repeated_rows(self.rows, application)) if found else None

    def divisional_family(self, application: str) -> PatentFamily | None:
        """Return parent and family of an application (1-3), both empty where it has none."""
        found = self._found(application)
        if found is None:
            return None
        repeated = repeated_rows(self.rows, application)
        members = family(self.rows, application, found.bibliography, repeated)
        return PatentFamily(application, self._parent(found.bibliography), members)

    def priorities(self, application: str) -> PatentPriorities | None:
        """Return the priority claims of an application (1-4)."""
        if self._found(application) is None:
            return None
        return PatentPriorities(application, patent_rows.priorities(repeated_rows(self.rows, application)))

    def applicant_name(self, code: str) -> str | None:
        """Return who bears an applicant code (1-5)."""
        return registered_name(self.rows, code) or None

    def applicants(self, name: str) -> tuple[Party, ...]:
        """Return who bears exactly this name (1-6); nobody is an empty answer."""
        return codes_of(self.rows, name)

    def numbers(self, kind: str, number: str) -> Numbers | None:
        """Return the numbers of a case by one of them (1-7); `kind` is application, publication or registration.

        Raises `NotProvided` for numbers with a year before Heisei, asked for or found.
        """
        if kind != "registration":
            _offered(number)
        case = self._by_number(kind, number)
        if case is None:
            return None
        _offered(case["app_num"])
        return Numbers(
            application=case["app_num"],
            publication=with_ad_year(case["acup_pub_num"]),
            translation=with_ad_year(case["actp_trnsl_pub_num"]),
            registration=case["acrg_reg_num"],
            international_publication=case["acia_intl_pub_num"],
        )

    def citations(self, application: str) -> Citations | None:
        """Return what was cited against an application (1-11)."""
        found = citations(self.rows, application)
        return found if found.patents or found.literature or self._found(application) else None

    def registration(self, application: str) -> Registration | None:
        """Return the registration of an application (1-12)."""
        return registration(self.rows, PATENT, application)

    def national_application(self, kind: str, number: str) -> str | None:
        """Return the application by which an international one entered Japan (1-14); `kind` is that of the address.

        Of several applications with the number the first was the one that entered.
        """
        found = self.rows.looked_up("pmac_g_app_case", INTERNATIONAL_COLUMNS[kind], number)
        return found[0]["app_num"] if found else None

    def _found(self, application: str) -> _Application | None:
        case = case_row(self.rows, application)
        bibliography = self.rows.rows("pmab_g_appl_case_biblog", LAW, application)
        if case is None and not bibliography:
            return None
        return _Application(
            case or blank("pmac_g_app_case"), bibliography[0] if bibliography else blank("pmab_g_appl_case_biblog")
        )

    def _simple(self, application: str, found: _Application, repeated: Iterable[Row]) -> PatentProgress:
        case = found.case
        right = registered_right(self.rows, PATENT, application)
        entry = right or blank("mgt_info_p")
        number = case["acrg_reg_num"] or entry["reg_num"]
        international = bool(case["acia_intl_app_num"])
        wrapper = patent_rows.wrapper(self.rows, application, international=international)
        return PatentProgress(
            number=application,
            title=found.bibliography["abin_invent_title"],
            parties=patent_rows.parties(self.rows, repeated),
            filing_date=case["acai_app_dt"],
            publication=case["acup_pub_num"],
            publication_ad=with_ad_year(case["acup_pub_num"]),
            translation=case["actp_trnsl_pub_num"],
            translation_ad=with_ad_year(case["actp_trnsl_pub_num"]),
            publication_date=case["acup_pub_dt"] or case["actp_trnsl_pub_dt"] or case["actp_trnsl_repub_dt"],
            registration=number,
            registration_date=case["acrg_reg_dt"] or entry["set_reg_year_month_day"],
            international_application=case["acia_intl_app_num"],
            international_publication=case["acia_intl_pub_num"],
            international_publication_date=case["acia_intl_pub_dt"],
            erasure=entry["right_ersr_id"],
            expiry=entry["conti_prd_expire_ymd"],
            disappearance=entry["right_disppr_year_month_day"],
            numbers=(
                CaseNumber("01", application, wrapper),
                *_publications(case),
                *registration_block(self.rows, PATENT, number, right, wrapper),
                *trial_blocks(self.rows, PATENT, application),
                *_international(case),
            ),
        )

    def _parent(self, bibliography: Row) -> ParentApplication | None:
        """Return the application one was divided or converted from, with its own day of filing where that is known."""
        number = bibliography["abpa_parent_app_num"]
        if not number:
            return None
        parent = (case_row(self.rows, number) if parent_of(bibliography) else None) or blank("pmac_g_app_case")
        return ParentApplication(number, parent["acai_app_dt"] or bibliography["abpa_retroacted_dt"])

    def _by_number(self, kind: str, number: str) -> Row | None:
        if kind == "application":
            return case_row(self.rows, number)
        if kind == "registration":
            return self._first("acrg_reg_num", number)
        found = (
            self._first(column, written)
            for column in ("acup_pub_num", "actp_trnsl_pub_num")
            for written in with_era_years(number)
        )
        return next(filter(None, found), None)

    def _first(self, column: str, value: str) -> Row | None:
        found = self.rows.looked_up("pmac_g_app_case", column, value)
        return found[0] if found else None


def _publications(case: Row) -> tuple[CaseNumber, ...]:
    """Return the blocks 02 (公開), 03 (公表) and 04 (再公表): an application published anew has no day of 公表."""
    translated = case["actp_trnsl_pub_num"]
    anew = bool(case["actp_trnsl_repub_dt"]) and not case["actp_trnsl_pub_dt"]
    blocks = (("02", case["acup_pub_num"]), ("03", "" if anew else translated), ("04", translated if anew else ""))
    return tuple(CaseNumber(kind, number) for kind, number in blocks if number)


def _international(case: Row) -> tuple[CaseNumber, ...]:
    """Return the blocks 10 and 11 of an application that came by way of the PCT."""
    blocks = (("10", case["acia_intl_app_num"]), ("11", case["acia_intl_pub_num"]))
    return tuple(CaseNumber(kind, number) for kind, number in blocks if number)


def _offered(number: str) -> None:
    """Raise `NotProvided` for a number whose year is before Heisei."""
    if int(number[:4]) < OFFERED_SINCE:
        raise NotProvided(number)
