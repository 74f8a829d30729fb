"""Parts of the retrieval APIs' answers that the laws share: keys and their order as in the schemas of the API list.

Every leaf is text. What is absent is "", an absent repetition `[]`, an absent object `{}`; no key is ever left out.
Source: JPO's OpenAPI document 1.0 and recorded answers.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from tokkyo.model.jpo.cases import CaseDocument, CaseNumber, Goods, Holder, ParentApplication, Party, Priority
from tokkyo.service.jpo.case_folders import ClaimedPriorities

Found = TypeVar("Found")
Data = TypeVar("Data", bound=msgspec.Struct)


class Nothing(msgspec.Struct, frozen=True):
    """An absent object: `{}`."""


class NumberedParty(msgspec.Struct, frozen=True, rename="camel"):
    """An applicant or attorney of a patent or design; `repeatNumber` runs through both from "1"."""

    applicant_attorney_cd: str
    repeat_number: str
    name: str
    applicant_attorney_class: str


class PlainParty(msgspec.Struct, frozen=True, rename="camel"):
    """An applicant or attorney of a trademark: without a `repeatNumber`."""

    applicant_attorney_cd: str
    name: str
    applicant_attorney_class: str


class ParisPriority(msgspec.Struct, frozen=True, rename="camel"):
    """A priority claim under the Paris Convention."""

    paris_priority_application_number: str
    paris_priority_date: str
    paris_priority_country_cd: str


class Parent(msgspec.Struct, frozen=True, rename="camel"):
    """The application a design or trademark was divided or converted from."""

    parent_application_category: str
    parent_application_law_code: str
    parent_application_number: str


class ParisPriorities(msgspec.Struct, frozen=True, rename="camel"):
    """The answer of `priority_right_app_info` for designs and trademarks."""

    application_number: str
    priority_right_information: list[ParisPriority]


class Document(msgspec.Struct, frozen=True, rename="camel"):
    """A line of the file wrapper."""

    legal_date: str
    irir_flg: str
    availability_flag: str
    document_code: str
    document_description: str
    document_number: str
    version_number: str
    document_separator: str
    number_of_pages: str
    size_of_document: str


class Bibliography(msgspec.Struct, frozen=True, rename="camel"):
    """A number of a case and the documents under it."""

    number_type: str
    number: str
    document_list: list[Document]


class GoodsService(msgspec.Struct, frozen=True, rename="camel"):
    """Goods or services of one class."""

    goods_service_class: str
    goods_service_name: str
    similar_code: str


class RightPerson(msgspec.Struct, frozen=True, rename="camel"):
    """An owner of a registered right."""

    right_person_cd: str
    right_person_name: str


class ApplicantName(msgspec.Struct, frozen=True, rename="camel"):
    """The answer to a code (`applicant_attorney_cd`)."""

    applicant_attorney_name: str


class ApplicantCode(msgspec.Struct, frozen=True, rename="camel"):
    """One of the codes that bear a name."""

    applicant_attorney_cd: str
    name: str


class ApplicantCodes(msgspec.Struct, frozen=True, rename="camel"):
    """The answer to a name (`applicant_attorney`)."""

    applicant_attorney: list[ApplicantCode]


def answered(
    ask: Callable[..., Found | None], tell: Callable[[Found], Any]
) -> Callable[[Any, tuple[str, ...]], Any | None]:
    """Return how an API answers: `ask` is its use case, `tell` puts into keys what that found, None stays None."""

    def answer(cases: Any, values: tuple[str, ...]) -> Any | None:
        found = ask(cases, *values)
        return None if found is None else tell(found)

    return answer


def less(full: msgspec.Struct, kind: type[Data]) -> Data:
    """Return the answer of a simple API: those keys of the full one that its kind has, in its order."""
    return kind(*(getattr(full, name) for name in kind.__struct_fields__))


def numbered_parties(parties: Iterable[Party]) -> list[NumberedParty]:
    """Return applicants and attorneys with their running number."""
    return [NumberedParty(one.code, str(place), one.name, one.role) for place, one in enumerate(parties, 1)]


def plain_parties(parties: Iterable[Party]) -> list[PlainParty]:
    """Return applicants and attorneys."""
    return [PlainParty(one.code, one.name, one.role) for one in parties]


def paris_priorities(priorities: Iterable[Priority]) -> list[ParisPriority]:
    """Return priority claims under the Paris Convention."""
    return [ParisPriority(one.paris_number, one.paris_date, one.paris_country) for one in priorities]


def claimed(found: ClaimedPriorities) -> ParisPriorities:
    """Return the priority claims of an application."""
    return ParisPriorities(found.number, paris_priorities(found.priorities))


def parent(application: ParentApplication | None) -> Parent | Nothing:
    """Return the application a case goes back to."""
    return Parent(application.category, application.law, application.number) if application else Nothing()


def bibliography(numbers: Iterable[CaseNumber]) -> list[Bibliography]:
    """Return the numbers of a case with their documents."""
    return [Bibliography(one.kind, one.number, [document(line) for line in one.documents]) for one in numbers]


def document(line: CaseDocument) -> Document:
    """Return a line of the file wrapper."""
    return Document(
        line.date,
        line.ib,
        line.available,
        line.code,
        line.description,
        line.number,
        line.version,
        line.separator,
        line.pages,
        line.size,
    )


def goods_services(goods: Iterable[Goods]) -> list[GoodsService]:
    """Return goods and services by class."""
    return [GoodsService(one.number, one.name, one.similar) for one in goods]


def right_persons(holders: Iterable[Holder]) -> list[RightPerson]:
    """Return the owners of a right."""
    return [RightPerson(one.code, one.name) for one in holders]


def numbered(values: Iterable[str]) -> dict[str, str]:
    """Return values under their places "0", "1", …, as transliterations and Vienna classes stand."""
    return {str(place): value for place, value in enumerate(values)}


def applicant_name(name: str) -> ApplicantName:
    """Return the answer to a code."""
    return ApplicantName(name)


def applicant_codes(parties: Iterable[Party]) -> ApplicantCodes | None:
    """Return the answer to a name, None for one that nobody bears."""
    found = [ApplicantCode(one.code, one.name) for one in parties]
    return ApplicantCodes(found) if found else None
