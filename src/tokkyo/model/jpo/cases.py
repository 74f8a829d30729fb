"""Cases as the retrieval APIs tell them, one frozen value for each answer; what is absent is "" or empty.

All values are text as the office writes it: application numbers of ten digits (year and serial), dates `YYYYMMDD`,
publication numbers in era form (`503090037`: Reiwa 3) and with the year of our era (`2021090037`), codes of the
standardized data (JPO's code index). Keys and order of the wire are the face's business.
"""

import msgspec


class Party(msgspec.Struct, frozen=True, gc=False):
    """An applicant (`role` "1") or an attorney ("2") with their nine-digit code; applicants stand first."""

    code: str
    name: str
    role: str


class Priority(msgspec.Struct, frozen=True, gc=False):
    """A priority claim: the first three under the Paris Convention, the others within Japan; one group is empty."""

    paris_number: str = ""
    paris_date: str = ""
    paris_country: str = ""
    national_law: str = ""
    national_number: str = ""
    national_international_number: str = ""
    national_date: str = ""


class ParentApplication(msgspec.Struct, frozen=True, gc=False):
    """The application a case was divided or converted from; `category` and `law` for designs and trademarks."""

    number: str
    filing_date: str = ""
    category: str = ""
    law: str = ""


class Divisional(msgspec.Struct, frozen=True, gc=False):
    """One member of a family of divisional applications; the root has generation "0"."""

    number: str
    publication: str = ""
    publication_ad: str = ""
    translation: str = ""
    translation_ad: str = ""
    registration: str = ""
    international_application: str = ""
    international_publication: str = ""
    erasure: str = ""
    expiry: str = ""
    disappearance: str = ""
    generation: str = ""


class CaseDocument(msgspec.Struct, frozen=True, gc=False):
    """One line of a case's file wrapper: `ib` "1" for a document of the International Bureau, `available` "1" for one
    whose body can be had, `separator` the kind of part (S, L, M, Z, …).
    """

    date: str
    ib: str
    available: str
    code: str
    description: str
    number: str
    version: str
    separator: str
    pages: str
    size: str


class CaseNumber(msgspec.Struct, frozen=True, gc=False):
    """A number of a case (`kind` 01 application, 02 publication, 06 registration, 07 trial, …) and its documents."""

    kind: str
    number: str
    documents: tuple[CaseDocument, ...] = ()


class Numbers(msgspec.Struct, frozen=True, gc=False):
    """The numbers of a case beside each other; publication numbers with the year of our era, ten digits."""

    application: str
    publication: str = ""
    translation: str = ""
    registration: str = ""
    international_publication: str = ""
    international_registration: str = ""
    design: str = ""


class Goods(msgspec.Struct, frozen=True, gc=False):
    """Goods or services of one class; `similar` lists codes of similar groups, separated by blanks."""

    number: str
    name: str
    similar: str


class Holder(msgspec.Struct, frozen=True, gc=False):
    """Who owns a registered right."""

    code: str
    name: str


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What the progress of every case has."""

    number: str
    parties: tuple[Party, ...] = ()
    filing_date: str = ""
    publication_date: str = ""
    registration: str = ""
    registration_date: str = ""
    erasure: str = ""
    expiry: str = ""
    disappearance: str = ""
    priorities: tuple[Priority, ...] = ()
    parent: ParentApplication | None = None
    numbers: tuple[CaseNumber, ...] = ()


class PatentProgress(Progress, frozen=True, kw_only=True):
    """The progress of a patent application."""

    title: str = ""
    publication: str = ""
    publication_ad: str = ""
    translation: str = ""
    translation_ad: str = ""
    international_application: str = ""
    international_publication: str = ""
    international_publication_date: str = ""
    divisionals: tuple[Divisional, ...] = ()


class DesignProgress(Progress, frozen=True, kw_only=True):
    """The progress of a design application."""

    article: str = ""
    design_class: str = ""
    principal: str = ""


class TrademarkProgress(Progress, frozen=True, kw_only=True):
    """The progress of a trademark application."""

    display: str = ""
    transliterations: tuple[str, ...] = ()
    vienna_classes: tuple[str, ...] = ()
    goods: tuple[Goods, ...] = ()


class Registration(msgspec.Struct, frozen=True, kw_only=True):
    """The registration of a right; `title` is the invention's or the design's article, claims three digits."""

    number: str
    filing_date: str = ""
    registration: str = ""
    registration_date: str = ""
    decision_date: str = ""
    trial_decision_date: str = ""
    holders: tuple[Holder, ...] = ()
    title: str = ""
    claims: str = ""
    display: str = ""
    transliterations: tuple[str, ...] = ()
    vienna_classes: tuple[str, ...] = ()
    goods: tuple[Goods, ...] = ()
    expiry: str = ""
    next_payment: str = ""
    last_payment_year: str = ""
    erasure: str = ""
    disappearance: str = ""
    updated: str = ""


class CitedPatent(msgspec.Struct, frozen=True, gc=False):
    """A patent document cited in a notice drafted on a date; `number` as JPO writes it (`JPA 414233033`)."""

    drafted: str
    kind: str
    order: str
    number: str


class CitedLiterature(msgspec.Struct, frozen=True, gc=False):
    """A publication that is no patent document."""

    drafted: str
    kind: str
    order: str
    type: str = ""
    author: str = ""
    title: str = ""
    publication: str = ""
    country: str = ""
    publisher: str = ""
    issue_date: str = ""
    issue_date_type: str = ""
    issue_number: str = ""
    pages: str = ""


class Citations(msgspec.Struct, frozen=True, gc=False):
    """What was cited against an application."""

    number: str
    patents: tuple[CitedPatent, ...] = ()
    literature: tuple[CitedLiterature, ...] = ()
