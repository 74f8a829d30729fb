"""Everything about a source's record that can be made ready before the database is asked, in any process.

The rows of a publication that is new to the store follow from its one record, but for the numbers that the store gives
it and, when two publications want the same one, its Lens id.
"""

from datetime import date

import msgspec
from msgspec.structs import replace

from tokkyo.derive.completion import Card, Neighbours, complete
from tokkyo.derive.lens_ids import lens_id
from tokkyo.derive.links import links_of, publication_key
from tokkyo.derive.merge import merge
from tokkyo.errors import RecordError
from tokkyo.model.facts import Facts
from tokkyo.model.source import SourceRecord
from tokkyo.store.frames import Packer, unpack_head, without_texts
from tokkyo.store.identity import given_id
from tokkyo.store.packing import RelationRow, document_digest, encode_facts, head_and_type, head_digest, relation_of
from tokkyo.store.records import decode, encode
from tokkyo.store.spelling import spellings


class FreshDocument(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The document of a new publication that stands alone, as its head names it: `lens_id`, `doc_number`, `date`.

    `head` is a frame, `facts` not yet: the family ids, which are the publication's own, go in at `facts_at`. `relation`
    is the row without its first column.
    """

    lens_id: str
    doc_number: str
    date: str | None
    created: str
    head: bytes
    head_digest: bytes
    publication_type: str | None
    facts: bytes
    facts_at: int
    relation: RelationRow
    spellings: tuple[str, ...]

    def facts_of(self, publication: int) -> bytes:
        """Return the facts of the publication with that id."""
        families = b',"simple_family_id":%d,"extended_family_id":%d' % (publication, publication)
        return self.facts[: self.facts_at] + families + self.facts[self.facts_at :]

    def digest(self, facts: bytes) -> bytes:
        """Return the digest of the document with these facts."""
        return document_digest(self.head_digest, facts)


class PackedRecord(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="record"):
    """A source's record as it is stored; `head` and `body` are frames, `body` None without texts.

    `key` is what its publication is stored under, `given` the Lens id it brings, `document` what is stored when the
    publication is new (None for a delete message).
    """

    key: str
    given: str | None
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
    document: FreshDocument | None


class RecordPacker:
    """Packs records; for one thread. `level` is the zstd level, `today` when new publications are first stored."""

    def __init__(self, level: int, today: date) -> None:
        self.frames = Packer(level)
        self._today = today

    def pack(self, record: SourceRecord) -> PackedRecord:
        """Return a record packed. Raises `RecordError` `record_without_number`."""
        key = key_of(record)
        encoded = encode(record)
        given = given_id(record)
        document = None if record.deleted else self._document(key, encoded.shape(), given or lens_id(key))
        where = encoded.provenance
        return PackedRecord(
            key,
            given,
            record.source,
            encoded.digest,
            record.exchanged,
            record.deleted,
            self.frames.head(encoded.head),
            encoded.parts,
            self.frames.body(encoded.body) if encoded.body else None,
            encoded.body_digest,
            where.file,
            where.member,
            where.offset,
            document,
        )

    def renamed(self, record: PackedRecord, name: str) -> FreshDocument:
        """Return the document of a record under another Lens id than it was packed with."""
        return self._document(record.key, decode(unpack_head(record.head), record.parts, None), name)

    def _document(self, key: str, record: SourceRecord, name: str) -> FreshDocument:
        """Make the document of a record that has empty texts where it has texts."""
        jurisdiction, number, kind = key.split("_", 2)
        whole = merge((record,))
        bare = without_texts(whole.publication)
        facts = replace(whole.facts, created=whole.facts.created or self._today.isoformat())
        merged = whole._replace(publication=bare, facts=facts)
        card = Card(0, jurisdiction, bare.doc_number or number, kind, bare.date_published, name)
        publication, facts = complete(merged, card, Neighbours((card,), (card,)), (), self._today)
        facts = replace(facts, simple_family_id=None, extended_family_id=None)
        head, kind_of = head_and_type(publication)
        links = links_of(key, bare, facts, merged.family_id, merged.extended_family_id)
        return FreshDocument(
            name,
            card.doc_number,
            card.date,
            facts.created or "",
            self.frames.head(head),
            head_digest(head, kind_of),
            kind_of,
            encode_facts(facts),
            len(encode_facts(Facts(facts.created, facts.sources))) - 1,
            relation_of(links),
            spellings(jurisdiction, card.doc_number, kind),
        )


def key_of(record: SourceRecord) -> str:
    """Return what a record's publication is stored under. Raises `RecordError` `record_without_number`."""
    publication = record.publication
    if not publication.jurisdiction or not publication.doc_number:
        raise RecordError("record_without_number", "the record has no publication number", fix="check the source file")
    return publication_key(publication.jurisdiction, publication.doc_number, publication.kind)
