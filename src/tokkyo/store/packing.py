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
    kind = publication.publication_type
    bare = without_texts(publication)
    head = head_of(replace(bare, publication_type=None) if kind else bare)
    encoded = _encode_facts(facts)
    return Packed(head, kind, encoded, digest_of(head, (kind or "").encode(), encoded))


def relation_of(links: Links) -> RelationRow:
    """Return the `relation` row without the publication."""
    application = None if links.application is None else signed(links.application)
    return pack(links.names), pack(links.ties), signed(links.simple), links.docdb, application, pack(links.cites)
