"""Documents of cases: the archives that the document APIs send, and the files one by one.

Which documents an API sends (JPO's OpenAPI document 1.0): opinions and amendments, in folders `<code>_<document>`;
notices of reasons for refusal, flat; these and decisions to grant, of refusal and of dismissal of amendments, flat.
Order as in recorded answers and official examples: opinions before amendments, then by document number, and documents
before images.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import Protocol

from tokkyo.errors import NotFound, Unavailable
from tokkyo.model.jpo.days import JAPAN
from tokkyo.model.jpo.document_names import described
from tokkyo.model.jpo.sources import RecordedAnswer
from tokkyo.service.jpo.archives import Entry, archive, archive_size
from tokkyo.store.jpo.answers import Answers
from tokkyo.store.jpo.bodies import Bodies, BodyFile
from tokkyo.store.jpo.contents import Content

ZIP = "application/zip"
LARGEST = 2**31
"""Bytes above which no archive is put together: it would have to be another kind of ZIP."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What a document API sends: intermediate codes, name of its archives, whether documents have folders."""

    codes: re.Pattern[str]
    title: str
    in_folders: bool


SENDINGS: Mapping[str, Sending] = MappingProxyType(
    {
        "app_doc_cont_opinion_amendment": Sending(re.compile(r"A5[23][0-9]*"), "OpinionAmendment", in_folders=True),
        "app_doc_cont_refusal_reason_decision": Sending(
            re.compile(r"A13[0-9]*|A01|A02|A19[0-9]*"), "RefusalReasonDecision", in_folders=False
        ),
        "app_doc_cont_refusal_reason": Sending(re.compile(r"A13[0-9]*"), "RefusalReason", in_folders=False),
    }
)
_OPINION = "A53"


def api_of(code: str) -> str | None:
    """Return the API that sends documents of an intermediate code, the narrowest of several; None for none.

    >>> api_of("A131"), api_of("A01"), api_of("A63")
    ('app_doc_cont_refusal_reason', 'app_doc_cont_refusal_reason_decision', None)
    """
    return next((name for name in reversed(tuple(SENDINGS)) if SENDINGS[name].codes.fullmatch(code)), None)


class Absence(Enum):
    """Why there is no archive."""

    NO_CASE = "no such case"
    NO_BODY = "the case has no such documents"


@dataclass(frozen=True)
class Document:
    """A document of a case: `id` is its intermediate code and number, as `A53_52400900476`."""

    law: str
    application: str
    code: str
    number: str
    files: tuple[BodyFile, ...]

    @property
    def id(self) -> str:
        """Return what names the document within its case."""
        return f"{self.code}_{self.number}"

    @property
    def name(self) -> str:
        """Return what a document of its code is called, "" where that is not known."""
        return described(self.law, self.code)

    @cached_property
    def main(self) -> BodyFile:
        """Return the file that holds the text: the first that is no image."""
        return next((file for file in self.files if not is_image(file)), self.files[0])


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP archive that is ready to be made: its name, its length, and `read` for its bytes."""

    name: str
    size: int
    read: Callable[[], bytes]


class Exists(Protocol):
    """Says whether there is a case."""

    def __call__(self, law: str, application: str) -> bool:
        """Return whether a case is known."""
        ...


class CaseDocuments:
    """The documents of all cases; safe to share between threads. `now` is an aware time."""

    def __init__(self, answers: Answers, bodies: Bodies, exists: Exists, now: Callable[[], datetime]) -> None:
        self._answers = answers
        self._bodies = bodies
        self._exists = exists
        self._now = now

    def archive(self, law: str, api: str, application: str) -> Archive | Absence:
        """Return the archive a document API sends for a case; a recorded one goes before all others.

        Raises `KeyError` for an API that sends no documents.
        """
        sending = SENDINGS[api]
        name = f"docCont{sending.title}_{application}.zip"
        recorded = self._answers.find(law, api, application)
        if recorded is not None and recorded.media == ZIP:
            return Archive(name, len(recorded.body), _bytes_of(recorded))
        documents = self.documents(law, application)
        files = _laid_out([document for document in documents if sending.codes.fullmatch(document.code)], sending)
        if not files:
            return Absence.NO_BODY if documents or self._exists(law, application) else Absence.NO_CASE
        size = archive_size([(path, file.packed if file else 0) for path, file in files])
        return Archive(name, size, lambda: self._assembled(files, size))

    def documents(self, law: str, application: str) -> list[Document]:
        """Return all documents of a case of which there are files, by number."""
        return [
            Document(law, application, _code(group), number, tuple(sorted(group, key=_main_first)))
            for number, files in groupby(self._bodies.files(law, application), lambda file: file.number)
            if (group := list(files))
        ]

    def listed(self, law: str, application: str) -> list[Document]:
        """Return the documents of a case that is known. Raises `NotFound` `no_such_case`."""
        documents = self.documents(law, application)
        if not documents and not self._exists(law, application):
            raise NotFound("no_such_case", f"there is no {law} application {application}", fix="check the number")
        return documents

    def document(self, law: str, application: str, id: str) -> Document:
        """Return one document. Raises `NotFound` `no_such_case` or `no_such_document`."""
        for document in self.listed(law, application):
            if document.id == id:
                return document
        raise NotFound("no_such_document", "the case has no such document", fix="see the list of its documents")

    def archive_of(self, document: Document, name: str) -> Archive:
        """Return the archive of one document's files, flat."""
        files: list[tuple[str, BodyFile | None]] = [(file.name, file) for file in document.files]
        size = archive_size([(file.name, file.packed) for file in document.files])
        return Archive(name, size, lambda: self._assembled(files, size))

    def bytes_of(self, file: BodyFile) -> bytes:
        """Return the bytes of a file. Raises `Unavailable` when it was replaced since it was listed."""
        return self._content(file).unpacked()

    def _assembled(self, files: list[tuple[str, BodyFile | None]], size: int) -> bytes:
        if size > LARGEST:
            raise Unavailable("archive_too_large", "the documents of the case are too large for one archive")
        entries = [Entry(path) if file is None else _entry(path, self._content(file)) for path, file in files]
        return archive(entries, self._now().astimezone(JAPAN))

    def _content(self, file: BodyFile) -> Content:
        content = self._bodies.content(file.digest)
        if content is None:
            raise Unavailable("document_replaced", "the document was replaced just now", fix="ask again")
        return content


def is_image(file: BodyFile) -> bool:
    """Return whether a file of a document is an image."""
    return file.media.startswith("image/")


def _laid_out(documents: list[Document], sending: Sending) -> list[tuple[str, BodyFile | None]]:
    """Return the paths of an archive with their files, None for a folder."""
    if not sending.in_folders:
        files = [file for document in documents for file in document.files]
        return [(_flat_name(file), file) for file in sorted(files, key=is_image)]
    laid: list[tuple[str, BodyFile | None]] = []
    for document in sorted(documents, key=lambda document: document.code != _OPINION):
        laid.append((f"{document.id}/", None))
        laid += [(f"{document.id}/{file.name}", file) for file in document.files]
    return laid


def _flat_name(file: BodyFile) -> str:
    """Return the name of a file among those of other documents: it begins with its document's number."""
    return file.name if file.name.startswith(file.number) else f"{file.number}-{file.name}"


def _code(files: list[BodyFile]) -> str:
    """Return the code of a document: images alone may not tell it."""
    return next((file.code for file in files if file.code), "")


def _main_first(file: BodyFile) -> tuple[bool, str]:
    return is_image(file), file.name


def _entry(path: str, content: Content) -> Entry:
    return Entry(path, content.size, content.crc, content.deflated)


def _bytes_of(recorded: RecordedAnswer) -> Callable[[], bytes]:
    return lambda: recorded.body
