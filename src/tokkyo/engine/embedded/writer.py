"""Feeding rows to tantivy: delete by id, add, commit in batches."""

from collections.abc import Callable, Iterable

from tantivy import Index, IndexWriter

from tokkyo.engine.embedded.documents import document
from tokkyo.engine.embedded.faults import WRITING, is_fault
from tokkyo.engine.embedded.layout import ID
from tokkyo.engine.embedded.order import highest_id
from tokkyo.engine.port import IndexRow
from tokkyo.fields.registry import Collection
from tokkyo.settings import Settings

MIN_HEAP = 15_000_000
"""Bytes tantivy wants for each thread at least."""

MAX_HEAP = 4_000_000_000
"""Bytes tantivy allows for each thread at most."""


class Writer:
    """The one writer of an index. Used by one thread."""

    def __init__(self, index: Index, settings: Settings, collection: Collection) -> None:
        """Take the writer. Raises `EngineError` (`index_locked`, `index_write_failed`)."""
        self._collection = collection
        threads = max(1, settings.number("index_threads"))
        heap = min(max(settings.number("index_heap_bytes"), MIN_HEAP * threads), MAX_HEAP * threads)
        self._batch = max(1, settings.number("index_batch"))
        with WRITING:
            self._writer: IndexWriter | None = index.writer(heap, threads)
            index.reload()
            self._highest = highest_id(index.searcher())

    def feed(self, rows: Iterable[IndexRow], deleted: Iterable[int], committed: Callable[[], None]) -> None:
        """Replace rows, then drop ids, and commit; `committed` is called after every commit but the last."""
        waiting = 0
        for row in rows:
            if waiting == self._batch:
                self._commit()
                committed()
                waiting = 0
            self._put(row)
            waiting += 1
        for id in deleted:
            self._drop(id)
        self._commit()

    def _put(self, row: IndexRow) -> None:
        """Replace one row; an id above all others cannot be in the index yet, which spares the deletion."""
        made = document(row, self._collection)
        with WRITING:
            if row.id > self._highest:
                self._highest = row.id
            else:
                self._live().delete_documents_by_term(ID, row.id)
            self._live().add_document(made)

    def _drop(self, id: int) -> None:
        with WRITING:
            self._live().delete_documents_by_term(ID, id)

    def _commit(self) -> None:
        with WRITING:
            self._live().commit()

    def _live(self) -> IndexWriter:
        if self._writer is None:
            raise ValueError("the writer is closed")
        return self._writer

    def abandon(self) -> None:
        """Forget what is not committed and give the writer back, even a broken one."""
        writer, self._writer = self._writer, None
        if writer is not None:
            try:
                writer.rollback()
            except BaseException as error:
                if not is_fault(error):
                    raise

    def close(self) -> None:
        """Wait for merges under way and give the writer back."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with WRITING:
                writer.wait_merging_threads()
