"""The store's side of deriving: sources of a publication out, merged and completed documents in."""

import dataclasses
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from tokkyo.derive.completion import Card, Neighbours, complete
from tokkyo.derive.links import links_of
from tokkyo.derive.merge import Merged, merge
from tokkyo.model.source import SourceRecord
from tokkyo.store import relations
from tokkyo.store.finding import spellings
from tokkyo.store.frames import Packer, body_of, unpack_body, unpack_head, without_texts
from tokkyo.store.packing import Packed, packed, relation_row
from tokkyo.store.records import decode, digest_of
from tokkyo.store.rows import insert


def _marks(ids: Sequence[int]) -> str:
    return ",".join("?" * len(ids))


def cards(cursor: sqlite3.Cursor, ids: Sequence[int]) -> dict[int, Card]:
    """Return publications as others name them."""
    columns = "id, jurisdiction, doc_number, kind, date_published, lens_id"
    query = f"SELECT {columns} FROM publication WHERE id IN ({_marks(ids)})"
    return {row[0]: Card(*row) for row in cursor.execute(query, ids)}


def aliases(cursor: sqlite3.Cursor, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the former Lens ids of publications that have any."""
    query = f"SELECT publication_id, lens_id FROM alias WHERE publication_id IN ({_marks(ids)}) ORDER BY lens_id"
    found: dict[int, tuple[str, ...]] = {}
    for number, lens_id in cursor.execute(query, ids):
        found[number] = (*found.get(number, ()), lens_id)
    return found


def sources(cursor: sqlite3.Cursor, ids: Sequence[int], *, texts: bool) -> dict[int, list[SourceRecord]]:
    """Return the live source records of publications; without `texts` they have empty ones in their place."""
    body = "body" if texts else "NULL"
    join = "LEFT JOIN text ON text.id = text_id" if texts else ""
    query = (
        f"SELECT publication_id, head, parts, {body} FROM source_record {join} "
        f"WHERE deleted = 0 AND publication_id IN ({_marks(ids)})"
    )
    found: dict[int, list[SourceRecord]] = {}
    for number, head, parts, frame in cursor.execute(query, ids):
        record = decode(unpack_head(head), parts, unpack_body(frame) if frame else None)
        found.setdefault(number, []).append(record)
    return found


def merged(cursor: sqlite3.Cursor, ids: Sequence[int]) -> dict[int, Merged]:
    """Return publications merged from their sources, without texts."""
    first_seen = dict(
        cursor.execute(f"SELECT id, created FROM publication WHERE id IN ({_marks(ids)})", ids).fetchall()
    )
    return {
        number: _bare(merge(records), first_seen[number])
        for number, records in sources(cursor, ids, texts=False).items()
    }


def _bare(whole: Merged, first_seen: str) -> Merged:
    facts = whole.facts if whole.facts.created else replace(whole.facts, created=first_seen)
    return whole._replace(publication=without_texts(whole.publication), facts=facts)


@dataclass(frozen=True, slots=True)
class Derived:
    """A completed publication to be stored."""

    id: int
    document: Packed


class Merger:
    """Brings documents in line with their sources; for one thread, inside the caller's transaction."""

    def __init__(self, level: int, today: date) -> None:
        self._pack = Packer(level)
        self._today = today

    def refresh(self, cursor: sqlite3.Cursor, ids: Sequence[int], *, linked: bool) -> None:
        """Merge stale publications anew: texts, relations and numbers; their former keys go to `touched`.

        `linked` keeps `link` in step. The documents themselves are written when families and the like are known.
        """
        known = cards(cursor, ids)
        keys = relations.keys_of(cursor, ids)
        touched = {(key,) for some in keys.values() for key in some}
        cursor.executemany("INSERT INTO touched (key) VALUES (?) ON CONFLICT DO NOTHING", touched)
        if linked:
            relations.unlink(cursor, ids)
        live = sources(cursor, ids, texts=True)
        for number in ids:
            if number in live:
                self._merge(cursor, known[number], live[number])
            else:
                self._remove(cursor, number)
        if linked:
            relations.link(cursor, ids)

    def put(self, cursor: sqlite3.Cursor, items: Iterable[Derived]) -> int:
        """Store completed publications that differ from what is stored, under new versions; return their number."""
        (last,) = cursor.execute("SELECT max(seq) FROM publication").fetchone()
        changed = 0
        for item in items:
            done = cursor.execute(
                "UPDATE publication SET digest = ?2, seq = ?3, stale = 0 WHERE id = ?1 AND digest <> ?2",
                (item.id, item.document.digest, last + changed + 1),
            )
            if not done.rowcount:
                cursor.execute("UPDATE publication SET stale = 0 WHERE id = ? AND stale = 1", (item.id,))
            else:
                changed += 1
                document = item.document
                cursor.execute(
                    "UPDATE document SET head = ?, publication_type = ?, facts = ? WHERE publication_id = ?",
                    (
                        self._pack.head(document.head),
                        document.publication_type,
                        self._pack.head(document.facts),
                        item.id,
                    ),
                )
        return changed

    def _merge(self, cursor: sqlite3.Cursor, card: Card, records: list[SourceRecord]) -> None:
        whole = merge(records)
        (key, first_seen) = cursor.execute("SELECT key, created FROM publication WHERE id = ?", (card.id,)).fetchone()
        former = cursor.execute("SELECT text_id FROM document WHERE publication_id = ?", (card.id,)).fetchone()
        text = self._text(cursor, card.id, body_of(whole.publication))
        bare = _bare(whole, first_seen)
        told = bare.publication
        now = dataclasses.replace(card, doc_number=told.doc_number or card.doc_number, date=told.date_published)
        links = links_of(key, bare.publication, bare.facts, bare.family_id, bare.extended_family_id)
        cursor.execute("DELETE FROM relation WHERE publication_id = ?", (card.id,))
        insert(cursor, "relation", [relation_row(card.id, links)])
        rows = [(spelling, card.id) for spelling in spellings(now.jurisdiction, now.doc_number, now.kind or "")]
        insert(cursor, "number", list(rows))
        cursor.execute(
            "UPDATE publication SET doc_number = ?, date_published = ?, deleted = 0 WHERE id = ?",
            (now.doc_number, now.date, card.id),
        )
        done = cursor.execute("UPDATE document SET text_id = ? WHERE publication_id = ?", (text, card.id))
        if not done.rowcount:
            document = packed(*complete(bare, now, Neighbours((now,), (now,)), (), self._today))
            head, facts = self._pack.head(document.head), self._pack.head(document.facts)
            insert(cursor, "document", [(card.id, head, document.publication_type, facts, text)])
            cursor.execute("UPDATE publication SET digest = ? WHERE id = ?", (document.digest, card.id))
        if former and former[0] is not None:
            cursor.execute(f"DELETE FROM text WHERE id = ?2 AND id NOT IN ({_TEXTS_OF})", (card.id, former[0]))

    def _text(self, cursor: sqlite3.Cursor, number: int, body: bytes) -> int | None:
        """Return the text row of a merged body: a source's, the document's own, or a new one."""
        if not body:
            return None
        digest = digest_of(body)
        row = cursor.execute(
            f"SELECT id FROM text WHERE digest = ?2 AND id IN ({_TEXTS_OF}) ORDER BY id LIMIT 1", (number, digest)
        ).fetchone()
        if row:
            return int(row[0])
        (last,) = cursor.execute("SELECT max(id) FROM text").fetchone()
        insert(cursor, "text", [((last or 0) + 1, digest, self._pack.body(body))])
        return int((last or 0) + 1)

    def _remove(self, cursor: sqlite3.Cursor, number: int) -> None:
        """Take a publication out whose last source is gone; its row stays so that the id is not given again."""
        cursor.execute(f"DELETE FROM text WHERE id IN ({_TEXTS_OF})", (number,))
        cursor.execute("UPDATE source_record SET text_id = NULL, parts = 0 WHERE publication_id = ?", (number,))
        for table in ("document", "relation", "number"):
            cursor.execute(f"DELETE FROM {table} WHERE publication_id = ?", (number,))
        cursor.execute("UPDATE publication SET deleted = 1, stale = 0 WHERE id = ?", (number,))


_TEXTS_OF = (
    "SELECT text_id FROM source_record WHERE publication_id = ?1 AND text_id IS NOT NULL "
    "UNION SELECT text_id FROM document WHERE publication_id = ?1 AND text_id IS NOT NULL"
)
