"""What the One Portal Dossier tells of an application at any office: its family, documents, classes and citations.

Numbers are DOCDB's with their parts joined by points (`US.201314768239.A`), days are `YYYY-MM-DD`, "" where unknown.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

_DOCDB = re.compile(r"(?P<office>[A-Za-z]{2})\.(?P<number>[0-9A-Za-z]{1,94})\.(?P<kind>[0-9A-Za-z*]{1,2})\Z")
ANY_KIND = "*"


class DocdbNumber(msgspec.Struct, frozen=True, gc=False):
    """A number in DOCDB's form: office code, number, kind code ("*": any)."""

    office: str
    number: str
    kind: str

    @classmethod
    def parse(cls, text: str) -> "DocdbNumber | None":
        """Read `CC.NUMBER.KIND`; None for anything else.

        >>> str(DocdbNumber.parse("jp.2015500001.a"))
        'JP.2015500001.A'
        """
        found = _DOCDB.match(text)
        return cls(*(part.upper() for part in found.groups())) if found else None

    def __str__(self) -> str:
        return f"{self.office}.{self.number}.{self.kind}"


class DatedNumber(msgspec.Struct, frozen=True, gc=False):
    """A number with its day."""

    number: str
    date: str = ""


class DossierApplication(msgspec.Struct, frozen=True, gc=False):
    """An application and what was published of it; `registrations` are its granted patents."""

    office: str
    application: DatedNumber
    publications: tuple[DatedNumber, ...] = ()
    registrations: tuple[DatedNumber, ...] = ()


class Wording(msgspec.Struct, frozen=True, gc=False):
    """A text in the language of the office and in English, "" where one is unknown."""

    original: str = ""
    translated: str = ""


class DossierDocument(msgspec.Struct, frozen=True, gc=False):
    """One document of a dossier; `id` asks for its contents, `group` is the kind of number it belongs to."""

    id: str
    group: str
    date: str
    description: Wording


class Dossier(msgspec.Struct, frozen=True, gc=False):
    """The documents of an application, oldest first."""

    title: Wording
    applicant: Wording
    documents: tuple[DossierDocument, ...]


class DossierCitation(msgspec.Struct, frozen=True, gc=False):
    """A cited document: a `number` in a `format` (docdb or original), or a `text`; when, and in what it was cited."""

    drafted: str = ""
    cited_in: str = ""
    number: str = ""
    format: str = ""
    text: str = ""


class DossierClass(msgspec.Struct, frozen=True, gc=False):
    """A symbol of an office's own classification and the name of its scheme."""

    scheme: str
    symbol: str


class ClassesAndCitations(msgspec.Struct, frozen=True, gc=False):
    """Classification and citations of one application; `ipcs` are symbols such as `H01M10/0525`."""

    application: DossierApplication
    ipcs: tuple[str, ...] = ()
    originals: tuple[DossierClass, ...] = ()
    patents: tuple[DossierCitation, ...] = ()
    literature: tuple[DossierCitation, ...] = ()


# English names of documents by intermediate code (code index 03020) and part, as they stand in document ids.
ENGLISH: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("A63", "S"): "Request",
        ("A63", "Y"): "Abstract",
        ("A63", "L"): "Claims",
        ("A63", "M"): "Description",
        ("A63", "Z"): "Drawings",
        ("A621", ""): "Request for Examination",
        ("A871", ""): "Explanation of Circumstances Concerning Accelerated Examination",
        ("A131", ""): "Notification of Reasons for Refusal",
        ("A53", ""): "Written Opinion",
        ("A523", ""): "Written Amendment",
        ("A971007", ""): "Search Report",
        ("A01", ""): "Decision to Grant a Patent",
        ("A02", ""): "Decision of Refusal",
        ("R150", ""): "Certificate of Patent",
    }
)


def english_name(code: str, part: str) -> str:
    """Return the English name of a document, the code itself where none is known."""
    return ENGLISH.get((code, part)) or ENGLISH.get((code, "")) or code


def document_id(name: str, number: str, office: str) -> str:
    """Return what asks for the contents of a document.

    >>> document_id("Written Opinion", "50800695453", "JP")
    'Written_Opinion_50800695453_JP'
    """
    return f"{name.replace(' ', '_')}_{number}_{office}"
