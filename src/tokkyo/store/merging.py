"""The store's side of deriving: sources of a publication out, merged and completed documents in."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from tokkyo.derive.completion import Card
from tokkyo.derive.links import links_of
from tokkyo.derive.merge import Merged, merge
from tokkyo.model.source import SourceRecord
from tokkyo.store import relations, texts
from tokkyo.store.finding import spellings
from tokkyo.store.frames import Packer, unpack_head, without_texts
from tokkyo.store.packing import Packed, relation_of
from tokkyo.store.records import decode
from tokkyo.store.rows import Rows, insert, marks

# Heads of documents are read for every hit and written anew whenever a neighbour changes: frames of this zstd level
# take a fifth more space than those of level 3, and two thirds of the time to write and to read.
HEAD_LEVEL = -1


def cards(cursor: sqlite3.Cursor, ids: Sequence[int]) -> dict[int, Card]:
    """Return publications as others name them."""
    columns = "id, jurisdiction, doc_number, kind, date_published, lens_id"
    query = f"SELECT {columns} FROM publication WHERE id IN ({marks(ids)})"
    return {row[0]: Card(*row) for row in cursor.execute(query, ids)}


def aliases(cursor: sqlite3.Cursor, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the former Lens ids of publications that have any."""
    query = f"SELECT publication_id, lens_id FROM alias WHERE publication_id IN ({marks(ids)}) ORDER BY lens_id"
    found: dict[int, tuple[str, ...]] = {}
    for number, lens_id in cursor.execute(query, ids):
        found[number] = (*found.get(number, ()), lens_id)
    return found


def merged(cursor: sqlite3.Cursor, ids: Sequence[int]) -> dict[int, Merged]:
    """Return publications merged from their live sources, without texts."""
    query = (
        "SELECT publication_id, head, parts, created FROM source_record JOIN publication ON id = publication_id "
        f"WHERE source_record.deleted = 0 AND publication_id IN ({marks(ids)})"
    )
    told: dict[int, list[SourceRecord]] = {}
    first_seen: dict[int, str] = {}
    for number, head, parts, created in cursor.execute(query, ids):
        told.setdefault(number, []).append(decode(unpack_head(head), parts, None))
        first_seen[number] = created
    return {number: _bare(merge(records), first_seen[number]) for number, records in told.items()}


def _bare(whole: Merged, first_seen: str) -> Merged:
    facts = whole.facts if whole.facts.created else replace(whole.facts, created=first_seen)
    return Merged(without_texts(whole.publication), facts, *whole[2:])


@dataclass(frozen=True, slots=True)
class Derived:
    """A completed publication to be stored."""

    id: int
    document: Packed


class _Stale(NamedTuple):
    """What a publication whose sources changed was stored under."""

    id: int
    key: str
    jurisdiction: str
    doc_number: str
    kind: str


class Merger:
    """Brings documents in line with their sources; for one thread, inside the caller's transaction."""

    def __init__(self, level: int) -> None:
        self._pack = Packer(level)
        self._pack_head = Packer(HEAD_LEVEL).head

    def refresh(self, cursor: sqlite3.Cursor, ids: Sequence[int], *, linked: bool) -> None:
        """Merge stale publications anew as far as others see them: relations and numbers; former keys to `touched`.

        `linked` keeps `link` in step. The documents themselves are written when families and the like are known.
        """
        keys = relations.keys_of(cursor, ids)
        touched = {(key,) for some in keys.values() for key in some}
        cursor.executemany("INSERT INTO touched (key) VALUES (?) ON CONFLICT DO NOTHING", touched)
        if linked:
            relations.unlink(cursor, ids)
        query = f"SELECT id, key, jurisdiction, doc_number, kind FROM publication WHERE id IN ({marks(ids)})"
        known = [_Stale(*row) for row in cursor.execute(query, ids)]
        live = merged(cursor, ids)
        _relate(cursor, [(stale, live[stale.id]) for stale in known if stale.id in live])
        for stale in known:
            if stale.id not in live:
                _remove(cursor, stale.id)
        if linked:
            relations.link(cursor, ids)

    def put(self, cursor: sqlite3.Cursor, items: Iterable[Derived]) -> int:
        """Store completed publications that differ from what is stored, under new versions; return their number."""
        documents = {item.id: item.document for item in items}
        stored = _stored(cursor, list(documents))
        settled = [number for number, row in stored.items() if row.stale or not row.written]
        text = texts.settle(cursor, self._pack, settled) if settled else {}
        changed = [
            number
            for number, document in documents.items()
            if document.digest != stored[number].digest or not stored[number].written
        ]
        _advance(cursor, [(documents[number].digest, number) for number in changed])
        rows = {number: self._row(documents[number]) for number in changed}
        insert(cursor, "document", [(n, *row, text.get(n)) for n, row in rows.items() if not stored[n].written])
        cursor.executemany(
            "UPDATE document SET head = ?, publication_type = ?, facts = ? WHERE publication_id = ?",
            [(*row, number) for number, row in rows.items() if stored[number].written],
        )
        _retell(cursor, {n: row.text_id for n, row in stored.items() if row.stale and row.written}, text)
        unstale = [(number,) for number in settled if stored[number].stale]
        cursor.executemany("UPDATE publication SET stale = 0 WHERE id = ?", unstale)
        return len(changed)

    def _row(self, document: Packed) -> tuple[bytes, str | None, bytes]:
        return self._pack_head(document.head), document.publication_type, self._pack_head(document.facts)


class _Stored(NamedTuple):
    """How a publication is stored; `written` says whether it has a document, `text_id` which texts that has."""

    digest: bytes
    stale: bool
    written: bool
    text_id: int | None


def _stored(cursor: sqlite3.Cursor, ids: Sequence[int]) -> dict[int, _Stored]:
    query = (
        "SELECT id, digest, stale, publication_id IS NOT NULL, text_id FROM publication "
        f"LEFT JOIN document ON publication_id = id WHERE id IN ({marks(ids)})"
    )
    return {number: _Stored(*row) for number, *row in cursor.execute(query, ids)}


def _advance(cursor: sqlite3.Cursor, changed: Sequence[tuple[bytes, int]]) -> None:
    """Give new versions to publications, named with the digests of their documents."""
    (last,) = cursor.execute("SELECT max(seq) FROM publication").fetchone()
    rows = [(digest, seq, number) for seq, (digest, number) in enumerate(changed, last + 1)]
    cursor.executemany("UPDATE publication SET digest = ?, seq = ? WHERE id = ?", rows)


def _retell(cursor: sqlite3.Cursor, former: dict[int, int | None], now: dict[int, int]) -> None:
    """Give documents their texts; those they had before go when no source has them any more."""
    other = [number for number, text in former.items() if text != now.get(number)]
    cursor.executemany("UPDATE document SET text_id = ? WHERE publication_id = ?", [(now.get(n), n) for n in other])
    texts.drop_unused(cursor, [(number, text) for number in other if (text := former[number]) is not None])


def _relate(cursor: sqlite3.Cursor, changed: Sequence[tuple[_Stale, Merged]]) -> None:
    """Write what publications that were merged anew are to others, and what they are found by."""
    tied: Rows = []
    numbers: Rows = []
    names: Rows = []
    for stale, whole in changed:
        told = whole.publication
        number = told.doc_number or stale.doc_number
        links = links_of(stale.key, told, whole.facts.active_priorities, whole.family_id, whole.extended_family_id)
        tied.append((stale.id, *relation_of(links)))
        numbers += [(spelling, stale.id) for spelling in spellings(stale.jurisdiction, number, stale.kind)]
        names.append((number, told.date_published, stale.id))
    cursor.executemany("DELETE FROM relation WHERE publication_id = ?", [(stale.id,) for stale, _ in changed])
    insert(cursor, "relation", tied)
    insert(cursor, "number", numbers)
    cursor.executemany("UPDATE publication SET doc_number = ?, date_published = ?, deleted = 0 WHERE id = ?", names)


def _remove(cursor: sqlite3.Cursor, number: int) -> None:
    """Take a publication out whose last source is gone; its row stays so that the id is not given again."""
    texts.remove(cursor, number)
    for table in ("document", "relation", "number"):
        cursor.execute(f"DELETE FROM {table} WHERE publication_id = ?", (number,))
    cursor.execute("UPDATE publication SET deleted = 1, stale = 0 WHERE id = ?", (number,))
