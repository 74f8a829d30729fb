"""Reading what is stored: merged records as bytes ready to send, their facts, and finding them by number.

Safe to use from several threads and while another process writes.
"""

from collections.abc import Iterator, Sequence
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

_FULL = (
    "SELECT d.publication_id, d.head, t.body, d.publication_type FROM document d "
    "LEFT JOIN text t ON t.id = d.text_id WHERE d.publication_id IN ({})"
)
_HEADS = "SELECT publication_id, head, publication_type FROM document WHERE publication_id IN ({})"
_FACTS = "SELECT publication_id, facts FROM document WHERE publication_id IN ({})"


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
        return self._in_order(
            ids,
            {
                number: b"".join((unpack_head(head), unpack_body(body) if body else b"", tail_of(kind)))
                for number, head, body, kind in self._rows(_FULL, ids)
            },
        )

    def get_heads(self, ids: Sequence[int]) -> list[bytes]:
        """Return records without abstract, claims and description, else as `get_many`."""
        return self._in_order(
            ids, {number: unpack_head(head) + tail_of(kind) for number, head, kind in self._rows(_HEADS, ids)}
        )

    def get_facts(self, id: int) -> Facts | None:
        """Return the facts beside a record, None when it is not stored."""
        return self.facts_of((id,)).get(id)

    def facts_of(self, ids: Sequence[int]) -> dict[int, Facts]:
        """Return the facts beside the records that are stored."""
        return {number: _decode_facts(unpack_head(facts)) for number, facts in self._rows(_FACTS, ids)}

    def publications(self, ids: Sequence[int]) -> dict[int, tuple[Publication, Facts]]:
        """Return records and facts decoded, for indexing."""
        facts = self.facts_of(ids)
        rows = self._rows(_FULL, ids)
        return {
            number: (
                decode(b"".join((unpack_head(head), unpack_body(body) if body else b"", tail_of(kind)))),
                facts[number],
            )
            for number, head, body, kind in rows
            if number in facts
        }

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
        """Return how many publications are stored."""
        return int(self._select("SELECT count(*) FROM document", ())[0][0])

    def ids(self) -> Iterator[tuple[int, int]]:
        """Yield (id, seq) of every publication stored, ascending by id."""
        last = -1
        query = "SELECT id, seq FROM publication WHERE id > ? AND deleted = 0 ORDER BY id LIMIT ?"
        while rows := self._select(query, (last, IDS_AT_ONCE)):
            yield from rows
            last = rows[-1][0]

    def _rows(self, query: str, ids: Sequence[int]) -> list[Row]:
        found: list[Row] = []
        for start in range(0, len(ids), IDS_AT_ONCE):
            some = ids[start : start + IDS_AT_ONCE]
            found += self._select(query.format(",".join("?" * len(some))), some)
        return found

    def _select(self, query: str, values: Sequence[object]) -> list[Row]:
        with errors_of(self._database.path):
            return self._database.cursor().execute(query, values).fetchall()

    @staticmethod
    def _in_order(ids: Sequence[int], found: dict[int, bytes]) -> list[bytes]:
        return [found[number] for number in ids if number in found]
