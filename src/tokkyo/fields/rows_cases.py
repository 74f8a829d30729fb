"""Rows of the registry for cases before the Japan Patent Office: what they are found by.

Values come from `fields.case_values`. Codes are those of the standardized data (JPO's code index).
"""

from typing import Any

from tokkyo.fields.row_kinds import DATES, STATS, TERMS, boolean, date, integer, keyword, name_pair
from tokkyo.fields.types import Field, FieldType, Numbering
from tokkyo.fields.vocabulary import CASE_LAWS

_NUMBERS, _DATES, _TEXTS, _PEOPLE = "Numbers", "Dates", "Texts", "People"
_STATUS, _GOODS, _FILE, _CITED = "Status", "Classes and goods", "File wrapper", "Citations"


def _number(name: str, description: str, *aliases: str) -> Field:
    """A number of a case in any spelling."""
    return Field(
        name,
        FieldType.IDS,
        _NUMBERS,
        description,
        multiple=True,
        aliases=aliases,
        numbering=Numbering.CASE,
    )


def _text(name: str, description: str, **more: Any) -> Field:
    return Field(name, FieldType.TEXT, _TEXTS, description, multiple=True, **more)


def _person(name: str, description: str, *aliases: str, code: bool = True) -> tuple[Field, ...]:
    """The name of somebody as words, as a whole, and their nine-digit code."""
    words, whole = name_pair(_PEOPLE, name, f"{description}'s name")
    coded = keyword(_PEOPLE, f"{name}.code", f"{description}'s code", multiple=True, aggregations=TERMS)
    return (words, whole, coded) if code else (words, whole)


_ROWS_OF_NUMBERS = (
    _number("ids", "any number in any spelling: 特願2020-123456, 特許第7533889号, PCT/JP2019/011858", "Ids"),
    _number("application_number", "application number", "applicationNumber"),
    _number("publication_number", "number of the publication, of the translation or of the examined publication",
            "publicationNumber"),
    _number("registration_number", "registration number", "registrationNumber"),
    _number("international_number", "number of the international application, publication or registration"),
    _number("trial_number", "number of a trial, appeal or opposition"),
    _number("parent.application_number", "application that it was divided or converted from"),
    _number("priority.application_number", "Japanese application whose priority is claimed"),
    keyword(_NUMBERS, "priority.number", "foreign application whose priority is claimed", multiple=True),
    keyword(_NUMBERS, "priority.country", "country of that application", multiple=True, aggregations=TERMS),
)  # fmt: skip

_ROWS_OF_DATES = (
    date(_DATES, "filing_date", "filing date", aggregations=DATES, aliases=("filingDate",)),
    integer(_DATES, "filing_year", "year of filing", aggregations=STATS | {"terms"}),
    date(_DATES, "priority_date", "earliest priority date", aggregations=DATES),
    date(_DATES, "publication_date", "date of publication", aggregations=DATES, aliases=("publicationDate",)),
    date(_DATES, "decision_date", "date of the examiner's decision", aggregations=DATES),
    date(_DATES, "registration_date", "date of registration", aggregations=DATES, aliases=("registrationDate",)),
    date(_DATES, "next_payment_date", "date the next annuity or renewal is due", aggregations=DATES),
    date(_DATES, "expiry_date", "end of the term", aggregations=DATES, aliases=("expireDate",)),
    date(_DATES, "disappearance_date", "date the right was lost", aggregations=DATES),
    date(_DATES, "document.date", "date of a document of the file wrapper", multiple=True, sortable=False),
)

_ROWS_OF_TEXTS = (
    _text("title", "title of the invention, article of the design or the trademark", aliases=("inventionTitle",)),
    _text("transliteration", "how a trademark is pronounced"),
    _text("goods.name", "goods and services of a trademark"),
    _text("people", "names of applicants, attorneys, inventors and right holders"),
    _text("citation.title", "author, title and source of cited literature"),
    _text(
        "full_text",
        "title, transliteration, goods and services, people",
        parts=("title", "transliteration", "goods.name", "people"),
    ),
)

_ROWS_OF_PEOPLE = (
    *_person("applicant", "applicant"),
    *_person("attorney", "attorney"),
    *_person("holder", "right holder"),
    *_person("inventor", "inventor or creator", code=False),
)

_ROWS_OF_STATUS = (
    keyword(_STATUS, "law", "patent, design or trademark", values=CASE_LAWS, sortable=True, aggregations=TERMS),
    boolean(_STATUS, "registered", "the right was registered"),
    boolean(_STATUS, "in_force", "the right is registered and has not been lost"),
    keyword(_STATUS, "erasure", "erasure identifier (code index 05310): 00 in force", aggregations=TERMS),
    integer(_STATUS, "paid_years", "years paid for", aggregations=STATS),
    integer(_STATUS, "claim_count", "number of claims at registration", aggregations=STATS),
    boolean(_STATUS, "divided", "it is divided or converted from another application"),
    boolean(_STATUS, "international", "it is an international application that has entered Japan"),
)

_ROWS_OF_CLASSES = (
    keyword(_GOODS, "design_class", "class of the design, e.g. E2112", aggregations=TERMS),
    keyword(_GOODS, "goods.class", "class of goods or services, 01 to 45", multiple=True, aggregations=TERMS),
    keyword(_GOODS, "goods.similar_code", "code of a group of similar goods", multiple=True, aggregations=TERMS),
    keyword(_GOODS, "vienna_class", "class of figurative elements", multiple=True, aggregations=TERMS),
)

_ROWS_OF_FILE = (
    keyword(_FILE, "document.code", "intermediate code of a document, e.g. A131", multiple=True, aggregations=TERMS),
    Field("document.name", FieldType.NAME, _FILE, "name of a document, e.g. 拒絶理由通知書", multiple=True),
    integer(_FILE, "document.count", "number of documents", aggregations=STATS),
)

_ROWS_OF_CITATIONS = (
    keyword(_CITED, "citation.number", "cited patent document as JPO writes it, e.g. JPA 414233033", multiple=True),
    _number("citation.publication", "Japanese publication that is cited"),
    integer(_CITED, "citation.count", "number of different patent documents cited", aggregations=STATS),
)

CASE_ROWS: tuple[Field, ...] = (
    *_ROWS_OF_NUMBERS,
    *_ROWS_OF_TEXTS,
    *_ROWS_OF_STATUS,
    *_ROWS_OF_DATES,
    *_ROWS_OF_PEOPLE,
    *_ROWS_OF_CLASSES,
    *_ROWS_OF_FILE,
    *_ROWS_OF_CITATIONS,
)
