"""Storing what readers yield: sources' records, and what ties publications not seen before to others.

A publication that is stored already only gets its source's row replaced here and is marked stale. Documents are written
when deriving knows the neighbours. All is done inside the caller's transaction.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tokkyo.store.fresh import Fresh, PackedRecord
from tokkyo.store.identity import Identities
from tokkyo.store.records import DIGEST_BYTES
from tokkyo.store.rows import INSERTS, Rows, insert

# The digest of a publication whose document is not written yet.
NO_DOCUMENT = b""
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

    def knows(self, record: PackedRecord) -> bool:
        """Return whether a record is what is stored, older, or one that was replaced before.

        Files often hold two undated versions of a record: reading them again must not turn them round and round.
        """
        if record.digest == self.digest:
            return True
        now, stored = record.exchanged or "", self.exchanged or ""
        return (now < stored) if now and stored and now != stored else record.digest in self.replaced()

    def replaced(self) -> list[bytes]:
        """Return the digests of the versions that this one replaced, latest first."""
        return [self.former[start : start + DIGEST_BYTES] for start in range(0, len(self.former), DIGEST_BYTES)]


_DROP_UNLESS_SENT = (
    "DELETE FROM text WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM document WHERE publication_id = ?2 AND text_id = ?1)"
)


def batches_without_repeats(records: Iterable[PackedRecord]) -> Iterator[dict[str, PackedRecord]]:
    """Cut a batch so that each part names a publication once; a publication's records keep their order.

    A record without kind may mean any publication of its number, so it never shares a part with one of them.
    """
    waiting: dict[str, PackedRecord] = {}
    stems: dict[str, bool] = {}  # number without kind → whether a record without kind waits
    for record in records:
        key = record.key
        stem = key[: key.rindex("_") + 1]
        if key in waiting or (stem in stems and (key == stem or stems[stem])):
            yield waiting
            waiting, stems = {}, {}
        waiting[key] = record
        stems[stem] = key == stem
    if waiting:
        yield waiting


class Writer:
    """Writes batches of packed records; for one thread."""

    def put(self, cursor: sqlite3.Cursor, records: Iterable[PackedRecord]) -> Outcome:
        """Store a batch in the caller's transaction."""
        outcome = Outcome()
        for part in batches_without_repeats(records):
            _Part(cursor, outcome).put(part)
        return outcome


class _Part:
    """One part of a batch in which every publication occurs once."""

    def __init__(self, cursor: sqlite3.Cursor, outcome: Outcome) -> None:
        self._cursor = cursor
        self._outcome = outcome
        self._rows: dict[str, Rows] = {table: [] for table in INSERTS}
        self._identities = Identities(cursor)
        self._id = self._next("SELECT max(id) FROM publication")
        self._text = self._next("SELECT max(id) FROM text")
        self._seq = self._next("SELECT max(seq) FROM publication")

    def put(self, part: dict[str, PackedRecord]) -> None:
        known = self._known(part)
        sources = self._sources([row.id for row in known.values()])
        self._identities.expect(record.name for key, record in part.items() if key not in known and record.fresh)
        for key, record in part.items():
            row = known.get(key)
            if row is None:
                changed = record.fresh is not None
                if record.fresh is not None:
                    self._add(record, record.fresh)
            else:
                changed = self._replace(row, record, sources.get((row.id, record.source)))
            self._outcome.stored += changed
            self._outcome.unchanged += not changed
        for table, rows in self._rows.items():
            insert(self._cursor, table, rows)
        for moved in self._identities.moved:
            self._touch(moved)

    # --- publications not seen before

    def _add(self, record: PackedRecord, fresh: Fresh) -> None:
        number, key, rows = self._take("_id"), record.key, self._rows
        jurisdiction, _, kind = key.split("_", 2)
        name, given = self._identities.take(number, key, record.given, record.name)
        rows["publication"].append(
            (
                *(number, key, name, int(given), jurisdiction, fresh.doc_number, kind, fresh.date),
                *(self._take("_seq"), 0, 0, fresh.created, NO_DOCUMENT),
            )
        )
        rows["source_record"].append(_source_row(number, record, self._text_row(record)))
        rows["relation"].append((number, *fresh.relation))
        rows["number"] += [(spelling, number) for spelling in fresh.spellings]

    def _text_row(self, record: PackedRecord) -> int | None:
        if record.body is None:
            return None
        number = self._take("_text")
        self._rows["text"].append((number, record.body_digest, record.body))
        return number

    # --- publications stored before

    def _replace(self, known: _Known, record: PackedRecord, row: _SourceRow | None) -> bool:
        if row is None and record.deleted:
            return False
        if row is not None and row.knows(record):
            return False
        text = self._new_text(known.id, record, row)
        former = (row.digest + row.former)[: FORMER * DIGEST_BYTES] if row else b""
        self._rows["source_record"].append(_source_row(known.id, record, text, former))
        if record.given and record.given != known.lens_id:
            self._identities.change(known.id, known.lens_id, record.given)
        self._touch(known.id)
        return True

    def _touch(self, publication: int) -> None:
        self._cursor.execute(
            "UPDATE publication SET stale = 1, seq = ? WHERE id = ?", (self._take("_seq"), publication)
        )

    def _new_text(self, publication: int, record: PackedRecord, row: _SourceRow | None) -> int | None:
        """Keep the source's text where it is the same; else write the new one and drop the old one if unused."""
        old = row.text_id if row else None
        if old is not None:
            run = self._cursor.execute
            (digest,) = run("SELECT digest FROM text WHERE id = ?", (old,)).fetchone()
            if record.body is not None and digest == record.body_digest:
                return old
            run(_DROP_UNLESS_SENT, (old, publication))
        return self._text_row(record)

    # --- what the store knows

    def _known(self, part: dict[str, PackedRecord]) -> dict[str, _Known]:
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


def _source_row(number: int, record: PackedRecord, text: int | None, former: bytes = b"") -> tuple[Any, ...]:
    return (
        *(number, record.source, record.digest, former, record.exchanged, int(record.deleted)),
        *(record.head, record.parts, text, record.file, record.member, record.position),
    )
