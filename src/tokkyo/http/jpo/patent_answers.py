"""Answers of the patent APIs (1-1 to 1-7, 1-11, 1-12, 1-14): keys and their order as in the schemas of the API list."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from tokkyo.http.jpo.answer_blocks import (
    Bibliography,
    Nothing,
    NumberedParty,
    RightPerson,
    answered,
    applicant_codes,
    applicant_name,
    bibliography,
    numbered_parties,
    right_persons,
)
from tokkyo.model.jpo.cases import (
    Citations,
    Divisional,
    Numbers,
    ParentApplication,
    PatentProgress,
    Priority,
    Registration,
)
from tokkyo.service.jpo.patents import PatentCases, PatentFamily, PatentPriorities


class _Wire(msgspec.Struct, frozen=True, rename="camel"):
    """Keys of the answers are the names of the fields in camel case."""


class PatentPriority(_Wire, frozen=True):
    """A priority claim: under the Paris Convention or within Japan, the keys of the other kind are empty."""

    paris_priority_application_number: str
    paris_priority_date: str
    paris_priority_country_cd: str
    national_priority_law_cd: str
    national_priority_application_number: str
    national_priority_international_application_number: str
    national_priority_date: str


class PatentParent(_Wire, frozen=True):
    """The application a patent application was divided or converted from."""

    parent_application_number: str
    filing_date: str


class DivisionalApplication(_Wire, frozen=True):
    """A member of a family of divisional applications."""

    application_number: str
    publication_number: str
    ad_publication_number: str = msgspec.field(name="ADPublicationNumber")
    national_publication_number: str
    ad_national_publication_number: str = msgspec.field(name="ADNationalPublicationNumber")
    registration_number: str
    international_application_number: str
    international_publication_number: str
    erasure_identifier: str
    expire_date: str
    disappearance_date: str
    divisional_generation: str


class _Head(_Wire, frozen=True):
    """What the answers of both progress APIs begin with."""

    application_number: str
    invention_title: str
    applicant_attorney: list[NumberedParty]
    filing_date: str
    publication_number: str
    ad_publication_number: str = msgspec.field(name="ADPublicationNumber")
    national_publication_number: str
    ad_national_publication_number: str = msgspec.field(name="ADNationalPublicationNumber")
    publication_date: str
    registration_number: str
    registration_date: str
    international_application_number: str
    international_publication_number: str
    international_publication_date: str
    erasure_identifier: str
    expire_date: str
    disappearance_date: str


class SimpleProgress(_Head, frozen=True):
    """The answer of `app_progress_simple`."""

    bibliography_information: list[Bibliography]


class FullProgress(_Head, frozen=True):
    """The answer of `app_progress`."""

    priority_right_information: list[PatentPriority]
    parent_application_information: PatentParent | Nothing
    divisional_application_information: list[DivisionalApplication]
    bibliography_information: list[Bibliography]


class Family(_Wire, frozen=True):
    """The answer of `divisional_app_info`."""

    application_number: str
    parent_application_information: PatentParent | Nothing
    divisional_application_information: list[DivisionalApplication]


class Priorities(_Wire, frozen=True):
    """The answer of `priority_right_app_info`."""

    application_number: str
    priority_right_information: list[PatentPriority]


class CaseNumbers(_Wire, frozen=True):
    """The answer of `case_number_reference`; publication numbers have the year of our era here."""

    application_number: str
    publication_number: str
    national_publication_number: str
    registration_number: str
    international_publication_number: str


class PatentDocument(_Wire, frozen=True):
    """A cited patent document."""

    draft_date: str
    citation_type: str
    citation_order: str
    document_number: str


class OtherDocument(_Wire, frozen=True):
    """Cited literature that is no patent document."""

    draft_date: str
    citation_type: str
    citation_order: str
    document_type: str
    author_name: str
    paper_title: str
    publication_name: str
    issue_country_cd: str
    publisher: str
    issue_date: str
    issue_date_type: str
    issue_number: str
    citation_pages: str


class CitedDocuments(_Wire, frozen=True):
    """The answer of `cite_doc_info`; both are lists, whatever the published schema says."""

    application_number: str
    patent_doc: list[PatentDocument]
    non_patent_doc: list[OtherDocument]


class PatentRegistration(_Wire, frozen=True):
    """The answer of `registration_info`; `appealTrialDecisiondDate` is spelt as JPO spells it."""

    application_number: str
    filing_date: str
    registration_number: str
    registration_date: str
    decision_date: str
    appeal_trial_decisiond_date: str
    right_person_information: list[RightPerson]
    invention_title: str
    number_of_claims: str
    expire_date: str
    next_pension_payment_date: str
    last_payment_yearly: str
    erasure_identifier: str
    disappearance_date: str
    update_date: str


class NationalApplication(_Wire, frozen=True):
    """The answer of `pct_national_phase_application_number`."""

    application_number: str


def _priorities(priorities: Iterable[Priority]) -> list[PatentPriority]:
    return [PatentPriority(*msgspec.structs.astuple(one)) for one in priorities]


def _parent(application: ParentApplication | None) -> PatentParent | Nothing:
    return PatentParent(application.number, application.filing_date) if application else Nothing()


def _divisionals(divisionals: Iterable[Divisional]) -> list[DivisionalApplication]:
    return [DivisionalApplication(*msgspec.structs.astuple(one)) for one in divisionals]


def _head(progress: PatentProgress) -> tuple[Any, ...]:
    """Return what both answers of a progress begin with, in their order."""
    return (
        progress.number,
        progress.title,
        numbered_parties(progress.parties),
        progress.filing_date,
        progress.publication,
        progress.publication_ad,
        progress.translation,
        progress.translation_ad,
        progress.publication_date,
        progress.registration,
        progress.registration_date,
        progress.international_application,
        progress.international_publication,
        progress.international_publication_date,
        progress.erasure,
        progress.expiry,
        progress.disappearance,
    )


def _full(progress: PatentProgress) -> FullProgress:
    rest = (
        _priorities(progress.priorities),
        _parent(progress.parent),
        _divisionals(progress.divisionals),
        bibliography(progress.numbers),
    )
    return FullProgress(*(*_head(progress), *rest))


def _simple(progress: PatentProgress) -> SimpleProgress:
    return SimpleProgress(*(*_head(progress), bibliography(progress.numbers)))


def _family(found: PatentFamily) -> Family:
    return Family(found.number, _parent(found.parent), _divisionals(found.divisionals))


def _claimed(found: PatentPriorities) -> Priorities:
    return Priorities(found.number, _priorities(found.priorities))


def _numbers(found: Numbers) -> CaseNumbers:
    return CaseNumbers(
        found.application,
        found.publication,
        found.translation,
        found.registration,
        found.international_publication,
    )


def _cited(found: Citations) -> CitedDocuments:
    return CitedDocuments(
        found.number,
        [PatentDocument(*msgspec.structs.astuple(one)) for one in found.patents],
        [OtherDocument(*msgspec.structs.astuple(one)) for one in found.literature],
    )


def _registration(right: Registration) -> PatentRegistration:
    return PatentRegistration(
        right.number,
        right.filing_date,
        right.registration,
        right.registration_date,
        right.decision_date,
        right.trial_decision_date,
        right_persons(right.holders),
        right.title,
        right.claims,
        right.expiry,
        right.next_payment,
        right.last_payment_year,
        right.erasure,
        right.disappearance,
        right.updated,
    )


ANSWERS: Mapping[str, Callable[[PatentCases, tuple[str, ...]], Any | None]] = MappingProxyType(
    {
        "app_progress": answered(PatentCases.progress, _full),
        "app_progress_simple": answered(PatentCases.simple_progress, _simple),
        "divisional_app_info": answered(PatentCases.divisional_family, _family),
        "priority_right_app_info": answered(PatentCases.priorities, _claimed),
        "applicant_attorney_cd": answered(PatentCases.applicant_name, applicant_name),
        "applicant_attorney": answered(PatentCases.applicants, applicant_codes),
        "case_number_reference": answered(PatentCases.numbers, _numbers),
        "cite_doc_info": answered(PatentCases.citations, _cited),
        "registration_info": answered(PatentCases.registration, _registration),
        "pct_national_phase_application_number": answered(PatentCases.national_application, NationalApplication),
    }
)
"""By the name of an API: what answers it from the cases and the path parameters, None where there is no such data."""
