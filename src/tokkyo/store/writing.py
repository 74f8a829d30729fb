"""Storing what readers yield: sources' records, and for publications not seen before the merged document at once.

A publication that is stored already only gets its source's row replaced here and is marked stale; deriving then merges
its sources. All is done inside the caller's transaction.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from tokkyo.derive.completion import Card, Neighbours, complete
from tokkyo.derive.links import links_of, publication_key
from tokkyo.derive.merge import merge
from tokkyo.errors import RecordError
from tokkyo.model.source import SourceRecord
from tokkyo.store.finding import spellings
from tokkyo.store.frames import Packer
from tokkyo.store.identity import Identities, given_id
from tokkyo.store.packing import packed, relation_row
from tokkyo.store.records import DIGEST_BYTES, Encoded, encode
from tokkyo.store.rows import INSERTS, Rows, insert

# Replaced versions of a source's record that are remembered.
FORMER = 8


@dataclass(slots=True)
class Outcome:
    """How many records of a batch changed the store and how many did not."""

    stored: int = 0
    unchanged: int = 0


class _Known(NamedTuple):
    id: int
    lens_id: str


class _SourceRow(NamedTuple):
    digest: bytes
    former: bytes
    exchanged: str | None
    text_id: int | None

    def knows(self, encoded: Encoded) -> bool:
        """Return whether a record is what is stored, older, or one that was replaced before.

        Files often hold two undated versions of a record: reading them again must not turn them round and round.
        """
        if encoded.digest == self.digest:
            return True
        now, stored = encoded.record.exchanged or "", self.exchanged or ""
        return (now < stored) if now and stored and now != stored else encoded.digest in self.replaced()

    def replaced(self) -> list[bytes]:
        """Return the digests of the versions that this one replaced, latest first."""
        return [self.former[start : start + DIGEST_BYTES] for start in range(0, len(self.former), DIGEST_BYTES)]


_DROP_UNLESS_SENT = (
    "DELETE FROM text WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM document WHERE publication_id = ?2 AND text_id = ?1)"
)


def batches_without_repeats(items: Iterable[tuple[str, Encoded]]) -> Iterator[dict[str, Encoded]]:
    """Cut a batch so that each part names a publication once; a publication's records keep their order.

    A record without kind may mean any publication of its number, so it never shares a part with one of them.
    """
    waiting: dict[str, Encoded] = {}
    stems: dict[str, bool] = {}  # number without kind → whether a record without kind waits
    for key, encoded in items:
        stem = key[: key.rindex("_") + 1]
        if key in waiting or (stem in stems and (key == stem or stems[stem])):
            yield waiting
            waiting, stems = {}, {}
        waiting[key] = encoded
        stems[stem] = key == stem
    if waiting:
        yield waiting


class Writer:
    """Writes batches of source records; for one thread."""

    def __init__(self, level: int) -> None:
        self._pack = Packer(level)

    def put(self, cursor: sqlite3.Cursor, records: Sequence[SourceRecord], today: date) -> Outcome:
        """Store a batch in the caller's transaction. Raises `RecordError` for a record without a number."""
        outcome = Outcome()
        keyed = [(key_of(record), encode(record)) for record in records]
        for part in batches_without_repeats(keyed):
            _Part(self._pack, cursor, today, outcome).put(part)
        return outcome


def key_of(record: SourceRecord) -> str:
    """Return what a record's publication is stored under. Raises `RecordError` `record_without_number`."""
    publication = record.publication
    if not publication.jurisdiction or not publication.doc_number:
        raise RecordError("record_without_number", "the record has no publication number", fix="check the source file")
    return publication_key(publication.jurisdiction, publication.doc_number, publication.kind)


class _Part:
    """One part of a batch in which every publication occurs once."""

    def __init__(self, pack: Packer, cursor: sqlite3.Cursor, today: date, outcome: Outcome) -> None:
        self._pack = pack
        self._cursor = cursor
        self._today = today
        self._outcome = outcome
        self._rows: dict[str, Rows] = {table: [] for table in INSERTS}
        self._identities = Identities(cursor)
        self._id = self._next("SELECT max(id) FROM publication")
        self._text = self._next("SELECT max(id) FROM text")
        self._seq = self._next("SELECT max(seq) FROM publication")

    def put(self, part: dict[str, Encoded]) -> None:
        known = self._known(part)
        sources = self._sources([row.id for row in known.values()])
        fresh = {key: encoded for key, encoded in part.items() if key not in known}
        self._identities.expect_new((key, given_id(encoded.record)) for key, encoded in fresh.items())
        for key, encoded in part.items():
            row = known.get(key)
            if row is None:
                changed = not encoded.record.deleted
                if changed:
                    self._add(key, encoded)
            else:
                changed = self._replace(row, encoded, sources.get((row.id, encoded.record.source)))
            self._outcome.stored += changed
            self._outcome.unchanged += not changed
        for table, rows in self._rows.items():
            insert(self._cursor, table, rows)
        for moved in self._identities.moved:
            self._touch(moved)

    # --- publications not seen before

    def _add(self, key: str, encoded: Encoded) -> None:
        record, number = encoded.record, self._take("_id")
        jurisdiction, doc_number, kind = key.split("_", 2)
        given = self._identities.take(number, key, given_id(record))
        bare = record.publication
        card = Card(number, jurisdiction, bare.doc_number or doc_number, kind, bare.date_published, given[0])
        merged = merge((encoded.shape(),))
        facts = replace(merged.facts, created=merged.facts.created or self._today.isoformat())
        merged = merged._replace(publication=bare, facts=facts)
        alone = Neighbours((card,), (card,))
        document = packed(*complete(merged, card, alone, (), self._today))
        text = self._text_row(encoded)
        links = links_of(key, bare, facts, merged.family_id, merged.extended_family_id)
        pack, rows = self._pack, self._rows
        rows["publication"].append(
            (
                *(number, key, given[0], int(given[1]), jurisdiction, card.doc_number, kind, card.date),
                *(self._take("_seq"), 0, 0, facts.created, document.digest),
            )
        )
        rows["document"].append(
            (number, pack.head(document.head), document.publication_type, pack.head(document.facts), text)
        )
        rows["source_record"].append(self._source_row(number, encoded, text))
        rows["relation"].append(relation_row(number, links))
        rows["number"] += [(spelling, number) for spelling in spellings(jurisdiction, card.doc_number, kind)]

    def _text_row(self, encoded: Encoded) -> int | None:
        if not encoded.body:
            return None
        number = self._take("_text")
        self._rows["text"].append((number, encoded.body_digest, self._pack.body(encoded.body)))
        return number

    def _source_row(self, number: int, encoded: Encoded, text: int | None, former: bytes = b"") -> tuple[Any, ...]:
        record, where = encoded.record, encoded.provenance
        head = self._pack.head(encoded.head)
        return (
            *(number, record.source, encoded.digest, former, record.exchanged, int(record.deleted)),
            *(head, encoded.parts, text, where.file, where.member, where.offset),
        )

    # --- publications stored before

    def _replace(self, known: _Known, encoded: Encoded, row: _SourceRow | None) -> bool:
        record = encoded.record
        if row is None and record.deleted:
            return False
        if row is not None and row.knows(encoded):
            return False
        text = self._new_text(known.id, encoded, row)
        former = (row.digest + row.former)[: FORMER * DIGEST_BYTES] if row else b""
        self._rows["source_record"].append(self._source_row(known.id, encoded, text, former))
        given = given_id(record)
        if given and given != known.lens_id:
            self._identities.change(known.id, known.lens_id, given)
        self._touch(known.id)
        return True

    def _touch(self, publication: int) -> None:
        self._cursor.execute(
            "UPDATE publication SET stale = 1, seq = ? WHERE id = ?", (self._take("_seq"), publication)
        )

    def _new_text(self, publication: int, encoded: Encoded, row: _SourceRow | None) -> int | None:
        """Keep the source's text where it is the same; else write the new one and drop the old one if unused."""
        old = row.text_id if row else None
        if old is not None:
            run = self._cursor.execute
            (digest,) = run("SELECT digest FROM text WHERE id = ?", (old,)).fetchone()
            if encoded.body and digest == encoded.body_digest:
                return old
            run(_DROP_UNLESS_SENT, (old, publication))
        return self._text_row(encoded)

    # --- what the store knows

    def _known(self, part: dict[str, Encoded]) -> dict[str, _Known]:
        keys = list(part)
        query = f"SELECT key, id, lens_id FROM publication WHERE key IN ({','.join('?' * len(keys))})"
        known = {key: _Known(number, held) for key, number, held in self._cursor.execute(query, keys)}
        for key in keys:
            if key.endswith("_") and key not in known and (found := self._any_kind(key)):
                known[key] = found
        return known

    def _any_kind(self, key: str) -> _Known | None:
        """Return the first publication with a number when the record names no kind."""
        query = "SELECT id, lens_id FROM publication WHERE key > ? AND key < ? ORDER BY id LIMIT 1"
        row = self._cursor.execute(query, (key, key[:-1] + "`")).fetchone()
        return _Known(*row) if row else None

    def _sources(self, ids: Sequence[int]) -> dict[tuple[int, str], _SourceRow]:
        query = (
            "SELECT publication_id, source, digest, former, exchanged, text_id FROM source_record "
            f"WHERE publication_id IN ({','.join('?' * len(ids))})"
        )
        rows = self._cursor.execute(query, ids) if ids else ()
        return {(number, source): _SourceRow(*rest) for number, source, *rest in rows}

    def _next(self, query: str) -> int:
        (highest,) = self._cursor.execute(query).fetchone()
        return (highest or 0) + 1

    def _take(self, counter: str) -> int:
        number: int = getattr(self, counter)
        setattr(self, counter, number + 1)
        return number
