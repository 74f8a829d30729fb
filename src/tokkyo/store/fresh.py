"""Everything about a source's record that can be made ready before the database is asked, in any process.

The rows of a publication that is new to the store follow from its one record, but for the numbers that the store gives
it and, when two publications want the same one, its Lens id.
"""

from datetime import date

import msgspec

from tokkyo.derive.lens_ids import lens_id
from tokkyo.derive.links import links_of, publication_key
from tokkyo.errors import RecordError
from tokkyo.model.source import SourceRecord
from tokkyo.store.frames import Packer
from tokkyo.store.identity import given_id
from tokkyo.store.packing import RelationRow, relation_of
from tokkyo.store.records import encode
from tokkyo.store.spelling import spellings


class Fresh(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is stored beside the record of a publication that is new: how it is named, tied to others and found.

    `created` is when it was first stored, `relation` its row without the first column.
    """

    doc_number: str
    date: str | None
    created: str
    relation: RelationRow
    spellings: tuple[str, ...]


class PackedRecord(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="record"):
    """A source's record as it is stored; `head` and `body` are frames, `body` None without texts.

    `key` is what its publication is stored under, `given` the Lens id it brings, `name` that or the one derived from
    the key, `fresh` what else is stored when the publication is new (None for a delete message).
    """

    key: str
    given: str | None
    name: str
    source: str
    digest: bytes
    exchanged: str | None
    deleted: bool
    head: bytes
    parts: int
    body: bytes | None
    body_digest: bytes
    file: str
    member: str
    position: int
    fresh: Fresh | None


class RecordPacker:
    """Packs records; for one thread. `level` is the zstd level, `today` when new publications are first stored."""

    def __init__(self, level: int, today: date) -> None:
        self._frames = Packer(level)
        self._today = today

    def pack(self, record: SourceRecord) -> PackedRecord:
        """Return a record packed. Raises `RecordError` `record_without_number`."""
        key = key_of(record)
        encoded = encode(record)
        given = given_id(record)
        where = encoded.provenance
        return PackedRecord(
            key,
            given,
            given or lens_id(key),
            record.source,
            encoded.digest,
            record.exchanged,
            record.deleted,
            self._frames.head(encoded.head),
            encoded.parts,
            self._frames.body(encoded.body) if encoded.body else None,
            encoded.body_digest,
            where.file,
            where.member,
            where.offset,
            None if record.deleted else self._fresh(key, encoded.record),
        )

    def _fresh(self, key: str, record: SourceRecord) -> Fresh:
        """Return what follows from a publication's only record; its texts play no part."""
        told = record.publication
        jurisdiction, number, kind = key.split("_", 2)
        doc_number = told.doc_number or number
        links = links_of(key, told, record.active_priorities, record.family_id, record.extended_family_id)
        return Fresh(
            doc_number,
            told.date_published,
            record.created or self._today.isoformat(),
            relation_of(links),
            spellings(jurisdiction, doc_number, kind),
        )


def key_of(record: SourceRecord) -> str:
    """Return what a record's publication is stored under. Raises `RecordError` `record_without_number`."""
    publication = record.publication
    if not publication.jurisdiction or not publication.doc_number:
        raise RecordError("record_without_number", "the record has no publication number", fix="check the source file")
    return publication_key(publication.jurisdiction, publication.doc_number, publication.kind)
