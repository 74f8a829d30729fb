"""A document of a case as text and as a page of HTML, both UTF-8, whatever it was sent in."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tokkyo.errors import NotFound, RecordError
from tokkyo.service.jpo.document_blocks import Block, Kind, html_of, safe, text_of
from tokkyo.service.jpo.document_htm import blocks_of_htm
from tokkyo.service.jpo.document_xml import blocks_of_xml

ENCODING = "cp932"

STYLE = "body{max-width:44em;margin:2em auto;padding:0 1em;line-height:1.8}pre{white-space:pre-wrap;font:inherit}"
"""The style sheet of a page, as it stands between its tags."""

_PAGE = (
    '<!doctype html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    "<style>{style}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
)


def _htm(data: bytes) -> list[Block]:
    return blocks_of_htm(data.decode(ENCODING, "replace"))


_READERS: Mapping[str, Callable[[bytes], list[Block]]] = MappingProxyType(
    {"application/xml": blocks_of_xml, "text/html": _htm}
)


def blocks_of(data: bytes, media: str) -> list[Block]:
    """Return a file of a document as blocks.

    Raises `NotFound` `no_text` for a file without text (PDF, images) and `document_unreadable` for a broken one.
    """
    read = _READERS.get(media)
    if read is None:
        raise NotFound("no_text", f"a file of type {media} has no text here", fix="fetch the original")
    try:
        return read(data)
    except RecordError as error:
        message = f"the document cannot be read: {error.message}"
        raise NotFound("document_unreadable", message, fix="fetch the original") from error


def as_text(blocks: list[Block]) -> bytes:
    """Return a document as plain text."""
    return text_of(blocks).encode("utf-8", "replace")


def as_page(blocks: list[Block], name: str, links: Mapping[str, str]) -> bytes:
    """Return a document as a page; `name` is its title unless it has one, `links` lead to its images by name.

    The page holds no script and one style sheet, whose SHA-256 a Content-Security-Policy may name (`STYLE`).
    """
    title = next((block.text for block in blocks if block.kind is Kind.TITLE), name)
    return _PAGE.format(title=safe(title), style=STYLE, body=html_of(blocks, links)).encode("utf-8", "replace")
