"""Documents one by one, beside the archives of the retrieval APIs: as UTF-8 text, as HTML, as they were sent.

    /api/cases/v1/documents/{law}/{application}                        what there is
    /api/cases/v1/documents/{law}/{application}/{document}.txt         its text, UTF-8
    /api/cases/v1/documents/{law}/{application}/{document}.html        a page without scripts
    /api/cases/v1/documents/{law}/{application}/{document}/original    as sent, Shift_JIS
    /api/cases/v1/documents/{law}/{application}/{document}/files/{n}   one of its files, such as an image

A document that a retrieval API would send counts as one call of that API, its images count nothing. Files are named by
number alone, so that no name of a file ever becomes part of an address.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from tokkyo.errors import NotFound
from tokkyo.http.jpo.cases_gate import CaseCall, CasesGate
from tokkyo.model.jpo.apis import BY_NAME, LAWS
from tokkyo.service.jpo.document_text import STYLE, as_page, as_text, blocks_of
from tokkyo.service.jpo.documents import CaseDocuments, Document, api_of
from tokkyo.store.jpo.bodies import BodyFile

PATH = "/api/cases/v1/documents/{law}/{application}"
JSON, TEXT, HTML = "application/json", "text/plain; charset=utf-8", "text/html; charset=utf-8"

_APPLICATION = re.compile(r"[0-9]{10}", re.ASCII)
_FILE = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode("ascii")
SAFE: Mapping[str, str] = MappingProxyType(
    {
        "content-security-policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; sandbox",
        "x-content-type-options": "nosniff",
    }
)
"""Headers of every document: whatever it holds, a browser runs nothing of it."""
_ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        "application/xml": "xml",
        "text/html": "htm",
        "application/pdf": "pdf",
        "image/tiff": "tif",
        "image/jpeg": "jpg",
        "image/gif": "gif",
        "image/png": "png",
        "image/bmp": "bmp",
    }
)


class ListedFile(msgspec.Struct, frozen=True):
    """A file of a document: its name in the office's archives, media type, length, and path of the original."""

    name: str
    media: str
    size: int
    path: str


class ListedDocument(msgspec.Struct, frozen=True):
    """A document of a case; `code` is its intermediate code, `name` what the office calls it, "" where unknown."""

    id: str
    code: str
    number: str
    name: str
    files: list[ListedFile]


class DocumentList(msgspec.Struct, frozen=True):
    """The documents of a case of which there are files."""

    law: str
    application_number: str
    documents: list[ListedDocument]


@dataclass(frozen=True, slots=True)
class BeyondDocuments:
    """The endpoints of documents."""

    documents: CaseDocuments
    gate: CasesGate

    def routes(self) -> list[Route]:
        """Return their routes."""
        rows: tuple[tuple[str, Callable[[CaseCall], Any]], ...] = (
            ("", self.list),
            ("/{document}.txt", self.text),
            ("/{document}.html", self.page),
            ("/{document}/original", self.original),
            ("/{document}/files/{file}", self.file),
        )
        return [Route(PATH + path, self.gate.endpoint(handler), methods=["GET"]) for path, handler in rows]

    async def list(self, call: CaseCall) -> Response:
        """Return which documents there are."""
        law, application = _case(call)
        documents = await self.gate.run(lambda: self.documents.listed(law, application))
        body = DocumentList(law, application, [_listed(document) for document in documents])
        return Response(msgspec.json.encode(body), media_type=JSON)

    async def text(self, call: CaseCall) -> Response:
        """Return a document as plain text."""
        document = await self._wanted(call)
        body = await self.gate.run(lambda: as_text(self._blocks(document)))
        return await self._counted(call, document, Response(body, media_type=TEXT, headers=dict(SAFE)))

    async def page(self, call: CaseCall) -> Response:
        """Return a document as a page of HTML."""
        document = await self._wanted(call)
        links = {file.name: f"{document.id}/files/{place}" for place, file in enumerate(document.files, 1)}
        body = await self.gate.run(lambda: as_page(self._blocks(document), document.name, links))
        return await self._counted(call, document, Response(body, media_type=HTML, headers=dict(SAFE)))

    async def original(self, call: CaseCall) -> Response:
        """Return the file with a document's text as it was sent."""
        document = await self._wanted(call)
        response = await self._sent(document.main, document.id)
        return await self._counted(call, document, response)

    async def file(self, call: CaseCall) -> Response:
        """Return one of a document's files as it was sent."""
        document = await self._wanted(call)
        place = call.request.path_params["file"]
        if not _FILE.fullmatch(place) or int(place) > len(document.files):
            raise NotFound("no_such_file", "the document has no such file", fix="see the list of documents")
        file = document.files[int(place) - 1]
        response = await self._sent(file, f"{document.id}_{place}")
        return await self._counted(call, document, response) if file is document.main else response

    async def _wanted(self, call: CaseCall) -> Document:
        law, application = _case(call)
        wanted = call.request.path_params["document"]
        return await self.gate.run(lambda: self.documents.document(law, application, wanted))

    async def _counted(self, call: CaseCall, document: Document, response: Response) -> Response:
        """Count a call that was answered; the answer is given up when none is left."""
        name = api_of(document.code)
        if name is not None:
            await self.gate.take(call, BY_NAME[document.law, name])
        return response

    async def _sent(self, file: BodyFile, name: str) -> Response:
        body = await self.gate.run(lambda: self.documents.bytes_of(file))
        attached = {"content-disposition": f'attachment; filename="{name}.{_ENDINGS.get(file.media, "bin")}"'}
        response = Response(body, headers={**SAFE, **attached})
        response.headers["content-type"] = file.media
        return response

    def _blocks(self, document: Document) -> Any:
        return blocks_of(self.documents.bytes_of(document.main), document.main.media)


def _case(call: CaseCall) -> tuple[str, str]:
    """Return law and application number of an address. Raises `NotFound` for what cannot be a case."""
    law, application = call.request.path_params["law"], call.request.path_params["application"]
    if law not in LAWS or not _APPLICATION.fullmatch(application):
        message = "a case has a law (patent, design, trademark) and an application number of ten digits"
        raise NotFound("no_such_case", message, fix="as in /documents/patent/2020123456")
    return law, application


def _listed(document: Document) -> ListedDocument:
    path = f"/api/cases/v1/documents/{document.law}/{document.application}/{document.id}/files"
    files = [ListedFile(file.name, file.media, file.size, f"{path}/{n}") for n, file in enumerate(document.files, 1)]
    return ListedDocument(document.id, document.code, document.number, document.name, files)
