"""How records lie in the store: JSON in zstd frames, cut so that an answer is joined without decoding.

head   {"lens_id":…,"legal_status":{…}       the record up to its texts, without the closing brace
body   ,"abstract":[…],"claims":[…],…        the texts, absent when there are none
tail   ,"publication_type":"…"}              made of the document's `publication_type`
"""

import threading
from functools import lru_cache

import msgspec
import zstandard

from tokkyo.errors import StoreError
from tokkyo.model.publication import ClaimSet, Part, Publication, Text, encode
from tokkyo.store.dictionary import HEAD_DICTIONARY

ABSTRACT, CLAIMS, DESCRIPTION = 1, 2, 4


class Body(Part, frozen=True):
    """The texts of a record."""

    abstract: tuple[Text, ...] = ()
    claims: tuple[ClaimSet, ...] = ()
    description: Text | None = None


_decode_body = msgspec.json.Decoder(Body).decode


class Packer:
    """Compresses frames; one for each writing thread."""

    def __init__(self, level: int) -> None:
        known = _dictionary()
        known.precompute_compress(level)
        self._bodies = zstandard.ZstdCompressor(level=level, write_checksum=False)
        self._heads = zstandard.ZstdCompressor(level=level, write_checksum=False, dict_data=known)

    def body(self, data: bytes) -> bytes:
        """Return texts as one zstd frame."""
        return self._bodies.compress(data)

    def head(self, data: bytes) -> bytes:
        """Return a head, of a document or a source record, or facts as one zstd frame."""
        return self._heads.compress(data)


class _Unpackers(threading.local):
    """Decompressors of one thread."""

    def __init__(self) -> None:
        self.body = zstandard.ZstdDecompressor().decompress
        self.head = zstandard.ZstdDecompressor(dict_data=_dictionary()).decompress


def _dictionary() -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(HEAD_DICTIONARY, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


_unpackers = _Unpackers()


def unpack_body(frame: bytes) -> bytes:
    """Return what `Packer.body` packed. Raises `StoreError` `store_damaged`."""
    try:
        return _unpackers.body(frame)
    except zstandard.ZstdError as error:
        raise _damaged(error) from error


def unpack_head(frame: bytes) -> bytes:
    """Return what `Packer.head` packed. Raises `StoreError` `store_damaged`."""
    try:
        return _unpackers.head(frame)
    except zstandard.ZstdError as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> StoreError:
    return StoreError("store_damaged", f"a stored document cannot be unpacked: {error}", fix="run tokkyo doctor --deep")


def body_of(publication: Publication) -> bytes:
    """Return the texts of a record as a frame body, empty when it has none."""
    encoded = encode(Body(publication.abstract, publication.claims, publication.description))
    return b"" if encoded == b"{}" else b"," + encoded[1:-1]


def parts_of(publication: Publication) -> int:
    """Return which texts a record has, as the sum of `ABSTRACT`, `CLAIMS`, `DESCRIPTION`."""
    return (
        (ABSTRACT if publication.abstract else 0)
        | (CLAIMS if publication.claims else 0)
        | (DESCRIPTION if publication.description else 0)
    )


def with_body(publication: Publication, body: bytes) -> Publication:
    """Put the texts of a frame body back into a record."""
    if not body:
        return publication
    texts = _decode_body(b"{" + body[1:] + b"}")
    return msgspec.structs.replace(
        publication, abstract=texts.abstract, claims=texts.claims, description=texts.description
    )


_STANDING_FOR = {ABSTRACT: (Text(),), CLAIMS: (ClaimSet(),), DESCRIPTION: Text()}


def with_stand_ins(publication: Publication, parts: int) -> Publication:
    """Put empty texts where the record has texts, for work that needs to know that they exist but not their words."""
    return msgspec.structs.replace(
        publication,
        abstract=_STANDING_FOR[ABSTRACT] if parts & ABSTRACT else (),
        claims=_STANDING_FOR[CLAIMS] if parts & CLAIMS else (),
        description=_STANDING_FOR[DESCRIPTION] if parts & DESCRIPTION else None,
    )


def without_texts(publication: Publication) -> Publication:
    """Return the record without its texts."""
    if publication.abstract or publication.claims or publication.description:
        return msgspec.structs.replace(publication, abstract=(), claims=(), description=None)
    return publication


def head_of(publication: Publication) -> bytes:
    """Return the head of a record that has neither texts nor `publication_type`."""
    return encode(publication)[:-1]


@lru_cache(maxsize=64)
def tail_of(publication_type: str | None) -> bytes:
    """Return what closes a record."""
    return b"}" if not publication_type else b',"publication_type":' + msgspec.json.encode(publication_type) + b"}"
