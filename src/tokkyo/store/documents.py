"""Reading what is stored: merged records as bytes ready to send, their facts, and finding them by number.

Safe to use from several threads and while another process writes.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from tokkyo.model.facts import Facts
from tokkyo.model.publication import Publication, decode
from tokkyo.store.database import Database, Row, errors_of
from tokkyo.store.finding import find
from tokkyo.store.frames import tail_of, unpack_body, unpack_head

_decode_facts = msgspec.json.Decoder(Facts).decode
# SQLite takes at most 32,766 values in one statement.
IDS_AT_ONCE = 10_000

_WITH_TEXTS = "FROM document LEFT JOIN text ON text.id = text_id WHERE publication_id IN ({})"
_FULL = f"SELECT publication_id, publication_type, head, body {_WITH_TEXTS}"
_WHOLE = f"SELECT publication_id, publication_type, head, body, facts {_WITH_TEXTS}"
_HEADS = "SELECT publication_id, publication_type, head FROM document WHERE publication_id IN ({})"
_STORED = "SELECT publication_id FROM document WHERE publication_id IN ({})"
_FACTS = "SELECT publication_id, facts FROM document WHERE publication_id IN ({})"
_LENS_IDS = "SELECT id, lens_id FROM publication WHERE id IN ({})"


class Change(NamedTuple):
    """One publication as it now stands: its id, the number of this version, whether it is gone."""

    id: int
    seq: int
    deleted: bool


class Documents:
    """The merged records of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get_many(self, ids: Sequence[int]) -> list[bytes]:
        """Return whole records as UTF-8 JSON in the order of `ids`; ids that are not stored are left out."""
        found = self.records_of(ids)
        return [found[number] for number in ids if number in found]

    def get_heads(self, ids: Sequence[int]) -> list[bytes]:
        """Return records without abstract, claims and description, else as `get_many`."""
        found = self.heads_of(ids)
        return [found[number] for number in ids if number in found]

    def records_of(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Return whole records as UTF-8 JSON by id, those that are stored."""
        return {
            number: b"".join((unpack_head(head), unpack_body(body), tail_of(kind)))
            if body
            else unpack_head(head) + tail_of(kind)
            for number, kind, head, body in self._rows(_FULL, ids)
        }

    def heads_of(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Return records without abstract, claims and description, else as `records_of`."""
        return {number: unpack_head(head) + tail_of(kind) for number, kind, head in self._rows(_HEADS, ids)}

    def stored(self, ids: Sequence[int]) -> set[int]:
        """Return those of the ids that have a record."""
        return {number for (number,) in self._rows(_STORED, ids)}

    def get_facts(self, id: int) -> Facts | None:
        """Return the facts beside a record, None when it is not stored."""
        return self.facts_of((id,)).get(id)

    def facts_of(self, ids: Sequence[int]) -> dict[int, Facts]:
        """Return the facts beside the records that are stored."""
        return {number: _decode_facts(unpack_head(facts)) for number, facts in self._rows(_FACTS, ids)}

    def publications(self, ids: Sequence[int]) -> dict[int, tuple[Publication, Facts]]:
        """Return records and facts decoded, for indexing."""
        return {
            number: (
                decode(b"".join((unpack_head(head), unpack_body(body) if body else b"", tail_of(kind)))),
                _decode_facts(unpack_head(facts)),
            )
            for number, kind, head, body, facts in self._rows(_WHOLE, ids)
        }

    def lens_ids(self, ids: Sequence[int]) -> list[str]:
        """Return the Lens IDs of publications in the order of `ids`; ids that are not stored are left out."""
        found = {row[0]: str(row[1]) for row in self._rows(_LENS_IDS, ids)}
        return [found[number] for number in ids if number in found]

    def find(self, forms: Sequence[str]) -> list[int]:
        """Return the ids of publications that answer to the first of the forms that finds any, newest first.

        A form is a Lens id, present or former, or a number as `model.numbers.query_forms` spells it.
        """
        return find(self._database, forms)

    def changes(self, since: int, limit: int) -> list[Change]:
        """Return up to `limit` publications whose version is later than `since`, in the order of versions."""
        query = "SELECT id, seq, deleted FROM publication WHERE seq > ? ORDER BY seq LIMIT ?"
        return [Change(number, seq, bool(deleted)) for number, seq, deleted in self._select(query, (since, limit))]

    def count_changes(self, since: int) -> int:
        """Return how many publications have a version later than `since`."""
        return int(self._select("SELECT count(*) FROM publication WHERE seq > ?", (since,))[0][0])

    def sequence(self) -> int:
        """Return the number of the latest version, 0 for an empty store."""
        return int(self._select("SELECT coalesce(max(seq), 0) FROM publication", ())[0][0])

    def count(self) -> int:
        """Return how many publications are stored, those whose documents are not derived yet among them."""
        return int(self._select("SELECT count(*) FROM relation", ())[0][0])

    def ids(self) -> Iterator[tuple[int, int]]:
        """Yield (id, seq) of every publication that has a document, ascending by id."""
        last = -1
        query = "SELECT id, seq FROM publication WHERE id > ? AND deleted = 0 AND digest <> x'' ORDER BY id LIMIT ?"
        while rows := self._select(query, (last, IDS_AT_ONCE)):
            yield from rows
            last = rows[-1][0]

    def _rows(self, query: str, ids: Sequence[int]) -> list[Row]:
        if len(ids) <= IDS_AT_ONCE:
            return self._select(_filled(query, len(ids)), ids)
        return [
            row
            for start in range(0, len(ids), IDS_AT_ONCE)
            for row in self._rows(query, ids[start : start + IDS_AT_ONCE])
        ]

    def _select(self, query: str, values: Sequence[object]) -> list[Row]:
        with errors_of(self._database.path):
            return self._database.cursor().execute(query, values).fetchall()


@lru_cache(maxsize=256)
def _filled(query: str, count: int) -> str:
    """Return a statement for so many ids; always the same text, by which SQLite's module finds it prepared."""
    return query.format(",".join("?" * count))
