"""Answers of the trademark APIs (3-1 to 3-6, 3-10): keys and their order as in the schemas of the API list."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from tokkyo.http.jpo.answer_blocks import (
    Bibliography,
    GoodsService,
    Nothing,
    Parent,
    ParisPriority,
    PlainParty,
    RightPerson,
    answered,
    applicant_codes,
    applicant_name,
    bibliography,
    claimed,
    goods_services,
    less,
    numbered,
    parent,
    paris_priorities,
    plain_parties,
    right_persons,
)
from tokkyo.model.jpo.cases import Numbers, Registration, TrademarkProgress
from tokkyo.service.jpo.trademarks import TrademarkCases


class FullTrademarkProgress(msgspec.Struct, frozen=True, rename="camel"):
    """The answer of `app_progress`."""

    application_number: str
    applicant_attorney: list[PlainParty]
    filing_date: str
    publication_date: str
    registration_number: str
    registration_date: str
    erasure_identifier: str
    expire_date: str
    disappearance_date: str
    trademark_for_display: str
    transliteration: dict[str, str]
    vienna_class: dict[str, str]
    goods_service_information: list[GoodsService]
    priority_right_information: list[ParisPriority]
    parent_application_information: Parent | Nothing
    bibliography_information: list[Bibliography]


class SimpleTrademarkProgress(msgspec.Struct, frozen=True, rename="camel"):
    """The answer of `app_progress_simple`: without priority and parent."""

    application_number: str
    applicant_attorney: list[PlainParty]
    filing_date: str
    publication_date: str
    registration_number: str
    registration_date: str
    erasure_identifier: str
    expire_date: str
    disappearance_date: str
    trademark_for_display: str
    transliteration: dict[str, str]
    vienna_class: dict[str, str]
    goods_service_information: list[GoodsService]
    bibliography_information: list[Bibliography]


class TrademarkNumbers(msgspec.Struct, frozen=True, rename="camel"):
    """The answer of `case_number_reference`."""

    application_number: str
    registration_number: str


class TrademarkRegistration(msgspec.Struct, frozen=True, rename="camel"):
    """The answer of `registration_info`; `appealTrialDecisiondDate` is spelt so by the office.

    Keys stand as in the schema. The office's example has those of mark and goods last; no recorded answer decides.
    """

    application_number: str
    filing_date: str
    registration_number: str
    registration_date: str
    decision_date: str
    appeal_trial_decisiond_date: str
    right_person_information: list[RightPerson]
    trademark_for_display: str
    transliteration: dict[str, str]
    vienna_class: dict[str, str]
    goods_service_information: list[GoodsService]
    expire_date: str
    next_pension_payment_date: str
    last_payment_yearly: str
    erasure_identifier: str
    disappearance_date: str
    update_date: str


def _full(progress: TrademarkProgress) -> FullTrademarkProgress:
    return FullTrademarkProgress(
        application_number=progress.number,
        applicant_attorney=plain_parties(progress.parties),
        filing_date=progress.filing_date,
        publication_date=progress.publication_date,
        registration_number=progress.registration,
        registration_date=progress.registration_date,
        erasure_identifier=progress.erasure,
        expire_date=progress.expiry,
        disappearance_date=progress.disappearance,
        trademark_for_display=progress.display,
        transliteration=numbered(progress.transliterations),
        vienna_class=numbered(progress.vienna_classes),
        goods_service_information=goods_services(progress.goods),
        priority_right_information=paris_priorities(progress.priorities),
        parent_application_information=parent(progress.parent),
        bibliography_information=bibliography(progress.numbers),
    )


def _simple(progress: TrademarkProgress) -> SimpleTrademarkProgress:
    return less(_full(progress), SimpleTrademarkProgress)


def _numbers(found: Numbers) -> TrademarkNumbers:
    return TrademarkNumbers(found.application, found.registration)


def _registration(right: Registration) -> TrademarkRegistration:
    return TrademarkRegistration(
        application_number=right.number,
        filing_date=right.filing_date,
        registration_number=right.registration,
        registration_date=right.registration_date,
        decision_date=right.decision_date,
        appeal_trial_decisiond_date=right.trial_decision_date,
        right_person_information=right_persons(right.holders),
        trademark_for_display=right.display,
        transliteration=numbered(right.transliterations),
        vienna_class=numbered(right.vienna_classes),
        goods_service_information=goods_services(right.goods),
        expire_date=right.expiry,
        next_pension_payment_date=right.next_payment,
        last_payment_yearly=right.last_payment_year,
        erasure_identifier=right.erasure,
        disappearance_date=right.disappearance,
        update_date=right.updated,
    )


ANSWERS: Mapping[str, Callable[[TrademarkCases, tuple[str, ...]], Any | None]] = MappingProxyType(
    {
        "app_progress": answered(TrademarkCases.progress, _full),
        "app_progress_simple": answered(TrademarkCases.progress, _simple),
        "priority_right_app_info": answered(TrademarkCases.priorities, claimed),
        "applicant_attorney_cd": answered(TrademarkCases.applicant_name, applicant_name),
        "applicant_attorney": answered(TrademarkCases.applicants, applicant_codes),
        "case_number_reference": answered(TrademarkCases.numbers, _numbers),
        "registration_info": answered(TrademarkCases.registration, _registration),
    }
)
"""By the name of an API: what answers it from the cases and the path parameters, None where there is no such data."""
