"""Cases as `/api/cases/v1` lists them. Keys are the names of the fields that a search finds them by.

Values are written as in the answers of the retrieval APIs: dates YYYYMMDD, "" for what is absent.
"""

import msgspec

from tokkyo.fields.case_values import APPLICANT, ATTORNEY, IN_FORCE
from tokkyo.model.jpo.cases import DesignProgress, PatentProgress, TrademarkProgress
from tokkyo.model.jpo.record import CaseRecord


class Person(msgspec.Struct, frozen=True):
    """An applicant, attorney or right holder: the nine-digit code and the name."""

    code: str
    name: str


class CaseLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a list tells of a case; keys that only one law has, and the score, are left out where there is none."""

    law: str
    application_number: str
    title: str
    filing_date: str
    publication_number: str
    publication_date: str
    registration_number: str
    registration_date: str
    in_force: bool
    erasure: str
    expiry_date: str
    disappearance_date: str
    next_payment_date: str
    paid_years: str
    applicants: list[Person]
    attorneys: list[Person]
    holders: list[Person]
    inventors: list[str]
    international_application_number: str = ""
    international_publication_number: str = ""
    design_class: str = ""
    goods_classes: list[str] | None = None
    transliterations: list[str] | None = None
    score: float | None = None


def case_line(record: CaseRecord, score: float | None = None) -> CaseLine:
    """Return the line of a case."""
    progress, right = record.progress, record.registration
    patent = progress if isinstance(progress, PatentProgress) else PatentProgress(number="")
    mark = progress if isinstance(progress, TrademarkProgress) else None
    return CaseLine(
        law=record.law,
        application_number=record.application,
        title=record.title,
        filing_date=progress.filing_date,
        publication_number=patent.publication_ad or patent.translation_ad,
        publication_date=progress.publication_date,
        registration_number=progress.registration,
        registration_date=progress.registration_date,
        in_force=bool(progress.registration) and progress.erasure == IN_FORCE,
        erasure=progress.erasure,
        expiry_date=progress.expiry,
        disappearance_date=progress.disappearance,
        next_payment_date=right.next_payment if right else "",
        paid_years=right.last_payment_year if right else "",
        applicants=_parties(record, APPLICANT),
        attorneys=_parties(record, ATTORNEY),
        holders=[Person(holder.code, holder.name) for holder in (right.holders if right else ())],
        inventors=list(record.inventors),
        international_application_number=patent.international_application,
        international_publication_number=patent.international_publication,
        design_class=progress.design_class if isinstance(progress, DesignProgress) else "",
        goods_classes=list(dict.fromkeys(goods.number for goods in mark.goods)) if mark else None,
        transliterations=list(mark.transliterations) if mark else None,
        score=score,
    )


def _parties(record: CaseRecord, role: str) -> list[Person]:
    return [Person(party.code, party.name) for party in record.progress.parties if party.role == role]
