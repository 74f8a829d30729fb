"""Contents of the documents of a dossier: as PDF for any office, as an archive of the office's files for Japan."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tokkyo.errors import NotFound
from tokkyo.model.jpo.apis import PATENT
from tokkyo.model.jpo.dossiers import DocdbNumber
from tokkyo.model.publication import Publication, Text
from tokkyo.service.jpo.document_blocks import text_of
from tokkyo.service.jpo.document_text import blocks_of
from tokkyo.service.jpo.documents import Archive, CaseDocuments, Document
from tokkyo.service.jpo.opd.dossiers import JAPAN
from tokkyo.service.jpo.opd.finding import Finding

_ID = re.compile(r"(?P<name>.{1,200})_(?P<number>[0-9A-Za-z]{1,40})_(?P<office>[A-Z]{2})\Z")
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class DossierContents:
    """Hands out documents; None for a document that is not stored."""

    finding: Finding
    documents: CaseDocuments

    def pdf(self, application: DocdbNumber, document: str) -> bytes | None:
        """Return a document as PDF: one that is stored as such, else its text laid out anew."""
        asked = _ID.match(document)
        if asked is None or asked["office"] != application.office:
            return None
        stored = self._stored(application, asked["number"])
        if stored is not None:
            return self._laid_out(stored)
        return self._published(application, asked["name"], asked["number"])

    def archive(self, application: DocdbNumber, document: str) -> Archive | None:
        """Return the files of a document of a Japanese case as a ZIP archive."""
        asked = _ID.match(document)
        found = self._stored(application, asked["number"]) if asked else None
        return self.documents.archive_of(found, f"{document}.zip") if found else None

    def _stored(self, application: DocdbNumber, number: str) -> Document | None:
        if application.office != JAPAN:
            return None
        documents = self.documents.documents(PATENT, application.number)
        return next((one for one in documents if one.number == number), None)

    def _laid_out(self, document: Document) -> bytes | None:
        file = document.main
        data = self.documents.bytes_of(file)
        if file.media == _PDF:
            return data
        try:
            text = text_of(blocks_of(data, file.media))
        except NotFound:
            return None
        return _pdf(document.name or document.id, text.splitlines(), "ja")

    def _published(self, application: DocdbNumber, name: str, number: str) -> bytes | None:
        """Return a text of a publication as PDF."""
        for one in self.finding.of_application(application):
            if f"{one.doc_number}{one.kind or ''}" == number and name in _TEXTS:
                found = _TEXTS[name](one)
                if found:
                    lines, language = found
                    return _pdf(f"{name} {one.jurisdiction} {one.doc_number} {one.kind or ''}", lines, language)
        return None


def _pdf(title: str, lines: Sequence[str], language: str) -> bytes:
    """Lay a text out; what does so is loaded when it is first needed, since that takes longer than serving a page."""
    from tokkyo.service.jpo.opd.pdf import pdf

    return pdf(title, lines, language)


def _abstract(publication: Publication) -> tuple[Sequence[str], str] | None:
    return _lines(publication.abstract[0]) if publication.abstract else None


def _claims(publication: Publication) -> tuple[Sequence[str], str] | None:
    if not publication.claims:
        return None
    claims = publication.claims[0]
    return [text for claim in claims.claims for text in claim.claim_text], claims.lang or ""


def _description(publication: Publication) -> tuple[Sequence[str], str] | None:
    return _lines(publication.description) if publication.description else None


def _lines(text: Text) -> tuple[Sequence[str], str]:
    return (text.text or "").splitlines(), text.lang or ""


_TEXTS = {"Abstract": _abstract, "Claims": _claims, "Description": _description}
