"""A source record as it lies in the store: head and texts apart, with a digest that says whether anything changed."""

import hashlib
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from tokkyo.model.source import Provenance, SourceRecord, decode_source, encode_source
from tokkyo.store.frames import body_of, parts_of, with_body, with_stand_ins, without_texts

DIGEST_BYTES = 16
_NOWHERE = Provenance("")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A source record in bytes; `record` is it without texts and provenance, `body` its texts."""

    record: SourceRecord
    head: bytes
    body: bytes
    body_digest: bytes
    parts: int
    digest: bytes
    provenance: Provenance

    def shape(self) -> SourceRecord:
        """Return the record with empty texts where it has texts."""
        if not self.parts:
            return self.record
        return replace(self.record, publication=with_stand_ins(self.record.publication, self.parts))


def encode(record: SourceRecord) -> Encoded:
    """Encode a record. Where it was read is not part of the digest: the same record in another file is no change."""
    publication = record.publication
    bare = replace(record, provenance=None, publication=without_texts(publication))
    head, body = encode_source(bare), body_of(publication)
    texts = digest_of(body)
    provenance = record.provenance or _NOWHERE
    return Encoded(bare, head, body, texts, parts_of(publication), digest_of(head, texts), provenance)


def decode(head: bytes, parts: int, body: bytes | None) -> SourceRecord:
    """Return the record; `body` None leaves empty texts where `parts` says that there are texts."""
    record = decode_source(head)
    if not parts:
        return record
    bare = record.publication
    publication = with_stand_ins(bare, parts) if body is None else with_body(bare, body)
    return replace(record, publication=publication)


def digest_of(*pieces: Any) -> bytes:
    """Return the digest of byte strings taken together, their borders included."""
    state = hashlib.sha256()
    for piece in pieces:
        state.update(len(piece).to_bytes(8, "little"))
        state.update(piece)
    return state.digest()[:DIGEST_BYTES]
