"""The four XML answers of the OPD-API over the store."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tokkyo.model.jpo.cases import CaseDocument, Citations, PatentProgress
from tokkyo.model.jpo.dossiers import (
    ClassesAndCitations,
    DocdbNumber,
    Dossier,
    DossierApplication,
    DossierCitation,
    DossierClass,
    DossierDocument,
    Wording,
    document_id,
    english_name,
)
from tokkyo.model.publication import Citation, Classification, Publication, Text
from tokkyo.service.jpo.opd.finding import Finding, application_of, applications, publication_number

JAPAN = "JP"
PUBLISHED = "02"
_SCHEMES = (("classifications_cpc", "CPC"), ("classifications_national", "National"))
# Texts of a publication that are documents of its dossier: part of the record, English name.
_TEXTS = (("abstract", "Abstract"), ("claims", "Claims"), ("description", "Description"))


class JapaneseCases(Protocol):
    """What the tables tell of Japanese patent applications, by number of ten digits."""

    def progress(self, application: str) -> PatentProgress | None:
        """Return the progress, None where it is unknown."""
        ...

    def citations(self, application: str) -> Citations | None:
        """Return what was cited, None where the application is unknown."""
        ...


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Tells of applications at any office; None wherever nothing is stored."""

    finding: Finding
    japanese: JapaneseCases

    def family(self, kind: str, number: DocdbNumber) -> tuple[DossierApplication, ...] | None:
        """Return the applications of the simple family of an application or publication (`kind`)."""
        publications = self._publications(kind, number)
        if not publications:
            return None
        return applications(self.finding.members(publications[-1]))

    def documents(self, number: DocdbNumber) -> Dossier | None:
        """Return the documents of an application: of a Japanese case its file wrapper, else its published texts."""
        publications = self.finding.of_application(number)
        case = self.japanese.progress(number.number) if number.office == JAPAN else None
        if case is None and not publications:
            return None
        wrapper = tuple(_wrapper(case)) if case else ()
        return Dossier(
            Wording(case.title, _title(publications, "en")) if case else _titles(publications),
            Wording(*_applicants(case, publications)),
            tuple(sorted(wrapper or _published(publications), key=lambda one: one.date)),
        )

    def classes_and_citations(self, number: DocdbNumber) -> ClassesAndCitations | None:
        """Return classification and citations of an application."""
        publications = self.finding.of_application(number)
        if not publications:
            return None
        latest = publications[-1]
        case = self.japanese.citations(number.number) if number.office == JAPAN else None
        cited = tuple(_cited_in_case(case)) if case and case.patents else tuple(_cited(publications))
        return ClassesAndCitations(
            application_of(publications),
            tuple(_symbols(latest, "classifications_ipcr")),
            tuple(DossierClass(scheme, symbol) for part, scheme in _SCHEMES for symbol in _symbols(latest, part)),
            cited,
            tuple(_literature(publications)),
        )

    def _publications(self, kind: str, number: DocdbNumber) -> tuple[Publication, ...]:
        find = self.finding.of_application if kind == "application" else self.finding.of_publication
        return find(number)


def _wrapper(case: PatentProgress) -> Iterator[DossierDocument]:
    """Yield the documents of a file wrapper that have a body."""
    for number in case.numbers:
        for one in number.documents:
            if one.available == "1":
                yield DossierDocument(_id(one), number.kind, _dashed(one.date), _named(one))


def _id(document: CaseDocument) -> str:
    return document_id(english_name(document.code, document.separator), document.number, JAPAN)


def _named(document: CaseDocument) -> Wording:
    return Wording(document.description, english_name(document.code, document.separator))


def _dashed(day: str) -> str:
    """Return `YYYY-MM-DD` for `YYYYMMDD`, "" for ""."""
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""


def _published(publications: Sequence[Publication]) -> Iterator[DossierDocument]:
    """Yield the texts of publications."""
    for one in publications:
        for part, name in _TEXTS:
            if getattr(one, part):
                number = f"{one.doc_number}{one.kind or ''}"
                identity = document_id(name, number, one.jurisdiction or "")
                yield DossierDocument(identity, PUBLISHED, one.date_published or "", Wording(name, name))


def _titles(publications: Sequence[Publication]) -> Wording:
    own = next((title for one in publications for title in _all_titles(one) if title.lang != "en"), None)
    english = _title(publications, "en")
    return Wording((own.text if own else "") or english, english)


def _title(publications: Sequence[Publication], language: str) -> str:
    texts = (title.text for one in publications for title in _all_titles(one) if title.lang == language)
    return next((text for text in texts if text), "")


def _all_titles(publication: Publication) -> tuple[Text, ...]:
    return publication.biblio.invention_title if publication.biblio else ()


def _applicants(case: PatentProgress | None, publications: Sequence[Publication]) -> tuple[str, str]:
    """Return the first applicant as the case and as a publication name them."""
    parties = (one.biblio.parties for one in publications if one.biblio and one.biblio.parties)
    names = (party.extracted_name for parts in parties for party in parts.applicants)
    published = next((name.value for name in names if name and name.value), "")
    own = next((party.name for party in case.parties), "") if case else published
    return own, published


def _symbols(publication: Publication, part: str) -> Iterator[str]:
    found = getattr(publication.biblio, part) if publication.biblio else None
    classes: tuple[Classification, ...] = found.classifications if found else ()
    yield from dict.fromkeys(one.symbol for one in classes if one.symbol)


def _cited_in_case(case: Citations) -> Iterator[DossierCitation]:
    for one in case.patents:
        yield DossierCitation(_dashed(one.drafted), JAPAN, one.number, "original")


def _cited(publications: Sequence[Publication]) -> Iterator[DossierCitation]:
    """Yield every patent document cited in some publications, each once."""
    seen = set()
    for one in publications:
        for citation in _citations(one):
            document = citation.patcit.document_id if citation.patcit else None
            if document is None or not document.doc_number:
                continue
            number = str(DocdbNumber(document.jurisdiction or "", document.doc_number, document.kind or ""))
            if number not in seen:
                seen.add(number)
                yield DossierCitation(one.date_published or "", publication_number(one), number, "docdb")


def _literature(publications: Sequence[Publication]) -> Iterator[DossierCitation]:
    seen = set()
    for one in publications:
        for citation in _citations(one):
            text = citation.nplcit.text if citation.nplcit else None
            if text and text not in seen:
                seen.add(text)
                yield DossierCitation(one.date_published or "", publication_number(one), text=text)


def _citations(publication: Publication) -> tuple[Citation, ...]:
    cited = publication.biblio.references_cited if publication.biblio else None
    return cited.citations if cited else ()
