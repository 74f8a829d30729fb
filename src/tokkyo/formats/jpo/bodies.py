"""Files of documents of cases: XML and HTM in Shift_JIS, PDF, images, as the retrieval APIs send them.

They come one by one, in folders, or in the ZIP archives as downloaded. A path tells more surely than a document which
case and document it belongs to, for documents speak of other cases too; see `naming` and `document_heads`.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from tokkyo.errors import RecordError
from tokkyo.formats.jpo.document_heads import Told, is_html, is_xml, told_by_html, told_by_xml
from tokkyo.formats.jpo.naming import place_of
from tokkyo.formats.port import Context, WholeFormat
from tokkyo.model.jpo.apis import PATENT
from tokkyo.model.jpo.sources import DocumentBody

XML, HTML, PDF = "application/xml", "text/html", "application/pdf"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", PDF),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x89PNG", "image/png"),
    (b"BM", "image/bmp"),
)
_TELL: Mapping[str, Callable[[bytes], Told]] = MappingProxyType({XML: told_by_xml, HTML: told_by_html})


def media_of(head: bytes) -> str:
    """Return the media type of a file of a document by its first bytes, "" for what no document is made of."""
    if is_xml(head):
        return XML
    if is_html(head):
        return HTML
    return next((media for magic, media in _MAGIC if head.startswith(magic)), "")


def matches(name: str, head: bytes) -> bool:
    """Tell whether a file is one of a document: XML of the office under any name, all else under a name it gives."""
    media = media_of(head)
    return media == XML or (bool(media) and place_of(name).is_document)


def body_of(name: str, data: bytes, note: Callable[[str, str, str], None], law: str = "") -> DocumentBody:
    """Return a file of a document. Raises `RecordError` when neither its path nor itself says of which case it is."""
    place, media = place_of(name), media_of(data)
    told = _TELL[media](data) if media in _TELL else Told()
    application = place.application or told.application
    if not application:
        raise RecordError(
            "application_unknown",
            "neither the path nor the document says which application it belongs to",
            fix="put it in a folder named by the application number, as 2020123456",
        )
    if not place.number:
        raise RecordError(
            "document_number_unknown",
            "the path does not say which document this is",
            fix="put it in a folder named by code and document number, as A53_52400900476",
        )
    if told.application and told.application != application:
        note("application_differs", f"the document speaks of {told.application}, its path of {application}", "check it")
    return DocumentBody(
        law=place.law or law or told.law or PATENT,
        application=application,
        number=place.number,
        code=place.code or told.code,
        name=place.name,
        media=media,
        bytes=data,
    )


def _read(name: str, data: bytes, context: Context) -> Iterator[DocumentBody]:
    yield body_of(name, data, context.note)


BODIES = WholeFormat("jpo-document", "document of a case before the JPO", matches, _read)
