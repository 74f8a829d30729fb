"""Feeding raw tantivy what Tokkyo feeds its own index: the same columns, the same analysis, the same memory.

The documents are written beforehand as JSON, one a line, and read back before the clock starts, so that the peer does
nothing but index: no source files, no store, no families.
"""

import itertools
import json
import time
from collections.abc import Iterator
from pathlib import Path

import tantivy

from tokkyo.engine.embedded.documents import document
from tokkyo.engine.embedded.layout import layout_of, register
from tokkyo.engine.port import IndexRow
from tokkyo.fields.extract import field_values
from tokkyo.fields.registry import PUBLICATIONS
from tokkyo.settings import Settings
from tokkyo.store.documents import Documents

ROWS_AT_ONCE = 500


def write_rows(documents: Documents, path: Path) -> int:
    """Write every publication as the engine document it becomes; return their number."""
    count = 0
    ids = iter(documents.ids())
    with path.open("w", encoding="utf-8") as out:
        while chunk := list(itertools.islice(ids, ROWS_AT_ONCE)):
            found = documents.publications([number for number, _ in chunk])
            for number, seq in chunk:
                row = IndexRow(number, seq, dict(field_values(*found[number])))
                out.write(json.dumps(document(row, PUBLICATIONS).to_dict(), ensure_ascii=False) + "\n")
                count += 1
    return count


def index_raw(rows: Path, folder: Path, settings: Settings) -> tuple[int, float]:
    """Index the rows with tantivy alone and return their number and the seconds it took, merges included."""
    folder.mkdir(parents=True)
    index = tantivy.Index(layout_of(PUBLICATIONS).schema, path=str(folder))
    register(index)
    writer = index.writer(settings.number("index_heap_bytes"), settings.number("index_threads"))
    count, spent = 0, 0.0
    for lines in _lines(rows):
        started = time.perf_counter()
        for line in lines:
            writer.add_json(line)
        spent += time.perf_counter() - started
        count += len(lines)
    started = time.perf_counter()
    writer.commit()
    writer.wait_merging_threads()
    return count, spent + time.perf_counter() - started


def _lines(rows: Path) -> Iterator[list[str]]:
    with rows.open(encoding="utf-8") as file:
        while lines := list(itertools.islice(file, ROWS_AT_ONCE)):
            yield lines
