"""Storing one batch inside the caller's transaction; what cannot be stored is told, and the rest stays."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial

from tokkyo.formats.port import Problem
from tokkyo.ingest.batches import Batch
from tokkyo.ingest.preparing import Delivered, refusal
from tokkyo.model.jpo.sources import RecordedAnswer, TableRows
from tokkyo.store.fresh import PackedRecord
from tokkyo.store.jpo.answers import put_answers
from tokkyo.store.jpo.bodies import put_bodies
from tokkyo.store.jpo.writing import TableWriter
from tokkyo.store.writing import Outcome, Writer


class Storing:
    """Stores batches into one store."""

    def __init__(self) -> None:
        self._writer = Writer()
        self._tables = TableWriter()

    def put(self, cursor: sqlite3.Cursor, batch: Batch) -> tuple[Outcome, list[Problem]]:
        """Store a batch; return what changed, and what could not be stored."""
        outcome, refused = self._records(cursor, batch.records)
        for item in batch.delivered:
            try:
                one = _apart(cursor, partial(self._deliver, cursor, item))
            except sqlite3.OperationalError:
                raise
            except Exception as error:
                refused.append(refusal(error, item.file, item.member, item.position, ""))
            else:
                outcome.stored += one.stored
                outcome.unchanged += one.unchanged
        return outcome, refused

    def _records(self, cursor: sqlite3.Cursor, records: Sequence[PackedRecord]) -> tuple[Outcome, list[Problem]]:
        """Store records together, or one by one when something is wrong with one of them."""
        try:
            return _apart(cursor, partial(self._writer.put, cursor, records)), []
        except sqlite3.OperationalError:
            raise
        except Exception:
            return self._one_by_one(cursor, records)

    def _one_by_one(self, cursor: sqlite3.Cursor, records: Sequence[PackedRecord]) -> tuple[Outcome, list[Problem]]:
        outcome, refused = Outcome(), []
        for record in records:
            try:
                one = _apart(cursor, partial(self._writer.put, cursor, (record,)))
            except sqlite3.OperationalError:
                raise
            except Exception as error:
                number = " ".join(part for part in record.key.split("_", 2) if part)
                refused.append(refusal(error, record.file, record.member, record.position, number))
            else:
                outcome.stored += one.stored
                outcome.unchanged += one.unchanged
        return outcome, refused

    def _deliver(self, cursor: sqlite3.Cursor, item: Delivered) -> Outcome:
        record = item.record
        if isinstance(record, TableRows):
            kept = self._tables.put(cursor, record)
        elif isinstance(record, RecordedAnswer):
            kept = put_answers(cursor, (record,))
        else:
            kept = put_bodies(cursor, (record,))
        return Outcome(kept.stored, kept.unchanged)


def _apart(cursor: sqlite3.Cursor, put: Callable[[], Outcome]) -> Outcome:
    """Run a part of the transaction that leaves nothing behind when it fails.

    After some failures, as that of a full disk, the database has given up the whole transaction.
    """
    cursor.execute("SAVEPOINT apart")
    try:
        outcome = put()
    except Exception:
        if cursor.connection.in_transaction:
            cursor.execute("ROLLBACK TO apart")
            cursor.execute("RELEASE apart")
        raise
    cursor.execute("RELEASE apart")
    return outcome
