"""Answers of the design APIs (2-1 to 2-6, 2-10): keys and their order as in the schemas of the API list."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from tokkyo.http.jpo.answer_blocks import (
    Bibliography,
    Nothing,
    NumberedParty,
    Parent,
    ParisPriority,
    RightPerson,
    answered,
    applicant_codes,
    applicant_name,
    bibliography,
    claimed,
    less,
    numbered_parties,
    parent,
    paris_priorities,
    right_persons,
)
from tokkyo.model.jpo.cases import DesignProgress, Numbers, Registration
from tokkyo.service.jpo.designs import DesignCases


class FullDesignProgress(msgspec.Struct, frozen=True, rename="camel"):
    """The answer of `app_progress`."""

    application_number: str
    design_article: str
    design_class: str
    applicant_attorney: list[NumberedParty]
    filing_date: str
    publication_date: str
    registration_number: str
    registration_date: str
    principal_design_application_number: str
    erasure_identifier: str
    expire_date: str
    disappearance_date: str
    priority_right_information: list[ParisPriority]
    parent_application_information: Parent | Nothing
    bibliography_information: list[Bibliography]


class SimpleDesignProgress(msgspec.Struct, frozen=True, rename="camel"):
    """The answer of `app_progress_simple`: without class, principal design, priority and parent."""

    application_number: str
    design_article: str
    applicant_attorney: list[NumberedParty]
    filing_date: str
    publication_date: str
    registration_number: str
    registration_date: str
    erasure_identifier: str
    expire_date: str
    disappearance_date: str
    bibliography_information: list[Bibliography]


class DesignNumbers(msgspec.Struct, frozen=True, rename="camel"):
    """The answer of `case_number_reference`."""

    application_number: str
    registration_number: str
    international_registration_number: str
    design_number: str


class DesignRegistration(msgspec.Struct, frozen=True, rename="camel"):
    """The answer of `registration_info`; `appealTrialDecisiondDate` is spelt so by the office."""

    application_number: str
    filing_date: str
    registration_number: str
    registration_date: str
    decision_date: str
    appeal_trial_decisiond_date: str
    right_person_information: list[RightPerson]
    design_article: str
    expire_date: str
    next_pension_payment_date: str
    last_payment_yearly: str
    erasure_identifier: str
    disappearance_date: str
    update_date: str


def _full(progress: DesignProgress) -> FullDesignProgress:
    return FullDesignProgress(
        application_number=progress.number,
        design_article=progress.article,
        design_class=progress.design_class,
        applicant_attorney=numbered_parties(progress.parties),
        filing_date=progress.filing_date,
        publication_date=progress.publication_date,
        registration_number=progress.registration,
        registration_date=progress.registration_date,
        principal_design_application_number=progress.principal,
        erasure_identifier=progress.erasure,
        expire_date=progress.expiry,
        disappearance_date=progress.disappearance,
        priority_right_information=paris_priorities(progress.priorities),
        parent_application_information=parent(progress.parent),
        bibliography_information=bibliography(progress.numbers),
    )


def _simple(progress: DesignProgress) -> SimpleDesignProgress:
    return less(_full(progress), SimpleDesignProgress)


def _numbers(found: Numbers) -> DesignNumbers:
    return DesignNumbers(found.application, found.registration, found.international_registration, found.design)


def _registration(right: Registration) -> DesignRegistration:
    return DesignRegistration(
        application_number=right.number,
        filing_date=right.filing_date,
        registration_number=right.registration,
        registration_date=right.registration_date,
        decision_date=right.decision_date,
        appeal_trial_decisiond_date=right.trial_decision_date,
        right_person_information=right_persons(right.holders),
        design_article=right.title,
        expire_date=right.expiry,
        next_pension_payment_date=right.next_payment,
        last_payment_yearly=right.last_payment_year,
        erasure_identifier=right.erasure,
        disappearance_date=right.disappearance,
        update_date=right.updated,
    )


ANSWERS: Mapping[str, Callable[[DesignCases, tuple[str, ...]], Any | None]] = MappingProxyType(
    {
        "app_progress": answered(DesignCases.progress, _full),
        "app_progress_simple": answered(DesignCases.progress, _simple),
        "priority_right_app_info": answered(DesignCases.priorities, claimed),
        "applicant_attorney_cd": answered(DesignCases.applicant_name, applicant_name),
        "applicant_attorney": answered(DesignCases.applicants, applicant_codes),
        "case_number_reference": answered(DesignCases.numbers, _numbers),
        "registration_info": answered(DesignCases.registration, _registration),
    }
)
"""By the name of an API: what answers it from the cases and the path parameters, None where there is no such data."""
