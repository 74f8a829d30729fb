"""A completed publication as the rows of the store."""

from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from tokkyo.derive.links import Links, pack, signed
from tokkyo.model.facts import Facts
from tokkyo.model.publication import Publication
from tokkyo.store.frames import head_of, without_texts
from tokkyo.store.records import digest_of

_encode_facts = msgspec.json.Encoder().encode

RelationRow = tuple[bytes, bytes, int, int | None, int | None, bytes]


@dataclass(frozen=True, slots=True)
class Packed:
    """A document without its texts, in bytes but not compressed; `digest` says whether anything changed."""

    head: bytes
    publication_type: str | None
    facts: bytes
    digest: bytes


def packed(publication: Publication, facts: Facts) -> Packed:
    """Return the document rows' content of a completed publication."""
    head, kind = head_and_type(publication)
    encoded = encode_facts(facts)
    return Packed(head, kind, encoded, document_digest(head_digest(head, kind), encoded))


def head_and_type(publication: Publication) -> tuple[bytes, str | None]:
    """Return the head of a completed publication and its publication type, which is kept apart."""
    kind = publication.publication_type
    bare = without_texts(publication)
    return head_of(replace(bare, publication_type=None) if kind else bare), kind


def encode_facts(facts: Facts) -> bytes:
    """Encode facts as they are stored."""
    return _encode_facts(facts)


def head_digest(head: bytes, publication_type: str | None) -> bytes:
    """Return the part of a document's digest that does not depend on its facts."""
    return digest_of(head, (publication_type or "").encode())


def document_digest(of_head: bytes, facts: bytes) -> bytes:
    """Return the digest of a document: whether anything in it changed."""
    return digest_of(of_head, facts)


def relation_row(publication: int, links: Links) -> tuple[int, bytes, bytes, int, int | None, int | None, bytes]:
    """Return the `relation` row of a publication."""
    return (publication, *relation_of(links))


def relation_of(links: Links) -> RelationRow:
    """Return the `relation` row without the publication."""
    application = None if links.application is None else signed(links.application)
    return pack(links.names), pack(links.ties), signed(links.simple), links.docdb, application, pack(links.cites)
